// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/producer_state.h"

#include <limits>

#include "storage/producer_snapshot.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

constexpr std::int32_t sequence_max = std::numeric_limits<std::int32_t>::max();

class ProducerStateTest : public testing::Test {
protected:
    ProducerState state{"orders-0"};
    Offset next{0};

    static records::BatchHeader header(std::int64_t id, std::int16_t epoch, std::int32_t sequence, int records,
                                       bool transactional = false) {
        records::BatchHeader batch;
        batch.producer_id = ProducerId(id);
        batch.producer_epoch = ProducerEpoch(epoch);
        batch.base_sequence = sequence;
        batch.last_offset_delta = records - 1;
        batch.record_count = records;
        batch.max_timestamp_ms = 1000;
        if (transactional) batch.attributes = records::transactional_bit;
        return batch;
    }
    // One batch, checked and stored.
    Status append(std::int64_t id, std::int16_t epoch, std::int32_t sequence, int records = 1, bool transactional = false,
                  AppendOrigin origin = AppendOrigin::client) {
        ProducerUpdate update = state.prepare(ProducerId(id), origin);
        const auto batch = header(id, epoch, sequence, records, transactional);
        if (auto status = update.append_data(batch, next, next + (records - 1)); !status) return status;
        state.apply(std::move(update));
        next = next + records;
        state.set_end_offset(next);
        return {};
    }
    Result<std::optional<CompletedTransaction>> end(std::int64_t id, std::int16_t epoch, bool abort, std::int32_t coordinator_epoch = 0) {
        ProducerUpdate update = state.prepare(ProducerId(id), AppendOrigin::coordinator);
        auto completed = update.append_marker(header(id, epoch, -1, 1), next, abort, coordinator_epoch, 2000);
        if (!completed) return completed;
        state.apply(std::move(update));
        if (*completed) state.complete_transaction(**completed);
        next = next.next();
        return completed;
    }
    const ProducerEntry& entry(std::int64_t id) { return *state.find(ProducerId(id)); }
};

TEST_F(ProducerStateTest, SequencesFollowOneAnother) {
    ASSERT_OK(append(7, 0, 0, 3));
    ASSERT_OK(append(7, 0, 3, 2));
    EXPECT_EQ(entry(7).last_sequence(), 4);
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, append(7, 0, 6));
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, append(7, 0, 4));
    EXPECT_EQ(entry(7).last_sequence(), 4) << "what was refused leaves no trace";
    ASSERT_OK(append(7, 0, 5));
}

TEST_F(ProducerStateTest, SequencesWrapToZero) {
    ASSERT_OK(append(7, 0, sequence_max - 1, 2));
    EXPECT_EQ(entry(7).last_sequence(), sequence_max);
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, append(7, 0, 1));
    ASSERT_OK(append(7, 0, 0, 2));
    EXPECT_EQ(entry(7).last_sequence(), 1);
    // A batch across the border.
    ASSERT_OK(append(8, 0, sequence_max, 3));
    EXPECT_EQ(entry(8).last_sequence(), 1);
    EXPECT_EQ(entry(8).batches.back().first_sequence(), sequence_max);
    EXPECT_NE(entry(8).find_duplicate(ProducerEpoch(0), sequence_max, 1), nullptr);
}

TEST_F(ProducerStateTest, ARepeatedBatchIsKnownByItsOldOffset) {
    for (std::int32_t i = 0; i < 7; ++i) ASSERT_OK(append(7, 0, i * 2, 2));
    EXPECT_EQ(entry(7).batches.size(), 5u);
    for (std::int32_t i = 2; i < 7; ++i) {
        const ProducerBatch* batch = entry(7).find_duplicate(ProducerEpoch(0), i * 2, i * 2 + 1);
        ASSERT_NE(batch, nullptr) << i;
        EXPECT_EQ(batch->first_offset(), Offset(i * 2));
        EXPECT_EQ(batch->last_offset, Offset(i * 2 + 1));
    }
    EXPECT_EQ(entry(7).find_duplicate(ProducerEpoch(0), 2, 3), nullptr) << "older than five batches";
    EXPECT_EQ(entry(7).find_duplicate(ProducerEpoch(1), 12, 13), nullptr) << "another epoch";
    EXPECT_EQ(entry(7).find_duplicate(ProducerEpoch(0), 12, 12), nullptr) << "another size";
}

TEST_F(ProducerStateTest, ANewEpochBeginsWithZero) {
    ASSERT_OK(append(7, 0, 0, 5));
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, append(7, 1, 5));
    ASSERT_OK(append(7, 1, 0));
    EXPECT_EQ(entry(7).batches.size(), 1u) << "batches of the old epoch are no duplicates of anything any more";
    EXPECT_CODE(INVALID_PRODUCER_EPOCH, append(7, 0, 5));
}

