// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/random.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class LogRetentionTest : public testing::Test {
protected:
    LogContext context;
    std::int64_t batch_bytes = static_cast<std::int64_t>(make_batch({.value_bytes = 300}).size());

    // One batch in each segment, ten seconds from one to the next; the last segment is active.
    Log& filled(int segments) {
        context.setup.config.internal_segment_bytes = static_cast<std::int32_t>(batch_bytes);
        Log& log = context.open();
        for (int i = 0; i < segments; ++i) context.append_all_known({.timestamp_ms = start_ms + i * 10'000, .value_bytes = 300});
        EXPECT_EQ(log.segment_count(), static_cast<std::size_t>(segments));
        return log;
    }
    int apply_at(std::int64_t ms_after_start) {
        const auto deleted = context.log->apply_retention(wall_time(start_ms + ms_after_start));
        EXPECT_TRUE(deleted.has_value());
        return deleted.value_or(-1);
    }
    std::vector<observe::SegmentDeleted> told() { return context.observed().all<observe::SegmentDeleted>(); }
};

TEST_F(LogRetentionTest, SegmentsGoWhenTheirNewestRecordIsTooOld) {
    context.setup.config.retention_ms = 25'000;
    Log& log = filled(5);
    EXPECT_EQ(apply_at(25'000), 0) << "exactly the limit is kept";
    EXPECT_EQ(apply_at(25'001), 1);
    EXPECT_EQ(log.log_start(), Offset(1));
    EXPECT_EQ(apply_at(46'000), 2);
    EXPECT_EQ(log.log_start(), Offset(3));
    ASSERT_EQ(told().size(), 3u);
    EXPECT_EQ(told()[0].base_offset, Offset(0));
    EXPECT_EQ(told()[0].end_offset, Offset(1));
    EXPECT_EQ(told()[0].size_bytes, batch_bytes);
    EXPECT_EQ(told()[0].cause, observe::RetentionCause::time);
}

TEST_F(LogRetentionTest, OneNewRecordKeepsItsWholeSegment) {
    context.setup.config.retention_ms = 1000;
    Log& log = context.open();
    context.append({.timestamp_ms = start_ms - 1'000'000});
    context.append({.timestamp_ms = start_ms});
    ASSERT_OK(log.roll());
    log.advance_high_watermark(log.log_end());
    EXPECT_EQ(apply_at(1000), 0);
    EXPECT_EQ(apply_at(1001), 1);
}

TEST_F(LogRetentionTest, TheActiveSegmentGoesOnlyByBeingRolled) {
    context.setup.config.retention_ms = 1000;
    Log& log = filled(2);
    EXPECT_EQ(apply_at(100'000), 2);
    EXPECT_EQ(log.segment_count(), 1u);
    EXPECT_EQ(log.log_start(), Offset(2));
    EXPECT_EQ(log.log_end(), Offset(2));
    EXPECT_TRUE(context.has_file("00000000000000000002.log"));
    EXPECT_EQ(apply_at(200'000), 0) << "an empty active segment stays";
    EXPECT_EQ(context.append().first_offset, Offset(2));
}

TEST_F(LogRetentionTest, NothingAtOrAboveTheHighWatermarkGoes) {  // KAFKA-5634
    context.setup.config.internal_segment_bytes = static_cast<std::int32_t>(batch_bytes);
    context.setup.config.retention_ms = 1000;
    context.setup.config.retention_bytes = 0;
    Log& log = context.open();
    for (int i = 0; i < 5; ++i) context.append({.value_bytes = 300});
    EXPECT_EQ(apply_at(1'000'000), 0);
    log.advance_high_watermark(Offset(2));
    EXPECT_EQ(apply_at(1'000'000), 2);
    EXPECT_EQ(log.log_start(), Offset(2));
    EXPECT_LE(log.log_start(), log.high_watermark());
}

TEST_F(LogRetentionTest, BytesAreCountedInWholeSegments) {
    Log& log = filled(5);
    LogConfig config = log.config();
    config.retention_ms = -1;
    config.retention_bytes = 3 * batch_bytes + 1;
    log.set_config(config);
    EXPECT_EQ(apply_at(0), 1) << "the limit is not undercut";
    EXPECT_EQ(log.size_bytes(), 4 * batch_bytes);
    config.retention_bytes = 3 * batch_bytes;
    log.set_config(config);
    EXPECT_EQ(apply_at(0), 1);
    EXPECT_EQ(apply_at(0), 0);
    EXPECT_EQ(told().back().cause, observe::RetentionCause::bytes);
    config.retention_bytes = 0;
    log.set_config(config);
    EXPECT_EQ(apply_at(0), 3);
    EXPECT_EQ(log.size_bytes(), 0);
}

TEST_F(LogRetentionTest, WithoutLimitsNothingGoes) {
    context.setup.config.retention_ms = -1;
    filled(3);
    EXPECT_EQ(apply_at(std::int64_t{1} << 50), 0);
}

TEST_F(LogRetentionTest, ACompactedTopicIsNotDeletedByTimeOrSizeUnlessThePolicySaysSo) {
    context.setup.config.retention_ms = 1000;
    context.setup.config.retention_bytes = 0;
    context.setup.config.cleanup_compact = true;
    context.setup.config.cleanup_delete = false;
    Log& log = filled(3);
    EXPECT_EQ(apply_at(1'000'000), 0);
    LogConfig config = log.config();
    config.cleanup_compact = false;  // no policy at all
    log.set_config(config);
    EXPECT_EQ(apply_at(1'000'000), 0);
    ASSERT_OK(log.advance_log_start(Offset(2)));
    EXPECT_EQ(apply_at(1'000'000), 2) << "below the log start they go in any case";
    config.cleanup_compact = true;
    config.cleanup_delete = true;
    log.set_config(config);
    EXPECT_EQ(apply_at(1'000'000), 1);
}

TEST_F(LogRetentionTest, DeleteRecordsMovesTheLogStartAndRetentionFollows) {
    context.setup.config.retention_ms = -1;
    Log& log = filled(5);
    EXPECT_CODE(OFFSET_OUT_OF_RANGE, log.advance_log_start(Offset(6)));
    ASSERT_OK(log.advance_log_start(Offset(3)));
    ASSERT_OK(log.advance_log_start(Offset(1)));
    EXPECT_EQ(log.log_start(), Offset(3));
    EXPECT_EQ(log.segment_count(), 5u);
    EXPECT_EQ(log.leader_epochs().entries(), (std::vector<EpochEntry>{{LeaderEpoch(0), Offset(3)}}));
    EXPECT_EQ(apply_at(0), 3);
    EXPECT_EQ(told().back().cause, observe::RetentionCause::log_start);
    ASSERT_OK(log.advance_log_start(Offset(5)));
    EXPECT_EQ(log.log_start(), log.log_end());
    EXPECT_EQ(context.append().first_offset, Offset(5));
}

TEST_F(LogRetentionTest, FilesAreRenamedAtOnceAndRemovedLater) {
    context.setup.config.retention_ms = 1000;
    context.setup.config.file_delete_delay_ms = 30'000;
    filled(3);
    EXPECT_TRUE(context.has_file("00000000000000000001.snapshot"));
    EXPECT_EQ(apply_at(1'000'000), 3);
    for (const char* suffix : {".log", ".index", ".timeindex", ".snapshot"}) {
        const std::string name = std::string("00000000000000000001") + suffix;
        EXPECT_FALSE(context.has_file(name)) << name;
        EXPECT_TRUE(context.has_file(name + ".deleted")) << name;
    }
    context.world.run_for(29s);
    EXPECT_TRUE(context.has_file("00000000000000000001.log.deleted"));
    context.world.run_for(2s);
    for (const std::string& name : context.files()) EXPECT_FALSE(name.ends_with(".deleted")) << name;
}

TEST_F(LogRetentionTest, WhatAKillLeftIsRemovedAtTheNextStart) {
    context.setup.config.retention_ms = 1000;
    filled(3);
    EXPECT_EQ(apply_at(1'000'000), 3);
    Log& log = context.kill_and_open();
    EXPECT_EQ(log.log_start(), Offset(3));
    for (const std::string& name : context.files()) EXPECT_FALSE(name.ends_with(".deleted")) << name;
}

TEST_F(LogRetentionTest, RecordsWithoutTimestampsAgeFromTheSegmentsCreation) {
    context.setup.config.retention_ms = 1000;
    Log& log = context.open();
    context.world.run_for(10s);
    context.append({.timestamp_ms = -1});
    ASSERT_OK(log.roll());
    log.advance_high_watermark(log.log_end());
    EXPECT_EQ(apply_at(1000), 0);
    EXPECT_EQ(apply_at(1001), 1);
}

TEST_F(LogRetentionTest, FutureTimestampsKeepASegment) {
    context.setup.config.retention_ms = 1000;
    context.setup.config.message_timestamp_after_max_ms = long_max;
    Log& log = context.open();
    context.append({.timestamp_ms = long_max - 5});
    ASSERT_OK(log.roll());
    log.advance_high_watermark(log.log_end());
    EXPECT_EQ(apply_at(1'000'000), 0);
}

TEST_F(LogRetentionTest, TheWindowSeesWhatComesNext) {
    context.setup.config.retention_ms = 25'000;
    Log& log = filled(4);
    auto views = log.segments_view();
    ASSERT_EQ(views.size(), 4u);
    EXPECT_EQ(views[1].base_offset, Offset(1));
    EXPECT_EQ(views[1].end_offset, Offset(2));
    EXPECT_EQ(views[1].size_bytes, batch_bytes);
    EXPECT_EQ(views[1].first_timestamp, wall_time(start_ms + 10'000));
    EXPECT_EQ(views[1].last_timestamp, wall_time(start_ms + 10'000));
    EXPECT_EQ(views[1].deleted_after, wall_time(start_ms + 35'000));
    EXPECT_FALSE(views[1].active);
    EXPECT_TRUE(views[3].active);
    EXPECT_FALSE(views[3].deleted_after.has_value());
    LogConfig config = log.config();
    config.retention_ms = -1;
    log.set_config(config);
    EXPECT_FALSE(log.segments_view()[0].deleted_after.has_value());
    config.retention_bytes = 2 * batch_bytes;
    log.set_config(config);
    views = log.segments_view();
    EXPECT_TRUE(views[0].deleted_after && views[1].deleted_after);
    EXPECT_FALSE(views[2].deleted_after.has_value());
    context.close_and_open();
    EXPECT_EQ(context.log->segments_view()[1].first_timestamp, wall_time(start_ms + 10'000));
}

TEST_F(LogRetentionTest, IdleProducersAreForgotten) {
    context.setup.producer_id_expiration = 1000ms;
    Log& log = context.open();
    context.append({.producer_id = 3});
    log.expire_producers(wall_time(start_ms + 999));
    EXPECT_NE(log.producers().find(ProducerId(3)), nullptr);
    log.expire_producers(wall_time(start_ms + 1000));
    EXPECT_EQ(log.producers().find(ProducerId(3)), nullptr);
}

TEST_F(LogRetentionTest, WhatCountsIsTheConfigurationOfTheMoment) {
    context.setup.config.retention_ms = 60'000;
    Log& log = filled(6);
    const auto set = [&](std::int64_t retention_ms, std::int64_t retention_bytes, bool deletes) {
        LogConfig config = log.config();
        config.retention_ms = retention_ms;
        config.retention_bytes = retention_bytes;
        config.cleanup_delete = deletes;
        log.set_config(config);
    };
    EXPECT_EQ(apply_at(55'000), 0);
    set(30'000, -1, true);
    EXPECT_EQ(apply_at(55'000), 3) << "of 0, 10 and 20 s";
    set(1'000, -1, false);
    EXPECT_EQ(apply_at(55'000), 0);
    set(-1, batch_bytes * 2, true);
    EXPECT_EQ(apply_at(55'000), 1) << "two of three fit";
    set(-1, -1, true);
    EXPECT_EQ(apply_at(1'000'000'000), 0);
    set(4'000, -1, true);
    EXPECT_EQ(apply_at(55'000), 2);
    EXPECT_EQ(log.log_start(), Offset(6));
}

TEST_F(LogRetentionTest, AClockThatJumpsDeletesWhatTheRuleSaysOfTheTimeThatItShows) {
    context.setup.config.retention_ms = 25'000;
    Log& log = filled(5);
    const auto apply = [&] { return log.apply_retention(context.environment->clock.wall_now()).value_or(-1); };
    context.node.set_wall_offset(Milliseconds(-3'600'000));
    EXPECT_EQ(apply(), 0) << "an hour back, all records are of the future";
    context.node.set_wall_offset(Milliseconds(36'000));
    EXPECT_EQ(apply(), 2) << "older than 25 s: those of 0 and 10 s";
    context.node.set_wall_offset(Milliseconds(-36'000));
    EXPECT_EQ(apply(), 0);
    EXPECT_EQ(log.log_start(), Offset(2)) << "what went does not come back";
    context.node.set_wall_offset(std::chrono::hours(24 * 365));
    EXPECT_EQ(apply(), 3);
    context.node.set_wall_offset(Milliseconds(0));
    EXPECT_EQ(apply(), 0);
    EXPECT_EQ(log.log_start(), Offset(5));
}

// 300 logs of drawn sizes, times and limits, under a clock that jumps and a configuration that changes: what goes is the first part of the
// segments that the two limits say, and nothing else.
TEST_F(LogRetentionTest, DrawnLogsLoseExactlyWhatTheLimitsSay) {
    for (std::uint64_t seed = 1; seed <= 300 && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        env::Xoshiro random(seed);
        LogContext drawn(seed);
        LogConfig config;
        config.internal_segment_bytes = 1 << 20;
        config.message_timestamp_after_max_ms = long_max;
        drawn.setup.config = config;
        Log& log = drawn.open();
        struct Piece {
            Offset end;
            std::int64_t bytes = 0;
            std::int64_t newest_ms = -1;
        };
        std::vector<Piece> pieces;
        const auto add_segment = [&] {
            Piece piece;
            for (auto batches = 1 + random.below(3); batches > 0; --batches) {
                const std::int64_t timestamp_ms = start_ms + random.between(-100'000, 100'000);
                drawn.append({.timestamp_ms = timestamp_ms, .value_bytes = random.below(400)});
                piece.newest_ms = std::max(piece.newest_ms, timestamp_ms);
            }
            piece.end = log.log_end();
            ASSERT_OK(log.roll());
            piece.bytes = log.segments_view()[pieces.size()].size_bytes;
            pieces.push_back(piece);
        };
        for (auto count = 2 + random.below(8); count > 0; --count) add_segment();
        for (int check = 0; check < 6; ++check) {
            config.retention_ms = random.below(4) == 0 ? -1 : random.between(0, 150'000);
            config.retention_bytes = random.below(2) == 0 ? -1 : random.between(0, 4'000);
            config.cleanup_delete = random.below(6) != 0;
            log.set_config(config);
            log.advance_high_watermark(log.high_watermark() + random.between(0, log.log_end() - log.high_watermark()));
            drawn.node.set_wall_offset(Milliseconds(random.between(-200'000, 300'000)));
            const std::int64_t now_ms = drawn.wall_ms();

            std::size_t expected = 0;
            const auto may_go = [&] { return expected < pieces.size() && pieces[expected].end <= log.high_watermark(); };
            if (config.cleanup_delete) {
                std::int64_t above = -config.retention_bytes;
                for (const Piece& piece : pieces) above += piece.bytes;
                while (config.retention_bytes >= 0 && may_go() && above - pieces[expected].bytes >= 0) above -= pieces[expected++].bytes;
                while (config.retention_ms >= 0 && may_go() && now_ms - pieces[expected].newest_ms > config.retention_ms) ++expected;
            }
            const auto deleted = log.apply_retention(wall_time(now_ms));
            ASSERT_OK(deleted);
            ASSERT_EQ(static_cast<std::size_t>(*deleted), expected)
                << "retention.ms " << config.retention_ms << ", retention.bytes " << config.retention_bytes << ", check " << check;
            if (expected > 0) {
                ASSERT_EQ(log.log_start(), pieces[expected - 1].end);
            }
            pieces.erase(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(expected));
            if (random.below(2) == 0) add_segment();
        }
    }
}

}  // namespace
}  // namespace vitrine::storage
