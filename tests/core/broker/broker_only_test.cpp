// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "messages/alter_partition_reassignments.h"
#include "messages/describe_cluster.h"
#include "messages/describe_quorum.h"
#include "messages/unregister_broker.h"
#include "tests/core/broker/cluster_fixture.h"

// A node that is a broker and no controller joins a cluster, and is let go again.
namespace vitrine::broker::test {
namespace {

class BrokerOnlyTest : public ::testing::Test {
protected:
    BrokerOnlyTest() : cluster(3) {}

    void start_with_a_fourth() {
        cluster.start_and_wait();
        cluster.start(4);
        ASSERT_TRUE(cluster.wait_ready()) << "node 4 did not join";
    }

    void move(const std::string& topic, std::vector<BrokerId> replicas) {
        messages::AlterPartitionReassignmentsRequest request;
        request.topics.push_back({.name = topic, .partitions = {{.partition_index = 0, .replicas = std::move(replicas)}}});
        const auto answer = cluster.ask<messages::AlterPartitionReassignmentsResponse>(4, request, 1);
        ASSERT_TRUE(answer) << answer.error().message;
        ASSERT_EQ(answer->responses.at(0).partitions.at(0).error_code, ErrorCode::NONE);
    }

    ErrorCode unregister(int asked, int broker) {
        const auto answer =
            cluster.ask<messages::UnregisterBrokerResponse>(asked, messages::UnregisterBrokerRequest{.broker_id = BrokerId(broker)}, 0);
        return answer ? answer->error_code : answer.error().code;
    }

    [[nodiscard]] std::vector<int> registered_at(int asked, bool with_fenced = true) {
        const auto answer = cluster.ask<messages::DescribeClusterResponse>(
            asked, messages::DescribeClusterRequest{.include_fenced_brokers = with_fenced}, 2);
        std::vector<int> ids;
        if (answer) {
            for (const auto& broker : answer->brokers) ids.push_back(broker.broker_id.value());
        }
        return ids;
    }

    ClusterFixture cluster;
};

TEST_F(BrokerOnlyTest, it_registers_and_gets_nothing_until_somebody_reassigns) {
    cluster.start_and_wait();
    cluster.create_topic("news", 4, 3);
    cluster.start(4);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(registered_at(4), (std::vector{1, 2, 3, 4}));
    EXPECT_EQ(cluster.node(4).controller_endpoint().port, 0) << "it has no controller's listener";
    for (int partition = 0; partition < 4; ++partition) {
        EXPECT_EQ(cluster.state_of("news", partition).isr, (std::vector{1, 2, 3}));
    }
    EXPECT_EQ(cluster.produce_to_leader("news", 0, {.values = {"a"}}).error_code, ErrorCode::NONE);
    move("news", {BrokerId(4), BrokerId(2), BrokerId(3)});
    ASSERT_TRUE(cluster.wait_isr("news", 0, {2, 3, 4}));
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader != 1; }));
    EXPECT_EQ(cluster.consume("news"), std::vector<std::string>{"a"});
    EXPECT_EQ(cluster.log_bytes(4, "news", 0), cluster.log_bytes(2, "news", 0));
}

TEST_F(BrokerOnlyTest, the_quorum_shows_it_as_an_observer_and_goes_on_without_it) {
    start_with_a_fourth();
    messages::DescribeQuorumRequest request;
    request.topics.push_back({.topic_name = std::string(metadata_topic_name), .partitions = {{.partition_index = 0}}});
    const auto observers = [&] {
        const auto answer = cluster.ask<messages::DescribeQuorumResponse>(4, request, 2);
        std::vector<int> ids;
        if (!answer || answer->topics.empty()) return ids;
        EXPECT_EQ(answer->topics[0].partitions.at(0).current_voters.size(), 3u);
        for (const auto& observer : answer->topics[0].partitions.at(0).observers) ids.push_back(observer.replica_id.value());
        return ids;
    };
    EXPECT_EQ(observers(), std::vector{4});
    EXPECT_EQ(cluster.node(4).snapshot(false).quorum->role, observe::QuorumRole::follower);
    // Another controller takes over: the observer finds it, and stays registered.
    const int first = cluster.controller();
    cluster.kill(first);
    ASSERT_TRUE(cluster.run_until([&] { return cluster.controller() > 0 && cluster.controller() != first; }));
    EXPECT_NE(cluster.controller(), 4);
    ASSERT_TRUE(cluster.run_until([&] { return cluster.node(4).state().ready() && registered_at(4, false).size() == 3; }));
}

TEST_F(BrokerOnlyTest, it_comes_back_after_a_kill_with_what_it_had) {
    start_with_a_fourth();
    cluster.create_topic_on("news", {{4, 1}});
    EXPECT_EQ(cluster.produce_to_leader("news", 0, {.values = {"a", "b"}}).error_code, ErrorCode::NONE);
    cluster.kill(4);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1}));
    cluster.restart(4);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 4}));
    EXPECT_EQ(cluster.consume("news"), (std::vector<std::string>{"a", "b"}));
}

TEST_F(BrokerOnlyTest, who_has_shut_down_is_unregistered_and_everybody_forgets_it) {
    start_with_a_fourth();
    cluster.stop(4);
    EXPECT_EQ(registered_at(1), (std::vector{1, 2, 3, 4})) << "fenced, and registered still";
    EXPECT_EQ(unregister(2, 4), ErrorCode::NONE);
    for (int id = 1; id <= 3; ++id) {
        EXPECT_TRUE(cluster.run_until([&] { return registered_at(id) == std::vector{1, 2, 3}; })) << "node " << id;
    }
    EXPECT_EQ(unregister(2, 4), ErrorCode::BROKER_ID_NOT_REGISTERED);
    EXPECT_EQ(unregister(1, 77), ErrorCode::BROKER_ID_NOT_REGISTERED);
}

TEST_F(BrokerOnlyTest, who_is_unregistered_while_it_runs_registers_anew) {
    start_with_a_fourth();
    cluster.create_topic_on("news", {{4, 1, 2}});
    const BrokerEpoch before = cluster.node(4).state().broker_epoch;
    EXPECT_EQ(unregister(4, 4), ErrorCode::NONE);
    ASSERT_TRUE(cluster.run_until([&] { return cluster.node(4).state().ready() && cluster.node(4).state().broker_epoch > before; }));
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 4}));
}

TEST_F(BrokerOnlyTest, a_node_needs_voters_to_ask) {
    cluster.world.add_node(BrokerId(5));
    NodeConfig config = cluster.config_of(5);
    config.voters.clear();
    Node node(cluster.world.node(BrokerId(5)).environment(), config);
    const Status started = node.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(started.error().message, "controller.quorum.voters names no voter");
}

}  // namespace
}  // namespace vitrine::broker::test
