// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "messages/control_records.h"
#include "quorum_bench.h"
#include "raft/metadata_partition.h"
#include "raft/quorum_state_file.h"
#include "raft/raft_messages.h"
#include "records/control.h"
#include "records/record.h"
#include "wire/codec.h"

namespace vitrine::raft::test {
namespace {

TEST(QuorumStateFile, IsReadAsItWasWritten) {
    for (const ElectionState& state :
         std::initializer_list<ElectionState>{{}, {LeaderEpoch(3), b, no_broker}, {LeaderEpoch(4), no_broker, a}, {LeaderEpoch(5), c, a}}) {
        EXPECT_EQ(decode_quorum_state(encode_quorum_state(state, 0, {a, b, c})).value(), state);
    }
}

TEST(QuorumStateFile, OfApacheKafkaIsUnderstood) {
    EXPECT_EQ(
        decode_quorum_state("{\"clusterId\":\"\",\"leaderId\":2,\"leaderEpoch\":7,\"votedId\":-1,\"appliedOffset\":0,\"currentVoters\":"
                            "[{\"voterId\":1},{\"voterId\":2},{\"voterId\":3}],\"data_version\":0}"),
        (ElectionState{LeaderEpoch(7), b, no_broker}));
}

class MetadataPartitionTest : public testing::Test {
protected:
    std::unique_ptr<MetadataPartition> open() {
        return MetadataPartition::open(environment, config, [](const Error&) {}).value();
    }
    static AppendToLog values(std::int64_t base, std::int32_t epoch, std::vector<std::string> texts) {
        RecordsBatch batch{LeaderEpoch(epoch), {}};
        for (const std::string& text : texts) batch.values.push_back(to_bytes(text));
        return {Offset(base), Offset(base + static_cast<std::int64_t>(texts.size())), std::move(batch)};
    }
    env::sim::World world{1};
    env::Environment environment = world.add_node(a).environment();
    RaftConfig config;
};

TEST_F(MetadataPartitionTest, ItsShapeIsThereAfterARestart) {
    {
        const auto log = open();
        EXPECT_EQ(log->shape().end(), at(0, 0));
        ASSERT_TRUE(log->append({Offset(0), Offset(1), LeaderChangeBatch{LeaderEpoch(2), {a}, {a}}}, a, wall_time(1)));
        ASSERT_TRUE(log->append(values(1, 2, {"x", "y"}), a, wall_time(2)));
        ASSERT_TRUE(log->append({Offset(3), Offset(4), LeaderChangeBatch{LeaderEpoch(5), {a}, {a}}}, a, wall_time(3)));
    }
    const auto log = open();
    EXPECT_EQ(log->shape().end(), at(4, 5));
    EXPECT_EQ(log->shape().epochs(), (std::vector<EpochStart>{{LeaderEpoch(2), Offset(0)}, {LeaderEpoch(5), Offset(3)}}));
}

// Also with voters that change: a node of Apache Kafka 4.3 reads version 0 whatever the record says, and ends where it is another.
TEST_F(MetadataPartitionTest, ALeaderChangeIsWrittenInTheVersionThatApacheKafkaReads) {
    const auto log = open();
    const QuorumFacts facts{.kraft_version = 1, .voters = VoterSet({a})};
    ASSERT_TRUE(log->append({Offset(0), Offset(3), LeaderChangeBatch{LeaderEpoch(2), {a}, {a}, facts}}, a, wall_time(1)));
    const SharedBytes batch(log->read(Offset(0), Offset(3), 1 << 20).value());
    auto reader = records::RecordReader::open(batch.span()).value();
    const auto record = reader.next().value().value();
    EXPECT_EQ(records::parse_control_record_key(*record.key).value(), records::ControlRecordType::leader_change);
    messages::LeaderChangeMessage change;
    std::size_t at = 0;
    ASSERT_TRUE(wire::decode(messages::LeaderChangeMessage::message(), &change,
                             SharedBytes(Bytes(record.value->begin(), record.value->end())), at, 0));
    EXPECT_EQ(at, record.value->size());
    EXPECT_EQ(change.version, 0);
    EXPECT_EQ(change.leader_id, a);
    EXPECT_EQ(change.voters.size(), 1u);
    EXPECT_EQ(change.granting_voters.size(), 1u);
}

TEST_F(MetadataPartitionTest, BatchesAreCutWhole) {
    const auto log = open();
    ASSERT_TRUE(log->append(values(0, 1, {"a", "b", "c"}), a, wall_time(1)));
    ASSERT_TRUE(log->append(values(3, 1, {"d", "e"}), a, wall_time(1)));
    EXPECT_EQ(log->batch_boundary_below(Offset(4)), Offset(3));
    EXPECT_EQ(log->batch_boundary_below(Offset(3)), Offset(3));
    EXPECT_EQ(log->batch_boundary_below(Offset(2)), Offset(0));
    EXPECT_EQ(log->batch_boundary_below(Offset(9)), Offset(9));
    ASSERT_TRUE(log->truncate({Offset(3), LeaderEpoch(1)}));
    EXPECT_EQ(log->end(), Offset(3));
    EXPECT_EQ(log->truncate({Offset(1), LeaderEpoch(1)}).error().code, ErrorCode::KAFKA_STORAGE_ERROR)
        << "the quorum and its log would disagree";
}

TEST_F(MetadataPartitionTest, CommittedBatchesAreParsed) {
    const auto log = open();
    ASSERT_TRUE(log->append({Offset(0), Offset(1), LeaderChangeBatch{LeaderEpoch(1), {a}, {a}}}, a, wall_time(1)));
    ASSERT_TRUE(log->append(values(1, 1, {"x", "yz"}), a, wall_time(1234)));
    const SharedBytes control(log->read(Offset(0), Offset(1), 1 << 20).value());
    EXPECT_FALSE(parse_committed(control).value().has_value());
    const SharedBytes data(log->read(Offset(1), Offset(3), 1 << 20).value());
    const auto batch = parse_committed(data).value().value();
    EXPECT_EQ(batch.base_offset, Offset(1));
    EXPECT_EQ(batch.last_offset(), Offset(2));
    EXPECT_EQ(batch.epoch, LeaderEpoch(1));
    EXPECT_EQ(batch.append_time, wall_time(1234));
    ASSERT_EQ(batch.values.size(), 2u);
    EXPECT_EQ(as_text(batch.values[1].span()), "yz");
}

messages::FetchResponse fetched(Bytes bytes) {
    messages::FetchResponse response;
    auto& topic = response.responses.emplace_back();
    topic.topic_id = metadata_topic_id;
    auto& partition = topic.partitions.emplace_back();
    partition.current_leader.leader_id = b;
    partition.current_leader.leader_epoch = LeaderEpoch(1);
    partition.records = wire::Records(std::move(bytes));
    return response;
}

Bytes batch_of(std::int64_t base, std::size_t count, ProducerId producer = no_producer_id) {
    records::BatchBuilder builder({.base_offset = Offset(base), .leader_epoch = LeaderEpoch(1), .producer_id = producer});
    for (std::size_t i = 0; i < count; ++i) builder.append(1, std::nullopt, as_bytes("value"));
    return builder.build().value();
}

TEST(RaftMessages, OnlySoundBatchesOfAFetchReachTheQuorum) {  // KAFKA-18723
    const Bytes good = batch_of(5, 2);
    const auto together = [&](Bytes second) {
        Bytes bytes = good;
        bytes.insert(bytes.end(), second.begin(), second.end());
        return bytes;
    };
    Bytes flipped = batch_of(7, 1);
    flipped.back() ^= 1;
    Bytes counts = batch_of(7, 1);
    store_be<std::int32_t>(counts.data() + records::last_offset_delta_at, 5);
    store_be(counts.data() + records::crc_at, records::compute_crc(counts));
    Bytes far = batch_of(7, 1);
    store_be(far.data(), std::numeric_limits<std::int64_t>::max());
    Bytes magic = batch_of(7, 1);
    magic[records::magic_at] = 1;
    Bytes torn = batch_of(7, 1);
    torn.pop_back();

    struct Row {
        const char* name;
        Bytes second;
        bool damage;
    };
    for (const Row& row : std::initializer_list<Row>{{"flipped", flipped, true},
                                                     {"counts", counts, true},
                                                     {"far", far, true},
                                                     {"magic", magic, true},
                                                     {"a producer's", batch_of(7, 1, ProducerId(4)), true},
                                                     {"torn, as every Fetch may be", torn, false}}) {
        std::optional<std::string> damage;
        const auto answer = RaftMessages::to_answer(fetched(together(row.second)), damage);
        ASSERT_TRUE(answer.has_value()) << row.name;
        const auto& batches = std::get<FetchAnswer>(*answer).batches;
        ASSERT_EQ(batches.size(), 1u) << row.name;
        EXPECT_EQ(batches[0], (FetchedBatch{Offset(5), Offset(7), LeaderEpoch(1), good.size()})) << row.name;
        EXPECT_EQ(damage.has_value(), row.damage) << row.name;
    }
    std::optional<std::string> damage;
    EXPECT_EQ(std::get<FetchAnswer>(*RaftMessages::to_answer(fetched(together(batch_of(7, 3))), damage)).batches.size(), 2u);
    EXPECT_FALSE(damage.has_value());
}

TEST(RaftMessages, AnswersAboutSomethingElseAreRefused) {
    std::optional<std::string> damage;
    messages::FetchResponse other = fetched({});
    other.responses[0].topic_id = Uuid::from_halves(1, 2);
    EXPECT_EQ(RaftMessages::to_answer(other, damage).error().code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(RaftMessages::to_answer(messages::VoteResponse{}).error().code, ErrorCode::INVALID_REQUEST);
    messages::EndQuorumEpochResponse refused;
    refused.error_code = ErrorCode::INCONSISTENT_CLUSTER_ID;
    EXPECT_EQ(RaftMessages::to_answer(refused).error().code, ErrorCode::INCONSISTENT_CLUSTER_ID);
    messages::FetchResponse snapshot = fetched({});
    snapshot.responses[0].partitions[0].snapshot_id = {Offset(9), LeaderEpoch(1)};
    EXPECT_EQ(std::get<FetchAnswer>(*RaftMessages::to_answer(snapshot, damage)).snapshot, (OffsetAndEpoch{Offset(9), LeaderEpoch(1)}));
    EXPECT_EQ(RaftMessages::to_answer(messages::FetchSnapshotResponse{}).error().code, ErrorCode::INVALID_REQUEST);
}

}  // namespace
}  // namespace vitrine::raft::test
