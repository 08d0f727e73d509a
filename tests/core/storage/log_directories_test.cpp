// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/files.h"
#include "storage/log_manager.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

const Uuid first_id = Uuid::from_halves(7, 1);
const Uuid second_id = Uuid::from_halves(7, 2);
const Uuid third_id = Uuid::from_halves(7, 3);

// A node with three log directories, each on a disk of its own.
class LogDirectoriesTest : public testing::Test {
protected:
    LogDirectoriesTest() : world(5), node(world.add_node(the_node, {.disks = 3})) {
        settings.directory_ids = {first_id, second_id, third_id};
        settings.on_failure = [this](const DirectoryFailure& failure) { failures.push_back(failure); };
    }
    ~LogDirectoriesTest() override { manager.reset(); }

    Result<LoadReport> try_start() {
        manager = std::make_unique<LogManager>(node.environment(), settings);
        return load_all(*manager, [](const std::string&) { return LogConfig{}; });
    }
    LoadReport start() {
        auto report = try_start();
        EXPECT_OK(report);
        return report.value_or(LoadReport{});
    }
    void kill() {
        manager.reset();
        world.kill(the_node);
        world.restart(the_node);
    }
    Status close(std::int64_t broker_epoch) {
        std::optional<Status> closed;
        manager->close(broker_epoch, [&](Status status) { closed = std::move(status); });
        EXPECT_TRUE(world.run_until([&] { return closed.has_value(); }, 10s));
        return closed.value_or(failure(ErrorCode::REQUEST_TIMED_OUT, "never closed"));
    }
    Result<Log*> make(const TopicPartition& partition, const Uuid& assigned = migrating_directory) {
        return manager->get_or_create(partition, Uuid::from_halves(1, 1), LogConfig{}, assigned);
    }
    // Where the log's directory lies, as somebody sees who looks at the disks.
    std::vector<std::size_t> disks_with(const std::string& name) {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < node.disk_count(); ++i) {
            if (node.disk(i).exists(name)) found.push_back(i);
        }
        return found;
    }
    void let_fail(std::size_t disk, Log& log) {
        node.disk(disk).faults().writes_fail = true;
        EXPECT_CODE(KAFKA_STORAGE_ERROR, log.append_as_leader(make_batch(), LeaderEpoch(0)));
        world.run_for(1s);
    }

    env::sim::World world;
    env::sim::Node& node;
    LogManagerSettings settings;
    std::vector<DirectoryFailure> failures;
    std::unique_ptr<LogManager> manager;
};

TEST_F(LogDirectoriesTest, ANewLogGoesWhereTheFewestAreAndStaysThere) {
    start();
    for (std::int32_t i = 0; i < 4; ++i) ASSERT_OK(make({"a", i}));
    EXPECT_EQ(disks_with("a-0"), std::vector<std::size_t>{0});
    EXPECT_EQ(disks_with("a-1"), std::vector<std::size_t>{1});
    EXPECT_EQ(disks_with("a-2"), std::vector<std::size_t>{2});
    EXPECT_EQ(disks_with("a-3"), std::vector<std::size_t>{0});
    ASSERT_OK(manager->remove({"a", 2}));
    ASSERT_OK(make({"b", 0}));
    EXPECT_EQ(disks_with("b-0"), std::vector<std::size_t>{2}) << "a log that is being deleted does not count";
    EXPECT_EQ(manager->directory_of({"a", 1})->id(), second_id);
    EXPECT_EQ(make({"a", 1}, third_id).value(), manager->find({"a", 1})) << "it is there already, whatever the metadata say";
    EXPECT_EQ(manager->partitions(), (std::vector<TopicPartition>{{"a", 0}, {"a", 1}, {"a", 3}, {"b", 0}}));
}

TEST_F(LogDirectoriesTest, ALogGoesWhereTheMetadataSayThatItLies) {
    start();
    ASSERT_OK(make({"a", 0}, third_id));
    EXPECT_EQ(disks_with("a-0"), std::vector<std::size_t>{2});
    ASSERT_OK(make({"a", 1}, Uuid::from_halves(9, 9)));
    EXPECT_EQ(disks_with("a-1"), std::vector<std::size_t>{0}) << "no directory of this node: as if nothing were said";
    ASSERT_OK(make({"a", 2}, unassigned_directory));
    EXPECT_EQ(disks_with("a-2"), std::vector<std::size_t>{1});
}

