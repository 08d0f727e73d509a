// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/sim_cluster.h"

#include <iostream>

#include <gmock/gmock.h>

#include "observe/mailbox.h"
#include "tests/core/cluster/cluster_scenario.h"

namespace vitrine::cluster::test {
namespace {

using observe::NodeRun;
using ::testing::HasSubstr;

NodeInfo node_info(ClusterScenario& scenario, int id) { return scenario.cluster.nodes().at(static_cast<std::size_t>(id - 1)); }

// The answer of a call of Host.
Status answer_of(ClusterScenario& scenario, const std::function<void(Host::Done)>& call) {
    std::optional<Status> answer;
    call([&](Status status) {
        EXPECT_FALSE(answer) << "an answer comes once";
        answer = std::move(status);
    });
    EXPECT_FALSE(answer) << "an answer comes later";
    EXPECT_TRUE(scenario.run_until([&] { return answer.has_value(); })) << "no answer came";
    return answer.value_or(failure(ErrorCode::REQUEST_TIMED_OUT, "no answer"));
}

std::uint64_t run_with_faults(std::uint64_t seed) {
    ClusterScenario scenario(3, {}, seed);
    scenario.start();
    scenario.run(R"(
        workload start demo --rate 100
        wait 2s
        broker kill 1
        wait 3s
        broker start 1
        link cut 2 3
        wait 5s
        link slow 1 2 20ms
        broker pause 3
        wait 2s
        heal all
        wait until brokers 3
        group crash-member billing
        wait 12s
        broker stop 2
        broker start 2
        wait until under-replicated 0
        workload stop
        wait 2s
    )");
    scenario.cluster.crash_node(BrokerId(2), {.bytes = env::sim::UnsyncedBytes::torn}, [](const Status&) {});
    scenario.run("wait 1s\nbroker start 2\nwait until brokers 3\nwait until under-replicated 0");
    return scenario.cluster.digest();
}

TEST(SimClusterTest, TheSameSeedGivesTheSameRunAlsoUnderFaults) {
    const std::uint64_t digest = run_with_faults(7);
    EXPECT_EQ(run_with_faults(7), digest);
    EXPECT_NE(run_with_faults(8), digest);
    // To compare builds of other types and other machines.
    std::cout << "digest of seed 7: " << digest << '\n';
}

TEST(SimClusterTest, WhoLooksChangesNothing) {
    const auto run = [](bool looked_at) {
        SimClusterOptions options;
        auto mailbox = std::make_unique<observe::DeltaMailbox>();
        if (looked_at) {
            options.observer_of = [&mailbox](BrokerId id) {
                auto observer = std::make_unique<observe::MailboxObserver>(id, *mailbox, [] {});
                observer->set_interest({.views = true, .segments = true, .wire = true});
                return observer;
            };
        }
        ClusterScenario scenario(std::move(options));
        scenario.start();
        scenario.run("workload start demo\nwait 3s\nbroker kill 2\nwait 3s\nbroker start 2\nwait 3s");
        if (looked_at) {
            const observe::ClusterDelta seen = mailbox->take();
            EXPECT_EQ(seen.nodes.size(), 3u);
            EXPECT_FALSE(seen.events.empty());
            EXPECT_FALSE(seen.frames.empty());
        }
        return scenario.cluster.digest();
    };
    EXPECT_EQ(run(false), run(true));
}

TEST(SimClusterTest, ANodeGoesThroughItsStates) {
    ClusterScenario scenario;
    scenario.start();
    EXPECT_EQ(node_info(scenario, 1).run, NodeRun::running);
    EXPECT_TRUE(node_info(scenario, 1).ready);
    EXPECT_TRUE(answer_of(scenario, [&](Host::Done done) { scenario.cluster.pause_node(BrokerId(1), std::move(done)); }));
    EXPECT_EQ(node_info(scenario, 1).run, NodeRun::paused);
    EXPECT_FALSE(node_info(scenario, 1).ready);
    EXPECT_TRUE(answer_of(scenario, [&](Host::Done done) { scenario.cluster.resume_node(BrokerId(1), std::move(done)); }));
    EXPECT_EQ(node_info(scenario, 1).run, NodeRun::running);
    EXPECT_TRUE(answer_of(scenario, [&](Host::Done done) { scenario.cluster.kill_node(BrokerId(1), std::move(done)); }));
    EXPECT_EQ(node_info(scenario, 1).run, NodeRun::killed);
    EXPECT_TRUE(answer_of(scenario, [&](Host::Done done) { scenario.cluster.start_node(BrokerId(1), std::move(done)); }));
    EXPECT_EQ(node_info(scenario, 1).run, NodeRun::running);
    ASSERT_TRUE(scenario.run_until([&] { return scenario.cluster.ready(); }));
    EXPECT_TRUE(answer_of(scenario, [&](Host::Done done) { scenario.cluster.stop_node(BrokerId(1), std::move(done)); }));
    EXPECT_EQ(node_info(scenario, 1).run, NodeRun::stopped);
}

TEST(SimClusterTest, WhatANodeIsNotInAStateForIsRefused) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("broker kill 1\nbroker pause 2");
    EXPECT_EQ(scenario.refusal("broker kill 1"), "broker 1 is killed, so it cannot be killed");
    EXPECT_EQ(scenario.refusal("broker stop 1"), "broker 1 is killed, so it cannot be stopped");
    EXPECT_EQ(scenario.refusal("broker pause 1"), "broker 1 is killed, so it cannot be paused");
    EXPECT_EQ(scenario.refusal("broker resume 1"), "broker 1 is killed, so it cannot be resumed");
    EXPECT_EQ(scenario.refusal("broker stop 2"), "broker 2 is paused, so it cannot be stopped");
    EXPECT_EQ(scenario.refusal("broker start 2"), "broker 2 is paused, so it cannot be started");
    scenario.run("broker kill 2\nbroker start 2\nbroker start 1\nwait until brokers 3");
}

TEST(SimClusterTest, ANodeMayBeKilledWhileItStartsAndWhileItStops) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("broker kill 1");
    std::optional<Status> started;
    scenario.cluster.start_node(BrokerId(1), [&](Status status) { started = std::move(status); });
    EXPECT_TRUE(answer_of(scenario, [&](Host::Done done) { scenario.cluster.kill_node(BrokerId(1), std::move(done)); }));
    ASSERT_TRUE(scenario.run_until([&] { return started.has_value(); })) << "the start is never answered";
    ASSERT_FALSE(*started);
    EXPECT_EQ(started->error().message, "broker 1 was killed while it started");

