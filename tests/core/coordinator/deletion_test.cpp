// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/coordinator/context.h"

#include "messages/consumer_protocol.h"

// DeleteGroups and OffsetDelete.
namespace vitrine::coordinator {
namespace {

std::shared_ptr<std::optional<messages::DeleteGroupsResponse>> ask_to_delete(GroupContext& context, std::vector<std::string> groups) {
    auto answered = std::make_shared<std::optional<messages::DeleteGroupsResponse>>();
    context.coordinator->handle(messages::DeleteGroupsRequest{.groups_names = std::move(groups)},
                                [answered](messages::DeleteGroupsResponse response) { *answered = std::move(response); });
    context.settle();
    return answered;
}
ErrorCode delete_group(GroupContext& context, const std::string& group = "billing") {
    const auto answered = ask_to_delete(context, {group});
    return *answered ? (*answered)->results.at(0).error_code : ErrorCode::REQUEST_TIMED_OUT;
}

std::optional<messages::OffsetDeleteResponse> delete_offsets(GroupContext& context, const std::string& topic,
                                                             std::vector<std::int32_t> partitions, const std::string& group = "billing") {
    messages::OffsetDeleteRequest request{.group_id = group};
    request.topics.push_back({.name = topic});
    for (const std::int32_t partition : partitions) request.topics.back().partitions.push_back({partition});
    std::optional<messages::OffsetDeleteResponse> answered;
    context.coordinator->handle(request, [&](messages::OffsetDeleteResponse response) { answered = std::move(response); });
    context.settle();
    return answered;
}

Bytes subscription_to(const std::string& topic) {
    Bytes bytes(2, 0);
    messages::ConsumerProtocolSubscription subscription;
    subscription.topics = {topic};
    const Bytes body = wire::encode_to_bytes(subscription, 0);
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
}

TEST(DeleteGroups, a_group_without_members_is_gone_with_its_offsets_also_after_a_failover) {
    GroupContext context;
    ASSERT_EQ(context.commit(10), ErrorCode::NONE);
    EXPECT_EQ(delete_group(context), ErrorCode::NONE);
    EXPECT_TRUE(context.coordinator->group_ids().empty());
    EXPECT_EQ(context.committed_offset(), no_offset);
    context.restart();
    EXPECT_TRUE(context.coordinator->group_ids().empty());
    EXPECT_EQ(context.committed_offset(), no_offset);
    EXPECT_EQ(delete_group(context), ErrorCode::GROUP_ID_NOT_FOUND);
}

TEST(DeleteGroups, a_group_with_members_stays) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.stable_group({&member});
    ASSERT_EQ(context.commit(10, member.join->generation_id.value(), member.id), ErrorCode::NONE);
    EXPECT_EQ(delete_group(context), ErrorCode::NON_EMPTY_GROUP);
    EXPECT_EQ(context.heartbeat(member), ErrorCode::NONE);
    EXPECT_EQ(context.committed_offset(), Offset(10));
    EXPECT_EQ(context.leave(member), ErrorCode::NONE);
    EXPECT_EQ(delete_group(context), ErrorCode::NONE);
    EXPECT_EQ(context.committed_offset(), no_offset);
}

TEST(DeleteGroups, each_group_has_its_answer_once) {
    GroupContext context;
    ASSERT_EQ(context.commit(10), ErrorCode::NONE);
    const auto answered = ask_to_delete(context, {"", "billing", "nobody", "billing"});
    ASSERT_TRUE(*answered);
    ASSERT_EQ((*answered)->results.size(), 3u);
    EXPECT_EQ((*answered)->results[0].error_code, ErrorCode::INVALID_GROUP_ID);
    EXPECT_EQ((*answered)->results[1].error_code, ErrorCode::NONE);
    EXPECT_EQ((*answered)->results[2].error_code, ErrorCode::GROUP_ID_NOT_FOUND);
}

TEST(DeleteGroups, what_cannot_be_written_deletes_nothing) {
    GroupContext context;
    ASSERT_EQ(context.commit(10), ErrorCode::NONE);
    context.log.refuse_with = ErrorCode::NOT_ENOUGH_REPLICAS;
    EXPECT_EQ(delete_group(context), ErrorCode::COORDINATOR_NOT_AVAILABLE);
    EXPECT_EQ(context.committed_offset(), Offset(10));
}

// Commits on either side of the tombstones: what was promised to somebody holds, in memory and in the log alike.
TEST(DeleteGroups, a_commit_that_was_on_its_way_holds) {
    for (const bool commit_first : {true, false}) {
        SCOPED_TRACE(commit_first);
        GroupContext context;
        ASSERT_EQ(context.commit(10), ErrorCode::NONE);
        context.log.commit_at_once = false;
        messages::OffsetCommitRequest other{.group_id = "billing"};
        other.topics.push_back({.name = "orders", .partitions = {{.partition_index = 7, .committed_offset = Offset(70)}}});
        std::optional<ErrorCode> committed;
        const auto commit = [&] {
            context.coordinator->handle(other, 9, [&](messages::OffsetCommitResponse response) {
                committed = response.topics.front().partitions.front().error_code;
            });
        };
        if (commit_first) commit();
        const auto deleted = ask_to_delete(context, {"billing"});
        if (!commit_first) commit();
        EXPECT_FALSE(*deleted) << "the answer waits for the records";
        EXPECT_EQ(context.committed_offset(), Offset(10)) << "nothing is shown that is not committed";
        context.log.commit_one();
        context.log.commit_one();
        ASSERT_TRUE(*deleted);
        EXPECT_EQ((*deleted)->results.at(0).error_code, ErrorCode::NONE);
        EXPECT_EQ(committed, ErrorCode::NONE);
        const auto check = [&] {
            EXPECT_EQ(context.committed_offset(), no_offset);
            EXPECT_EQ(context.view().offsets.size(), 1u);
            EXPECT_EQ(context.view().offsets.at({"orders", 7}).offset, Offset(70));
        };
        check();
        context.log.commit_at_once = true;
        context.restart();
        check();
    }
}

TEST(DeleteGroups, who_joins_while_the_group_is_deleted_has_a_group) {
    GroupContext context;
    ASSERT_EQ(context.commit(10), ErrorCode::NONE);
    context.log.commit_at_once = false;
    const auto deleted = ask_to_delete(context, {"billing"});
    TestMember member{.name = "a"};
    context.join_fully(member);
    context.log.commit_one();
    context.log.commit_at_once = true;
    ASSERT_TRUE(*deleted);
    context.advance(Milliseconds(100));
    ASSERT_TRUE(member.join);
    EXPECT_EQ(member.join->error_code, ErrorCode::NONE);
    context.sync_all({&member});
    EXPECT_EQ(context.heartbeat(member), ErrorCode::NONE);
    EXPECT_EQ(context.committed_offset(), no_offset);
}

TEST(OffsetDelete, only_offsets_of_topics_that_nobody_reads_go) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.join(member, "range", 9, subscription_to("orders"));
    context.join(member, "range", 9, subscription_to("orders"));
    context.sync_all({&member});
    const auto generation = member.join->generation_id.value();
    ASSERT_EQ(context.commit(10, generation, member.id), ErrorCode::NONE);
    messages::OffsetCommitRequest old{.group_id = "billing", .generation_id_or_member_epoch = generation, .member_id = member.id};
    old.topics.push_back({.name = "old", .partitions = {{.partition_index = 1, .committed_offset = Offset(5)}}});
    context.coordinator->handle(old, 9, [](const messages::OffsetCommitResponse&) {});
    context.settle();

