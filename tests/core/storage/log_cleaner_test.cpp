// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_manager.h"

#include <gmock/gmock.h>

#include "storage/files.h"
#include "tests/core/storage/compaction_support.h"

// The cleaner as a node has it: chosen logs, time, checkpoints, and what may happen to a log meanwhile.
namespace vitrine::storage {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class LogCleanerTest : public testing::Test {
protected:
    LogCleanerTest() : world(3), node(world.add_node(the_node)), environment(node.environment()) {
        config.cleanup_compact = true;
        config.cleanup_delete = false;
        config.internal_segment_bytes = 2048;
        config.message_timestamp_after_max_ms = long_max;
        settings.cleaner.backoff = 1s;
    }
    ~LogCleanerTest() override { manager.reset(); }

    void start() {
        manager = std::make_unique<LogManager>(*environment, settings);
        // As a node does: what a topic's policy is, it learns later.
        LogConfig keep = config;
        keep.cleanup_compact = keep.cleanup_delete = false;
        ASSERT_TRUE(load_all(*manager, [&](const std::string&) { return keep; }).has_value());
        for (const TopicPartition& partition : manager->partitions()) manager->set_topic_config(partition.topic, config);
    }
    void restart_world() {
        manager.reset();
        world.restart(the_node);
        environment.emplace(node.environment());
    }
    void kill_and_start() {
        world.kill(the_node);
        restart_world();
        start();
    }
    void close() {
        std::optional<Status> closed;
        manager->close(5, [&](Status status) { closed = std::move(status); });
        ASSERT_TRUE(world.run_until([&] { return closed.has_value(); }, 10s));
        ASSERT_OK(*closed);
    }
    Log& log(const std::string& topic = "table", std::int32_t partition = 0) {
        const auto found = manager->get_or_create({topic, partition}, Uuid::from_halves(1, 1), config);
        EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().message);
        return **found;
    }
    // `count` records for ten keys, all below the high watermark.
    void write(Log& to, int count, const std::string& value = std::string(100, 'v')) {
        for (int i = 0; i < count; ++i) {
            const auto batch = make_batch(KeyedBatch{.records = {{"key-" + std::to_string(i % 10), value + std::to_string(++written)}},
                                                     .timestamp_ms = to_milliseconds(environment->clock.wall_now())});
            ASSERT_OK(to.append_as_leader(batch, LeaderEpoch(0)));
        }
        to.advance_high_watermark(to.log_end());
    }
    std::vector<observe::LogCleaned> cleanings() { return node.observed().all<observe::LogCleaned>(); }
    bool wait_cleanings(std::size_t count, Duration limit = 60s) {
        return world.run_until([&] { return cleanings().size() >= count; }, limit);
    }
    std::string text(const std::string& path) {
        const auto content = env::read_file(node.disk(), path);
        return content ? std::string(as_text(*content)) : "none";
    }
    int files_with(const std::string& directory, std::string_view part) {
        int count = 0;
        const auto entries = node.disk().list(directory).value();
        for (const auto& entry : entries) count += entry.name.find(part) != std::string::npos ? 1 : 0;
        return count;
    }
    std::size_t records(Log& of) {
        const auto bytes = of.read_batches(of.log_start(), {.bytes_max = 1 << 30});
        EXPECT_OK(bytes);
        return records::read_records(*bytes).value().size();
    }

    env::sim::World world;
    env::sim::Node& node;
    std::optional<env::Environment> environment;
    LogManagerSettings settings;
    LogConfig config;
    int written = 0;
    std::unique_ptr<LogManager> manager;
};

TEST_F(LogCleanerTest, ADirtyLogIsCleanedAndTold) {
    start();
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(1));
    const observe::LogCleaned told = cleanings().front();
    EXPECT_EQ(told.partition, (TopicPartition{"table", 0}));
    EXPECT_EQ(told.first_dirty, Offset(0));
    EXPECT_GT(told.clean_to, Offset(180));
    EXPECT_GT(told.records_before, 180);
    EXPECT_EQ(told.records_after, 10);
    EXPECT_LT(told.size_after_bytes * 10, told.size_before_bytes);
    EXPECT_EQ(told.segments_after, told.segments_before) << "each was full, none joins another";
    EXPECT_LT(records(log()), 10u + 200u - 180u);
    world.run_for(2s);
    EXPECT_EQ(text("cleaner-offset-checkpoint"), "0\n1\ntable 0 " + std::to_string(told.clean_to.value()) + "\n");
    EXPECT_EQ(manager->cleaner().checkpoint_of({"table", 0}), told.clean_to);
    world.run_for(30s);
    EXPECT_THAT(cleanings(), SizeIs(1)) << "nothing came since";
}

TEST_F(LogCleanerTest, ALogWaitsUntilItsDirtyPartIsLargeEnough) {
    config.min_cleanable_dirty_ratio = 0.9;
    start();
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(1));
    // About two segments of new records, next to one clean one: less than nine tenths.
    write(log(), 30);
    world.run_for(30s);
    EXPECT_THAT(cleanings(), SizeIs(1));
    write(log(), 300);
    EXPECT_TRUE(wait_cleanings(2));
}

