// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "base/time.h"
#include "observe/view.h"

namespace vitrine::raft {

// Led this epoch and does so no more. Tells the voters (EndQuorumEpoch) and never votes in it.
struct Resigned {
    static constexpr auto role = observe::QuorumRole::resigned;

    Instant election_deadline{};
    std::vector<BrokerId> preferred_successors;  // the one with the longest log first; empty after a restart
    struct Told {
        bool acknowledged = false;
        bool unreachable = false;  // at the last attempt
    };
    std::map<BrokerId, Told> voters;  // the others

    [[nodiscard]] bool grants(bool up_to_date, bool pre_vote) const { return pre_vote && up_to_date; }
    [[nodiscard]] bool everyone_told_or_gone() const {
        for (const auto& [voter, told] : voters) {
            if (!told.acknowledged && !told.unreachable) return false;
        }
        return true;
    }
};

}  // namespace vitrine::raft
