// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "observe/event.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace vitrine::observe {
namespace {

std::string set_of(std::span<const BrokerId> brokers) {
    std::string text = "{";
    for (const BrokerId broker : brokers) {
        if (text.size() > 1) text += ", ";
        text += std::to_string(broker.value());
    }
    return text + "}";
}

std::string broker_or_none(BrokerId broker) { return broker == no_broker ? "none" : std::to_string(broker.value()); }

// "1 member", "3 members".
std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string seconds(Milliseconds duration) {
    const std::int64_t tenths = (duration.count() + 50) / 100;
    return fmt::format("{}.{} s", tenths / 10, tenths % 10);
}

std::string size_in_words(std::int64_t bytes) {
    const auto scaled = [bytes](std::int64_t unit, std::string_view name) {
        return fmt::format("{:.1f} {}", static_cast<double>(bytes) / static_cast<double>(unit), name);
    };
    if (bytes < 1024) return counted(bytes, "byte", "bytes");
    if (bytes < 1024 * 1024) return scaled(1024, "KiB");
    if (bytes < 1024 * 1024 * 1024) return scaled(1024 * 1024, "MiB");
    return scaled(1024 * 1024 * 1024, "GiB");
}

// One overload for each kind: its stable name and its sentence.
struct Name {
    std::string_view operator()(const NodeRunChanged&) const { return "NodeRunChanged"; }
    std::string_view operator()(const BrokerRegistered&) const { return "BrokerRegistered"; }
    std::string_view operator()(const BrokerFenced&) const { return "BrokerFenced"; }
    std::string_view operator()(const BrokerUnfenced&) const { return "BrokerUnfenced"; }
    std::string_view operator()(const ControlledShutdownBegan&) const { return "ControlledShutdownBegan"; }
    std::string_view operator()(const FaultChanged&) const { return "FaultChanged"; }
    std::string_view operator()(const QuorumRoleChanged&) const { return "QuorumRoleChanged"; }
    std::string_view operator()(const QuorumVoteGranted&) const { return "QuorumVoteGranted"; }
    std::string_view operator()(const MetadataSnapshotTaken&) const { return "MetadataSnapshotTaken"; }
    std::string_view operator()(const LeaderElected&) const { return "LeaderElected"; }
    std::string_view operator()(const IsrChanged&) const { return "IsrChanged"; }
    std::string_view operator()(const LogTruncated&) const { return "LogTruncated"; }
    std::string_view operator()(const SegmentRolled&) const { return "SegmentRolled"; }
    std::string_view operator()(const SegmentDeleted&) const { return "SegmentDeleted"; }
    std::string_view operator()(const LogRecovered&) const { return "LogRecovered"; }
    std::string_view operator()(const LogDirectoryFailed&) const { return "LogDirectoryFailed"; }
    std::string_view operator()(const LogCleaned&) const { return "LogCleaned"; }
    std::string_view operator()(const LogCleaningFailed&) const { return "LogCleaningFailed"; }
    std::string_view operator()(const HighWatermarkWaits&) const { return "HighWatermarkWaits"; }
    std::string_view operator()(const TopicCreated&) const { return "TopicCreated"; }
    std::string_view operator()(const TopicDeleted&) const { return "TopicDeleted"; }
    std::string_view operator()(const PartitionsAdded&) const { return "PartitionsAdded"; }
    std::string_view operator()(const ConfigChanged&) const { return "ConfigChanged"; }
    std::string_view operator()(const MemberJoined&) const { return "MemberJoined"; }
    std::string_view operator()(const MemberLeft&) const { return "MemberLeft"; }
    std::string_view operator()(const RebalanceBegan&) const { return "RebalanceBegan"; }
    std::string_view operator()(const GenerationBegan&) const { return "GenerationBegan"; }
    std::string_view operator()(const GroupStabilized&) const { return "GroupStabilized"; }
    std::string_view operator()(const OffsetsCommitted&) const { return "OffsetsCommitted"; }
    std::string_view operator()(const OffsetsExpired&) const { return "OffsetsExpired"; }
    std::string_view operator()(const CoordinatorMoved&) const { return "CoordinatorMoved"; }
};

struct Sentence {
    std::string operator()(const NodeRunChanged& event) const {
        const std::string_view what = [&event]() -> std::string_view {
            switch (event.run) {
                case NodeRun::starting: return "the node starts";
                case NodeRun::running: return "the node is running";
                case NodeRun::paused: return "the node was paused";
                case NodeRun::stopping: return "the node is stopping";
                case NodeRun::stopped: return "the node stopped";
                case NodeRun::killed: return "the node was killed";
                case NodeRun::failed: return "the node failed";
                case NodeRun::removed: return "the node was removed";
            }
            return {};
        }();
        return event.reason.empty() ? std::string(what) : fmt::format("{}: {}", what, event.reason);
    }
    std::string operator()(const BrokerRegistered& event) const {
        return fmt::format("broker {} registered with the controller, broker epoch {}", event.broker, event.epoch);
    }
    std::string operator()(const BrokerFenced& event) const {
        if (!event.session_expired)
            return fmt::format("broker {} was fenced: it asked for it, so it leads nothing and clients are not sent to it", event.broker);
        return fmt::format("broker {} was fenced: the controller had no heartbeat from it for {} (broker.session.timeout.ms)", event.broker,
                           seconds(event.session_timeout));
    }
    std::string operator()(const BrokerUnfenced& event) const {
        return fmt::format("broker {} was unfenced: it has caught up with the metadata log and may lead partitions", event.broker);
    }
    std::string operator()(const ControlledShutdownBegan& event) const {
        return fmt::format("broker {} began its controlled shutdown: the controller moves leadership away before it stops", event.broker);
    }
    std::string operator()(const FaultChanged& event) const {
        return event.in_force ? fmt::format("fault in force: {}", event.command) : fmt::format("fault ended: {}", event.command);
    }
    std::string operator()(const QuorumRoleChanged& event) const {
        switch (event.role) {
            case QuorumRole::unattached: return fmt::format("metadata quorum, epoch {}: the node knows no leader", event.epoch);
            case QuorumRole::prospective:
                return fmt::format(
                    "metadata quorum, epoch {}: the node heard from no leader and asks for pre-votes before it raises the epoch",
                    event.epoch);
            case QuorumRole::candidate: return fmt::format("metadata quorum, epoch {}: the node stands for election", event.epoch);
            case QuorumRole::leader:
                return fmt::format("metadata quorum, epoch {}: the node was elected and is the active controller", event.epoch);
            case QuorumRole::follower:
                return fmt::format("metadata quorum, epoch {}: the node follows leader {}", event.epoch, broker_or_none(event.leader));
            case QuorumRole::resigned: return fmt::format("metadata quorum, epoch {}: the node resigned as leader", event.epoch);
        }
        return {};
    }
    std::string operator()(const QuorumVoteGranted& event) const {
        if (event.pre_vote)
            return fmt::format("metadata quorum, epoch {}: the node would vote for {} (pre-vote)", event.epoch, event.candidate);
        return fmt::format("metadata quorum, epoch {}: the node voted for {}", event.epoch, event.candidate);
    }
    std::string operator()(const MetadataSnapshotTaken& event) const {
        if (event.from != no_broker) {
            return fmt::format(
                "metadata snapshot up to offset {} (epoch {}, {} bytes) fetched from node {}: the leader's log begins behind this node's",
                event.end_offset, event.epoch, event.size_bytes, event.from);
        }
        return fmt::format("metadata snapshot up to offset {} written (epoch {}, {} bytes)", event.end_offset, event.epoch,
                           event.size_bytes);
    }
    std::string operator()(const LeaderElected& event) const {
        std::string why = [&event]() -> std::string {
            switch (event.cause) {
                case LeaderChangeCause::created: return "the partition was created";
                case LeaderChangeCause::leader_fenced: return fmt::format("broker {} was fenced", broker_or_none(event.from));
                case LeaderChangeCause::leader_shut_down: return fmt::format("broker {} shuts down", broker_or_none(event.from));
                case LeaderChangeCause::preferred_election:
                    return fmt::format("broker {} is the preferred replica", broker_or_none(event.to));
                case LeaderChangeCause::unclean_election:
                    return "no replica of the ISR lives (unclean.leader.election.enable); records that only the ISR had are lost";
                case LeaderChangeCause::leader_returned: return fmt::format("broker {} is back and in the ISR", broker_or_none(event.to));
                case LeaderChangeCause::reassignment: return "the partition's replicas are being reassigned";
            }
            return {};
        }();
        if (event.to == no_broker) why += "; no other replica may lead, so the partition is offline";
        return fmt::format("{} leader {} → {}, epoch {}, ISR {}: {}", event.partition, broker_or_none(event.from), broker_or_none(event.to),
                           event.epoch, set_of(event.isr), why);
    }
    std::string operator()(const IsrChanged& event) const {
        std::string why = [&event]() -> std::string {
            const std::string who = event.replica == no_broker ? std::string("a replica") : fmt::format("broker {}", event.replica);
            switch (event.cause) {
                case IsrChangeCause::lag_time:
                    return fmt::format("{} had not caught up for {} (replica.lag.time.max.ms)", who, seconds(event.behind));
                case IsrChangeCause::caught_up: return fmt::format("{} has caught up with the leader", who);
                case IsrChangeCause::broker_fenced: return fmt::format("{} was fenced", who);
                case IsrChangeCause::broker_shut_down: return fmt::format("{} shuts down", who);
                case IsrChangeCause::election: return "a new leader was elected";
                case IsrChangeCause::reassignment: return "its replicas were reassigned";
            }
            return {};
        }();
        const auto size = static_cast<std::int32_t>(event.to.size());
        if (size < event.min_insync_replicas) {
            why += fmt::format("; {} is below min.insync.replicas {}, so the high watermark waits and acks=all answers NOT_ENOUGH_REPLICAS",
                               size, event.min_insync_replicas);
        }
        return fmt::format("{} ISR {} → {}: {}", event.partition, set_of(event.from), set_of(event.to), why);
    }
    std::string operator()(const LogTruncated& event) const {
        if (event.to > event.from)
            return fmt::format("{} begins anew at offset {}: the leader's log begins there, what was before is gone", event.partition,
                               event.to);
        const std::string why = event.diverging_epoch < LeaderEpoch(0)
                                    ? "what followed was removed"
                                    : fmt::format("its log diverged from the leader's after epoch {}", event.diverging_epoch);
        return fmt::format("{} truncated from offset {} to {}: {}", event.partition, event.from, event.to, why);
    }
    std::string operator()(const SegmentRolled& event) const {
        const std::string_view why = [&event]() -> std::string_view {
            switch (event.cause) {
                case SegmentRolled::Cause::bytes: return "the former one reached segment.bytes";
                case SegmentRolled::Cause::time: return "the former one reached segment.ms";
                case SegmentRolled::Cause::index_full: return "the index of the former one is full (segment.index.bytes)";
                case SegmentRolled::Cause::offset_range: return "the next offset is too far from the former one's base for its index";
            }
            return {};
        }();
        return fmt::format("{} began the segment at offset {}: {}", event.partition, event.base_offset, why);
    }
    std::string operator()(const SegmentDeleted& event) const {
        const std::string_view why = [&event]() -> std::string_view {
            switch (event.cause) {
                case RetentionCause::time: return "its newest record is older than retention.ms";
                case RetentionCause::bytes: return "the log is larger than retention.bytes";
                case RetentionCause::log_start: return "the log start offset passed it";
            }
            return {};
        }();
        return fmt::format("{} deleted the segment of offsets {} to {} ({}): {}", event.partition, event.base_offset, event.end_offset - 1,
                           size_in_words(event.size_bytes), why);
    }
    std::string operator()(const LogRecovered& event) const {
        if (event.truncated_bytes == 0)
            return fmt::format("{} was recovered after an unclean stop: log end {}, nothing was damaged", event.partition, event.log_end);
        return fmt::format("{} was recovered after an unclean stop: log end {}, a damaged tail of {} was cut off", event.partition,
                           event.log_end, size_in_words(event.truncated_bytes));
    }
    std::string operator()(const LogDirectoryFailed& event) const {
        if (event.replicas == 0) return fmt::format("log directory {} is offline: {}", event.path, event.reason);
        return fmt::format("log directory {} is offline, and {} with it: {}", event.path, counted(event.replicas, "replica", "replicas"),
                           event.reason);
    }
    std::string operator()(const LogCleaned& event) const {
        return fmt::format("{} was compacted up to offset {}: {} of {} stay, {} instead of {}, {} instead of {}", event.partition,
                           event.clean_to, event.records_after, counted(event.records_before, "record", "records"),
                           size_in_words(event.size_after_bytes), size_in_words(event.size_before_bytes), event.segments_after,
                           counted(event.segments_before, "segment", "segments"));
    }
    std::string operator()(const LogCleaningFailed& event) const {
        return fmt::format("{} cannot be compacted and is left as it is: {}", event.partition, event.reason);
    }
    std::string operator()(const HighWatermarkWaits& event) const {
        return fmt::format("{} high watermark waits: the ISR has {}, below min.insync.replicas {}; acks=all answers NOT_ENOUGH_REPLICAS",
                           event.partition, counted(event.isr_size, "replica", "replicas"), event.min_insync_replicas);
    }
    std::string operator()(const TopicCreated& event) const {
        return fmt::format("topic {} was created: {}, replication factor {}", event.topic,
                           counted(event.partitions, "partition", "partitions"), event.replication_factor);
    }
    std::string operator()(const TopicDeleted& event) const { return fmt::format("topic {} was deleted", event.topic); }
    std::string operator()(const PartitionsAdded& event) const {
        return fmt::format("topic {} grew from {} to {}; keys may map to other partitions than before", event.topic,
                           counted(event.from, "partition", "partitions"), event.to);
    }
    std::string operator()(const ConfigChanged& event) const {
        if (!event.value) return fmt::format("{}: {} is back to its default", event.resource, event.key);
        return fmt::format("{}: {} was set to {}", event.resource, event.key, event.value->empty() ? "the empty string" : *event.value);
    }
    std::string operator()(const MemberJoined& event) const {
        return fmt::format("group {}: member {} of client {} joined", event.group, event.member_id,
                           event.client_id.empty() ? "without an id" : event.client_id);
    }
    std::string operator()(const MemberLeft& event) const {
        const std::string_view why = [&event]() -> std::string_view {
            switch (event.cause) {
                case MemberLeftCause::left: return "it sent LeaveGroup";
                case MemberLeftCause::session_expired: return "the coordinator had no heartbeat from it for session.timeout.ms";
                case MemberLeftCause::rebalance_timeout: return "it did not join again within its rebalance timeout (max.poll.interval.ms)";
                case MemberLeftCause::kicked: return "it was removed by an administrator";
                case MemberLeftCause::replaced_static: return "a new member took over its group.instance.id";
            }
            return {};
        }();
        return fmt::format("group {}: member {} is out: {}", event.group, event.member_id, why);
    }
    std::string operator()(const RebalanceBegan& event) const { return fmt::format("group {} rebalances: {}", event.group, event.reason); }
    std::string operator()(const GenerationBegan& event) const {
        return fmt::format("group {} began generation {}: {}, assignor {}", event.group, event.generation,
                           counted(event.members, "member", "members"), event.protocol.empty() ? "none" : event.protocol);
    }
    std::string operator()(const GroupStabilized& event) const {
        return fmt::format("group {} is stable in generation {}: every member has its partitions, {} after the rebalance began",
                           event.group, event.generation, seconds(event.took));
    }
    std::string operator()(const OffsetsCommitted& event) const {
        // A commit may name thousands of partitions; a sentence names a few.
        constexpr std::size_t shown_max = 4;
        std::string list;
        for (std::size_t i = 0; i < std::min(shown_max, event.offsets.size()); ++i) {
            list += fmt::format("{}{} at {}", i == 0 ? "" : ", ", event.offsets[i].first, event.offsets[i].second);
        }
        if (event.offsets.size() > shown_max) list += fmt::format(" and {} more", event.offsets.size() - shown_max);
        return fmt::format("group {} committed {}", event.group, list.empty() ? "nothing" : list);
    }
    std::string operator()(const OffsetsExpired& event) const {
        if (event.offsets.empty()) return fmt::format("group {} is gone: it has no members, and no committed offsets left", event.group);
        return fmt::format("group {}: {} expired after offsets.retention.minutes without use{}", event.group,
                           counted(static_cast<std::int64_t>(event.offsets.size()), "committed offset", "committed offsets"),
                           event.group_removed ? "; the group has no members, so it is gone" : "");
    }
    std::string operator()(const CoordinatorMoved& event) const {
        if (event.loaded) {
            return fmt::format("this broker now coordinates {} of {}-{}: it became the partition's leader",
                               counted(event.groups, "group", "groups"), offsets_topic_name, event.partition);
        }
        return fmt::format("this broker no longer coordinates the {} of {}-{}: it does not lead the partition any more",
                           counted(event.groups, "group", "groups"), offsets_topic_name, event.partition);
    }
};

}  // namespace

std::string_view kind_of(const EventBody& body) { return std::visit(Name{}, body); }
std::string describe(const EventBody& body) { return std::visit(Sentence{}, body); }

std::string_view name_of(NodeRun run) {
    switch (run) {
        case NodeRun::starting: return "starting";
        case NodeRun::running: return "running";
        case NodeRun::paused: return "paused";
        case NodeRun::stopping: return "stopping";
        case NodeRun::stopped: return "stopped";
        case NodeRun::killed: return "killed";
        case NodeRun::failed: return "failed";
        case NodeRun::removed: return "removed";
    }
    return "failed";
}

std::string_view name_of(GroupState state) {
    switch (state) {
        case GroupState::empty: return "Empty";
        case GroupState::preparing_rebalance: return "PreparingRebalance";
        case GroupState::completing_rebalance: return "CompletingRebalance";
        case GroupState::stable: return "Stable";
        case GroupState::dead: return "Dead";
    }
    return "Dead";
}

}  // namespace vitrine::observe
