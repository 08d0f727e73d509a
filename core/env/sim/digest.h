// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>

#include "base/bytes.h"

namespace vitrine::env::sim {

// A running 64-bit hash of what happened. Not for adversaries: it tells two runs apart that differ by accident.
class Digest {
public:
    void add(std::uint64_t word) {
        value_ = (value_ ^ word) * 0x9fb21c651e98df25ull;
        value_ ^= value_ >> 32;
    }
    void add(ByteSpan bytes) {
        add(bytes.size());
        std::size_t at = 0;
        for (; at + 8 <= bytes.size(); at += 8) add(load_be<std::uint64_t>(bytes.data() + at));
        std::uint64_t rest = 0;
        for (; at < bytes.size(); ++at) rest = rest << 8 | bytes[at];
        add(rest);
    }
    void add(std::string_view text) { add(as_bytes(text)); }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    std::uint64_t value_ = 0x2545f4914f6cdd1dull;
};

}  // namespace vitrine::env::sim
