// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/producer.h"

#include <gmock/gmock.h>

#include "client/partitioner.h"
#include "tests/core/cluster/cluster_scenario.h"

namespace vitrine::client {
namespace {

using cluster::test::ClusterScenario;
using cluster::test::expect_nothing_lost_or_twice;
using cluster::test::read_all;
using cluster::test::Received;
using cluster::test::seeds;
using cluster::test::SteadyProducer;
using ::testing::HasSubstr;

constexpr Duration by_hand{0};

std::string number(int value) { return std::to_string(value); }

// A producer whose records are sent one by one.
struct Sender {
    Sender(ClusterScenario& its_scenario, ProducerConfig config, ClientConfig client)
        : scenario(its_scenario), producer(its_scenario.cluster.add_client("sender").environment(), std::move(client), config) {}
    Sender(ClusterScenario& its_scenario, ProducerConfig config = {}) : Sender(its_scenario, config, its_scenario.client("sender")) {}

    void send(ProducerRecord record) {
        const std::size_t at = results.size();
        results.emplace_back();
        producer.send(std::move(record), [this, at](Result<RecordMetadata> result) {
            EXPECT_FALSE(results[at].has_value()) << "an answer comes once";
            results[at] = std::move(result);
        });
        EXPECT_FALSE(results[at].has_value()) << "an answer comes later";
    }
    void send(const std::string& topic, std::int32_t partition, const std::string& value) {
        send({.topic = topic, .partition = partition, .value = to_bytes(value)});
    }
    [[nodiscard]] bool all_answered() const {
        return std::ranges::all_of(results, [](const auto& result) { return result.has_value(); });
    }
    [[nodiscard]] bool wait(Duration limit = std::chrono::minutes(5)) {
        return scenario.run_until([this] { return all_answered(); }, limit);
    }

    ClusterScenario& scenario;
    Producer producer;
    std::vector<std::optional<Result<RecordMetadata>>> results;
};

TEST(PartitionerTest, KeysGoWhereKafkasOwnClientsSendThem) {
    // Values of Kafka's UtilsTest.testMurmur2.
    EXPECT_EQ(static_cast<std::int32_t>(murmur2(as_bytes("21"))), -973932308);
    EXPECT_EQ(static_cast<std::int32_t>(murmur2(as_bytes("foobar"))), -790332482);
    EXPECT_EQ(static_cast<std::int32_t>(murmur2(as_bytes("a-little-bit-long-string"))), -985981536);
    EXPECT_EQ(static_cast<std::int32_t>(murmur2(as_bytes("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8"))), -58897971);
}

TEST(ProducerTest, RecordsOfOneKeyGoToOnePartitionInOrder) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 4 --replication-factor 3");
    Sender sender(scenario);
    for (int i = 0; i < 400; ++i) sender.send({.topic = "orders", .key = to_bytes("key-" + number(i % 7)), .value = to_bytes(number(i))});
    ASSERT_TRUE(sender.wait());
    for (const auto& result : sender.results) ASSERT_TRUE(*result) << (*result).error().message;
    std::map<std::string, std::vector<int>> by_key;
    for (const auto& [partition, entries] : read_all(scenario, "orders", 4).records) {
        for (const auto& entry : entries) {
            const int i = std::stoi(entry.value);
            EXPECT_EQ(partition_of_key(as_bytes("key-" + number(i % 7)), 4), partition.partition);
            by_key["key-" + number(i % 7)].push_back(i);
        }
    }
    EXPECT_EQ(by_key.size(), 7u);
    for (const auto& [key, values] : by_key) EXPECT_TRUE(std::ranges::is_sorted(values)) << key;
}

TEST(ProducerTest, RetriesOverLeaderChangesNeitherLoseNorRepeat) {
    for (const std::uint64_t seed : seeds(5)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run("topic create orders --partitions 2 --replication-factor 3 --config min.insync.replicas=2");
        SteadyProducer producer(scenario, "orders", Milliseconds(2), {.linger = Milliseconds(1)});
        for (int round = 0; round < 3; ++round) {
            scenario.run_for(std::chrono::seconds(1));
            const std::string leader = number(scenario.leader_of("orders", round % 2));
            scenario.run("broker kill " + leader + "\nwait until leader orders 0 is not " + leader + "\nwait 1s\nbroker start " + leader);
            scenario.run("wait until under-replicated 0 --timeout 60s");
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        EXPECT_TRUE(producer.failed.empty()) << producer.failed.begin()->second.message;
        EXPECT_GT(producer.producer->view().retries, 0u);
        const Received received = read_all(scenario, "orders", 2);
        expect_nothing_lost_or_twice(producer, received);
        // Batches in flight keep their order.
        for (int partition = 0; partition < 2; ++partition) {
            std::vector<int> numbers;
            for (const std::string& value : received.values({"orders", partition})) numbers.push_back(std::stoi(value.substr(7)));
            EXPECT_TRUE(std::ranges::is_sorted(numbers)) << "partition " << partition;
        }
    }
}

TEST(ProducerTest, AnAnswerThatIsLostIsNoReasonForADuplicate) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    SteadyProducer producer(scenario, "orders", Milliseconds(1), {.linger = Duration(0)});
    for (int round = 0; round < 40; ++round) {
        scenario.run_for(Milliseconds(100));
        // Whatever is under way in either direction is lost.
        for (int id = 1; id <= 3; ++id) scenario.cluster.break_connections(BrokerId(id), cluster::SimCluster::first_client_machine);
    }
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty());
    EXPECT_GT(producer.producer->view().retries, 10u);
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 1));
}

