// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/error.h"

namespace vitrine::env::real {

// "No space left on device".
inline std::string words_of(int error_number) { return std::generic_category().message(error_number); }

// "appending to /var/…/00000000000000000000.log failed: No space left on device".
inline std::unexpected<Error> storage_error(std::string_view what, std::string_view path, std::string_view why) {
    return failure(ErrorCode::KAFKA_STORAGE_ERROR, fmt::format("{} {} failed: {}", what, path, why));
}
inline std::unexpected<Error> storage_error(std::string_view what, std::string_view path, int error_number) {
    return storage_error(what, path, words_of(error_number));
}

}  // namespace vitrine::env::real
