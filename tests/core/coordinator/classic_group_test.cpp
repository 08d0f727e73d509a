// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/coordinator/context.h"

namespace vitrine::coordinator {
namespace {

using State = observe::GroupState;

TEST(ClassicGroup, a_member_is_given_its_id_before_it_joins) {
    GroupContext context;
    TestMember member{.name = "billing-1"};
    context.join(member);
    ASSERT_TRUE(member.join);
    EXPECT_EQ(member.join->error_code, ErrorCode::MEMBER_ID_REQUIRED);
    EXPECT_TRUE(member.id.starts_with("billing-1-"));
    context.join(member);
    ASSERT_TRUE(member.join);
    EXPECT_EQ(member.join->error_code, ErrorCode::NONE);
    EXPECT_EQ(member.join->generation_id, GenerationId(1));
    EXPECT_EQ(member.join->leader, member.id);
    ASSERT_EQ(member.join->members.size(), 1u);
}

TEST(ClassicGroup, an_old_client_joins_without_being_given_an_id_first) {
    GroupContext context;
    TestMember member{.name = "old"};
    context.join(member, "range", 3);
    ASSERT_TRUE(member.join);
    EXPECT_EQ(member.join->error_code, ErrorCode::NONE);
}

TEST(ClassicGroup, the_first_rebalance_waits_for_more_members) {
    GroupConfig config;
    config.group_initial_rebalance_delay_ms = Milliseconds(3000);
    GroupContext context(config);
    TestMember first{.name = "a"}, second{.name = "b"};
    context.join_fully(first);
    EXPECT_FALSE(first.join) << "the answer waits for others";
    context.advance(std::chrono::seconds(2));
    context.join_fully(second);
    context.advance(std::chrono::seconds(2));
    EXPECT_FALSE(first.join) << "a member that came in the meantime prolongs the wait";
    context.advance(std::chrono::seconds(3));
    ASSERT_TRUE(first.join && second.join);
    EXPECT_EQ(first.join->generation_id, GenerationId(1));
    EXPECT_EQ(second.join->generation_id, GenerationId(1));
}

TEST(ClassicGroup, a_committed_assignment_makes_the_group_stable) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first, &second});
    ASSERT_TRUE(first.sync && second.sync);
    EXPECT_EQ(first.sync->assignment, Bytes{0});
    EXPECT_EQ(second.sync->assignment, Bytes{1});
    EXPECT_EQ(context.view().state, State::stable);
    EXPECT_EQ(context.heartbeat(first), ErrorCode::NONE);
}

TEST(ClassicGroup, nobody_is_told_an_assignment_before_it_is_committed) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.join_fully(member);
    context.log.commit_at_once = false;
    context.sync(member, {{member.id, Bytes{7}}});
    EXPECT_FALSE(member.sync);
    EXPECT_EQ(context.view().state, State::completing_rebalance);
    context.log.commit_one();
    ASSERT_TRUE(member.sync);
    EXPECT_EQ(member.sync->assignment, Bytes{7});
}

TEST(ClassicGroup, an_assignment_that_cannot_be_written_begins_another_rebalance) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.join_fully(member);
    context.log.refuse_with = ErrorCode::NOT_ENOUGH_REPLICAS;
    context.sync(member, {{member.id, Bytes{7}}});
    ASSERT_TRUE(member.sync);
    EXPECT_EQ(member.sync->error_code, ErrorCode::COORDINATOR_NOT_AVAILABLE);
    EXPECT_EQ(context.view().state, State::preparing_rebalance);
}

TEST(ClassicGroup, a_member_that_joins_makes_the_others_join_again) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first});
    context.join_fully(second);
    EXPECT_FALSE(second.join) << "waits for the first member";
    EXPECT_EQ(context.heartbeat(first), ErrorCode::REBALANCE_IN_PROGRESS);
    context.join(first);
    ASSERT_TRUE(first.join && second.join);
    EXPECT_EQ(first.join->generation_id, GenerationId(2));
    EXPECT_EQ(first.join->members.size() + second.join->members.size(), 2u) << "only the leader is told the members";
}

