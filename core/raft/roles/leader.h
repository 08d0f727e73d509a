// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/planted.h"
#include "base/time.h"
#include "observe/view.h"
#include "raft/voter_set.h"

namespace vitrine::raft {

// What a leader knows of another replica.
struct ReplicaProgress {
    Offset log_end{no_offset};                  // durable there (voters)
    std::optional<Instant> last_fetch;
    std::optional<Instant> last_caught_up;
    Offset leader_end_at_last_fetch{no_offset};
    Instant begin_due{};                        // voters: when BeginQuorumEpoch is sent unless it fetches before
};

// Replicates its log and decides what is committed.
class Leader {
public:
    static constexpr auto role = observe::QuorumRole::leader;

    // `voters` includes `self`; `epoch_start` is the offset of the LeaderChange record.
    Leader(Instant now, const ReplicaKey& self, const VoterSet& voters, std::vector<BrokerId> granting_voters, Offset epoch_start,
           Duration check_quorum_timeout);

    [[nodiscard]] Offset epoch_start() const { return epoch_start_; }
    [[nodiscard]] const std::vector<BrokerId>& granting_voters() const { return granting_voters_; }
    [[nodiscard]] const std::map<BrokerId, ReplicaProgress>& voters() const { return voters_; }        // without this node
    [[nodiscard]] const std::map<ReplicaKey, ReplicaProgress>& observers() const { return observers_; }
    // nullptr: not a voter, also where it has a voter's id and another directory.
    [[nodiscard]] ReplicaProgress* voter(const ReplicaKey& key);
    [[nodiscard]] ReplicaProgress* voter(BrokerId id);
    // Whether this node votes itself: not once it has written that it does not (KAFKA-16530).
    [[nodiscard]] bool votes() const { return votes_; }

    // From now on they vote. What is known of those that go, or come, stays known.
    void change_voters(Instant now, const VoterSet& voters);

    // A valid fetch: `replica` holds everything below `offset`. `log_end` is the leader's.
    void on_fetch(Instant now, const ReplicaKey& replica, Offset offset, Offset log_end);
    // `replica` fetches a snapshot: it lives, and follows, but holds nothing that counts.
    void on_snapshot_fetch(Instant now, const ReplicaKey& replica);
    // The offset below which a majority holds everything, this node up to `own_synced`, if it votes. None unless it covers the
    // LeaderChange record: what earlier epochs left behind is committed only together with it (KAFKA-12619).
    [[nodiscard]] std::optional<Offset> committed_end(Offset own_synced) const;
    // Whether the observer was at the end of the log once, and fetched within the last hour: it may become a voter.
    [[nodiscard]] bool is_caught_up(Instant now, const ReplicaKey& observer) const;
    // When to resign because no majority fetched; none for a single voter.
    [[nodiscard]] std::optional<Instant> check_quorum_deadline() const {
        return VITRINE_RULE(KAFKA_15489, check_quorum_deadline_, std::nullopt);
    }
    // The other voters, the one with the longest log first.
    [[nodiscard]] std::vector<BrokerId> successors() const;

    static constexpr Duration observer_session = std::chrono::minutes(5);
    static constexpr std::size_t observers_max = 1000;

private:
    void note_alive(Instant now, BrokerId voter);
    void note_observer(Instant now, const ReplicaKey& replica, Offset offset, Offset log_end);
    [[nodiscard]] std::size_t majority() const { return (voters_.size() + (votes_ ? 1 : 0)) / 2 + 1; }

    ReplicaKey self_;
    bool votes_ = true;
    VoterSet voter_set_;
    std::vector<BrokerId> granting_voters_;
    Offset epoch_start_;
    Duration check_quorum_timeout_;
    std::optional<Instant> check_quorum_deadline_;
    std::map<BrokerId, bool> fetched_since_check_;
    std::map<BrokerId, ReplicaProgress> voters_;
    std::map<ReplicaKey, ReplicaProgress> observers_;
};

}  // namespace vitrine::raft
