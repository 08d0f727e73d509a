// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <gmock/gmock.h>

#include "tests/core/cluster/cluster_scenario.h"

// What a cluster does when its brokers and links fail, said in the command language.
namespace vitrine::cluster::test {
namespace {

constexpr std::string_view three_replicas = "topic create orders --partitions 3 --replication-factor 3 --config min.insync.replicas=2\n";

std::string broker(std::string_view verb, int id) { return "broker " + std::string(verb) + " " + std::to_string(id); }

// All events of one kind, of every node.
template <class Body>
std::vector<Body> told(ClusterScenario& scenario) {
    std::vector<Body> all;
    for (const NodeInfo& node : scenario.cluster.nodes()) {
        for (const Body& body : scenario.cluster.recorded(node.id).all<Body>()) all.push_back(body);
    }
    return all;
}

TEST(FaultsTest, ALeaderThatIsKilledIsReplacedAndComesBackIntoTheIsr) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(three_replicas);
    const int leader = scenario.leader_of("orders");
    scenario.run(broker("kill", leader));
    scenario.run("wait until leader orders 0 is not " + std::to_string(leader));
    scenario.run("wait until isr orders 0 size 2\nexpect brokers 2");
    EXPECT_FALSE(scenario.isr_of("orders").contains(leader));
    scenario.run("produce orders x --partition 0 --count 100");
    scenario.run(broker("start", leader) + "\nwait until brokers 3\nwait until isr orders 0 size 3");
    scenario.run("wait until high-watermark orders 0 >= 100");
    scenario.run("elect preferred orders 0\nwait until leader orders 0 is " + std::to_string(leader));
}

TEST(FaultsTest, NoAcknowledgedRecordIsLostWhileEachBrokerIsKilledInTurn) {
    for (const std::uint64_t seed : seeds(4)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run(three_replicas);
        SteadyProducer producer(scenario, "orders", Milliseconds(5));
        // Each broker, and whoever is the active controller then.
        for (int round = 1; round <= 4; ++round) {
            const int victim = round <= 3 ? round : scenario.controller();
            scenario.run("wait 2s\n" + broker("kill", victim) + "\nwait 12s\n" + broker("start", victim));
            scenario.run("wait until brokers 3\nwait until under-replicated 0");
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); })) << producer.answered() << " of " << producer.sent();
        EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
        EXPECT_GT(producer.acknowledged.size(), 5'000u);
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
    }
}

TEST(FaultsTest, TheQuorumElectsANewControllerThatGoesOnServing) {
    ClusterScenario scenario;
    scenario.start();
    const int controller = scenario.controller();
    scenario.run(broker("kill", controller));
    scenario.run("wait until controller is not " + std::to_string(controller));
    scenario.run("topic create orders --partitions 3 --replication-factor 2\nwait until leader orders 2 any");
    scenario.run(broker("start", controller) + "\nwait until brokers 3\nexpect topic orders");
}

TEST(FaultsTest, AFollowerBehindACutLinkLeavesTheIsrAfterReplicaLagTimeMaxAndReturnsWhenItIsHealed) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(three_replicas);
    // A link that the controller does not need.
    const int controller = scenario.controller();
    const int leader = controller % 3 + 1;
    const int follower = leader % 3 + 1;
    int partition = 0;
    while (scenario.leader_of("orders", partition) != leader) ++partition;
    const std::string name = "orders " + std::to_string(partition);
    SteadyProducer producer(scenario, "orders", Milliseconds(50));
    scenario.run_for(std::chrono::seconds(1));
    const Instant begin = scenario.cluster.now();
    const std::string pair = std::to_string(leader) + " " + std::to_string(follower);
    scenario.run("link cut " + pair);
    // Only a follower that lacks something is behind.
    scenario.run("produce orders x --acks 1 --partition " + std::to_string(partition));
    scenario.run("wait until isr " + name + " size 2 --timeout 60s");
    // replica.lag.time.max.ms is 30 s; the leader looks every half of it.
    EXPECT_GE(scenario.cluster.now() - begin, std::chrono::seconds(29));
    EXPECT_LE(scenario.cluster.now() - begin, std::chrono::seconds(50));
    EXPECT_FALSE(scenario.isr_of("orders", partition).contains(follower));
    const auto changes = told<observe::IsrChanged>(scenario);
    EXPECT_TRUE(std::ranges::any_of(changes, [&](const auto& change) {
        return change.partition == TopicPartition{"orders", partition} && change.cause == observe::IsrChangeCause::lag_time &&
               change.replica == BrokerId(follower);
    }));
    scenario.run("link heal " + pair + "\nwait until under-replicated 0 --timeout 60s");
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
}

