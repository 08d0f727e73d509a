// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

// Who leads when brokers fail and return: clean, eligible (KIP-966), last known, unclean, preferred.
namespace vitrine::metadata::testing {
namespace {

using observe::LeaderChangeCause;

struct ElectionResult {
    ErrorCode code = ErrorCode::NONE;
    std::vector<messages::ElectLeadersResponse::ReplicaElectionResult> results;
};
ElectionResult elect(ControllerTestContext& context, int type, std::optional<std::vector<std::pair<std::string, int>>> partitions) {
    messages::ElectLeadersRequest request;
    request.election_type = static_cast<std::int8_t>(type);
    if (partitions) {
        request.topic_partitions.emplace();
        for (const auto& [topic, index] : *partitions) request.topic_partitions->push_back({topic, {index}});
    } else {
        request.topic_partitions.reset();
    }
    auto response = context.ask<messages::ElectLeadersResponse>(request, 2);
    return {response.error_code, std::move(response.replica_election_results)};
}
ErrorCode elect_one(ControllerTestContext& context, int type, const std::string& topic, int index = 0) {
    const auto result = elect(context, type, {{{topic, index}}});
    EXPECT_EQ(result.code, ErrorCode::NONE);
    return result.results.at(0).partition_result.at(0).error_code;
}
constexpr int preferred = 0;
constexpr int unclean = 1;

class Elections : public ::testing::Test {
protected:
    Elections() {
        context.lead();
        context.start_brokers({1, 2, 3});
    }
    // Three replicas on 1, 2, 3.
    void topic(std::map<std::string, std::string> configs = {}) {
        context.create(ControllerTestContext::topic_on("t", {ids({1, 2, 3})}, std::move(configs)));
    }
    std::string state() { return describe(context.partition("t")); }