    std::optional<Status> stopped;
    scenario.cluster.stop_node(BrokerId(2), [&](Status status) { stopped = std::move(status); });
    scenario.run_for(Milliseconds(1));
    EXPECT_EQ(node_info(scenario, 2).run, NodeRun::stopping);
    EXPECT_TRUE(answer_of(scenario, [&](Host::Done done) { scenario.cluster.kill_node(BrokerId(2), std::move(done)); }));
    ASSERT_TRUE(scenario.run_until([&] { return stopped.has_value(); })) << "the stop is never answered";
    ASSERT_FALSE(*stopped);
    EXPECT_EQ(stopped->error().message, "broker 2 was killed while it stopped");
    EXPECT_EQ(node_info(scenario, 2).run, NodeRun::killed);
}

TEST(SimClusterTest, AWrongSettingIsToldInsteadOfAStart) {
    ClusterScenario scenario(3, {{"log.segment.bytes", "many"}});
    std::optional<Status> ready;
    scenario.cluster.start([&](Status status) { ready = std::move(status); });
    ASSERT_TRUE(scenario.run_until([&] { return ready.has_value(); }));
    ASSERT_FALSE(*ready);
    EXPECT_THAT(ready->error().message, HasSubstr("log.segment.bytes"));
    EXPECT_EQ(node_info(scenario, 1).run, NodeRun::failed);
    EXPECT_THAT(node_info(scenario, 1).message, HasSubstr("log.segment.bytes"));
}

TEST(SimClusterTest, ANodeWhoseDiskFailsIsFailedAndCanBeStartedAgain) {
    ClusterScenario scenario;
    scenario.start();
    const int leader = scenario.controller();
    scenario.cluster.disk(BrokerId(leader)).faults().writes_fail = true;
    scenario.run("topic create orders --partitions 3 --replication-factor 3");
    ASSERT_TRUE(scenario.run_until([&] { return node_info(scenario, leader).run == NodeRun::failed; }));
    EXPECT_THAT(node_info(scenario, leader).message, HasSubstr("Input/output error"));
    scenario.cluster.disk(BrokerId(leader)).faults().writes_fail = false;
    scenario.run("broker start " + std::to_string(leader) + "\nwait until brokers 3\nwait until under-replicated 0");
}

TEST(SimClusterTest, AllShutDownWithoutLosingAnythingAndStartAgain) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3\nproduce orders {n} --key {n} --count 100");
    const Instant begin = scenario.cluster.now();
    bool ended = false;
    scenario.cluster.shutdown([&] { ended = true; });
    ASSERT_TRUE(scenario.run_until([&] { return ended; }));
    EXPECT_LE(scenario.cluster.now() - begin, std::chrono::seconds(10));
    for (const NodeInfo& node : scenario.cluster.nodes()) EXPECT_EQ(node.run, NodeRun::stopped);
    scenario.run("heal all\nwait until brokers 3\nwait until under-replicated 0");
    EXPECT_EQ(read_all(scenario, "orders", 3).count(), 100u);
}

