// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/consumer.h"

#include <gmock/gmock.h>

#include "tests/core/cluster/cluster_scenario.h"

namespace vitrine::client {
namespace {

using cluster::SimCluster;
using cluster::test::ClusterScenario;
using cluster::test::Received;
using cluster::test::seeds;
using cluster::test::SteadyProducer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const TopicPartition orders{"orders", 0};

// A consumer without a group, on a machine of its own.
struct Reader {
    explicit Reader(ClusterScenario& its_scenario, FetchConfig fetch = {})
        : scenario(its_scenario),
          consumer(its_scenario.cluster.add_client("reader").environment(), its_scenario.client("reader"), ConsumerConfig{.fetch = fetch},
                   received) {}

    [[nodiscard]] bool wait_for(std::size_t records, Duration limit = std::chrono::seconds(60)) {
        return scenario.run_until([&] { return received.count() >= records; }, limit);
    }
    [[nodiscard]] std::optional<Offset> position() const {
        const auto positions = consumer.view().positions;
        const auto found = positions.find(orders);
        return found == positions.end() ? std::nullopt : found->second.position;
    }

    ClusterScenario& scenario;
    Received received;
    Consumer consumer;
};

ClusterScenario& with_records(ClusterScenario& scenario, int count = 100) {
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    scenario.run("produce orders {n} --count " + std::to_string(count));
    return scenario;
}

TEST(ConsumerTest, FromTheBeginningEverythingIsReadOnceAndInOrder) {
    ClusterScenario scenario;
    Reader reader(with_records(scenario));
    reader.consumer.assign({{orders, {.kind = Position::Kind::beginning}}});
    ASSERT_TRUE(reader.wait_for(100));
    scenario.run("produce orders {n} --count 50");
    ASSERT_TRUE(reader.wait_for(150));
    const auto& entries = reader.received.records.at(orders);
    ASSERT_EQ(entries.size(), 150u);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        EXPECT_EQ(entries[i].offset, Offset(static_cast<std::int64_t>(i)));
        EXPECT_EQ(entries[i].value, std::to_string(i < 100 ? i : i - 100));
    }
    EXPECT_EQ(reader.position(), Offset(150));
    EXPECT_EQ(reader.consumer.view().records, 150u);
}

TEST(ConsumerTest, FromTheEndOnlyWhatComesNextIsRead) {
    ClusterScenario scenario;
    Reader reader(with_records(scenario));
    reader.consumer.assign({{orders, {.kind = Position::Kind::end}}});
    scenario.run_for(std::chrono::seconds(1));
    EXPECT_EQ(reader.position(), Offset(100));
    scenario.run("produce orders next");
    ASSERT_TRUE(reader.wait_for(1));
    EXPECT_THAT(reader.received.values(orders), ElementsAre("next"));
}

TEST(ConsumerTest, FromAnOffsetInTheMiddleOfABatchNothingBeforeItIsHandedOver) {
    ClusterScenario scenario;
    Reader reader(with_records(scenario));
    reader.consumer.assign({{orders, {.kind = Position::Kind::offset, .offset = Offset(97)}}});
    ASSERT_TRUE(reader.wait_for(3));
    EXPECT_THAT(reader.received.values(orders), ElementsAre("97", "98", "99"));
}

TEST(ConsumerTest, FromATimeTheFirstRecordAtOrAfterItIsFound) {
    ClusterScenario scenario;
    with_records(scenario, 10);
    scenario.run("wait 10s");
    const WallTime between = scenario.cluster.inner_environment().clock.wall_now();
    scenario.run("wait 10s\nproduce orders later --count 2");
    Reader reader(scenario);
    reader.consumer.assign({{orders, {.kind = Position::Kind::timestamp, .timestamp = between}}});
    ASSERT_TRUE(reader.wait_for(2));
    EXPECT_THAT(reader.received.values(orders), ElementsAre("later", "later"));
    // After the last record: what comes next.
    const WallTime after = scenario.cluster.inner_environment().clock.wall_now() + std::chrono::hours(1);
    reader.consumer.seek(orders, {.kind = Position::Kind::timestamp, .timestamp = after});
    scenario.run_for(std::chrono::seconds(1));
    EXPECT_EQ(reader.position(), Offset(12));
}

TEST(ConsumerTest, SeekGoesBackAndForth) {
    ClusterScenario scenario;
    Reader reader(with_records(scenario));
    reader.consumer.assign({{orders, {.kind = Position::Kind::beginning}}});
    ASSERT_TRUE(reader.wait_for(100));
    reader.received.records.clear();
    reader.consumer.seek(orders, {.kind = Position::Kind::offset, .offset = Offset(90)});
    ASSERT_TRUE(reader.wait_for(10));
    EXPECT_EQ(reader.received.values(orders).front(), "90");
    reader.received.records.clear();
    reader.consumer.seek(orders, {.kind = Position::Kind::end});
    scenario.run("produce orders last");
    ASSERT_TRUE(reader.wait_for(1));
    EXPECT_EQ(reader.received.values(orders).back(), "last");
}

TEST(ConsumerTest, ReadingGoesOnOverLeaderChanges) {
    for (const std::uint64_t seed : seeds(3)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run("topic create orders --partitions 1 --replication-factor 3 --config min.insync.replicas=2");
        Reader reader(scenario);
        reader.consumer.assign({{orders, {.kind = Position::Kind::beginning}}});
        SteadyProducer producer(scenario, "orders", Milliseconds(10));
        for (int round = 0; round < 3; ++round) {
            const std::string leader = std::to_string(scenario.leader_of("orders"));
            scenario.run("wait 1s\nbroker kill " + leader + "\nwait 12s\nbroker start " + leader);
            scenario.run("wait until brokers 3\nwait until under-replicated 0");
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        EXPECT_TRUE(reader.wait_for(producer.acknowledged.size()));
        const auto& entries = reader.received.records.at(orders);
        for (std::size_t i = 0; i < entries.size(); ++i)
            ASSERT_EQ(entries[i].offset, Offset(static_cast<std::int64_t>(i))) << "a gap or a repetition";
        EXPECT_THAT(reader.received.errors, IsEmpty());
    }
}

TEST(ConsumerTest, AnOffsetOutOfRangeIsResetAsThePolicySays) {
    ClusterScenario scenario;
    with_records(scenario);
    const Position beyond{.kind = Position::Kind::offset, .offset = Offset(1'000)};
    Reader earliest(scenario, {.auto_offset_reset = OffsetReset::earliest});
    earliest.consumer.assign({{orders, beyond}});
    EXPECT_TRUE(earliest.wait_for(100));
    Reader latest(scenario, {.auto_offset_reset = OffsetReset::latest});
    latest.consumer.assign({{orders, beyond}});
    scenario.run_for(std::chrono::seconds(1));
    EXPECT_EQ(latest.position(), Offset(100));
    Reader none(scenario, {.auto_offset_reset = OffsetReset::none});
    none.consumer.assign({{orders, beyond}});
    scenario.run_for(std::chrono::seconds(5));
    ASSERT_EQ(none.received.errors.size(), 1u) << "told once";
    EXPECT_EQ(none.received.errors[0].code, ErrorCode::OFFSET_OUT_OF_RANGE);
    EXPECT_THAT(none.received.errors[0].message, HasSubstr("orders-0"));
    none.consumer.seek(orders, {.kind = Position::Kind::beginning});
    EXPECT_TRUE(none.wait_for(100)) << "after a seek it reads on";
}

TEST(ConsumerTest, APausedConsumerKeepsItsPosition) {
    ClusterScenario scenario;
    Reader reader(with_records(scenario, 10));
    reader.consumer.assign({{orders, {.kind = Position::Kind::beginning}}});
    ASSERT_TRUE(reader.wait_for(10));
    reader.consumer.set_paused(true);
    scenario.run_for(std::chrono::seconds(1));
    scenario.run("produce orders {n} --count 10\nwait 2s");
    EXPECT_EQ(reader.received.count(), 10u);
    EXPECT_TRUE(reader.consumer.view().paused);
    reader.consumer.set_paused(false);
    EXPECT_TRUE(reader.wait_for(20));
}

TEST(ConsumerTest, PartitionsThatAreNoLongerAssignedAreNotRead) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 2 --replication-factor 3");
    Reader reader(scenario);
    const Position beginning{.kind = Position::Kind::beginning};
    const TopicPartition other{"orders", 1};
    reader.consumer.assign({{orders, beginning}, {other, beginning}});
    scenario.run("produce orders a --partition 0\nproduce orders b --partition 1");
    ASSERT_TRUE(reader.wait_for(2));
    reader.consumer.assign({{other, beginning}});
    scenario.run("produce orders c --partition 0\nproduce orders d --partition 1");
    ASSERT_TRUE(reader.wait_for(3));
    scenario.run_for(std::chrono::seconds(2));
    EXPECT_THAT(reader.received.values(orders), ElementsAre("a"));
    EXPECT_THAT(reader.received.values(other), ElementsAre("b", "d")) << "who goes on reading does not begin again";
}

TEST(ConsumerTest, ATopicThatComesLaterIsReadThen) {
    ClusterScenario scenario;
    scenario.start();
    Reader reader(scenario);
    reader.consumer.assign({{orders, {.kind = Position::Kind::beginning}}});
    scenario.run_for(std::chrono::seconds(3));
    EXPECT_FALSE(reader.consumer.view().positions.at(orders).last_error.empty());
    scenario.run("topic create orders --partitions 1 --replication-factor 3\nproduce orders x");
    EXPECT_TRUE(reader.wait_for(1));
}

TEST(ConsumerTest, ADamagedBatchIsToldAndNotSkipped) {
    ClusterScenario scenario(1);
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 1\nproduce orders first\nproduce orders second");
    ASSERT_TRUE(scenario.cluster.disk(BrokerId(1)).corrupt("orders-0/00000000000000000000.log", 66, 0xff));
    Reader reader(scenario);
    reader.consumer.assign({{orders, {.kind = Position::Kind::beginning}}});
    ASSERT_TRUE(scenario.run_until([&] { return !reader.received.errors.empty(); }));
    EXPECT_EQ(reader.received.errors[0].code, ErrorCode::CORRUPT_MESSAGE);
    scenario.run_for(std::chrono::seconds(5));
    EXPECT_EQ(reader.received.count(), 0u);
    EXPECT_EQ(reader.received.errors.size(), 1u);
}

TEST(ConsumerTest, WithoutAGroupThereIsNothingToCommitTo) {
    ClusterScenario scenario;
    Reader reader(with_records(scenario));
    std::optional<Status> committed;
    reader.consumer.commit([&](Status status) { committed = std::move(status); });
    ASSERT_TRUE(scenario.run_until([&] { return committed.has_value(); }));
    ASSERT_FALSE(*committed);
    EXPECT_EQ(committed->error().code, ErrorCode::INVALID_GROUP_ID);
}

TEST(ConsumerTest, AHungBrokerHoldsUpOnlyItsOwnPartitions) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 1");
    std::map<TopicPartition, Position> all;
    for (int partition = 0; partition < 3; ++partition) all[{"orders", partition}] = {.kind = Position::Kind::beginning};
    Reader reader(scenario);
    reader.consumer.assign(all);
    scenario.run_for(std::chrono::seconds(1));
    const int hung = scenario.leader_of("orders", 0);
    scenario.run("broker pause " + std::to_string(hung) + "\nproduce orders b --partition 1\nproduce orders c --partition 2");
    EXPECT_TRUE(reader.wait_for(2, std::chrono::seconds(10)));
    scenario.run("broker resume " + std::to_string(hung) + "\nwait until brokers 3\nproduce orders a --partition 0");
    EXPECT_TRUE(reader.wait_for(3, std::chrono::seconds(60)));
}

}  // namespace
}  // namespace vitrine::client
