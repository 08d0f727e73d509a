// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/log_shape.h"

#include <algorithm>

#include "base/assert.h"

namespace vitrine::raft {

LogShape::LogShape(OffsetAndEpoch start, Offset end, std::vector<EpochStart> epochs, std::optional<OffsetAndEpoch> snapshot)
    : start_(start), end_(end), epochs_(std::move(epochs)), snapshot_(snapshot) {
    VITRINE_ASSERT_CMP(start_.offset, <=, end_, "a log does not end before it begins");
    if (snapshot_) {
        VITRINE_ASSERT_CMP(start_.offset, <=, snapshot_->offset, "a log does not begin behind its newest snapshot");
        VITRINE_ASSERT_CMP(snapshot_->offset, <=, end_, "a log holds what its newest snapshot ends with, or begins there");
    }
    for (std::size_t i = 1; i < epochs_.size(); ++i) {
        VITRINE_ASSERT_CMP(epochs_[i - 1].epoch, <, epochs_[i].epoch, "epochs ascend in a log");
        VITRINE_ASSERT_CMP(epochs_[i - 1].start, <, epochs_[i].start, "each epoch in a log holds records");
    }
}

void LogShape::append(LeaderEpoch epoch, Offset end) {
    VITRINE_ASSERT_CMP(end, >, end_, "an append makes the log longer");
    VITRINE_ASSERT_CMP(epoch, >=, this->end().epoch, "epochs ascend in a log");
    if (epochs_.empty() || epochs_.back().epoch < epoch) epochs_.push_back({epoch, end_});
    end_ = end;
}

void LogShape::truncate(Offset offset) {
    VITRINE_ASSERT_CMP(offset, >=, start_.offset, "a log is cut above its start");
    VITRINE_ASSERT_CMP(offset, <=, end_, "a log is cut below its end");
    while (!epochs_.empty() && epochs_.back().start >= offset) epochs_.pop_back();
    end_ = offset;
}

void LogShape::set_snapshot(OffsetAndEpoch snapshot, OffsetAndEpoch start) {
    VITRINE_ASSERT_CMP(start.offset, >=, start_.offset, "the start of a log does not go back");
    VITRINE_ASSERT_CMP(start.offset, <=, snapshot.offset, "a log is never cut past its newest snapshot (KAFKA-14238)");
    VITRINE_ASSERT_CMP(snapshot.offset, <=, end_, "a snapshot is of what the log holds");
    snapshot_ = snapshot;
    if (start == start_) return;
    start_ = start;
    // The last epoch that began at or before the start goes on from there.
    const auto above = std::ranges::upper_bound(epochs_, start.offset, {}, &EpochStart::start);
    if (above == epochs_.begin()) return;
    epochs_.erase(epochs_.begin(), std::prev(above));
    if (start.offset == end_) epochs_.clear();
    else epochs_.front().start = start.offset;
}

void LogShape::start_over(OffsetAndEpoch snapshot) {
    start_ = snapshot;
    end_ = snapshot.offset;
    epochs_.clear();
    snapshot_ = snapshot;
}

bool LogShape::needs_snapshot(Offset offset, LeaderEpoch last_epoch) const {
    if (start_.offset == Offset(0) || !snapshot_) return false;
    return offset < start_.offset || last_epoch < start_.epoch || (offset == start_.offset && last_epoch != start_.epoch);
}

OffsetAndEpoch LogShape::end_for_epoch(LeaderEpoch epoch) const {
    const auto above = std::ranges::upper_bound(epochs_, epoch, {}, &EpochStart::epoch);
    if (above == epochs_.begin()) return start_;
    const Offset end = above == epochs_.end() ? end_ : above->start;
    return {end, std::prev(above)->epoch};
}

std::optional<OffsetAndEpoch> LogShape::divergence(Offset offset, LeaderEpoch last_epoch) const {
    if (offset == start_.offset && start_.offset == Offset(0)) return std::nullopt;
    const OffsetAndEpoch mine = end_for_epoch(last_epoch);
    if (mine.epoch == last_epoch && offset <= mine.offset) return std::nullopt;
    return mine;
}

Offset LogShape::truncation_point(const OffsetAndEpoch& diverging) const {
    const OffsetAndEpoch mine = end_for_epoch(diverging.epoch);
    if (mine.epoch != diverging.epoch) return mine.offset;
    return std::min(mine.offset, diverging.offset);
}

}  // namespace vitrine::raft
