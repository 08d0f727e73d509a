// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/record.h"

#include <random>

#include <gtest/gtest.h>

#include "records/compression.h"
#include "tests/core/records/java_batches.h"
#include "tests/core/records/support.h"

namespace vitrine::records {
namespace {

const std::pair<Codec, std::string_view> java_batches[] = {{Codec::none, golden::none},
                                                           {Codec::gzip, golden::gzip},
                                                           {Codec::snappy, golden::snappy},
                                                           {Codec::lz4, golden::lz4},
                                                           {Codec::zstd, golden::zstd}};

std::vector<Record> golden_records() {
    return {
        {Offset(100), 1'700'000'000'000, to_bytes("k"), to_bytes(golden_value()), {}},
        {Offset(101), 1'699'999'999'990, std::nullopt, to_bytes("v2"), {{"h1", to_bytes("x")}, {"", std::nullopt}}},
        {Offset(102), 1'700'000'000'500, to_bytes("gone"), std::nullopt, {}},
    };
}

Bytes build(const std::vector<Record>& records, BatchOptions options) {
    BatchBuilder builder(options);
    for (const Record& record : records) {
        std::vector<HeaderView> headers;
        for (const RecordHeader& header : record.headers) headers.push_back({header.key, header.value});
        builder.append_at(record.offset, record.timestamp_ms, record.key, record.value, headers);
    }
    return *builder.build();
}

BatchOptions golden_options(Codec codec) {
    return {.base_offset = Offset(100),
            .leader_epoch = LeaderEpoch(5),
            .codec = codec,
            .producer_id = ProducerId(4000),
            .producer_epoch = ProducerEpoch(3),
            .base_sequence = 7,
            .transactional = true};
}

TEST(RecordReader, ReadsWhatTheJavaClientWroteWithEachCodec) {
    for (const auto& [codec, hex] : java_batches) {
        const Bytes batch = from_hex(hex);
        ASSERT_EQ(parse_header(batch)->codec(), codec);
        const auto records = read_records(batch);
        ASSERT_TRUE(records.has_value()) << name_of(codec) << ": " << records.error().message;
        EXPECT_EQ(*records, golden_records()) << name_of(codec);
    }
}

TEST(BatchBuilder, WritesTheSameBytesAsTheJavaClient) {
    EXPECT_EQ(build(golden_records(), golden_options(Codec::none)), from_hex(golden::none));
}

TEST(BatchBuilder, EveryCodecComesBackAsItWas) {
    std::mt19937 random(7);
    for (const Codec codec : {Codec::none, Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd}) {
        std::vector<Record> records;
        for (int i = 0; i < 500; ++i) {
            Bytes value(random() % 700);
            for (std::uint8_t& byte : value) byte = static_cast<std::uint8_t>(random() % 9);
            records.push_back({Offset(40 + i),
                               1000 - i * 3,
                               i % 5 == 0 ? std::nullopt : std::optional(to_bytes(std::to_string(i))),
                               i % 7 == 0 ? std::nullopt : std::optional(value),
                               {}});
        }
        const Bytes batch = build(records, {.base_offset = Offset(40), .codec = codec});
        const auto header = validate_batch(batch, {.from_client = false});
        ASSERT_TRUE(header.has_value()) << name_of(codec);
        EXPECT_EQ(header->max_timestamp_ms, 1000);
        EXPECT_EQ(header->base_timestamp_ms, 1000);
        EXPECT_EQ(*read_records(batch), records) << name_of(codec);
        if (codec != Codec::none) {
            EXPECT_LT(batch.size(), build(records, {.base_offset = Offset(40)}).size()) << name_of(codec);
        }
    }
}

TEST(BatchBuilder, GapsAndALastOffsetWithoutARecordAreKept) {
    BatchBuilder builder({.base_offset = Offset(10)});
    builder.append_at(Offset(12), 5, as_bytes("a"), as_bytes("1"));
    builder.append_at(Offset(17), 6, as_bytes("b"), as_bytes("2"));
    builder.set_last_offset(Offset(19));
    const Bytes batch = *builder.build();
    EXPECT_EQ(parse_header(batch)->next_offset(), Offset(20));
    const auto records = read_records(batch);
    ASSERT_TRUE(records.has_value());
    EXPECT_EQ((*records)[0].offset, Offset(12));
    EXPECT_EQ((*records)[1].offset, Offset(17));
}

TEST(BatchBuilder, AnEmptiedBatchIsABareHeaderThatKeepsOffsetsAndSequences) {
    BatchBuilder builder({.base_offset = Offset(10),
                          .codec = Codec::lz4,
                          .producer_id = ProducerId(1),
                          .producer_epoch = ProducerEpoch(0),
                          .base_sequence = 3});
    builder.set_last_offset(Offset(14));
    const Bytes batch = *builder.build();
    EXPECT_EQ(batch.size(), batch_header_size);
    const auto header = parse_header(batch);
    EXPECT_EQ(header->last_offset(), Offset(14));
    EXPECT_EQ(header->last_sequence(), 7);
    EXPECT_EQ(header->base_timestamp_ms, -1);
    EXPECT_TRUE(read_records(batch)->empty());
}

TEST(BatchBuilder, DeleteHorizonTakesThePlaceOfTheBaseTimestamp) {
    BatchBuilder builder({.delete_horizon_ms = 5000});
    builder.append(1000, as_bytes("k"), std::nullopt);
    const Bytes batch = *builder.build();
    const auto header = parse_header(batch);
    EXPECT_TRUE(header->has_delete_horizon());
    EXPECT_EQ(header->base_timestamp_ms, 5000);
    EXPECT_EQ(read_records(batch)->front().timestamp_ms, 1000);
}

TEST(BatchBuilder, TheSizeOfARecordIsNeverAboveItsEstimate) {
    const HeaderView header{"name", as_bytes("value")};
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{8191}, std::size_t{9000}}) {
        const Bytes value(size, 7);
        BatchBuilder builder{BatchOptions{}};
        const std::size_t before = builder.size_bytes_uncompressed();
        builder.append(0, std::nullopt, value, {&header, 1});
        EXPECT_LE(builder.size_bytes_uncompressed() - before, BatchBuilder::record_size_max(std::nullopt, value, {&header, 1}));
    }
}

