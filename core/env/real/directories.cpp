// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/directories.h"

#include <filesystem>

#include <fmt/format.h>

namespace vitrine::env::real {

bool directory_exists(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

Status remove_directory(const std::string& path) {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} could not be removed: {}", path, error.message()));
    return {};
}

}  // namespace vitrine::env::real
