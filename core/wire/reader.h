// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/varint.h"
#include "wire/schema.h"

// What decoder and packet tree have in common: reading primitive values from bytes that nobody vouches for.
namespace vitrine::wire {

inline constexpr std::size_t string_bytes_max = 0x7fff;  // in flexible versions too

// Every take_…() answers false and leaves the position alone when the bytes end early.
class Reader {
public:
    Reader(ByteSpan bytes, std::size_t at) : bytes_(bytes), at_(at) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
    [[nodiscard]] const std::uint8_t* here() const { return bytes_.data() + at_; }
    // `count` was checked against left().
    void skip(std::size_t count) { at_ += count; }

    template <class Int>
    [[nodiscard]] bool take(Int& value) {
        if (left() < sizeof(Int)) return false;
        value = load_be<Int>(here());
        at_ += sizeof(Int);
        return true;
    }
    [[nodiscard]] bool take_unsigned_varint(std::uint32_t& value) {
        if (left() > 0 && *here() < 0x80) {
            value = *here();
            ++at_;
            return true;
        }
        ByteSpan rest = bytes_.subspan(at_);
        const auto taken = vitrine::take_unsigned_varint(rest);
        if (!taken) return false;
        value = *taken;
        at_ = bytes_.size() - rest.size();
        return true;
    }
    // A length of the compact form (0 is null), of 2 bytes (strings) or of 4; -1 for null. A negative length is null, too, as
    // Kafka reads it.
    [[nodiscard]] bool take_length(bool compact, bool string, std::int64_t& length) {
        if (compact) {
            std::uint32_t value = 0;
            if (!take_unsigned_varint(value)) return false;
            length = static_cast<std::int64_t>(value) - 1;
        } else if (string) {
            std::int16_t value = 0;
            if (!take(value)) return false;
            length = value < 0 ? -1 : value;
        } else {
            std::int32_t value = 0;
            if (!take(value)) return false;
            length = value < 0 ? -1 : value;
        }
        return true;
    }

private:
    ByteSpan bytes_;
    std::size_t at_;
};

// The least bytes that one value of the kind, or one instance of the struct, takes in that version.
[[nodiscard]] std::size_t encoded_size_min(Kind kind, const Struct* structure, Version version, bool flexible);

}  // namespace vitrine::wire