TEST(RecordReader, CutOrAlteredPayloadsAreCorruptAndNeverReadBeyondTheirEnd) {
    const Bytes batch = build(golden_records(), golden_options(Codec::none));
    for (std::size_t size = batch_header_size; size < batch.size(); ++size) {
        Bytes cut(batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(size));
        store_be(cut.data() + batch_length_at, static_cast<std::int32_t>(size - log_overhead));
        const auto result = read_records(cut);
        ASSERT_FALSE(result.has_value()) << size;
        EXPECT_EQ(result.error().code, ErrorCode::CORRUPT_MESSAGE);
    }
    Bytes longer = batch;
    longer.push_back(0);
    store_be(longer.data() + batch_length_at, static_cast<std::int32_t>(longer.size() - log_overhead));
    EXPECT_EQ(read_records(longer).error().code, ErrorCode::CORRUPT_MESSAGE);
}

TEST(RecordReader, RandomDamageNeverDoesMoreThanAnError) {
    std::mt19937 random(11);
    for (const auto& [codec, hex] : java_batches) {
        const Bytes batch = from_hex(hex);
        for (int round = 0; round < 3000; ++round) {
            Bytes damaged = batch;
            for (std::uint32_t i = 0; i < 1 + random() % 4; ++i) {
                damaged[batch_header_size + random() % (damaged.size() - batch_header_size)] = static_cast<std::uint8_t>(random());
            }
            const auto result = read_records(damaged, {.decompressed_bytes_max = 1 << 20});
            if (!result) {
                EXPECT_EQ(result.error().code, ErrorCode::CORRUPT_MESSAGE) << result.error().message;
            }
        }
    }
}

TEST(RecordReader, OffsetsMustRiseWithinTheBatch) {
    BatchBuilder builder{BatchOptions{}};
    builder.append(0, std::nullopt, as_bytes("a"));
    builder.append(0, std::nullopt, as_bytes("b"));
    Bytes batch = *builder.build();
    // The second record's offset delta: behind its length, attributes and timestamp delta.
    const std::size_t record_size = (batch.size() - batch_header_size) / 2;
    std::uint8_t& delta = batch[batch_header_size + record_size + 3];
    ASSERT_EQ(delta, 2);
    delta = 0;
    EXPECT_EQ(read_records(batch).error().code, ErrorCode::CORRUPT_MESSAGE);
}

TEST(RecordReader, ABombIsStoppedAtTheLimit) {
    for (const Codec codec : {Codec::gzip, Codec::snappy, Codec::lz4, Codec::zstd}) {
        BatchBuilder builder({.codec = codec});
        const Bytes zeros(4 << 20);
        builder.append(0, std::nullopt, zeros);
        const Bytes batch = *builder.build();
        EXPECT_LT(batch.size(), zeros.size() / 10);
        const auto result = RecordReader::open(batch, {.decompressed_bytes_max = 1 << 20});
        ASSERT_FALSE(result.has_value()) << name_of(codec);
        EXPECT_EQ(result.error().code, ErrorCode::CORRUPT_MESSAGE);
        EXPECT_TRUE(RecordReader::open(batch, {.decompressed_bytes_max = 5 << 20}).has_value()) << name_of(codec);
    }
}

TEST(RecordReader, UnknownCodecsAreNamed) {
    Bytes batch = from_hex(golden::none);
    batch[attributes_at + 1] = 7;
    EXPECT_EQ(RecordReader::open(batch).error().code, ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
}

TEST(ReadRecords, ControlBatchesAreSkipped) {
    Bytes batches = from_hex(golden::commit);
    const Bytes data = from_hex(golden::none);
    batches.insert(batches.end(), data.begin(), data.end());
    EXPECT_EQ(*read_records(batches), golden_records());
}

}  // namespace
}  // namespace vitrine::records
