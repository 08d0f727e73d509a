// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "messages/describe_quorum.h"
#include "tests/core/broker/cluster_fixture.h"

// Whole nodes that lose and regain leaders, memory and disks.
namespace vitrine::broker::test {
namespace {

using Values = std::vector<std::string>;

std::string value(int i) { return "v" + std::to_string(i); }

TEST(ReplicationTest, what_was_acknowledged_survives_the_death_of_the_leader) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    Values all;
    for (int i = 0; i < 10; ++i) {
        all.push_back(value(i));
        ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {value(i)}}).error_code, ErrorCode::NONE);
    }
    cluster.kill(1);
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader == 2 || state.leader == 3; }));
    all.push_back("after");
    cluster.produce_to_leader("news", 0, {.values = {"after"}});
    EXPECT_EQ(cluster.consume("news"), all);
    // The former leader comes back as a follower and into the ISR.
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    const Bytes reference = cluster.log_bytes(1, "news", 0, 11);
    EXPECT_EQ(cluster.log_bytes(2, "news", 0, 11), reference);
    EXPECT_EQ(cluster.log_bytes(3, "news", 0, 11), reference);
}

TEST(ReplicationTest, ten_rounds_of_killing_each_broker_in_turn_lose_and_double_nothing) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3, {{"min.insync.replicas", "2"}});
    Values all;
    int sequence = 0;
    const auto send = [&](int count) {
        for (int i = 0; i < count; ++i) {
            const BatchSpec batch{
                .values = {value(sequence)}, .producer_id = ProducerId(1), .producer_epoch = ProducerEpoch(0), .base_sequence = sequence};
            cluster.produce_to_leader("news", 0, batch);
            all.push_back(value(sequence++));
        }
    };
    for (int round = 0; round < 10; ++round) {
        const int victim = 1 + round % 3;
        send(2);
        cluster.kill(victim);
        send(2);
        cluster.restart(victim);
        ASSERT_TRUE(cluster.wait_ready());
        ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    }
    EXPECT_EQ(cluster.consume("news"), all);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    cluster.world.run_for(std::chrono::seconds(1));
    const Bytes reference = cluster.log_bytes(1, "news", 0);
    EXPECT_EQ(cluster.log_bytes(2, "news", 0), reference);
    EXPECT_EQ(cluster.log_bytes(3, "news", 0), reference);
}

TEST(ReplicationTest, a_slow_follower_leaves_the_isr_and_comes_back) {
    ClusterFixture cluster(3, {{"replica.lag.time.max.ms", "3000"}, {"broker.session.timeout.ms", "60000"}});
    cluster.start_and_wait();
    // The two that are parted both still reach the controller.
    const int controller = cluster.controller();
    const int leader = controller % 3 + 1;
    const int follower = leader % 3 + 1;
    cluster.create_topic_on("news", {{leader, controller, follower}});
    cluster.world.cut(BrokerId(leader), BrokerId(follower));
    ASSERT_EQ(cluster.produce(leader, "news", 0, {.values = {"a"}}, 1).error_code, ErrorCode::NONE);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {leader, controller}));
    // KAFKA-13091: with the ISR smaller, what waited is committed.
    ASSERT_TRUE(cluster.run_until([&] { return cluster.fetch(leader, "news", 0, 0).high_watermark == Offset(1); }));
    const auto changes = cluster.observed(leader).all<observe::IsrChanged>();
    ASSERT_FALSE(changes.empty());
    EXPECT_EQ(changes.back().cause, observe::IsrChangeCause::lag_time);
    EXPECT_EQ(changes.back().replica, BrokerId(follower));
    EXPECT_GE(changes.back().behind, Milliseconds(3000));
    cluster.world.heal(BrokerId(leader), BrokerId(follower));
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    EXPECT_EQ(cluster.observed(leader).all<observe::IsrChanged>().back().cause, observe::IsrChangeCause::caught_up);
}

