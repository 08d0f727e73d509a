// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_replica_log_dirs.h"
#include "messages/describe_log_dirs.h"
#include "storage/meta_properties.h"
#include "tests/core/broker/cluster_fixture.h"

// Several log directories in one broker, and the failure of one (KIP-112, KIP-113, KIP-858).
namespace vitrine::broker::test {
namespace {

// Three brokers with two log directories each, and a topic of six partitions: each has three replicas in each directory.
class LogDirectoriesTest : public testing::Test {
protected:
    LogDirectoriesTest() : cluster(3, {{"broker.session.timeout.ms", "3000"}, {"broker.heartbeat.interval.ms", "500"}}) {
        cluster.disks = 2;
    }

    void start() {
        cluster.start_and_wait();
        cluster.create_topic("news", 6, 3, {{"min.insync.replicas", "2"}});
    }
    env::sim::MemoryDisk& disk(int broker, std::size_t directory) { return cluster.world.node(BrokerId(broker)).disk(directory); }
    // The partitions whose logs lie in that directory, as somebody sees who looks at the disk.
    std::vector<int> partitions_in(int broker, std::size_t directory) {
        std::vector<int> found;
        for (int i = 0; i < 6; ++i) {
            if (disk(broker, directory).exists(fmt::format("news-{}", i))) found.push_back(i);
        }
        return found;
    }
    // One that `broker` leads and that lies in that directory of it; -1: none.
    int led_in(int broker, std::size_t directory) {
        for (const int partition : partitions_in(broker, directory)) {
            if (cluster.state_of("news", partition).leader == broker) return partition;
        }
        return -1;
    }
    messages::DescribeLogDirsResponse describe(int broker) {
        messages::DescribeLogDirsRequest request;
        request.topics.reset();
        return cluster.ask<messages::DescribeLogDirsResponse>(broker, request, 4).value();
    }
    bool in_sync_everywhere(std::size_t size) {
        for (int i = 0; i < 6; ++i) {
            if (cluster.state_of("news", i).isr.size() != size) return false;
        }
        return true;
    }

