// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "observe/view.h"
#include "raft/election_state.h"
#include "raft/roles/ballot.h"

namespace vitrine::raft {

// Asks whether an election could be won before it raises the epoch (KIP-996): a voter that was cut off does not depose a
// healthy leader when it returns. Keeps the epoch, the vote and the leader that it knew.
struct Prospective {
    static constexpr auto role = observe::QuorumRole::prospective;

    Ballot ballot;
    Instant election_deadline{};
    bool leader_ended = false;  // the leader that it knew said that its epoch is over

    [[nodiscard]] bool grants(const ReplicaKey& candidate, bool up_to_date, bool pre_vote, const ElectionState& election) const {
        if (!up_to_date) return false;
        if (pre_vote) return true;
        if (election.voted != no_broker) return election.voted_for(candidate);
        return election.leader == no_broker;
    }
};

}  // namespace vitrine::raft
