// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_manager.h"

#include "storage/files.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class LogManagerTest : public testing::Test {
protected:
    LogManagerTest() : world(3), node(world.add_node(the_node)), environment(node.environment()) {}
    ~LogManagerTest() override { manager.reset(); }

    LoadReport start() {
        LogManagerSettings with_failures = settings;
        with_failures.on_failure = [this](const DirectoryFailure& failure) { failures.push_back(failure.error); };
        manager = std::make_unique<LogManager>(*environment, with_failures);
        auto report = load_all(*manager, [this](const std::string&) { return config; });
        EXPECT_TRUE(report.has_value()) << (report ? "" : report.error().message);
        return report.value_or(LoadReport{});
    }
    void restart_world() {
        manager.reset();
        world.restart(the_node);
        environment.emplace(node.environment());
    }
    LoadReport kill_and_start() {
        world.kill(the_node);
        restart_world();
        return start();
    }
    LoadReport crash_and_start(const env::sim::CrashOptions& options = {}) {
        world.crash(the_node, options);
        restart_world();
        return start();
    }
    void close(std::int64_t broker_epoch = 5) {
        std::optional<Status> closed;
        manager->close(broker_epoch, [&](Status status) { closed = std::move(status); });
        EXPECT_TRUE(world.run_until([&] { return closed.has_value(); }, 10s));
        EXPECT_TRUE(closed && closed->has_value());
    }
    Log& log(const std::string& topic, std::int32_t partition = 0) {
        const auto found = manager->get_or_create({topic, partition}, ids[topic], config);
        EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().message);
        return **found;
    }
    void append(Log& to, int batches = 1) {
        for (int i = 0; i < batches; ++i) EXPECT_TRUE(to.append_as_leader(make_batch({.value_bytes = 300}), LeaderEpoch(0)).has_value());
    }
    std::string text(const std::string& path) {
        const auto content = env::read_file(node.disk(), path);
        return content ? std::string(as_text(*content)) : "none";
    }
    std::vector<std::string> top_level() {
        std::vector<std::string> names;
        const auto entries = node.disk().list("").value();
        for (const auto& entry : entries) names.push_back(entry.name);
        return names;
    }

    env::sim::World world;
    env::sim::Node& node;
    std::optional<env::Environment> environment;
    LogManagerSettings settings;
    LogConfig config;
    std::map<std::string, Uuid> ids{
        {"a", Uuid::from_halves(1, 1)}, {"b", Uuid::from_halves(2, 2)}, {"dash-ed.topic_1", Uuid::from_halves(3, 3)}};
    std::unique_ptr<LogManager> manager;
    std::vector<Error> failures;
};

TEST_F(LogManagerTest, LogsAreLoadedSomeAtATimeAndMeanwhileNoCheckpointForgetsTheOthers) {
    start();
    for (std::int32_t partition = 0; partition < 5; ++partition) append(log("a", partition), 2);
    close();
    const std::string recovery_points = text("recovery-point-offset-checkpoint");
    const std::string high_watermarks = text("replication-offset-checkpoint");
    EXPECT_NE(recovery_points.find("a 4 2"), std::string::npos) << recovery_points;
    world.kill(the_node);
    restart_world();
    manager = std::make_unique<LogManager>(*environment, settings);
    ASSERT_TRUE(manager->begin_load([this](const std::string&) { return config; }).has_value());
    EXPECT_EQ(manager->load_report().previous_broker_epoch, 5);
    EXPECT_TRUE(manager->load_some(2));
    EXPECT_EQ(manager->partitions().size(), 2U);
    EXPECT_TRUE(manager->loading());
    EXPECT_FALSE(world.run_until([] { return false; }, 120s));
    EXPECT_EQ(text("recovery-point-offset-checkpoint"), recovery_points);
    EXPECT_EQ(text("replication-offset-checkpoint"), high_watermarks);
    // A crash in the midst: the marker is gone, and the next life looks at every log.
    const LoadReport report = kill_and_start();
    EXPECT_FALSE(report.clean);
    EXPECT_EQ(report.loaded.size(), 5U);
    EXPECT_EQ(log("a", 4).log_end(), Offset(2));
}

