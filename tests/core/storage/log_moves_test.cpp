// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/files.h"
#include "storage/log_manager.h"
#include "tests/core/storage/support.h"

// Logs on their way from one log directory to another (KIP-113): what lies on the disks, and what a start makes of it.
namespace vitrine::storage {
namespace {

const std::vector<Uuid> ids{Uuid::from_halves(7, 1), Uuid::from_halves(7, 2), Uuid::from_halves(7, 3)};
const Uuid the_topic = Uuid::from_halves(1, 1);
const TopicPartition a0{"a", 0};

// A node with three log directories, and a-0 in the first of them.
class LogMovesTest : public testing::Test {
protected:
    LogMovesTest() : world(5), node(world.add_node(the_node, {.disks = 3})) {
        settings.directory_ids = ids;
        settings.on_failure = [this](const DirectoryFailure& failure) { failures.push_back(failure); };
    }
    ~LogMovesTest() override { manager.reset(); }

    LoadReport start(const LogConfig& config = {}) {
        manager = std::make_unique<LogManager>(node.environment(), settings);
        auto report = load_all(*manager, [config](const std::string&) { return config; });
        EXPECT_OK(report);
        return report.value_or(LoadReport{});
    }
    Status settle(std::size_t assigned) {
        return manager->settle([assigned](const TopicPartition&, const std::optional<Uuid>& topic_id) {
            return topic_id == the_topic ? std::optional(ids[assigned]) : std::nullopt;
        });
    }
    void kill() {
        manager.reset();
        world.kill(the_node);
    }
    void restart(const LogConfig& config = {}) {
        world.restart(the_node);
        start(config);
    }
    void close_and_restart() {
        std::optional<Status> closed;
        manager->close(1, [&](Status status) { closed = std::move(status); });
        EXPECT_TRUE(world.run_until([&] { return closed.has_value(); }, 10s));
        EXPECT_TRUE(closed && closed->has_value());
        kill();
        restart();
    }
    Log& make(std::size_t directory = 0, const LogConfig& config = {}) {
        const auto log = manager->get_or_create(a0, the_topic, config, ids[directory]);
        EXPECT_OK(log);
        return **log;
    }
    void append(Log& log, int batches) {
        for (int i = 0; i < batches; ++i) {
            ASSERT_OK(log.append_as_leader(make_batch({.records = 2, .fill = static_cast<char>('a' + i % 26)}), LeaderEpoch(0)));
        }
        log.advance_high_watermark(log.log_end());
    }
    Bytes bytes_of(Log& log) {
        const auto bytes = log.read_batches(log.log_start(), {.bytes_max = 1 << 30});
        EXPECT_OK(bytes);
        return bytes.value_or(Bytes());
    }
    Log& make_future(std::size_t directory) {
        const auto future = manager->create_future(a0, *manager->directories()[directory]);
        EXPECT_OK(future);
        return **future;
    }
    // All that the log has and the copy has not.
    void copy() {
        Log& log = *manager->find(a0);
        Log& future = *manager->find_future(a0);
        if (future.log_end() < log.log_start()) {
            ASSERT_OK(future.truncate_fully_and_start_at(log.log_start()));
        }
        const Bytes rest = log.read_batches(future.log_end(), {.bytes_max = 1 << 30}).value();
        ASSERT_OK(future.append_as_follower(rest, LeaderEpoch(9)));
        future.advance_high_watermark(log.high_watermark());
        ASSERT_OK(future.advance_log_start(log.log_start()));
    }
    void flush(Log& log) {
        std::optional<Status> flushed;
        log.flush([&](Status status) { flushed = std::move(status); });
        EXPECT_TRUE(world.run_until([&] { return flushed.has_value(); }, 10s));
        EXPECT_TRUE(flushed && flushed->has_value());
    }
    void replace(bool same_cleaning = true) {
        ASSERT_OK(manager->replace_with_future(a0, same_cleaning, [this](Log& log) { switched = &log; }));
    }
    // The names in the directory that begin as those of a-0, with the number of the suffixed ones cut out.
    std::vector<std::string> names(std::size_t disk) {
        std::vector<std::string> found;
        const auto entries = node.disk(disk).list("").value();
        for (const auto& entry : entries) {
            if (!entry.is_directory) continue;
            const std::size_t dot = entry.name.find('.');
            found.push_back(dot == std::string::npos ? entry.name : entry.name.substr(0, dot) + entry.name.substr(dot + 33));
        }
        return found;
    }
    std::string text(std::size_t disk, std::string_view name) {
        const auto content = env::read_file(node.disk(disk), name);
        EXPECT_OK(content);
        return content ? std::string(as_text(*content)) : "";
    }
    void sync_root(std::size_t disk) {
        std::optional<Status> synced;
        node.disk(disk).sync_directory("", [&](Status status) { synced = std::move(status); });
        EXPECT_TRUE(world.run_until([&] { return synced.has_value(); }, 10s));
    }
    using Names = std::vector<std::string>;

