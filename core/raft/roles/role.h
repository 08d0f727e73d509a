// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>

#include "observe/view.h"
#include "raft/roles/candidate.h"
#include "raft/roles/follower.h"
#include "raft/roles/leader.h"
#include "raft/roles/prospective.h"
#include "raft/roles/resigned.h"
#include "raft/roles/unattached.h"

namespace vitrine::raft {

// The roles of KIP-595 and KIP-996. Epoch, leader and vote are the quorum's (ElectionState); a role holds what is only known
// while it lasts, and answers what depends on it. The legal moves:
//
//   unattached   -> unattached   a higher epoch was seen
//                -> prospective  the election timeout elapsed (voters only)
//                -> follower     the leader of this or of a higher epoch is known
//   prospective  -> unattached   a higher epoch was seen; it gave its vote; or the pre-vote was lost and no leader is known
//                -> candidate    a majority would vote for this node
//                -> follower     a leader is known: of this epoch, of a higher one, or the former one after a lost pre-vote
//   candidate    -> unattached   a higher epoch was seen
//                -> prospective  the election was lost or timed out, and the backoff is over
//                -> leader       a majority voted for this node
//                -> follower     another leader of this or of a higher epoch is known
//   leader       -> unattached   a higher epoch was seen
//                -> resigned     asked to; shutting down; or no majority fetched for 1.5 × the fetch timeout
//                -> follower     the leader of a higher epoch is known
//   follower     -> unattached   a higher epoch was seen; or an observer lost its leader
//                -> prospective  the fetch timeout elapsed, or the leader ended its epoch (voters only)
//                -> follower     the leader of a higher epoch is known
//   resigned     -> unattached   a higher epoch was seen; or nobody was elected within the election timeout: then with epoch + 1,
//                                  unless it votes no more
//                -> follower     the leader of a higher epoch is known
//
// A node starts as resigned where it led when it stopped (it must not lead the same epoch again: records that were not
// synced may be gone, KAFKA-10527), as follower where it knew a leader, else as unattached; also where it had voted for itself:
// Kafka goes on as a candidate then, this node does not ask again in an epoch in which its log may have been longer.
// Observers are unattached or follow; so does, once it resigned, who led when it was voted out.
using Role = std::variant<Unattached, Prospective, Candidate, Leader, Follower, Resigned>;

[[nodiscard]] constexpr bool is_legal_move(observe::QuorumRole from, observe::QuorumRole to) {
    using enum observe::QuorumRole;
    switch (from) {
        case unattached: return to == unattached || to == prospective || to == follower;
        case prospective: return to == unattached || to == candidate || to == follower;
        case candidate: return to == unattached || to == prospective || to == leader || to == follower;
        case leader: return to == unattached || to == resigned || to == follower;
        case follower: return to == unattached || to == prospective || to == follower;
        case resigned: return to == unattached || to == follower;
    }
    return false;
}

}  // namespace vitrine::raft