TEST(ClassicGroup, a_member_that_leaves_starts_a_rebalance) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first, &second});
    EXPECT_EQ(context.leave(second), ErrorCode::NONE);
    EXPECT_EQ(context.heartbeat(first), ErrorCode::REBALANCE_IN_PROGRESS);
    EXPECT_EQ(context.heartbeat(second), ErrorCode::UNKNOWN_MEMBER_ID);
    EXPECT_EQ(context.leave(second), ErrorCode::UNKNOWN_MEMBER_ID);
}

TEST(ClassicGroup, a_silent_member_is_removed_after_its_session_timeout) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first, &second});
    for (int i = 0; i < 4; ++i) {
        context.advance(std::chrono::seconds(3));
        const ErrorCode answer = context.heartbeat(first);
        EXPECT_TRUE(answer == ErrorCode::NONE || answer == ErrorCode::REBALANCE_IN_PROGRESS);
    }
    EXPECT_EQ(context.heartbeat(second), ErrorCode::UNKNOWN_MEMBER_ID);
    EXPECT_EQ(context.view().members.size(), 1u);
}

TEST(ClassicGroup, a_member_that_does_not_join_again_is_left_behind_after_the_rebalance_timeout) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"}, third{.name = "c"};
    context.stable_group({&first, &second});
    context.join_fully(third);
    for (int i = 0; i < 11; ++i) {  // second is alive but never joins
        context.advance(std::chrono::seconds(3));
        (void)context.heartbeat(second);
        if (i == 0) context.join(first);
    }
    ASSERT_TRUE(first.join && third.join);
    EXPECT_EQ(context.view().members.size(), 2u);
    EXPECT_EQ(context.heartbeat(second), ErrorCode::UNKNOWN_MEMBER_ID);
}

TEST(ClassicGroup, a_member_that_never_syncs_is_removed) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first});
    context.join_fully(second);
    context.join(first);
    const TestMember& leader = first.join->leader == first.id ? first : second;
    TestMember& active = leader.id == first.id ? first : second;
    TestMember& lazy = leader.id == first.id ? second : first;
    context.sync(active, {{active.id, Bytes{1}}, {lazy.id, Bytes{2}}});
    for (int i = 0; i < 11; ++i) {
        context.advance(std::chrono::seconds(3));
        (void)context.heartbeat(active);
        (void)context.heartbeat(lazy);
    }
    EXPECT_EQ(context.heartbeat(lazy), ErrorCode::UNKNOWN_MEMBER_ID);
}

TEST(ClassicGroup, the_last_member_leaves_an_empty_group_of_the_next_generation) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.stable_group({&member});
    EXPECT_EQ(context.leave(member), ErrorCode::NONE);
    EXPECT_EQ(context.view().state, State::empty);
    EXPECT_EQ(context.view().generation, GenerationId(2));
}

TEST(ClassicGroup, requests_of_an_old_generation_are_refused) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first});
    TestMember old = first;
    context.join_fully(second);
    context.join(first);
    EXPECT_EQ(context.heartbeat(old), ErrorCode::ILLEGAL_GENERATION);
    context.sync(old);
    EXPECT_EQ(old.sync->error_code, ErrorCode::ILLEGAL_GENERATION);
}

TEST(ClassicGroup, a_restarted_static_member_takes_its_place_without_a_rebalance) {
    GroupContext context;
    TestMember first{.name = "a", .instance_id = "one"}, second{.name = "b", .instance_id = "two"};
    context.stable_group({&first, &second});
    const GenerationId generation = context.view().generation;
    TestMember again{.name = "b", .instance_id = "two"};
    context.join(again);
    ASSERT_TRUE(again.join);
    EXPECT_EQ(again.join->error_code, ErrorCode::NONE);
    EXPECT_EQ(again.join->generation_id, generation);
    EXPECT_NE(again.id, second.id);
    context.sync(again);
    EXPECT_EQ(again.sync->assignment, second.sync->assignment);
    EXPECT_EQ(context.heartbeat(second), ErrorCode::FENCED_INSTANCE_ID);
    EXPECT_EQ(context.heartbeat(first), ErrorCode::NONE);
}

