// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "observe/view.h"
#include "raft/election_state.h"

namespace vitrine::raft {

// Knows an epoch, but no leader. May have voted.
struct Unattached {
    static constexpr auto role = observe::QuorumRole::unattached;

    Instant election_deadline{};  // voters: then prospective

    // `election` is this node's, in the epoch of the candidate.
    [[nodiscard]] bool grants(const ReplicaKey& candidate, bool up_to_date, bool pre_vote, const ElectionState& election) const {
        if (!up_to_date) return false;
        if (pre_vote) return true;
        if (election.voted != no_broker) return election.voted_for(candidate);
        return election.leader == no_broker;
    }
};

}  // namespace vitrine::raft
