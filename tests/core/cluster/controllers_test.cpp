// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "cluster/node_roles.h"
#include "tests/core/cluster/cluster_scenario.h"

// Controllers apart from the brokers (process.roles=controller).
namespace vitrine::cluster::test {
namespace {

ClusterScenario three_and_three(std::uint64_t seed = 1) {
    SimClusterOptions options;
    options.brokers = 3;
    options.controllers = 3;
    options.seed = seed;
    return ClusterScenario(std::move(options));
}

TEST(ControllersTest, a_cluster_with_controllers_apart_serves_clients_by_its_brokers_alone) {
    ClusterScenario scenario = three_and_three();
    scenario.start();
    EXPECT_EQ(bootstrap_servers_text(ClusterShape{.brokers = 2, .controllers = 1}), "127.0.0.1:9092,127.0.0.1:9093");
    const auto nodes = scenario.cluster.nodes();
    ASSERT_EQ(nodes.size(), 6U);
    for (const NodeInfo& node : nodes) {
        const bool controller = node.id > BrokerId(100);
        EXPECT_EQ(node.broker, !controller);
        EXPECT_EQ(node.voter, controller);
        EXPECT_EQ(node.broker_endpoint.port == 0, controller);
        EXPECT_EQ(node.controller_endpoint.port, controller ? 9192 + node.id.value() - 101 : 0);
    }
    EXPECT_GT(scenario.controller(), 100);
    scenario.run("topic create orders --partitions 6 --replication-factor 3\nproduce orders x --count 60\nexpect brokers 3");
    EXPECT_EQ(read_all(scenario, "orders", 6).count(), 60U);
    EXPECT_EQ(scenario.json("status")["nodes"][3]["roles"], "controller");
    EXPECT_THAT(scenario.refusal("broker drain 101"), ::testing::HasSubstr("controller 101 is no broker"));
    EXPECT_THAT(scenario.refusal("broker remove 101"), ::testing::HasSubstr("voters of its metadata quorum"));
}

TEST(ControllersTest, brokers_lead_on_while_the_active_controller_is_killed_and_another_takes_over) {
    ClusterScenario scenario = three_and_three();
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3 --config min.insync.replicas=2");
    SteadyProducer producer(scenario, "orders", Milliseconds(5));
    scenario.run("wait 2s");
    const int leader = scenario.leader_of("orders");
    const int first = scenario.controller();
    scenario.run("broker kill " + std::to_string(first) + "\nwait 10s");
    EXPECT_NE(scenario.controller(), first);
    EXPECT_EQ(scenario.leader_of("orders"), leader) << "no broker was touched";
    scenario.run("broker kill " + std::to_string(leader) + "\nwait until leader orders 0 is not " + std::to_string(leader));
    scenario.run("broker start " + std::to_string(leader) + "\nbroker start " + std::to_string(first) +
                 "\nwait until brokers 3\nwait until under-replicated 0");
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty());
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
}

TEST(ControllersTest, without_a_majority_of_controllers_brokers_serve_what_they_have) {
    ClusterScenario scenario = three_and_three();
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3");
    // Who produces already has its producer id, which only a controller can give.
    SteadyProducer producer(scenario, "orders", Milliseconds(20));
    ASSERT_TRUE(scenario.run_until([&] { return producer.acknowledged.size() > 10; }));
    scenario.run("broker kill 101\nbroker kill 102\nwait 5s");
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty());
    EXPECT_GT(producer.acknowledged.size(), 200U);
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
    scenario.run("broker start 101\nwait 10s\ntopic create more --partitions 1 --replication-factor 3");
}

TEST(ControllersTest, brokers_that_a_data_directory_knows_count_for_the_defaults) {
    ClusterShape shape;
    shape.known[BrokerId(101)] = {.broker = false, .controller = true, .place = 0};
    shape.joined = {BrokerId(1), BrokerId(2)};  // which of them joined later nothing tells
    EXPECT_EQ(node_config(shape, "id", BrokerId(1)).settings.at("offsets.topic.replication.factor"), "2");
}

TEST(ControllersTest, directories_tell_who_was_a_broker_and_who_votes) {
    ClusterScenario scenario = three_and_three();
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3");
    bool stopped = false;
    scenario.cluster.shutdown([&] { stopped = true; });
    ASSERT_TRUE(scenario.run_until([&] { return stopped; }));
    const std::set<BrokerId> voters{BrokerId(101), BrokerId(102), BrokerId(103)};
    for (const NodeInfo& node : scenario.cluster.nodes()) {
        env::Disk& disk = scenario.cluster.disk(node.id);
        const auto named = read_voters(disk);
        ASSERT_TRUE(named) << named.error().message;
        EXPECT_EQ(named->ids, voters) << node.id.value();
        EXPECT_EQ(named->since, no_offset) << "the configuration says it";
        const auto is_broker = is_brokers_directory(disk, node.id);
        ASSERT_TRUE(is_broker) << is_broker.error().message;
        EXPECT_EQ(*is_broker, node.broker) << node.id.value();
    }
    // The registration in the log says it too, where there is no checkpoint yet.
    env::Disk& disk = scenario.cluster.disk(BrokerId(2));
    ASSERT_TRUE(disk.remove("replication-offset-checkpoint"));
    ASSERT_TRUE(disk.remove("recovery-point-offset-checkpoint"));
    EXPECT_TRUE(is_brokers_directory(disk, BrokerId(2)).value());
    EXPECT_FALSE(is_brokers_directory(disk, BrokerId(102)).value());
}

}  // namespace
}  // namespace vitrine::cluster::test
