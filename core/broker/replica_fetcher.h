// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/logging.h"
#include "broker/broker_config.h"
#include "broker/partition.h"
#include "messages/fetch.h"
#include "messages/list_offsets.h"
#include "rpc/channel.h"

// Follows one leader: fetches what this broker replicates from it, over one connection, one request at a time, in an
// incremental session (KIP-227). The log of each partition is the only state: what is fetched next is its end, and the epoch
// of its last record goes along, so that the leader can say where the two part (KIP-279, KIP-595). Of thousands of partitions few change
// between two fetches: only those are looked at.
namespace vitrine::broker {

// Where fetched records go.
class FetchTarget {
public:
    virtual ~FetchTarget() = default;
    // nullptr where the partition is not followed in exactly this epoch any more: a late answer changes nothing (KAFKA-13207).
    [[nodiscard]] virtual Partition* followed(const TopicIdPartition& id, LeaderEpoch leader_epoch) = 0;
    // Too much was fetched for throttled replicas (KIP-73): this one, which is not in step, waits a while.
    [[nodiscard]] virtual bool held_back(const Partition& partition) = 0;
    // The follower's log or marks changed; `bytes` were appended.
    virtual void on_replicated(Partition& partition, std::int64_t bytes) = 0;
};

class ReplicaFetcher {
public:
    struct Setup {
        env::Environment environment;
        BrokerId self{no_broker};
        BrokerId leader{no_broker};
        const BrokerConfig& config;
        std::function<BrokerEpoch()> broker_epoch;
        FetchTarget& target;
        const Logger& logger;
    };
    ReplicaFetcher(Setup setup, env::Endpoint endpoint);
    ~ReplicaFetcher();
    ReplicaFetcher(const ReplicaFetcher&) = delete;
    ReplicaFetcher& operator=(const ReplicaFetcher&) = delete;

    // Also for a newer leader epoch of a partition that is followed already.
    void add(const TopicIdPartition& id, const std::string& topic, LeaderEpoch leader_epoch);
    void remove(const TopicIdPartition& id);
    [[nodiscard]] bool follows(const TopicIdPartition& id) const { return partitions_.contains(id); }
    [[nodiscard]] bool empty() const { return partitions_.empty(); }
    [[nodiscard]] const env::Endpoint& endpoint() const { return channel_->endpoint(); }

private:
    // What the leader's session knows of a partition; the epoch belongs to it (KAFKA-9338).
    struct Sent {
        Offset fetch_offset;
        LeaderEpoch leader_epoch;
        LeaderEpoch last_fetched_epoch;
        Offset log_start;
        std::int32_t bytes_max = 0;
        friend bool operator==(const Sent&, const Sent&) = default;
    };
    //   fetching -> delayed      an error: not before some time
    //   fetching -> fenced       the leader is in a newer epoch: waits for metadata
    //   fetching -> resolving    out of range: asks the leader where its log begins and ends
    //   any      -> fetching     the time is over, add(), the answer came
    struct Followed {
        std::string topic;
        LeaderEpoch leader_epoch;
        Instant not_before{};
        int failures = 0;
        bool fenced = false;
        bool resolving = false;
        bool same_leader_before = false;  // in an older epoch
        bool caught_up = false;           // with the leader's high watermark, at the last answer
        bool compared = false;            // the leader found nothing that diverges, in this epoch
        std::optional<Sent> sent;         // none: the session does not have it
    };
    using PartitionData = messages::FetchResponse::FetchableTopicResponse::PartitionData;

    void send_soon();
    void send();
    void send_at(Instant at);
    void on_response(Result<messages::FetchResponse> response);
    void on_partition(const TopicIdPartition& id, const PartitionData& data);
    void take_records(Partition& partition, Followed& followed, const PartitionData& data);
    void truncate_diverged(Partition& partition, const PartitionData& data);
    void resolve_out_of_range(const TopicIdPartition& id);
    Followed& end_resolving(const TopicIdPartition& id);
    void ask_offset(const TopicIdPartition& id, std::int64_t timestamp, std::move_only_function<void(Partition&, Offset)> answered);
    // What is to be asked of it now; none: nothing. `next`: not before, then.
    [[nodiscard]] std::optional<Sent> wanted(const TopicIdPartition& id, const Followed& followed, std::optional<Instant>& next);
    void delay(Followed& followed);
    // The next request names all partitions, and ends the session that there was.
    void reset_session();
    void look_at_all();

    Setup setup_;
    std::unique_ptr<rpc::Channel> channel_;
    std::map<TopicIdPartition, Followed> partitions_;
    std::int32_t session_id_ = 0;
    std::int32_t session_epoch_ = 0;  // of the next request; 0: full
    std::size_t session_size_ = 0;
    std::set<TopicIdPartition> to_look_at_;  // of partitions_: what is wanted of them may be another thing than what was sent
    std::set<TopicIdPartition> to_forget_;   // removed, but the session has them still
    Instant all_looked_at_{};
    bool in_flight_ = false;
    int failures_ = 0;                // of the connection
    env::Timer timer_;
    Instant timer_at_{};
};

}  // namespace vitrine::broker
