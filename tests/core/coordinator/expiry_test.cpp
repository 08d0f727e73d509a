// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "coordinator/group_records.h"
#include "tests/core/coordinator/context.h"

// Offsets that expire, by the rules of Kafka's classic groups (KIP-211): one hour here, looked for each minute.
namespace vitrine::coordinator {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

GroupConfig an_hour() {
    GroupConfig config = GroupContext::defaults();
    config.offsets_retention = minutes(60);
    config.offsets_retention_check_interval_ms = minutes(1);
    return config;
}

class Expiry : public testing::Test {
protected:
    std::optional<ErrorCode> commit(const std::string& group, const std::vector<TopicPartition>& partitions, std::int32_t generation = -1,
                                    const std::string& member_id = {}, std::int64_t retention_ms = -1) {
        messages::OffsetCommitRequest request{.group_id = group, .generation_id_or_member_epoch = generation, .member_id = member_id};
        request.retention_time_ms = retention_ms;
        for (const TopicPartition& partition : partitions) {
            if (request.topics.empty() || request.topics.back().name != partition.topic)
                request.topics.push_back({.name = partition.topic});
            request.topics.back().partitions.push_back({.partition_index = partition.partition, .committed_offset = Offset(5)});
        }
        auto answered = std::make_shared<std::optional<ErrorCode>>();
        context.coordinator->handle(request, retention_ms == -1 ? 9 : 4, [answered](const messages::OffsetCommitResponse& response) {
            *answered = response.topics.front().partitions.front().error_code;
        });
        context.settle();
        return *answered;
    }
    std::vector<TopicPartition> left(const std::string& group = "billing") {
        std::vector<TopicPartition> partitions;
        const auto view = context.coordinator->view(group);
        if (view) {
            for (const auto& [partition, offset] : view->offsets) partitions.push_back(partition);
        }
        return partitions;
    }
    std::vector<std::string> groups() { return context.coordinator->group_ids(); }
    // What the log of the group's partition got as tombstones, in order: "topic-partition" or "group".
    std::vector<std::string> tombstones(const std::string& group = "billing") {
        std::vector<std::string> names;
        for (const KeyValue& record : context.log.committed[partition_for(group, context.log.partitions)]) {
            if (record.value) continue;
            const auto decoded = decode_record(record.key, std::nullopt);
            if (!decoded) continue;
            if (const auto* offset = std::get_if<OffsetCommitRecord>(&*decoded))
                names.push_back(fmt::format("{}-{}", offset->key.topic, offset->key.partition));
            else names.emplace_back("group");
        }
        return names;
    }
    std::vector<observe::OffsetsExpired> events() { return context.node.observed().all<observe::OffsetsExpired>(); }
    static Bytes subscription_to(const std::vector<std::string>& topics) {
        Bytes bytes(2, 0);
        messages::ConsumerProtocolSubscription subscription;
        subscription.topics = topics;
        const Bytes body = wire::encode_to_bytes(subscription, 0);
        bytes.insert(bytes.end(), body.begin(), body.end());
        return bytes;
    }
    void join_stable(TestMember& member, const Bytes& subscription) {
        context.join(member, "range", 9, subscription);
        context.join(member, "range", 9, subscription);
        context.sync_all({&member});
    }
    // The member sends heartbeats all the while.
    void advance_with(TestMember& member, Duration duration) {
        for (Duration passed{0}; passed < duration; passed += seconds(5)) {
            ASSERT_EQ(context.heartbeat(member), ErrorCode::NONE);
            context.advance(seconds(5));
        }
    }

    GroupContext context{an_hour()};
};

TEST_F(Expiry, without_members_ever_an_offset_expires_an_hour_after_its_commit_and_the_group_with_the_last) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    context.advance(minutes(30));
    ASSERT_EQ(commit("billing", {{"orders", 1}}), ErrorCode::NONE);
    context.advance(minutes(29));
    EXPECT_EQ(left(), (std::vector<TopicPartition>{{"orders", 0}, {"orders", 1}}));
    context.advance(minutes(3));
    EXPECT_EQ(left(), (std::vector<TopicPartition>{{"orders", 1}}));
    context.advance(minutes(30));
    EXPECT_TRUE(groups().empty());
    EXPECT_EQ(tombstones(), (std::vector<std::string>{"orders-0", "orders-1", "group"}));
    ASSERT_EQ(events().size(), 2u);
    EXPECT_EQ(events()[0].offsets, (std::vector<TopicPartition>{{"orders", 0}}));
    EXPECT_FALSE(events()[0].group_removed);
    EXPECT_EQ(events()[1].offsets, (std::vector<TopicPartition>{{"orders", 1}}));
    EXPECT_TRUE(events()[1].group_removed);
}