TEST_F(LogDirectoriesTest, WhereSomebodyWantsItComesBeforeWhereTheMetadataSay) {
    start();
    manager->prefer({"a", 0}, *manager->directory_at("memory-3"));
    ASSERT_OK(make({"a", 0}, second_id));
    EXPECT_EQ(disks_with("a-0"), std::vector<std::size_t>{2});
    ASSERT_OK(manager->remove({"a", 0}));
    ASSERT_OK(make({"a", 0}, second_id));
    EXPECT_EQ(disks_with("a-0"), std::vector<std::size_t>{1}) << "once";
}

TEST_F(LogDirectoriesTest, EachDirectoryHasItsOwnCheckpointsAndMarker) {
    start();
    for (std::int32_t i = 0; i < 3; ++i) {
        ASSERT_OK(make({"a", i}));
        for (std::int32_t n = 0; n <= i; ++n) ASSERT_OK(manager->find({"a", i})->append_as_leader(make_batch(), LeaderEpoch(0)));
    }
    ASSERT_OK(close(31));
    for (std::size_t i = 0; i < 3; ++i) {
        const auto text = [&](std::string_view name) { return std::string(as_text(env::read_file(node.disk(i), name).value())); };
        EXPECT_EQ(text(recovery_point_checkpoint_name), fmt::format("0\n1\na {} {}\n", i, i + 1));
        EXPECT_EQ(text(clean_shutdown_name), "{\"version\":0,\"brokerEpoch\":31}");
    }
    kill();
    const LoadReport report = start();
    EXPECT_TRUE(report.clean);
    EXPECT_EQ(report.previous_broker_epoch, 31);
    EXPECT_EQ(report.loaded.size(), 3u);
    for (std::int32_t i = 0; i < 3; ++i) EXPECT_EQ(manager->find({"a", i})->log_end(), Offset(i + 1));
}

TEST_F(LogDirectoriesTest, MarkersOfDifferentLivesSayNothing) {
    start();
    ASSERT_OK(close(31));
    ASSERT_OK(env::write_file(node.disk(1), clean_shutdown_name, as_bytes(format_clean_shutdown(30))));
    kill();
    const LoadReport report = start();
    EXPECT_TRUE(report.clean);
    EXPECT_EQ(report.previous_broker_epoch, -1);
    kill();
    EXPECT_FALSE(start().clean);
}

TEST_F(LogDirectoriesTest, ADirectoryThatFailsWhileItIsClosedHoldsUpNobody) {
    settings.on_failure = [this](const DirectoryFailure& failure) {
        failures.push_back(failure);
        manager->drop(failure.directory);
    };
    start();
    for (std::int32_t i = 0; i < 3; ++i) {
        ASSERT_OK(make({"a", i}));
        ASSERT_OK(manager->find({"a", i})->append_as_leader(make_batch(), LeaderEpoch(0)));
    }
    node.disk(1).faults().writes_fail = true;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, close(31));
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures[0].id, second_id);
    EXPECT_EQ(disks_with(std::string(clean_shutdown_name)), (std::vector<std::size_t>{0, 2}));
}

TEST_F(LogDirectoriesTest, OneFailsAndTheOthersGoOn) {
    start();
    for (std::int32_t i = 0; i < 6; ++i) ASSERT_OK(make({"a", i}));
    let_fail(1, *manager->find({"a", 1}));
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures[0].directory, 1u);
    EXPECT_EQ(failures[0].id, second_id);
    EXPECT_EQ(failures[0].path, "memory-2");
    EXPECT_EQ(failures[0].partitions, (std::vector<TopicPartition>{{"a", 1}, {"a", 4}}));
    EXPECT_FALSE(failures[0].last);
    EXPECT_FALSE(manager->failed());
    manager->drop(1);
    world.run_for(100s);
    EXPECT_EQ(failures.size(), 1u);
    EXPECT_EQ(manager->find({"a", 1}), nullptr);
    EXPECT_EQ(manager->find({"a", 4}), nullptr);
    for (const std::int32_t i : {0, 2, 3, 5}) EXPECT_OK(manager->find({"a", i})->append_as_leader(make_batch(), LeaderEpoch(0)));

    // What may lie in the failed directory is neither made anew nor taken for removed.
    EXPECT_CODE(KAFKA_STORAGE_ERROR, make({"a", 1}, second_id));
    EXPECT_CODE(KAFKA_STORAGE_ERROR, make({"b", 0}));
    EXPECT_CODE(KAFKA_STORAGE_ERROR, manager->remove({"a", 1}));
    // A new replica cannot lie there yet.
    EXPECT_OK(make({"b", 0}, unassigned_directory));
    EXPECT_OK(make({"b", 1}, third_id));
    EXPECT_EQ(disks_with("b-1"), std::vector<std::size_t>{2});

    EXPECT_OK(close(8));
    EXPECT_TRUE(node.disk(0).exists(clean_shutdown_name));
    EXPECT_FALSE(node.disk(1).exists(clean_shutdown_name));
    EXPECT_TRUE(node.disk(2).exists(clean_shutdown_name));
    kill();
    node.disk(1).faults() = {};
    const LoadReport report = start();
    EXPECT_FALSE(report.clean);
    EXPECT_EQ(report.previous_broker_epoch, -1) << "one directory stopped before the others";
    EXPECT_EQ(report.loaded.size(), 8u);
}

