// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_for_leader_epoch.h"
#include "tests/core/broker/cluster_fixture.h"

namespace vitrine::broker::test {
namespace {

using Values = std::vector<std::string>;

TEST(FetchTest, a_long_poll_waits_for_data_and_comes_with_it) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    messages::FetchRequest request;
    request.max_wait_ms = 10'000;
    request.min_bytes = 1;
    request.topics.push_back(
        {.topic = "news", .partitions = {{.partition = 0, .fetch_offset = Offset(0), .partition_max_bytes = 1 << 20}}});
    std::optional<messages::FetchResponse> answer;
    const Instant asked = cluster.world.now();
    rpc::Channel poller(cluster.world.node(client_id).environment(), {"127.0.0.1", 9092}, {.client_id = "poller"});
    poller.call<messages::FetchResponse>(request, 12, patience, [&](Result<messages::FetchResponse> response) { answer = *response; });
    cluster.world.run_for(std::chrono::seconds(3));
    EXPECT_FALSE(answer);
    cluster.produce(1, "news", 0, {.values = {"a"}});
    ASSERT_TRUE(cluster.run_until([&] { return answer.has_value(); }, Milliseconds(100)));
    EXPECT_LT(cluster.world.now() - asked, Milliseconds(3200));
    EXPECT_EQ(ClusterFixture::values_of(answer->responses[0].partitions[0].records), Values{"a"});
}

TEST(FetchTest, a_long_poll_without_data_ends_when_its_time_is_over) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    const Instant asked = cluster.world.now();
    const auto row = cluster.fetch(1, "news", 0, 0, 700);
    EXPECT_EQ(row.error_code, ErrorCode::NONE);
    EXPECT_GE(cluster.world.now() - asked, Milliseconds(700));
    EXPECT_LT(cluster.world.now() - asked, Milliseconds(750));
}

TEST(FetchTest, min_bytes_gathers_more) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    cluster.produce(1, "news", 0, {.values = {"a"}});
    const Instant asked = cluster.world.now();
    const auto row = cluster.fetch(1, "news", 0, 0, 500, 100'000);
    EXPECT_GE(cluster.world.now() - asked, Milliseconds(500));
    EXPECT_EQ(ClusterFixture::values_of(row.records), Values{"a"});
}

TEST(FetchTest, min_bytes_counts_what_the_limit_cuts_off) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    const std::string a(5000, 'a');
    cluster.produce(1, "news", 0, {.values = {a}});
    cluster.produce(1, "news", 0, {.values = {std::string(5000, 'b')}});
    messages::FetchRequest request;
    request.max_wait_ms = 10'000;
    request.min_bytes = 8000;
    request.topics.push_back({.topic = "news", .partitions = {{.partition = 0, .fetch_offset = Offset(0), .partition_max_bytes = 8000}}});
    const Instant asked = cluster.world.now();
    const auto response = cluster.ask<messages::FetchResponse>(1, request, 12);
    ASSERT_TRUE(response);
    EXPECT_LT(cluster.world.now() - asked, Milliseconds(100)) << "Kafka has 8000 bytes for it and does not wait";
    const auto& records = response->responses[0].partitions[0].records;
    EXPECT_EQ(ClusterFixture::values_of(records), Values{a});
    EXPECT_LT(records->size(), 6000) << "nothing of the second batch";
}

TEST(FetchTest, the_first_batch_comes_whole_however_small_the_limit) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 2, 1);
    cluster.produce(1, "news", 0, {.values = {std::string(5000, 'a')}});
    cluster.produce(1, "news", 1, {.values = {std::string(5000, 'b')}});
    messages::FetchRequest request;
    request.max_bytes = 100;
    request.topics.push_back({.topic = "news",
                              .partitions = {{.partition = 0, .fetch_offset = Offset(0), .partition_max_bytes = 10},
                                             {.partition = 1, .fetch_offset = Offset(0), .partition_max_bytes = 10}}});
    const auto response = cluster.ask<messages::FetchResponse>(1, request, 12);
    ASSERT_TRUE(response);
    EXPECT_EQ(ClusterFixture::values_of(response->responses[0].partitions[0].records), Values{std::string(5000, 'a')});
    EXPECT_TRUE(ClusterFixture::values_of(response->responses[0].partitions[1].records).empty());
}

