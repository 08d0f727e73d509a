// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class LogReadTest : public testing::Test {
protected:
    LogContext context;

    // 30 batches of two records in several segments, with a time of one second between them.
    Log& filled() {
        context.setup.config.internal_segment_bytes = 2000;
        context.setup.config.index_interval_bytes = 300;
        Log& log = context.open();
        for (int i = 0; i < 30; ++i) context.append({.records = 2, .timestamp_ms = start_ms + i * 1000, .value_bytes = 100});
        return log;
    }
    Bytes bytes_of(const ReadResult& result) {
        Bytes bytes;
        for (const env::FileSlice& slice : result.slices) {
            Bytes part(static_cast<std::size_t>(slice.size));
            EXPECT_EQ(slice.file->read_at(slice.position, part).value_or(0), part.size());
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
        EXPECT_EQ(static_cast<std::int64_t>(bytes.size()), result.size_bytes);
        return bytes;
    }
};

TEST_F(LogReadTest, EveryOffsetIsFoundWithTheBatchThatHoldsIt) {
    Log& log = filled();
    EXPECT_GT(log.segment_count(), 3u);
    for (int round = 0; round < 2; ++round) {
        for (std::int64_t offset = 0; offset < 60; ++offset) {
            const auto result = context.log->read(Offset(offset), {.bytes_max = 1});
            ASSERT_OK(result);
            const Bytes bytes = bytes_of(*result);
            const auto header = records::parse_header(bytes);
            ASSERT_OK(header);
            EXPECT_EQ(header->base_offset, Offset(offset - offset % 2));
            EXPECT_EQ(header->size_bytes(), result->size_bytes) << "one batch, although bytes_max is one byte";
        }
        context.close_and_open();  // the second round reads what was sealed and reopened
    }
}

TEST_F(LogReadTest, OutsideTheLogIsOutOfRange) {
    Log& log = filled();
    EXPECT_CODE(OFFSET_OUT_OF_RANGE, log.read(Offset(61), {}));
    const auto at_end = log.read(Offset(60), {});
    ASSERT_OK(at_end);
    EXPECT_TRUE(at_end->slices.empty());
    log.advance_high_watermark(Offset(60));
    ASSERT_OK(log.advance_log_start(Offset(5)));
    EXPECT_CODE(OFFSET_OUT_OF_RANGE, log.read(Offset(4), {}));
    EXPECT_EQ(log.read(Offset(5), {})->log_start, Offset(5));
}

TEST_F(LogReadTest, TheUpperBoundIsNeverPassed) {
    Log& log = filled();
    for (std::int64_t bound = 0; bound <= 60; ++bound) {
        for (std::int64_t from = 0; from <= 60; from += 3) {
            const auto result = log.read(Offset(from), {.upper_bound = Offset(bound)});
            ASSERT_OK(result);
            const Bytes bytes = bytes_of(*result);
            records::BatchIterator iterator(bytes);
            while (true) {
                const auto entry = iterator.next();
                ASSERT_OK(entry);
                if (!*entry) break;
                EXPECT_LE((*entry)->header.next_offset(), Offset(bound)) << "from " << from;
            }
            EXPECT_TRUE(iterator.rest().empty());
            if (from >= bound - bound % 2) {
                EXPECT_TRUE(bytes.empty()) << from << ' ' << bound;
            } else {
                EXPECT_FALSE(bytes.empty()) << from << ' ' << bound;
            }
        }
    }
}

TEST_F(LogReadTest, BytesMaxLimitsTheSliceAndTheFirstBatchIsTold) {
    Log& log = filled();
    const std::int64_t batch = log.read(Offset(0), {.bytes_max = 1})->size_bytes;
    const auto not_all = log.read(Offset(0), {.bytes_max = 2 * batch + 10});
    ASSERT_OK(not_all);
    EXPECT_EQ(not_all->size_bytes, 2 * batch) << "a part of a batch is of no use to anybody";
    EXPECT_EQ(not_all->available_bytes, 2 * batch + 10);
    const auto too_small = log.read(Offset(0), {.bytes_max = batch - 1, .min_one_batch = false});
    ASSERT_OK(too_small);
    EXPECT_TRUE(too_small->slices.empty());
    EXPECT_TRUE(too_small->first_batch_incomplete);
    const auto exact = log.read(Offset(0), {.bytes_max = batch, .min_one_batch = false});
    EXPECT_EQ(exact->size_bytes, batch);
    EXPECT_FALSE(exact->first_batch_incomplete);
    EXPECT_TRUE(log.read(Offset(0), {.bytes_max = 0, .min_one_batch = false})->slices.empty());
}