TEST(FaultsTest, ASlowLinkDelaysAcknowledgementsAndLosesNothing) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(three_replicas);
    const auto time_of_one_record = [&] {
        const Instant begin = scenario.cluster.now();
        scenario.run("produce orders x --partition 0");
        return scenario.cluster.now() - begin;
    };
    EXPECT_LT(time_of_one_record(), Milliseconds(50));
    scenario.run("link slow 1 2 100ms\nlink slow 2 3 100ms\nlink slow 1 3 100ms");
    EXPECT_GT(time_of_one_record(), Milliseconds(100));
    scenario.run("expect under-replicated 0\nheal all");
    EXPECT_LT(time_of_one_record(), Milliseconds(50));
}

TEST(FaultsTest, ALossyLinkDelaysNowAndThenAndLosesNothing) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(three_replicas);
    SteadyProducer producer(scenario, "orders", Milliseconds(20));
    scenario.run("link lossy 1 2 30%\nlink slow 2 1 5ms\nlink lossy 2 3 10");
    EXPECT_THAT(scenario.cluster.commands().faults(), testing::ElementsAre("link lossy 1 2 30%", "link slow 2 1 5ms", "link lossy 2 3 10"));
    EXPECT_THAT(scenario.refusal("link lossy 1 2 100%"), testing::HasSubstr("from 1 to 90"));
    EXPECT_THAT(scenario.refusal("link lossy 1 2"), testing::HasSubstr("say it as: link cut A B"));
    scenario.run_for(std::chrono::seconds(20));
    scenario.run("link heal 1 2");
    EXPECT_THAT(scenario.cluster.commands().faults(), testing::ElementsAre("link lossy 2 3 10"));
    scenario.run("heal all\nwait until brokers 3\nwait until under-replicated 0 --timeout 60s");
    EXPECT_THAT(scenario.cluster.commands().faults(), testing::IsEmpty());
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_GT(producer.acknowledged.size(), 50u);
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
}

TEST(FaultsTest, APausedBrokerIsFencedAndComesBackWhenItGoesOn) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(three_replicas);
    const int leader = scenario.leader_of("orders");
    scenario.run(broker("pause", leader) + "\nwait until brokers 2 --timeout 60s");
    scenario.run("wait until leader orders 0 is not " + std::to_string(leader));
    scenario.run("produce orders x --partition 0 --count 10");
    scenario.run(broker("resume", leader) + "\nwait until brokers 3\nwait until under-replicated 0");
    scenario.run("wait until high-watermark orders 0 >= 10");
}

TEST(FaultsTest, APausedLeaderDoesNotAcknowledgeAfterItWasReplaced) {
    for (const std::uint64_t seed : seeds(4)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run(three_replicas);
        SteadyProducer producer(scenario, "orders", Milliseconds(10));
        for (int id = 1; id <= 3; ++id) {
            scenario.run("wait 1s\n" + broker("pause", id) + "\nwait 15s\n" + broker("resume", id));
            scenario.run("wait until brokers 3 --timeout 60s\nwait until under-replicated 0 --timeout 60s");
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }, std::chrono::minutes(3)));
        EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
    }
}

