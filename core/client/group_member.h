// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/assignor.h"
#include "client/cluster_client.h"
#include "messages/heartbeat.h"
#include "messages/join_group.h"
#include "messages/offset_commit.h"
#include "messages/offset_fetch.h"
#include "messages/sync_group.h"

// One member of a group of the classic protocol: it finds the coordinator, joins, is given partitions, sends heartbeats,
// commits offsets, and joins again when it is told to. It assigns for everybody when it is the leader.
namespace vitrine::client {

struct GroupMemberConfig {
    std::string group_id;
    std::optional<std::string> group_instance_id;         // static membership
    Duration session_timeout = std::chrono::seconds(45);   // session.timeout.ms
    Duration heartbeat_interval = std::chrono::seconds(3);  // heartbeat.interval.ms
    Duration rebalance_timeout = std::chrono::minutes(5);  // max.poll.interval.ms
    AssignorKind assignor = AssignorKind::cooperative_sticky;
};

enum class MemberState { idle, finding_coordinator, joining, syncing, stable, leaving, failed };
std::string_view name_of(MemberState state);

struct GroupMemberView {
    MemberState state = MemberState::idle;
    std::string member_id;
    GenerationId generation{-1};
    BrokerId coordinator{no_broker};
    bool is_leader = false;
    std::vector<TopicPartition> owned;
    std::string last_error;
    std::uint64_t rebalances = 0;
};

// What the member tells its consumer, on the loop. A call of leave() or the destructor ends them.
class GroupMemberListener {
public:
    virtual ~GroupMemberListener() = default;
    // Everything that the member owns from now on; `added` is new in it.
    virtual void on_assigned(const std::vector<TopicPartition>& owned, const std::vector<TopicPartition>& added) = 0;
    // Before these are given up; offsets may still be committed for them by commit().
    virtual void on_revoked(const std::vector<TopicPartition>& revoked) = 0;
    // These are somebody else's already: the member was thrown out.
    virtual void on_lost(const std::vector<TopicPartition>& lost) = 0;
    // The member gave up: fenced by another with its group.instance.id, or the group speaks another protocol.
    virtual void on_failed(const Error& error) = 0;
};

struct OffsetToCommit {
    Offset offset;
    LeaderEpoch leader_epoch{no_leader_epoch};
    std::string metadata;
};

// idle -> finding_coordinator -> joining -> syncing -> stable -> joining …;  any -> finding_coordinator when the
// coordinator moved;  any -> leaving -> idle;  any -> failed.
class GroupMember {
public:
    GroupMember(ClusterClient& cluster, GroupMemberConfig config, GroupMemberListener& listener);
    ~GroupMember();  // without leave(): as if the process died; the coordinator notices by the session timeout
    GroupMember(const GroupMember&) = delete;
    GroupMember& operator=(const GroupMember&) = delete;

    void subscribe(std::vector<std::string> topics);
    // Joins again although nothing asks for it (enforceRebalance).
    void rejoin(const std::string& reason);
    // The metadata changed: the leader joins again where topics gained partitions.
    void metadata_refreshed();
    // `done`: the first error of a partition, if any.
    void commit(const std::map<TopicPartition, OffsetToCommit>& offsets, std::move_only_function<void(Status)> done);
    // Committed offsets; partitions without one are left out. Retries while the coordinator is not there.
    void fetch_committed(const std::vector<TopicPartition>& partitions,
                         std::move_only_function<void(Result<std::map<TopicPartition, Offset>>)> done);
    // Leaves the group; `done` in any case, soon.
    void leave(std::move_only_function<void()> done);

    [[nodiscard]] GroupMemberView view() const;

private:
    void find_coordinator();
    void join();
    void joined(const Result<messages::JoinGroupResponse>& response);
    void assign_as_leader(const messages::JoinGroupResponse& response);
    void sync(std::vector<messages::SyncGroupRequest::SyncGroupRequestAssignment> assignments);
    void synced(const Result<messages::SyncGroupResponse>& response);
    void heartbeat();
    void schedule_heartbeat();
    void coordinator_lost(const std::string& why);
    void lose_membership(const std::string& why, bool keep_member_id);
    void fail(const Error& error);
    void retry_later(std::move_only_function<void()> what);
    [[nodiscard]] bool handle_common(ErrorCode code, const char* request);
    [[nodiscard]] Bytes subscription() const;
    void try_fetch_committed(std::vector<TopicPartition> partitions, Instant deadline,
                             std::move_only_function<void(Result<std::map<TopicPartition, Offset>>)> done);

    ClusterClient& cluster_;
    GroupMemberConfig config_;
    GroupMemberListener& listener_;
    std::unique_ptr<rpc::Channel> channel_;  // its own: JoinGroup holds up what comes after it on a connection
    BrokerId coordinator_{no_broker};
    MemberState state_ = MemberState::idle;
    std::vector<std::string> topics_;
    std::string member_id_;
    GenerationId generation_{-1};
    std::string leader_id_;
    std::string protocol_name_;
    std::vector<TopicPartition> owned_;
    std::map<std::string, std::int32_t> assigned_counts_;  // what the leader's assignment was based on
    std::string join_reason_;
    std::string last_error_;
    std::uint64_t rebalances_ = 0;
    std::uint64_t round_ = 0;  // answers of former rounds are dropped
    env::Timer heartbeat_timer_;
    env::Timer retry_timer_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::client
