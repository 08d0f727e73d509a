// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_replica_log_dirs.h"
#include "messages/create_topics.h"
#include "messages/delete_records.h"
#include "messages/delete_topics.h"
#include "messages/describe_log_dirs.h"
#include "messages/incremental_alter_configs.h"
#include "tests/core/broker/cluster_fixture.h"

// Replicas on their way from one log directory of their broker to another (KIP-113, KIP-858).
namespace vitrine::broker::test {
namespace {

// Brokers with three log directories each. A copy takes one batch in one turn, so that a throttled one takes its time.
class LogDirMovesTest : public testing::Test {
protected:
    explicit LogDirMovesTest(int brokers = 1, std::uint64_t seed = 1)
        : cluster(brokers,
                  {{"broker.session.timeout.ms", "3000"},
                   {"broker.heartbeat.interval.ms", "500"},
                   {"replica.fetch.max.bytes", "100"},
                   {"log.flush.interval.messages", "1"}},
                  seed) {
        cluster.disks = 3;
    }

    env::sim::MemoryDisk& disk(int broker, std::size_t directory) { return cluster.world.node(BrokerId(broker)).disk(directory); }
    static std::string path(std::size_t directory) { return directory == 0 ? "memory" : fmt::format("memory-{}", directory + 1); }
    // "0:news-0 1:news-0-future": which directories are there for the partition, and on which disks; what is deleted does not count.
    std::string whereabouts(int broker, const std::string& name = "news-0") {
        std::string told;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto entries = disk(broker, i).list("").value();
            for (const auto& entry : entries) {
                const std::string plain = entry.name.substr(0, entry.name.find('.'));
                if (!entry.is_directory || plain != name || entry.name.ends_with("-delete")) continue;
                told += fmt::format("{}{}:{}{}", told.empty() ? "" : " ", i, plain, entry.name.ends_with("-future") ? "-future" : "");
            }
        }
        return told;
    }
    ErrorCode move(int broker, const std::string& to, const std::string& topic = "news", int partition = 0) {
        messages::AlterReplicaLogDirsRequest alter;
        alter.dirs.push_back({.path = to, .topics = {{.name = topic, .partitions = {partition}}}});
        return cluster.ask<messages::AlterReplicaLogDirsResponse>(broker, alter, 2)->results.at(0).partitions.at(0).error_code;
    }
    // "memory-2: news-0 lag 3 future": a line for each log.
    std::vector<std::string> described(int broker) {
        messages::DescribeLogDirsRequest request;
        request.topics.reset();
        std::vector<std::string> lines;
        const auto answer = cluster.ask<messages::DescribeLogDirsResponse>(broker, request, 4).value();
        for (const auto& directory : answer.results) {
            for (const auto& topic : directory.topics) {
                for (const auto& row : topic.partitions) {
                    lines.push_back(fmt::format("{}: {}-{} lag {}{}", directory.log_dir, topic.name, row.partition_index, row.offset_lag,
                                                row.is_future_key ? " future" : ""));
                }
            }
        }
        return lines;
    }
    void configure(std::int8_t type, const std::string& name, const std::string& key, const std::string& value) {
        messages::IncrementalAlterConfigsRequest request;
        request.resources.push_back({.resource_type = type, .resource_name = name, .configs = {{.name = key, .value = value}}});
        const auto answer = cluster.ask<messages::IncrementalAlterConfigsResponse>(1, request, 1);
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->responses.at(0).error_code, ErrorCode::NONE) << answer->responses[0].error_message.value_or("");
    }
    void throttle(std::int64_t bytes_per_second) {
        configure(4, "1", "replica.alter.log.dirs.io.max.bytes.per.second", std::to_string(bytes_per_second));
        cluster.world.run_for(std::chrono::milliseconds(100));
    }
    void produce(int from, int to, const std::string& topic = "news") {
        for (int i = from; i < to; ++i) {
            const std::string value = fmt::format("value {}", i);
            ASSERT_EQ(cluster.produce_to_leader(topic, 0, {.values = {value}}).error_code, ErrorCode::NONE);
            acked.push_back(value);
        }
    }
    bool wait_whereabouts(int broker, const std::string& wanted, Duration limit = patience) {
        const bool reached = cluster.run_until([&] { return whereabouts(broker) == wanted; }, limit);
        EXPECT_TRUE(reached) << whereabouts(broker) << " instead of " << wanted;
        return reached;
    }
    // A topic whose only replica is in the first directory.
    void start_with_one() {
        cluster.start_and_wait();
        cluster.create_topic("news", 1, 1);
        ASSERT_EQ(whereabouts(1), "0:news-0");
    }
    using Lines = std::vector<std::string>;

