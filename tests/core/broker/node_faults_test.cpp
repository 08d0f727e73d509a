// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/find_coordinator.h"
#include "messages/offset_commit.h"
#include "messages/offset_fetch.h"
#include "tests/core/broker/cluster_fixture.h"

// Nodes that stop, fail or lag at the worst moment.
namespace vitrine::broker::test {
namespace {

const std::string metadata_segment = "__cluster_metadata-0/00000000000000000000.log";

// --- metadata ---

// Appends a batch that no broker understands to the metadata log of a node that is down.
void spoil_metadata(env::Disk& disk) {
    Bytes log = *env::read_file(disk, metadata_segment);
    records::BatchIterator batches(log);
    Offset end{0};
    LeaderEpoch epoch{0};
    while (const auto batch = batches.next().value()) {
        end = batch->header.next_offset();
        epoch = batch->header.leader_epoch;
    }
    records::BatchBuilder builder({.base_offset = end, .leader_epoch = epoch});
    builder.append(1'700'000'000'000, std::nullopt, as_bytes("no record of the metadata"));
    const Bytes batch = *builder.build();
    log.insert(log.end(), batch.begin(), batch.end());
    ASSERT_TRUE(env::write_file(disk, metadata_segment, log));
}

TEST(NodeFaultsTest, a_node_that_cannot_apply_the_metadata_fails_with_a_sentence_and_leaves_the_quorum) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    cluster.stop(1);
    spoil_metadata(cluster.world.node(BrokerId(1)).disk());
    cluster.restart(1);
    ASSERT_TRUE(cluster.run_until([&] { return cluster.node(1).status().run == observe::NodeRun::failed; }));
    const std::string message = cluster.node(1).status().message;
    EXPECT_TRUE(message.starts_with("the cluster's metadata cannot be applied, and a node that does not know them must not serve: offset "))
        << message;
    EXPECT_TRUE(cluster.node(1).state().stopping);
    cluster.world.run_for(std::chrono::seconds(30));
    EXPECT_EQ(cluster.node(1).status().run, observe::NodeRun::failed);
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"a"}}).error_code, ErrorCode::NETWORK_EXCEPTION) << "it listens no more";
    EXPECT_FALSE(cluster.world.node(BrokerId(1)).disk().exists(".kafka_cleanshutdown"));
    bool done = false;
    cluster.node(1).shutdown([&] { done = true; });
    EXPECT_TRUE(cluster.run_until([&] { return done; }, std::chrono::seconds(1)));
}

// KIP-631: current_metadata_offset is what the broker acts on, not what its log holds.
TEST(NodeFaultsTest, a_broker_that_was_away_is_unfenced_only_when_it_has_applied_what_happened_meanwhile) {
    constexpr int topics = 30;
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    const int controller = cluster.controller();
    const int away = controller % 3 + 1;
    const int other = 6 - controller - away;
    cluster.kill(away);
    for (int i = 0; i < topics; ++i) cluster.create_topic_on("t" + std::to_string(i), {{controller, away}});
    for (const int peer : {controller, other}) cluster.world.slow(BrokerId(away), BrokerId(peer), Milliseconds(150));
    cluster.restart(away);
    bool too_early = false;
    ASSERT_TRUE(cluster.run_until([&] {
        const NodeState state = cluster.node(away).state();
        if (!state.fenced && state.metadata_offset.value() < state.broker_epoch.value()) too_early = true;
        return !state.fenced;
    }));
    EXPECT_FALSE(too_early);
    for (int i = 0; i < topics; ++i) {
        EXPECT_TRUE(cluster.world.node(BrokerId(away)).disk().exists("t" + std::to_string(i) + "-0")) << i;
    }
}

// --- groups ---

class StopWhileLoadingTest : public ::testing::Test {
protected:
    static constexpr int commits = 12;

    StopWhileLoadingTest() : cluster(1, {{"offsets.load.buffer.size", "1"}}) {
        cluster.start_and_wait();
        cluster.create_topic("news", 1, 1);
        messages::FindCoordinatorRequest find;
        find.coordinator_keys = {"readers"};
        EXPECT_TRUE(cluster.run_until([&] {
            const auto response = cluster.ask<messages::FindCoordinatorResponse>(1, find, 4);
            return response && response->coordinators.at(0).error_code == ErrorCode::NONE;
        }));
        for (int i = 1; i <= commits; ++i) {
            messages::OffsetCommitRequest request;
            request.group_id = "readers";
            request.topics.push_back({.name = "news", .partitions = {{.partition_index = 0, .committed_offset = Offset(i)}}});
            EXPECT_TRUE(cluster.run_until([&] {
                const auto response = cluster.ask<messages::OffsetCommitResponse>(1, request, 8);
                return response && response->topics.at(0).partitions.at(0).error_code == ErrorCode::NONE;
            }));
        }
    }
    // Of the four partitions of __consumer_offsets; told by this life of the node.
    int loaded() {
        int count = 0;
        for (const auto& event : cluster.observed(1).all<observe::CoordinatorMoved>()) count += event.loaded ? 1 : 0;
        return count - told_before_;
    }
    void begin_life() {
        told_before_ += loaded();
        cluster.restart(1);
    }
    // Answers whether the load was over. Closing takes a while, in which it must not go on.
    bool end_life() {
        bool done = false;
        cluster.node(1).shutdown([&] { done = true; }, Duration(0));
        EXPECT_TRUE(cluster.run_until([&] { return done; }));
        const int at_the_end = loaded();
        cluster.world.run_for(std::chrono::seconds(1));
        EXPECT_EQ(loaded(), at_the_end);
        EXPECT_TRUE(cluster.world.node(BrokerId(1)).disk().exists(".kafka_cleanshutdown"));
        cluster.kill(1);
        return at_the_end == 4;
    }
    Offset committed() {
        messages::OffsetFetchRequest request;
        request.groups.push_back({.group_id = "readers", .member_id = std::nullopt, .topics = std::nullopt});
        Offset offset = no_offset;
        EXPECT_TRUE(cluster.run_until([&] {
            const auto response = cluster.ask<messages::OffsetFetchResponse>(1, request, 9);
            if (!response || response->groups.at(0).error_code != ErrorCode::NONE) return false;
            offset = response->groups[0].topics.at(0).partitions.at(0).committed_offset;
            return true;
        }));
        return offset;
    }

    ClusterFixture cluster;

private:
    int told_before_ = 0;
};

TEST_F(StopWhileLoadingTest, a_node_stops_at_any_step_of_a_load_and_the_next_life_has_every_offset) {
    EXPECT_TRUE(end_life());
    // How long a load takes, from its first partition to its last.
    begin_life();
    ASSERT_TRUE(cluster.run_until([&] { return loaded() == 1; }));
    const std::uint64_t first = cluster.world.steps();
    ASSERT_TRUE(cluster.run_until([&] { return loaded() == 4; }));
    const std::uint64_t steps = cluster.world.steps() - first;
    EXPECT_GE(steps, static_cast<std::uint64_t>(commits)) << "a step for each piece";
    EXPECT_TRUE(end_life());

    int cut_short = 0;
    for (std::uint64_t step = 0; step <= steps; ++step) {
        begin_life();
        ASSERT_TRUE(cluster.run_until([&] { return loaded() == 1; }));
        for (std::uint64_t i = 0; i < step; ++i) cluster.world.step();
        cut_short += end_life() ? 0 : 1;
    }
    EXPECT_GE(cut_short, commits / 2);
    begin_life();
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(committed(), Offset(commits));
}

}  // namespace
}  // namespace vitrine::broker::test
