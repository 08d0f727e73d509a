// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class LogAppendTest : public testing::Test {
protected:
    LogContext context;
    Log& open() { return context.open(); }
};

TEST_F(LogAppendTest, OffsetsAndEpochAreGivenByTheLeader) {
    Log& log = open();
    EXPECT_EQ(log.log_end(), Offset(0));
    const AppendInfo first = context.append({.records = 3}, LeaderEpoch(5));
    EXPECT_EQ(first.first_offset, Offset(0));
    EXPECT_EQ(first.last_offset, Offset(2));
    EXPECT_EQ(first.record_count, 3);
    EXPECT_EQ(first.log_append_time_ms, -1);
    EXPECT_EQ(first.max_timestamp_ms, start_ms + 2);
    const AppendInfo second = context.append({.records = 2}, LeaderEpoch(6));
    EXPECT_EQ(second.first_offset, Offset(3));
    EXPECT_EQ(log.log_end(), Offset(5));
    EXPECT_EQ(log.high_watermark(), Offset(0));

    const Bytes bytes = *log.read_batches(Offset(0), {});
    records::BatchIterator iterator(bytes);
    const auto batch = iterator.next();
    EXPECT_EQ((*batch)->header.leader_epoch, LeaderEpoch(5));
    EXPECT_EQ((*batch)->header.crc, records::compute_crc((*batch)->bytes));
    EXPECT_EQ((*iterator.next())->header.base_offset, Offset(3));
    EXPECT_EQ(log.leader_epochs().entries(), (std::vector<EpochEntry>{{LeaderEpoch(5), Offset(0)}, {LeaderEpoch(6), Offset(3)}}));
}

TEST_F(LogAppendTest, ThePayloadIsStoredAsItCame) {
    open();
    const Bytes sent = make_batch({.records = 4, .value_bytes = 300, .codec = records::Codec::lz4});
    ASSERT_OK(context.log->append_as_leader(sent, LeaderEpoch(0)));
    Bytes expected = sent;
    records::set_base_offset_and_epoch(expected, Offset(0), LeaderEpoch(0));
    EXPECT_EQ(*env::read_file(context.node.disk(), "orders-0/00000000000000000000.log"), expected);
}

TEST_F(LogAppendTest, CompressionTypeSaysHowBatchesAreStored) {
    using records::Codec;
    const std::vector<std::pair<CompressionType, Codec>> wanted{{CompressionType::uncompressed, Codec::none},
                                                                {CompressionType::gzip, Codec::gzip},
                                                                {CompressionType::snappy, Codec::snappy},
                                                                {CompressionType::lz4, Codec::lz4},
                                                                {CompressionType::zstd, Codec::zstd}};
    Log& log = open();
    std::int32_t sequence = 0;
    for (const bool append_time : {false, true}) {
        for (const auto& [type, codec] : wanted) {
            LogConfig config;
            config.compression_type = type;
            if (append_time) config.message_timestamp_type = MessageTimestampType::log_append_time;
            log.set_config(config);
            for (const Codec sent : {Codec::none, Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd}) {
                const Offset at = log.log_end();
                const Bytes batch = make_batch({.records = 3, .value_bytes = 200, .producer_id = 7, .sequence = sequence, .codec = sent});
                sequence += 3;
                const auto info = log.append_as_leader(batch, LeaderEpoch(4));
                ASSERT_OK(info);
                const Bytes stored = *log.read_batches(at, {});
                const auto header = records::parse_header(stored);
                ASSERT_OK(header);
                EXPECT_EQ(header->codec(), codec);
                EXPECT_EQ(header->size_bytes(), info->size_bytes);
                EXPECT_EQ(header->crc, records::compute_crc(ByteSpan(stored).first(static_cast<std::size_t>(header->size_bytes()))));
                EXPECT_EQ(header->base_offset, at);
                EXPECT_EQ(header->leader_epoch, LeaderEpoch(4));
                EXPECT_EQ(header->producer_id, ProducerId(7));
                EXPECT_EQ(header->base_sequence, sequence - 3);
                EXPECT_EQ(header->last_offset_delta, 2);
                EXPECT_EQ(header->timestamp_type() == records::TimestampType::log_append_time, append_time);
                if (!append_time) {
                    EXPECT_EQ(header->max_timestamp_ms, start_ms + 2);
                }
                auto reader = records::RecordReader::open(stored);
                ASSERT_OK(reader);
                for (int i = 0; i < 3; ++i) {
                    const auto record = reader->next();
                    ASSERT_TRUE(record && *record);
                    EXPECT_EQ((*record)->offset, at + i);
                    EXPECT_EQ(as_text(*(*record)->key), "key-" + std::to_string(i));
                    EXPECT_EQ((*record)->value->size(), 200U);
                    if (!append_time) {
                        EXPECT_EQ((*record)->timestamp_ms, start_ms + i);
                    }
                }
                EXPECT_TRUE(log.append_as_leader(batch, LeaderEpoch(4))->duplicate);
            }
        }
    }
    // Nobody compresses a marker.
    const Offset at = log.log_end();
    ASSERT_OK(log.append_as_leader(make_marker(8, 0, false), LeaderEpoch(4), {.origin = AppendOrigin::coordinator}));
    EXPECT_EQ(records::parse_header(*log.read_batches(at, {}))->codec(), records::Codec::none);
}

