// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string_view>

// Taking small texts apart by lines and words: scenario files, recordings, configuration files. Views into the text given; no copies.
namespace vitrine {

// What counts as nothing between two words. A line break is one too, for texts that have several lines.
constexpr std::string_view blanks = " \t\r\n\f";

constexpr std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The first word, taken off the text together with the blanks around it; empty when there is none.
constexpr std::string_view take_word(std::string_view& text) {
    text = trim(text);
    const std::size_t end = std::min(text.find_first_of(blanks), text.size());
    const std::string_view word = text.substr(0, end);
    text = trim(text.substr(end));
    return word;
}

// The first line without the blanks around it, taken off the text together with its '\n'.
constexpr std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

}  // namespace vitrine