TEST(FaultsTest, AControlledStopMovesLeadershipFirst) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(three_replicas);
    SteadyProducer producer(scenario, "orders", Milliseconds(10));
    scenario.run_for(std::chrono::seconds(1));
    const int leader = scenario.leader_of("orders");
    scenario.run(broker("stop", leader));
    // At the moment when the stop is over, somebody else leads already.
    EXPECT_NE(scenario.leader_of("orders"), leader);
    const auto elections = told<observe::LeaderElected>(scenario);
    EXPECT_TRUE(std::ranges::any_of(elections, [&](const auto& election) {
        return election.partition == TopicPartition{"orders", 0} && election.from == BrokerId(leader) &&
               election.cause == observe::LeaderChangeCause::leader_shut_down;
    }));
    for (const auto& fenced : told<observe::BrokerFenced>(scenario)) EXPECT_FALSE(fenced.session_expired);
    scenario.run(broker("start", leader) + "\nwait until brokers 3\nwait until under-replicated 0");
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty());
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
}

TEST(FaultsTest, WithTooFewReplicasInSyncNothingIsAcknowledgedAndNothingIsLost) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3 --config min.insync.replicas=3");
    const int leader = scenario.leader_of("orders");
    scenario.run(broker("kill", leader % 3 + 1) + "\nwait until isr orders 0 size 2");
    EXPECT_NE(scenario.refusal("produce orders x").find("0 of 1 records were acknowledged"), std::string::npos);
    scenario.run("heal all\nwait until under-replicated 0\nproduce orders y");
}

TEST(FaultsTest, ALeaderThatIsCutOffFromEverybodyIsReplacedAndAcknowledgesNothing) {
    for (const std::uint64_t seed : seeds(4)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run(three_replicas);
        SteadyProducer producer(scenario, "orders", Milliseconds(10));
        scenario.run_for(std::chrono::seconds(1));
        const int leader = scenario.leader_of("orders");
        const int second = leader % 3 + 1;
        const int third = second % 3 + 1;
        // Clients still reach everybody.
        scenario.run("link cut " + std::to_string(leader) + " " + std::to_string(second));
        scenario.run("link cut " + std::to_string(leader) + " " + std::to_string(third));
        scenario.run("wait 40s\nheal all\nwait until brokers 3 --timeout 60s\nwait until under-replicated 0 --timeout 60s");
        EXPECT_NE(scenario.leader_of("orders"), leader);
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }, std::chrono::minutes(3)));
        EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
    }
}

TEST(FaultsTest, ALinkThatIsCutInOneDirectionOnlyLosesNothing) {
    for (const std::uint64_t seed : seeds(4)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run(three_replicas);
        SteadyProducer producer(scenario, "orders", Milliseconds(10));
        for (int id = 1; id <= 3; ++id) {
            scenario.cluster.cut_one_way(BrokerId(id), BrokerId(id % 3 + 1));
            scenario.run_for(std::chrono::seconds(40));
            scenario.cluster.heal_link(BrokerId(id), BrokerId(id % 3 + 1));
            scenario.run("wait until brokers 3 --timeout 60s\nwait until under-replicated 0 --timeout 60s");
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }, std::chrono::minutes(3)));
        EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
    }
}

TEST(FaultsTest, FiveBrokersLoseTwoAndServeOn) {
    ClusterScenario scenario(5);
    scenario.start();
    scenario.run("topic create orders --partitions 6 --replication-factor 3 --config min.insync.replicas=2");
    SteadyProducer producer(scenario, "orders", Milliseconds(10));
    scenario.run("wait 1s\nbroker kill 1\nbroker kill 2\nwait until brokers 3 --timeout 60s");
    scenario.run("expect controller any\ntopic create payments --partitions 2 --replication-factor 3\nwait until leader payments 1 any");
    scenario.run("heal all\nwait until brokers 5\nwait until under-replicated 0 --timeout 60s\nexpect leaderless 0");
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }, std::chrono::minutes(3)));
    EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 6));
}

}  // namespace
}  // namespace vitrine::cluster::test