TEST(FetchTest, offsets_outside_of_the_log_are_told) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    cluster.produce(1, "news", 0, {.values = {"a"}});
    EXPECT_EQ(cluster.fetch(1, "news", 0, 1).error_code, ErrorCode::NONE);
    EXPECT_EQ(cluster.fetch(1, "news", 0, 2).error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    EXPECT_EQ(cluster.fetch(1, "news", 0, -1).error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    EXPECT_EQ(cluster.fetch(1, "news", 7, 0).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(cluster.fetch(1, "olds", 0, 0).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

// KIP-320
TEST(FetchTest, a_consumer_of_another_epoch_is_fenced) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    messages::FetchRequest request;
    request.topics.push_back(
        {.topic = "news",
         .partitions = {{.partition = 0, .current_leader_epoch = LeaderEpoch(99), .fetch_offset = Offset(0), .partition_max_bytes = 1}}});
    const auto response = cluster.ask<messages::FetchResponse>(1, request, 12);
    EXPECT_EQ(response->responses[0].partitions[0].error_code, ErrorCode::UNKNOWN_LEADER_EPOCH);
}

TEST(FetchTest, a_session_by_topic_id_tells_only_news) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 3, 1);
    const Uuid id = cluster.state_of("news").topic_id;
    messages::FetchRequest request;
    request.session_epoch = 0;
    auto& topic = request.topics.emplace_back();
    topic.topic_id = id;
    for (int i = 0; i < 3; ++i) topic.partitions.push_back({.partition = i, .fetch_offset = Offset(0), .partition_max_bytes = 1 << 20});
    auto response = cluster.ask<messages::FetchResponse>(1, request, 17);
    ASSERT_TRUE(response);
    ASSERT_NE(response->session_id, 0);
    EXPECT_EQ(response->responses[0].partitions.size(), 3u);

    request.session_id = response->session_id;
    request.session_epoch = 1;
    request.topics.clear();
    response = cluster.ask<messages::FetchResponse>(1, request, 17);
    EXPECT_TRUE(response->responses.empty());
    EXPECT_EQ(response->session_id, request.session_id);

    cluster.produce(1, "news", 1, {.values = {"a"}});
    request.session_epoch = 2;
    response = cluster.ask<messages::FetchResponse>(1, request, 17);
    ASSERT_EQ(response->responses.size(), 1u);
    ASSERT_EQ(response->responses[0].partitions.size(), 1u);
    EXPECT_EQ(response->responses[0].partitions[0].partition_index, 1);
    EXPECT_EQ(ClusterFixture::values_of(response->responses[0].partitions[0].records), Values{"a"});

    // The same epoch again is refused; a forgotten session, too.
    response = cluster.ask<messages::FetchResponse>(1, request, 17);
    EXPECT_EQ(response->error_code, ErrorCode::INVALID_FETCH_SESSION_EPOCH);
    request.session_epoch = -1;
    cluster.ask<messages::FetchResponse>(1, request, 17).value();
    request.session_epoch = 3;
    response = cluster.ask<messages::FetchResponse>(1, request, 17);
    EXPECT_EQ(response->error_code, ErrorCode::FETCH_SESSION_ID_NOT_FOUND);
}

TEST(FetchTest, who_forgets_a_partition_falls_out_of_its_isr_though_its_session_goes_on) {
    ClusterFixture cluster(3, {{"replica.lag.time.max.ms", "3000"}, {"broker.session.timeout.ms", "60000"}});
    cluster.start_and_wait();
    const int leader = cluster.controller() % 3 + 1;
    const int follower = leader % 3 + 1;
    cluster.create_topic_on("news", {{leader, follower}, {leader, follower}});
    const BrokerEpoch life = cluster.node(follower).state().broker_epoch;
    cluster.kill(follower);
    // In its place, and in its name.
    messages::FetchRequest request;
    request.replica_state = {.replica_id = BrokerId(follower), .replica_epoch = life};
    request.session_epoch = 0;
    auto& topic = request.topics.emplace_back();
    topic.topic_id = cluster.state_of("news").topic_id;
    for (int i = 0; i < 2; ++i) topic.partitions.push_back({.partition = i, .fetch_offset = Offset(0), .partition_max_bytes = 1 << 20});
    const auto fetch_for = [&](int seconds) {
        for (int i = 0; i < 2 * seconds; ++i) {
            const auto response = cluster.ask<messages::FetchResponse>(leader, request, 17);
            ASSERT_TRUE(response);
            ASSERT_EQ(response->error_code, ErrorCode::NONE);
            request.session_id = response->session_id;
            ++request.session_epoch;
            request.topics.clear();
            request.forgotten_topics_data.clear();
            cluster.world.run_for(Milliseconds(500));
        }
    };
    const Uuid id = topic.topic_id;
    fetch_for(10);
    ASSERT_NE(request.session_id, 0);
    for (int i = 0; i < 2; ++i) ASSERT_EQ(cluster.produce(leader, "news", i, {.values = {"a"}}, 1).error_code, ErrorCode::NONE);
    request.topics = {{.topic_id = id, .partitions = {{.partition = 0, .fetch_offset = Offset(1), .partition_max_bytes = 1 << 20}}}};
    request.forgotten_topics_data = {{.topic_id = id, .partitions = {1}}};
    fetch_for(6);
    EXPECT_EQ(cluster.state_of("news", 1).isr, std::vector{leader});
    EXPECT_EQ(cluster.state_of("news", 0).isr.size(), 2U);
}

TEST(FetchTest, an_unknown_topic_id_is_told_as_such) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    messages::FetchRequest request;
    request.topics.push_back({.topic_id = Uuid::from_halves(1, 2), .partitions = {{.partition = 0, .partition_max_bytes = 1}}});
    const auto response = cluster.ask<messages::FetchResponse>(1, request, 13);
    EXPECT_EQ(response->responses.at(0).partitions.at(0).error_code, ErrorCode::UNKNOWN_TOPIC_ID);
}