TEST_F(LogManagerTest, AnEmptyDirectoryHasNoLogs) {
    const LoadReport report = start();
    EXPECT_FALSE(report.clean);
    EXPECT_TRUE(report.loaded.empty() && report.left_alone.empty());
    EXPECT_EQ(manager->find({"a", 0}), nullptr);
    EXPECT_TRUE(manager->partitions().empty());
}

TEST_F(LogManagerTest, ACleanStopIsFoundAgain) {
    start();
    append(log("a", 0), 3);
    append(log("a", 1), 2);
    append(log("dash-ed.topic_1", 12), 4);
    log("a", 0).advance_high_watermark(Offset(2));
    log("dash-ed.topic_1", 12).advance_high_watermark(Offset(4));
    ASSERT_OK(log("dash-ed.topic_1", 12).advance_log_start(Offset(1)));
    close(77);
    EXPECT_EQ(text(".kafka_cleanshutdown"), "{\"version\":0,\"brokerEpoch\":77}");
    EXPECT_EQ(text("replication-offset-checkpoint"), "0\n3\na 0 2\na 1 0\ndash-ed.topic_1 12 4\n");
    EXPECT_EQ(text("recovery-point-offset-checkpoint"), "0\n3\na 0 3\na 1 2\ndash-ed.topic_1 12 4\n");
    EXPECT_EQ(text("log-start-offset-checkpoint"), "0\n1\ndash-ed.topic_1 12 1\n");

    const LoadReport report = crash_and_start();  // everything was durable
    EXPECT_TRUE(report.clean);
    EXPECT_EQ(report.previous_broker_epoch, 77);
    EXPECT_EQ(report.loaded, (std::vector<TopicPartition>{{"a", 0}, {"a", 1}, {"dash-ed.topic_1", 12}}));
    EXPECT_EQ(manager->find({"a", 0})->log_end(), Offset(3));
    EXPECT_EQ(manager->find({"a", 0})->high_watermark(), Offset(2));
    EXPECT_EQ(manager->find({"a", 0})->topic_id(), ids["a"]);
    EXPECT_EQ(manager->find({"dash-ed.topic_1", 12})->log_start(), Offset(1));
    EXPECT_FALSE(node.disk().exists(".kafka_cleanshutdown"));
    EXPECT_TRUE(node.observed().all<observe::LogRecovered>().empty());
}

TEST_F(LogManagerTest, TheMarkerIsGoneBeforeTheFirstLogIsOpened) {  // KAFKA-10471
    start();
    append(log("a"), 3);
    close();
    world.kill(the_node);
    restart_world();
    manager = std::make_unique<LogManager>(*environment, settings);
    bool asked = false;
    ASSERT_TRUE(load_all(*manager, [&](const std::string&) {
                    asked = true;
                    EXPECT_FALSE(node.disk().exists(".kafka_cleanshutdown"));
                    return config;
                }).has_value());
    EXPECT_TRUE(asked);
    EXPECT_FALSE(kill_and_start().clean) << "it died before a clean stop";
}

TEST_F(LogManagerTest, AMarkerThatACrashBringsBackHidesNothing) {
    for (std::uint64_t i = 0; i < 10; ++i) {
        start();
        append(log("a"), 3);
        close();
        crash_and_start();
        append(log("a"), 2);  // at once, before the removal of the marker is durable
        const LoadReport report = crash_and_start({.bytes = env::sim::UnsyncedBytes::torn});
        Log& recovered = log("a");
        const auto bytes = recovered.read_batches(Offset(0), {.bytes_max = 1 << 20});
        ASSERT_OK(bytes);
        EXPECT_EQ(static_cast<std::int64_t>(records::read_records(*bytes)->size()), recovered.log_end().value()) << report.clean;
        world.kill(the_node);
        restart_world();
        ASSERT_OK(node.disk().remove_tree("a-0"));
        for (const char* name :
             {".kafka_cleanshutdown", "replication-offset-checkpoint", "recovery-point-offset-checkpoint", "log-start-offset-checkpoint"}) {
            if (!node.disk().exists(name)) continue;
            ASSERT_OK(node.disk().remove(name));
        }
    }
}

