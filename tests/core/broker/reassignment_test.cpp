// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_partition_reassignments.h"

#include <algorithm>

#include "messages/list_partition_reassignments.h"
#include "tests/core/broker/cluster_fixture.h"

// Replicas that move from broker to broker while clients write (KIP-455).
namespace vitrine::broker::test {
namespace {

using messages::AlterPartitionReassignmentsRequest;
using messages::AlterPartitionReassignmentsResponse;
using messages::ListPartitionReassignmentsRequest;
using messages::ListPartitionReassignmentsResponse;
using Values = std::vector<std::string>;

class ReassignmentTest : public ::testing::Test {
protected:
    ReassignmentTest() : cluster(4) { cluster.start_and_wait(); }

    // No replicas: cancels.
    ErrorCode reassign(int asked, std::optional<std::vector<int>> replicas) {
        AlterPartitionReassignmentsRequest request;
        auto& partition =
            request.topics.emplace_back(AlterPartitionReassignmentsRequest::ReassignableTopic{.name = "news"}).partitions.emplace_back();
        if (replicas) {
            partition.replicas.emplace();
            for (const int id : *replicas) partition.replicas->push_back(BrokerId(id));
        }
        const auto response = cluster.ask<AlterPartitionReassignmentsResponse>(asked, request, 1);
        EXPECT_TRUE(response) << response.error().message;
        EXPECT_EQ(response->error_code, ErrorCode::NONE);
        return response->responses.at(0).partitions.at(0).error_code;
    }
    bool under_way(int asked) {
        const auto response = cluster.ask<ListPartitionReassignmentsResponse>(asked, ListPartitionReassignmentsRequest{}, 0);
        EXPECT_TRUE(response && response->error_code == ErrorCode::NONE);
        return !response->topics.empty();
    }
    bool has_log(int id) { return cluster.world.node(BrokerId(id)).disk().exists("news-0"); }
    // Anything of the partition: also a directory that waits for its deletion ("news-0.….-delete").
    bool has_directory(int id) {
        const auto names = cluster.world.node(BrokerId(id)).disk().list("");
        return std::ranges::any_of(*names, [](const auto& entry) { return entry.name.starts_with("news-0"); });
    }

    ClusterFixture cluster;
};

TEST_F(ReassignmentTest, an_added_replica_catches_up_and_the_directory_of_the_removed_one_goes) {
    cluster.create_topic_on("news", {{1, 2, 3}});
    Values all;
    for (int i = 0; i < 5; ++i) {
        all.push_back("before " + std::to_string(i));
        cluster.produce_to_leader("news", 0, {.values = {all.back()}});
    }
    EXPECT_FALSE(has_log(4));
    // Asked of any broker; the active controller decides.
    for (int asked = 1; asked <= 4; ++asked) ASSERT_EQ(reassign(asked, std::vector<int>{2, 3, 4}), ErrorCode::NONE);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {2, 3, 4}));
    ASSERT_TRUE(cluster.run_until([&] { return !under_way(1); }));
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader == 2; })) << "1 led and is no replica any more";
    for (int i = 0; i < 5; ++i) {
        all.push_back("after " + std::to_string(i));
        cluster.produce_to_leader("news", 0, {.values = {all.back()}});
    }
    EXPECT_EQ(cluster.consume("news"), all);
    EXPECT_EQ(cluster.log_bytes(4, "news", 0), cluster.log_bytes(2, "news", 0));
    // As in Kafka: renamed at once, deleted after file.delete.delay.ms.
    ASSERT_TRUE(cluster.run_until([&] { return !has_log(1); }));
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"lost"}}).error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_TRUE(cluster.run_until([&] { return !has_directory(1); }, std::chrono::minutes(2)));
}

