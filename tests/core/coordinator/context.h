// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "coordinator/group_coordinator.h"
#include "env/sim/world.h"
#include "messages/consumer_protocol.h"
#include "wire/codec.h"

// A coordinator of one broker over a log in memory whose commits the test decides.
namespace vitrine::coordinator {

class TestLog : public CoordinatorLog {
public:
    explicit TestLog(env::Clock& clock) : clock_(clock) {}

    [[nodiscard]] std::int32_t partition_count() const override { return partitions; }
    void append(std::int32_t partition, LeaderEpoch, std::vector<KeyValue> records, std::move_only_function<void(Status)> done) override {
        if (refuse_with) {
            clock_.post([done = std::move(done), code = *refuse_with]() mutable { done(failure(code, "refused by the test")); });
            return;
        }
        pending.push_back({partition, std::move(records), std::move(done)});
        if (commit_at_once) clock_.post([this] { commit_one(); });
    }
    void load(std::int32_t partition, LeaderEpoch, std::move_only_function<void(ByteSpan, std::optional<ByteSpan>)> each,
              std::move_only_function<void(Status)> done) override {
        clock_.post([this, partition, each = std::move(each), done = std::move(done)]() mutable {
            if (hold_loads) return held_loads.push_back({partition, std::move(each), std::move(done)});
            for (const KeyValue& record : committed[partition])
                each(record.key, record.value ? std::optional<ByteSpan>(*record.value) : std::nullopt);
            done({});
        });
    }
    void commit_one() {
        if (pending.empty()) return;
        Pending entry = std::move(pending.front());
        pending.pop_front();
        for (KeyValue& record : entry.records) committed[entry.partition].push_back(std::move(record));
        entry.done({});
    }
    void fail_one(ErrorCode code) {
        Pending entry = std::move(pending.front());
        pending.pop_front();
        entry.done(failure(code, "failed by the test"));
    }

    struct Pending {
        std::int32_t partition;
        std::vector<KeyValue> records;
        std::move_only_function<void(Status)> done;
    };
    std::int32_t partitions = 50;
    bool commit_at_once = true;
    bool hold_loads = false;
    std::optional<ErrorCode> refuse_with;
    std::deque<Pending> pending;
    std::map<std::int32_t, std::vector<KeyValue>> committed;
    struct Load {
        std::int32_t partition;
        std::move_only_function<void(ByteSpan, std::optional<ByteSpan>)> each;
        std::move_only_function<void(Status)> done;
    };
    std::vector<Load> held_loads;

private:
    env::Clock& clock_;
};

class TestTopics : public TopicNames {
public:
    [[nodiscard]] std::optional<Uuid> id_of(std::string_view name) const override {
        const auto found = ids.find(std::string(name));
        return found == ids.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] std::optional<std::string> name_of(const Uuid& id) const override {
        for (const auto& [name, known] : ids) {
            if (known == id) return name;
        }
        return std::nullopt;
    }
    std::map<std::string, Uuid> ids{{"orders", Uuid::from_halves(1, 1)}};
};

// One member's side of the protocol: what it was last told.
struct TestMember {
    std::string id;
    std::string name;
    std::optional<std::string> instance_id;
    std::optional<messages::JoinGroupResponse> join;
    std::optional<messages::SyncGroupResponse> sync;
};

class GroupContext {
public:
    explicit GroupContext(GroupConfig config = defaults())
        : world(7), node(world.add_node(BrokerId(1))), log(node.environment().clock), logger("test"), config_(config) {
        restart();
    }
    static GroupConfig defaults() {
        GroupConfig config;
        config.group_initial_rebalance_delay_ms = Milliseconds(0);
        return config;
    }

    // A new coordinator on the same log, as after a failover.
    void restart() {
        coordinator = std::make_unique<GroupCoordinator>(node.environment(), BrokerId(1), config_, log, topics, logger);
        ++epoch;
        for (std::int32_t partition = 0; partition < log.partitions; ++partition) coordinator->on_elected(partition, LeaderEpoch(epoch));
        settle();
    }
    void settle() { world.run_for(Milliseconds(5)); }
    void advance(Duration duration) { world.run_for(duration); }