TEST_F(ProducerStateTest, AnUnknownProducerMayBeginAnywhere) {  // KIP-360: its records may be gone
    ASSERT_OK(append(7, 3, 1234));
    ASSERT_OK(append(7, 3, 1235));
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, append(7, 3, 1300));
}

TEST_F(ProducerStateTest, ReplicatedBatchesAreNotJudged) {
    ASSERT_OK(append(7, 1, 0, 1, false, AppendOrigin::replication));
    ASSERT_OK(append(7, 1, 9, 1, false, AppendOrigin::replication));
    ASSERT_OK(append(7, 0, 3, 1, false, AppendOrigin::replication));
    EXPECT_EQ(entry(7).epoch, ProducerEpoch(0));
}

TEST_F(ProducerStateTest, SeveralBatchesOfOneAppendAreCheckedAgainstEachOther) {
    ASSERT_OK(append(7, 0, 0));
    ProducerUpdate update = state.prepare(ProducerId(7), AppendOrigin::client);
    ASSERT_OK(update.append_data(header(7, 0, 1, 2), Offset(1), Offset(2)));
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, update.append_data(header(7, 0, 4, 1), Offset(3), Offset(3)));
    EXPECT_EQ(entry(7).last_sequence(), 0) << "nothing changes before apply()";  // KAFKA-6683
    ProducerUpdate good = state.prepare(ProducerId(7), AppendOrigin::client);
    ASSERT_OK(good.append_data(header(7, 0, 1, 2), Offset(1), Offset(2)));
    ASSERT_OK(good.append_data(header(7, 0, 3, 1), Offset(3), Offset(3)));
    state.apply(std::move(good));
    EXPECT_EQ(entry(7).last_sequence(), 3);
    EXPECT_EQ(entry(7).batches.size(), 3u);
}

TEST_F(ProducerStateTest, AnOngoingTransactionIsUnstableUntilItsMarkerIsReplicated) {
    ASSERT_OK(append(1, 0, 0));
    ASSERT_OK(append(7, 0, 0, 2, true));   // 1-2
    ASSERT_OK(append(8, 0, 0, 1, true));   // 3
    ASSERT_OK(append(7, 0, 2, 1, true));   // 4
    EXPECT_EQ(state.first_unstable_offset(), Offset(1));
    const auto completed = end(7, 0, true);  // 5
    ASSERT_OK(completed);
    EXPECT_EQ(*completed, (CompletedTransaction{ProducerId(7), Offset(1), Offset(5), true}));
    EXPECT_EQ(state.first_unstable_offset(), Offset(1));
    state.on_high_watermark(Offset(5));
    EXPECT_EQ(state.first_unstable_offset(), Offset(1)) << "the marker itself is not below the high watermark";
    state.on_high_watermark(Offset(6));
    EXPECT_EQ(state.first_unstable_offset(), Offset(3));
    ASSERT_OK(end(8, 0, false));
    state.on_high_watermark(Offset(7));
    EXPECT_FALSE(state.first_unstable_offset().has_value());
}

TEST_F(ProducerStateTest, AMarkerWithoutDataCompletesNothing) {
    const auto completed = end(7, 0, false);
    ASSERT_OK(completed);
    EXPECT_FALSE(completed->has_value());
    EXPECT_EQ(entry(7).epoch, ProducerEpoch(0));
}

TEST_F(ProducerStateTest, MarkersOfOldCoordinatorsAndEpochsAreRefused) {
    ASSERT_OK(append(7, 3, 0, 1, true));
    ASSERT_OK(end(7, 3, false, 5));
    EXPECT_CODE(TRANSACTION_COORDINATOR_FENCED, end(7, 3, false, 4));
    EXPECT_CODE(INVALID_PRODUCER_EPOCH, end(7, 2, false, 5));
}

TEST_F(ProducerStateTest, WritingOutsideAnOngoingTransactionIsRefused) {
    ASSERT_OK(append(7, 0, 0, 1, true));
    EXPECT_CODE(INVALID_TXN_STATE, append(7, 0, 1, 1, false));
}

TEST_F(ProducerStateTest, IdleProducersAreForgottenUnlessATransactionIsOpen) {
    ASSERT_OK(append(1, 0, 0));
    ASSERT_OK(append(2, 0, 0, 1, true));
    state.expire(wall_time(1000 + 99), 100ms);
    EXPECT_EQ(state.producers().size(), 2u);
    state.expire(wall_time(1000 + 100), 100ms);
    EXPECT_EQ(state.find(ProducerId(1)), nullptr);
    EXPECT_NE(state.find(ProducerId(2)), nullptr);
}

