// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

// AlterPartition: what a leader may change, and in which order a request is checked.
namespace vitrine::metadata::testing {
namespace {

class AlterPartition : public ::testing::Test {
protected:
    AlterPartition() {
        context.lead();
        context.start_brokers({1, 2, 3});
        context.create(ControllerTestContext::topic_on("t", {ids({1, 2, 3})}));
    }
    ErrorCode code(const messages::AlterPartitionRequest& request) { return context.alter(request).error_code; }
    auto& data(messages::AlterPartitionRequest& request) { return ControllerTestContext::only_partition(request); }

    ControllerTestContext context;
};

TEST_F(AlterPartition, ShrinksAndGrowsTheIsr) {
    auto answer = context.alter(context.alter_isr("t", 0, ids({1, 2})));
    EXPECT_EQ(answer.error_code, ErrorCode::NONE);
    EXPECT_EQ(answer.leader_id, BrokerId(1));
    EXPECT_EQ(answer.leader_epoch, LeaderEpoch(0)) << "a shrink is no new leadership";
    EXPECT_EQ(answer.partition_epoch, PartitionEpoch(1));
    EXPECT_EQ(answer.isr, ids({1, 2}));
    answer = context.alter(context.alter_isr("t", 0, ids({1, 2, 3})));
    EXPECT_EQ(answer.partition_epoch, PartitionEpoch(2));
    EXPECT_EQ(describe(context.partition("t")), "leader 1 epoch 0.2 isr 1,2,3");
    EXPECT_TRUE(context.events<observe::IsrChanged>().empty()) << "the leader itself tells, with its reason";
}

TEST_F(AlterPartition, WithoutAChangeThereIsNoRecord) {
    const Offset end = context.log.log_end();
    const auto answer = context.alter(context.alter_isr("t", 0, ids({1, 2, 3})));
    EXPECT_EQ(answer.error_code, ErrorCode::NONE);
    EXPECT_EQ(answer.partition_epoch, PartitionEpoch(0));
    EXPECT_EQ(context.log.log_end(), end);
}

TEST_F(AlterPartition, VersionTwoNamesBrokersWithoutEpochs) {
    auto request = context.alter_isr("t", 0, ids({1, 3}));
    data(request).new_isr = ids({1, 3});
    data(request).new_isr_with_epochs.clear();
    EXPECT_EQ(context.alter(request, 2).error_code, ErrorCode::NONE);
    EXPECT_EQ(describe(context.partition("t")), "leader 1 epoch 0.1 isr 1,3");
}

TEST_F(AlterPartition, ARequestOfAnotherLifeOfTheBrokerIsStale) {
    auto request = context.alter_isr("t", 0, ids({1}));
    request.broker_epoch = BrokerEpoch(request.broker_epoch.value() + 1);
    EXPECT_EQ(context.ask<messages::AlterPartitionResponse>(request, 3).error_code, ErrorCode::STALE_BROKER_EPOCH);
    request.broker_id = BrokerId(9);
    EXPECT_EQ(context.ask<messages::AlterPartitionResponse>(request, 3).error_code, ErrorCode::STALE_BROKER_EPOCH);
}

// Each step breaks the rule named and every later one: the answer shows which is looked at first.
TEST_F(AlterPartition, IsCheckedInKafkasOrder) {
    context.set_isr("t", 0, ids({1, 2}));
    auto wrong = context.alter_isr("t", 0, {});  // an ISR of nobody: INVALID_REQUEST, near the end
    data(wrong).leader_recovery_state = 1;
    context.only({1, 2});
    ASSERT_TRUE(context.broker(3).fenced);

    {
        auto request = wrong;
        request.topics[0].topic_id = Uuid::from_halves(9, 9);
        EXPECT_EQ(code(request), ErrorCode::UNKNOWN_TOPIC_ID);
    }
    {
        auto request = wrong;
        data(request).partition_index = 7;
        data(request).leader_epoch = LeaderEpoch(9);
        EXPECT_EQ(code(request), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    }
    {
        // 1 a leader epoch that this controller does not know yet: it is deposed
        auto request = wrong;
        data(request).leader_epoch = LeaderEpoch(1);
        data(request).partition_epoch = PartitionEpoch(0);
        EXPECT_EQ(code(request), ErrorCode::NOT_CONTROLLER);
    }
    {
        // 2 likewise a partition epoch, even beside an old leader epoch (KAFKA-14154)
        auto request = wrong;
        data(request).leader_epoch = LeaderEpoch(-1);
        data(request).partition_epoch = PartitionEpoch(2);
        EXPECT_EQ(code(request), ErrorCode::NOT_CONTROLLER);
    }
    {
        // 3 an old leader epoch, before the question who leads
        auto request = wrong;
        data(request).leader_epoch = LeaderEpoch(-1);
        request.broker_id = BrokerId(2);
        request.broker_epoch = context.epochs[BrokerId(2)];
        EXPECT_EQ(code(request), ErrorCode::FENCED_LEADER_EPOCH);
    }
    {
        // 4 who does not lead, before an old partition epoch
        auto request = wrong;
        data(request).partition_epoch = PartitionEpoch(0);
        request.broker_id = BrokerId(2);
        request.broker_epoch = context.epochs[BrokerId(2)];
        EXPECT_EQ(code(request), ErrorCode::INVALID_REQUEST);
    }
    {
        // 5 an old partition epoch, before the ISR is looked at
        auto request = wrong;
        data(request).partition_epoch = PartitionEpoch(0);
        EXPECT_EQ(code(request), ErrorCode::INVALID_UPDATE_VERSION);
    }
    // 6 the ISR: nobody; a stranger; someone twice; without the leader
    EXPECT_EQ(code(wrong), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(code(context.alter_isr("t", 0, ids({1, 9}))), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(code(context.alter_isr("t", 0, ids({1, 2, 2}))), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(code(context.alter_isr("t", 0, ids({2, 3}))), ErrorCode::INVALID_REQUEST)
        << "3 is fenced, but the leader is missing: that comes first";
    {
        // 7 a recovering leader is alone; and one that has recovered does not recover again; both before the members' state
        auto request = context.alter_isr("t", 0, ids({1, 3}));
        data(request).leader_recovery_state = 1;
        EXPECT_EQ(code(request), ErrorCode::INVALID_REQUEST);
        request = context.alter_isr("t", 0, ids({1}));
        data(request).leader_recovery_state = 1;
        EXPECT_EQ(code(request), ErrorCode::INVALID_REQUEST);
        data(request).leader_recovery_state = 5;
        EXPECT_EQ(code(request), ErrorCode::INVALID_REQUEST);
    }
    // 8 fenced
    EXPECT_EQ(code(context.alter_isr("t", 0, ids({1, 2, 3}))), ErrorCode::INELIGIBLE_REPLICA);
}

TEST_F(AlterPartition, ABrokerThatIsShuttingDownDoesNotJoin) {
    // KAFKA-13916 (KIP-841): a last fetch must not bring it back into the ISR.
    auto request = context.heartbeat(1);
    request.want_shut_down = true;
    (void)context.ask<messages::BrokerHeartbeatResponse>(request, 2);
    ASSERT_EQ(describe(context.partition("t")), "leader 2 epoch 1.1 isr 2,3");
    EXPECT_EQ(code(context.alter_isr("t", 0, ids({1, 2, 3}))), ErrorCode::INELIGIBLE_REPLICA);
}

TEST_F(AlterPartition, ALateRequestDoesNotAdmitAnotherLifeOfABroker) {
    // KAFKA-14617 (KIP-903): the leader saw broker 3 in its former life; meanwhile its disk was replaced.
    context.set_isr("t", 0, ids({1, 2}));
    auto late = context.alter_isr("t", 0, ids({1, 2, 3}));
    context.only({1, 2});
    context.restart_broker(3, false);
    EXPECT_EQ(code(late), ErrorCode::INELIGIBLE_REPLICA);
    // -1 says that the leader does not know: accepted, as from version 2.
    data(late).new_isr_with_epochs[2].broker_epoch = no_broker_epoch;
    EXPECT_EQ(code(late), ErrorCode::NONE);
}

TEST_F(AlterPartition, OneBadPartitionDoesNotHoldTheOthersBack) {
    context.create(ControllerTestContext::topic_on("u", {ids({1, 2}), ids({1, 2})}));
    auto request = context.alter_isr("u", 0, ids({1}));
    auto second = context.alter_isr("u", 1, ids({2}));
    request.topics[0].partitions.push_back(second.topics[0].partitions[0]);
    const auto response = context.ask<messages::AlterPartitionResponse>(request, 3);
    EXPECT_EQ(response.topics[0].partitions[0].error_code, ErrorCode::NONE);
    EXPECT_EQ(response.topics[0].partitions[1].error_code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe(context.partition("u", 0)), "leader 1 epoch 0.1 isr 1");
    EXPECT_EQ(describe(context.partition("u", 1)), "leader 1 epoch 0.0 isr 1,2");
}

TEST_F(AlterPartition, TheSamePartitionTwiceIsJudgedByTheFirst) {
    auto request = context.alter_isr("t", 0, ids({1, 2}));
    request.topics[0].partitions.push_back(request.topics[0].partitions[0]);
    const auto response = context.ask<messages::AlterPartitionResponse>(request, 3);
    EXPECT_EQ(response.topics[0].partitions[0].error_code, ErrorCode::NONE);
    EXPECT_EQ(response.topics[0].partitions[1].error_code, ErrorCode::INVALID_UPDATE_VERSION);
}

TEST_F(AlterPartition, AnAnswerWithoutRecordsWaitsForTheRecordsItSaw) {
    // KAFKA-14154: a deposed controller that has appended the very same change must not say that it is done.
    auto request = context.alter_isr("t", 0, ids({1, 2}));
    const auto first = context.send<messages::AlterPartitionResponse>(request, 3);
    data(request).partition_epoch = PartitionEpoch(1);
    const auto second = context.send<messages::AlterPartitionResponse>(request, 3);
    EXPECT_FALSE(first->has_value());
    EXPECT_FALSE(second->has_value()) << "nothing to write, but what it saw is not committed";
    context.lose_leadership();
    ASSERT_TRUE(first->has_value());
    ASSERT_TRUE(second->has_value());
    EXPECT_EQ((*first)->error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ((*second)->error_code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(describe(context.partition("t")), "leader 1 epoch 0.0 isr 1,2,3");
}

TEST_F(AlterPartition, ARecoveringLeaderSaysThatItHasRecovered) {
    context.create(ControllerTestContext::topic_on("u", {ids({1, 2})}, {{"unclean.leader.election.enable", "true"}}));
    context.set_isr("u", 0, ids({1}));
    context.only({2, 3});
    EXPECT_EQ(describe(context.partition("u")), "leader 2 epoch 1.2 isr 2 recovering");
    context.restart_broker(1, false);
    auto request = context.alter_isr("u", 0, ids({1, 2}));
    data(request).leader_recovery_state = 1;
    EXPECT_EQ(code(request), ErrorCode::INVALID_REQUEST) << "nobody joins while it recovers";
    data(request).leader_recovery_state = 0;
    const auto answer = context.alter(request);
    EXPECT_EQ(answer.error_code, ErrorCode::NONE);
    EXPECT_EQ(answer.leader_recovery_state, 0);
    EXPECT_EQ(describe(context.partition("u")), "leader 2 epoch 1.3 isr 1,2");
}

TEST_F(AlterPartition, WhoEndsAReassignmentAndLosesLeadershipIsTold) {
    // Begun by a controller of Apache Kafka: 4 replaces 1.
    context.start_brokers({4});
    messages::PartitionChangeRecord change;
    change.topic_id = context.topic_id("t");
    change.partition_id = 0;
    change.replicas = ids({1, 2, 3, 4});
    change.adding_replicas = ids({4});
    change.removing_replicas = ids({1});
    context.lose_leadership();
    std::vector<Bytes> values;
    values.push_back(encode_record(change));
    context.log.append_foreign(LeaderEpoch(2), std::move(values));
    context.lead();

    const auto request = context.alter_isr("t", 0, ids({1, 2, 3, 4}));
    EXPECT_EQ(code(request), ErrorCode::NEW_LEADER_ELECTED);
    EXPECT_EQ(describe(context.partition("t")), "leader 2 epoch 1.2 isr 2,3,4");
    EXPECT_EQ(context.partition("t").replicas, ids({2, 3, 4}));
    EXPECT_EQ(context.events<observe::LeaderElected>().back().cause, observe::LeaderChangeCause::reassignment);
}

}  // namespace
}  // namespace vitrine::metadata::testing