    ClusterFixture cluster;
    std::vector<std::string> acked;
};

TEST_F(LogDirMovesTest, a_hosted_replica_moves_with_all_that_it_has) {
    start_with_one();
    produce(0, 30);
    const Bytes before = cluster.log_bytes(1, "news", 0);
    EXPECT_EQ(move(1, path(1)), ErrorCode::NONE);
    ASSERT_TRUE(wait_whereabouts(1, "1:news-0"));
    EXPECT_EQ(described(1), Lines{"memory-2: news-0 lag 0"});
    EXPECT_EQ(cluster.consume("news"), acked);
    EXPECT_EQ(move(1, path(1)), ErrorCode::NONE) << "it is there";
    produce(30, 35);
    cluster.stop(1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(whereabouts(1), "1:news-0");
    EXPECT_EQ(cluster.consume("news"), acked);
    EXPECT_EQ(move(1, path(0)), ErrorCode::NONE);
    ASSERT_TRUE(wait_whereabouts(1, "0:news-0"));
    EXPECT_EQ(cluster.consume("news"), acked);
}

TEST_F(LogDirMovesTest, a_move_is_throttled_described_and_cancelled) {
    start_with_one();
    produce(0, 30);
    throttle(50);
    EXPECT_EQ(move(1, path(2)), ErrorCode::NONE);
    EXPECT_EQ(move(1, path(2)), ErrorCode::NONE) << "it is on its way";
    cluster.world.run_for(std::chrono::seconds(3));
    EXPECT_EQ(whereabouts(1), "0:news-0 2:news-0-future");
    const Lines told = described(1);
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(told[0], "memory: news-0 lag 0");
    EXPECT_TRUE(told[1].starts_with("memory-3: news-0 lag 2") && told[1].ends_with(" future")) << told[1];
    produce(30, 40);
    cluster.world.run_for(std::chrono::seconds(20));
    const Lines later = described(1);
    ASSERT_EQ(later.size(), 2u);
    EXPECT_NE(later[1], told[1]) << "it goes on, slowly";

    EXPECT_EQ(move(1, path(0)), ErrorCode::NONE);
    EXPECT_EQ(whereabouts(1), "0:news-0");
    EXPECT_EQ(described(1), Lines{"memory: news-0 lag 0"});
    cluster.world.run_for(std::chrono::seconds(100));
    EXPECT_EQ(whereabouts(1), "0:news-0");
    EXPECT_EQ(disk(1, 2).list("").value().size(), disk(1, 1).list("").value().size()) << "nothing is left of it";
    EXPECT_EQ(cluster.consume("news"), acked);
}

TEST_F(LogDirMovesTest, another_destination_takes_the_place_of_the_first) {
    start_with_one();
    produce(0, 30);
    throttle(50);
    EXPECT_EQ(move(1, path(2)), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(3));
    EXPECT_EQ(move(1, path(1)), ErrorCode::NONE);
    EXPECT_EQ(whereabouts(1), "0:news-0 1:news-0-future");
    throttle(1'000'000);
    ASSERT_TRUE(wait_whereabouts(1, "1:news-0"));
    EXPECT_EQ(cluster.consume("news"), acked);
}

TEST_F(LogDirMovesTest, what_cannot_be_moved_is_told_by_kafkas_errors) {
    start_with_one();
    const std::string longest(249, 'n');
    cluster.create_topic(longest, 1, 1);
    EXPECT_EQ(move(1, path(1), longest), ErrorCode::INVALID_TOPIC_EXCEPTION);
    EXPECT_EQ(move(1, "memory-4"), ErrorCode::LOG_DIR_NOT_FOUND);
    EXPECT_EQ(move(1, path(1), "__cluster_metadata"), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    produce(0, 1);
    cluster.stop(1);
    disk(1, 2).faults().reads_fail = true;
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(move(1, path(2)), ErrorCode::KAFKA_STORAGE_ERROR);
    EXPECT_EQ(move(1, path(1)), ErrorCode::KAFKA_STORAGE_ERROR) << "a copy may lie in the directory that is offline";
    EXPECT_EQ(move(1, path(0)), ErrorCode::NONE);
}

TEST_F(LogDirMovesTest, records_are_deleted_when_the_copy_has_none_of_them_either) {
    start_with_one();
    produce(0, 30);
    throttle(50);
    EXPECT_EQ(move(1, path(1)), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(3));
    messages::DeleteRecordsRequest request;
    request.topics.push_back({.name = "news", .partitions = {{.partition_index = 0, .offset = Offset(10)}}});
    const auto deleted = [&](int timeout_ms) {
        request.timeout_ms = timeout_ms;
        return cluster.ask<messages::DeleteRecordsResponse>(1, request, 2)->topics.at(0).partitions.at(0);
    };
    EXPECT_EQ(deleted(500).error_code, ErrorCode::REQUEST_TIMED_OUT) << "the copy waits for its turn";
    const auto done = deleted(30'000);
    EXPECT_EQ(done.error_code, ErrorCode::NONE);
    EXPECT_EQ(done.low_watermark, Offset(10));
    request.topics[0].partitions[0].offset = Offset(20);
    EXPECT_EQ(deleted(100).error_code, ErrorCode::REQUEST_TIMED_OUT);
    EXPECT_EQ(move(1, path(0)), ErrorCode::NONE);
    EXPECT_EQ(deleted(100).error_code, ErrorCode::NONE) << "there is no copy";
}

TEST_F(LogDirMovesTest, a_deleted_topic_takes_the_copy_along) {
    start_with_one();
    produce(0, 30);
    throttle(50);
    EXPECT_EQ(move(1, path(1)), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(3));
    messages::DeleteTopicsRequest request;
    request.topics.push_back({.name = "news"});
    request.timeout_ms = 10'000;
    ASSERT_EQ(cluster.ask<messages::DeleteTopicsResponse>(1, request, 6)->responses[0].error_code, ErrorCode::NONE);
    ASSERT_TRUE(wait_whereabouts(1, ""));
    cluster.create_topic("news", 1, 1);
    acked.clear();
    produce(0, 3);
    EXPECT_EQ(cluster.consume("news"), acked);
}

TEST_F(LogDirMovesTest, a_directory_that_fails_ends_moves_from_it_and_to_it) {
    start_with_one();
    produce(0, 30);
    throttle(50);
    ASSERT_EQ(move(1, path(1)), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(3));
    disk(1, 1).faults().writes_fail = true;
    cluster.world.run_for(std::chrono::seconds(10));
    EXPECT_EQ(described(1), Lines{"memory: news-0 lag 0"});
    produce(30, 33);
    EXPECT_EQ(move(1, path(2)), ErrorCode::KAFKA_STORAGE_ERROR);
    cluster.stop(1);
    disk(1, 1).faults() = {};
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(whereabouts(1), "0:news-0 1:news-0-future") << "a start with all of them goes on";
    throttle(1'000'000);
    ASSERT_TRUE(wait_whereabouts(1, "1:news-0"));
    EXPECT_EQ(cluster.consume("news"), acked);

    // Now the one that it is moved from.
    throttle(50);
    ASSERT_EQ(move(1, path(2)), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(3));
    disk(1, 1).faults().writes_fail = true;
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"lost"}}).error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    cluster.world.run_for(std::chrono::seconds(10));
    EXPECT_EQ(cluster.fetch(1, "news", 0, 0).error_code, ErrorCode::KAFKA_STORAGE_ERROR) << "its copy has less than it may have";
    EXPECT_EQ(described(1), Lines{"memory-3: news-0 lag -1 future"});
    cluster.stop(1);
    disk(1, 1).faults() = {};
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    throttle(1'000'000);
    ASSERT_TRUE(wait_whereabouts(1, "2:news-0"));
    EXPECT_EQ(cluster.consume("news"), acked);
}

