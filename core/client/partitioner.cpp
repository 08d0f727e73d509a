// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/partitioner.h"

#include "base/assert.h"

namespace vitrine::client {

std::uint32_t murmur2(ByteSpan key) {
    constexpr std::uint32_t m = 0x5bd1e995;
    constexpr unsigned r = 24;
    std::uint32_t h = 0x9747b28cu ^ static_cast<std::uint32_t>(key.size());
    std::size_t i = 0;
    for (; i + 4 <= key.size(); i += 4) {
        std::uint32_t k = static_cast<std::uint32_t>(key[i]) | static_cast<std::uint32_t>(key[i + 1]) << 8 |
                          static_cast<std::uint32_t>(key[i + 2]) << 16 | static_cast<std::uint32_t>(key[i + 3]) << 24;
        k *= m;
        k ^= k >> r;
        k *= m;
        h = h * m ^ k;
    }
    const std::size_t left = key.size() - i;
    if (left >= 3) h ^= static_cast<std::uint32_t>(key[i + 2]) << 16;
    if (left >= 2) h ^= static_cast<std::uint32_t>(key[i + 1]) << 8;
    if (left >= 1) h = (h ^ key[i]) * m;
    h ^= h >> 13;
    h *= m;
    h ^= h >> 15;
    return h;
}

std::int32_t partition_of_key(ByteSpan key, std::int32_t partition_count) {
    VITRINE_ASSERT(partition_count > 0, "a topic has partitions");
    return static_cast<std::int32_t>(murmur2(key) & 0x7fffffffu) % partition_count;
}

}  // namespace vitrine::client