    ControllerTestContext context;
};

TEST_F(Elections, ANewPartitionIsLedByItsFirstReplica) {
    topic();
    EXPECT_EQ(state(), "leader 1 epoch 0.0 isr 1,2,3");
    const auto elected = context.events<observe::LeaderElected>();
    ASSERT_EQ(elected.size(), 1u);
    EXPECT_EQ(elected[0].cause, LeaderChangeCause::created);
    EXPECT_EQ(elected[0].from, no_broker);
}

TEST_F(Elections, ALeaderThatReturnsFollows) {
    topic();
    context.only({2, 3});
    EXPECT_EQ(state(), "leader 2 epoch 1.1 isr 2,3");
    context.restart_broker(1, false);
    EXPECT_EQ(state(), "leader 2 epoch 1.1 isr 2,3") << "it is back, in nobody's ISR yet";
    context.set_isr("t", 0, ids({2, 3, 1}));
    EXPECT_EQ(state(), "leader 2 epoch 1.2 isr 2,3,1");
}

// --- eligible leader replicas ---

TEST_F(Elections, WhoWasInSyncWhenNothingMoreWasCommittedMayLead) {
    topic({{"min.insync.replicas", "2"}});
    context.only({1, 2});
    EXPECT_EQ(state(), "leader 1 epoch 0.1 isr 1,2");
    context.only({1});
    EXPECT_EQ(state(), "leader 1 epoch 0.2 isr 1 elr 2") << "below min.insync.replicas nothing is committed: 2 has everything";
    context.only({});
    EXPECT_EQ(state(), "leader none epoch 1.3 isr none elr 1,2 last 1");
    context.restart_broker(2, true);
    EXPECT_EQ(state(), "leader 2 epoch 2.4 isr 2 elr 1");
    EXPECT_EQ(context.events<observe::LeaderElected>().back().cause, LeaderChangeCause::leader_returned);
    EXPECT_EQ(context.events<observe::IsrChanged>().back().cause, observe::IsrChangeCause::election);
    context.restart_broker(1, true);
    context.set_isr("t", 0, ids({2, 1}));
    EXPECT_EQ(state(), "leader 2 epoch 2.5 isr 2,1");
}

TEST_F(Elections, WhoLostUnsyncedRecordsIsNotEligible) {
    // KIP-966: C was the last in the ISR and lost power with its tail; B, which had left while still eligible, leads instead.
    topic({{"min.insync.replicas", "2"}});
    context.set_isr("t", 0, ids({1, 2}));
    context.only({1});
    context.only({});
    ASSERT_EQ(state(), "leader none epoch 1.3 isr none elr 1,2 last 1");
    context.restart_broker(1, false);
    EXPECT_EQ(state(), "leader none epoch 1.4 isr none elr 2 last 1");
    context.restart_broker(3, true);
    EXPECT_EQ(state(), "leader none epoch 1.4 isr none elr 2 last 1") << "3 was never eligible";
    context.restart_broker(2, true);
    EXPECT_EQ(state(), "leader 2 epoch 2.5 isr 2");
}

TEST_F(Elections, TheLastLeaderIsTakenWhenNobodyIsEligible) {
    topic();
    context.set_isr("t", 0, ids({1}));
    context.only({2, 3});
    EXPECT_EQ(state(), "leader none epoch 1.2 isr none elr 1 last 1") << "2 and 3 live, but may lack records";
    context.restart_broker(1, false);
    EXPECT_EQ(state(), "leader 1 epoch 2.4 isr 1 recovering") << "nobody knows more than the last leader";
    EXPECT_EQ(context.events<observe::LeaderElected>().back().cause, LeaderChangeCause::unclean_election);
}

TEST_F(Elections, ChangingMinInsyncReplicasForgetsWhoIsEligible) {
    topic({{"min.insync.replicas", "2"}});
    context.set_isr("t", 0, ids({1, 2}));
    context.set_isr("t", 0, ids({1}));
    ASSERT_EQ(state(), "leader 1 epoch 0.2 isr 1 elr 2");
    ASSERT_EQ(context.configure(ResourceType::topic, "t", "min.insync.replicas", "1"), ErrorCode::NONE);
    EXPECT_EQ(state(), "leader 1 epoch 0.3 isr 1") << "1 alone commits from now on: 2 falls behind";
    ASSERT_EQ(context.configure(ResourceType::broker, "", "min.insync.replicas", "2"), ErrorCode::NONE);
}

TEST_F(Elections, TwoBrokersLostAtOnceDoNotLeaveAnEligibleOneBehind) {
    // With min.insync.replicas 1 whoever returns first commits alone; the other must never lead with less.
    topic();
    context.set_isr("t", 0, ids({1, 2}));
    context.only({3});
    EXPECT_EQ(state(), "leader none epoch 1.2 isr none elr 1,2 last 1");
    context.restart_broker(2, true);
    EXPECT_EQ(state(), "leader 2 epoch 2.3 isr 2") << "1 is no longer eligible";
    context.only({3});
    EXPECT_EQ(state(), "leader none epoch 3.4 isr none elr 2 last 2");
    context.restart_broker(1, true);
    EXPECT_EQ(state(), "leader none epoch 3.4 isr none elr 2 last 2");
}

// --- unclean election ---

TEST_F(Elections, UncleanElectionIsOffUnlessTheTopicAllowsIt) {
    topic();
    context.create(ControllerTestContext::topic_on("u", {ids({1, 2, 3})}, {{"unclean.leader.election.enable", "true"}}));
    context.set_isr("t", 0, ids({1}));
    context.set_isr("u", 0, ids({1}));
    context.only({2, 3});
    EXPECT_EQ(state(), "leader none epoch 1.2 isr none elr 1 last 1");
    EXPECT_EQ(describe(context.partition("u")), "leader 2 epoch 1.2 isr 2 recovering");
    const auto elected = context.events<observe::LeaderElected>();
    const auto found =
        std::ranges::find_if(elected, [](const auto& event) { return event.partition.topic == "u" && event.epoch == LeaderEpoch(1); });
    ASSERT_NE(found, elected.end());
    EXPECT_EQ(found->cause, LeaderChangeCause::unclean_election);
}

TEST_F(Elections, AllowingUncleanElectionElectsAtOnce) {
    topic();
    context.set_isr("t", 0, ids({1}));
    context.only({2, 3});
    ASSERT_EQ(context.configure(ResourceType::topic, "t", "unclean.leader.election.enable", "true"), ErrorCode::NONE);
    context.advance(milliseconds(1));
    EXPECT_EQ(state(), "leader 2 epoch 2.3 isr 2 recovering");
}

TEST_F(Elections, AllowingItForEveryBrokerCountsForTopicsThatSayNothing) {
    topic();
    context.set_isr("t", 0, ids({1}));
    context.only({2, 3});
    ASSERT_EQ(context.configure(ResourceType::broker, "", "unclean.leader.election.enable", "true"), ErrorCode::NONE);
    context.advance(milliseconds(1));
    EXPECT_EQ(state(), "leader 2 epoch 2.3 isr 2 recovering");
}

TEST_F(Elections, AnUncleanElectionMayBeAskedForByHand) {
    topic();
    EXPECT_EQ(elect_one(context, unclean, "t"), ErrorCode::ELECTION_NOT_NEEDED) << "it has a leader";
    context.set_isr("t", 0, ids({1}));
    context.only({2, 3});
    EXPECT_EQ(elect_one(context, unclean, "t"), ErrorCode::NONE);
    EXPECT_EQ(state(), "leader 2 epoch 2.3 isr 2 recovering");
    context.set_isr("t", 0, ids({2}));
    context.only({});
    EXPECT_EQ(elect_one(context, unclean, "t"), ErrorCode::ELIGIBLE_LEADERS_NOT_AVAILABLE) << "nobody lives";
}

TEST_F(Elections, WhoComesBackFirstLeadsWhereUncleanElectionIsAllowed) {
    topic({{"unclean.leader.election.enable", "true"}});
    context.set_isr("t", 0, ids({1}));
    context.only({});
    EXPECT_EQ(state(), "leader none epoch 1.2 isr none elr 1 last 1");
    context.restart_broker(3, false);
    EXPECT_EQ(state(), "leader 3 epoch 2.3 isr 3 recovering");
}

// --- preferred election ---

TEST_F(Elections, ThePreferredLeaderIsElectedByHand) {
    topic();
    EXPECT_EQ(elect_one(context, preferred, "t"), ErrorCode::ELECTION_NOT_NEEDED);
    context.only({2, 3});
    EXPECT_EQ(elect_one(context, preferred, "t"), ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE);
    context.restart_broker(1, false);
    EXPECT_EQ(elect_one(context, preferred, "t"), ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE) << "it lives, but is not in sync";
    context.set_isr("t", 0, ids({1, 2, 3}));
    EXPECT_EQ(elect_one(context, preferred, "t"), ErrorCode::NONE);
    EXPECT_EQ(state(), "leader 1 epoch 2.3 isr 1,2,3");
    EXPECT_EQ(context.events<observe::LeaderElected>().back().cause, LeaderChangeCause::preferred_election);
}

TEST_F(Elections, EveryPartitionIsMeantWhereNoneIsNamed) {
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2, 3}), ids({2, 3, 1})}));
    context.only({2, 3});
    context.restart_broker(1, false);
    context.set_isr("t", 0, ids({1, 2, 3}));
    context.set_isr("t", 1, ids({1, 2, 3}));
    const auto result = elect(context, preferred, std::nullopt);
    ASSERT_EQ(result.results.size(), 1u);
    ASSERT_EQ(result.results[0].partition_result.size(), 1u) << "partition 1 has its preferred leader and is not mentioned";
    EXPECT_EQ(result.results[0].partition_result[0].partition_id, 0);
    EXPECT_EQ(result.results[0].partition_result[0].error_message, std::nullopt);
    EXPECT_EQ(context.partition("t", 0).leader, BrokerId(1));
}