TEST_F(LogDirMovesTest, many_replicas_move_one_after_another) {
    cluster.start_and_wait();
    cluster.create_topic("news", 12, 1);
    for (int i = 0; i < 12; ++i)
        ASSERT_EQ(cluster.produce_to_leader("news", i, {.values = {fmt::format("of {}", i)}}).error_code, ErrorCode::NONE);
    for (int i = 0; i < 12; ++i) EXPECT_EQ(move(1, path(2), "news", i), ErrorCode::NONE);
    ASSERT_TRUE(cluster.run_until([&] {
        for (int i = 0; i < 12; ++i) {
            if (whereabouts(1, fmt::format("news-{}", i)) != fmt::format("2:news-{}", i)) return false;
        }
        return true;
    }));
    for (int i = 0; i < 12; ++i) EXPECT_EQ(cluster.consume("news", i), Lines{fmt::format("of {}", i)});
}

TEST_F(LogDirMovesTest, a_cordoned_directory_gets_no_new_replica) {
    cluster.start_and_wait();
    const auto cordon = [&](const std::string& value) {
        messages::IncrementalAlterConfigsRequest request;
        request.resources.push_back({.resource_type = 4, .resource_name = "1", .configs = {{.name = "cordoned.log.dirs", .value = value}}});
        const auto answer = cluster.ask<messages::IncrementalAlterConfigsResponse>(1, request, 1);
        cluster.world.run_for(std::chrono::seconds(1));
        return answer->responses.at(0).error_code;
    };
    EXPECT_EQ(cordon("elsewhere"), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(cordon("*,memory"), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(cordon("memory-2,memory-3"), ErrorCode::NONE);
    cluster.create_topic("news", 6, 1);
    for (int i = 0; i < 6; ++i) EXPECT_EQ(whereabouts(1, fmt::format("news-{}", i)), fmt::format("0:news-{}", i));
    EXPECT_EQ(move(1, path(1)), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    messages::DescribeLogDirsRequest request;
    const auto answer = cluster.ask<messages::DescribeLogDirsResponse>(1, request, 5).value();
    EXPECT_FALSE(answer.results.at(0).is_cordoned);
    EXPECT_TRUE(answer.results.at(1).is_cordoned && answer.results.at(2).is_cordoned);

    // Where all are, the controller places nothing on this broker.
    EXPECT_EQ(cordon("*"), ErrorCode::NONE);
    messages::CreateTopicsRequest create;
    create.topics.push_back({.name = "later", .num_partitions = 1, .replication_factor = 1});
    create.timeout_ms = 10'000;
    EXPECT_EQ(cluster.ask<messages::CreateTopicsResponse>(1, create, 7)->topics.at(0).error_code, ErrorCode::INVALID_REPLICATION_FACTOR);
    EXPECT_EQ(cordon("memory"), ErrorCode::NONE);
    cluster.create_topic("later", 2, 1);
    EXPECT_EQ(whereabouts(1, "later-0"), "1:later-0");
    EXPECT_EQ(whereabouts(1, "later-1"), "2:later-1");
    EXPECT_EQ(move(1, path(1)), ErrorCode::NONE);
    ASSERT_TRUE(wait_whereabouts(1, "1:news-0"));
}

// The copy of a follower follows what the follower takes from its leaders, truncations too.
class LogDirMovesOfThreeTest : public LogDirMovesTest {
protected:
    LogDirMovesOfThreeTest() : LogDirMovesTest(3) {}
};

TEST_F(LogDirMovesOfThreeTest, a_replica_that_is_cut_has_its_copy_cut) {
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}}, {{"min.insync.replicas", "1"}});
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    const auto disk_of = [&] { return static_cast<std::size_t>(whereabouts(1).at(0) - '0'); };
    produce(0, 20);
    const std::size_t target = (disk_of() + 1) % 3;
    // Broker 1 leads alone for a moment and takes what nobody else gets; its copy gets it too.
    cluster.world.cut(BrokerId(1), BrokerId(2));
    cluster.world.cut(BrokerId(1), BrokerId(3));
    for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"nobody else's"}}, 1).error_code, ErrorCode::NONE);
    }
    // The controller cannot be asked: the copy is whole, and waits.
    ASSERT_EQ(move(1, path(target)), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(1));
    EXPECT_NE(whereabouts(1).find("news-0-future"), std::string::npos) << whereabouts(1);
    ASSERT_TRUE(cluster.run_until([&] { return cluster.state_of("news").leader > 1; }));
    produce(20, 30);
    cluster.world.heal_all();
    ASSERT_TRUE(wait_whereabouts(1, fmt::format("{}:news-0", target)));
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    EXPECT_EQ(cluster.consume("news"), acked);
    EXPECT_EQ(cluster.log_bytes(1, "news", 0), cluster.log_bytes(2, "news", 0));
    EXPECT_EQ(cluster.log_bytes(1, "news", 0), cluster.log_bytes(3, "news", 0));
}