// Kafka compares the protocol that would be chosen, not its metadata, which name the partitions that a member owns.
TEST(ClassicGroup, a_restarted_static_member_with_other_metadata_causes_no_rebalance_either) {
    GroupContext context;
    TestMember first{.name = "a", .instance_id = "one"}, second{.name = "b", .instance_id = "two"};
    context.stable_group({&first, &second});
    const GenerationId generation = context.view().generation;
    TestMember again{.name = "b", .instance_id = "two"};
    context.join(again, "range", 9, {1, 2, 3});
    ASSERT_TRUE(again.join);
    EXPECT_EQ(again.join->generation_id, generation);
    EXPECT_EQ(context.heartbeat(first), ErrorCode::NONE);
}

TEST(ClassicGroup, a_returning_static_leader_is_told_not_to_assign_again) {
    GroupContext context;
    TestMember first{.name = "a", .instance_id = "one"};
    context.stable_group({&first});
    TestMember again{.name = "a", .instance_id = "one"};
    context.join(again);
    ASSERT_TRUE(again.join);
    EXPECT_TRUE(again.join->skip_assignment);
    EXPECT_EQ(again.join->leader, again.id);
}

// KAFKA-8500: the id of a static member is replaced in every state, not only in a stable group.
TEST(ClassicGroup, of_two_static_members_with_one_instance_only_the_newer_one_lives_during_a_rebalance) {
    GroupContext context;
    TestMember first{.name = "a", .instance_id = "one"}, other{.name = "b"};
    context.stable_group({&first});
    context.join_fully(other);  // a rebalance begins
    context.join(first);        // the former self joins and waits or is answered
    TestMember again{.name = "a", .instance_id = "one"};
    context.join(again);
    EXPECT_EQ(context.heartbeat(first), ErrorCode::FENCED_INSTANCE_ID);
    int instances = 0;
    for (const auto& member : context.view().members) instances += member.group_instance_id == "one" ? 1 : 0;
    EXPECT_EQ(instances, 1);
}

// An error once had a null protocol name, which versions before 7 cannot say.
TEST(ClassicGroup, an_error_can_be_told_in_every_version) {
    GroupContext context;
    TestMember first{.name = "a"};
    context.stable_group({&first});
    for (wire::Version version = 0; version <= 9; ++version) {
        TestMember stranger{.id = "stranger", .name = "b"};
        context.join(stranger, "range", version);
        ASSERT_TRUE(stranger.join);
        EXPECT_EQ(stranger.join->error_code, ErrorCode::UNKNOWN_MEMBER_ID);
        EXPECT_FALSE(wire::encode_to_bytes(*stranger.join, version).empty());
    }
}

TEST(ClassicGroup, members_must_share_an_assignor) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first});
    context.join(second, "sticky");
    EXPECT_EQ(second.join->error_code, ErrorCode::INCONSISTENT_GROUP_PROTOCOL);
}

TEST(ClassicGroup, a_session_timeout_out_of_bounds_is_refused) {
    GroupConfig config = GroupContext::defaults();
    config.group_min_session_timeout_ms = Milliseconds(20'000);
    GroupContext context(config);
    TestMember member{.name = "a"};
    context.join(member);
    EXPECT_EQ(member.join->error_code, ErrorCode::INVALID_SESSION_TIMEOUT);
}

TEST(ClassicGroup, an_asked_for_rebalance_makes_every_member_join_again) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first, &second});
    ASSERT_TRUE(context.coordinator->trigger_rebalance("billing", "the teacher asked"));
    EXPECT_EQ(context.heartbeat(first), ErrorCode::REBALANCE_IN_PROGRESS);
    EXPECT_EQ(context.heartbeat(second), ErrorCode::REBALANCE_IN_PROGRESS);
    EXPECT_FALSE(context.coordinator->trigger_rebalance("nobody", "the teacher asked"));
}

