// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "messages/find_coordinator.h"
#include "messages/offset_commit.h"
#include "messages/offset_fetch.h"
#include "tests/core/broker/cluster_fixture.h"

namespace vitrine::broker::test {
namespace {

// The number of cleanings of a topic's logs that a node has told.
std::size_t cleanings(ClusterFixture& cluster, int id, std::string_view topic = "table") {
    std::size_t count = 0;
    for (const auto& cleaned : cluster.observed(id).all<observe::LogCleaned>()) count += cleaned.partition.topic == topic ? 1U : 0U;
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

TEST(CompactionTest, committed_offsets_outlive_the_compaction_of_their_log) {
    ClusterFixture cluster(1, {{"log.cleaner.backoff.ms", "1000"}, {"offsets.topic.segment.bytes", "1048576"}});
    cluster.start_and_wait();
    cluster.create_topic("news", 2, 1);
    const auto wait_coordinator = [&] {
        messages::FindCoordinatorRequest find;
        find.coordinator_keys = {"readers"};
        return cluster.run_until([&] {
            const auto response = cluster.ask<messages::FindCoordinatorResponse>(1, find, 4);
            return response && response->coordinators.at(0).error_code == ErrorCode::NONE;
        });
    };
    ASSERT_TRUE(wait_coordinator());
    const auto commit = [&](std::int32_t partition, std::int64_t offset) {
        messages::OffsetCommitRequest request;
        request.group_id = "readers";
        request.topics.push_back(
            {.name = "news",
             .partitions = {
                 {.partition_index = partition, .committed_offset = Offset(offset), .committed_metadata = std::string(4000, 'm')}}});
        return cluster.run_until([&] {
            const auto response = cluster.ask<messages::OffsetCommitResponse>(1, request, 8);
            return response && response->topics.at(0).partitions.at(0).error_code == ErrorCode::NONE;
        });
    };
    ASSERT_TRUE(commit(1, 7));  // once, at the very beginning of the log
    constexpr int commits = 600;  // two segments
    for (int i = 1; i <= commits; ++i) ASSERT_TRUE(commit(0, i));
    ASSERT_TRUE(cluster.run_until([&] { return cleanings(cluster, 1, "__consumer_offsets") > 0; }));
    // What is loaded is what compaction has left.
    cluster.kill(1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(wait_coordinator());
    const auto committed = [&](std::int32_t partition) {
        messages::OffsetFetchRequest request;
        request.groups.push_back({.group_id = "readers", .member_id = std::nullopt, .topics = std::nullopt});
        Offset offset(-2);
        EXPECT_TRUE(cluster.run_until([&] {
            const auto response = cluster.ask<messages::OffsetFetchResponse>(1, request, 9);
            if (!response || response->groups.at(0).error_code != ErrorCode::NONE) return false;
            for (const auto& row : response->groups[0].topics.at(0).partitions) {
                if (row.partition_index == partition) offset = row.committed_offset;
            }
            return true;
        }));
        return offset;
    };
    EXPECT_EQ(committed(0), Offset(commits));
    EXPECT_EQ(committed(1), Offset(7));
}

}  // namespace
}  // namespace vitrine::broker::test
