// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "base/planted.h"
#include "base/time.h"
#include "observe/view.h"
#include "raft/election_state.h"

namespace vitrine::raft {

// Fetches from the leader of its epoch, and from where its own log is durable.
struct Follower {
    static constexpr auto role = observe::QuorumRole::follower;

    Instant fetch_deadline{};   // moved by each good answer
    Instant since{};
    bool has_fetched = false;   // from this leader, since it follows
    struct Download {
        OffsetAndEpoch snapshot;
        std::int64_t position = 0;  // everything before is here
    };
    std::optional<Download> download;  // instead of records, until it is complete: the leader's log begins behind this node's
    bool told_leader = false;   // kraft.version 0: which directory this voter has, where it listens, what it supports
    bool leader_ended = false;  // the leader resigned: no more fetches, the deadline is when to ask for pre-votes

    // Who has heard of its leader lately refuses to replace it. Who has not yet must not refuse: else two voters that each name
    // a leader whom they cannot reach block each other (KIP-996, "ping-pong"). Votes of this epoch belong to the leader.
    [[nodiscard]] bool grants(bool up_to_date, bool pre_vote) const {
        return pre_vote && up_to_date && (VITRINE_RULE(KIP_996_PING_PONG, !has_fetched, false) || leader_ended);
    }
};

}  // namespace vitrine::raft