TEST(ReplicationTest, a_partition_that_nobody_writes_to_stays_in_step_and_a_fetch_does_not_look_at_it) {
    ClusterFixture cluster(3, {{"replica.lag.time.max.ms", "3000"}});
    cluster.start_and_wait();
    cluster.create_topic_on("quiet", {{1, 2, 3}});
    cluster.create_topic_on("news", {{1, 2, 3}});
    ASSERT_EQ(cluster.produce(1, "quiet", 0, {.values = {"a"}}).error_code, ErrorCode::NONE);
    for (int i = 0; i < 40; ++i) {
        ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {value(i)}}).error_code, ErrorCode::NONE);
        cluster.world.run_for(Milliseconds(500));
    }
    const auto settled = [&](const std::string& topic) {
        for (const observe::ReplicaView& replica : cluster.node(1).snapshot(false).replicas) {
            if (replica.partition.topic == topic)
                return std::ranges::all_of(replica.followers, [](const observe::FollowerView& one) { return one.settled; });
        }
        return false;
    };
    ASSERT_TRUE(cluster.run_until([&] { return settled("quiet") && settled("news"); }));
    // Twenty seconds after its last record the first one that comes finds followers in step; both get it.
    ASSERT_EQ(cluster.produce(1, "quiet", 0, {.values = {"b"}}, 1).error_code, ErrorCode::NONE);
    EXPECT_FALSE(settled("quiet"));
    cluster.world.run_for(std::chrono::seconds(10));
    EXPECT_EQ(cluster.consume("quiet"), (Values{"a", "b"}));
    for (const observe::IsrChanged& change : cluster.observed(1).all<observe::IsrChanged>())
        EXPECT_NE(change.cause, observe::IsrChangeCause::lag_time);
    // The follower that is killed leaves, though its partitions were settled.
    cluster.kill(3);
    ASSERT_EQ(cluster.produce(1, "quiet", 0, {.values = {"c"}}, 1).error_code, ErrorCode::NONE);
    ASSERT_TRUE(cluster.wait_isr("quiet", 0, {1, 2}));
}

// KIP-101, KIP-279: what a deposed leader wrote alone is cut when it comes back.
TEST(ReplicationTest, a_deposed_leader_truncates_what_nobody_else_has) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"shared"}}).error_code, ErrorCode::NONE);
    // The followers do not get the next ones.
    cluster.world.cut(BrokerId(1), BrokerId(2));
    cluster.world.cut(BrokerId(1), BrokerId(3));
    ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"lost 1", "lost 2", "lost 3"}}, 1).error_code, ErrorCode::NONE);
    ASSERT_TRUE(cluster.run_until([&] {
        const NodeState other = cluster.node(2).state();
        return other.controller == BrokerId(2) || other.controller == BrokerId(3);
    }));
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader == 2 || state.leader == 3; }));
    cluster.produce_to_leader("news", 0, {.values = {"kept"}});
    cluster.world.heal_all();
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    EXPECT_EQ(cluster.consume("news"), (Values{"shared", "kept"}));
    EXPECT_EQ(cluster.log_bytes(1, "news", 0), cluster.log_bytes(2, "news", 0));
    const auto cuts = cluster.observed(1).all<observe::LogTruncated>();
    ASSERT_FALSE(cuts.empty());
    EXPECT_EQ(cuts.back().from, Offset(4));
    EXPECT_EQ(cuts.back().to, Offset(1));
}

// KAFKA-14704: while it is cut off, the deposed leader shows none of its own tail.
TEST(ReplicationTest, the_tail_of_a_deposed_leader_is_never_visible) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.world.cut(BrokerId(1), BrokerId(2));
    cluster.world.cut(BrokerId(1), BrokerId(3));
    ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"lost 1", "lost 2"}}, 1).error_code, ErrorCode::NONE);
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader == 2 || state.leader == 3; }));
    cluster.produce_to_leader("news", 0, {.values = {"a", "b", "c", "d"}});
    cluster.world.heal_all();
    bool wrong = false;
    cluster.run_until([&] {
        const auto row = cluster.fetch(1, "news", 0, 0);
        for (const std::string& seen : ClusterFixture::values_of(row.records)) wrong = wrong || seen.starts_with("lost");
        return row.high_watermark == Offset(4);
    });
    EXPECT_FALSE(wrong);
    EXPECT_EQ(cluster.consume("news"), (Values{"a", "b", "c", "d"}));
}

