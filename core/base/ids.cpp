// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ids.h"

#include <cstring>

namespace vitrine {
namespace {

constexpr std::string_view base64_url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t text_size = 22;

}  // namespace

std::string Uuid::to_string() const {
    std::string text;
    text.reserve(text_size);
    unsigned bits = 0;
    unsigned bit_count = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8) | byte;
        bit_count += 8;
        while (bit_count >= 6) {
            bit_count -= 6;
            text += base64_url[(bits >> bit_count) & 0x3f];
        }
    }
    text += base64_url[(bits << (6 - bit_count)) & 0x3f];
    return text;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != text_size) return std::nullopt;
    Uuid id;
    std::size_t at = 0;
    unsigned bits = 0;
    unsigned bit_count = 0;
    for (const char character : text) {
        const std::size_t digit = base64_url.find(character);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = (bits << 6) | static_cast<unsigned>(digit);
        bit_count += 6;
        if (bit_count >= 8 && at < id.bytes.size()) {
            bit_count -= 8;
            id.bytes[at++] = static_cast<std::uint8_t>((bits >> bit_count) & 0xff);
        }
    }
    return id;
}

}  // namespace vitrine

std::size_t std::hash<vitrine::Uuid>::operator()(const vitrine::Uuid& id) const noexcept {
    std::uint64_t halves[2];
    std::memcpy(halves, id.bytes.data(), sizeof halves);
    return static_cast<std::size_t>(halves[0] ^ (halves[1] * 0x9e3779b97f4a7c15ull));
}
