// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

// AlterPartitionReassignments and ListPartitionReassignments: KIP-455, KIP-860, and what AlterPartition makes of them.
namespace vitrine::metadata::testing {
namespace {

using messages::AlterPartitionReassignmentsRequest;
using messages::AlterPartitionReassignmentsResponse;
using messages::ListPartitionReassignmentsRequest;
using messages::ListPartitionReassignmentsResponse;

class Reassignment : public ::testing::Test {
protected:
    explicit Reassignment(const std::function<void(ControllerConfig&)>& configure = {}) : context(configure) {
        context.lead();
        context.start_brokers({1, 2, 3, 4, 5});
        context.create(ControllerTestContext::topic_on("t", {ids({1, 2, 3})}));
    }

    static AlterPartitionReassignmentsRequest request(std::optional<std::vector<BrokerId>> replicas, const std::string& topic = "t",
                                                      int index = 0) {
        AlterPartitionReassignmentsRequest request;
        request.topics.push_back({.name = topic, .partitions = {{.partition_index = index, .replicas = std::move(replicas)}}});
        return request;
    }
    using Answered = AlterPartitionReassignmentsResponse::ReassignableTopicResponse::ReassignablePartitionResponse;
    Answered ask(const AlterPartitionReassignmentsRequest& request) {
        const auto response = context.ask<AlterPartitionReassignmentsResponse>(request, 1);
        EXPECT_EQ(response.error_code, ErrorCode::NONE);
        EXPECT_EQ(response.allow_replication_factor_change, request.allow_replication_factor_change);
        return response.responses.at(0).partitions.at(0);
    }
    ErrorCode reassign(std::initializer_list<int> replicas) { return ask(request(ids(replicas))).error_code; }
    ErrorCode cancel() { return ask(request(std::nullopt)).error_code; }
    // "1,2,3 adding none removing none".
    std::string replicas() {
        const PartitionRegistration& partition = context.partition("t");
        const auto list = [](const std::vector<BrokerId>& brokers) {
            std::string text;
            for (const BrokerId broker : brokers) text += (text.empty() ? "" : ",") + std::to_string(broker.value());
            return text.empty() ? std::string("none") : text;
        };
        EXPECT_EQ(partition.replicas.size(), partition.directories.size());
        return list(partition.replicas) + " adding " + list(partition.adding_replicas) + " removing " + list(partition.removing_replicas);
    }
    std::string state() { return describe(context.partition("t")); }
    ListPartitionReassignmentsResponse list(
        std::optional<std::vector<ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics>> topics = std::nullopt) {
        ListPartitionReassignmentsRequest request;
        request.topics = std::move(topics);
        return context.ask<ListPartitionReassignmentsResponse>(request, 0);
    }