TEST_F(ReassignmentTest, while_the_new_broker_is_away_nothing_is_removed_and_it_can_be_cancelled) {
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.produce_to_leader("news", 0, {.values = {"a"}});
    cluster.kill(4);
    ASSERT_EQ(reassign(1, std::vector<int>{1, 2, 4}), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(5));
    EXPECT_TRUE(under_way(2));
    EXPECT_TRUE(has_log(3));
    ASSERT_EQ(reassign(3, std::nullopt), ErrorCode::NONE);
    EXPECT_EQ(reassign(2, std::nullopt), ErrorCode::NO_REASSIGNMENT_IN_PROGRESS);
    EXPECT_FALSE(under_way(1));
    cluster.restart(4);
    ASSERT_TRUE(cluster.wait_ready());
    cluster.produce_to_leader("news", 0, {.values = {"b"}});
    cluster.world.run_for(std::chrono::seconds(2));
    EXPECT_FALSE(has_log(4));
    EXPECT_EQ(cluster.state_of("news").isr, (std::vector<int>{1, 2, 3}));
    EXPECT_EQ(cluster.consume("news"), (Values{"a", "b"}));
}

TEST_F(ReassignmentTest, who_was_removed_while_it_was_away_deletes_its_log_when_it_comes_back) {
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.produce_to_leader("news", 0, {.values = {"a"}});
    cluster.kill(3);
    ASSERT_EQ(reassign(1, std::vector<int>{1, 2, 4}), ErrorCode::NONE);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 4}));
    cluster.restart(3);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_FALSE(has_log(3));
    EXPECT_EQ(cluster.consume("news"), Values{"a"});
}

// Every partition goes from three brokers to three others, one of which stays; the broker that leads a third of them dies on the way.
TEST_F(ReassignmentTest, a_hundred_partitions_move_under_load_while_a_broker_is_killed_and_nothing_is_lost) {
    constexpr int partitions = 100;
    const auto brokers = [](int first) { return std::vector<int>{first % 4 + 1, (first + 1) % 4 + 1, (first + 2) % 4 + 1}; };
    std::vector<std::vector<int>> from;
    for (int i = 0; i < partitions; ++i) from.push_back(brokers(i));
    cluster.create_topic_on("news", from);
    std::map<int, Values> acknowledged;
    const auto produce = [&](int partition, const std::string& value) {
        const auto state = cluster.state_of("news", partition);
        if (state.leader < 0 || !cluster.alive(state.leader)) return;
        const auto row = cluster.produce(state.leader, "news", partition, {.values = {value + std::string(2000, '.')}}, -1, 2000);
        if (row.error_code == ErrorCode::NONE) acknowledged[partition].push_back(value);
    };
    for (int i = 0; i < partitions; ++i) produce(i, "before");

    AlterPartitionReassignmentsRequest request;
    auto& topic = request.topics.emplace_back(AlterPartitionReassignmentsRequest::ReassignableTopic{.name = "news"});
    for (int i = 0; i < partitions; ++i) {
        auto& partition = topic.partitions.emplace_back();
        partition.partition_index = i;
        partition.replicas.emplace();
        for (const int id : brokers(i + 2)) partition.replicas->push_back(BrokerId(id));
    }
    const auto response = cluster.ask<AlterPartitionReassignmentsResponse>(1, request, 1);
    ASSERT_TRUE(response && response->error_code == ErrorCode::NONE);
    for (int i = 0; i < 30; ++i) {
        produce(i * 3, "during " + std::to_string(i));
        if (i == 3) cluster.kill(2);
        if (i == 20) cluster.restart(2);
    }
    ASSERT_TRUE(cluster.wait_ready());
    for (int i = 0; i < 600 && under_way(1); ++i) cluster.world.run_for(std::chrono::milliseconds(100));
    ASSERT_FALSE(under_way(1));
    for (int i = 0; i < partitions; ++i) produce(i, "after");

    EXPECT_EQ(acknowledged.size(), std::size_t{partitions});
    for (int i = 0; i < partitions; ++i) {
        std::vector<int> target = brokers(i + 2);
        EXPECT_TRUE(cluster.wait_isr("news", i, target)) << "partition " << i;
        const Values read = cluster.consume("news", i);
        std::size_t found = 0;
        for (const std::string& value : read) {
            if (found < acknowledged[i].size() && value == acknowledged[i][found] + std::string(2000, '.')) ++found;
        }
        EXPECT_EQ(found, acknowledged[i].size()) << "partition " << i << ": every acknowledged record, in order";
        for (const int id : target)
            EXPECT_EQ(cluster.log_bytes(id, "news", i), cluster.log_bytes(target[0], "news", i)) << i << " on " << id;
    }
}

}  // namespace
}  // namespace vitrine::broker::test