// A leader that refused the first one, since it was not the leader yet, would take the second one: it knows nothing of the producer.
TEST(ProducerTest, TheFirstBatchGoesAloneAndThenManyAreUnderWay) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    SteadyProducer producer(scenario, "orders", Milliseconds(1), {.linger = Duration(0), .batch_size = 1});
    std::size_t most_before = 0;
    std::size_t most_after = 0;
    for (int i = 0; i < 4000; ++i) {
        scenario.run_for(std::chrono::microseconds(50));
        const auto view = producer.producer->view().partitions[{"orders", 0}];
        std::size_t& most = view.last_acknowledged ? most_after : most_before;
        most = std::max(most, view.batches_in_flight);
    }
    EXPECT_EQ(most_before, 1u);
    EXPECT_GT(most_after, 1u);
}

TEST(ProducerTest, TheDeliveryTimeoutGivesAnErrorOnce) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3 --config min.insync.replicas=2");
    ClientConfig client = scenario.client("sender");
    client.request_timeout = std::chrono::seconds(2);
    Sender sender(scenario, {.delivery_timeout = std::chrono::seconds(10)}, client);
    sender.send("orders", 0, "before");
    ASSERT_TRUE(sender.wait());
    scenario.run("broker kill 1\nbroker kill 2\nbroker kill 3");
    const Instant begin = scenario.cluster.now();
    sender.send("orders", 0, "lost");
    ASSERT_TRUE(sender.wait());
    ASSERT_FALSE(*sender.results[1]);
    EXPECT_THAT((*sender.results[1]).error().message, HasSubstr("orders-0"));
    EXPECT_GE(scenario.cluster.now() - begin, std::chrono::seconds(10));
    EXPECT_LE(scenario.cluster.now() - begin, std::chrono::seconds(14));
    EXPECT_EQ(sender.producer.buffered_bytes(), 0u);
    scenario.run("heal all\nwait until brokers 3");
    sender.send("orders", 0, "after");
    ASSERT_TRUE(sender.wait());
    EXPECT_TRUE(*sender.results[2]) << (*sender.results[2]).error().message;
    EXPECT_EQ(read_all(scenario, "orders", 1).values({"orders", 0}), (std::vector<std::string>{"before", "after"}));
}

