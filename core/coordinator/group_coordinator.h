// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/logging.h"
#include "coordinator/classic_group.h"
#include "coordinator/coordinator_log.h"
#include "env/environment.h"
#include "messages/delete_groups.h"
#include "messages/describe_groups.h"
#include "messages/list_groups.h"
#include "messages/offset_delete.h"
#include "messages/offset_fetch.h"

// The group coordinator of one broker: all groups whose partition of __consumer_offsets it leads. A partition is loaded from
// its log when the broker becomes its leader and dropped when it stops; in between every change is written before it is told.
// Offsets that nobody needs expire by Kafka's rules (KIP-211): so do groups without members that have none left.
// Lives on the node's loop. Each answer is called exactly once, unless the coordinator is destroyed first.
namespace vitrine::coordinator {

// The partition that holds a group: Java's String.hashCode() of the id, over UTF-16.
[[nodiscard]] std::int32_t partition_for(std::string_view group_id, std::int32_t partition_count);

class GroupCoordinator {
public:
    GroupCoordinator(env::Environment environment, BrokerId broker, GroupConfig config, CoordinatorLog& log, const TopicNames& topics,
                     const Logger& logger);
    ~GroupCoordinator();
    GroupCoordinator(const GroupCoordinator&) = delete;
    GroupCoordinator& operator=(const GroupCoordinator&) = delete;

    void handle(const messages::JoinGroupRequest& request, wire::Version version, const ClientInfo& client,
                Answer<messages::JoinGroupResponse> answer);
    void handle(const messages::SyncGroupRequest& request, Answer<messages::SyncGroupResponse> answer);
    void handle(const messages::HeartbeatRequest& request, Answer<messages::HeartbeatResponse> answer);
    void handle(const messages::LeaveGroupRequest& request, wire::Version version, Answer<messages::LeaveGroupResponse> answer);
    void handle(const messages::OffsetCommitRequest& request, wire::Version version, Answer<messages::OffsetCommitResponse> answer);
    // Versions 1-7 answer for one group, 8 and later for several.
    void handle(const messages::OffsetFetchRequest& request, wire::Version version, Answer<messages::OffsetFetchResponse> answer);
    void handle(const messages::DescribeGroupsRequest& request, wire::Version version, Answer<messages::DescribeGroupsResponse> answer);
    void handle(const messages::ListGroupsRequest& request, Answer<messages::ListGroupsResponse> answer);
    // Groups without members go, with their offsets: GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP.
    void handle(const messages::DeleteGroupsRequest& request, Answer<messages::DeleteGroupsResponse> answer);
    // For topics that no member reads; whether a topic exists is not looked at. A partition without an offset is no error.
    void handle(const messages::OffsetDeleteRequest& request, Answer<messages::OffsetDeleteResponse> answer);

    // Leadership of partitions of __consumer_offsets, in the order of the metadata log (KAFKA-10614). An epoch that is not
    // newer than the known one changes nothing.
    void on_elected(std::int32_t partition, LeaderEpoch epoch);
    void on_resigned(std::int32_t partition, LeaderEpoch epoch);
    // __consumer_offsets itself was deleted: every group is gone, and another topic of that name begins its epochs anew.
    void on_log_deleted();
    // Offsets of deleted topics are forgotten and their records erased.
    void on_topic_deleted(const std::string& topic);

    // The command `group rebalance`. NOT_COORDINATOR, GROUP_ID_NOT_FOUND, or nothing to rebalance.
    [[nodiscard]] Status trigger_rebalance(const std::string& group_id, const std::string& reason);

    // For views: the groups that changed since the last call, also those that are gone; empty afterwards.
    [[nodiscard]] std::set<std::string> take_changed();
    // Every group that this broker coordinates.
    [[nodiscard]] std::vector<std::string> group_ids() const;
    // None where this broker does not coordinate the group.
    [[nodiscard]] std::optional<observe::GroupView> view(const std::string& group_id) const;

private:
    struct Shard;
    class Host;
    struct Located {
        Shard* shard = nullptr;
        ErrorCode error = ErrorCode::NONE;
    };
    [[nodiscard]] Located locate(const std::string& group_id) const;
    [[nodiscard]] ClassicGroup* find(Shard& shard, const std::string& group_id) const;
    ClassicGroup& find_or_create(Shard& shard, const std::string& group_id);
    void replay(Shard& shard, ByteSpan key, std::optional<ByteSpan> value);
    void loaded(std::int32_t partition, LeaderEpoch epoch, const Status& status);
    void watch_deadline(Shard& shard, ClassicGroup& group);
    void drop(Shard& shard);
    void commit(Shard& shard, ClassicGroup& group, const messages::OffsetCommitRequest& request, wire::Version version,
                Answer<messages::OffsetCommitResponse> answer);
    // Appends these tombstones, of offsets and of whole groups, and forgets the same once they are committed.
    struct Erasure {
        std::vector<std::pair<std::string, TopicPartition>> offsets;
        std::vector<std::string> groups;
        bool expired = false;  // nobody asked for it: an event says so
    };
    void erase(Shard& shard, Erasure erasure, std::move_only_function<void(ErrorCode)> done);
    void forget(Shard& shard, const Erasure& erasure);
    // Looks for expired offsets after the next offsets.retention.check.interval.ms.
    void wait_for_expiry(Shard& shard);
    // One step of that, of bounded work; the next follows once the tombstones of this one are committed.
    void expire(Shard& shard);
    void commit_arrived(Shard& shard, const std::string& group_id);
    [[nodiscard]] messages::OffsetFetchResponse::OffsetFetchResponseGroup fetch_offsets(
        const messages::OffsetFetchRequest::OffsetFetchRequestGroup& request, wire::Version version) const;

    env::Environment environment_;
    BrokerId broker_;
    GroupConfig config_;
    CoordinatorLog& log_;
    const TopicNames& topics_;
    const Logger& logger_;
    std::map<std::int32_t, std::unique_ptr<Shard>> shards_;
    std::map<std::int32_t, LeaderEpoch> known_epochs_;
    std::set<std::string> changed_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::coordinator
