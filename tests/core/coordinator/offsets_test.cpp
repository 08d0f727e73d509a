// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/coordinator/context.h"

namespace vitrine::coordinator {
namespace {

TEST(Offsets, a_commit_is_seen_only_when_its_record_is_committed) {
    GroupContext context;
    context.log.commit_at_once = false;
    EXPECT_EQ(context.commit(10), std::nullopt) << "the answer waits for the record";
    EXPECT_EQ(context.committed_offset(), no_offset);
    context.log.commit_one();
    EXPECT_EQ(context.committed_offset(), Offset(10));
}

TEST(Offsets, a_commit_that_cannot_be_written_leaves_the_former_offset) {
    GroupContext context;
    EXPECT_EQ(context.commit(10), ErrorCode::NONE);
    context.log.refuse_with = ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND;
    EXPECT_EQ(context.commit(20), ErrorCode::COORDINATOR_NOT_AVAILABLE);
    EXPECT_EQ(context.committed_offset(), Offset(10));
    context.log.refuse_with = ErrorCode::NOT_LEADER_OR_FOLLOWER;
    EXPECT_EQ(context.commit(20), ErrorCode::NOT_COORDINATOR);
}

TEST(Offsets, commits_take_effect_in_the_order_of_their_records) {
    GroupContext context;
    context.log.commit_at_once = false;
    (void)context.commit(10);
    (void)context.commit(20);
    context.log.commit_one();
    EXPECT_EQ(context.committed_offset(), Offset(10));
    context.log.commit_one();
    EXPECT_EQ(context.committed_offset(), Offset(20));
}

TEST(Offsets, committed_offsets_survive_a_failover_of_the_coordinator) {
    GroupContext context;
    EXPECT_EQ(context.commit(10), ErrorCode::NONE);
    EXPECT_EQ(context.commit(30), ErrorCode::NONE);
    context.restart();
    EXPECT_EQ(context.committed_offset(), Offset(30));
}

// A load that goes on although leadership is over: what it still reads reaches nobody.
TEST(Offsets, what_a_load_reads_after_the_resignation_is_dropped) {
    GroupContext context;
    EXPECT_EQ(context.commit(30), ErrorCode::NONE);
    context.log.hold_loads = true;
    context.restart();
    ASSERT_FALSE(context.log.held_loads.empty());
    for (auto& load : context.log.held_loads) {
        // In the very epoch of the load, as when the replica is removed from this broker.
        context.coordinator->on_resigned(load.partition, LeaderEpoch(context.epoch));
        for (const KeyValue& record : context.log.committed[load.partition])
            load.each(record.key, record.value ? std::optional<ByteSpan>(*record.value) : std::nullopt);
        load.done({});
    }
    EXPECT_TRUE(context.coordinator->group_ids().empty());
}

TEST(Offsets, a_log_that_was_deleted_and_came_again_is_loaded_though_its_epochs_begin_anew) {
    GroupContext context;
    EXPECT_EQ(context.commit(30), ErrorCode::NONE);
    context.coordinator->on_log_deleted();
    EXPECT_TRUE(context.coordinator->group_ids().empty());
    for (std::int32_t partition = 0; partition < context.log.partitions; ++partition) {
        context.coordinator->on_elected(partition, LeaderEpoch(0));
    }
    context.settle();
    EXPECT_EQ(context.committed_offset(), Offset(30)) << "the log of this test still has it";
}

TEST(Offsets, only_members_of_the_present_generation_commit_for_a_group_with_members) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.stable_group({&member});
    EXPECT_EQ(context.commit(5), ErrorCode::UNKNOWN_MEMBER_ID) << "an administrator must wait until the group is empty";
    EXPECT_EQ(context.commit(5, 99, member.id), ErrorCode::ILLEGAL_GENERATION);
    EXPECT_EQ(context.commit(5, member.join->generation_id.value(), "somebody"), ErrorCode::UNKNOWN_MEMBER_ID);
    EXPECT_EQ(context.commit(5, member.join->generation_id.value(), member.id), ErrorCode::NONE);
}

TEST(Offsets, a_member_without_an_assignment_cannot_commit) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.join_fully(member);
    EXPECT_EQ(context.commit(5, member.join->generation_id.value(), member.id), ErrorCode::REBALANCE_IN_PROGRESS);
}

TEST(Offsets, a_commit_counts_as_a_heartbeat) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.stable_group({&member});
    for (int i = 0; i < 5; ++i) {
        context.advance(std::chrono::seconds(6));
        EXPECT_EQ(context.commit(i, member.join->generation_id.value(), member.id), ErrorCode::NONE);
    }
}

TEST(Offsets, metadata_longer_than_allowed_is_refused) {
    GroupContext context;
    EXPECT_EQ(context.commit(5, -1, {}, std::string(4097, 'x')), ErrorCode::OFFSET_METADATA_TOO_LARGE);
    EXPECT_EQ(context.commit(5, -1, {}, std::string(4096, 'x')), ErrorCode::NONE);
}

TEST(Offsets, a_generation_of_an_unknown_group_is_refused) {
    GroupContext context;
    EXPECT_EQ(context.commit(5, 3, "somebody"), ErrorCode::ILLEGAL_GENERATION);
}

TEST(Offsets, topics_may_be_named_by_id) {
    GroupContext context;
    messages::OffsetCommitRequest request;
    request.group_id = "billing";
    for (const Uuid& id : {context.topics.ids.at("orders"), Uuid::from_halves(9, 9)}) {
        auto& topic = request.topics.emplace_back();
        topic.topic_id = id;
        topic.partitions.push_back({.partition_index = 0, .committed_offset = Offset(12)});
    }
    std::vector<ErrorCode> codes;
    context.coordinator->handle(request, 10, [&](messages::OffsetCommitResponse response) {
        for (const auto& topic : response.topics) codes.push_back(topic.partitions.front().error_code);
    });
    context.settle();
    EXPECT_EQ(codes, (std::vector{ErrorCode::NONE, ErrorCode::UNKNOWN_TOPIC_ID}));
    EXPECT_EQ(context.committed_offset(), Offset(12));
}

TEST(Offsets, a_deleted_topic_takes_its_offsets_with_it) {
    GroupContext context;
    EXPECT_EQ(context.commit(10), ErrorCode::NONE);
    context.coordinator->on_topic_deleted("orders");
    context.settle();
    EXPECT_EQ(context.committed_offset(), no_offset);
    context.restart();
    EXPECT_EQ(context.committed_offset(), no_offset);
}

}  // namespace
}  // namespace vitrine::coordinator
