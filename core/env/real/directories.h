// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/error.h"

namespace vitrine::env::real {

// Whole log directories, of nodes that do not run. Any thread; no promise about durability.
[[nodiscard]] bool directory_exists(const std::string& path);
[[nodiscard]] bool file_exists(const std::string& path);
// The names of the directories in it, sorted; none where it is none or cannot be read.
[[nodiscard]] std::vector<std::string> subdirectories(const std::string& path);
// With everything in it. KAFKA_STORAGE_ERROR names what could not be removed; a directory that is not there is removed.
[[nodiscard]] Status remove_directory(const std::string& path);

}  // namespace vitrine::env::real