TEST_F(LogAppendTest, WhatComesOfCompressionTypeKeepsTheLimits) {
    context.setup.config.compression_type = CompressionType::uncompressed;
    context.setup.config.max_message_bytes = 2000;
    Log& log = open();
    const Bytes small = make_batch({.value_bytes = 5000, .codec = records::Codec::gzip});
    ASSERT_LT(small.size(), 500U);
    EXPECT_CODE(MESSAGE_TOO_LARGE, log.append_as_leader(small, LeaderEpoch(0)));
    context.setup.config.max_message_bytes = 100'000;
    context.setup.config.internal_segment_bytes = 3000;
    log.set_config(context.setup.config);
    EXPECT_CODE(RECORD_LIST_TOO_LARGE, log.append_as_leader(small, LeaderEpoch(0)));
    EXPECT_EQ(log.log_end(), Offset(0));
}

TEST_F(LogAppendTest, RecordsOutOfTheirOrderAreNotCompressedAnew) {
    context.setup.config.compression_type = CompressionType::lz4;
    Log& log = open();
    records::BatchBuilder builder({});
    builder.append(start_ms, as_bytes(std::string_view("a")), std::nullopt);
    builder.append_at(Offset(2), start_ms, as_bytes(std::string_view("b")), std::nullopt);
    Bytes batch = *builder.build();
    // It says that it has three offsets and three records, and has two.
    EXPECT_FALSE(log.append_as_leader(batch, LeaderEpoch(0), {.origin = AppendOrigin::coordinator}));
    Bytes lies = make_batch({.records = 2});
    // The second record's offset delta.
    const std::size_t at = records::batch_header_size;
    const std::size_t second = at + 1 + lies[at] / 2;
    ASSERT_EQ(lies[second + 3], 2) << "zigzag of 1";
    lies[second + 3] = 0;
    store_be(lies.data() + 17, records::compute_crc(lies));
    EXPECT_CODE(CORRUPT_MESSAGE, log.append_as_leader(lies, LeaderEpoch(0)));
    EXPECT_EQ(log.log_end(), Offset(0));
}

TEST_F(LogAppendTest, ALeaderThatTakesOverNotesItsEpochBeforeAnyAppend) {  // KAFKA-7415
    Log& log = open();
    context.append({.records = 4}, LeaderEpoch(0));
    log.begin_epoch(LeaderEpoch(3));
    EXPECT_EQ(log.end_offset_for_epoch(LeaderEpoch(2)), (EpochEndOffset{LeaderEpoch(0), Offset(4)}));
    EXPECT_EQ(log.end_offset_for_epoch(LeaderEpoch(3)), (EpochEndOffset{LeaderEpoch(3), Offset(4)}));
    EXPECT_CODE(FENCED_LEADER_EPOCH, log.append_as_leader(make_batch(), LeaderEpoch(2)));
}