TEST_F(LogManagerTest, AKillWritesNothingAndTheNextStartRecovers) {
    start();
    append(log("a"), 3);
    const LoadReport report = kill_and_start();
    EXPECT_FALSE(report.clean);
    EXPECT_EQ(report.loaded, (std::vector<TopicPartition>{{"a", 0}}));
    EXPECT_EQ(manager->find({"a", 0})->log_end(), Offset(3));
    EXPECT_EQ(manager->find({"a", 0})->topic_id(), ids["a"]);
    EXPECT_EQ(node.observed().all<observe::LogRecovered>().size(), 1u);
}

TEST_F(LogManagerTest, CheckpointsFollowTheirIntervals) {
    start();
    append(log("a"), 3);
    log("a").advance_high_watermark(Offset(2));
    world.run_for(4s);
    EXPECT_EQ(text("replication-offset-checkpoint"), "none");
    world.run_for(2s);
    EXPECT_EQ(text("replication-offset-checkpoint"), "0\n1\na 0 2\n");
    EXPECT_EQ(text("recovery-point-offset-checkpoint"), "none");
    log("a").flush([](const Status&) {});
    world.run_for(25s);
    EXPECT_EQ(text("recovery-point-offset-checkpoint"), "0\n1\na 0 3\n");
    EXPECT_EQ(text("log-start-offset-checkpoint"), "0\n0\n");
    log("a").advance_high_watermark(Offset(3));
    world.run_for(5s);
    EXPECT_EQ(text("replication-offset-checkpoint"), "0\n1\na 0 3\n");
    ASSERT_OK(log("a").advance_log_start(Offset(1)));
    world.run_for(61s);
    EXPECT_EQ(text("log-start-offset-checkpoint"), "0\n1\na 0 1\n");
    kill_and_start();
    EXPECT_EQ(log("a").high_watermark(), Offset(3));
    EXPECT_EQ(log("a").log_start(), Offset(1));
}

TEST_F(LogManagerTest, ATruncationBelowTheRecoveryPointIsCheckpointedAtOnce) {
    start();
    append(log("a"), 2);
    ASSERT_OK(log("a").roll());
    append(log("a"), 3);
    log("a").flush([](const Status&) {});
    world.run_for(31s);
    EXPECT_EQ(text("recovery-point-offset-checkpoint"), "0\n1\na 0 5\n");
    ASSERT_OK(log("a").truncate_to(Offset(4)));
    world.run_for(50ms);
    EXPECT_EQ(text("recovery-point-offset-checkpoint"), "0\n1\na 0 2\n");
}

TEST_F(LogManagerTest, TheSameTopicNameWithAnotherIdIsRefused) {
    start();
    log("a");
    EXPECT_CODE(INCONSISTENT_TOPIC_ID, manager->get_or_create({"a", 0}, Uuid::from_halves(9, 9), config));
    close();
    kill_and_start();
    EXPECT_CODE(INCONSISTENT_TOPIC_ID, manager->get_or_create({"a", 0}, Uuid::from_halves(9, 9), config));
    EXPECT_OK(manager->get_or_create({"a", 0}, ids["a"], config));
    EXPECT_OK(manager->get_or_create({"a", 0}, std::nullopt, config));
}

TEST_F(LogManagerTest, ALogWithoutATopicIdLearnsIt) {
    start();
    ASSERT_OK(manager->get_or_create({"a", 0}, std::nullopt, config));
    EXPECT_EQ(text("a-0/partition.metadata"), "none");
    ASSERT_OK(manager->get_or_create({"a", 0}, ids["a"], config));
    world.run_for(1s);
    EXPECT_EQ(text("a-0/partition.metadata"), "version: 0\ntopic_id: " + ids["a"].to_string());
}

