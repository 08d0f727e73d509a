// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace vitrine::records {

inline Bytes from_hex(std::string_view text) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(digit(text[i]) * 16 + digit(text[i + 1])));
    return bytes;
}

// What the first record of golden::… holds.
inline std::string golden_value() {
    std::string text;
    for (int i = 0; i < 40; ++i) text += "vitrine " + std::to_string(i % 7) + ' ';
    return text;
}

}  // namespace vitrine::records