// The batch of one partition expires while the answer to another partition's batch, which was appended, is lost: giving up the
// one must not make the other a second record.
TEST(ProducerTest, AnExpiredBatchOfOnePartitionDoesNotDuplicateTheBatchOfAnother) {
    for (const std::uint64_t seed : seeds(8)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run("topic create doomed --partitions 1 --replication-factor 1\ntopic create kept --partitions 1 --replication-factor 1");
        const int doomed = scenario.leader_of("doomed");
        const int kept = scenario.leader_of("kept");
        if (doomed == kept) continue;
        ClientConfig client = scenario.client("sender");
        client.request_timeout = std::chrono::seconds(20);
        Sender sender(scenario, {.linger = Duration(0), .delivery_timeout = std::chrono::seconds(10)}, client);
        sender.send("doomed", 0, "first");
        sender.send("kept", 0, "first");
        ASSERT_TRUE(sender.wait());
        scenario.run("broker kill " + number(doomed));
        sender.send("doomed", 0, "second");
        scenario.run_for(Milliseconds(9'500));
        // Appended, but the answer does not come back.
        scenario.cluster.cut_one_way(BrokerId(kept), cluster::SimCluster::first_client_machine);
        sender.send("kept", 0, "second");
        scenario.run_for(Milliseconds(200));
        scenario.cluster.break_connections(BrokerId(kept), cluster::SimCluster::first_client_machine);
        scenario.run_for(Milliseconds(1'500));
        scenario.cluster.heal_link(BrokerId(kept), cluster::SimCluster::first_client_machine);
        ASSERT_TRUE(sender.wait());
        EXPECT_FALSE(*sender.results[2]);
        ASSERT_TRUE(*sender.results[3]) << (*sender.results[3]).error().message;
        EXPECT_EQ(read_all(scenario, "kept", 1).values({"kept", 0}), (std::vector<std::string>{"first", "second"}));
    }
}

TEST(ProducerTest, AFullBufferRefusesAtOnceAndTakesRecordsAgainLater) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    Sender sender(scenario, {.buffer_memory = 10'000});
    for (int i = 0; i < 100; ++i) sender.send("orders", 0, std::string(1000, 'x'));
    ASSERT_TRUE(sender.wait());
    const auto refused = std::ranges::count_if(sender.results, [](const auto& result) { return !*result; });
    EXPECT_GT(refused, 80);
    EXPECT_LT(refused, 95);
    EXPECT_THAT((*sender.results.back()).error().message, HasSubstr("buffer.memory (10000 bytes) is full"));
    EXPECT_EQ(sender.producer.buffered_bytes(), 0u);
    sender.send("orders", 0, "small");
    ASSERT_TRUE(sender.wait());
    EXPECT_TRUE(*sender.results.back());
    EXPECT_EQ(sender.producer.view().records_failed, static_cast<std::uint64_t>(refused));
}

TEST(ProducerTest, ARecordThatIsTooLargeIsRefusedWithASentence) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3 --config max.message.bytes=2000");
    Sender sender(scenario);
    sender.send("orders", 0, std::string(2 * 1024 * 1024, 'x'));  // for the producer
    sender.send("orders", 0, std::string(4000, 'x'));             // for the topic
    sender.send("orders", 0, "fits");
    ASSERT_TRUE(sender.wait());
    ASSERT_FALSE(*sender.results[0]);
    EXPECT_THAT((*sender.results[0]).error().message, HasSubstr("max.request.size"));
    ASSERT_FALSE(*sender.results[1]);
    EXPECT_EQ((*sender.results[1]).error().code, ErrorCode::MESSAGE_TOO_LARGE);
}

TEST(ProducerTest, ATopicThatDoesNotExistIsMadeWhereTheBrokerAllowsIt) {
    ClusterScenario scenario;
    scenario.start();
    Sender sender(scenario);
    sender.send({.topic = "new", .value = to_bytes("value")});
    ASSERT_TRUE(sender.wait());
    EXPECT_TRUE(*sender.results[0]) << (*sender.results[0]).error().message;
    scenario.run("expect topic new");
}

TEST(ProducerTest, ATopicThatDoesNotExistIsAnErrorAfterTheDeliveryTimeoutWhereTheBrokerMakesNone) {
    ClusterScenario scenario(3, {{"auto.create.topics.enable", "false"}});
    scenario.start();
    Sender sender(scenario, {.delivery_timeout = std::chrono::seconds(5)});
    sender.send({.topic = "new", .value = to_bytes("value")});
    ASSERT_TRUE(sender.wait());
    ASSERT_FALSE(*sender.results[0]);
    EXPECT_EQ((*sender.results[0]).error().code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(sender.producer.buffered_bytes(), 0u);
}

TEST(ProducerTest, APartitionThatATopicDoesNotHaveIsAnError) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 2 --replication-factor 3");
    Sender sender(scenario);
    sender.send("orders", 2, "value");
    ASSERT_TRUE(sender.wait());
    ASSERT_FALSE(*sender.results[0]);
    EXPECT_THAT((*sender.results[0]).error().message, HasSubstr("topic orders has partitions 0 to 1, not 2"));
}

TEST(ProducerTest, WithoutAcknowledgementsNothingIsWaitedFor) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    Sender sender(scenario, {.acks = 0, .enable_idempotence = false});
    sender.send("orders", 0, "value");
    ASSERT_TRUE(sender.wait());
    ASSERT_TRUE(*sender.results[0]);
    EXPECT_EQ((*sender.results[0])->offset, no_offset);
    scenario.run("wait until high-watermark orders 0 >= 1");
}

TEST(ProducerTest, WithoutIdempotenceNothingIsLostEither) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3 --config min.insync.replicas=2");
    SteadyProducer producer(scenario, "orders", Milliseconds(5), {.enable_idempotence = false});
    const std::string leader = number(scenario.leader_of("orders"));
    scenario.run("wait 1s\nbroker kill " + leader + "\nwait 15s\nbroker start " + leader + "\nwait until under-replicated 0");
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    const Received received = read_all(scenario, "orders", 1);
    std::set<std::string> values;
    for (const std::string& value : received.values({"orders", 0})) values.insert(value);
    for (const auto& [value, place] : producer.acknowledged) EXPECT_TRUE(values.contains(value)) << value;
}

TEST(ProducerTest, EveryCodecArrives) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    for (const records::Codec codec :
         {records::Codec::none, records::Codec::gzip, records::Codec::snappy, records::Codec::lz4, records::Codec::zstd}) {
        Sender sender(scenario, {.compression = codec});
        for (int i = 0; i < 20; ++i) sender.send("orders", 0, "value " + number(i));
        ASSERT_TRUE(sender.wait());
        for (const auto& result : sender.results) EXPECT_TRUE(*result);
    }
    const auto values = read_all(scenario, "orders", 1).values({"orders", 0});
    ASSERT_EQ(values.size(), 100u);
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(values[i], "value " + number(static_cast<int>(i % 20)));
}

TEST(ProducerTest, FlushEndsWhenEverythingIsAnswered) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3");
    SteadyProducer producer(scenario, "orders", by_hand, {.linger = std::chrono::seconds(30)});
    for (int i = 0; i < 100; ++i) producer.send_one();
    bool flushed = false;
    producer.producer->flush([&] {
        EXPECT_TRUE(producer.idle());
        flushed = true;
    });
    ASSERT_TRUE(scenario.run_until([&] { return flushed; }, std::chrono::seconds(2)));
    EXPECT_EQ(producer.acknowledged.size(), 100u);
    bool again = false;
    producer.producer->flush([&] { again = true; });
    EXPECT_TRUE(scenario.run_until([&] { return again; }, std::chrono::seconds(2))) << "nothing to wait for";
}

