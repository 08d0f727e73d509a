// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "raft/election_state.h"

namespace vitrine::raft {

struct EpochStart {
    LeaderEpoch epoch;
    Offset start;
    friend bool operator==(const EpochStart&, const EpochStart&) = default;
};

// What the quorum must know of its log to decide: where it begins and ends, and where each epoch begins. A value: the quorum
// changes its own as it hands out appends and truncations; the driver keeps the real log the same.
class LogShape {
public:
    LogShape() = default;
    // `epochs` ascend in epoch and start; the first one starts at `start` unless the log is empty. A log that does not begin at 0 begins
    // where a snapshot ends: `start` is then that snapshot's id. `snapshot`: the newest one.
    LogShape(OffsetAndEpoch start, Offset end, std::vector<EpochStart> epochs, std::optional<OffsetAndEpoch> snapshot = {});
    LogShape(Offset start, Offset end, std::vector<EpochStart> epochs)
        : LogShape(OffsetAndEpoch{start, LeaderEpoch(0)}, end, std::move(epochs)) {}

    [[nodiscard]] Offset start() const { return start_.offset; }
    // With the epoch of the record before the start: that of the snapshot; 0 at offset 0.
    [[nodiscard]] const OffsetAndEpoch& start_and_epoch() const { return start_; }
    [[nodiscard]] OffsetAndEpoch end() const { return {end_, epochs_.empty() ? start_.epoch : epochs_.back().epoch}; }
    [[nodiscard]] const std::vector<EpochStart>& epochs() const { return epochs_; }
    [[nodiscard]] const std::optional<OffsetAndEpoch>& snapshot() const { return snapshot_; }

    // A newer snapshot was taken, or the log was cut at its start, up to one: `start` is not below the present one nor above `snapshot`,
    // which is not above the end.
    void set_snapshot(OffsetAndEpoch snapshot, OffsetAndEpoch start);
    // The log became this snapshot.
    void start_over(OffsetAndEpoch snapshot);
    // Whether a follower that holds everything below `offset`, the last of it from `last_epoch`, cannot go on with this log, but needs the
    // snapshot (KIP-630): what it needs next is not here any more, or what it holds cannot be compared.
    [[nodiscard]] bool needs_snapshot(Offset offset, LeaderEpoch last_epoch) const;

    // `epoch` is not below the last one; `end` is above the present end.
    void append(LeaderEpoch epoch, Offset end);
    // `offset` lies between start and end.
    void truncate(Offset offset);

    // The largest epoch in the log that is not above `epoch`, and its end. Below the first epoch: the start with its epoch.
    [[nodiscard]] OffsetAndEpoch end_for_epoch(LeaderEpoch epoch) const;
    // For a follower that holds everything below `offset`, the last of it from `last_epoch`: none where this log holds the same,
    // else the largest place up to which the two may agree (the "diverging epoch" of Fetch).
    [[nodiscard]] std::optional<OffsetAndEpoch> divergence(Offset offset, LeaderEpoch last_epoch) const;
    // Where this log, a follower's, must be cut when its leader answered `diverging`.
    [[nodiscard]] Offset truncation_point(const OffsetAndEpoch& diverging) const;

private:
    OffsetAndEpoch start_;
    Offset end_{0};
    std::vector<EpochStart> epochs_;
    std::optional<OffsetAndEpoch> snapshot_;
};

}  // namespace vitrine::raft