TEST(ReplicationTest, a_cluster_that_was_killed_whole_starts_from_its_disks) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 2, 3);
    for (int i = 0; i < 6; ++i) cluster.produce_to_leader("news", i % 2, {.values = {value(i)}});
    for (int id = 1; id <= 3; ++id) cluster.kill(id);
    for (int id = 1; id <= 3; ++id) cluster.restart(id);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(cluster.consume("news", 0), (Values{"v0", "v2", "v4"}));
    EXPECT_EQ(cluster.consume("news", 1), (Values{"v1", "v3", "v5"}));
    cluster.produce_to_leader("news", 0, {.values = {"new"}});
}

TEST(ReplicationTest, a_power_failure_of_one_machine_loses_nothing_that_was_acknowledged) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3, {{"min.insync.replicas", "2"}});
    Values all;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 5; ++i) {
            all.push_back(value(round * 10 + i));
            cluster.produce_to_leader("news", 0, {.values = {all.back()}});
        }
        const int victim = cluster.state_of("news").leader;
        cluster.crash(victim, {.bytes = env::sim::UnsyncedBytes::torn});
        ASSERT_TRUE(cluster.wait_leader("news", 0, [&](const auto& state) { return state.leader >= 0 && state.leader != victim; }));
        cluster.restart(victim);
        ASSERT_TRUE(cluster.wait_ready());
        ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    }
    EXPECT_EQ(cluster.consume("news"), all);
}

TEST(ReplicationTest, a_controlled_shutdown_moves_leadership_first_and_starts_clean_again) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}});
    for (int partition = 0; partition < 3; ++partition) cluster.produce_to_leader("news", partition, {.values = {"a"}});
    cluster.stop(1);
    const auto state = cluster.state_of("news", 0);
    EXPECT_NE(state.leader, 1);
    EXPECT_GE(state.leader, 1);
    EXPECT_TRUE(cluster.world.node(BrokerId(1)).disk().exists(".kafka_cleanshutdown"));
    // Others never stopped serving.
    EXPECT_EQ(cluster.produce(state.leader, "news", 0, {.values = {"b"}}).error_code, ErrorCode::NONE);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    // KAFKA-10471
    EXPECT_FALSE(cluster.world.node(BrokerId(1)).disk().exists(".kafka_cleanshutdown"));
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    EXPECT_EQ(cluster.consume("news", 0), (Values{"a", "b"}));
    for (const auto& recovered : cluster.observed(1).all<observe::LogRecovered>()) {
        EXPECT_NE(recovered.partition.topic, "news") << recovered.log_end.value() << " " << recovered.truncated_bytes;
    }
}

TEST(ReplicationTest, a_whole_cluster_stops_politely_and_starts_again) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3);
    cluster.produce_to_leader("news", 0, {.values = {"a"}});
    const Instant began = cluster.world.now();
    for (const int id : {1, 2, 3}) cluster.stop(id);
    // The last one has no quorum any more and does not wait for one.
    EXPECT_LT(cluster.world.now() - began, std::chrono::seconds(10));
    for (const int id : {1, 2, 3}) cluster.restart(id);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_EQ(cluster.consume("news"), Values{"a"});
}

TEST(ReplicationTest, where_every_broker_leaves_before_the_first_node_closes_the_next_start_waits_for_no_session) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3);
    cluster.produce_to_leader("news", 0, {.values = {"a"}});
    cluster.stop_all();
    const Instant began = cluster.world.now();
    for (const int id : {1, 2, 3}) cluster.restart(id);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_LT(cluster.world.now() - began, std::chrono::seconds(3)) << "broker.session.timeout.ms is 9 s";
    EXPECT_EQ(cluster.consume("news"), Values{"a"});
    cluster.stop_all();
}

