// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/time.h"

// What a node shows of itself: values only, cheap to copy where they are small, never a pointer into a node.
// A NodeDelta carries the state that changed since the last delta; merging deltas in order gives the whole view.
namespace vitrine::observe {

enum class ReplicaRole { leader, follower, offline };
enum class NodeRun { starting, running, paused, stopping, stopped, killed, failed, removed };  // removed: it is no node any more
// "starting", "running", …
std::string_view name_of(NodeRun run);
enum class QuorumRole { unattached, prospective, candidate, leader, follower, resigned };
enum class GroupState { empty, preparing_rebalance, completing_rebalance, stable, dead };
// Kafka's names: "Empty", "PreparingRebalance", …
std::string_view name_of(GroupState state);

struct SegmentView {
    Offset base_offset;
    Offset end_offset;                       // exclusive
    std::int64_t size_bytes = 0;
    std::optional<WallTime> first_timestamp;  // none while empty
    std::optional<WallTime> last_timestamp;
    bool active = false;
    // What retention does next with it: none while no rule reaches it (the active segment, unlimited retention).
    std::optional<WallTime> deleted_after;
    friend bool operator==(const SegmentView&, const SegmentView&) = default;
};

// A leader's knowledge of one follower.
struct FollowerView {
    BrokerId broker{no_broker};
    Offset log_end{no_offset};
    std::optional<Instant> last_caught_up;   // as replica.lag.time.max.ms is measured
    std::optional<Instant> last_fetch;
    bool in_isr = false;
    // Nothing happened to the partition since it had all: it is caught up by each further fetch of its session, which
    // NodeDelta::follower_fetches tells. Both times above are those at the time of the view.
    bool settled = false;
    friend bool operator==(const FollowerView&, const FollowerView&) = default;
};

// One replica as its own broker sees it.
struct ReplicaView {
    TopicPartition partition;
    Uuid topic_id;
    ReplicaRole role = ReplicaRole::follower;
    LeaderEpoch leader_epoch{no_leader_epoch};
    Offset log_start;
    Offset log_end;
    Offset high_watermark;
    Offset last_stable_offset;
    std::int64_t size_bytes = 0;
    std::vector<BrokerId> isr;               // leader only: the committed ISR
    std::vector<FollowerView> followers;     // leader only
    BrokerId fetching_from{no_broker};       // follower only; none while truncating or without a leader
    std::vector<SegmentView> segments;       // oldest first
    friend bool operator==(const ReplicaView&, const ReplicaView&) = default;
};

struct BrokerView {                          // from the metadata image
    BrokerId id{no_broker};
    BrokerEpoch epoch{no_broker_epoch};
    std::string host;
    std::int32_t port = 0;
    std::optional<std::string> rack;
    bool fenced = true;
    bool in_controlled_shutdown = false;
    friend bool operator==(const BrokerView&, const BrokerView&) = default;
};

struct PartitionView {                       // from the metadata image
    std::int32_t index = 0;
    BrokerId leader{no_broker};
    LeaderEpoch leader_epoch{no_leader_epoch};
    PartitionEpoch partition_epoch;
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
    std::vector<BrokerId> adding_replicas;
    std::vector<BrokerId> removing_replicas;
    std::vector<BrokerId> eligible_leader_replicas;
    friend bool operator==(const PartitionView&, const PartitionView&) = default;
};

struct TopicView {                           // from the metadata image
    std::string name;
    Uuid id;
    bool internal = false;
    std::int32_t min_insync_replicas = 1;
    std::vector<PartitionView> partitions;   // by index, no gaps
    std::map<std::string, std::string> configs;  // set on the topic itself
    friend bool operator==(const TopicView&, const TopicView&) = default;
};

struct CommittedOffsetView {
    Offset offset;
    LeaderEpoch leader_epoch{no_leader_epoch};
    std::string metadata;
    WallTime committed_at{};
    friend bool operator==(const CommittedOffsetView&, const CommittedOffsetView&) = default;
};

struct MemberView {
    std::string member_id;
    std::optional<std::string> group_instance_id;
    std::string client_id;
    std::string client_host;
    std::vector<std::string> subscribed_topics;
    std::vector<TopicPartition> assignment;  // decoded where the protocol type is "consumer"
    Milliseconds session_timeout{0};
    Milliseconds rebalance_timeout{0};
    std::optional<Instant> last_heartbeat;
    bool awaiting_join = false;              // has sent JoinGroup, waits for the others
    bool awaiting_sync = false;
    friend bool operator==(const MemberView&, const MemberView&) = default;
};

struct GroupView {                           // from the group's coordinator
    std::string group_id;
    std::string protocol_type;
    std::string protocol_name;               // the assignor chosen, e.g. "cooperative-sticky"
    GroupState state = GroupState::empty;
    GenerationId generation;
    std::string leader_member_id;
    BrokerId coordinator{no_broker};
    std::string last_rebalance_reason;
    std::optional<Instant> last_rebalance_began;
    std::optional<Instant> last_rebalance_ended;
    std::vector<MemberView> members;         // by member id
    std::map<TopicPartition, CommittedOffsetView> offsets;
    friend bool operator==(const GroupView&, const GroupView&) = default;
};

struct VoterView {
    BrokerId id{no_broker};
    Offset log_end{no_offset};
    std::optional<Instant> last_fetch;
    std::optional<Instant> last_caught_up;
    friend bool operator==(const VoterView&, const VoterView&) = default;
};

struct QuorumView {                          // as this node sees it
    QuorumRole role = QuorumRole::unattached;
    LeaderEpoch epoch;
    BrokerId leader{no_broker};
    BrokerId voted_for{no_broker};
    Offset high_watermark{no_offset};
    Offset log_start;
    Offset log_end;
    std::vector<VoterView> voters;           // positions only where this node leads
    friend bool operator==(const QuorumView&, const QuorumView&) = default;
};

struct ApiCounters {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    std::uint64_t total_time_us = 0;         // from the last byte read to the response handed to the network
    friend bool operator==(const ApiCounters&, const ApiCounters&) = default;
};

// Since the node started; rates are differences of two views.
struct CountersView {
    std::uint64_t bytes_in = 0;              // Kafka's BytesInPerSec: of Produce requests' records
    std::uint64_t bytes_out = 0;             // BytesOutPerSec: to consumers
    std::uint64_t replication_bytes_in = 0;
    std::uint64_t replication_bytes_out = 0;
    std::uint64_t records_in = 0;
    std::uint64_t failed_produce_requests = 0;
    std::uint64_t connections = 0;           // open now
    std::map<std::int16_t, ApiCounters> apis;  // by API key
    friend bool operator==(const CountersView&, const CountersView&) = default;
};

struct NodeStatus {
    NodeRun run = NodeRun::starting;
    bool registered = false;
    bool fenced = true;
    std::string directory;                   // the log directory that holds the metadata log
    std::vector<std::string> more_directories;  // in the order of log.dirs
    std::uint16_t broker_port = 0;
    std::uint16_t controller_port = 0;
    std::string message;                     // why it failed, one sentence; else empty
    friend bool operator==(const NodeStatus&, const NodeStatus&) = default;
};

// Changed topics and brokers of the metadata image; `removed_*` come first when applied.
struct MetadataDelta {
    Offset image_offset{no_offset};
    LeaderEpoch controller_epoch;
    BrokerId active_controller{no_broker};
    std::vector<std::string> removed_topics;
    std::vector<BrokerId> removed_brokers;
    std::vector<TopicView> topics;
    std::vector<BrokerView> brokers;
};

// From one node. Absent or empty parts did not change.
struct NodeDelta {
    BrokerId node{no_broker};
    std::uint64_t version = 0;               // counts up by one for each delta of this node's life
    bool full = false;                       // forget what was known of this node first
    Instant at{};
    WallTime wall_time{};
    std::optional<NodeStatus> status;
    std::optional<QuorumView> quorum;
    std::optional<CountersView> counters;
    std::optional<MetadataDelta> metadata;
    std::vector<TopicPartition> removed_replicas;
    std::vector<ReplicaView> replicas;
    // When each follower last fetched from this node (FollowerView::settled).
    std::optional<std::map<BrokerId, Instant>> follower_fetches;
    std::vector<std::string> removed_groups;  // deleted, or this node no longer coordinates them
    std::vector<GroupView> groups;
};

}  // namespace vitrine::observe
