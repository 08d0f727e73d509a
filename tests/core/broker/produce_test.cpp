// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "messages/init_producer_id.h"
#include "tests/core/broker/cluster_fixture.h"

namespace vitrine::broker::test {
namespace {

using Values = std::vector<std::string>;

TEST(ProduceTest, acks_all_is_answered_when_every_replica_in_sync_has_it) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"a"}}).error_code, ErrorCode::NONE);
    const Bytes leader = cluster.log_bytes(1, "news", 0);
    EXPECT_FALSE(leader.empty());
    EXPECT_EQ(cluster.log_bytes(2, "news", 0), leader);
    EXPECT_EQ(cluster.log_bytes(3, "news", 0), leader);
}

TEST(ProduceTest, acks_1_is_answered_by_the_leader_alone) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.world.pause(BrokerId(2));
    cluster.world.pause(BrokerId(3));
    const Instant asked = cluster.world.now();
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"a"}}, 1).error_code, ErrorCode::NONE);
    EXPECT_LT(cluster.world.now() - asked, Milliseconds(100));
    // Not committed: a consumer does not see it.
    EXPECT_EQ(cluster.fetch(1, "news", 0, 0).high_watermark, Offset(0));
}

TEST(ProduceTest, acks_all_that_waits_too_long_is_told_so_and_the_records_stay) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.world.pause(BrokerId(3));
    const auto row = cluster.produce(1, "news", 0, {.values = {"a"}}, -1, 1000);
    EXPECT_EQ(row.error_code, ErrorCode::REQUEST_TIMED_OUT);
    cluster.world.resume(BrokerId(3));
    ASSERT_TRUE(cluster.run_until([&] { return cluster.fetch(1, "news", 0, 0).high_watermark == Offset(1); }));
}

TEST(ProduceTest, acks_0_gets_no_answer_but_is_stored) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    messages::ProduceRequest request;
    request.acks = 0;
    request.topic_data.push_back(
        {.name = "news", .partition_data = {{.index = 0, .records = wire::Records(make_batch({.values = {"quiet"}}))}}});
    cluster.channel(1).send_only(messages::ProduceRequest::message(), &request, 12);
    EXPECT_TRUE(cluster.run_until([&] { return cluster.fetch(1, "news", 0, 0).high_watermark == Offset(1); }));
    EXPECT_EQ(cluster.consume("news"), Values{"quiet"});
}

TEST(ProduceTest, a_failed_acks_0_closes_the_connection) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    messages::ProduceRequest request;
    request.acks = 0;
    request.topic_data.push_back(
        {.name = "nowhere", .partition_data = {{.index = 0, .records = wire::Records(make_batch({.values = {"quiet"}}))}}});
    cluster.channel(1).send_only(messages::ProduceRequest::message(), &request, 12);
    ASSERT_TRUE(cluster.run_until([&] { return cluster.channel(1).connected(); }));
    EXPECT_TRUE(cluster.run_until([&] { return !cluster.channel(1).connected(); }));
}

TEST(ProduceTest, below_min_insync_replicas_acks_all_is_refused_and_acks_1_is_not_seen) {
    ClusterFixture cluster(3, {{"replica.lag.time.max.ms", "2000"}});
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2}}, {{"min.insync.replicas", "2"}});
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"a"}}).error_code, ErrorCode::NONE);
    // The leader still reaches the controller through others; only the follower hangs.
    cluster.kill(2);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1}));
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"b"}}).error_code, ErrorCode::NOT_ENOUGH_REPLICAS);
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"c"}}, 1).error_code, ErrorCode::NONE);
    // KAFKA-15583
    EXPECT_EQ(cluster.fetch(1, "news", 0, 0).high_watermark, Offset(1));
    cluster.restart(2);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2}));
    EXPECT_EQ(cluster.consume("news"), (Values{"a", "c"}));
}

TEST(ProduceTest, a_batch_that_is_sent_again_answers_its_old_offset) {  // Redpanda #3039
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    const BatchSpec first{.values = {"a", "b"}, .producer_id = ProducerId(7), .producer_epoch = ProducerEpoch(0), .base_sequence = 0};
    BatchSpec second = first;
    second.values = {"c"};
    second.base_sequence = 2;
    EXPECT_EQ(cluster.produce(1, "news", 0, first).base_offset, Offset(0));
    EXPECT_EQ(cluster.produce(1, "news", 0, second).base_offset, Offset(2));
    const auto again = cluster.produce(1, "news", 0, first);
    EXPECT_EQ(again.error_code, ErrorCode::NONE);
    EXPECT_EQ(again.base_offset, Offset(0));
    BatchSpec gap = first;
    gap.base_sequence = 9;
    EXPECT_EQ(cluster.produce(1, "news", 0, gap).error_code, ErrorCode::OUT_OF_ORDER_SEQUENCE_NUMBER);
    EXPECT_EQ(cluster.consume("news"), (Values{"a", "b", "c"}));
}