TEST_F(ProducerStateTest, SnapshotsAreKafkasBytes) {
    next = Offset(40);
    ASSERT_OK(append(0x0102, 3, 5, 2));
    const Bytes content = encode_producer_snapshot(state.producers());
    const Bytes expected_body{
        0,    0,    0,    1,                                      // count
        0,    0,    0,    0,    0,    0,    1,    2,                          // producer id
        0,    3,                                            // epoch
        0,    0,    0,    6,                                      // last sequence
        0,    0,    0,    0,    0,    0,    0,    41,                         // last offset
        0,    0,    0,    1,                                      // offset delta
        0,    0,    0,    0,    0,    0,    3,    0xe8,                       // timestamp 1000
        0xff, 0xff, 0xff, 0xff,                          // coordinator epoch -1
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,  // no transaction
    };
    ASSERT_EQ(content.size(), 6 + expected_body.size());
    EXPECT_EQ(load_be<std::int16_t>(content.data()), 1);
    EXPECT_EQ(load_be<std::uint32_t>(content.data() + 2), crc32c(expected_body));
    EXPECT_TRUE(std::equal(expected_body.begin(), expected_body.end(), content.begin() + 6));
    const auto decoded = decode_producer_snapshot(content);
    ASSERT_OK(decoded);
    EXPECT_EQ(decoded->front(), entry(0x0102));
}

TEST_F(ProducerStateTest, DamagedSnapshotsAreRefused) {
    ASSERT_OK(append(1, 0, 0));
    ASSERT_OK(append(2, 0, 0, 1, true));
    const Bytes content = encode_producer_snapshot(state.producers());
    for (std::size_t size = 0; size < content.size(); ++size)
        EXPECT_FALSE(decode_producer_snapshot(ByteSpan(content).first(size)).has_value()) << size;
    for (std::size_t at = 0; at < content.size(); ++at) {
        Bytes damaged = content;
        damaged[at] ^= 1;
        EXPECT_FALSE(decode_producer_snapshot(damaged).has_value()) << at;
    }
    // Counts that would ask for much memory.
    Bytes huge = content;
    store_be<std::int32_t>(huge.data() + 6, std::numeric_limits<std::int32_t>::max());
    store_be(huge.data() + 2, crc32c(ByteSpan(huge).subspan(6)));
    EXPECT_FALSE(decode_producer_snapshot(huge).has_value());
}

class ProducerSnapshotsTest : public testing::Test {
protected:
    LogContext context;
    ProducerSnapshots snapshots = [this] {
        EXPECT_TRUE(context.environment->disk.create_directories("orders-0"));
        return ProducerSnapshots(context.environment->disk, "orders-0");
    }();

    // A state with one producer whose last sequence is the offset.
    Status take_at(std::int64_t offset) {
        ProducerState state("orders-0");
        ProducerEntry entry;
        entry.producer_id = ProducerId(1);
        entry.epoch = ProducerEpoch(0);
        entry.last_timestamp_ms = start_ms;
        entry.batches.push_back({static_cast<std::int32_t>(offset), Offset(offset - 1), 0, start_ms});
        state.load(entry);
        state.set_end_offset(Offset(offset));
        return snapshots.take(state);
    }
    std::int64_t reload(std::int64_t start, std::int64_t end) {
        ProducerState state("orders-0");
        EXPECT_OK(snapshots.reload(state, Offset(start), Offset(end), wall_time(start_ms), 1h));
        const ProducerEntry* entry = state.find(ProducerId(1));
        EXPECT_TRUE(entry == nullptr || entry->last_sequence() == state.end_offset().value());
        return entry == nullptr ? -1 : state.end_offset().value();
    }
};

TEST_F(ProducerSnapshotsTest, TheLatestInRangeIsLoadedAndOthersGo) {
    for (const std::int64_t offset : {10, 20, 30, 40}) ASSERT_OK(take_at(offset));
    EXPECT_EQ(reload(10, 35), 30);
    EXPECT_EQ(context.files(), (std::vector<std::string>{"00000000000000000020.snapshot", "00000000000000000030.snapshot"}));
}

TEST_F(ProducerSnapshotsTest, ADamagedOneGivesWayToAnOlderOne) {
    for (const std::int64_t offset : {10, 20}) ASSERT_OK(take_at(offset));
    ASSERT_OK(context.node.disk().corrupt("orders-0/00000000000000000020.snapshot", 12));
    EXPECT_EQ(reload(0, 35), 10);
    EXPECT_EQ(context.files(), std::vector<std::string>{"00000000000000000010.snapshot"});
    EXPECT_EQ(reload(15, 35), -1);
}

TEST_F(ProducerSnapshotsTest, StraysGoExceptTheOneOfACleanShutdown) {
    for (const std::int64_t offset : {10, 15, 20, 25, 40}) ASSERT_OK(take_at(offset));
    ASSERT_OK(snapshots.remove_strays({Offset(0), Offset(10), Offset(20)}));
    EXPECT_EQ(snapshots.offsets(), (std::set<Offset>{Offset(10), Offset(20), Offset(40)}));
    ASSERT_OK(snapshots.remove_strays({Offset(0), Offset(10), Offset(50)}));
    EXPECT_EQ(snapshots.offsets(), (std::set<Offset>{Offset(10)}));
}

}  // namespace
}  // namespace vitrine::storage