TEST(ProducerTest, TheViewShowsWhatIsUnderWay) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    SteadyProducer producer(scenario, "orders", by_hand, {.linger = std::chrono::seconds(1)});
    for (int i = 0; i < 10; ++i) producer.send_one();
    scenario.run_for(Milliseconds(500));
    ProducerView view = producer.producer->view();
    EXPECT_EQ((view.partitions[{"orders", 0}].batches_waiting), 1u);
    EXPECT_GT(view.buffered_bytes, 0u);
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    view = producer.producer->view();
    EXPECT_EQ((view.partitions[{"orders", 0}].batches_waiting), 0u);
    EXPECT_EQ((view.partitions[{"orders", 0}].next_sequence), 10);
    EXPECT_EQ((view.partitions[{"orders", 0}].last_acknowledged), Offset(9));
    EXPECT_EQ(view.records_sent, 10u);
    EXPECT_EQ(view.batches_sent, 1u);
    EXPECT_NE(view.producer_id, no_producer_id);
}

TEST(ProducerTest, AProducerIsDestroyedWithRecordsUnderWay) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    {
        SteadyProducer producer(scenario, "orders", by_hand);
        for (int i = 0; i < 100; ++i) producer.send_one();
        scenario.run_for(Milliseconds(6));
    }
    scenario.run_for(std::chrono::seconds(5));
}

}  // namespace
}  // namespace vitrine::client