// KAFKA-9491
TEST(ReplicationTest, a_follower_below_the_leaders_start_begins_there) {
    ClusterFixture cluster(3, {{"log.retention.check.interval.ms", "1000"},
                               {"log.initial.task.delay.ms", "100"},
                               {"broker.session.timeout.ms", "2000"},
                               {"broker.heartbeat.interval.ms", "500"},
                               {"replica.lag.time.max.ms", "2000"}});
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}}, {{"segment.bytes", "1048576"}, {"retention.bytes", "1048576"}});
    cluster.produce_to_leader("news", 0, {.values = {"first"}});
    cluster.kill(3);
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2}));
    for (int i = 0; i < 8; ++i) cluster.produce_to_leader("news", 0, {.values = {std::string(600'000, 'x')}});
    ASSERT_TRUE(cluster.run_until([&] { return cluster.fetch(1, "news", 0, 0).error_code == ErrorCode::OFFSET_OUT_OF_RANGE; }));
    cluster.restart(3);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    // Elected now, its high watermark is not below its log start.
    cluster.kill(1);
    cluster.kill(2);
    cluster.restart(2);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader >= 2; }));
    const auto row = cluster.fetch(3, "news", 0, 9);
    EXPECT_GE(row.high_watermark, row.log_start_offset);
}

TEST(ReplicationTest, an_unclean_election_happens_only_where_it_is_allowed) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"},
                               {"broker.heartbeat.interval.ms", "500"},
                               {"replica.lag.time.max.ms", "2000"},
                               {"unclean.leader.election.interval.ms", "1000"}});
    cluster.start_and_wait();
    cluster.create_topic_on("safe", {{1, 2}});
    cluster.create_topic_on("bold", {{1, 2}}, {{"unclean.leader.election.enable", "true"}});
    for (const std::string topic : {"safe", "bold"})
        ASSERT_EQ(cluster.produce(1, topic, 0, {.values = {"both"}}).error_code, ErrorCode::NONE);
    cluster.kill(2);
    ASSERT_TRUE(cluster.wait_isr("safe", 0, {1}));
    ASSERT_TRUE(cluster.wait_isr("bold", 0, {1}));
    for (const std::string topic : {"safe", "bold"})
        ASSERT_EQ(cluster.produce(1, topic, 0, {.values = {"one"}}).error_code, ErrorCode::NONE);
    cluster.restart(2);
    // Before it catches up, the last member of the ISR dies.
    cluster.kill(1);
    ASSERT_TRUE(cluster.run_until([&] { return cluster.node(2).state().ready(); }));
    ASSERT_TRUE(cluster.wait_leader("bold", 0, [](const auto& state) { return state.leader == 2; }));
    cluster.world.run_for(std::chrono::seconds(5));
    EXPECT_EQ(cluster.state_of("safe").leader, -1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_isr("safe", 0, {1, 2}));
    EXPECT_EQ(cluster.consume("safe"), (Values{"both", "one"}));
    ASSERT_TRUE(cluster.wait_isr("bold", 0, {1, 2}));
    EXPECT_EQ(cluster.consume("bold"), Values{"both"});
    EXPECT_EQ(cluster.log_bytes(1, "bold", 0), cluster.log_bytes(2, "bold", 0));
}

TEST(ReplicationTest, the_same_seed_gives_the_same_run_with_and_without_an_observer) {
    const auto run = [](std::uint64_t seed, bool watched) {
        ClusterFixture cluster(3, {}, seed);
        cluster.start_all();
        if (watched) {
            for (int id = 1; id <= 3; ++id) cluster.observed(id).set_interest({.views = true, .segments = true, .wire = true});
        }
        EXPECT_TRUE(cluster.wait_ready());
        cluster.create_topic("news", 2, 3);
        for (int i = 0; i < 5; ++i) cluster.produce_to_leader("news", i % 2, {.values = {value(i)}});
        cluster.kill(1);
        cluster.produce_to_leader("news", 0, {.values = {"x"}});
        cluster.restart(1);
        cluster.world.run_for(std::chrono::seconds(5));
        return cluster.world.digest();
    };
    const std::uint64_t first = run(7, false);
    EXPECT_EQ(run(7, false), first);
    EXPECT_EQ(run(7, true), first);
    EXPECT_NE(run(8, false), first);
}

}  // namespace
}  // namespace vitrine::broker::test
