// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/replication_throttle.h"

#include "messages/alter_partition_reassignments.h"
#include "messages/incremental_alter_configs.h"
#include "tests/core/broker/cluster_fixture.h"

// Replicas that move, and how fast they may (KIP-73).
namespace vitrine::broker::test {
namespace {

using namespace std::chrono_literals;

TEST(ReplicationThrottleTest, a_list_names_all_replicas_or_single_ones) {
    EXPECT_FALSE(ReplicationThrottle::names({}, 1, BrokerId(2)));
    EXPECT_TRUE(ReplicationThrottle::names({"*"}, 1, BrokerId(2)));
    EXPECT_TRUE(ReplicationThrottle::names({"0:2", "1:2"}, 1, BrokerId(2)));
    EXPECT_FALSE(ReplicationThrottle::names({"0:2", "1:3", "11:2", "1:22"}, 1, BrokerId(2)));
}

class ThrottledMoveTest : public ::testing::TestWithParam<const char*> {
protected:
    ThrottledMoveTest() : cluster(4) {
        cluster.start_and_wait();
        cluster.create_topic_on("news", {{1, 2}});
        // 300 kB, in batches that a throttle can stop between.
        for (int i = 0; i < 30; ++i) cluster.produce_to_leader("news", 0, {.values = {std::string(10'000, 'x')}});
    }
    void configure(std::int8_t type, const std::string& name, const std::string& key, const std::string& value) {
        messages::IncrementalAlterConfigsRequest request;
        request.resources.push_back({.resource_type = type, .resource_name = name, .configs = {{.name = key, .value = value}}});
        // A broker's own configuration is for that broker to check.
        const auto response = cluster.ask<messages::IncrementalAlterConfigsResponse>(type == 4 ? std::stoi(name) : 1, request, 1);
        ASSERT_TRUE(response);
        ASSERT_EQ(response->responses.at(0).error_code, ErrorCode::NONE) << response->responses.at(0).error_message.value_or("");
    }
    // From the request until 3 is in step.
    Duration move_to_3() {
        messages::AlterPartitionReassignmentsRequest request;
        request.topics.push_back({.name = "news", .partitions = {{.partition_index = 0, .replicas = {{BrokerId(1), BrokerId(3)}}}}});
        EXPECT_TRUE(cluster.ask<messages::AlterPartitionReassignmentsResponse>(1, request, 1));
        const Instant began = cluster.world.now();
        EXPECT_TRUE(cluster.run_until([&] { return cluster.state_of("news").isr == std::vector<int>{1, 3}; }, 120s));
        return cluster.world.now() - began;
    }

    ClusterFixture cluster;
};

TEST_F(ThrottledMoveTest, without_a_throttle_a_replica_moves_at_once) { EXPECT_LT(move_to_3(), 3s); }

TEST_P(ThrottledMoveTest, a_throttled_replica_moves_at_its_rate_and_those_in_step_are_not_held_up) {
    const std::string side = GetParam();
    configure(2, "news", side + ".replication.throttled.replicas", "*");
    // Also of the brokers between which nothing moves: those in step stay so.
    for (const char* broker : {"1", "2", "3"}) configure(4, broker, side + ".replication.throttled.rate", "20000");
    cluster.world.run_for(2s);
    // The first fetch brings what fits into one answer: a throttle is measured after the fact.
    cluster.settings["replica.fetch.max.bytes"] = "10000";
    cluster.kill(3);
    cluster.restart(3);
    ASSERT_TRUE(cluster.wait_ready());
    const Duration took = move_to_3();
    EXPECT_GT(took, 8s) << "300 kB at 20 kB/s, of which a window is free";
    EXPECT_LT(took, 40s);
    const Instant before = cluster.world.now();
    EXPECT_EQ(cluster.produce_to_leader("news", 0, {.values = {std::string(100'000, 'y')}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(cluster.produce_to_leader("news", 0, {.values = {"z"}}).error_code, ErrorCode::NONE);
    EXPECT_LT(cluster.world.now() - before, 1s) << "acks=all: replica 3 is in step and is not throttled any more";
    EXPECT_EQ(cluster.log_bytes(3, "news", 0), cluster.log_bytes(1, "news", 0));
}

INSTANTIATE_TEST_SUITE_P(Sides, ThrottledMoveTest, ::testing::Values("leader", "follower"));

}  // namespace
}  // namespace vitrine::broker::test
