// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/produce/murmur2.h"

namespace vitrine::ui {

std::int32_t murmur2(QByteArrayView bytes)
{
    constexpr std::uint32_t multiplier = 0x5bd1e995;
    constexpr int shift = 24;
    const auto length = static_cast<std::uint32_t>(bytes.size());
    const auto byte = [&](qsizetype i) { return static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i])); };
    std::uint32_t hash = 0x9747b28cU ^ length;
    qsizetype at = 0;
    for (; at + 4 <= bytes.size(); at += 4) {
        std::uint32_t word = byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24;
        word *= multiplier;
        word ^= word >> shift;
        word *= multiplier;
        hash *= multiplier;
        hash ^= word;
    }
    const qsizetype rest = bytes.size() - at;
    if (rest == 3) hash ^= byte(at + 2) << 16;
    if (rest >= 2) hash ^= byte(at + 1) << 8;
    if (rest >= 1) {
        hash ^= byte(at);
        hash *= multiplier;
    }
    hash ^= hash >> 13;
    hash *= multiplier;
    hash ^= hash >> 15;
    return static_cast<std::int32_t>(hash);
}

std::int32_t partitionForKey(QByteArrayView key, std::int32_t partitions)
{
    return (murmur2(key) & 0x7fffffff) % (partitions > 0 ? partitions : 1);
}

}  // namespace vitrine::ui