TEST_F(Expiry, a_commit_begins_the_hour_anew) {
    for (int i = 0; i < 4; ++i) {
        ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
        context.advance(minutes(58));
    }
    EXPECT_EQ(left().size(), 1u);
    EXPECT_TRUE(tombstones().empty());
}

TEST_F(Expiry, after_the_last_member_the_hour_counts_from_when_it_left_for_all_offsets) {
    TestMember member{.name = "a"};
    join_stable(member, subscription_to({"orders"}));
    ASSERT_EQ(commit("billing", {{"orders", 0}}, member.join->generation_id.value(), member.id), ErrorCode::NONE);
    advance_with(member, minutes(90));
    EXPECT_EQ(left().size(), 1u) << "it reads the topic";
    ASSERT_EQ(context.leave(member), ErrorCode::NONE);
    context.advance(minutes(59));
    EXPECT_EQ(left().size(), 1u);
    context.advance(minutes(2));
    EXPECT_TRUE(groups().empty());
    EXPECT_EQ(tombstones(), (std::vector<std::string>{"orders-0", "group"}));
}

TEST_F(Expiry, the_time_of_the_last_member_is_kept_over_a_failover) {
    TestMember member{.name = "a"};
    join_stable(member, subscription_to({"orders"}));
    ASSERT_EQ(commit("billing", {{"orders", 0}}, member.join->generation_id.value(), member.id), ErrorCode::NONE);
    ASSERT_EQ(context.leave(member), ErrorCode::NONE);
    context.advance(minutes(50));
    context.restart();
    EXPECT_EQ(left().size(), 1u);
    context.advance(minutes(9));
    EXPECT_EQ(left().size(), 1u);
    context.advance(minutes(2));
    EXPECT_TRUE(groups().empty()) << "the hour does not begin anew";
}

TEST_F(Expiry, a_stable_group_keeps_what_it_reads_and_loses_what_it_does_not_read_any_more) {
    TestMember member{.name = "a"};
    join_stable(member, subscription_to({"orders"}));
    ASSERT_EQ(commit("billing", {{"old", 0}, {"orders", 0}}, member.join->generation_id.value(), member.id), ErrorCode::NONE);
    advance_with(member, minutes(59));
    EXPECT_EQ(left().size(), 2u);
    advance_with(member, minutes(2));
    EXPECT_EQ(left(), (std::vector<TopicPartition>{{"orders", 0}}));
    EXPECT_EQ(tombstones(), (std::vector<std::string>{"old-0"}));
    EXPECT_EQ(context.view().state, observe::GroupState::stable);
}

TEST_F(Expiry, nothing_expires_of_a_group_that_rebalances_or_whose_subscriptions_are_not_understood) {
    TestMember other{.name = "other"};
    join_stable(other, Bytes{1});
    ASSERT_EQ(commit("billing", {{"old", 0}}, other.join->generation_id.value(), other.id), ErrorCode::NONE);
    advance_with(other, minutes(90));
    EXPECT_EQ(left().size(), 1u) << "a subscription that cannot be read might name the topic";
    // The assignment is never sent: the group stays in its rebalance for the rebalance timeout.
    context.join(other, "range", 9, subscription_to({"orders"}));
    ASSERT_EQ(context.view().state, observe::GroupState::completing_rebalance);
    context.world.node(BrokerId(1)).set_wall_offset(minutes(600));
    context.advance(seconds(29));
    EXPECT_EQ(left().size(), 1u);
}

TEST_F(Expiry, a_group_of_another_protocol_keeps_its_offsets_while_it_has_members) {
    messages::JoinGroupRequest request{.group_id = "billing", .session_timeout_ms = 1'800'000, .rebalance_timeout_ms = 30'000};
    request.protocol_type = "connect";
    request.protocols.push_back({.name = "default", .metadata = {1}});
    std::optional<messages::JoinGroupResponse> joined;
    context.coordinator->handle(request, 3, {"worker", "/127.0.0.1"}, [&](messages::JoinGroupResponse response) { joined = response; });
    context.settle();
    ASSERT_TRUE(joined);
    messages::SyncGroupRequest sync{.group_id = "billing", .generation_id = joined->generation_id, .member_id = joined->member_id};
    context.coordinator->handle(sync, [](const messages::SyncGroupResponse&) {});
    context.settle();
    ASSERT_EQ(context.view().state, observe::GroupState::stable);
    ASSERT_EQ(commit("billing", {{"old", 0}}, joined->generation_id.value(), joined->member_id), ErrorCode::NONE);
    context.world.node(BrokerId(1)).set_wall_offset(minutes(600));
    context.advance(minutes(2));
    EXPECT_EQ(left().size(), 1u);
    context.advance(minutes(40));  // its session is over
    context.world.node(BrokerId(1)).set_wall_offset(minutes(1200));
    context.advance(minutes(2));
    EXPECT_TRUE(groups().empty());
}

TEST_F(Expiry, an_offset_may_ask_for_a_time_of_its_own_which_the_log_keeps) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}, -1, {}, 5 * 60'000), ErrorCode::NONE);
    ASSERT_EQ(commit("billing", {{"orders", 1}}, -1, {}, 100 * 60'000), ErrorCode::NONE);
    ASSERT_EQ(commit("billing", {{"orders", 2}}, -1, {}, INT64_MAX), ErrorCode::NONE);
    context.restart();
    context.advance(minutes(4));
    EXPECT_EQ(left().size(), 3u);
    context.advance(minutes(2));
    EXPECT_EQ(left(), (std::vector<TopicPartition>{{"orders", 1}, {"orders", 2}}));
    context.advance(minutes(92));
    EXPECT_EQ(left().size(), 2u) << "the hour does not count for it";
    context.advance(minutes(4));
    EXPECT_EQ(left(), (std::vector<TopicPartition>{{"orders", 2}}));
}

TEST_F(Expiry, a_clock_that_goes_back_expires_nothing_early) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    context.world.node(BrokerId(1)).set_wall_offset(minutes(-600));
    context.advance(minutes(120));
    EXPECT_EQ(left().size(), 1u);
}