TEST(FetchTest, who_does_not_lead_says_who_does_and_where) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2}});
    messages::FetchRequest request;
    request.topics.push_back({.topic_id = cluster.state_of("news").topic_id, .partitions = {{.partition = 0, .partition_max_bytes = 1}}});
    const auto response = cluster.ask<messages::FetchResponse>(3, request, 16);
    const auto& row = response->responses.at(0).partitions.at(0);
    EXPECT_EQ(row.error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_EQ(row.current_leader.leader_id, BrokerId(1));
    ASSERT_EQ(response->node_endpoints.size(), 1u);
    EXPECT_EQ(response->node_endpoints[0].port, 9092);
}

TEST(ListOffsetsTest, ends_and_times) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    cluster.produce(1, "news", 0, {.values = {"a", "b"}, .timestamp_ms = 1'700'000'000'100});
    cluster.produce(1, "news", 0, {.values = {"c"}, .timestamp_ms = 1'700'000'000'300});
    cluster.produce(1, "news", 0, {.values = {"d"}, .timestamp_ms = 1'700'000'000'200});
    const auto at = [&](std::int64_t timestamp, wire::Version version) {
        messages::ListOffsetsRequest request;
        request.replica_id = BrokerId(-1);
        request.topics.push_back({.name = "news", .partitions = {{.partition_index = 0, .timestamp = timestamp}}});
        return cluster.ask<messages::ListOffsetsResponse>(1, request, version)->topics[0].partitions[0];
    };
    EXPECT_EQ(at(-1, 5).offset, Offset(4));
    EXPECT_EQ(at(-2, 5).offset, Offset(0));
    EXPECT_EQ(at(-3, 7).offset, Offset(2));
    EXPECT_EQ(at(-3, 7).timestamp, 1'700'000'000'300);
    EXPECT_EQ(at(-3, 6).error_code, ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_EQ(at(-4, 8).offset, Offset(0));
    EXPECT_EQ(at(-5, 9).offset, no_offset);
    EXPECT_EQ(at(1'700'000'000'000, 5).offset, Offset(0));
    EXPECT_EQ(at(1'700'000'000'101, 5).offset, Offset(2));
    EXPECT_EQ(at(1'700'000'000'101, 5).timestamp, 1'700'000'000'300);
    EXPECT_EQ(at(1'800'000'000'000, 5).offset, no_offset);
    EXPECT_EQ(at(1'800'000'000'000, 5).error_code, ErrorCode::NONE);
    EXPECT_EQ(at(-7, 11).error_code, ErrorCode::UNSUPPORTED_VERSION);
}

TEST(OffsetForLeaderEpochTest, where_an_epoch_ended) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.produce_to_leader("news", 0, {.values = {"a", "b"}});
    const int epoch = cluster.state_of("news").leader_epoch;
    cluster.kill(1);
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader >= 2; }));
    cluster.produce_to_leader("news", 0, {.values = {"c"}});
    messages::OffsetForLeaderEpochRequest request;
    request.topics.push_back(
        {.topic = "news",
         .partitions = {{.partition = 0, .leader_epoch = LeaderEpoch(epoch)}, {.partition = 0, .leader_epoch = LeaderEpoch(99)}}});
    const auto response = cluster.ask<messages::OffsetForLeaderEpochResponse>(cluster.state_of("news").leader, request, 4);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->topics[0].partitions[0].leader_epoch, LeaderEpoch(epoch));
    EXPECT_EQ(response->topics[0].partitions[0].end_offset, Offset(2));
    EXPECT_EQ(response->topics[0].partitions[1].end_offset, no_offset);
}

}  // namespace
}  // namespace vitrine::broker::test