    env::sim::World world;
    env::sim::Node& node;
    LogManagerSettings settings;
    std::vector<DirectoryFailure> failures;
    std::unique_ptr<LogManager> manager;
    Log* switched = nullptr;
};

TEST_F(LogMovesTest, AFutureLogLiesBesideOthersAndIsNotOneOfThem) {
    start();
    append(make(), 3);
    Log& future = make_future(1);
    EXPECT_EQ(names(0), Names{"a-0"});
    EXPECT_EQ(names(1), Names{"a-0-future"});
    EXPECT_EQ(future.directory().size(), std::string("a-0.").size() + 32 + std::string("-future").size());
    EXPECT_EQ(future.topic_id(), the_topic);
    EXPECT_EQ(manager->partitions(), std::vector<TopicPartition>{a0});
    EXPECT_EQ(manager->directory_of(a0), manager->directories()[0].get());
    EXPECT_EQ(manager->future_directory_of(a0), manager->directories()[1].get());
    EXPECT_EQ(manager->directories()[1]->log_count(), 1u) << "where the next log goes";
    EXPECT_TRUE(manager->directories()[0]->cleaner().is_paused(a0));

    ASSERT_OK(manager->remove_future(a0));
    EXPECT_EQ(names(1), Names{"a-0-delete"});
    EXPECT_EQ(manager->find_future(a0), nullptr);
    EXPECT_FALSE(manager->directories()[0]->cleaner().is_paused(a0));
    world.run_for(61s);
    EXPECT_EQ(names(1), Names{});

    make_future(2);
    ASSERT_OK(manager->remove(a0));
    EXPECT_EQ(names(0), Names{"a-0-delete"});
    EXPECT_EQ(names(2), Names{"a-0-delete"}) << "both go";
}

TEST_F(LogMovesTest, TheCopyTakesThePlaceWithTheSameBytesAndMarks) {
    start();
    LogConfig config;
    config.internal_segment_bytes = 400;
    append(make(0, config), 20);
    Log& log = *manager->find(a0);
    ASSERT_OK(log.advance_log_start(Offset(5)));
    const Bytes before = bytes_of(log);
    Log& future = make_future(1);
    copy();
    EXPECT_GT(future.segment_count(), 3u);
    flush(future);
    replace();
    EXPECT_EQ(switched, &future);
    EXPECT_EQ(manager->find(a0), &future);
    EXPECT_EQ(manager->find_future(a0), nullptr);
    EXPECT_EQ(bytes_of(future), before);
    EXPECT_EQ(future.log_start(), Offset(5));
    EXPECT_EQ(future.high_watermark(), Offset(40));
    EXPECT_EQ(names(0), Names{"a-0-delete"});
    EXPECT_EQ(names(1), Names{"a-0"});

    // It goes on under its new name: new segments, deletions, a truncation, snapshots.
    append(future, 20);
    ASSERT_OK(future.truncate_to(Offset(60)));
    ASSERT_OK(future.advance_log_start(Offset(30)));
    const auto deleted = future.apply_retention(node.environment().clock.wall_now());
    ASSERT_OK(deleted);
    EXPECT_GT(*deleted, 0);
    const Bytes after = bytes_of(future);
    world.run_for(61s);
    EXPECT_TRUE(failures.empty());
    EXPECT_EQ(names(0), Names{});
    world.run_for(61s);  // each checkpoint is written once a minute
    EXPECT_EQ(text(1, high_watermark_checkpoint_name), "0\n1\na 0 60\n");
    EXPECT_EQ(text(1, log_start_checkpoint_name), "0\n1\na 0 30\n");
    EXPECT_EQ(text(0, high_watermark_checkpoint_name), "0\n0\n");
    EXPECT_EQ(text(0, recovery_point_checkpoint_name), "0\n0\n");
    const auto entries = node.disk(1).list("a-0").value();
    for (const auto& entry : entries) EXPECT_FALSE(entry.name.ends_with(".deleted")) << entry.name;
    close_and_restart();
    EXPECT_EQ(bytes_of(*manager->find(a0)), after);
    EXPECT_EQ(manager->find(a0)->log_start(), Offset(30));
}

TEST_F(LogMovesTest, WhatWasWaitingToBeDeletedIsFoundUnderTheNewName) {
    start();
    LogConfig config;
    config.internal_segment_bytes = 400;
    append(make(0, config), 20);
    Log& future = make_future(1);
    copy();
    ASSERT_OK(manager->find(a0)->advance_log_start(Offset(30)));
    copy();
    EXPECT_GT(manager->directories()[1]->check_retention(), 0) << "the copy follows the start of its log";
    flush(future);
    replace();
    world.run_for(61s);
    EXPECT_EQ(node.disk(1).list("a-0").value().size(), future.segment_count() * 4 + 2)
        << "segments with their indexes and snapshots, the epochs and the topic id";
}

TEST_F(LogMovesTest, ARestartGoesOnWithTheFutureLogThatItFinds) {
    for (const bool clean : {true, false}) {
        SCOPED_TRACE(clean);
        start();
        append(make(), 10);
        Log& future = make_future(2);
        copy();
        append(*manager->find(a0), 5);
        flush(future);
        if (clean) {
            close_and_restart();
        } else {
            kill();
            restart();
        }
        ASSERT_OK(settle(0));
        ASSERT_NE(manager->find_future(a0), nullptr);
        EXPECT_EQ(manager->find_future(a0)->log_end(), Offset(20));
        EXPECT_EQ(manager->find(a0)->log_end(), Offset(30));
        EXPECT_TRUE(manager->directories()[0]->cleaner().is_paused(a0));
        copy();
        flush(*manager->find_future(a0));
        const Bytes whole = bytes_of(*manager->find(a0));
        replace();
        EXPECT_EQ(bytes_of(*manager->find(a0)), whole);
        ASSERT_OK(manager->remove(a0));
        kill();
        world.restart(the_node);
    }
}

// Power is lost right after the switch; of the two names each is durable or not, whatever the other one is.
TEST_F(LogMovesTest, ALossOfPowerAtTheSwitchLosesNothingThatWasDurable) {
    for (const bool new_name : {true, false}) {
        for (const bool former_name : {true, false}) {
            SCOPED_TRACE(
                fmt::format("the new name is {}, the former log's is {}", new_name ? "durable" : "lost", former_name ? "durable" : "lost"));
            start();
            append(make(), 10);
            flush(*manager->find(a0));
            const Bytes durable = bytes_of(*manager->find(a0));
            Log& future = make_future(1);
            copy();
            flush(future);
            replace();
            kill();
            // With somebody's hands at the disks: syncs that were under way are of the past.
            world.restart(the_node);
            if (new_name) sync_root(1);
            if (former_name) sync_root(0);
            world.kill(the_node);
            for (std::size_t i = 0; i < 3; ++i) node.disk(i).crash({});
            EXPECT_EQ(names(1), Names{new_name ? "a-0" : "a-0-future"});
            EXPECT_EQ(names(0), Names{former_name ? "a-0-delete" : "a-0"});
            restart();
            ASSERT_OK(settle(1));
            if (new_name) {
                EXPECT_EQ(manager->directory_of(a0), manager->directories()[1].get());
                EXPECT_EQ(manager->find_future(a0), nullptr);
            } else if (former_name) {
                EXPECT_EQ(manager->find(a0), nullptr);
                ASSERT_OK(manager->promote_future(a0));
                EXPECT_EQ(names(1), Names{"a-0"});
            } else {
                EXPECT_EQ(manager->directory_of(a0), manager->directories()[0].get());
                copy();
                flush(*manager->find_future(a0));
                replace();
            }
            EXPECT_EQ(bytes_of(*manager->find(a0)), durable);
            append(*manager->find(a0), 1);
            world.run_for(100s);
            EXPECT_EQ(names(0), Names{});
            EXPECT_EQ(names(1), Names{"a-0"});
            close_and_restart();
            EXPECT_EQ(manager->find(a0)->log_end(), Offset(22));
            ASSERT_OK(manager->remove(a0));
            world.run_for(100s);
            kill();
            world.restart(the_node);
        }
    }
}

TEST_F(LogMovesTest, WhereTheMetadataNameNeitherOfTwoLogsTheNodeDoesNotGuess) {
    start();
    append(make(), 1);
    kill();
    ASSERT_OK(node.disk(2).create_directories("a-0"));
    ASSERT_OK(env::write_file(node.disk(2), "a-0/partition.metadata", as_bytes(format_partition_metadata(the_topic))));
    restart();
    const auto settled = settle(1);
    EXPECT_CODE(KAFKA_STORAGE_ERROR, settled);
    EXPECT_NE(settled.error().message.find("The log of a-0 lies in memory and in memory-3"), std::string::npos) << settled.error().message;
}

TEST_F(LogMovesTest, OfSeveralFutureLogsOneStays) {
    start();
    append(make(), 4);
    Log& future = make_future(1);
    copy();
    flush(future);
    sync_root(1);
    const std::string first = future.directory();
    // The destination changed, and that the first copy was given up was not durable.
    ASSERT_OK(manager->remove_future(a0));
    kill();
    node.disk(1).crash({});
    EXPECT_TRUE(node.disk(1).exists(first));
    ASSERT_OK(node.disk(2).create_directories("a-0.00000000000000000000000000000007-future"));
    ASSERT_OK(env::write_file(node.disk(2), "a-0.00000000000000000000000000000007-future/partition.metadata",
                              as_bytes(format_partition_metadata(the_topic))));
    // And one beside the log itself (KAFKA-16082).
    ASSERT_OK(node.disk(0).create_directories("a-0.00000000000000000000000000000008-future"));
    restart();
    EXPECT_EQ(names(0), (Names{"a-0", "a-0-delete"}));
    ASSERT_OK(settle(0));
    EXPECT_EQ(names(1), Names{"a-0-future"});
    EXPECT_EQ(names(2), Names{"a-0-delete"});
    EXPECT_EQ(manager->find_future(a0)->log_end(), Offset(8));
}

TEST_F(LogMovesTest, TheCopyThatTheMetadataNameStays) {
    start();
    append(make(), 4);
    make_future(2);
    kill();
    ASSERT_OK(node.disk(1).create_directories("a-0.00000000000000000000000000000007-future"));
    ASSERT_OK(env::write_file(node.disk(1), "a-0.00000000000000000000000000000007-future/partition.metadata",
                              as_bytes(format_partition_metadata(the_topic))));
    restart();
    ASSERT_OK(settle(2));
    EXPECT_EQ(names(1), Names{"a-0-delete"});
    EXPECT_EQ(names(2), Names{"a-0-future"});
}

TEST_F(LogMovesTest, FutureLogsOfReplicasThatAreNoneGo) {
    start();
    append(make(), 1);
    make_future(1);
    kill();
    restart();
    ASSERT_OK(manager->settle([](const TopicPartition&, const std::optional<Uuid>&) { return std::nullopt; }));
    EXPECT_EQ(names(1), Names{"a-0-delete"});
    EXPECT_FALSE(manager->directories()[0]->cleaner().is_paused(a0));
}

TEST_F(LogMovesTest, WhileADirectoryIsOfflineNothingIsCopiedAndNoCopyIsTakenForALog) {
    start();
    append(make(1), 4);
    Log& log = *manager->find(a0);
    Log& future = make_future(2);
    copy();
    flush(future);
    node.disk(1).faults().writes_fail = true;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, log.append_as_leader(make_batch(), LeaderEpoch(0)));
    world.run_for(1s);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures[0].partitions, std::vector<TopicPartition>{a0});
    manager->drop(1);
    world.run_for(1s);
    EXPECT_EQ(manager->find(a0), nullptr);
    EXPECT_CODE(KAFKA_STORAGE_ERROR, manager->get_or_create(a0, the_topic, LogConfig{}, ids[2])) << "it may have more than its copy";
    ASSERT_OK(manager->get_or_create({"b", 0}, the_topic, LogConfig{}, ids[0]));
    EXPECT_CODE(KAFKA_STORAGE_ERROR, manager->create_future({"b", 0}, *manager->directories()[2]));
    node.disk(1).faults() = {};
    kill();
    restart();
    ASSERT_OK(settle(1));
    EXPECT_EQ(manager->find(a0)->log_end(), Offset(8));
    EXPECT_EQ(manager->find_future(a0)->log_end(), Offset(8));
}

