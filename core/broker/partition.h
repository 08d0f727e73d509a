// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "broker/replication_types.h"
#include "metadata/image.h"
#include "observe/event.h"
#include "observe/view.h"

// One replica of one partition on this broker: the rules of leading and of following it. No sockets, no timers of its own.
// Source: Kafka's Partition and Replica; formats and rules of replication as in core/broker/README.md.
namespace vitrine::broker {

// What a leader knows of one follower. Always replaced as a whole, so that "has caught up" and "in which life" (broker epoch) come
// from one and the same fetch (KAFKA-15221).
struct FollowerState {
    Offset log_start{no_offset};
    Offset log_end{no_offset};                  // unknown until it fetches from this leader
    Offset leader_end_at_last_fetch{no_offset};
    std::optional<Instant> last_fetch;
    std::optional<Instant> last_caught_up;      // none: never; it does not count as caught up
    std::optional<BrokerEpoch> broker_epoch;    // none: has not fetched yet; -1: fetches without one (before Fetch v15)
    // Set while the partition is settled in the follower's session (fetch_session.h): when that session last fetched. Each of its fetches
    // is one that found nothing new here.
    std::shared_ptr<const Instant> settled_fetch;

    // With what the fetches of a settled session said: a state that is not settled.
    [[nodiscard]] FollowerState unsettled() const {
        FollowerState state = *this;
        if (const auto fetch = std::exchange(state.settled_fetch, nullptr)) state.last_fetch = state.last_caught_up = *fetch;
        return state;
    }
    [[nodiscard]] std::optional<Instant> caught_up_at() const { return settled_fetch ? *settled_fetch : last_caught_up; }

    [[nodiscard]] bool is_caught_up(Offset leader_end, Instant now, Duration lag_max) const {
        const auto at = caught_up_at();
        return leader_end == log_end || (at && now - *at <= lag_max);
    }
};

// A change of the ISR that the controller was asked for and has not yet answered.
struct IsrProposal {
    std::vector<BrokerId> isr;  // that was asked for
    std::vector<BrokerEpoch> broker_epochs;  // of each; -1: not known
    std::optional<BrokerId> joining;  // an expansion; else a shrink
    LeaderEpoch leader_epoch;
    PartitionEpoch partition_epoch;  // that the proposal starts from
    observe::IsrChangeCause cause = observe::IsrChangeCause::caught_up;
    BrokerId replica{no_broker};  // the first that joins or leaves, for the event
    Milliseconds behind{0};
};

class Partition;

// What a partition needs of its broker.
class PartitionHost {
public:
    virtual ~PartitionHost() = default;
    [[nodiscard]] virtual BrokerId broker_id() const = 0;
    [[nodiscard]] virtual BrokerEpoch broker_epoch() const = 0;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual Duration lag_time_max() const = 0;
    // The registration of a broker in the metadata that this broker applied; nullptr: unknown.
    [[nodiscard]] virtual const metadata::BrokerRegistration* registration_of(BrokerId broker) const = 0;
    // Asks the controller (AlterPartition); the answer comes to on_isr_answer().
    virtual void propose_isr(Partition& partition) = 0;
    // The high watermark or the log end rose, or leadership changed: what waits for it is looked at soon.
    virtual void touched(Partition& partition) = 0;
    virtual void tell(observe::EventBody body) = 0;
    // Where the replica's copy in another log directory begins; none: it is not being moved.
    [[nodiscard]] virtual std::optional<Offset> copy_start(const TopicPartition&) const { return std::nullopt; }
};

// Roles:
//   follower -> leader     metadata names this broker
//   leader   -> follower   metadata names another, or none
//   leader   -> leader     in a newer epoch: what is known of followers is forgotten
// While leader, the ISR:
//   committed -> proposed  a follower caught up, or fell out; one proposal at a time
//   proposed  -> committed the controller answered, or metadata brought a newer partition epoch
//   proposed  -> proposed  an error that may pass: asked again
class Partition {
public:
    // `log` outlives the partition, or is replaced before it goes.
    Partition(TopicPartition name, Uuid topic_id, storage::Log& log, PartitionHost& host);
    Partition(const Partition&) = delete;
    Partition& operator=(const Partition&) = delete;

    [[nodiscard]] const TopicPartition& name() const { return name_; }
    [[nodiscard]] TopicIdPartition id() const { return {topic_id_, name_.partition}; }
    [[nodiscard]] storage::Log& log() { return *log_; }
    [[nodiscard]] const storage::Log& log() const { return *log_; }
    // The replica lies in another log directory from now on (KIP-113). `log` has all that the former one had, marks included.
    void replace_log(storage::Log& log);

    // --- metadata ---
    // True if the leader epoch is newer than before. A registration of a partition epoch that is not newer changes nothing.
    bool make_leader(const metadata::PartitionRegistration& registration);
    bool make_follower(const metadata::PartitionRegistration& registration);

