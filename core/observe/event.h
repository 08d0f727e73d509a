// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/time.h"
#include "observe/view.h"

// What happened, as typed values with both clocks and the cause. Sentences for people are made from these by the window
// (in its language) and by describe() (in English, for logs, files and tests).
namespace vitrine::observe {

// Unique for one cluster: the node and a number that counts up in the node's life.
struct EventId {
    BrokerId node{no_broker};
    std::uint64_t sequence = 0;  // 0: none
    friend auto operator<=>(const EventId&, const EventId&) = default;
};
// clang-format off: a table, one line for each kind of event
// --- the life of nodes (node, cluster) ---
struct NodeRunChanged { NodeRun run = NodeRun::starting; std::string reason; bool of_broker = true; };  // else of a controller alone
struct BrokerRegistered { BrokerId broker; BrokerEpoch epoch; };
struct BrokerFenced { BrokerId broker; Milliseconds session_timeout{0}; bool session_expired = false; };  // else: asked for by the broker
struct BrokerUnfenced { BrokerId broker; };
struct ControlledShutdownBegan { BrokerId broker; };
struct FaultChanged { std::string command; bool in_force = true; };  // a link cut, slowed, healed, …: the command that did it

// --- the quorum ---
struct QuorumRoleChanged { QuorumRole role; LeaderEpoch epoch; BrokerId leader; };
struct QuorumVoteGranted { BrokerId candidate; LeaderEpoch epoch; bool pre_vote = false; };
struct MetadataSnapshotTaken { Offset end_offset; LeaderEpoch epoch; std::int64_t size_bytes = 0; BrokerId from{no_broker}; };  // the leader that it was fetched from

// --- partitions ---
enum class LeaderChangeCause { created, leader_fenced, leader_shut_down, preferred_election, unclean_election, leader_returned, reassignment };
struct LeaderElected { TopicPartition partition; BrokerId from; BrokerId to; LeaderEpoch epoch; std::vector<BrokerId> isr; LeaderChangeCause cause; };
enum class IsrChangeCause { lag_time, caught_up, broker_fenced, broker_shut_down, election, reassignment };
struct IsrChanged {
    TopicPartition partition;
    std::vector<BrokerId> from;
    std::vector<BrokerId> to;
    IsrChangeCause cause;
    BrokerId replica{no_broker};       // the one that left or joined
    Milliseconds behind{0};            // lag_time: how long it had not caught up
    std::int32_t min_insync_replicas = 1;
};
// `to` above `from`: the log begins anew there, empty, since the leader's begins there. The epoch is -1 where it is not known.
struct LogTruncated { TopicPartition partition; Offset from; Offset to; LeaderEpoch diverging_epoch; };
struct SegmentRolled { TopicPartition partition; Offset base_offset; enum class Cause { bytes, time, index_full, offset_range } cause; };
enum class RetentionCause { time, bytes, log_start };
struct SegmentDeleted { TopicPartition partition; Offset base_offset; Offset end_offset; std::int64_t size_bytes = 0; RetentionCause cause; };
struct LogRecovered { TopicPartition partition; Offset log_end; std::int64_t truncated_bytes = 0; };
struct LogDirectoryFailed { std::string path; std::string reason; std::int32_t replicas = 0; };  // it is offline; so many replicas lay there
struct LogCleaned {                    // compaction went once through a log; sizes and counts are of the segments that it wrote anew
    TopicPartition partition;
    Offset first_dirty;                // what came since the last time: from here to below clean_to
    Offset clean_to;
    std::int64_t size_before_bytes = 0;
    std::int64_t size_after_bytes = 0;
    std::int64_t records_before = 0;
    std::int64_t records_after = 0;
    std::int64_t segments_before = 0;
    std::int64_t segments_after = 0;
    Milliseconds took{0};
};
struct LogCleaningFailed { TopicPartition partition; std::string reason; };  // it is not compacted any more
struct HighWatermarkWaits { TopicPartition partition; std::int32_t isr_size = 0; std::int32_t min_insync_replicas = 1; };

// --- topics and configuration ---
struct TopicCreated { std::string topic; std::int32_t partitions = 0; std::int32_t replication_factor = 0; };
struct TopicDeleted { std::string topic; };
struct PartitionsAdded { std::string topic; std::int32_t from = 0; std::int32_t to = 0; };
struct ConfigChanged { std::string resource; std::string key; std::optional<std::string> value; };

// --- groups ---
struct MemberJoined { std::string group; std::string member_id; std::string client_id; };
enum class MemberLeftCause { left, session_expired, rebalance_timeout, kicked, replaced_static };
struct MemberLeft { std::string group; std::string member_id; MemberLeftCause cause; };
struct RebalanceBegan { std::string group; std::string reason; };
struct GenerationBegan { std::string group; GenerationId generation; std::string protocol; std::int32_t members = 0; };
struct GroupStabilized { std::string group; GenerationId generation; Milliseconds took{0}; };
struct OffsetsCommitted { std::string group; std::vector<std::pair<TopicPartition, Offset>> offsets; };
struct OffsetsExpired { std::string group; std::vector<TopicPartition> offsets; bool group_removed = false; };
struct CoordinatorMoved { std::int32_t partition = 0; bool loaded = false; std::int32_t groups = 0; };  // of __consumer_offsets, on this node
// clang-format on
using EventBody = std::variant<NodeRunChanged, BrokerRegistered, BrokerFenced, BrokerUnfenced, ControlledShutdownBegan, FaultChanged,
                               QuorumRoleChanged, QuorumVoteGranted, MetadataSnapshotTaken, LeaderElected, IsrChanged, LogTruncated,
                               SegmentRolled, SegmentDeleted, LogRecovered, LogDirectoryFailed, LogCleaned, LogCleaningFailed,
                               HighWatermarkWaits, TopicCreated, TopicDeleted, PartitionsAdded, ConfigChanged, MemberJoined, MemberLeft,
                               RebalanceBegan, GenerationBegan, GroupStabilized, OffsetsCommitted, OffsetsExpired, CoordinatorMoved>;

struct Event {
    EventId id;
    Instant at{};
    WallTime wall_time{};
    std::optional<EventId> cause;
    EventBody body;
};

// "LeaderElected", …: stable names for files, filters and scenario files.
std::string_view kind_of(const EventBody& body);
// One English sentence: what happened, then why, in Kafka's words.
std::string describe(const EventBody& body);

// One request or response as it passed a node; decoded from the declarations only when somebody looks.
struct WireFrame {
    Instant at{};
    BrokerId node{no_broker};
    std::uint64_t connection = 0;      // unique in the node's life
    std::string peer;                  // "127.0.0.1:51234"
    bool controller_listener = false;
    bool outgoing_connection = false;  // this node asked
    bool response = false;
    std::int16_t api_key = 0;
    std::int16_t api_version = 0;
    std::int32_t correlation_id = 0;
    std::string client_id;
    std::int64_t size_bytes = 0;       // of the whole frame, without the length
    SharedBytes head;                  // the first bytes, at most WireFrame::head_bytes_max; payload in files is not read for this
    static constexpr std::size_t head_bytes_max = 64 * 1024;
};

}  // namespace vitrine::observe
