// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>

#include "base/bytes.h"
#include "base/ids.h"

// What a cleaning remembers of the keys of a log: for the hash of each key its latest offset, 24 bytes for a key, in a table of fixed
// size. Two keys with the same hash would be taken for one: the hash has 128 bits and is keyed with a random number (SipHash-2-4-128), so
// that nobody can make two on purpose. Source: SkimpyOffsetMap, which takes MD5.
namespace vitrine::storage {

struct KeyHash {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    friend bool operator==(const KeyHash&, const KeyHash&) = default;
};
struct HashSeed {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
};
KeyHash hash_key(ByteSpan key, const HashSeed& seed);

class OffsetMap {
public:
    static constexpr std::int64_t slot_bytes = 24;

    // Room for `slots` keys; `keys_max` <= slots are taken. The memory is claimed as it is touched.
    OffsetMap(std::int64_t slots, std::int64_t keys_max, const HashSeed& seed);

    // False: full, nothing was noted (Kafka's too takes no key then, not even one that is there).
    bool put(ByteSpan key, Offset offset);
    // no_offset: never seen.
    [[nodiscard]] Offset find(ByteSpan key) const;
    [[nodiscard]] std::int64_t size() const { return size_; }
    [[nodiscard]] std::int64_t keys_max() const { return keys_max_; }

private:
    struct Slot {
        std::uint64_t low;
        std::uint64_t high;
        std::int64_t offset_plus_one;  // 0: empty, as calloc leaves it
    };
    static_assert(sizeof(Slot) == slot_bytes);
    struct Free {
        void operator()(Slot* slots) const { std::free(slots); }
    };
    // The slot of the key, or the empty one where it belongs.
    [[nodiscard]] std::int64_t slot_of(const KeyHash& hash) const;

    std::int64_t slots_;
    std::int64_t keys_max_;
    HashSeed seed_;
    std::unique_ptr<Slot[], Free> table_;
    std::int64_t size_ = 0;
};

}  // namespace vitrine::storage