TEST_F(LogAppendTest, WhatIsWrongIsRefusedAndLeavesNoTrace) {
    context.setup.config.max_message_bytes = 500;
    Log& log = open();
    context.append();
    const auto refuse = [&](const Bytes& bytes) {
        const auto info = log.append_as_leader(bytes, LeaderEpoch(0));
        return info ? ErrorCode::NONE : info.error().code;
    };
    Bytes damaged = make_batch();
    damaged.back() ^= 1;
    EXPECT_EQ(refuse(damaged), ErrorCode::CORRUPT_MESSAGE);
    Bytes cut = make_batch();
    cut.pop_back();
    EXPECT_EQ(refuse(cut), ErrorCode::CORRUPT_MESSAGE);
    EXPECT_EQ(refuse(make_batch({.value_bytes = 1000})), ErrorCode::MESSAGE_TOO_LARGE);
    EXPECT_EQ(refuse({}), ErrorCode::INVALID_RECORD);
    EXPECT_EQ(refuse(make_batch({.base_offset = Offset(7)})), ErrorCode::INVALID_RECORD);
    EXPECT_EQ(refuse(make_marker(1, 0, true)), ErrorCode::INVALID_RECORD) << "clients write no control batches";
    Bytes two = make_batch();
    const Bytes another = make_batch();
    two.insert(two.end(), another.begin(), another.end());
    EXPECT_EQ(refuse(two), ErrorCode::INVALID_RECORD) << "one batch for each partition";
    EXPECT_EQ(log.log_end(), Offset(1));
    EXPECT_EQ(context.read_all().size(), 1u);
}

TEST_F(LogAppendTest, AnAppendFitsASegment) {
    context.setup.config.internal_segment_bytes = 400;
    open();
    EXPECT_CODE(RECORD_LIST_TOO_LARGE, context.log->append_as_leader(make_batch({.value_bytes = 400}), LeaderEpoch(0)));
}

TEST_F(LogAppendTest, CoordinatorsAndTheQuorumMayAppendSeveralBatchesAtOnce) {
    Log& log = open();
    Bytes bytes = make_batch({.records = 2});
    const Bytes more = make_batch({.records = 3});
    bytes.insert(bytes.end(), more.begin(), more.end());
    const auto info = log.append_as_leader(bytes, LeaderEpoch(1), {.origin = AppendOrigin::coordinator});
    ASSERT_OK(info);
    EXPECT_EQ(info->last_offset, Offset(4));
    const Bytes control = records::make_control_batch({.timestamp_ms = start_ms}, Bytes(5));
    ASSERT_OK(log.append_as_leader(control, LeaderEpoch(2), {.origin = AppendOrigin::raft_leader}));
    EXPECT_EQ(log.log_end(), Offset(6));
}

TEST_F(LogAppendTest, LogAppendTimeIsTheBrokers) {
    context.setup.config.message_timestamp_type = MessageTimestampType::log_append_time;
    open();
    context.world.run_for(5s);
    const AppendInfo info = context.append({.records = 2, .timestamp_ms = 1});
    EXPECT_EQ(info.log_append_time_ms, start_ms + 5000);
    EXPECT_EQ(info.max_timestamp_ms, start_ms + 5000);
    for (const records::Record& record : context.read_all()) EXPECT_EQ(record.timestamp_ms, start_ms + 5000);
    const auto batch = context.log->read_batches(Offset(0), {});
    EXPECT_OK(records::validate_batch(*batch, {})) << "the CRC was made again";
}