TEST_F(LogMovesTest, ADestinationThatFailsTakesOnlyTheCopies) {
    start();
    append(make(), 4);
    Log& future = make_future(1);
    node.disk(1).faults().writes_fail = true;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, future.append_as_follower(bytes_of(*manager->find(a0)), LeaderEpoch(0)));
    world.run_for(1s);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_TRUE(failures[0].partitions.empty());
    manager->drop(1);
    world.run_for(1s);
    EXPECT_EQ(manager->find_future(a0), nullptr);
    append(*manager->find(a0), 1);
}

TEST_F(LogMovesTest, ASourceThatFailsAtTheSwitchLeavesTheLogAtItsNewPlace) {
    start();
    append(make(1), 4);
    make_future(2);
    copy();
    flush(*manager->find_future(a0));
    node.disk(1).faults().writes_fail = true;
    replace();
    world.run_for(1s);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_TRUE(failures[0].partitions.empty()) << "its replica is not concerned";
    manager->drop(1);
    world.run_for(1s);
    append(*manager->find(a0), 1);
    EXPECT_EQ(manager->directory_of(a0), manager->directories()[2].get());
    kill();
    node.disk(1).faults() = {};
    restart();
    ASSERT_OK(settle(2));
    EXPECT_EQ(names(1), Names{"a-0-delete"});
    EXPECT_EQ(manager->find(a0)->log_end(), Offset(10));
}