TEST(SimClusterTest, APausedClusterStandsStillAndNobodyIsFoundMissing) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3\ngroup add-member readers --topic orders");
    scenario.run("wait until group readers stable");
    scenario.run("wait 1s\ncluster pause");
    const auto before = scenario.cluster.recorded(BrokerId(1)).events().size() + scenario.cluster.recorded(BrokerId(2)).events().size() +
                        scenario.cluster.recorded(BrokerId(3)).events().size();
    EXPECT_EQ(scenario.refusal("topic list"), "the cluster is paused and cannot do this; `cluster resume` lets it go on");
    EXPECT_EQ(scenario.refusal("cluster pause"), "the cluster is paused already");
    const Instant inner_time = scenario.cluster.inner_environment().clock.now();
    scenario.run_for(std::chrono::hours(1));
    EXPECT_EQ(scenario.cluster.inner_environment().clock.now(), inner_time);
    const auto after = scenario.cluster.recorded(BrokerId(1)).events().size() + scenario.cluster.recorded(BrokerId(2)).events().size() +
                       scenario.cluster.recorded(BrokerId(3)).events().size();
    EXPECT_EQ(before, after) << "something happened while the cluster stood still";
    scenario.run("cluster resume\nwait 15s\nexpect brokers 3\nexpect under-replicated 0\nexpect group readers members 1");
    for (int id = 1; id <= 3; ++id) {
        for (const auto& fenced : scenario.cluster.recorded(BrokerId(id)).all<observe::BrokerFenced>())
            EXPECT_FALSE(fenced.session_expired) << "broker " << fenced.broker.value() << " was found missing";
        for (const auto& left : scenario.cluster.recorded(BrokerId(id)).all<observe::MemberLeft>())
            ADD_FAILURE() << left.member_id << " was found missing";
    }
}

TEST(SimClusterTest, ANodeThatIsKilledWhileTheClusterStandsStillStaysKilled) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("cluster pause\nbroker kill 2");
    scenario.run_for(std::chrono::minutes(1));
    scenario.run("cluster resume\nwait until brokers 2\nexpect broker 2 killed\nbroker start 2\nwait until brokers 3");
}

TEST(SimClusterTest, WallClocksMayJumpWithoutHarm) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3");
    SteadyProducer producer(scenario, "orders", Milliseconds(20));
    scenario.run_for(std::chrono::seconds(1));
    // Less than message.timestamp.after.max.ms, or what a client stamps would be refused, rightly.
    scenario.cluster.jump_clock(BrokerId(1), std::chrono::minutes(-50));
    scenario.cluster.jump_clock(BrokerId(2), std::chrono::hours(1));
    scenario.run_for(std::chrono::seconds(30));
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
    scenario.run("expect brokers 3\nexpect under-replicated 0");
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
}

TEST(SimClusterTest, BrokenConnectionsAreMadeAnew) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3");
    SteadyProducer producer(scenario, "orders", Milliseconds(10));
    for (int round = 0; round < 20; ++round) {
        scenario.run_for(Milliseconds(500));
        const BrokerId a(round % 3 + 1);
        const BrokerId b((round + 1) % 3 + 1);
        scenario.cluster.break_connections(a, b);
        scenario.cluster.break_connections(a, SimCluster::first_client_machine);
    }
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty());
    scenario.run("wait until under-replicated 0");
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
}

TEST(SimClusterTest, AMachineThatLosesPowerComesBackAndCatchesUp) {
    for (const std::uint64_t seed : seeds(5)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run("topic create orders --partitions 3 --replication-factor 3 --config min.insync.replicas=2");
        SteadyProducer producer(scenario, "orders", Milliseconds(5));
        for (int id = 1; id <= 3; ++id) {
            scenario.run_for(std::chrono::seconds(2));
            const auto crashed = answer_of(scenario, [&](Host::Done done) {
                scenario.cluster.crash_node(BrokerId(id), {.bytes = env::sim::UnsyncedBytes::torn, .lose_names = id % 2 == 0},
                                            std::move(done));
            });
            EXPECT_TRUE(crashed);
            scenario.run_for(std::chrono::seconds(2));
            scenario.run("broker start " + std::to_string(id) + "\nwait until brokers 3\nwait until under-replicated 0");
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
    }
}

}  // namespace
}  // namespace vitrine::cluster::test