TEST_F(LogAppendTest, TimestampsTooFarAheadAreRefusedRecordByRecord) {
    open();
    constexpr std::int64_t hour = 3'600'000;
    EXPECT_OK(context.log->append_as_leader(make_batch({.timestamp_ms = start_ms + hour}), LeaderEpoch(0)));
    std::vector<RecordError> errors;
    AppendOptions options;
    options.record_errors = &errors;
    EXPECT_CODE(INVALID_TIMESTAMP,
                context.log->append_as_leader(make_batch({.records = 3, .timestamp_ms = start_ms + hour - 1}), LeaderEpoch(0), options));
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].batch_index, 2);
    EXPECT_OK(context.log->append_as_leader(make_batch({.timestamp_ms = 1}), LeaderEpoch(0))) << "the past is unlimited by default";
    LogConfig config = context.log->config();
    config.message_timestamp_before_max_ms = 1000;
    context.log->set_config(config);
    EXPECT_CODE(INVALID_TIMESTAMP, context.log->append_as_leader(make_batch({.timestamp_ms = start_ms - 1001}), LeaderEpoch(0)));
    EXPECT_OK(context.log->append_as_leader(make_batch({.timestamp_ms = start_ms - 1000}), LeaderEpoch(0)));
    EXPECT_CODE(INVALID_TIMESTAMP, context.log->append_as_leader(make_batch({.timestamp_ms = long_max - 10}), LeaderEpoch(0)));
    EXPECT_CODE(INVALID_TIMESTAMP, context.log->append_as_leader(make_batch({.timestamp_ms = -long_max}), LeaderEpoch(0)));
}

TEST_F(LogAppendTest, AProducerMayNotClaimLogAppendTime) {
    open();
    Bytes batch = make_batch();
    records::set_log_append_time(batch, start_ms);
    EXPECT_CODE(INVALID_TIMESTAMP, context.log->append_as_leader(batch, LeaderEpoch(0)));
}

TEST_F(LogAppendTest, CompactedTopicsNeedKeys) {
    context.setup.config.cleanup_compact = true;
    open();
    EXPECT_OK(context.log->append_as_leader(make_batch({.records = 2}), LeaderEpoch(0)));
    std::vector<RecordError> errors;
    AppendOptions options;
    options.record_errors = &errors;
    EXPECT_CODE(INVALID_RECORD, context.log->append_as_leader(make_batch({.records = 2, .keyed = false, .codec = records::Codec::gzip}),
                                                              LeaderEpoch(0), options));
    EXPECT_EQ(errors.size(), 2u);
    EXPECT_EQ(errors[0].message, "Compacted topic cannot accept message without key in topic partition orders-0");
    EXPECT_OK(context.log->append_as_leader(make_marker(1, 0, true), LeaderEpoch(0), {.origin = AppendOrigin::coordinator}))
        << "markers have no such key";
}

TEST_F(LogAppendTest, ARepeatedBatchAnswersItsOldOffsetAndIsNotWritten) {  // Redpanda #3039
    Log& log = open();
    context.append({.records = 2, .producer_id = 9});
    const AppendInfo original = context.append({.records = 3, .producer_id = 9, .sequence = 2});
    context.append({.records = 1, .producer_id = 9, .sequence = 5});
    const auto repeated = log.append_as_leader(make_batch({.records = 3, .producer_id = 9, .sequence = 2}), LeaderEpoch(0));
    ASSERT_OK(repeated);
    EXPECT_TRUE(repeated->duplicate);
    EXPECT_EQ(repeated->first_offset, original.first_offset);
    EXPECT_EQ(repeated->last_offset, original.last_offset);
    EXPECT_EQ(log.log_end(), Offset(6));
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, log.append_as_leader(make_batch({.producer_id = 9, .sequence = 8}), LeaderEpoch(0)));
    EXPECT_CODE(INVALID_PRODUCER_EPOCH,
                log.append_as_leader(make_batch({.producer_id = 9, .producer_epoch = -1, .sequence = 6}), LeaderEpoch(0)));
}

