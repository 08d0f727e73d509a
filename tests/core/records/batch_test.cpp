// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/batch.h"

#include <gtest/gtest.h>

#include "records/control.h"
#include "records/record.h"
#include "tests/core/records/java_batches.h"
#include "tests/core/records/support.h"

namespace vitrine::records {
namespace {

// Written out by hand from the format: one record "k" -> "v", without timestamp delta, at offset 0.
const Bytes one_record{
    0,    0,    0,    0,    0,    0,    0,    0,                          // baseOffset 0
    0,    0,    0,    58,                                     // batchLength: 49 + 9
    0xff, 0xff, 0xff, 0xff,                          // partitionLeaderEpoch -1
    2,                                               // magic
    0xe9, 0x9b, 0x8d, 0xd8,                          // CRC-32C of what follows
    0,    0,                                            // attributes
    0,    0,    0,    0,                                      // lastOffsetDelta
    0,    0,    0x01, 0x8b, 0xcf, 0xe5, 0x68, 0,           // baseTimestamp 1700000000000
    0,    0,    0x01, 0x8b, 0xcf, 0xe5, 0x68, 0,           // maxTimestamp
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,  // producerId -1
    0xff, 0xff,                                      // producerEpoch -1
    0xff, 0xff, 0xff, 0xff,                          // baseSequence -1
    0,    0,    0,    1,                                      // count
    16,                                              // record: length 8
    0,    0,    0,                                         // attributes, timestamp delta, offset delta
    2,    'k',  2,    'v',                                  // key, value
    0,                                               // headers
};

Bytes with_crc(Bytes batch) {
    store_be(batch.data() + crc_at, compute_crc(batch));
    return batch;
}

TEST(Batch, BuildsTheBytesThatTheFormatPrescribes) {
    BatchBuilder builder{BatchOptions{}};
    builder.append(1'700'000'000'000, as_bytes("k"), as_bytes("v"));
    EXPECT_EQ(*builder.build(), one_record);
}

TEST(Batch, ReadsEveryFieldOfABatchOfTheJavaClient) {
    const Bytes batch = from_hex(golden::none);
    const auto header = parse_header(batch);
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(header->base_offset, Offset(100));
    EXPECT_EQ(header->leader_epoch, LeaderEpoch(5));
    EXPECT_EQ(header->size_bytes(), static_cast<std::int64_t>(batch.size()));
    EXPECT_EQ(header->crc, compute_crc(batch));
    EXPECT_EQ(header->codec(), Codec::none);
    EXPECT_EQ(header->timestamp_type(), TimestampType::create_time);
    EXPECT_TRUE(header->is_transactional());
    EXPECT_FALSE(header->is_control());
    EXPECT_FALSE(header->has_delete_horizon());
    EXPECT_EQ(header->last_offset_delta, 2);
    EXPECT_EQ(header->last_offset(), Offset(102));
    EXPECT_EQ(header->next_offset(), Offset(103));
    EXPECT_EQ(header->base_timestamp_ms, 1'700'000'000'000);
    EXPECT_EQ(header->max_timestamp_ms, 1'700'000'000'500);
    EXPECT_EQ(header->producer_id, ProducerId(4000));
    EXPECT_EQ(header->producer_epoch, ProducerEpoch(3));
    EXPECT_EQ(header->base_sequence, 7);
    EXPECT_EQ(header->last_sequence(), 9);
    EXPECT_EQ(header->record_count, 3);

    Bytes again(batch_header_size);
    store_header(again, *header);
    EXPECT_TRUE(std::equal(again.begin(), again.end(), batch.begin()));
}

TEST(Batch, SequencesWrapToZero) {
    constexpr std::int32_t max = std::numeric_limits<std::int32_t>::max();
    EXPECT_EQ(add_to_sequence(max, 1), 0);
    EXPECT_EQ(add_to_sequence(max - 1, 1), max);
    EXPECT_EQ(add_to_sequence(max - 1, 3), 1);
    BatchHeader header;
    header.base_sequence = max;
    header.last_offset_delta = 1;
    EXPECT_EQ(header.last_sequence(), 0);
}

TEST(ValidateBatch, AcceptsWhatAClientMaySend) { EXPECT_TRUE(validate_batch(one_record, {}).has_value()); }

TEST(ValidateBatch, EveryFlippedBitIsNoticedExceptWhereTheBrokerWritesItself) {
    for (std::size_t at = 0; at < one_record.size(); ++at) {
        Bytes damaged = one_record;
        damaged[at] ^= 0x40;
        const bool broker_writes_it = at >= leader_epoch_at && at < magic_at;
        EXPECT_EQ(validate_batch(damaged, {}).has_value(), broker_writes_it) << "byte " << at;
    }
}

TEST(ValidateBatch, EveryCutIsCorrupt) {
    for (std::size_t size = 0; size < one_record.size(); ++size) {
        const auto result = validate_batch(ByteSpan(one_record).first(size), {});
        ASSERT_FALSE(result.has_value()) << size;
        EXPECT_EQ(result.error().code, ErrorCode::CORRUPT_MESSAGE) << size;
    }
}

TEST(ValidateBatch, SaysWhatIsWrongInKafkasCodes) {
    const auto code_of = [](const Bytes& batch, const BatchLimits& limits = {}) {
        const auto result = validate_batch(batch, limits);
        return result ? ErrorCode::NONE : result.error().code;
    };
    Bytes batch = one_record;
    batch[magic_at] = 1;
    EXPECT_EQ(code_of(batch), ErrorCode::INVALID_RECORD);

    batch = one_record;
    store_be<std::int64_t>(batch.data() + base_offset_at, 7);
    EXPECT_EQ(code_of(batch), ErrorCode::INVALID_RECORD);
    EXPECT_EQ(code_of(batch, {.from_client = false}), ErrorCode::NONE);

    EXPECT_EQ(code_of(one_record, {.batch_bytes_max = static_cast<std::int64_t>(one_record.size())}), ErrorCode::NONE);
    EXPECT_EQ(code_of(one_record, {.batch_bytes_max = static_cast<std::int64_t>(one_record.size()) - 1}), ErrorCode::MESSAGE_TOO_LARGE);

    batch = one_record;
    batch[attributes_at + 1] = 5;
    EXPECT_EQ(code_of(with_crc(batch)), ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);

    batch = one_record;
    store_be<std::int32_t>(batch.data() + record_count_at, 2);
    EXPECT_EQ(code_of(with_crc(batch)), ErrorCode::INVALID_RECORD);
    store_be<std::int32_t>(batch.data() + record_count_at, 0);
    store_be<std::int32_t>(batch.data() + last_offset_delta_at, -1);
    EXPECT_EQ(code_of(with_crc(batch)), ErrorCode::INVALID_RECORD);

    batch = one_record;
    batch[attributes_at + 1] = control_bit;
    EXPECT_EQ(code_of(with_crc(batch)), ErrorCode::INVALID_RECORD);
    EXPECT_EQ(code_of(with_crc(batch), {.from_client = false}), ErrorCode::NONE);

    batch = one_record;
    store_be<std::int64_t>(batch.data() + producer_id_at, 9);
    EXPECT_EQ(code_of(with_crc(batch)), ErrorCode::INVALID_RECORD);
    store_be<std::int32_t>(batch.data() + base_sequence_at, 0);
    EXPECT_EQ(code_of(with_crc(batch)), ErrorCode::NONE);
}

TEST(BatchIterator, WalksWholeBatchesAndLeavesAPartialOne) {
    Bytes bytes = one_record;
    bytes.insert(bytes.end(), one_record.begin(), one_record.end());
    for (std::size_t extra = 0; extra < one_record.size(); ++extra) {
        Bytes cut = bytes;
        cut.insert(cut.end(), one_record.begin(), one_record.begin() + static_cast<std::ptrdiff_t>(extra));
        BatchIterator iterator(cut);
        for (int i = 0; i < 2; ++i) {
            const auto entry = iterator.next();
            ASSERT_TRUE(entry.has_value() && entry->has_value());
            EXPECT_EQ((*entry)->bytes.size(), one_record.size());
        }
        const auto end = iterator.next();
        ASSERT_TRUE(end.has_value()) << extra;
        EXPECT_FALSE(end->has_value());
        EXPECT_EQ(iterator.rest().size(), extra);
    }
}

TEST(BatchIterator, StopsWithAnErrorWhereNoBatchCanBegin) {
    Bytes bytes = one_record;
    bytes.resize(bytes.size() + 100);  // zeros: magic 0
    BatchIterator iterator(bytes);
    ASSERT_TRUE(iterator.next().has_value());
    const auto zeros = iterator.next();
    ASSERT_FALSE(zeros.has_value());
    EXPECT_EQ(zeros.error().code, ErrorCode::CORRUPT_MESSAGE);

    Bytes negative = one_record;
    store_be<std::int32_t>(negative.data() + batch_length_at, -5);
    EXPECT_FALSE(BatchIterator(negative).next().has_value());
}

TEST(Batch, OffsetAndEpochAreWrittenInPlaceOutsideTheCrc) {
    Bytes batch = one_record;
    set_base_offset_and_epoch(batch, Offset(1'000'000'007), LeaderEpoch(12));
    const auto header = validate_batch(batch, {.from_client = false});
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(header->base_offset, Offset(1'000'000'007));
    EXPECT_EQ(header->leader_epoch, LeaderEpoch(12));
}

TEST(Batch, LogAppendTimeReplacesTypeTimestampAndCrc) {
    Bytes batch = one_record;
    set_log_append_time(batch, 1'800'000'000'000);
    const auto header = validate_batch(batch, {});
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(header->timestamp_type(), TimestampType::log_append_time);
    EXPECT_EQ(header->max_timestamp_ms, 1'800'000'000'000);
    EXPECT_EQ(read_records(batch)->front().timestamp_ms, 1'800'000'000'000);
}

TEST(Batch, AStampedHeaderBeforeTheUntouchedPayloadIsTheSameBatch) {
    for (const std::optional<std::int64_t> time : {std::optional<std::int64_t>(), std::optional<std::int64_t>(1'800'000'000'000)}) {
        const auto header = stamped_header(one_record, Offset(55), LeaderEpoch(4), time);
        Bytes stamped(header.begin(), header.end());
        stamped.insert(stamped.end(), one_record.begin() + batch_header_size, one_record.end());
        Bytes in_place = one_record;
        set_base_offset_and_epoch(in_place, Offset(55), LeaderEpoch(4));
        if (time) set_log_append_time(in_place, *time);
        EXPECT_EQ(stamped, in_place);
    }
}

TEST(ControlRecords, ACommitMarkerIsThatOfTheJavaClient) {
    ControlBatch marker{.type = ControlRecordType::commit,
                        .base_offset = Offset(9),
                        .leader_epoch = LeaderEpoch(2),
                        .timestamp_ms = 1'700'000'000'000,
                        .producer_id = ProducerId(4000),
                        .producer_epoch = ProducerEpoch(3)};
    EXPECT_EQ(make_control_batch(marker, transaction_marker_value(11)), from_hex(golden::commit));
}

TEST(ControlRecords, KeysSayTheTypeAndUnknownTypesAreSkipped) {
    for (const ControlRecordType type :
         {ControlRecordType::abort, ControlRecordType::commit, ControlRecordType::leader_change, ControlRecordType::snapshot_header,
          ControlRecordType::snapshot_footer, ControlRecordType::kraft_version, ControlRecordType::kraft_voters}) {
        EXPECT_EQ(*parse_control_record_key(control_record_key(type)), type);
    }
    EXPECT_FALSE(parse_control_record_key(Bytes{0, 0, 0, 99})->has_value());
    EXPECT_EQ(parse_control_record_key(Bytes{0, 0, 0}).error().code, ErrorCode::INVALID_RECORD);
    EXPECT_EQ(*parse_transaction_marker_value(transaction_marker_value(11)), 11);
    EXPECT_EQ(parse_transaction_marker_value(Bytes{0, 0, 0}).error().code, ErrorCode::INVALID_RECORD);
}

}  // namespace
}  // namespace vitrine::records
