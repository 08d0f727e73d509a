// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>

#include "base/ids.h"

namespace vitrine::raft {

// The end of a log as elections and fetches compare it: the next offset, and the epoch of the record before it. An empty log
// has epoch 0, in which nobody ever leads. Ordered by epoch first: the greater log is the more up-to-date one.
struct OffsetAndEpoch {
    Offset offset{0};
    LeaderEpoch epoch{0};

    friend bool operator==(const OffsetAndEpoch&, const OffsetAndEpoch&) = default;
    friend std::strong_ordering operator<=>(const OffsetAndEpoch& a, const OffsetAndEpoch& b) {
        if (const auto order = a.epoch <=> b.epoch; order != 0) return order;
        return a.offset <=> b.offset;
    }
};

// A node by its id and the directory of its metadata log (KIP-853). Zero as a directory: not known.
struct ReplicaKey {
    BrokerId id{no_broker};
    Uuid directory;
    friend bool operator==(const ReplicaKey&, const ReplicaKey&) = default;
    friend auto operator<=>(const ReplicaKey&, const ReplicaKey&) = default;
};

// What a voter must not forget: the content of the quorum-state file.
struct ElectionState {
    LeaderEpoch epoch{0};
    BrokerId leader{no_broker};  // of `epoch`, once known
    BrokerId voted{no_broker};   // whom this node gave its vote in `epoch`
    Uuid voted_directory;        // zero: not known

    // Whether the vote is this very node's. A vote whose directory is not known is its id's.
    [[nodiscard]] bool voted_for(const ReplicaKey& candidate) const {
        return voted == candidate.id && (voted_directory.is_zero() || voted_directory == candidate.directory);
    }

    friend bool operator==(const ElectionState&, const ElectionState&) = default;
};

}  // namespace vitrine::raft
