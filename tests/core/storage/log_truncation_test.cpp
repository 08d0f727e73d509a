// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class LogTruncationTest : public testing::Test {
protected:
    LogContext context;

    // 20 batches of two records, epochs 0 to 3, segments of five batches.
    Log& filled() {
        const auto size = static_cast<std::int32_t>(make_batch({.records = 2, .value_bytes = 100, .producer_id = 1}).size());
        context.setup.config.internal_segment_bytes = 5 * size;
        context.setup.config.index_interval_bytes = 300;
        Log& log = context.open();
        for (int i = 0; i < 20; ++i) {
            context.append({.records = 2, .timestamp_ms = start_ms + i * 10, .value_bytes = 100, .producer_id = 1, .sequence = 2 * i},
                           LeaderEpoch(i / 5));
        }
        return log;
    }
};

TEST_F(LogTruncationTest, TheLogEndsAtTheOffset) {
    for (std::int64_t target = 0; target <= 40; target += 2) {
        LogContext fresh(7);
        context.log.reset();
        Log& log = filled();
        log.advance_high_watermark(Offset(30));
        ASSERT_OK(log.truncate_to(Offset(target), LeaderEpoch(9)));
        EXPECT_EQ(log.log_end(), Offset(target));
        EXPECT_EQ(log.high_watermark(), Offset(std::min<std::int64_t>(target, 30)));
        EXPECT_EQ(static_cast<std::int64_t>(context.read_all().size()), target);
        EXPECT_LE(log.leader_epochs().latest().value_or(EpochEntry{}).start_offset, Offset(target));
        if (target > 0) {
            EXPECT_EQ(log.latest_epoch(), LeaderEpoch(static_cast<std::int32_t>((target - 1) / 10)));
            EXPECT_EQ(log.producers().find(ProducerId(1))->last_sequence(), static_cast<std::int32_t>(target) - 1);
            EXPECT_EQ((*log.max_timestamp())->timestamp_ms, start_ms + (target - 2) / 2 * 10 + 1);
        } else {
            EXPECT_EQ(log.producers().find(ProducerId(1)), nullptr);
        }
        EXPECT_EQ(
            context.append({.records = 2, .producer_id = 1, .sequence = static_cast<std::int32_t>(target)}, LeaderEpoch(9)).first_offset,
            Offset(target));
        context.close_and_open();
        EXPECT_EQ(static_cast<std::int64_t>(context.read_all().size()), target + 2);
        context.log.reset();
        ASSERT_OK(context.node.disk().remove_tree("orders-0"));
        context.setup = fresh.setup;
    }
}

TEST_F(LogTruncationTest, ABatchIsCutWhole) {
    Log& log = filled();
    ASSERT_OK(log.truncate_to(Offset(13)));
    EXPECT_EQ(log.log_end(), Offset(12));
    EXPECT_EQ(context.append({}, LeaderEpoch(4)).first_offset, Offset(12));
}

TEST_F(LogTruncationTest, ItIsTold) {
    Log& log = filled();
    ASSERT_OK(log.truncate_to(Offset(24), LeaderEpoch(2)));
    const auto told = context.observed().all<observe::LogTruncated>();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].from, Offset(40));
    EXPECT_EQ(told[0].to, Offset(24));
    EXPECT_EQ(told[0].diverging_epoch, LeaderEpoch(2));
}

TEST_F(LogTruncationTest, AtTheLogEndConflictingEpochsStillGo) {  // KAFKA-10706
    Log& log = filled();
    log.begin_epoch(LeaderEpoch(7));  // elected, and deposed before the first append
    EXPECT_EQ(log.latest_epoch(), LeaderEpoch(7));
    ASSERT_OK(log.truncate_to(Offset(40)));
    EXPECT_EQ(log.latest_epoch(), LeaderEpoch(3));
    EXPECT_EQ(log.log_end(), Offset(40));
    EXPECT_TRUE(context.observed().all<observe::LogTruncated>().empty());
}

