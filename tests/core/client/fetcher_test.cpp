// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/fetcher.h"

#include <gmock/gmock.h>

#include "env/sim/world.h"
#include "messages/metadata.h"
#include "records/control.h"
#include "rpc/server.h"

// What no broker of this project has yet: transactions, and topics whose batches differ.
namespace vitrine::client {
namespace {

using ::testing::ElementsAre;

constexpr BrokerId broker{1};
constexpr BrokerId reader{2};
const env::Endpoint endpoint{"127.0.0.1", 9092};

// A broker with one partition, t-0, whose records are given to every Fetch once.
class OnePartition final : public rpc::RequestHandler {
public:
    Bytes log;
    std::vector<messages::FetchResponse::FetchableTopicResponse::PartitionData::AbortedTransaction> aborted;

    void handle(rpc::Request request, rpc::Responder responder) override {
        if (request.header.request_api_key == messages::MetadataRequest::message().api_key) {
            messages::MetadataResponse response;
            response.brokers.push_back({.node_id = broker, .host = endpoint.host, .port = endpoint.port});
            auto& topic = response.topics.emplace_back();
            topic.name = "t";
            auto& partition = topic.partitions.emplace_back();
            partition.leader_id = broker;
            partition.leader_epoch = LeaderEpoch(3);
            return responder.respond(response);
        }
        const auto fetch = request.decode<messages::FetchRequest>();
        ASSERT_TRUE(fetch);
        messages::FetchResponse response;
        auto& topic = response.responses.emplace_back();
        topic.topic = "t";
        auto& partition = topic.partitions.emplace_back();
        partition.high_watermark = Offset(100);
        partition.log_start_offset = Offset(0);
        partition.aborted_transactions = aborted;
        partition.records = wire::Records(std::exchange(log, {}));
        responder.respond(response);
    }
};

struct FetcherTest : ::testing::Test {
    env::sim::World world{1};
    Logger logger{"test"};
    OnePartition partition;
    std::unique_ptr<rpc::Server> server;
    std::unique_ptr<ClusterClient> cluster;
    std::unique_ptr<Fetcher> fetcher;
    std::vector<std::string> values;
    std::vector<RecordOrigin> origins;
    Offset next{0};

    void SetUp() override {
        world.add_node(broker);
        world.add_node(reader);
        server = std::make_unique<rpc::Server>(world.node(broker).environment(), rpc::ServerOptions{.node = broker}, partition, logger);
        ASSERT_TRUE(server->listen(endpoint));
        ClientConfig config;
        config.bootstrap_servers = {endpoint};
        cluster = std::make_unique<ClusterClient>(world.node(reader).environment(), config);
    }
    void TearDown() override {
        fetcher.reset();
        cluster.reset();
        server.reset();
    }

    void append(const Bytes& batch) { partition.log.insert(partition.log.end(), batch.begin(), batch.end()); }
    void append(std::int64_t offset, ProducerId producer, const std::string& value, records::BatchOptions options = {}) {
        options.base_offset = Offset(offset);
        options.producer_id = producer;
        options.transactional = producer != no_producer_id;
        records::BatchBuilder builder(options);
        builder.append(1, std::nullopt, ByteSpan(reinterpret_cast<const std::uint8_t*>(value.data()), value.size()));
        append(*builder.build());
    }
    void mark(std::int64_t offset, ProducerId producer, records::ControlRecordType type) {
        append(records::make_control_batch(
            {.type = type, .base_offset = Offset(offset), .producer_id = producer, .producer_epoch = ProducerEpoch(0)},
            records::transaction_marker_value(0)));
    }
    // Reads until `end`.
    void read(bool committed, std::int64_t end) {
        FetchConfig config;
        config.read_committed = committed;
        fetcher = std::make_unique<Fetcher>(
            *cluster, config,
            [this](const FetchedRecords& fetched) {
                for (const auto& record : fetched.records) values.emplace_back(record.value->begin(), record.value->end());
                origins.insert(origins.end(), fetched.origins.begin(), fetched.origins.end());
                next = fetched.next_offset;
            },
            [](const TopicPartition&, const Error& error) { ADD_FAILURE() << error.message; });
        fetcher->assign({{{"t", 0}, {.kind = Position::Kind::offset, .offset = Offset(0)}}});
        EXPECT_TRUE(world.run_until([&] { return next == Offset(end); }, std::chrono::seconds(10))) << "at " << next.value();
    }
    // Two transactions at once: producer 7 aborts its first and commits its second, producer 8 commits.
    void two_producers() {
        append(0, ProducerId(7), "aborted");
        append(1, ProducerId(8), "eight");
        mark(2, ProducerId(7), records::ControlRecordType::abort);
        append(3, ProducerId(7), "seven");
        mark(4, ProducerId(8), records::ControlRecordType::commit);
        mark(5, ProducerId(7), records::ControlRecordType::commit);
        append(6, no_producer_id, "plain");
        partition.aborted.push_back({.producer_id = ProducerId(7), .first_offset = Offset(0)});
    }
};

TEST_F(FetcherTest, WhatWasAbortedIsNotReadWhereCommittedRecordsAreAskedFor) {
    two_producers();
    read(true, 7);
    EXPECT_THAT(values, ElementsAre("eight", "seven", "plain"));
}

TEST_F(FetcherTest, EverythingIsReadWhereThatIsAskedFor) {
    two_producers();
    read(false, 7);
    EXPECT_THAT(values, ElementsAre("aborted", "eight", "seven", "plain"));
}

TEST_F(FetcherTest, ARecordKnowsWhatItsBatchSays) {
    append(0, no_producer_id, "a", {.leader_epoch = LeaderEpoch(1)});
    append(1, no_producer_id, "b",
           {.leader_epoch = LeaderEpoch(2), .timestamp_type = records::TimestampType::log_append_time, .log_append_time_ms = 9});
    read(false, 2);
    ASSERT_EQ(origins.size(), 2u);
    EXPECT_EQ(origins[0].timestamp_type, records::TimestampType::create_time);
    EXPECT_EQ(origins[0].leader_epoch, LeaderEpoch(1));
    EXPECT_EQ(origins[1].timestamp_type, records::TimestampType::log_append_time);
    EXPECT_EQ(origins[1].leader_epoch, LeaderEpoch(2));
}

}  // namespace
}  // namespace vitrine::client