TEST_F(LogAppendTest, SegmentsRollBySize) {
    context.setup.config.internal_segment_bytes = 1000;
    Log& log = open();
    const auto size = static_cast<std::int64_t>(make_batch({.value_bytes = 300}).size());
    for (int i = 0; i < 5; ++i) context.append({.value_bytes = 300});
    EXPECT_LT(2 * size, 1000);
    EXPECT_GT(3 * size, 1000);
    EXPECT_EQ(log.segment_count(), 3u);
    EXPECT_TRUE(context.has_file("00000000000000000002.log"));
    EXPECT_TRUE(context.has_file("00000000000000000002.snapshot"));
    EXPECT_TRUE(context.has_file("00000000000000000004.log"));
    const auto rolled = context.observed().all<observe::SegmentRolled>();
    ASSERT_EQ(rolled.size(), 2u);
    EXPECT_EQ(rolled[0].base_offset, Offset(2));
    EXPECT_EQ(rolled[0].cause, observe::SegmentRolled::Cause::bytes);
    // An append that fills the segment exactly stays in it.
    LogConfig config = log.config();
    config.internal_segment_bytes = static_cast<std::int32_t>(2 * size);
    log.set_config(config);
    context.append({.value_bytes = 300});
    EXPECT_EQ(log.segment_count(), 3u);
    context.append({.value_bytes = 300});
    EXPECT_EQ(log.segment_count(), 4u);
}

TEST_F(LogAppendTest, SegmentsRollByTheAgeOfTheirFirstTimestamp) {
    context.setup.config.segment_ms = 1000;
    Log& log = open();
    context.append({.timestamp_ms = start_ms});
    context.append({.timestamp_ms = start_ms + 1000});
    EXPECT_EQ(log.segment_count(), 1u);
    context.append({.timestamp_ms = start_ms + 1001});
    EXPECT_EQ(log.segment_count(), 2u);
    EXPECT_EQ(context.observed().all<observe::SegmentRolled>().back().cause, observe::SegmentRolled::Cause::time);
    // Without timestamps by the time since its creation.
    ASSERT_OK(log.roll());
    context.append({.timestamp_ms = -1});
    context.world.run_for(2s);
    context.append({.timestamp_ms = -1});
    EXPECT_EQ(log.segment_count(), 4u);
}

TEST_F(LogAppendTest, SegmentsRollWhenAnIndexIsFull) {
    context.setup.config.index_interval_bytes = 0;
    context.setup.config.segment_index_bytes = 60;  // 7 offset entries, 5 time entries of which one is kept free
    Log& log = open();
    for (int i = 0; i < 20; ++i) context.append({.timestamp_ms = start_ms + i});
    EXPECT_GT(log.segment_count(), 3u);
    EXPECT_EQ(context.observed().all<observe::SegmentRolled>().back().cause, observe::SegmentRolled::Cause::index_full);
    EXPECT_EQ(context.read_all().size(), 20u);
}