TEST_F(LogTruncationTest, BelowTheLogStartItBeginsAnew) {
    Log& log = filled();
    log.advance_high_watermark(Offset(40));
    EXPECT_GT(*log.delete_segments_below(Offset(25)), 0);
    EXPECT_EQ(log.log_start(), Offset(25));
    EXPECT_EQ(log.first_segment_base(), Offset(20));
    ASSERT_OK(log.truncate_to(Offset(22)));
    EXPECT_EQ(log.log_start(), Offset(22)) << "within the first segment: cut there";
    EXPECT_EQ(log.log_end(), Offset(22));
    ASSERT_OK(log.truncate_to(Offset(5)));
    EXPECT_EQ(log.log_start(), Offset(5));
    EXPECT_EQ(log.log_end(), Offset(5));
    EXPECT_EQ(log.high_watermark(), Offset(5));
}

TEST_F(LogTruncationTest, FullTruncationMovesEveryMark) {  // KAFKA-9491
    Log& log = filled();
    log.advance_high_watermark(Offset(10));
    ASSERT_OK(log.truncate_fully_and_start_at(Offset(1000)));
    EXPECT_EQ(log.log_start(), Offset(1000));
    EXPECT_EQ(log.log_end(), Offset(1000));
    EXPECT_EQ(log.high_watermark(), Offset(1000));
    EXPECT_EQ(log.last_stable_offset(), Offset(1000));
    EXPECT_EQ(log.recovery_point(), Offset(1000));
    EXPECT_EQ(log.segment_count(), 1u);
    EXPECT_TRUE(log.leader_epochs().entries().empty());
    EXPECT_TRUE(log.producers().producers().empty());
    EXPECT_EQ(context.append({}, LeaderEpoch(4)).first_offset, Offset(1000));
    context.close_and_open();
    EXPECT_EQ(context.log->log_start(), Offset(1000));
    EXPECT_EQ(context.read_all().size(), 1u);
}

TEST_F(LogTruncationTest, ToTheBaseOfASegmentThatIsThereAlready) {
    Log& log = filled();
    ASSERT_OK(log.truncate_fully_and_start_at(Offset(20)));
    EXPECT_EQ(log.log_end(), Offset(20));
    EXPECT_EQ(context.append({}, LeaderEpoch(4)).first_offset, Offset(20));
    EXPECT_EQ(context.kill_and_open().log_end(), Offset(21));
}

TEST_F(LogTruncationTest, TheRecoveryPointFallsAndAFlushUnderWayDoesNotRaiseItAgain) {
    Log& log = filled();
    context.flush();
    EXPECT_EQ(log.recovery_point(), Offset(40));
    context.append({.records = 2}, LeaderEpoch(3));
    bool flushed = false;
    log.flush([&](const Status& status) { flushed = status.has_value(); });
    ASSERT_OK(log.truncate_to(Offset(24)));
    EXPECT_EQ(log.recovery_point(), Offset(20)) << "the base of the segment that was cut";
    for (int i = 0; i < 20; ++i) context.append({.records = 2}, LeaderEpoch(4));
    EXPECT_TRUE(context.world.run_until([&] { return flushed; }, 1s));
    context.world.run_for(1ms);
    EXPECT_LE(log.recovery_point(), log.log_end());
    // Rolls flushed older segments meanwhile; but nothing that was written after the truncation was in the flush of before.
    EXPECT_LT(log.recovery_point(), log.log_end());
}

TEST_F(LogTruncationTest, AnOpenTransactionIsTruncatedWithItsBatches) {
    Log& log = context.open();
    context.append({.records = 2});
    context.append({.records = 2, .producer_id = 5, .transactional = true});
    log.advance_high_watermark(Offset(4));
    EXPECT_EQ(log.last_stable_offset(), Offset(2));
    ASSERT_OK(log.truncate_to(Offset(2)));
    EXPECT_EQ(log.last_stable_offset(), Offset(2));
    context.append({.records = 2});
    log.advance_high_watermark(Offset(4));
    EXPECT_EQ(log.last_stable_offset(), Offset(4));
}

}  // namespace
}  // namespace vitrine::storage