// Within the batches that an active segment remembers, behind them by its index, and by that of a sealed segment.
TEST_F(LogReadTest, AReadEndsWithTheLastBatchThatFits) {
    context.setup.config.internal_segment_bytes = 20'000;
    context.setup.config.index_interval_bytes = 600;
    static_cast<void>(context.open());
    for (int i = 0; i < 250; ++i) context.append({.records = 1, .value_bytes = static_cast<std::size_t>(20 + i * 37 % 100)});
    ASSERT_GT(context.log->segment_count(), 1u);
    std::size_t limited = 0;
    for (int round = 0; round < 2; ++round) {
        for (std::int64_t from = 0; from < 250; from += 7) {
            for (const std::int64_t bytes_max : {1, 150, 151, 400, 1000, 2222, 7000, 15'000}) {
                const auto all = context.log->read(Offset(from), {.bytes_max = 1 << 20});
                const auto some = context.log->read(Offset(from), {.bytes_max = bytes_max});
                ASSERT_OK(all);
                ASSERT_OK(some);
                std::int64_t expected = 0;
                const Bytes bytes = bytes_of(*all);
                records::BatchIterator batches(bytes);
                for (auto batch = batches.next(); batch && *batch; batch = batches.next()) {
                    const std::int64_t size = (*batch)->header.size_bytes();
                    if (expected > 0 && expected + size > bytes_max) break;
                    expected += size;
                }
                EXPECT_EQ(some->size_bytes, expected) << "from " << from << ", at most " << bytes_max;
                EXPECT_EQ(some->available_bytes, std::min(all->size_bytes, std::max(bytes_max, expected)));
                EXPECT_EQ(all->available_bytes, all->size_bytes);
                if (some->size_bytes < all->size_bytes) ++limited;
            }
        }
        context.close_and_open();
    }
    EXPECT_GT(limited, 300u);
}

TEST_F(LogReadTest, InternalReadersGetWholeBatchesOverSegmentBorders) {
    Log& log = filled();
    EXPECT_EQ(context.read_all().size(), 60u);
    const auto some = log.read_batches(Offset(10), {.bytes_max = 5000});
    ASSERT_OK(some);
    EXPECT_LE(some->size(), 5000u);
    EXPECT_GT(some->size(), 2500u) << "more than one segment holds";
    records::BatchIterator iterator(*some);
    Offset next(10);
    while (true) {
        const auto entry = iterator.next();
        ASSERT_OK(entry);
        if (!*entry) break;
        EXPECT_EQ((*entry)->header.base_offset, next);
        next = (*entry)->header.next_offset();
    }
    EXPECT_TRUE(iterator.rest().empty());
    EXPECT_EQ(records::read_records(*log.read_batches(Offset(0), {.bytes_max = 100'000, .upper_bound = Offset(31)}))->back().offset,
              Offset(29));
    EXPECT_TRUE(log.read_batches(Offset(60), {})->empty());
}

TEST_F(LogReadTest, GapsAreSkippedToTheNextBatch) {
    context.setup.config.internal_segment_bytes = 500;
    Log& log = context.open();
    for (const std::int64_t base : {0, 10, 20, 30, 40}) {
        ASSERT_OK(
            log.append_as_follower(make_batch({.value_bytes = 150, .base_offset = Offset(base), .epoch = LeaderEpoch(0)}), LeaderEpoch(0)));
    }
    EXPECT_GT(log.segment_count(), 1u);
    for (std::int64_t from = 0; from <= 40; ++from) {
        const auto header = log.batch_at(Offset(from));
        ASSERT_OK(header);
        ASSERT_TRUE(header->has_value());
        EXPECT_EQ((*header)->base_offset, Offset((from + 9) / 10 * 10));
        const auto result = log.read(Offset(from), {.bytes_max = 1});
        EXPECT_EQ(records::parse_header(bytes_of(*result))->base_offset, Offset((from + 9) / 10 * 10));
    }
    EXPECT_FALSE(log.batch_at(Offset(41))->has_value());
}

TEST_F(LogReadTest, TheFirstRecordNotBelowATimestampIsFound) {
    Log& log = filled();
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 30; ++i) {
            EXPECT_EQ(*context.log->offset_for_timestamp(start_ms + i * 1000),
                      (TimestampAndOffset{start_ms + i * 1000, Offset(2 * i), LeaderEpoch(0)}));
            EXPECT_EQ(*context.log->offset_for_timestamp(start_ms + i * 1000 + 1),
                      (TimestampAndOffset{start_ms + i * 1000 + 1, Offset(2 * i + 1), LeaderEpoch(0)}));
            if (i < 29) {
                EXPECT_EQ((*context.log->offset_for_timestamp(start_ms + i * 1000 + 2))->offset, Offset(2 * i + 2));
            }
        }
        EXPECT_EQ((*context.log->offset_for_timestamp(0))->offset, Offset(0));
        EXPECT_FALSE(context.log->offset_for_timestamp(start_ms + 29'002)->has_value());
        context.close_and_open();
    }
    (void)log;
}

TEST_F(LogReadTest, TimestampLookupsBeginAtTheLogStart) {
    Log& log = filled();
    log.advance_high_watermark(log.log_end());
    ASSERT_OK(log.advance_log_start(Offset(7)));
    EXPECT_EQ((*log.offset_for_timestamp(0))->offset, Offset(7));
}

TEST_F(LogReadTest, TimestampsNeedNotRise) {
    Log& log = context.open();
    for (const int seconds : {5, 9, 2, 9, 7, 1}) context.append({.timestamp_ms = start_ms + seconds * 1000, .value_bytes = 3000});
    EXPECT_EQ((*log.offset_for_timestamp(start_ms + 6000))->offset, Offset(1));
    EXPECT_EQ((*log.offset_for_timestamp(start_ms + 1000))->offset, Offset(0));
    EXPECT_EQ(*log.max_timestamp(), (TimestampAndOffset{start_ms + 9000, Offset(1), LeaderEpoch(0)})) << "the first of the largest ones";
}

TEST_F(LogReadTest, TheLargestTimestampIsFoundInCompressedBatchesToo) {
    Log& log = filled();
    context.append({.records = 5, .timestamp_ms = start_ms + 40'000, .codec = records::Codec::zstd});
    context.append({.records = 1, .timestamp_ms = start_ms + 3});
    EXPECT_EQ(*log.max_timestamp(), (TimestampAndOffset{start_ms + 40'004, Offset(64), LeaderEpoch(0)}));
    EXPECT_EQ((*log.offset_for_timestamp(start_ms + 40'002))->offset, Offset(62));
}

TEST_F(LogReadTest, AnEmptyLogHasNoTimestamps) {
    Log& log = context.open();
    EXPECT_FALSE(log.max_timestamp()->has_value());
    EXPECT_FALSE(log.offset_for_timestamp(0)->has_value());
    EXPECT_FALSE(log.batch_at(Offset(0))->has_value());
}

TEST_F(LogReadTest, ASliceOutlivesTheDeletionOfItsSegment) {
    Log& log = filled();
    const auto result = log.read(Offset(0), {});
    const Bytes before = bytes_of(*result);
    log.advance_high_watermark(log.log_end());
    EXPECT_GT(*log.delete_segments_below(Offset(40)), 0);
    context.world.run_for(2min);
    EXPECT_FALSE(context.has_file("00000000000000000000.log.deleted"));
    EXPECT_EQ(bytes_of(*result), before);
}

TEST_F(LogReadTest, TheHighWatermarkRisesWithinTheLogOnly) {
    Log& log = filled();
    EXPECT_TRUE(log.advance_high_watermark(Offset(10)));
    EXPECT_FALSE(log.advance_high_watermark(Offset(9)));
    EXPECT_EQ(log.high_watermark(), Offset(10));
    EXPECT_TRUE(log.advance_high_watermark(Offset(1000)));
    EXPECT_EQ(log.high_watermark(), Offset(60));
    EXPECT_FALSE(log.advance_high_watermark(Offset(1000)));
}

TEST_F(LogReadTest, IndexesHaveAnEntryForEachIntervalAndAFinalTimestamp) {
    context.setup.config.index_interval_bytes = 500;
    Log& log = context.open();
    std::vector<std::int64_t> positions;
    std::int64_t size = 0;
    for (int i = 0; i < 10; ++i) {
        positions.push_back(size);
        size += context.append({.timestamp_ms = start_ms + (i == 7 ? 5000 : i), .value_bytes = 200}).size_bytes;
    }
    ASSERT_OK(log.roll());
    // By Kafka's rule: an entry for the batch before which more than 500 bytes came since the last one.
    Bytes expected_offsets;
    Bytes expected_times;
    std::int64_t since = 0;
    for (int i = 0; i < 10; ++i) {
        if (since > 500) {
            std::array<std::uint8_t, 12> entry{};
            store_be<std::int32_t>(entry.data(), i);
            store_be(entry.data() + 4, static_cast<std::int32_t>(positions[static_cast<std::size_t>(i)]));
            expected_offsets.insert(expected_offsets.end(), entry.begin(), entry.begin() + 8);
            if (i <= 7) {
                store_be<std::int64_t>(entry.data(), start_ms + (i == 7 ? 5000 : i));
                store_be<std::int32_t>(entry.data() + 8, i);
                expected_times.insert(expected_times.end(), entry.begin(), entry.end());
            }
            since = 0;
        }
        since += make_batch({.value_bytes = 200}).size();
    }
    std::array<std::uint8_t, 12> last{};
    store_be<std::int64_t>(last.data(), start_ms + 5000);
    store_be<std::int32_t>(last.data() + 8, 7);
    if (expected_times.size() < 12 || !std::equal(last.begin(), last.end(), expected_times.end() - 12)) {
        expected_times.insert(expected_times.end(), last.begin(), last.end());
    }
    EXPECT_EQ(*env::read_file(context.node.disk(), "orders-0/00000000000000000000.index"), expected_offsets);
    EXPECT_EQ(*env::read_file(context.node.disk(), "orders-0/00000000000000000000.timeindex"), expected_times);
}

}  // namespace
}  // namespace vitrine::storage