    void join(TestMember& member, std::string protocol = "range", wire::Version version = 9, Bytes metadata = {1}) {
        messages::JoinGroupRequest request;
        request.group_id = "billing";
        request.session_timeout_ms = 10'000;
        request.rebalance_timeout_ms = 30'000;
        request.member_id = member.id;
        request.group_instance_id = member.instance_id;
        request.protocol_type = "consumer";
        request.protocols.push_back({.name = std::move(protocol), .metadata = std::move(metadata)});
        member.join.reset();
        coordinator->handle(request, version, {member.name, "/127.0.0.1"}, [&member](messages::JoinGroupResponse response) {
            if (response.error_code == ErrorCode::NONE || response.error_code == ErrorCode::MEMBER_ID_REQUIRED)
                member.id = response.member_id;
            member.join = std::move(response);
        });
        settle();
    }
    // Joins with the id that KIP-394 has clients ask for first.
    void join_fully(TestMember& member, const std::string& protocol = "range") {
        join(member, protocol);
        if (member.join && member.join->error_code == ErrorCode::MEMBER_ID_REQUIRED) join(member, protocol);
    }
    void sync(TestMember& member, std::vector<std::pair<std::string, Bytes>> assignments = {}) {
        messages::SyncGroupRequest request;
        request.group_id = "billing";
        request.generation_id = member.join->generation_id;
        request.member_id = member.id;
        request.group_instance_id = member.instance_id;
        for (auto& [id, assignment] : assignments) request.assignments.push_back({.member_id = id, .assignment = std::move(assignment)});
        member.sync.reset();
        coordinator->handle(request, [&member](messages::SyncGroupResponse response) { member.sync = std::move(response); });
        settle();
    }
    ErrorCode heartbeat(const TestMember& member) {
        messages::HeartbeatRequest request{.group_id = "billing",
                                           .generation_id = member.join->generation_id,
                                           .member_id = member.id,
                                           .group_instance_id = member.instance_id};
        ErrorCode answered = ErrorCode::UNKNOWN_SERVER_ERROR;
        coordinator->handle(request, [&answered](messages::HeartbeatResponse response) { answered = response.error_code; });
        return answered;
    }
    ErrorCode leave(const TestMember& member) {
        messages::LeaveGroupRequest request;
        request.group_id = "billing";
        request.members.push_back({.member_id = member.id, .group_instance_id = member.instance_id, .reason = std::nullopt});
        ErrorCode answered = ErrorCode::UNKNOWN_SERVER_ERROR;
        coordinator->handle(request, 5, [&answered](messages::LeaveGroupResponse response) {
            answered = response.error_code != ErrorCode::NONE ? response.error_code : response.members.front().error_code;
        });
        settle();
        return answered;
    }
    // A stable group of these members; the first is the leader and gives each the byte of its number.
    void stable_group(std::vector<TestMember*> members) {
        for (std::size_t i = 0; i < members.size(); ++i) {
            join_fully(*members[i]);
            // Everybody who is in already must join again before the newcomer is answered.
            for (std::size_t k = 0; k < i; ++k) join(*members[k]);
        }
        sync_all(members);
    }
    void sync_all(std::vector<TestMember*> members) {
        const std::string leader = members.front()->join->leader;
        std::vector<std::pair<std::string, Bytes>> assignments;
        for (std::size_t i = 0; i < members.size(); ++i) assignments.emplace_back(members[i]->id, Bytes{static_cast<std::uint8_t>(i)});
        for (TestMember* member : members) sync(*member, member->id == leader ? assignments : decltype(assignments){});
    }
    std::optional<ErrorCode> commit(std::int64_t offset, std::int32_t generation = -1, std::string member_id = {},
                                    std::string metadata = {}) {
        messages::OffsetCommitRequest request;
        request.group_id = "billing";
        request.generation_id_or_member_epoch = generation;
        request.member_id = std::move(member_id);
        auto& topic = request.topics.emplace_back();
        topic.name = "orders";
        topic.partitions.push_back({.partition_index = 0, .committed_offset = Offset(offset), .committed_metadata = std::move(metadata)});
        auto answered = std::make_shared<std::optional<ErrorCode>>();
        coordinator->handle(request, 9, [answered](messages::OffsetCommitResponse response) {
            *answered = response.topics.front().partitions.front().error_code;
        });
        settle();
        return *answered;
    }
    Offset committed_offset() {
        messages::OffsetFetchRequest request;
        auto& group = request.groups.emplace_back();
        group.group_id = "billing";
        group.topics->push_back({.name = "orders", .topic_id = {}, .partition_indexes = {0}});
        Offset offset{-2};
        coordinator->handle(request, 9, [&offset](messages::OffsetFetchResponse response) {
            offset = response.groups.front().topics.front().partitions.front().committed_offset;
        });
        return offset;
    }
    observe::GroupView view() {
        const auto view = coordinator->view("billing");
        EXPECT_TRUE(view.has_value());
        return view.value_or(observe::GroupView{});
    }

    env::sim::World world;
    env::sim::Node& node;
    TestLog log;
    TestTopics topics;
    Logger logger;
    std::unique_ptr<GroupCoordinator> coordinator;
    std::int32_t epoch = 0;

private:
    GroupConfig config_;
};

}  // namespace vitrine::coordinator
