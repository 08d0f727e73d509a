// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/directories.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

namespace vitrine::env::real {

bool directory_exists(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

bool file_exists(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_regular_file(path, error);
}

std::vector<std::string> subdirectories(const std::string& path) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
        std::error_code unknown;
        if (at->is_directory(unknown)) names.push_back(at->path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

Status remove_directory(const std::string& path) {
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error) return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} could not be removed: {}", path, error.message()));
    return {};
}

}  // namespace vitrine::env::real