TEST(Coordinator, the_next_coordinator_goes_on_with_the_group_that_the_log_holds) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first, &second});
    const auto before = context.view();
    context.restart();
    const auto after = context.view();
    EXPECT_EQ(after.state, State::stable);
    EXPECT_EQ(after.generation, before.generation);
    EXPECT_EQ(after.members.size(), 2u);
    EXPECT_EQ(context.heartbeat(first), ErrorCode::NONE);
    context.sync(second);
    EXPECT_EQ(second.sync->assignment, Bytes{1});
}

TEST(Coordinator, who_waits_is_told_to_look_elsewhere_when_leadership_ends) {
    GroupContext context;
    TestMember first{.name = "a"}, second{.name = "b"};
    context.stable_group({&first});
    context.join_fully(second);
    ASSERT_FALSE(second.join);
    for (std::int32_t partition = 0; partition < 50; ++partition)
        context.coordinator->on_resigned(partition, LeaderEpoch(context.epoch + 1));
    ASSERT_TRUE(second.join);
    EXPECT_EQ(second.join->error_code, ErrorCode::NOT_COORDINATOR);
    EXPECT_EQ(context.heartbeat(first), ErrorCode::NOT_COORDINATOR);
}

// KAFKA-10614: load and unload go by leader epoch, not by the order in which they happen to run.
TEST(Coordinator, an_election_older_than_a_resignation_loads_nothing) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.stable_group({&member});
    const std::int32_t partition = partition_for("billing", 50);
    context.coordinator->on_resigned(partition, LeaderEpoch(9));
    context.coordinator->on_elected(partition, LeaderEpoch(8));
    context.settle();
    EXPECT_EQ(context.heartbeat(member), ErrorCode::NOT_COORDINATOR);
}

TEST(Coordinator, while_it_loads_it_says_so) {
    GroupContext context;
    context.log.hold_loads = true;
    context.restart();
    TestMember member{.name = "a"};
    context.join(member);
    EXPECT_EQ(member.join->error_code, ErrorCode::COORDINATOR_LOAD_IN_PROGRESS);
}

TEST(Coordinator, groups_are_listed_by_state_and_described) {
    GroupContext context;
    TestMember member{.name = "a"};
    context.stable_group({&member});
    messages::ListGroupsRequest list;
    list.states_filter = {"stable"};
    std::size_t found = 0;
    context.coordinator->handle(list, [&](messages::ListGroupsResponse response) { found = response.groups.size(); });
    EXPECT_EQ(found, 1u);
    list.states_filter = {"Empty"};
    context.coordinator->handle(list, [&](messages::ListGroupsResponse response) { found = response.groups.size(); });
    EXPECT_EQ(found, 0u);
    messages::DescribeGroupsRequest describe;
    describe.groups = {"billing", "nobody"};
    context.coordinator->handle(describe, 6, [&](messages::DescribeGroupsResponse response) {
        ASSERT_EQ(response.groups.size(), 2u);
        EXPECT_EQ(response.groups[0].group_state, "Stable");
        EXPECT_EQ(response.groups[0].protocol_data, "range");
        ASSERT_EQ(response.groups[0].members.size(), 1u);
        EXPECT_EQ(response.groups[0].members[0].client_host, "/127.0.0.1");
        EXPECT_EQ(response.groups[1].error_code, ErrorCode::GROUP_ID_NOT_FOUND);
    });
}

// Java: "billing".hashCode() == -109829509, "그룹".hashCode() == 1427969 (UTF-16 code units).
TEST(Coordinator, a_group_lives_in_the_partition_that_java_would_choose) {
    EXPECT_EQ(partition_for("billing", 50), 9);
    EXPECT_EQ(partition_for("그룹", 50), 19);
    EXPECT_EQ(partition_for("group-😀", 50), 7);
    EXPECT_EQ(partition_for("", 50), 0);
}

}  // namespace
}  // namespace vitrine::coordinator
