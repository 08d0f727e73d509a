// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/cluster/cluster_scenario.h"

// Many partitions that move at once.
namespace vitrine::cluster::test {
namespace {

constexpr int partitions = 100;
constexpr int brokers = 4;

std::size_t under_way(ClusterScenario& scenario) {
    std::optional<std::size_t> count;
    scenario.cluster.commands().admin().list_reassignments(std::nullopt, [&](const auto& moves) {
        if (moves) count = moves->size();
        else count = std::size_t{partitions};
    });
    EXPECT_TRUE(scenario.run_until([&] { return count.has_value(); }));
    return count.value_or(partitions);
}

TEST(ReassignmentTest, a_hundred_partitions_move_under_load_though_a_broker_is_killed_in_the_middle) {
    for (const std::uint64_t seed : seeds(2)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(brokers, {}, seed);
        scenario.start();
        scenario.run("topic create orders --partitions 100 --replication-factor 3 --config min.insync.replicas=2");
        SteadyProducer producer(scenario, "orders", Milliseconds(2));
        scenario.run_for(std::chrono::seconds(5));

        std::map<TopicPartition, std::optional<std::vector<BrokerId>>> targets;
        for (int partition = 0; partition < partitions; ++partition) {
            std::vector<BrokerId> replicas;
            for (int step = 0; step < 3; ++step) replicas.emplace_back(1 + (partition + step) % brokers);
            targets[{"orders", partition}] = std::move(replicas);
        }
        std::optional<Status> begun;
        scenario.cluster.commands().admin().alter_reassignments(targets, true, [&](const Status& status) { begun = status; });
        ASSERT_TRUE(scenario.run_until([&] { return begun.has_value(); }));
        ASSERT_TRUE(*begun) << begun->error().message;
        ASSERT_GT(under_way(scenario), 0U) << "the kill comes in the middle";
        scenario.run("broker kill 4");
        scenario.run_for(std::chrono::seconds(12));
        EXPECT_GT(under_way(scenario), 0U) << "what goes to the dead broker waits for it";
        scenario.run("broker start 4");
        for (int round = 0; round < 120 && under_way(scenario) > 0; ++round) scenario.run_for(std::chrono::seconds(1));
        EXPECT_EQ(under_way(scenario), 0U);
        scenario.run("wait until under-replicated 0");
        for (const auto& [partition, replicas] : targets) {
            const Json described = scenario.partition_of("orders", partition.partition)["replicas"];
            std::vector<BrokerId> are;
            for (const auto& replica : described) are.emplace_back(replica.get<int>());
            EXPECT_EQ(are, *replicas) << partition.to_string();
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        EXPECT_TRUE(producer.failed.empty());
        EXPECT_GT(producer.acknowledged.size(), 5'000U);
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", partitions));
    }
}

}  // namespace
}  // namespace vitrine::cluster::test