TEST(ProduceTest, a_repeated_batch_is_known_to_the_next_leader_too) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    const BatchSpec batch{.values = {"a", "b"}, .producer_id = ProducerId(7), .producer_epoch = ProducerEpoch(0), .base_sequence = 0};
    EXPECT_EQ(cluster.produce(1, "news", 0, batch).error_code, ErrorCode::NONE);
    cluster.kill(1);
    const auto again = cluster.produce_to_leader("news", 0, batch);
    EXPECT_EQ(again.base_offset, Offset(0));
    EXPECT_EQ(cluster.consume("news"), (Values{"a", "b"}));
}

TEST(ProduceTest, a_repeated_batch_is_known_after_a_restart_from_disk) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    const BatchSpec batch{.values = {"a", "b"}, .producer_id = ProducerId(7), .producer_epoch = ProducerEpoch(0), .base_sequence = 0};
    EXPECT_EQ(cluster.produce(1, "news", 0, batch).error_code, ErrorCode::NONE);
    cluster.kill(1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(cluster.produce_to_leader("news", 0, batch).base_offset, Offset(0));
    EXPECT_EQ(cluster.consume("news"), (Values{"a", "b"}));
}

TEST(ProduceTest, producer_ids_are_unique_in_the_cluster) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    std::set<std::int64_t> ids;
    for (int i = 0; i < 30; ++i) {
        messages::InitProducerIdRequest request;
        request.transactional_id.reset();
        request.transaction_timeout_ms = 60'000;
        const auto response = cluster.ask<messages::InitProducerIdResponse>(1 + i % 3, request, 4);
        ASSERT_TRUE(response);
        ASSERT_EQ(response->error_code, ErrorCode::NONE);
        EXPECT_EQ(response->producer_epoch, ProducerEpoch(0));
        EXPECT_TRUE(ids.insert(response->producer_id.value()).second);
    }
}

TEST(ProduceTest, who_does_not_lead_says_who_does) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2}});
    const auto on_follower = cluster.produce(2, "news", 0, {.values = {"a"}});
    EXPECT_EQ(on_follower.error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_EQ(on_follower.current_leader.leader_id, BrokerId(1));
    const auto elsewhere = cluster.produce(3, "news", 0, {.values = {"a"}});
    EXPECT_EQ(elsewhere.error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_EQ(elsewhere.current_leader.leader_id, BrokerId(1));
    EXPECT_EQ(cluster.produce(1, "news", 5, {.values = {"a"}}).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(cluster.produce(1, "olds", 0, {.values = {"a"}}).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"a"}}, 2).error_code, ErrorCode::INVALID_REQUIRED_ACKS);
}

TEST(ProduceTest, damaged_and_odd_batches_are_refused) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1, {{"max.message.bytes", "2000"}});
    const auto produce_bytes = [&](Bytes bytes) {
        messages::ProduceRequest request;
        request.acks = 1;
        request.timeout_ms = 1000;
        request.topic_data.push_back({.name = "news", .partition_data = {{.index = 0, .records = wire::Records(std::move(bytes))}}});
        return cluster.ask<messages::ProduceResponse>(1, request, 12)->responses[0].partition_responses[0];
    };
    Bytes flipped = make_batch({.values = {"a"}});
    flipped.back() ^= 1;
    EXPECT_EQ(produce_bytes(flipped).error_code, ErrorCode::CORRUPT_MESSAGE);
    Bytes twice = make_batch({.values = {"a"}});
    const Bytes once = twice;
    twice.insert(twice.end(), once.begin(), once.end());
    EXPECT_EQ(produce_bytes(twice).error_code, ErrorCode::INVALID_RECORD);
    EXPECT_EQ(produce_bytes({}).error_code, ErrorCode::INVALID_RECORD);
    EXPECT_EQ(produce_bytes(make_batch({.values = {std::string(4000, 'x')}})).error_code, ErrorCode::MESSAGE_TOO_LARGE);
    EXPECT_EQ(cluster.fetch(1, "news", 0, 0).high_watermark, Offset(0));
    EXPECT_EQ(produce_bytes(once).error_code, ErrorCode::NONE);
}

TEST(ProduceTest, a_compacted_topic_names_the_record_without_a_key) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("table", 1, 1, {{"cleanup.policy", "compact"}});
    const auto row = cluster.produce(1, "table", 0, {.values = {"a", "b"}});
    EXPECT_EQ(row.error_code, ErrorCode::INVALID_RECORD);
    ASSERT_FALSE(row.record_errors.empty());
    EXPECT_EQ(row.record_errors[0].batch_index, 0);
    EXPECT_EQ(cluster.produce(1, "table", 0, {.values = {"a"}, .key = "k"}).error_code, ErrorCode::NONE);
}

TEST(ProduceTest, log_append_time_is_the_brokers) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1, {{"message.timestamp.type", "LogAppendTime"}});
    const auto row = cluster.produce(1, "news", 0, {.values = {"a"}, .timestamp_ms = 1});
    EXPECT_EQ(row.error_code, ErrorCode::NONE);
    EXPECT_GT(row.log_append_time_ms, 1'700'000'000'000 - 1);
}

}  // namespace
}  // namespace vitrine::broker::test