TEST_F(LogCleanerTest, MaxCompactionLagCleansALogThatIsNotDirtyEnough) {
    config.min_cleanable_dirty_ratio = 1;
    config.max_compaction_lag_ms = 20'000;
    start();
    write(log(), 200);
    world.run_for(15s);
    EXPECT_THAT(cleanings(), IsEmpty());
    EXPECT_TRUE(wait_cleanings(1, 10s));
}

TEST_F(LogCleanerTest, TheDirtiestLogComesFirst) {
    settings.cleaner.backoff = 5s;
    start();
    write(log("table", 0), 200);
    ASSERT_TRUE(wait_cleanings(1));
    write(log("table", 0), 100);
    write(log("table", 1), 100);
    ASSERT_TRUE(wait_cleanings(3));
    EXPECT_EQ(cleanings()[1].partition.partition, 1);
    EXPECT_EQ(cleanings()[2].partition.partition, 0);
}

TEST_F(LogCleanerTest, ItCanBeSwitchedOff) {
    settings.cleaner.enable = false;
    start();
    write(log(), 200);
    world.run_for(60s);
    EXPECT_THAT(cleanings(), IsEmpty());
}

TEST_F(LogCleanerTest, ATopicThatBecomesCompactedIsCleanedAndOneThatIsNoMoreIsLeft) {
    config.cleanup_compact = false;
    start();
    write(log(), 200);
    world.run_for(10s);
    EXPECT_THAT(cleanings(), IsEmpty());
    config.cleanup_compact = true;
    settings.cleaner.io_bytes_per_second_max = 10'000;
    manager->set_cleaner_settings(settings.cleaner);
    manager->set_topic_config("table", config);
    ASSERT_TRUE(world.run_until([&] { return files_with("table-0", ".cleaned") > 0; }, 60s));
    // In the middle of it.
    config.cleanup_compact = false;
    manager->set_topic_config("table", config);
    // What was on its way to the disk still takes its place.
    world.run_for(1s);
    const std::size_t left = records(log());
    world.run_for(30s);
    EXPECT_EQ(files_with("table-0", ".cleaned"), 0);
    EXPECT_THAT(cleanings(), IsEmpty());
    EXPECT_EQ(records(log()), left);
}

TEST_F(LogCleanerTest, ItReadsAndWritesNoFasterThanItMay) {
    settings.cleaner.io_bytes_per_second_max = 5'000;
    settings.cleaner.io_buffer_bytes = 2'000;
    start();
    write(log(), 200);
    const Instant before = environment->clock.now();
    ASSERT_TRUE(wait_cleanings(1, 600s));
    // Scanned, mapped and copied: about three times 35 kB.
    const auto took = environment->clock.now() - before;
    EXPECT_GT(took, 15s);
    EXPECT_LT(took, 40s);
    EXPECT_GT(cleanings().front().took, 15s);
}

TEST_F(LogCleanerTest, ATruncationLowersTheCheckpoint) {  // KAFKA-3330
    start();
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(1));
    const Offset clean_to = cleanings().front().clean_to;
    ASSERT_OK(log().truncate_to(Offset(100)));
    world.run_for(1s);
    EXPECT_EQ(manager->cleaner().checkpoint_of({"table", 0}), log().log_end());
    EXPECT_EQ(text("cleaner-offset-checkpoint"), "0\n1\ntable 0 " + std::to_string(log().log_end().value()) + "\n");
    // What comes in its place is dirty, though it lies where it was clean.
    while (log().log_end() < clean_to) write(log(), 10);
    ASSERT_TRUE(wait_cleanings(2));
    EXPECT_LE(cleanings()[1].first_dirty, Offset(100));
}

TEST_F(LogCleanerTest, ATruncationThatAKillFollowsAtOnceLowersTheCheckpointToo) {
    start();
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(1));
    world.run_for(1s);
    ASSERT_OK(log().truncate_to(Offset(100)));
    write(log(), 150);
    kill_and_start();
    EXPECT_LE(manager->cleaner().checkpoint_of({"table", 0}).value_or(Offset(0)), Offset(100));
}

TEST_F(LogCleanerTest, ALogThatBeginsAnewIsDirtyAsAWhole) {
    start();
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(1));
    ASSERT_OK(log().truncate_fully_and_start_at(Offset(5000)));
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(2));
    EXPECT_EQ(cleanings()[1].first_dirty, Offset(5000));
}

TEST_F(LogCleanerTest, ALogThatGoesTakesItsCheckpointWithItAlsoInTheMiddle) {
    start();
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(1));
    ASSERT_OK(manager->remove({"table", 0}));
    world.run_for(1s);
    EXPECT_EQ(text("cleaner-offset-checkpoint"), "0\n0\n");
    // One of the same name is not given it.
    settings.cleaner.io_bytes_per_second_max = 10'000;
    manager->set_cleaner_settings(settings.cleaner);
    write(log(), 200);
    ASSERT_TRUE(world.run_until([&] { return files_with("table-0", ".cleaned") > 0; }, 60s));
    ASSERT_OK(manager->remove({"table", 0}));
    EXPECT_EQ(manager->cleaner().current(), nullptr);
    settings.cleaner = {.backoff = 1s};
    manager->set_cleaner_settings(settings.cleaner);
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(2));
    EXPECT_EQ(cleanings()[1].first_dirty, Offset(0));
}

