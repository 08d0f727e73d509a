// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/offset_map.h"

#include <bit>

#include "base/assert.h"

namespace vitrine::storage {
namespace {

struct SipState {
    std::uint64_t v0;
    std::uint64_t v1;
    std::uint64_t v2;
    std::uint64_t v3;

    void rounds(int count) {
        for (int i = 0; i < count; ++i) {
            v0 += v1;
            v1 = std::rotl(v1, 13) ^ v0;
            v0 = std::rotl(v0, 32);
            v2 += v3;
            v3 = std::rotl(v3, 16) ^ v2;
            v0 += v3;
            v3 = std::rotl(v3, 21) ^ v0;
            v2 += v1;
            v1 = std::rotl(v1, 17) ^ v2;
            v2 = std::rotl(v2, 32);
        }
    }
    void absorb(std::uint64_t word) {
        v3 ^= word;
        rounds(2);
        v0 ^= word;
    }
    [[nodiscard]] std::uint64_t folded() const { return v0 ^ v1 ^ v2 ^ v3; }
};

std::uint64_t load_little(const std::uint8_t* from, std::size_t count) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < count; ++i) word |= std::uint64_t{from[i]} << (8 * i);
    return word;
}

}  // namespace

KeyHash hash_key(ByteSpan key, const HashSeed& seed) {
    SipState state{seed.low ^ 0x736f6d6570736575ULL, seed.high ^ 0x646f72616e646f6dULL ^ 0xee, seed.low ^ 0x6c7967656e657261ULL,
                   seed.high ^ 0x7465646279746573ULL};
    std::size_t at = 0;
    for (; at + 8 <= key.size(); at += 8) state.absorb(load_little(key.data() + at, 8));
    state.absorb(load_little(key.data() + at, key.size() - at) | std::uint64_t{key.size()} << 56);
    KeyHash hash;
    state.v2 ^= 0xee;
    state.rounds(4);
    hash.low = state.folded();
    state.v1 ^= 0xdd;
    state.rounds(4);
    hash.high = state.folded();
    return hash;
}

OffsetMap::OffsetMap(std::int64_t slots, std::int64_t keys_max, const HashSeed& seed) : slots_(slots), keys_max_(keys_max), seed_(seed) {
    VITRINE_ASSERT_CMP(keys_max, >, std::int64_t{0}, "a map without room for a key never gets anywhere");
    VITRINE_ASSERT_CMP(keys_max, <, slots, "one slot stays empty, so that every search ends");
    table_.reset(static_cast<Slot*>(std::calloc(static_cast<std::size_t>(slots), sizeof(Slot))));
    VITRINE_ASSERT(table_ != nullptr, "the memory of the dedupe buffer is there");
}

std::int64_t OffsetMap::slot_of(const KeyHash& hash) const {
    __extension__ using Wide = unsigned __int128;
    auto slot = static_cast<std::int64_t>((static_cast<Wide>(hash.low) * static_cast<std::uint64_t>(slots_)) >> 64);
    while (true) {
        const Slot& found = table_[static_cast<std::size_t>(slot)];
        if (found.offset_plus_one == 0 || (found.low == hash.low && found.high == hash.high)) return slot;
        slot = slot + 1 == slots_ ? 0 : slot + 1;
    }
}

bool OffsetMap::put(ByteSpan key, Offset offset) {
    if (size_ == keys_max_) return false;
    const KeyHash hash = hash_key(key, seed_);
    Slot& slot = table_[static_cast<std::size_t>(slot_of(hash))];
    if (slot.offset_plus_one == 0) ++size_;
    slot = {hash.low, hash.high, offset.value() + 1};
    return true;
}

Offset OffsetMap::find(ByteSpan key) const {
    return Offset(table_[static_cast<std::size_t>(slot_of(hash_key(key, seed_)))].offset_plus_one - 1);
}

}  // namespace vitrine::storage
