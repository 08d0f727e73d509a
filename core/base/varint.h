// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

// Variable-length integers of Kafka: seven bits in each byte, least significant group first, the top bit says "more".
// Messages use the unsigned form (compact lengths, tags); records use the zigzag form (lengths, deltas).
// A take_*() function consumes from the front of the span only when it succeeds; it answers nothing when the bytes end
// early or the number does not fit its type.
namespace vitrine {

inline constexpr std::size_t varint_size_max = 5;
inline constexpr std::size_t varlong_size_max = 10;

constexpr std::uint32_t zigzag_encode(std::int32_t value) {
    return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}
constexpr std::int32_t zigzag_decode(std::uint32_t value) { return static_cast<std::int32_t>((value >> 1) ^ (~(value & 1) + 1)); }
constexpr std::uint64_t zigzag_encode_long(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t zigzag_decode_long(std::uint64_t value) { return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1)); }

// Bytes that the number takes: 1 to 5, or 1 to 10.
constexpr std::size_t unsigned_varlong_size(std::uint64_t value) {
    return value == 0 ? 1 : (static_cast<std::size_t>(std::bit_width(value)) + 6) / 7;
}
constexpr std::size_t unsigned_varint_size(std::uint32_t value) { return unsigned_varlong_size(value); }
constexpr std::size_t varint_size(std::int32_t value) { return unsigned_varint_size(zigzag_encode(value)); }
constexpr std::size_t varlong_size(std::int64_t value) { return unsigned_varlong_size(zigzag_encode_long(value)); }

// Write at `at`, where there is room for the number's size; return the position behind it.
inline std::uint8_t* store_unsigned_varlong(std::uint8_t* at, std::uint64_t value) {
    while (value >= 0x80) {
        *at++ = static_cast<std::uint8_t>(value | 0x80);
        value >>= 7;
    }
    *at++ = static_cast<std::uint8_t>(value);
    return at;
}
inline std::uint8_t* store_unsigned_varint(std::uint8_t* at, std::uint32_t value) { return store_unsigned_varlong(at, value); }
inline std::uint8_t* store_varint(std::uint8_t* at, std::int32_t value) { return store_unsigned_varlong(at, zigzag_encode(value)); }
inline std::uint8_t* store_varlong(std::uint8_t* at, std::int64_t value) { return store_unsigned_varlong(at, zigzag_encode_long(value)); }

inline void put_unsigned_varlong(Bytes& to, std::uint64_t value) {
    while (value >= 0x80) {
        to.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    to.push_back(static_cast<std::uint8_t>(value));
}
inline void put_unsigned_varint(Bytes& to, std::uint32_t value) { put_unsigned_varlong(to, value); }
inline void put_varint(Bytes& to, std::int32_t value) { put_unsigned_varlong(to, zigzag_encode(value)); }
inline void put_varlong(Bytes& to, std::int64_t value) { put_unsigned_varlong(to, zigzag_encode_long(value)); }

inline std::optional<std::uint64_t> take_unsigned_varlong(ByteSpan& from) {
    std::uint64_t value = 0;
    const std::size_t available = from.size() < varlong_size_max ? from.size() : varlong_size_max;
    for (std::size_t i = 0; i < available; ++i) {
        const std::uint64_t group = from[i] & 0x7f;
        if (i == varlong_size_max - 1 && group > 1) return std::nullopt;
        value |= group << (7 * i);
        if ((from[i] & 0x80) == 0) {
            from = from.subspan(i + 1);
            return value;
        }
    }
    return std::nullopt;
}
inline std::optional<std::uint32_t> take_unsigned_varint(ByteSpan& from) {
    std::uint32_t value = 0;
    const std::size_t available = from.size() < varint_size_max ? from.size() : varint_size_max;
    for (std::size_t i = 0; i < available; ++i) {
        const std::uint32_t group = from[i] & 0x7f;
        if (i == varint_size_max - 1 && group > 0x0f) return std::nullopt;
        value |= group << (7 * i);
        if ((from[i] & 0x80) == 0) {
            from = from.subspan(i + 1);
            return value;
        }
    }
    return std::nullopt;
}
inline std::optional<std::int32_t> take_varint(ByteSpan& from) {
    const auto value = take_unsigned_varint(from);
    if (!value) return std::nullopt;
    return zigzag_decode(*value);
}
inline std::optional<std::int64_t> take_varlong(ByteSpan& from) {
    const auto value = take_unsigned_varlong(from);
    if (!value) return std::nullopt;
    return zigzag_decode_long(*value);
}

}  // namespace vitrine
