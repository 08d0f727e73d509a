// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/find_coordinator.h"
#include "messages/list_groups.h"
#include "messages/offset_commit.h"
#include "messages/offset_fetch.h"
#include "tests/core/broker/cluster_fixture.h"

// offsets.retention.minutes and offsets.retention.check.interval.ms on whole nodes.
namespace vitrine::broker::test {
namespace {

class OffsetExpiryTest : public testing::Test {
protected:
    void begin(int nodes, std::map<std::string, std::string> settings = {}) {
        settings.insert(
            {{"offsets.retention.minutes", "2"}, {"offsets.retention.check.interval.ms", "1000"}, {"offsets.topic.num.partitions", "1"}});
        cluster = std::make_unique<ClusterFixture>(nodes, std::move(settings));
        cluster->start_and_wait();
        cluster->create_topic("news", 1, 1);
    }
    // Of __consumer_offsets-0, asked of a node that lives; it is created when first asked for.
    int coordinator(int asked) {
        int id = -1;
        EXPECT_TRUE(cluster->run_until([&] {
            const auto response = cluster->ask<messages::FindCoordinatorResponse>(
                asked, messages::FindCoordinatorRequest{.coordinator_keys = {"readers"}}, 4);
            if (!response || response->coordinators.at(0).error_code != ErrorCode::NONE) return false;
            id = response->coordinators[0].node_id.value();
            return cluster->alive(id);
        }));
        return id;
    }
    bool commit(int at, const std::string& group, std::int64_t offset) {
        messages::OffsetCommitRequest request;
        request.group_id = group;
        request.topics.push_back(
            {.name = "news",
             .partitions = {{.partition_index = 0, .committed_offset = Offset(offset), .committed_metadata = std::string(4000, 'm')}}});
        return cluster->run_until([&] {
            const auto response = cluster->ask<messages::OffsetCommitResponse>(at, request, 8);
            return response && response->topics.at(0).partitions.at(0).error_code == ErrorCode::NONE;
        });
    }
    // -1: none is committed.
    Offset committed(int at, const std::string& group) {
        messages::OffsetFetchRequest request;
        request.groups.push_back({.group_id = group, .member_id = std::nullopt, .topics = std::nullopt});
        Offset offset = no_offset;
        EXPECT_TRUE(cluster->run_until([&] {
            const auto response = cluster->ask<messages::OffsetFetchResponse>(at, request, 9);
            if (!response || response->groups.at(0).error_code != ErrorCode::NONE) return false;
            if (!response->groups[0].topics.empty()) offset = response->groups[0].topics[0].partitions.at(0).committed_offset;
            return true;
        }));
        return offset;
    }
    std::vector<std::string> groups(int at) {
        std::vector<std::string> ids;
        const auto response = cluster->ask<messages::ListGroupsResponse>(at, messages::ListGroupsRequest{}, 4);
        if (response) {
            for (const auto& group : response->groups) ids.push_back(group.group_id);
        }
        return ids;
    }
    std::unique_ptr<ClusterFixture> cluster;
};

TEST_F(OffsetExpiryTest, the_next_coordinator_expires_what_the_former_one_took_and_the_replicas_stay_alike) {
    begin(3);
    const int first = coordinator(1);
    ASSERT_TRUE(commit(first, "readers", 5));
    ASSERT_TRUE(commit(first, "others", 6));
    cluster->world.run_for(std::chrono::seconds(80));
    cluster->kill(first);
    const int next = coordinator(first == 1 ? 2 : 1);
    ASSERT_NE(next, first);
    EXPECT_EQ(committed(next, "readers"), Offset(5));
    ASSERT_TRUE(commit(next, "others", 7));
    cluster->world.run_for(std::chrono::seconds(50));
    EXPECT_EQ(committed(next, "readers"), no_offset);
    EXPECT_EQ(committed(next, "others"), Offset(7)) << "it was used since";
    EXPECT_EQ(groups(next), (std::vector<std::string>{"others"}));
    const auto expired = cluster->observed(next).all<observe::OffsetsExpired>();
    ASSERT_EQ(expired.size(), 1u);
    EXPECT_EQ(expired[0].group, "readers");
    EXPECT_EQ(expired[0].offsets, (std::vector<TopicPartition>{{"news", 0}}));
    EXPECT_TRUE(expired[0].group_removed);
    cluster->restart(first);
    ASSERT_TRUE(cluster->wait_isr("__consumer_offsets", 0, {1, 2, 3}));
    EXPECT_EQ(cluster->log_bytes(first, "__consumer_offsets", 0), cluster->log_bytes(next, "__consumer_offsets", 0));
    EXPECT_TRUE(cluster->observed(first).all<observe::OffsetsExpired>().empty());
}

TEST_F(OffsetExpiryTest, what_expired_stays_away_after_the_log_was_compacted_and_loaded_again) {
    begin(1, {{"log.cleaner.backoff.ms", "1000"}, {"offsets.topic.segment.bytes", "1048576"}, {"log.cleaner.delete.retention.ms", "1000"}});
    ASSERT_EQ(coordinator(1), 1);
    ASSERT_TRUE(commit(1, "readers", 5));
    cluster->world.run_for(std::chrono::seconds(125));
    EXPECT_TRUE(groups(1).empty());
    const auto cleanings = [&] {
        std::size_t count = 0;
        for (const auto& cleaned : cluster->observed(1).all<observe::LogCleaned>())
            count += cleaned.partition.topic == "__consumer_offsets" ? 1U : 0U;
        return count;
    };
    constexpr int commits = 300;  // of 4 kB: more than a segment
    for (int i = 1; i <= commits; ++i) ASSERT_TRUE(commit(1, "others", i));
    ASSERT_TRUE(cluster->run_until([&] { return cleanings() > 0; }));
    for (int i = 1; i <= commits; ++i) ASSERT_TRUE(commit(1, "others", commits + i));
    cluster->world.run_for(std::chrono::seconds(20));
    cluster->kill(1);
    cluster->restart(1);
    ASSERT_TRUE(cluster->wait_ready());
    ASSERT_EQ(coordinator(1), 1);
    EXPECT_EQ(committed(1, "others"), Offset(2 * commits));
    EXPECT_EQ(committed(1, "readers"), no_offset);
    EXPECT_EQ(groups(1), (std::vector<std::string>{"others"}));
}

TEST_F(OffsetExpiryTest, a_node_keeps_offsets_for_a_week_where_nothing_is_said) {
    begin(1, {{"offsets.retention.minutes", "10080"}, {"offsets.retention.check.interval.ms", "600000"}});
    ASSERT_EQ(coordinator(1), 1);
    ASSERT_TRUE(commit(1, "readers", 5));
    cluster->world.node(BrokerId(1)).set_wall_offset(std::chrono::hours(7 * 24 - 1));
    cluster->world.run_for(std::chrono::minutes(30));
    EXPECT_EQ(committed(1, "readers"), Offset(5));
    cluster->world.node(BrokerId(1)).set_wall_offset(std::chrono::hours(7 * 24));
    cluster->world.run_for(std::chrono::minutes(11));
    EXPECT_EQ(committed(1, "readers"), no_offset);
}

}  // namespace
}  // namespace vitrine::broker::test