TEST_F(LogDirMovesOfThreeTest, without_a_controller_the_copy_waits_and_can_be_given_up) {
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1}});
    produce(0, 5);
    const std::string before = whereabouts(1);
    const std::size_t target = before == "0:news-0" ? 1 : 0;
    cluster.kill(2);
    cluster.kill(3);
    ASSERT_EQ(move(1, path(target)), ErrorCode::NONE);
    cluster.world.run_for(std::chrono::seconds(20));
    EXPECT_NE(whereabouts(1).find("news-0-future"), std::string::npos) << whereabouts(1);
    for (int i = 0; i < 5; ++i) {
        const std::string value = fmt::format("late {}", i);
        ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {value}}).error_code, ErrorCode::NONE);
        acked.push_back(value);
    }
    ASSERT_EQ(move(1, path(static_cast<std::size_t>(before.at(0) - '0'))), ErrorCode::NONE);
    EXPECT_EQ(whereabouts(1), before);
    cluster.restart(2);
    cluster.restart(3);
    ASSERT_TRUE(cluster.wait_ready());
    cluster.world.run_for(std::chrono::seconds(10));
    EXPECT_EQ(whereabouts(1), before);
    cluster.kill(1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(cluster.consume("news"), acked);
    // And what is asked for now is done.
    ASSERT_EQ(move(1, path(target)), ErrorCode::NONE);
    ASSERT_TRUE(wait_whereabouts(1, fmt::format("{}:news-0", target)));
}