TEST_F(LogDirectoriesTest, WithTheLastOneNothingIsLeft) {
    start();
    for (std::int32_t i = 0; i < 3; ++i) ASSERT_OK(make({"a", i}));
    for (std::size_t i = 0; i < 3; ++i) {
        let_fail(i, *manager->find({"a", static_cast<std::int32_t>(i)}));
        if (i < 2) manager->drop(i);
    }
    ASSERT_EQ(failures.size(), 3u);
    EXPECT_FALSE(failures[1].last);
    EXPECT_TRUE(failures[2].last);
    ASSERT_TRUE(manager->failed());
    EXPECT_CODE(KAFKA_STORAGE_ERROR, make({"b", 0}, unassigned_directory));
    EXPECT_CODE(KAFKA_STORAGE_ERROR, close(1));
}

TEST_F(LogDirectoriesTest, WhereNoLogCanBeMadeTheNextDirectoryIsTaken) {
    start();
    node.disk(0).faults().writes_fail = true;
    ASSERT_OK(make({"a", 0}));
    EXPECT_EQ(disks_with("a-0"), std::vector<std::size_t>{1});
    world.run_for(1s);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures[0].directory, 0u);
}

TEST_F(LogDirectoriesTest, ACheckpointThatCannotBeWrittenTakesItsDirectoryOffline) {
    start();
    for (std::int32_t i = 0; i < 3; ++i) ASSERT_OK(make({"a", i}));
    node.disk(2).faults().capacity_bytes = 0;
    world.run_for(10s);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures[0].directory, 2u);
}

TEST_F(LogDirectoriesTest, AFailedSyncTakesItsDirectoryOffline) {
    start();
    for (std::int32_t i = 0; i < 3; ++i) ASSERT_OK(make({"a", i}));
    ASSERT_OK(manager->find({"a", 1})->append_as_leader(make_batch(), LeaderEpoch(0)));
    node.disk(1).faults().syncs_fail = true;
    std::optional<Status> flushed;
    manager->find({"a", 1})->flush([&](Status status) { flushed = std::move(status); });
    world.run_for(1s);
    EXPECT_TRUE(flushed && !*flushed);
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures[0].directory, 1u);
}

TEST_F(LogDirectoriesTest, ADirectoryThatCannotBeReadAtTheStartIsOfflineAndNotTold) {
    start();
    for (std::int32_t i = 0; i < 3; ++i) ASSERT_OK(make({"a", i}));
    ASSERT_OK(close(4));
    kill();
    node.disk(2).faults().reads_fail = true;
    const LoadReport report = start();
    EXPECT_EQ(report.loaded, (std::vector<TopicPartition>{{"a", 0}, {"a", 1}}));
    EXPECT_EQ(report.previous_broker_epoch, -1);
    EXPECT_TRUE(failures.empty());
    EXPECT_FALSE(manager->all_online());
    EXPECT_TRUE(manager->directory_with(third_id)->failed());
    EXPECT_CODE(KAFKA_STORAGE_ERROR, make({"a", 2}, third_id));
    kill();
    node.disk(0).faults().reads_fail = true;
    node.disk(1).faults().reads_fail = true;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, try_start());
}

}  // namespace
}  // namespace vitrine::storage