    ControllerTestContext context;
};

// --- the course ---

TEST_F(Reassignment, NewReplicasJoinFirstAndOldOnesLeaveWhenAllOfThemAreInSync) {
    EXPECT_EQ(reassign({1, 4, 5}), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,4,5,2,3 adding 4,5 removing 2,3");
    EXPECT_EQ(state(), "leader 1 epoch 0.1 isr 1,2,3") << "nobody is disturbed";
    EXPECT_EQ(context.partition("t").directory_of(BrokerId(4)), directory_of(4)) << "it has one directory: that one";

    context.set_isr("t", 0, ids({1, 2, 3, 4}));
    EXPECT_EQ(replicas(), "1,4,5,2,3 adding 4,5 removing 2,3") << "5 is still missing (KAFKA-15665)";
    context.set_isr("t", 0, ids({1, 2, 3, 4, 5}));
    EXPECT_EQ(replicas(), "1,4,5 adding none removing none");
    EXPECT_EQ(state(), "leader 1 epoch 1.3 isr 1,4,5") << "who was dropped is fenced off by a new leader epoch";
    EXPECT_EQ(context.partition("t").directory_of(BrokerId(5)), directory_of(5));
}

TEST_F(Reassignment, LeadershipMovesWhenTheLeaderIsNotInTheTarget) {
    ASSERT_EQ(reassign({4, 2, 3}), ErrorCode::NONE);
    EXPECT_EQ(state(), "leader 1 epoch 0.1 isr 1,2,3");
    EXPECT_EQ(context.alter(context.alter_isr("t", 0, ids({1, 2, 3, 4}))).error_code, ErrorCode::NEW_LEADER_ELECTED);
    EXPECT_EQ(replicas(), "4,2,3 adding none removing none");
    EXPECT_EQ(state(), "leader 4 epoch 1.2 isr 2,3,4") << "the first of the target leads";
    EXPECT_EQ(context.events<observe::LeaderElected>().back().cause, observe::LeaderChangeCause::reassignment);
    const auto told = context.events<observe::IsrChanged>();
    ASSERT_EQ(told.size(), 1u) << "the old leader knows of no reason: the controller tells";
    EXPECT_EQ(told.back().to, ids({2, 3, 4}));
    EXPECT_EQ(told.back().cause, observe::IsrChangeCause::reassignment);
}

TEST_F(Reassignment, AnotherOrderIsDoneAtOnceAndTheLeaderStays) {
    EXPECT_EQ(reassign({3, 1, 2}), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "3,1,2 adding none removing none");
    EXPECT_EQ(state(), "leader 1 epoch 0.1 isr 1,2,3") << "the next preferred election moves it";
    EXPECT_EQ(context.partition("t").directory_of(BrokerId(3)), directory_of(3)) << "directories follow their replicas";
}

TEST_F(Reassignment, ATargetThatIsInSyncAlreadyIsDoneAtOnce) {
    EXPECT_EQ(reassign({2, 3}), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "2,3 adding none removing none");
    EXPECT_EQ(state(), "leader 2 epoch 1.1 isr 2,3");
}

TEST_F(Reassignment, FewerReplicasOfWhichOneIsNotInSyncWait) {
    context.set_isr("t", 0, ids({1, 2}));
    ASSERT_EQ(reassign({1, 3}), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,3,2 adding none removing 2");
    context.set_isr("t", 0, ids({1, 2, 3}));
    EXPECT_EQ(replicas(), "1,3 adding none removing none");
    EXPECT_EQ(state(), "leader 1 epoch 1.3 isr 1,3");
}

TEST_F(Reassignment, TheSameReplicasAgainAreNoRecord) {
    const Offset end = context.log.log_end();
    EXPECT_EQ(reassign({1, 2, 3}), ErrorCode::NONE);
    EXPECT_EQ(context.log.log_end(), end);
}

TEST_F(Reassignment, ABrokerThatGoesAwayDoesNotEndIt) {
    ASSERT_EQ(reassign({1, 2, 4}), ErrorCode::NONE);
    context.only({1, 2, 3});
    EXPECT_EQ(replicas(), "1,2,4,3 adding 4 removing 3") << "4 is dead: it cannot come into sync, and nobody leaves";
    EXPECT_EQ(context.partition("t").isr, ids({1, 2, 3}));
    context.restart_broker(4, false);
    context.set_isr("t", 0, ids({1, 2, 3, 4}));
    EXPECT_EQ(replicas(), "1,2,4 adding none removing none");
}

TEST_F(Reassignment, TheDeathOfAReplicaThatIsToGoMayEndIt) {
    ASSERT_EQ(reassign({1, 2, 4}), ErrorCode::NONE);
    context.set_isr("t", 0, ids({1, 2, 3}));
    context.only({1, 2, 4, 5});
    EXPECT_EQ(replicas(), "1,2,4,3 adding 4 removing 3");
    context.set_isr("t", 0, ids({1, 2, 4}));
    EXPECT_EQ(replicas(), "1,2,4 adding none removing none") << "3 is not waited for";
}

TEST_F(Reassignment, WhoIsDroppedIsNoEligibleLeader) {
    context.create(ControllerTestContext::topic_on("two", {ids({1, 2})}, {{"min.insync.replicas", "2"}}));
    context.set_isr("two", 0, ids({1}));
    ASSERT_EQ(describe(context.partition("two")), "leader 1 epoch 0.1 isr 1 elr 2");
    EXPECT_EQ(ask(request(ids({1}), "two")).error_code, ErrorCode::NONE);
    EXPECT_EQ(describe(context.partition("two")), "leader 1 epoch 1.2 isr 1") << "2 is no replica any more";
}

// --- what is refused ---

TEST_F(Reassignment, TargetsThatMakeNoSenseAreRefused) {
    auto answered = ask(request(ids({})));
    EXPECT_EQ(answered.error_code, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(answered.error_message, "The manual partition assignment includes an empty replica list.");
    answered = ask(request(ids({1, 2, 2})));
    EXPECT_EQ(answered.error_code, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(answered.error_message, "The manual partition assignment includes the broker 2 more than once.");
    answered = ask(request(ids({1, 2, 9})));
    EXPECT_EQ(answered.error_code, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(answered.error_message, "The manual partition assignment includes broker 9, but no such broker is registered.");
    EXPECT_EQ(reassign({1, 2, -1}), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    answered = ask(request(ids({1}), "nothing"));
    EXPECT_EQ(answered.error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(answered.error_message, "Unable to find a topic named nothing.");
    answered = ask(request(ids({1}), "t", 4));
    EXPECT_EQ(answered.error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(answered.error_message, "Unable to find partition t:4.");
    EXPECT_EQ(replicas(), "1,2,3 adding none removing none");
}

TEST_F(Reassignment, AFencedBrokerMayBeATarget) {
    context.only({1, 2, 3, 4});
    ASSERT_TRUE(context.broker(5).fenced);
    EXPECT_EQ(reassign({1, 2, 5}), ErrorCode::NONE) << "it is registered, and will come back";
    EXPECT_EQ(replicas(), "1,2,5,3 adding 5 removing 3");
}

TEST_F(Reassignment, AnotherNumberOfReplicasMayBeForbidden) {
    // KIP-860
    auto smaller = request(ids({1, 4}));
    smaller.allow_replication_factor_change = false;
    const auto answered = ask(smaller);
    EXPECT_EQ(answered.error_code, ErrorCode::INVALID_REPLICATION_FACTOR);
    EXPECT_EQ(answered.error_message, "The replication factor is changed from 3 to 2");
    auto same = request(ids({1, 2, 4}));
    same.allow_replication_factor_change = false;
    EXPECT_EQ(ask(same).error_code, ErrorCode::NONE);
    // Four are listed now, but three are meant.
    auto again = request(ids({1, 2, 5}));
    again.allow_replication_factor_change = false;
    EXPECT_EQ(ask(again).error_code, ErrorCode::NONE);
    // An unknown broker is told of first.
    auto both = request(ids({1, 9}));
    both.allow_replication_factor_change = false;
    EXPECT_EQ(ask(both).error_code, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
}

TEST_F(Reassignment, OneBadPartitionDoesNotHoldTheOthersBack) {
    auto several = request(ids({1, 2, 4}));
    several.topics[0].partitions.insert(several.topics[0].partitions.begin(), {.partition_index = 8, .replicas = ids({1})});
    several.topics.push_back({.name = "nothing", .partitions = {{.partition_index = 0, .replicas = std::nullopt}}});
    const auto response = context.ask<AlterPartitionReassignmentsResponse>(several, 1);
    ASSERT_EQ(response.responses.size(), 2u);
    EXPECT_EQ(response.responses[0].partitions.at(0).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(response.responses[0].partitions.at(1).error_code, ErrorCode::NONE);
    EXPECT_EQ(response.responses[0].partitions.at(1).error_message, std::nullopt);
    EXPECT_EQ(response.responses[1].partitions.at(0).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(replicas(), "1,2,4,3 adding 4 removing 3");
}

TEST_F(Reassignment, AStandbyDoesNotAnswerIt) {
    context.lose_leadership();
    const auto response = context.ask<AlterPartitionReassignmentsResponse>(request(ids({1, 2, 4})), 1);
    EXPECT_EQ(response.error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(response.responses.at(0).partitions.at(0).error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(context.ask<ListPartitionReassignmentsResponse>(ListPartitionReassignmentsRequest{}, 0).error_code,
              ErrorCode::NOT_CONTROLLER);
}

// --- cancelled, replaced ---

TEST_F(Reassignment, CancelledWhoWasAddedGoes) {
    EXPECT_EQ(cancel(), ErrorCode::NO_REASSIGNMENT_IN_PROGRESS);
    ASSERT_EQ(reassign({1, 4, 5}), ErrorCode::NONE);
    context.set_isr("t", 0, ids({1, 2, 3, 4}));
    EXPECT_EQ(cancel(), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,2,3 adding none removing none");
    EXPECT_EQ(state(), "leader 1 epoch 1.3 isr 1,2,3");
    EXPECT_EQ(cancel(), ErrorCode::NO_REASSIGNMENT_IN_PROGRESS);
}

TEST_F(Reassignment, CancelledALeaderThatWasAddedLeadsNoMore) {
    ASSERT_EQ(reassign({4, 5}), ErrorCode::NONE);
    context.set_isr("t", 0, ids({1, 2, 3, 4}));
    context.only({3, 4, 5});
    messages::ElectLeadersRequest preferred;
    preferred.topic_partitions->push_back({.topic = "t", .partitions = {0}});
    (void)context.ask<messages::ElectLeadersResponse>(preferred, 2);
    ASSERT_EQ(state(), "leader 4 epoch 1.3 isr 3,4");
    EXPECT_EQ(cancel(), ErrorCode::NONE);
    EXPECT_EQ(state(), "leader 3 epoch 2.4 isr 3");
}

TEST_F(Reassignment, CancellationThatWouldLoseRecordsNeedsUncleanElection) {
    ASSERT_EQ(reassign({4, 5}), ErrorCode::NONE);
    context.set_isr("t", 0, ids({1, 4}));
    context.only({3, 4, 5});
    ASSERT_EQ(state(), "leader 4 epoch 1.3 isr 4");
    const auto refused = ask(request(std::nullopt));
    EXPECT_EQ(refused.error_code, ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(refused.error_message, "Unable to revert partition assignment for t:0 because it would require an unclean leader election.");
    ASSERT_EQ(context.configure(ResourceType::topic, "t", "unclean.leader.election.enable", "true"), ErrorCode::NONE);
    EXPECT_EQ(cancel(), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,2,3 adding none removing none");
    EXPECT_EQ(state(), "leader 3 epoch 2.4 isr 3 recovering") << "of 1, 2 and 3 only 3 lives";
}

TEST_F(Reassignment, AnotherTargetReplacesTheFirst) {
    ASSERT_EQ(reassign({1, 2, 4}), ErrorCode::NONE);
    ASSERT_EQ(reassign({1, 2, 5}), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,2,5,3,4 adding 4,5 removing 3,4");
    context.set_isr("t", 0, ids({1, 2, 3, 5}));
    EXPECT_EQ(replicas(), "1,2,5 adding none removing none");
}

TEST_F(Reassignment, WhoWasToGoAndIsWantedAgainStays) {
    ASSERT_EQ(reassign({2, 3, 4}), ErrorCode::NONE);
    ASSERT_EQ(replicas(), "2,3,4,1 adding 4 removing 1");
    ASSERT_EQ(reassign({1, 2, 3, 4}), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,2,3,4 adding 4 removing none");
    context.set_isr("t", 0, ids({1, 2, 3, 4}));
    EXPECT_EQ(replicas(), "1,2,3,4 adding none removing none");
}

TEST_F(Reassignment, BackToTheOldReplicasIsDoneAtOnce) {
    ASSERT_EQ(reassign({1, 2, 4}), ErrorCode::NONE);
    ASSERT_EQ(reassign({1, 2, 3}), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,2,3 adding none removing none");
}

TEST_F(Reassignment, CancelledAfterAnotherTargetTheFirstReplicasAreBack) {
    ASSERT_EQ(reassign({1, 2, 4}), ErrorCode::NONE);
    ASSERT_EQ(reassign({1, 2, 5}), ErrorCode::NONE);
    EXPECT_EQ(cancel(), ErrorCode::NONE);
    EXPECT_EQ(replicas(), "1,2,3 adding none removing none");
}

// --- listed ---

TEST_F(Reassignment, WhatIsUnderWayIsListed) {
    context.create(ControllerTestContext::topic_on("u", {ids({1, 2}), ids({2, 3})}));
    EXPECT_TRUE(list().topics.empty());
    EXPECT_EQ(list().error_message, std::nullopt);
    ASSERT_EQ(reassign({1, 2, 4}), ErrorCode::NONE);
    ASSERT_EQ(ask(request(ids({2, 5}), "u", 1)).error_code, ErrorCode::NONE);

    const auto all = list();
    ASSERT_EQ(all.topics.size(), 2u);
    EXPECT_EQ(all.topics[0].name, "t");
    ASSERT_EQ(all.topics[0].partitions.size(), 1u);
    EXPECT_EQ(all.topics[0].partitions[0].replicas, ids({1, 2, 4, 3}));
    EXPECT_EQ(all.topics[0].partitions[0].adding_replicas, ids({4}));
    EXPECT_EQ(all.topics[0].partitions[0].removing_replicas, ids({3}));
    ASSERT_EQ(all.topics[1].partitions.size(), 1u);
    EXPECT_EQ(all.topics[1].partitions[0].partition_index, 1);

    using Asked = ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics;
    const auto some =
        list(std::vector<Asked>{{.name = "u", .partition_indexes = {0, 1, 7}}, {.name = "nothing", .partition_indexes = {0}}});
    ASSERT_EQ(some.topics.size(), 1u);
    EXPECT_EQ(some.topics[0].partitions.size(), 1u);
    EXPECT_TRUE(list(std::vector<Asked>{{.name = "u", .partition_indexes = {0}}}).topics.empty());
    EXPECT_TRUE(list(std::vector<Asked>{}).topics.empty()) << "none are asked for: not the same as all";
}

}  // namespace
}  // namespace vitrine::metadata::testing
