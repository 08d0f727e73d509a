// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>

#include "base/ids.h"

namespace vitrine::broker {

// To which partitions something happened, in that order. Each reader goes on where it was; what is kept is bounded, and a reader that comes
// too late learns that it missed some.
class TouchedPartitions {
public:
    static constexpr std::size_t kept_max = 16'384;

    void add(const TopicIdPartition& id) {
        latest_.push_back(id);
        ++end_;
        if (latest_.size() > kept_max) latest_.pop_front();
    }
    // Something happened to all of them.
    void add_all() {
        latest_.clear();
        ++end_;
    }
    // Calls `each` with all since `position` (0: the beginning), which is the end then. False: some are not known any more, and none was
    // told.
    template <class Each>
    [[nodiscard]] bool read(std::uint64_t& position, Each each) const {
        const std::uint64_t missing = end_ - position;
        position = end_;
        if (missing > latest_.size()) return false;
        for (auto at = latest_.end() - static_cast<std::ptrdiff_t>(missing); at != latest_.end(); ++at) each(*at);
        return true;
    }

private:
    std::deque<TopicIdPartition> latest_;
    std::uint64_t end_ = 0;  // how many there were
};

}  // namespace vitrine::broker