// One replica, which is produced to while it is moved, and a death in the middle: nothing that was acknowledged is lost, and the move
// comes to its end. Every append is flushed, so that a loss of power must not take it either.
class LogDirMovesDeathTest : public LogDirMovesTest, public testing::WithParamInterface<int> {
protected:
    LogDirMovesDeathTest() : LogDirMovesTest(1, static_cast<std::uint64_t>(GetParam())) {}

    void produce_for(Duration time) {
        const Instant end = cluster.world.now() + time;
        while (cluster.world.now() < end) {
            const std::string value = fmt::format("value {}", acked.size());
            ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {value}}).error_code, ErrorCode::NONE);
            acked.push_back(value);
            cluster.world.run_for(std::chrono::milliseconds(3));
        }
    }
};

TEST_P(LogDirMovesDeathTest, nothing_is_lost_and_the_move_ends) {
    start_with_one();
    produce(0, 20);
    cluster.world.run_for(std::chrono::seconds(1));
    ASSERT_EQ(move(1, path(1)), ErrorCode::NONE);
    // The copy is whole at once; the controller is told after 100 ms.
    const int seed = GetParam();
    produce_for(std::chrono::milliseconds(seed % 2 == 0 ? 90 + seed / 2 : seed * 5));
    // What was acknowledged last is on the disk.
    cluster.world.run_for(std::chrono::milliseconds(seed % 3 == 0 ? 0 : 20));
    const bool loses_power = seed % 3 != 0;
    if (loses_power) {
        cluster.crash(
            1, {.bytes = seed % 3 == 1 ? env::sim::UnsyncedBytes::torn : env::sim::UnsyncedBytes::lost, .lose_names = seed % 5 != 0});
    } else {
        cluster.kill(1);
    }
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(cluster.consume("news"), acked);
    produce(1000, 1005);
    // Unless the copy was not durable yet.
    if (whereabouts(1) == "0:news-0") {
        ASSERT_EQ(move(1, path(1)), ErrorCode::NONE);
    }
    ASSERT_TRUE(wait_whereabouts(1, "1:news-0"));
    EXPECT_EQ(cluster.consume("news"), acked);
    cluster.stop(1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(whereabouts(1), "1:news-0");
    EXPECT_EQ(cluster.consume("news"), acked);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LogDirMovesDeathTest, testing::Range(1, 61));

}  // namespace
}  // namespace vitrine::broker::test