TEST_F(Expiry, a_group_that_nobody_joined_after_all_goes_too) {
    TestMember member{.name = "a"};
    context.join(member);  // it is given an id and never comes back
    ASSERT_EQ(groups().size(), 1u);
    context.advance(seconds(5));
    EXPECT_EQ(groups().size(), 1u) << "it may still come";
    context.advance(minutes(3));
    EXPECT_TRUE(groups().empty());
}

// A commit that is in the log before the tombstone of its offset would be lost with the next load.
TEST_F(Expiry, a_commit_on_its_way_keeps_its_offset) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    context.advance(minutes(59));
    context.log.commit_at_once = false;
    EXPECT_EQ(commit("billing", {{"orders", 0}}), std::nullopt);
    context.advance(minutes(5));
    EXPECT_EQ(context.log.pending.size(), 1u) << "no tombstone follows it";
    context.log.commit_one();
    context.log.commit_at_once = true;
    context.advance(minutes(50));
    EXPECT_EQ(left().size(), 1u);
    context.restart();
    EXPECT_EQ(left().size(), 1u);
    EXPECT_TRUE(tombstones().empty());
}

TEST_F(Expiry, a_commit_that_follows_the_tombstones_holds) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    context.log.commit_at_once = false;
    context.advance(minutes(61));
    ASSERT_EQ(context.log.pending.size(), 1u);
    EXPECT_EQ(left().size(), 1u) << "shown until the tombstones are committed";
    EXPECT_EQ(commit("billing", {{"orders", 0}}), std::nullopt);
    context.log.commit_one();
    EXPECT_TRUE(left().empty());
    context.log.commit_one();
    EXPECT_EQ(left().size(), 1u);
    context.log.commit_at_once = true;
    context.restart();
    EXPECT_EQ(left().size(), 1u);
}

TEST_F(Expiry, who_joins_while_the_tombstones_are_written_has_a_group) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    context.log.commit_at_once = false;
    context.advance(minutes(61));
    ASSERT_EQ(context.log.pending.size(), 1u);
    TestMember member{.name = "a"};
    context.join_fully(member);
    context.log.commit_one();
    context.log.commit_at_once = true;
    context.advance(Milliseconds(100));
    ASSERT_TRUE(member.join);
    context.sync_all({&member});
    EXPECT_EQ(context.heartbeat(member), ErrorCode::NONE);
    EXPECT_TRUE(left().empty());
}

TEST_F(Expiry, tombstones_that_cannot_be_written_are_tried_again) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    context.log.refuse_with = ErrorCode::NOT_ENOUGH_REPLICAS;
    context.advance(minutes(70));
    EXPECT_EQ(left().size(), 1u);
    EXPECT_TRUE(events().empty());
    context.log.refuse_with.reset();
    context.advance(minutes(2));
    EXPECT_TRUE(groups().empty());
}

TEST_F(Expiry, who_does_not_coordinate_any_more_expires_nothing) {
    ASSERT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    for (std::int32_t partition = 0; partition < context.log.partitions; ++partition)
        context.coordinator->on_resigned(partition, LeaderEpoch(context.epoch + 1));
    context.advance(minutes(120));
    EXPECT_TRUE(tombstones().empty());
    EXPECT_TRUE(context.log.pending.empty());
}