TEST_F(LogAppendTest, OffsetsThatDoNotFitTheSegmentRollIt) {
    Log& log = open();
    context.append();
    ASSERT_OK(log.append_as_follower(make_batch({.base_offset = Offset(5'000'000'000), .epoch = LeaderEpoch(0)}), LeaderEpoch(0)));
    EXPECT_EQ(log.segment_count(), 2u);
    EXPECT_TRUE(context.has_file("00000000005000000000.log"));
    EXPECT_EQ(context.observed().all<observe::SegmentRolled>().back().cause, observe::SegmentRolled::Cause::offset_range);
    EXPECT_EQ(context.read_all().back().offset, Offset(5'000'000'000));
}

TEST_F(LogAppendTest, AFollowerTakesBatchesAsTheyCome) {
    Log& log = open();
    Bytes bytes = make_batch({.records = 2, .producer_id = 4, .base_offset = Offset(0), .epoch = LeaderEpoch(2)});
    for (const Bytes& more : {make_batch({.records = 3, .base_offset = Offset(2), .epoch = LeaderEpoch(3)}),
                              make_batch({.base_offset = Offset(9), .epoch = LeaderEpoch(3)})}) {
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    const std::size_t whole = bytes.size();
    const Bytes partial = make_batch();
    bytes.insert(bytes.end(), partial.begin(), partial.begin() + 30);
    const auto info = log.append_as_follower(bytes, LeaderEpoch(3));
    ASSERT_OK(info);
    EXPECT_EQ(info->first_offset, Offset(0));
    EXPECT_EQ(info->last_offset, Offset(9));
    EXPECT_EQ(info->size_bytes, static_cast<std::int64_t>(whole));
    EXPECT_EQ(log.log_end(), Offset(10));
    bytes.resize(whole);
    EXPECT_EQ(*env::read_file(context.node.disk(), "orders-0/00000000000000000000.log"), bytes);
    EXPECT_EQ(log.leader_epochs().entries(), (std::vector<EpochEntry>{{LeaderEpoch(2), Offset(0)}, {LeaderEpoch(3), Offset(2)}}));
    EXPECT_EQ(log.producers().find(ProducerId(4))->last_sequence(), 1);
}

TEST_F(LogAppendTest, AFollowerChecksWhatItFetched) {  // KAFKA-18723
    Log& log = open();
    context.append({.records = 5});
    Bytes damaged = make_batch({.base_offset = Offset(5), .epoch = LeaderEpoch(0)});
    damaged.back() ^= 1;
    EXPECT_CODE(CORRUPT_MESSAGE, log.append_as_follower(damaged, LeaderEpoch(0)));
    EXPECT_CODE(OFFSET_OUT_OF_RANGE,
                log.append_as_follower(make_batch({.base_offset = Offset(4), .epoch = LeaderEpoch(0)}), LeaderEpoch(0)));
    Bytes disordered = make_batch({.base_offset = Offset(7), .epoch = LeaderEpoch(0)});
    const Bytes before = make_batch({.base_offset = Offset(6), .epoch = LeaderEpoch(0)});
    disordered.insert(disordered.end(), before.begin(), before.end());
    EXPECT_CODE(CORRUPT_MESSAGE, log.append_as_follower(disordered, LeaderEpoch(0)));
    EXPECT_EQ(log.log_end(), Offset(5));

    Bytes later = make_batch({.base_offset = Offset(5), .epoch = LeaderEpoch(1)});
    for (const Bytes& more : {make_batch({.base_offset = Offset(6), .epoch = LeaderEpoch(2)}),
                              make_batch({.base_offset = Offset(7), .epoch = LeaderEpoch(1)})}) {
        later.insert(later.end(), more.begin(), more.end());
    }
    const auto info = log.append_as_follower(later, LeaderEpoch(1));
    ASSERT_OK(info);
    EXPECT_EQ(log.log_end(), Offset(6)) << "the batch of a later epoch and all behind it are left out";
    const auto none = log.append_as_follower(make_batch({.base_offset = Offset(6), .epoch = LeaderEpoch(2)}), LeaderEpoch(1));
    ASSERT_OK(none);
    EXPECT_EQ(none->first_offset, no_offset);
}

TEST_F(LogAppendTest, AnEmptyFollowerMayStartInTheMiddleOfABatch) {
    Log& log = open();
    ASSERT_OK(log.truncate_fully_and_start_at(Offset(12)));
    const auto info =
        log.append_as_follower(make_batch({.records = 5, .base_offset = Offset(10), .epoch = LeaderEpoch(0)}), LeaderEpoch(0));
    ASSERT_OK(info);
    EXPECT_EQ(log.log_start(), Offset(12));
    EXPECT_EQ(log.log_end(), Offset(15));
    EXPECT_EQ(log.first_segment_base(), Offset(10));
    EXPECT_OK(log.read(Offset(12), {}));
}

TEST_F(LogAppendTest, AFollowersFetchIsSpreadOverSegments) {
    context.setup.config.internal_segment_bytes = 1000;
    Log& log = open();
    Bytes bytes;
    for (int i = 0; i < 9; ++i) {
        const Bytes batch = make_batch({.value_bytes = 300, .base_offset = Offset(i), .epoch = LeaderEpoch(0)});
        bytes.insert(bytes.end(), batch.begin(), batch.end());
    }
    ASSERT_OK(log.append_as_follower(bytes, LeaderEpoch(0)));
    EXPECT_EQ(log.segment_count(), 5u);
    EXPECT_EQ(context.read_all().size(), 9u);
}

TEST_F(LogAppendTest, TransactionsHoldTheLastStableOffset) {
    Log& log = open();
    context.append({.records = 2});
    context.append({.records = 3, .producer_id = 5, .transactional = true});
    context.append({.records = 1});
    log.advance_high_watermark(log.log_end());
    EXPECT_EQ(log.high_watermark(), Offset(6));
    EXPECT_EQ(log.last_stable_offset(), Offset(2));
    ASSERT_OK(log.append_as_leader(make_marker(5, 0, false), LeaderEpoch(0), {.origin = AppendOrigin::coordinator}));
    EXPECT_EQ(log.last_stable_offset(), Offset(2));
    log.advance_high_watermark(log.log_end());
    EXPECT_EQ(log.last_stable_offset(), Offset(7));
}

TEST_F(LogAppendTest, WhatWasAbortedIsKnownToItsReaders) {  // KIP-98
    Log& log = open();
    const auto end = [&](std::int64_t producer, bool abort) {
        ASSERT_OK(log.append_as_leader(make_marker(producer, 0, abort), LeaderEpoch(0), {.origin = AppendOrigin::coordinator}));
        log.advance_high_watermark(log.log_end());
    };
    context.append({.records = 2, .producer_id = 5, .transactional = true});                 // 0, 1
    context.append({.records = 2, .producer_id = 6, .transactional = true});                 // 2, 3
    context.append({.records = 1, .producer_id = 5, .sequence = 2, .transactional = true});  // 4
    end(5, true);                                                                            // 5
    ASSERT_OK(log.roll());
    end(6, false);                                                                           // 6
    context.append({.records = 1, .producer_id = 6, .sequence = 2, .transactional = true});  // 7
    end(6, true);                                                                            // 8
    context.append({.records = 1, .producer_id = 7, .transactional = true});                 // 9
    const std::vector<AbortedTransaction> both{
        {.producer_id = ProducerId(5), .first_offset = Offset(0), .last_offset = Offset(5), .last_stable_offset = Offset(2)},
        {.producer_id = ProducerId(6), .first_offset = Offset(7), .last_offset = Offset(8), .last_stable_offset = Offset(9)}};
    EXPECT_EQ(log.aborted_transactions(Offset(0), Offset(9)), both);
    EXPECT_EQ(log.aborted_transactions(Offset(6), Offset(9)), std::vector{both[1]}) << "the first ended below";
    EXPECT_EQ(log.aborted_transactions(Offset(0), Offset(7)), std::vector{both[0]}) << "the second begins behind";
    EXPECT_TRUE(context.has_file("00000000000000000000.txnindex"));

    // After a kill the file may be gone, or hold only a part of an entry: the markers say it again.
    const std::string second = "orders-0/00000000000000000006.txnindex";
    for (const std::size_t left : {std::size_t{0}, std::size_t{20}}) {
        context.world.kill(the_node);
        context.log.reset();
        context.world.restart(the_node);
        context.environment.emplace(context.node.environment());
        Bytes content = env::read_file(context.node.disk(), second).value();
        content.resize(left);
        ASSERT_OK(context.node.disk().remove(second));
        if (left > 0) {
            ASSERT_OK(env::write_file(context.node.disk(), second, content));
        }
        context.setup.recovery_point = Offset(6);
        Log& again = context.open();
        EXPECT_EQ(again.aborted_transactions(Offset(0), Offset(9)), both) << left;
        again.advance_high_watermark(Offset(10));
        EXPECT_EQ(again.last_stable_offset(), Offset(9));
    }
    // A marker that is truncated never was.
    ASSERT_OK(context.log->truncate_to(Offset(8)));
    EXPECT_EQ(context.log->aborted_transactions(Offset(0), Offset(9)), std::vector{both[0]});
}

TEST_F(LogAppendTest, AfterADiskErrorNothingMoreIsAccepted) {  // KAFKA-10778
    Log& log = open();
    context.append({.records = 2, .producer_id = 5});
    context.node.disk().faults().writes_fail = true;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, log.append_as_leader(make_batch({.producer_id = 5, .sequence = 2}), LeaderEpoch(0)));
    context.node.disk().faults().writes_fail = false;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, log.append_as_leader(make_batch({.producer_id = 5, .sequence = 2}), LeaderEpoch(0)));
    EXPECT_CODE(KAFKA_STORAGE_ERROR, log.read(Offset(0), {}));
    EXPECT_EQ(log.producers().find(ProducerId(5))->last_sequence(), 1) << "state changes only after the append";  // KAFKA-6683
    context.world.run_for(1s);
    EXPECT_EQ(context.failures.size(), 1u);
    EXPECT_TRUE(log.failed().has_value());
    EXPECT_EQ(context.kill_and_open().log_end(), Offset(2));
}

TEST_F(LogAppendTest, AFullDiskLeavesATornTailThatTheNextStartCuts) {
    Log& log = open();
    context.append({.records = 2});
    context.world.run_for(1s);
    context.node.disk().faults().capacity_bytes = context.node.disk().used_bytes() + 100;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, log.append_as_leader(make_batch({.value_bytes = 500}), LeaderEpoch(0)));
    context.node.disk().faults().capacity_bytes.reset();
    EXPECT_EQ(context.kill_and_open().log_end(), Offset(2));
    EXPECT_GT(context.observed().all<observe::LogRecovered>().back().truncated_bytes, 0);
    EXPECT_EQ(context.append().first_offset, Offset(2));
}

TEST_F(LogAppendTest, FlushSaysWhatIsDurable) {
    Log& log = open();
    context.append({.records = 2});
    EXPECT_EQ(log.recovery_point(), Offset(0));
    bool first = false;
    log.flush([&](const Status& status) { first = status.has_value(); });
    context.append({.records = 2});
    EXPECT_FALSE(first) << "never inside the call";
    EXPECT_TRUE(context.world.run_until([&] { return first; }, 1s));
    EXPECT_EQ(log.recovery_point(), Offset(2)) << "what was appended before the call, not after";
    context.flush();
    EXPECT_EQ(log.recovery_point(), Offset(4));
    context.crash_and_open({});
    EXPECT_EQ(context.log->log_end(), Offset(4));
}

TEST_F(LogAppendTest, FlushMessagesSyncsByItself) {
    context.setup.config.flush_messages = 5;
    Log& log = open();
    for (int i = 0; i < 12; ++i) context.append();
    context.world.run_for(1s);
    EXPECT_GE(log.recovery_point(), Offset(5));
    EXPECT_LT(log.log_end() - log.recovery_point(), 8);
}

TEST_F(LogAppendTest, AFailedFlushTakesTheLogOffline) {
    Log& log = open();
    context.append();
    context.node.disk().faults().syncs_fail = true;
    std::optional<Status> flushed;
    log.flush([&](Status status) { flushed = std::move(status); });
    EXPECT_TRUE(context.world.run_until([&] { return flushed.has_value(); }, 1s));
    EXPECT_FALSE(flushed->has_value());
    EXPECT_EQ(log.recovery_point(), Offset(0));
    EXPECT_TRUE(log.failed().has_value());
}

TEST_F(LogAppendTest, RollingMakesTheOldSegmentDurable) {
    context.setup.config.internal_segment_bytes = 1000;
    Log& log = open();
    for (int i = 0; i < 7; ++i) context.append({.value_bytes = 300, .producer_id = 3, .sequence = i});
    context.world.run_for(1s);
    EXPECT_EQ(log.recovery_point(), Offset(6));
    context.setup.recovery_point = log.recovery_point();
    context.crash_and_open({});
    EXPECT_EQ(context.log->log_end(), Offset(6));
    EXPECT_EQ(context.log->producers().find(ProducerId(3))->last_sequence(), 5) << "the producer snapshot was synced too";  // KAFKA-9892
}

}  // namespace
}  // namespace vitrine::storage
