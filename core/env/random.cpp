// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/random.h"

#include <bit>

namespace vitrine::env {
namespace {

// SplitMix64: spreads the bits of a seed; consecutive states give independent numbers.
std::uint64_t split_mix(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15ull;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ull;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebull;
    return mixed ^ (mixed >> 31);
}

}  // namespace

Xoshiro::Xoshiro(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = split_mix(seed);
}

std::uint64_t Xoshiro::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t part) {
    std::uint64_t state = seed;
    std::uint64_t mixed = split_mix(state) ^ part;
    return split_mix(mixed);
}

}  // namespace vitrine::env
