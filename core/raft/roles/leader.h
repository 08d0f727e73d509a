// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/planted.h"
#include "base/time.h"
#include "observe/view.h"
#include "raft/election_state.h"

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
    Leader(Instant now, BrokerId self, const std::vector<BrokerId>& voters, std::vector<BrokerId> granting_voters, Offset epoch_start,
           Duration check_quorum_timeout);

    [[nodiscard]] Offset epoch_start() const { return epoch_start_; }
    [[nodiscard]] const std::vector<BrokerId>& granting_voters() const { return granting_voters_; }
    [[nodiscard]] const std::map<BrokerId, ReplicaProgress>& voters() const { return voters_; }        // without this node
    [[nodiscard]] const std::map<BrokerId, ReplicaProgress>& observers() const { return observers_; }
    [[nodiscard]] ReplicaProgress* voter(BrokerId id);

    // A valid fetch: `replica` holds everything below `offset`. `log_end` is the leader's.
    void on_fetch(Instant now, BrokerId replica, Offset offset, Offset log_end);
    // `replica` fetches a snapshot: it lives, and follows, but holds nothing that counts.
    void on_snapshot_fetch(Instant now, BrokerId replica);
    // The offset below which a majority holds everything, this node up to `own_synced`. None unless it covers the LeaderChange
    // record: what earlier epochs left behind is committed only together with it (KAFKA-12619).
    [[nodiscard]] std::optional<Offset> committed_end(Offset own_synced) const;
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
    void note_observer(Instant now, BrokerId replica, Offset offset, Offset log_end);

    std::vector<BrokerId> granting_voters_;
    Offset epoch_start_;
    Duration check_quorum_timeout_;
    std::optional<Instant> check_quorum_deadline_;
    std::map<BrokerId, bool> fetched_since_check_;
    std::map<BrokerId, ReplicaProgress> voters_;
    std::map<BrokerId, ReplicaProgress> observers_;
};

}  // namespace vitrine::raft
