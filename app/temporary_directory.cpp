// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/temporary_directory.h"

#include <cstdlib>
#include <filesystem>

TemporaryDirectory::~TemporaryDirectory()
{
    std::error_code ignored;
    if (!m_path.empty()) std::filesystem::remove_all(m_path, ignored);
}

std::string TemporaryDirectory::create()
{
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    if (error) return {};
    std::string pattern = (parent / "vitrine-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) return {};
    m_path = pattern;
    return m_path;
}
