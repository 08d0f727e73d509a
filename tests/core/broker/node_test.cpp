// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "messages/delete_topics.h"
#include "tests/core/broker/cluster_fixture.h"

namespace vitrine::broker::test {
namespace {

TEST(NodeTest, one_node_alone_becomes_ready_and_keeps_what_is_produced) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    const auto row = cluster.produce(1, "news", 0, {.values = {"a", "b", "c"}});
    EXPECT_EQ(row.error_code, ErrorCode::NONE);
    EXPECT_EQ(row.base_offset, Offset(0));
    EXPECT_EQ(cluster.consume("news"), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(NodeTest, three_nodes_are_ready_within_a_third_of_a_second) {
    ClusterFixture cluster(3);
    const Instant began = cluster.world.now();
    cluster.start_and_wait();
    EXPECT_LT(cluster.world.now() - began, Milliseconds(300));
}

TEST(NodeTest, thousands_of_partitions_are_taken_over_in_many_turns_of_the_loop) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    const auto led = [&](const std::string& topic) {
        const observe::NodeDelta shown = cluster.node(1).snapshot(false);
        return std::ranges::count_if(shown.replicas, [&](const observe::ReplicaView& replica) {
            return replica.partition.topic == topic && replica.role == observe::ReplicaRole::leader;
        });
    };
    const auto remove = [&](const std::string& topic) {
        messages::DeleteTopicsRequest request;
        request.timeout_ms = 30'000;
        request.topics.push_back({.name = topic});
        const auto response = cluster.ask<messages::DeleteTopicsResponse>(1, request, 6);
        return response && response->responses.size() == 1 && response->responses[0].error_code == ErrorCode::NONE;
    };
    cluster.create_topic("many", 1200, 1);
    ASSERT_TRUE(cluster.run_until([&] { return led("many") == 1200; }));
    EXPECT_EQ(cluster.produce_to_leader("many", 1199, {.values = {"last"}}).error_code, ErrorCode::NONE);

    // What goes while it is still coming leaves nothing behind, and one of its name may come after it.
    cluster.create_topic("brief", 1200, 1);
    ASSERT_TRUE(remove("brief"));
    cluster.create_topic("brief", 700, 1);
    ASSERT_TRUE(cluster.run_until([&] { return led("brief") == 700; }));
    EXPECT_EQ(cluster.produce_to_leader("brief", 699, {.values = {"last"}}).error_code, ErrorCode::NONE);

    // Who starts is ready when it has taken over all of them.
    cluster.kill(1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(led("many"), 1200);
    EXPECT_EQ(led("brief"), 700);
    EXPECT_EQ(cluster.consume("many", 1199), (std::vector<std::string>{"last"}));
}

TEST(NodeTest, a_node_that_is_stopped_while_it_loads_its_logs_loses_none_of_them) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("many", 300, 1);
    for (const int partition : {0, 299})
        EXPECT_EQ(cluster.produce_to_leader("many", partition, {.values = {"kept"}}).error_code, ErrorCode::NONE);
    cluster.stop(1);
    // It has only begun to load when it is asked to stop.
    cluster.restart(1);
    cluster.stop(1);
    EXPECT_TRUE(cluster.world.node(BrokerId(1)).disk().exists(".kafka_cleanshutdown"));
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    for (const int partition : {0, 299}) {
        const auto kept = [&] { return cluster.consume("many", partition) == std::vector<std::string>{"kept"}; };
        EXPECT_TRUE(cluster.run_until(kept)) << partition;
    }
}

}  // namespace
}  // namespace vitrine::broker::test
