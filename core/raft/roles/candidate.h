// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/time.h"
#include "observe/view.h"
#include "raft/roles/ballot.h"

namespace vitrine::raft {

// Raised the epoch, voted for itself and asks for votes, once its own vote is durable.
struct Candidate {
    static constexpr auto role = observe::QuorumRole::candidate;

    Ballot ballot;
    Instant election_deadline{};
    std::optional<Instant> backoff_until;  // lost or timed out: waits, then prospective

    // It voted for itself. A pre-vote costs nothing: whoever asks may have better chances.
    [[nodiscard]] bool grants(bool up_to_date, bool pre_vote) const { return pre_vote && up_to_date; }
};

}  // namespace vitrine::raft
