// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include "base/assert.h"
#include "base/ids.h"

// Port 4 of 5: the only source of chance of a node.
namespace vitrine::env {

class Random {
public:
    virtual ~Random() = default;
    // 64 uniform bits.
    virtual std::uint64_t next() = 0;

    // Uniform in [0, bound); bound > 0. The bias is below 2^-32 for the bounds that occur here.
    std::uint64_t below(std::uint64_t bound) {
        VITRINE_ASSERT(bound > 0, "an empty range has no member");
        return next() % bound;
    }
    // Uniform in [from, to]; from <= to.
    std::int64_t between(std::int64_t from, std::int64_t to) {
        VITRINE_ASSERT_CMP(from, <=, to, "an empty range has no member");
        return from + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(to - from) + 1));
    }
    Uuid uuid() {  // version 4
        std::uint64_t high = next();
        std::uint64_t low = next();
        high = (high & 0xffffffffffff0fffull) | 0x4000ull;
        low = (low & 0x3fffffffffffffffull) | 0x8000000000000000ull;
        return Uuid::from_halves(high, low);
    }
};

// xoshiro256** (Blackman and Vigna, public domain algorithm): the generator of both worlds. The same seed gives the same
// numbers on every platform.
class Xoshiro final : public Random {
public:
    explicit Xoshiro(std::uint64_t seed);
    std::uint64_t next() override;

private:
    std::array<std::uint64_t, 4> state_{};
};

// A seed for one part of what `seed` seeds: parts with different numbers draw from unrelated streams.
[[nodiscard]] std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t part);

}  // namespace vitrine::env