    const auto refused = delete_offsets(context, "orders", {0});
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->error_code, ErrorCode::NONE);
    EXPECT_EQ(refused->topics.at(0).partitions.at(0).error_code, ErrorCode::GROUP_SUBSCRIBED_TO_TOPIC);
    EXPECT_EQ(context.committed_offset(), Offset(10));

    const auto deleted = delete_offsets(context, "old", {1, 2});
    ASSERT_TRUE(deleted);
    EXPECT_EQ(deleted->topics.at(0).partitions.at(0).error_code, ErrorCode::NONE);
    EXPECT_EQ(deleted->topics.at(0).partitions.at(1).error_code, ErrorCode::NONE) << "nothing was committed there";
    EXPECT_EQ(context.view().offsets.size(), 1u);
    context.restart();
    EXPECT_EQ(context.view().offsets.size(), 1u);
    EXPECT_EQ(context.committed_offset(), Offset(10));
}

TEST(OffsetDelete, errors_of_the_whole) {
    GroupContext context;
    EXPECT_EQ(delete_offsets(context, "orders", {0})->error_code, ErrorCode::GROUP_ID_NOT_FOUND);
    EXPECT_EQ(delete_offsets(context, "orders", {0}, "")->error_code, ErrorCode::INVALID_GROUP_ID);
    ASSERT_EQ(context.commit(10), ErrorCode::NONE);
    context.log.refuse_with = ErrorCode::NOT_LEADER_OR_FOLLOWER;
    EXPECT_EQ(delete_offsets(context, "orders", {0})->error_code, ErrorCode::NOT_COORDINATOR);
    EXPECT_EQ(context.committed_offset(), Offset(10));
    context.log.refuse_with.reset();
    EXPECT_EQ(delete_offsets(context, "orders", {0})->error_code, ErrorCode::NONE);
    EXPECT_EQ(context.committed_offset(), no_offset);
}

// What is no consumer's protocol says nothing of topics.
TEST(OffsetDelete, a_connect_workers_group_must_be_empty) {
    GroupContext context;
    messages::JoinGroupRequest request{.group_id = "billing", .session_timeout_ms = 10'000, .rebalance_timeout_ms = 30'000};
    request.protocol_type = "connect";
    request.protocols.push_back({.name = "default", .metadata = {1}});
    context.coordinator->handle(request, 3, {"worker", "/127.0.0.1"}, [](const messages::JoinGroupResponse&) {});
    context.settle();
    EXPECT_EQ(delete_offsets(context, "orders", {0})->error_code, ErrorCode::NON_EMPTY_GROUP);
}

}  // namespace
}  // namespace vitrine::coordinator