TEST_F(LogCleanerTest, AStopInTheMiddleLeavesNothingBehind) {
    settings.cleaner.io_bytes_per_second_max = 10'000;
    start();
    write(log(), 200);
    ASSERT_TRUE(world.run_until([&] { return files_with("table-0", ".cleaned") > 0; }, 60s));
    close();
    EXPECT_EQ(files_with("table-0", ".cleaned"), 0);
    world.kill(the_node);
    restart_world();
    settings.cleaner = {.backoff = 1s};
    start();
    EXPECT_EQ(records(log()), 200u);
    EXPECT_TRUE(wait_cleanings(1));
}

TEST_F(LogCleanerTest, AKillInTheMiddleIsForgotten) {
    settings.cleaner.io_bytes_per_second_max = 10'000;
    start();
    write(log(), 200);
    ASSERT_TRUE(world.run_until([&] { return files_with("table-0", ".cleaned") > 0; }, 60s));
    settings.cleaner = {.backoff = 1s};
    kill_and_start();
    EXPECT_EQ(files_with("table-0", ".cleaned"), 0);
    EXPECT_EQ(records(log()), 200u);
    log().advance_high_watermark(log().log_end());
    EXPECT_TRUE(wait_cleanings(1));
}

TEST_F(LogCleanerTest, TheRecoveryPointIsOnTheDiskBeforeTheFirstHole) {
    start();
    write(log(), 200);
    // A loss of power right after the cleaning, before the recovery point's own checkpoint is due.
    ASSERT_TRUE(wait_cleanings(1, 10s));
    const std::size_t left = records(log());
    const Offset end = log().log_end();
    world.crash(the_node, {.lose_names = false});
    restart_world();
    start();
    EXPECT_EQ(records(log()), left - static_cast<std::size_t>(end - log().log_end()));
    EXPECT_GE(log().log_end(), cleanings().front().clean_to);
}

TEST_F(LogCleanerTest, CompactAndDeleteDoBoth) {
    config.cleanup_delete = true;
    config.retention_ms = 60'000;
    start();
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(1));
    EXPECT_EQ(log().log_start(), Offset(0));
    world.run_for(65s);
    EXPECT_EQ(log().log_start(), log().log_end()) << "by the cleaner, which comes more often than the retention check";
    EXPECT_EQ(records(log()), 0u);
    write(log(), 200);
    ASSERT_TRUE(wait_cleanings(2));
    EXPECT_EQ(cleanings()[1].first_dirty, Offset(200));
}

TEST_F(LogCleanerTest, RetentionWaitsForTheCleaningOfItsLog) {
    config.cleanup_delete = true;
    config.retention_bytes = 3'000;
    settings.cleaner.io_bytes_per_second_max = 10'000;
    start();
    write(log(), 200);
    ASSERT_TRUE(world.run_until([&] { return files_with("table-0", ".cleaned") > 0; }, 60s));
    EXPECT_EQ(manager->check_retention(), 0);
    EXPECT_TRUE(wait_cleanings(1));
    EXPECT_LT(log().size_bytes(), 6'000);
}

TEST_F(LogCleanerTest, DeletedRecordsMoveTheFirstDirtyOffset) {
    config.cleanup_delete = true;
    settings.cleaner.backoff = 5s;
    start();
    write(log(), 200);
    ASSERT_OK(log().advance_log_start(Offset(55)));
    ASSERT_TRUE(wait_cleanings(1));
    EXPECT_EQ(cleanings().front().first_dirty, Offset(55));
}

TEST_F(LogCleanerTest, ADamagedLogIsLeftAloneAndTheOthersAreCleaned) {
    start();
    write(log("table", 0), 200);
    write(log("table", 1), 100);
    ASSERT_OK(node.disk().corrupt("table-0/00000000000000000000.log", 700, 0x01));
    ASSERT_TRUE(wait_cleanings(1));
    EXPECT_EQ(cleanings().front().partition.partition, 1);
    world.run_for(30s);
    const auto failed = node.observed().all<observe::LogCleaningFailed>();
    ASSERT_THAT(failed, SizeIs(1)) << "said once";
    EXPECT_EQ(failed.front().partition.partition, 0);
    EXPECT_TRUE(manager->cleaner().is_uncleanable({"table", 0}));
    EXPECT_FALSE(manager->failed());
}

TEST_F(LogCleanerTest, TheSameSeedCleansTheSameBytes) {
    // Two whole lives, one after the other.
    class Life final : public LogCleanerTest {
    public:
        std::uint64_t run() {
            start();
            write(log(), 300);
            EXPECT_TRUE(wait_cleanings(1));
            return node.disk().digest();
        }
        void TestBody() override {}
    };
    const auto run = [] { return Life().run(); };
    EXPECT_EQ(run(), run());
}

}  // namespace
}  // namespace vitrine::storage