// The coordinator's log may be compacted: tombstones, and what they erased, are gone from it then, in any combination that a cleaner
// leaves.
TEST_F(Expiry, a_log_whose_tombstones_were_compacted_away_loads_the_same) {
    ASSERT_EQ(commit("billing", {{"orders", 0}, {"orders", 1}}), ErrorCode::NONE);
    context.advance(minutes(61));
    EXPECT_TRUE(groups().empty());
    auto& records = context.log.committed[partition_for("billing", context.log.partitions)];
    std::map<Bytes, std::size_t> last;
    for (std::size_t i = 0; i < records.size(); ++i) last[records[i].key] = i;
    std::vector<KeyValue> compacted;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (last.at(records[i].key) == i) compacted.push_back(records[i]);
    }
    ASSERT_EQ(compacted.size(), 3u);
    records = compacted;
    context.restart();
    EXPECT_TRUE(groups().empty());
    // delete.retention.ms is over for the first of them.
    records.erase(records.begin());
    context.restart();
    EXPECT_TRUE(groups().empty());
    records.clear();
    context.restart();
    EXPECT_TRUE(groups().empty());
    EXPECT_EQ(commit("billing", {{"orders", 0}}), ErrorCode::NONE);
    EXPECT_EQ(left().size(), 1u);
}

TEST_F(Expiry, many_offsets_go_in_batches_of_bounded_size_one_after_another) {
    constexpr int partitions = 2500;
    std::vector<TopicPartition> all;
    for (int i = 0; i < partitions; ++i) all.push_back({"orders", i});
    ASSERT_EQ(commit("billing", all), ErrorCode::NONE);
    context.log.commit_at_once = false;
    context.advance(minutes(61));
    std::vector<std::size_t> sizes;
    while (!context.log.pending.empty()) {
        ASSERT_EQ(context.log.pending.size(), 1u) << "the next batch waits for the one before";
        sizes.push_back(context.log.pending.front().records.size());
        context.log.commit_one();
        context.settle();
    }
    EXPECT_LE(std::ranges::max(sizes), 1000u);
    EXPECT_EQ(sizes.size(), 3u);
    EXPECT_TRUE(groups().empty());
    EXPECT_EQ(tombstones().size(), partitions + 1u);
    EXPECT_EQ(tombstones().back(), "group");
    EXPECT_EQ(std::ranges::count(tombstones(), "group"), 1);
}

TEST_F(Expiry, a_group_to_which_somebody_commits_between_the_batches_stays) {
    std::vector<TopicPartition> all;
    for (int i = 0; i < 1500; ++i) all.push_back({"orders", i});
    ASSERT_EQ(commit("billing", all), ErrorCode::NONE);
    context.log.commit_at_once = false;
    context.advance(minutes(61));
    ASSERT_EQ(context.log.pending.size(), 1u);
    EXPECT_EQ(commit("billing", {{"orders", 3}}), std::nullopt);
    context.log.commit_at_once = true;
    context.log.commit_one();
    context.log.commit_one();
    context.advance(minutes(2));
    EXPECT_EQ(left(), (std::vector<TopicPartition>{{"orders", 3}}));
    context.restart();
    EXPECT_EQ(left(), (std::vector<TopicPartition>{{"orders", 3}}));
}

TEST_F(Expiry, many_groups_expire_in_one_look) {
    context.log.partitions = 1;
    context.restart();
    for (int i = 0; i < 2200; ++i) {
        // One in ten is used again later.
        ASSERT_EQ(commit(fmt::format("group-{:04}", i), {{"orders", 0}}), ErrorCode::NONE);
    }
    context.advance(minutes(30));
    for (int i = 0; i < 2200; i += 10) ASSERT_EQ(commit(fmt::format("group-{:04}", i), {{"orders", 1}}), ErrorCode::NONE);
    context.advance(minutes(32));
    EXPECT_EQ(groups().size(), 220u);
    for (const std::string& group : groups()) EXPECT_EQ(left(group), (std::vector<TopicPartition>{{"orders", 1}}));
    context.restart();
    EXPECT_EQ(groups().size(), 220u);
}

// DeleteGroups of more than a batch should hold.
TEST_F(Expiry, a_large_group_is_deleted_in_several_batches_and_answered_once) {
    std::vector<TopicPartition> all;
    for (int i = 0; i < 2500; ++i) all.push_back({"orders", i});
    ASSERT_EQ(commit("billing", all), ErrorCode::NONE);
    int answers = 0;
    context.coordinator->handle(messages::DeleteGroupsRequest{.groups_names = {"billing"}},
                                [&](const messages::DeleteGroupsResponse& response) {
                                    ++answers;
                                    EXPECT_EQ(response.results.at(0).error_code, ErrorCode::NONE);
                                });
    context.settle();
    EXPECT_EQ(answers, 1);
    EXPECT_TRUE(groups().empty());
    EXPECT_EQ(tombstones().size(), 2501u);
    EXPECT_TRUE(events().empty()) << "somebody asked for it";
    context.restart();
    EXPECT_TRUE(groups().empty());
}

}  // namespace
}  // namespace vitrine::coordinator
