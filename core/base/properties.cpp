// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/properties.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace vitrine {
namespace {

// A backslash that itself is not meant by one.
bool is_continued(std::string_view line) {
    std::size_t backslashes = 0;
    while (backslashes < line.size() && line[line.size() - 1 - backslashes] == '\\') ++backslashes;
    return backslashes % 2 == 1;
}

void append_utf8(std::string& text, std::uint32_t code) {
    const auto append = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        append(code);
    } else if (code < 0x800) {
        append(0xc0 | (code >> 6));
        append(0x80 | (code & 0x3f));
    } else {
        append(0xe0 | (code >> 12));
        append(0x80 | ((code >> 6) & 0x3f));
        append(0x80 | (code & 0x3f));
    }
}

std::string without_escapes(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const char first = text.front();
        text.remove_prefix(1);
        if (first != '\\' || text.empty()) {
            if (first != '\\') plain += first;
            continue;
        }
        const char meant = text.front();
        text.remove_prefix(1);
        std::uint32_t code = 0;
        if (meant == 't') plain += '\t';
        else if (meant == 'n') plain += '\n';
        else if (meant == 'r') plain += '\r';
        else if (meant == 'f') plain += '\f';
        else if (meant == 'u' && text.size() >= 4 && std::from_chars(text.data(), text.data() + 4, code, 16).ptr == text.data() + 4) {
            append_utf8(plain, code);
            text.remove_prefix(4);
        } else plain += meant;
    }
    return plain;
}

std::size_t end_of_key(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') ++i;
        else if (text[i] == '=' || text[i] == ':' || blanks.find(text[i]) != std::string_view::npos) return i;
    }
    return text.size();
}

}  // namespace

std::vector<Property> parse_properties(std::string_view text) {
    std::vector<Property> properties;
    std::string logical;
    int line_number = 0;
    int begin = 0;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++line_number;
        if (begin == 0) {
            if (line.empty() || line.front() == '#' || line.front() == '!') continue;
            begin = line_number;
        }
        const bool continued = is_continued(line);
        logical += line.substr(0, line.size() - (continued ? 1 : 0));
        if (continued && !text.empty()) continue;
        const std::string_view whole(logical);
        const std::size_t end = end_of_key(whole);
        std::string_view value = trim(whole.substr(end));
        if (!value.empty() && (value.front() == '=' || value.front() == ':')) value = trim(value.substr(1));
        properties.push_back({without_escapes(whole.substr(0, end)), without_escapes(value), begin});
        logical.clear();
        begin = 0;
    }
    return properties;
}

}  // namespace vitrine