TEST_F(LogMovesTest, ADestinationThatFailsAtTheSwitchLeavesEverythingAsItWas) {
    start();
    append(make(), 4);
    make_future(1);
    copy();
    flush(*manager->find_future(a0));
    node.disk(1).faults().writes_fail = true;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, manager->replace_with_future(a0, true, [this](Log& log) { switched = &log; }));
    EXPECT_EQ(switched, nullptr);
    world.run_for(1s);
    EXPECT_EQ(failures.size(), 1u);
    EXPECT_EQ(manager->directory_of(a0), manager->directories()[0].get());
    append(*manager->find(a0), 1);
}

TEST_F(LogMovesTest, ALogIsNotCompactedWhileItIsCopiedAndWhatWasCleanStaysSo) {
    settings.cleaner.backoff = 1s;
    LogConfig config;
    config.cleanup_compact = true;
    config.cleanup_delete = false;
    config.min_cleanable_dirty_ratio = 0.01;
    config.internal_segment_bytes = 300;
    start(config);
    append(make(0, config), 10);
    flush(*manager->find(a0));
    world.run_for(10s);
    const auto cleaned = manager->directories()[0]->cleaner().checkpoint_of(a0);
    ASSERT_TRUE(cleaned);
    make_future(1);
    append(*manager->find(a0), 20);
    flush(*manager->find(a0));
    const Bytes before = bytes_of(*manager->find(a0));
    world.run_for(100s);
    EXPECT_EQ(bytes_of(*manager->find(a0)), before);
    EXPECT_EQ(manager->directories()[0]->cleaner().checkpoint_of(a0), cleaned);
    copy();
    flush(*manager->find_future(a0));
    replace();
    EXPECT_EQ(manager->directories()[1]->cleaner().checkpoint_of(a0), cleaned);
    EXPECT_FALSE(manager->directories()[0]->cleaner().checkpoint_of(a0));
    world.run_for(10s);
    EXPECT_LT(bytes_of(*manager->find(a0)).size(), before.size()) << "and then it is";
    EXPECT_EQ(text(0, cleaner_checkpoint_name), "0\n0\n");
}

}  // namespace
}  // namespace vitrine::storage
