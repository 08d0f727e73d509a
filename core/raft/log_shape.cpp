// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/log_shape.h"

#include <algorithm>

#include "base/assert.h"

namespace vitrine::raft {

LogShape::LogShape(Offset start, Offset end, std::vector<EpochStart> epochs) : start_(start), end_(end), epochs_(std::move(epochs)) {
    VITRINE_ASSERT_CMP(start_, <=, end_, "a log does not end before it begins");
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
    VITRINE_ASSERT_CMP(offset, >=, start_, "a log is cut above its start");
    VITRINE_ASSERT_CMP(offset, <=, end_, "a log is cut below its end");
    while (!epochs_.empty() && epochs_.back().start >= offset) epochs_.pop_back();
    end_ = offset;
}

OffsetAndEpoch LogShape::end_for_epoch(LeaderEpoch epoch) const {
    const auto above = std::ranges::upper_bound(epochs_, epoch, {}, &EpochStart::epoch);
    if (above == epochs_.begin()) return {start_, LeaderEpoch(0)};
    const Offset end = above == epochs_.end() ? end_ : above->start;
    return {end, std::prev(above)->epoch};
}

std::optional<OffsetAndEpoch> LogShape::divergence(Offset offset, LeaderEpoch last_epoch) const {
    if (offset == start_ && start_ == Offset(0)) return std::nullopt;
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