TEST_F(Elections, WrongElectionsAreRefused) {
    topic();
    EXPECT_EQ(elect_one(context, preferred, "nothing"), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(elect_one(context, preferred, "t", 5), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(elect(context, 7, {{{"t", 0}}}).code, ErrorCode::INVALID_REQUEST);
}

TEST_F(Elections, LeadershipReturnsToThePreferredLeaderWithinTheCheckInterval) {
    topic();
    context.only({2, 3});
    context.restart_broker(1, false);
    context.set_isr("t", 0, ids({1, 2, 3}));
    EXPECT_EQ(context.partition("t").leader, BrokerId(2));
    context.advance(seconds(300), {1, 2, 3});
    EXPECT_EQ(state(), "leader 1 epoch 2.3 isr 1,2,3");
}

TEST(LeaderBalance, IsNotDoneWhereItIsSwitchedOff) {
    ControllerTestContext context([](ControllerConfig& config) { config.auto_leader_rebalance_enable = false; });
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2})}));
    context.only({2});
    context.restart_broker(1, false);
    context.set_isr("t", 0, ids({1, 2}));
    context.advance(seconds(700), {1, 2});
    EXPECT_EQ(context.partition("t").leader, BrokerId(2));
}

TEST(LeaderBalance, IsDoneInBatchesUntilAllIsBalanced) {
    ControllerTestContext context([](ControllerConfig& config) { config.elections_per_batch_max = 4; });
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", std::vector(10, ids({1, 2}))));
    context.only({2});
    context.restart_broker(1, false);
    for (int i = 0; i < 10; ++i) context.set_isr("t", i, ids({1, 2}));
    const std::size_t before = context.log.committed().size();
    context.advance(seconds(301), {1, 2});
    std::size_t largest = 0;
    for (std::size_t i = before; i < context.log.committed().size(); ++i)
        largest = std::max(largest, context.log.committed()[i].values.size());
    EXPECT_EQ(largest, 4u);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(context.partition("t", i).leader, BrokerId(1)) << i;
}

TEST(WithoutElr, TheLastMemberOfTheIsrLeadsWhenItReturns) {
    ControllerTestContext context([](ControllerConfig& config) { config.bootstrap_features.erase("eligible.leader.replicas.version"); });
    context.lead();
    context.start_brokers({1, 2});
    context.create(ControllerTestContext::topic_on("t", {ids({1, 2})}));
    context.set_isr("t", 0, ids({1}));
    context.only({2});
    EXPECT_EQ(describe(context.partition("t")), "leader none epoch 1.2 isr 1");
    context.restart_broker(1, false);
    EXPECT_EQ(describe(context.partition("t")), "leader 1 epoch 2.3 isr 1");
}

}  // namespace
}  // namespace vitrine::metadata::testing
