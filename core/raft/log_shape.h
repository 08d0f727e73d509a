// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
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
    // `epochs` ascend in epoch and start; the first one starts at `start` unless the log is empty.
    LogShape(Offset start, Offset end, std::vector<EpochStart> epochs);

    [[nodiscard]] Offset start() const { return start_; }
    [[nodiscard]] OffsetAndEpoch end() const { return {end_, epochs_.empty() ? LeaderEpoch(0) : epochs_.back().epoch}; }
    [[nodiscard]] const std::vector<EpochStart>& epochs() const { return epochs_; }

    // `epoch` is not below the last one; `end` is above the present end.
    void append(LeaderEpoch epoch, Offset end);
    // `offset` lies between start and end.
    void truncate(Offset offset);

    // The largest epoch in the log that is not above `epoch`, and its end. Below the first epoch: (start, 0).
    [[nodiscard]] OffsetAndEpoch end_for_epoch(LeaderEpoch epoch) const;
    // For a follower that holds everything below `offset`, the last of it from `last_epoch`: none where this log holds the same,
    // else the largest place up to which the two may agree (the "diverging epoch" of Fetch).
    [[nodiscard]] std::optional<OffsetAndEpoch> divergence(Offset offset, LeaderEpoch last_epoch) const;
    // Where this log, a follower's, must be cut when its leader answered `diverging`.
    [[nodiscard]] Offset truncation_point(const OffsetAndEpoch& diverging) const;

private:
    Offset start_{0};
    Offset end_{0};
    std::vector<EpochStart> epochs_;
};

}  // namespace vitrine::raft