// Found by the simulation, seed 4487: the replica went with a reassignment, came back, and a crash gave the new log the offsets of
// the former one.
TEST_F(LogManagerTest, ALogMadeAnewAfterACrashHasNothingOfTheFormerOnesCheckpoints) {
    start();
    append(log("a"), 5);
    append(log("b"), 1);
    log("a").advance_high_watermark(Offset(4));
    ASSERT_OK(log("a").advance_log_start(Offset(3)));
    log("a").flush([](const Status&) {});
    world.run_for(61s);
    ASSERT_EQ(text("replication-offset-checkpoint"), "0\n2\na 0 4\nb 0 0\n");
    ASSERT_EQ(text("recovery-point-offset-checkpoint"), "0\n2\na 0 5\nb 0 0\n");
    ASSERT_EQ(text("log-start-offset-checkpoint"), "0\n1\na 0 3\n");

    ASSERT_OK(manager->remove({"a", 0}));
    append(log("a"), 4);
    world.run_for(50ms);
    EXPECT_EQ(text("replication-offset-checkpoint"), "0\n2\na 0 0\nb 0 0\n");
    EXPECT_EQ(text("recovery-point-offset-checkpoint"), "0\n2\na 0 0\nb 0 0\n");
    EXPECT_EQ(text("log-start-offset-checkpoint"), "0\n0\n");

    kill_and_start();
    EXPECT_EQ(log("a").log_end(), Offset(4));
    EXPECT_EQ(log("a").high_watermark(), Offset(0)) << "nothing of it was committed";
    EXPECT_EQ(log("a").log_start(), Offset(0)) << "nobody deleted its records";
}

TEST_F(LogManagerTest, ADeletedLogIsRenamedAtOnceAndRemovedLater) {
    start();
    append(log("a"), 3);
    const auto slice = log("a").read(Offset(0), {});
    ASSERT_OK(manager->remove({"a", 0}));
    EXPECT_EQ(manager->find({"a", 0}), nullptr);
    EXPECT_CODE(UNKNOWN_TOPIC_OR_PARTITION, manager->remove({"a", 0}));
    std::string renamed;
    for (const std::string& name : top_level()) {
        if (name.ends_with("-delete")) renamed = name;
    }
    EXPECT_EQ(renamed.size(), std::string("a-0.").size() + 32 + std::string("-delete").size()) << renamed;
    EXPECT_TRUE(renamed.starts_with("a-0."));
    // The same topic again, at once.
    Log& again = *manager->get_or_create({"a", 0}, Uuid::from_halves(8, 8), config).value();
    EXPECT_EQ(again.log_end(), Offset(0));
    append(again);
    Bytes bytes(static_cast<std::size_t>(slice->size_bytes));
    EXPECT_OK(slice->slices[0].file->read_at(0, bytes));
    world.run_for(59s);
    EXPECT_TRUE(node.disk().exists(renamed));
    world.run_for(2s);
    EXPECT_FALSE(node.disk().exists(renamed));
    EXPECT_TRUE(node.disk().exists("a-0"));
    EXPECT_EQ(again.log_end(), Offset(1));
    EXPECT_TRUE(failures.empty()) << failures.front().message;
}

TEST_F(LogManagerTest, ADeletionThatWasInterruptedGoesOn) {
    start();
    append(log("a"), 3);
    ASSERT_OK(manager->remove({"a", 0}));
    world.run_for(1s);
    const LoadReport report = kill_and_start();
    EXPECT_TRUE(report.loaded.empty() && report.left_alone.empty());
    world.run_for(61s);
    for (const std::string& name : top_level()) EXPECT_FALSE(name.ends_with("-delete")) << name;
}

TEST_F(LogManagerTest, WhatIsNotOursIsLeftAloneAndNamed) {
    env::Disk& disk = node.disk();
    for (const char* directory : {"lost+found", "a-0.0123-stray", "b.0123-future", "__cluster_metadata-0", "no_partition", "-5"}) {
        ASSERT_OK(disk.create_directories(directory));
    }
    ASSERT_OK(env::write_file(disk, "notes.txt", as_bytes("mine")));
    ASSERT_OK(env::write_file(disk, "meta.properties", as_bytes("version=1\n")));
    ASSERT_OK(env::write_file(disk, "bootstrap.checkpoint", as_bytes("x")));
    const LoadReport report = start();
    EXPECT_TRUE(report.loaded.empty());
    EXPECT_EQ(report.left_alone,
              (std::vector<std::string>{"-5", "a-0.0123-stray", "b.0123-future", "lost+found", "no_partition", "notes.txt"}));
    EXPECT_EQ(manager->find({"__cluster_metadata", 0}), nullptr);
}