    ClusterFixture cluster;
};

TEST_F(LogDirectoriesTest, replicas_are_spread_over_the_directories_and_both_are_described) {
    start();
    for (int broker = 1; broker <= 3; ++broker) {
        EXPECT_EQ(partitions_in(broker, 0).size(), 3u);
        EXPECT_EQ(partitions_in(broker, 1).size(), 3u);
        const auto described = describe(broker);
        ASSERT_EQ(described.results.size(), 2u);
        EXPECT_EQ(described.results[0].log_dir, "memory");
        EXPECT_EQ(described.results[1].log_dir, "memory-2");
        for (std::size_t i = 0; i < 2; ++i) {
            EXPECT_EQ(described.results[i].error_code, ErrorCode::NONE);
            std::vector<int> told;
            for (const auto& row : described.results[i].topics.at(0).partitions) {
                told.push_back(row.partition_index);
                EXPECT_FALSE(row.is_future_key);
                EXPECT_EQ(row.offset_lag, 0);
            }
            EXPECT_EQ(told, partitions_in(broker, i));
        }
        EXPECT_TRUE(disk(broker, 0).exists("__cluster_metadata-0"));
        EXPECT_FALSE(disk(broker, 1).exists("__cluster_metadata-0"));
        const auto first = storage::read_meta_properties(disk(broker, 0)).value().value();
        const auto second = storage::read_meta_properties(disk(broker, 1)).value().value();
        EXPECT_EQ(first.cluster_id, second.cluster_id);
        EXPECT_EQ(first.node_id, second.node_id);
        EXPECT_NE(first.directory_id, second.directory_id);
        EXPECT_FALSE(is_reserved_directory(second.directory_id));
    }
    disk(1, 1).faults().capacity_bytes = disk(1, 1).used_bytes() + 1000;
    EXPECT_EQ(describe(1).results[1].total_bytes, disk(1, 1).used_bytes() + 1000);
    EXPECT_EQ(describe(1).results[1].usable_bytes, 1000);
    EXPECT_EQ(describe(1).results[0].total_bytes, -1);
}

TEST_F(LogDirectoriesTest, a_stop_and_a_start_find_every_replica_where_it_was) {
    start();
    for (int i = 0; i < 6; ++i) ASSERT_EQ(cluster.produce_to_leader("news", i, {.values = {"a"}}).error_code, ErrorCode::NONE);
    std::map<int, std::vector<int>> before;
    for (int broker = 1; broker <= 3; ++broker) before[broker] = partitions_in(broker, 1);
    cluster.stop_all();
    for (int broker = 1; broker <= 3; ++broker) cluster.restart(broker);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(cluster.run_until([&] { return in_sync_everywhere(3); }));
    for (int broker = 1; broker <= 3; ++broker) {
        EXPECT_EQ(partitions_in(broker, 1), before[broker]);
        EXPECT_EQ(partitions_in(broker, 0).size(), 3u);
    }
    for (int i = 0; i < 6; ++i) EXPECT_EQ(cluster.consume("news", i), std::vector<std::string>{"a"});
}

TEST_F(LogDirectoriesTest, a_broker_goes_on_when_one_of_its_directories_fails) {
    start();
    ASSERT_TRUE(cluster.run_until([&] { return in_sync_everywhere(3); }));
    cluster.world.run_for(std::chrono::seconds(1));  // the controller knows where they lie
    const int failing = led_in(1, 1);
    const int staying = led_in(1, 0);
    ASSERT_GE(failing, 0);
    ASSERT_GE(staying, 0);
    ASSERT_EQ(cluster.produce_to_leader("news", failing, {.values = {"before"}}).error_code, ErrorCode::NONE);

    disk(1, 1).faults().writes_fail = true;
    EXPECT_EQ(cluster.produce(1, "news", failing, {.values = {"lost"}}).error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    ASSERT_TRUE(cluster.wait_leader("news", failing, [](const auto& state) { return state.leader > 1; }));
    for (const int partition : partitions_in(1, 1)) EXPECT_TRUE(cluster.wait_isr("news", partition, {2, 3})) << partition;
    for (const int partition : partitions_in(1, 0)) EXPECT_TRUE(cluster.wait_isr("news", partition, {1, 2, 3})) << partition;
    EXPECT_TRUE(cluster.node(1).state().ready());
    EXPECT_EQ(cluster.state_of("news", staying).leader, 1);
    EXPECT_EQ(cluster.produce(1, "news", staying, {.values = {"after"}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(cluster.produce_to_leader("news", failing, {.values = {"after"}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(cluster.consume("news", failing), (std::vector<std::string>{"before", "after"}));
    EXPECT_EQ(cluster.fetch(1, "news", failing, 0).error_code, ErrorCode::KAFKA_STORAGE_ERROR);

    const auto told = cluster.observed(1).all<observe::LogDirectoryFailed>();
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].path, "memory-2");
    EXPECT_EQ(told[0].replicas, 3);
    const auto described = describe(1);
    EXPECT_EQ(described.results[0].error_code, ErrorCode::NONE);
    EXPECT_EQ(described.results[1].error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    EXPECT_TRUE(described.results[1].topics.empty());

    // What is new goes to the directory that is left; what it had is not made anew there.
    cluster.create_topic("later", 2, 3);
    EXPECT_TRUE(cluster.wait_isr("later", 0, {1, 2, 3}));
    EXPECT_TRUE(disk(1, 0).exists("later-0") && disk(1, 0).exists("later-1"));
    EXPECT_EQ(partitions_in(1, 0).size(), 3u);

    cluster.stop(1);
    disk(1, 1).faults() = {};
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(cluster.run_until([&] { return in_sync_everywhere(3); }));
    EXPECT_EQ(cluster.consume("news", failing), (std::vector<std::string>{"before", "after"}));
    EXPECT_EQ(cluster.log_bytes(2, "news", failing), cluster.log_bytes(3, "news", failing));
}

TEST_F(LogDirectoriesTest, the_directory_of_the_metadata_log_takes_the_broker_with_it) {
    start();
    ASSERT_TRUE(cluster.run_until([&] { return in_sync_everywhere(3); }));
    const int failing = led_in(1, 0);
    ASSERT_GE(failing, 0);
    disk(1, 0).faults().writes_fail = true;
    (void)cluster.produce(1, "news", failing, {.values = {"lost"}});
    ASSERT_TRUE(cluster.run_until([&] { return cluster.node(1).status().run == observe::NodeRun::failed; }));
    cluster.kill(1);
    EXPECT_TRUE(cluster.wait_leader("news", failing, [](const auto& state) { return state.leader > 1; }));
}

TEST_F(LogDirectoriesTest, a_directory_that_cannot_be_read_at_the_start_stays_away) {
    start();
    ASSERT_TRUE(cluster.run_until([&] { return in_sync_everywhere(3); }));
    cluster.world.run_for(std::chrono::seconds(1));
    const std::vector<int> away = partitions_in(1, 1);
    cluster.stop(1);
    disk(1, 1).faults().reads_fail = true;
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    for (const int partition : partitions_in(1, 0)) EXPECT_TRUE(cluster.wait_isr("news", partition, {1, 2, 3})) << partition;
    cluster.world.run_for(std::chrono::seconds(10));
    for (const int partition : away) {
        EXPECT_EQ(cluster.state_of("news", partition).isr, (std::vector<int>{2, 3}));
        EXPECT_EQ(cluster.fetch(1, "news", partition, 0).error_code, ErrorCode::KAFKA_STORAGE_ERROR);
        EXPECT_FALSE(disk(1, 0).exists(fmt::format("news-{}", partition))) << "it is made anew nowhere";
    }
    EXPECT_EQ(cluster.observed(1).all<observe::LogDirectoryFailed>().size(), 1u);
    cluster.stop(1);
    disk(1, 1).faults() = {};
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_TRUE(cluster.run_until([&] { return in_sync_everywhere(3); }));
}

TEST_F(LogDirectoriesTest, a_broker_that_can_tell_nobody_of_a_failed_directory_stops) {
    start();
    ASSERT_TRUE(cluster.run_until([&] { return in_sync_everywhere(3); }));
    const int failing = led_in(1, 1);
    ASSERT_GE(failing, 0);
    cluster.kill(2);
    cluster.kill(3);
    disk(1, 1).faults().writes_fail = true;
    EXPECT_EQ(cluster.produce(1, "news", failing, {.values = {"lost"}}, 1).error_code, ErrorCode::KAFKA_STORAGE_ERROR);
    cluster.world.run_for(std::chrono::seconds(28));
    EXPECT_EQ(cluster.node(1).status().run, observe::NodeRun::running);
    cluster.world.run_for(std::chrono::seconds(5));
    EXPECT_EQ(cluster.node(1).status().run, observe::NodeRun::failed);
    EXPECT_NE(cluster.node(1).status().message.find("no controller could be told"), std::string::npos) << cluster.node(1).status().message;
}

TEST_F(LogDirectoriesTest, a_replica_that_is_not_here_yet_is_made_where_somebody_wants_it) {
    start();
    cluster.create_topic_on("notes", {{2}});
    const auto move = [&](int broker, const std::string& topic, int partition, const std::string& to) {
        messages::AlterReplicaLogDirsRequest alter;
        alter.dirs.push_back({.path = to, .topics = {{.name = topic, .partitions = {partition}}}});
        return cluster.ask<messages::AlterReplicaLogDirsResponse>(broker, alter, 2)->results.at(0).partitions.at(0).error_code;
    };
    EXPECT_EQ(move(1, "notes", 0, "memory-2"), ErrorCode::REPLICA_NOT_AVAILABLE);
    EXPECT_EQ(move(1, "notes", 0, "memory-3"), ErrorCode::LOG_DIR_NOT_FOUND);
    cluster.create_topic_on("more", {{1}, {1}});  // the other directory is not the fuller one
    EXPECT_EQ(move(1, "later", 0, "memory-2"), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(move(1, "later", 1, "memory-2"), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    cluster.create_topic_on("later", {{1}, {1}});
    ASSERT_TRUE(cluster.run_until([&] { return disk(1, 1).exists("later-1"); }));
    EXPECT_TRUE(disk(1, 1).exists("later-0"));
}

TEST_F(LogDirectoriesTest, directories_that_are_not_this_nodes_or_copies_are_refused) {
    start();
    cluster.stop(1);
    const auto refused = [&] {
        cluster.world.restart(BrokerId(1));
        Node node(cluster.world.node(BrokerId(1)).environment(), cluster.config_of(1));
        const auto started = node.start();
        EXPECT_FALSE(started);
        cluster.world.kill(BrokerId(1));
        return started ? std::string() : started.error().message;
    };
    const Bytes own = env::read_file(disk(1, 1), "meta.properties").value();
    ASSERT_TRUE(env::write_file(disk(1, 1), "meta.properties", env::read_file(disk(1, 0), "meta.properties").value()));
    EXPECT_NE(refused().find("have the same directory.id"), std::string::npos);
    ASSERT_TRUE(env::write_file(disk(1, 1), "meta.properties", env::read_file(disk(2, 1), "meta.properties").value()));
    EXPECT_EQ(refused(), "memory-2 belongs to node 2, not to 1");
    ASSERT_TRUE(env::write_file(disk(1, 1), "meta.properties", own));
    ASSERT_TRUE(disk(1, 1).create_directories("__cluster_metadata-0"));
    EXPECT_NE(refused().find("Found unexpected metadata location"), std::string::npos);
    ASSERT_TRUE(disk(1, 1).remove_tree("__cluster_metadata-0"));
    cluster.restart(1);
    EXPECT_TRUE(cluster.wait_ready());
}

}  // namespace
}  // namespace vitrine::broker::test
