// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "tests/core/broker/cluster_fixture.h"

namespace vitrine::broker::test {
namespace {

// The number of cleanings of table-0 that a node has told.
std::size_t cleanings(ClusterFixture& cluster, int id) {
    std::size_t count = 0;
    for (const auto& cleaned : cluster.observed(id).all<observe::LogCleaned>()) count += cleaned.partition.topic == "table" ? 1U : 0U;
    return count;
}

TEST(CompactionTest, each_replica_compacts_by_itself_and_all_serve_the_latest_values) {
    ClusterFixture cluster(3, {{"log.cleaner.backoff.ms", "1000"}});
    cluster.start_and_wait();
    cluster.create_topic("table", 1, 3, {{"cleanup.policy", "compact"}, {"segment.bytes", "1048576"}});
    constexpr int records = 60;
    for (int i = 0; i < records; ++i) {
        // 60 records of 60 kB for five keys: three segments.
        const auto row = cluster.produce_to_leader(
            "table", 0, {.values = {std::to_string(i) + ":" + std::string(60'000, 'v')}, .key = "key-" + std::to_string(i % 5)});
        ASSERT_EQ(row.error_code, ErrorCode::NONE);
    }
    ASSERT_TRUE(cluster.run_until([&] { return cleanings(cluster, 1) > 0 && cleanings(cluster, 2) > 0 && cleanings(cluster, 3) > 0; }));

    const auto check = [&] {
        const auto values = cluster.consume("table");
        EXPECT_LT(values.size(), 40U) << "of three segments two hold five records together";
        std::set<int> numbers;
        for (const std::string& value : values) numbers.insert(std::stoi(value));
        for (int i = records - 5; i < records; ++i) EXPECT_TRUE(numbers.contains(i)) << i;
    };
    check();
    const int leader = cluster.state_of("table").leader;
    cluster.kill(leader);
    ASSERT_TRUE(cluster.wait_leader("table", 0, [&](const auto& state) { return state.leader > 0 && state.leader != leader; }));
    check();
    // The one that was killed begins with holes in its log, and follows.
    cluster.restart(leader);
    ASSERT_TRUE(cluster.wait_isr("table", 0, {1, 2, 3}));
    check();
}

TEST(CompactionTest, the_policy_is_a_topics_a_clusters_or_a_brokers_default_and_may_change) {
    ClusterFixture cluster(1, {{"log.cleaner.backoff.ms", "1000"}, {"log.cleanup.policy", "compact"}, {"log.segment.bytes", "1048576"}});
    cluster.start_and_wait();
    cluster.create_topic("table", 1, 1);
    cluster.create_topic("news", 1, 1, {{"cleanup.policy", "delete"}});
    EXPECT_EQ(cluster.produce(1, "table", 0, {.values = {"a"}}).error_code, ErrorCode::INVALID_RECORD) << "no key";
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"a"}}).error_code, ErrorCode::NONE);
    for (int i = 0; i < 40; ++i) {
        for (const char* topic : {"table", "news"}) {
            ASSERT_EQ(cluster.produce(1, topic, 0, {.values = {std::string(60'000, 'v')}, .key = "key"}).error_code, ErrorCode::NONE);
        }
    }
    ASSERT_TRUE(cluster.run_until([&] { return cleanings(cluster, 1) > 0; }));
    EXPECT_EQ(cluster.consume("news").size(), 41U);
    EXPECT_LT(cluster.consume("table").size(), 20U);
}

}  // namespace
}  // namespace vitrine::broker::test