TEST_F(LogManagerTest, ALogThatCannotBeOpenedIsNamedAndTheOthersLive) {
    start();
    append(log("a"));
    append(log("b"));
    close();
    ASSERT_OK(env::write_file(node.disk(), "a-0/partition.metadata", as_bytes("nonsense")));
    const LoadReport report = kill_and_start();
    ASSERT_EQ(report.unreadable.size(), 1u);
    EXPECT_EQ(report.unreadable[0].first, "a-0");
    EXPECT_EQ(report.loaded, (std::vector<TopicPartition>{{"b", 0}}));
}

TEST_F(LogManagerTest, RetentionRunsAtItsInterval) {
    settings.retention_check_interval = 10s;
    config.internal_segment_bytes = 400;
    config.retention_ms = 60'000;
    start();
    append(log("a"), 5);
    log("a").advance_high_watermark(Offset(5));
    world.run_for(59s);
    EXPECT_EQ(log("a").log_start(), Offset(0));
    world.run_for(12s);
    EXPECT_EQ(log("a").log_start(), Offset(5));
    manager->set_retention_check_interval(1s);
    LogConfig changed = config;
    changed.retention_ms = 1000;
    manager->set_topic_config("a", changed);
    EXPECT_TRUE(log("a")
                    .append_as_leader(make_batch({.timestamp_ms = to_milliseconds(environment->clock.wall_now())}), LeaderEpoch(0))
                    .has_value());
    log("a").advance_high_watermark(Offset(6));
    world.run_for(3s);
    EXPECT_EQ(log("a").log_start(), Offset(6));
}

TEST_F(LogManagerTest, FlushMsIsWatched) {
    settings.flush_check_interval = 1s;
    settings.initial_task_delay = 1s;
    config.flush_ms = 5000;
    start();
    append(log("a"), 2);
    world.run_for(4s);
    EXPECT_EQ(log("a").recovery_point(), Offset(0));
    world.run_for(4s);
    EXPECT_EQ(log("a").recovery_point(), Offset(2));
}

TEST_F(LogManagerTest, AFailingDiskIsToldOnceAndCreatesNothingMore) {
    start();
    append(log("a"));
    append(log("b"));
    node.disk().faults().writes_fail = true;
    EXPECT_FALSE(manager->find({"a", 0})->append_as_leader(make_batch(), LeaderEpoch(0)).has_value());
    EXPECT_FALSE(manager->find({"b", 0})->append_as_leader(make_batch(), LeaderEpoch(0)).has_value());
    world.run_for(1s);
    EXPECT_EQ(failures.size(), 1u);
    EXPECT_TRUE(manager->failed().has_value());
    node.disk().faults().writes_fail = false;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, manager->get_or_create({"c", 0}, std::nullopt, config));
    std::optional<Status> closed;
    manager->close(1, [&](Status status) { closed = std::move(status); });
    EXPECT_TRUE(world.run_until([&] { return closed.has_value(); }, 10s));
    EXPECT_FALSE(closed->has_value());
    EXPECT_FALSE(node.disk().exists(".kafka_cleanshutdown"));
}

TEST_F(LogManagerTest, ADamagedCheckpointMeansScanning) {
    start();
    append(log("a"), 3);
    close();
    ASSERT_OK(env::write_file(node.disk(), "recovery-point-offset-checkpoint", as_bytes("garbage")));
    ASSERT_OK(env::write_file(node.disk(), "replication-offset-checkpoint", as_bytes("0\n9\n")));
    const LoadReport report = kill_and_start();
    EXPECT_EQ(report.loaded.size(), 1u);
    EXPECT_EQ(log("a").log_end(), Offset(3));
    EXPECT_EQ(log("a").high_watermark(), Offset(0));
}

TEST_F(LogManagerTest, DirectoryNamesAreParsedAsKafkaNamesThem) {
    EXPECT_EQ(parse_log_directory("a-0"), (TopicPartition{"a", 0}));
    EXPECT_EQ(parse_log_directory("with-dash.and_more-117"), (TopicPartition{"with-dash.and_more", 117}));
    EXPECT_EQ(parse_log_directory("a--1"), (TopicPartition{"a-", 1}));
    for (const char* wrong : {"a", "-0", "a-", "a-x", "a-+1", "a-0.abc-delete", "a b-0", "a-99999999999"})
        EXPECT_FALSE(parse_log_directory(wrong)) << wrong;
}

}  // namespace
}  // namespace vitrine::storage