    [[nodiscard]] bool is_leader() const { return role_ == Role::leader; }
    [[nodiscard]] BrokerId leader() const { return leader_; }
    [[nodiscard]] LeaderEpoch leader_epoch() const { return leader_epoch_; }
    [[nodiscard]] PartitionEpoch partition_epoch() const { return partition_epoch_; }
    [[nodiscard]] const std::vector<BrokerId>& replicas() const { return replicas_; }
    [[nodiscard]] const std::vector<BrokerId>& isr() const { return isr_; }  // committed
    // Committed plus a follower that was asked to join: a high watermark waits for it already.
    [[nodiscard]] std::set<BrokerId> maximal_isr() const;
    // The log end when this broker began to lead in this epoch; -1 while it does not.
    [[nodiscard]] Offset epoch_start() const { return epoch_start_; }
    [[nodiscard]] std::int32_t effective_min_isr() const;
    // An unclean election made this broker the leader, and the controller does not know yet that it has recovered (KIP-704).
    [[nodiscard]] bool recovering() const { return recovery_state_ == metadata::LeaderRecoveryState::recovering; }
    [[nodiscard]] bool under_min_isr() const { return static_cast<std::int32_t>(isr_.size()) < effective_min_isr(); }

    // FENCED_LEADER_EPOCH, UNKNOWN_LEADER_EPOCH; NOT_LEADER_OR_FOLLOWER where only the leader may answer (KIP-320).
    [[nodiscard]] ErrorCode check(LeaderEpoch asked_in, bool leader_only) const;

    // --- leading ---
    [[nodiscard]] Result<storage::AppendInfo> append(ByteSpan batches, bool acks_all, const storage::AppendOptions& options);
    // For acks=all: nothing while the wait goes on; NONE, NOT_ENOUGH_REPLICAS_AFTER_APPEND, NOT_LEADER_OR_FOLLOWER.
    [[nodiscard]] std::optional<ErrorCode> replicated_up_to(Offset required, LeaderEpoch appended_in) const;
    // What a fetch reads; `bytes_max` limits all that is left of the request. Reads nothing for a diverged follower.
    [[nodiscard]] FetchResult read(const FetchPartition& request, const FetchParams& params, std::int64_t bytes_max, bool min_one_batch);
    // Records a follower's fetch. An error means that its data must not be sent: not a replica, or of an earlier life.
    [[nodiscard]] ErrorCode note_follower_fetch(const FetchPartition& request, const FetchParams& params, Offset leader_end);
    // True: the follower has all and is in step. From now on its session's fetches, of which the last is at `fetched_at`, count for this
    // partition, until unsettle().
    [[nodiscard]] bool settle(BrokerId follower, const std::shared_ptr<const Instant>& fetched_at);
    // Before a fetch of the session that looks at this partition, or that forgets it.
    void unsettle(BrokerId follower);
    // DeleteRecords (KIP-107): the log begins at `offset` from now on, -1 is the high watermark. Answers where it was asked to begin;
    // followers learn of it with their fetches. POLICY_VIOLATION where the topic does not delete; OFFSET_OUT_OF_RANGE.
    [[nodiscard]] Result<Offset> delete_records(Offset offset);
    // The least log start of the replicas that live, and of this one's copy in another log directory: below it nobody has anything. -1: of
    // one of them it is not known yet.
    [[nodiscard]] Offset low_watermark() const;
    // Called every replica.lag.time.max.ms / 2.
    void maybe_shrink_isr();
    // Tells the controller that this leader has recovered from an unclean election: with the ISR as it is, or with the next change
    // of it. Nothing is to be repaired: what the log holds is what the partition has.
    void maybe_tell_recovered();
    // Eligibility of a follower may have changed (unfenced): nothing to do until it fetches. The high watermark may rise where a
    // replica that it waited for was fenced.
    void maybe_advance_high_watermark();

    [[nodiscard]] const std::optional<IsrProposal>& proposal() const { return proposal_; }
    // The answer to the proposal made in `asked`; the partition may have moved on. `granted` only with NONE.
    struct IsrGranted {
        BrokerId leader{no_broker};
        LeaderEpoch leader_epoch;
        std::vector<BrokerId> isr;
        PartitionEpoch partition_epoch;
    };
    // True if it should be asked again.
    bool on_isr_answer(const IsrProposal& asked, ErrorCode error, const std::optional<IsrGranted>& granted);

    // --- views ---
    [[nodiscard]] observe::ReplicaView view(bool with_segments, BrokerId fetching_from) const;
    [[nodiscard]] bool is_under_replicated() const { return is_leader() && isr_.size() < replicas_.size(); }

private:
    enum class Role { follower, leader };

    [[nodiscard]] bool is_eligible(BrokerId follower) const;
    void maybe_expand_isr(BrokerId follower);
    void propose(std::vector<BrokerId> isr, std::optional<BrokerId> joining, BrokerId replica, observe::IsrChangeCause cause,
                 Milliseconds behind);
    bool advance_high_watermark();
    void tell_isr_change(const std::vector<BrokerId>& before, const IsrProposal& asked);
    void take_metadata(const metadata::PartitionRegistration& registration);

    TopicPartition name_;
    Uuid topic_id_;
    storage::Log* log_;
    PartitionHost& host_;

    Role role_ = Role::follower;
    BrokerId leader_{no_broker};
    LeaderEpoch leader_epoch_{no_leader_epoch};
    PartitionEpoch partition_epoch_{-1};
    std::vector<BrokerId> replicas_;
    std::vector<BrokerId> isr_;
    std::optional<IsrProposal> proposal_;
    metadata::LeaderRecoveryState recovery_state_ = metadata::LeaderRecoveryState::recovered;  // that is committed
    Offset epoch_start_{no_offset};  // log end when this broker began to lead in this epoch
    std::map<BrokerId, FollowerState> followers_;
    bool waits_for_min_isr_ = false;  // told once for each time
};

}  // namespace vitrine::broker
