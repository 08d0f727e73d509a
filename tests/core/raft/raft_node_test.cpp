// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <ranges>

#include <gtest/gtest.h>

#include "messages/control_records.h"
#include "raft_cluster.h"
#include "records/control.h"
#include "records/record.h"
#include "seeds.h"
#include "wire/codec.h"

namespace vitrine::raft::test {
namespace {

const std::string quorum_state = "__cluster_metadata-0/quorum-state";
const std::string first_segment = "__cluster_metadata-0/00000000000000000000.log";

std::string text_of(env::Disk& disk, const std::string& path) {
    const auto bytes = env::read_file(disk, path);
    return bytes ? std::string(as_text(*bytes)) : std::string();
}

// --- one node ---

TEST(RaftNode, ASingleNodeElectsItselfWithinAFractionOfASecond) {
    Cluster cluster(1);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect(100ms));
    EXPECT_EQ(cluster.listener(n1).leaders.back(), (LeaderAndEpoch{n1, LeaderEpoch(1)}));
    ASSERT_EQ(cluster.append(n1, "a"), Offset(1)) << "offset 0 is the LeaderChange";
    EXPECT_TRUE(cluster.listener(n1).committed.empty()) << "nothing is committed before it is durable";
    EXPECT_TRUE(cluster.everyone_has({"a"}));
}

TEST(RaftNode, WritesWhatApacheKafkaWrites) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    ASSERT_TRUE(cluster[leader].append(LeaderEpoch(1), {to_bytes("x"), to_bytes("y")}));
    ASSERT_TRUE(cluster.everyone_has({"x", "y"}));
    cluster.world.run_for(100ms);

    env::Disk& disk = cluster.world.node(leader).disk();
    EXPECT_EQ(text_of(disk, quorum_state),
              "{\"clusterId\":\"\",\"leaderId\":1,\"leaderEpoch\":1,\"votedId\":1,\"appliedOffset\":0,"
              "\"currentVoters\":[{\"voterId\":1},{\"voterId\":2},{\"voterId\":3}],\"data_version\":0}");
    EXPECT_EQ(text_of(disk, "__cluster_metadata-0/partition.metadata"), "version: 0\ntopic_id: AAAAAAAAAAAAAAAAAAAAAQ");

    const Bytes log = env::read_file(disk, first_segment).value();
    records::BatchIterator batches(log);
    const auto first = batches.next().value().value();
    EXPECT_TRUE(first.header.is_control());
    EXPECT_EQ(first.header.leader_epoch, LeaderEpoch(1));
    EXPECT_EQ(first.header.crc, records::compute_crc(first.bytes));
    auto reader = records::RecordReader::open(first.bytes).value();
    const auto record = reader.next().value().value();
    EXPECT_EQ(records::parse_control_record_key(*record.key).value(), records::ControlRecordType::leader_change);
    const auto change =
        wire::decode<messages::LeaderChangeMessage>(SharedBytes(Bytes(record.value->begin(), record.value->end())), 0).value();
    EXPECT_EQ(change.leader_id, n1);
    EXPECT_EQ(change.voters.size(), 3u);
    EXPECT_GE(change.granting_voters.size(), 2u);

    const auto second = batches.next().value().value();
    EXPECT_FALSE(second.header.is_control());
    EXPECT_EQ(second.header.base_offset, Offset(1));
    EXPECT_EQ(second.header.record_count, 2) << "one append is one batch";
    for (const BrokerId other : {n2, n3}) {
        EXPECT_EQ(env::read_file(cluster.world.node(other).disk(), first_segment).value(), log) << "byte for byte";
    }
}

TEST(RaftNode, TheLogEndOfALeaderIsWhereItsNextAppendBegins) {
    // The controller writes offsets into its records before they are appended: broker epochs.
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    EXPECT_EQ(cluster[leader].log_end(), Offset(1)) << "the LeaderChange is there before anybody is told that this node leads";
    for (const std::size_t count : {1u, 3u, 2u}) {
        const Offset begins = cluster[leader].log_end();
        std::vector<Bytes> values(count, to_bytes("a"));
        ASSERT_EQ(cluster[leader].append(cluster[leader].leader().epoch, std::move(values)), begins + static_cast<std::int64_t>(count) - 1)
            << "also while the batch before is not yet durable";
    }
    ASSERT_TRUE(cluster.everyone_has({"a", "a", "a", "a", "a", "a"}));

    // The next leader has the rest of the old epoch and its own LeaderChange before its first append.
    cluster.kill(leader);
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster.leader() != no_broker && cluster.leader() != leader; }, 20s));
    const BrokerId next = cluster.leader();
    const Offset begins = cluster[next].log_end();
    EXPECT_GE(begins, Offset(8)) << "LeaderChange, six records, LeaderChange";
    ASSERT_EQ(cluster.append(next, "b"), begins);
    ASSERT_TRUE(cluster.world.run_until(
        [&] { return !cluster.listener(next).committed.empty() && cluster.listener(next).committed.back() == "b"; }, 10s));
    EXPECT_EQ(cluster.listener(next).last_offset, begins);
}

TEST(RaftNode, RefusesToAppendWhereItDoesNotLead) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    const BrokerId other = leader == n1 ? n2 : n1;
    EXPECT_EQ(cluster[other].append(LeaderEpoch(1), {to_bytes("a")}).error().code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(cluster[leader].append(LeaderEpoch(7), {to_bytes("a")}).error().code, ErrorCode::NOT_CONTROLLER);
    EXPECT_EQ(cluster[leader].append(LeaderEpoch(1), {}).error().code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(cluster[leader].append(LeaderEpoch(1), {Bytes(9 * 1024 * 1024)}).error().code, ErrorCode::RECORD_LIST_TOO_LARGE);
    EXPECT_TRUE(cluster[leader].append(LeaderEpoch(1), {Bytes(7 * 1024 * 1024)}));
}

TEST(RaftNode, WrongConfigurationAndDamagedFilesAreToldAtTheStart) {
    Cluster empty(0);
    empty.world.add_node(n1);
    EXPECT_EQ(empty.try_start(n1).error().code, ErrorCode::INVALID_CONFIG);

    struct Row {
        const char* content;
        ErrorCode code;
    };
    for (const Row& row : std::initializer_list<Row>{
             {"", ErrorCode::KAFKA_STORAGE_ERROR},
             {"{\"leaderId\":1", ErrorCode::KAFKA_STORAGE_ERROR},
             {"{\"leaderId\":\"x\",\"leaderEpoch\":1,\"votedId\":-1,\"data_version\":0}", ErrorCode::KAFKA_STORAGE_ERROR},
             {"{\"leaderId\":1,\"leaderEpoch\":-1,\"votedId\":-1,\"data_version\":0}", ErrorCode::KAFKA_STORAGE_ERROR},
             {"{\"leaderId\":1,\"leaderEpoch\":1,\"votedId\":-1,\"data_version\":2}", ErrorCode::UNSUPPORTED_VERSION},
         }) {
        Cluster cluster(1);
        env::Disk& disk = cluster.world.node(n1).disk();
        ASSERT_TRUE(disk.create_directories("__cluster_metadata-0"));
        ASSERT_TRUE(env::write_file(disk, quorum_state, as_bytes(row.content)));
        const auto status = cluster.try_start(n1);
        ASSERT_FALSE(status) << row.content;
        EXPECT_EQ(status.error().code, row.code) << row.content;
        EXPECT_NE(status.error().message.find(quorum_state), std::string::npos) << status.error().message;
    }
}

TEST(RaftNode, ADiskThatFailsEndsItsPart) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    cluster.world.node(leader).disk().faults().writes_fail = true;
    EXPECT_EQ(cluster.append(leader, "lost").error().code, ErrorCode::KAFKA_STORAGE_ERROR);
    cluster.world.run_for(1ms);
    ASSERT_TRUE(cluster.member(leader).failure.has_value());
    EXPECT_EQ(cluster[leader].leader().leader, no_broker);
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster.leader() != no_broker; }, 10s));
    EXPECT_NE(cluster.leader(), leader);
    messages::VoteResponse refused;
    cluster[leader].handle(messages::VoteRequest{}, [&](messages::VoteResponse response) { refused = std::move(response); });
    EXPECT_EQ(refused.error_code, ErrorCode::BROKER_NOT_AVAILABLE);
}

// --- several nodes ---

TEST(RaftNode, ALocalClusterHasALeaderWithinAHundredMilliseconds) {
    for (const std::size_t voters : {3u, 5u}) {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            Cluster cluster(voters, seed);
            cluster.start_all();
            ASSERT_TRUE(cluster.elect(100ms)) << voters << " voters, seed " << seed;
            EXPECT_EQ(cluster[n1].leader().epoch, LeaderEpoch(1));
        }
    }
}

TEST(RaftNode, AndAgainWhenTheWholeClusterIsRestarted) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Cluster cluster(3, seed);
        cluster.start_all();
        ASSERT_TRUE(cluster.elect());
        ASSERT_TRUE(cluster.append(cluster.leader(), "a"));
        ASSERT_TRUE(cluster.everyone_has({"a"}));
        for (const BrokerId id : {n1, n2, n3}) cluster.kill(id);
        for (const BrokerId id : {n1, n2, n3}) cluster.restart(id);
        ASSERT_TRUE(cluster.elect(300ms)) << "seed " << seed;
        EXPECT_TRUE(cluster.everyone_has({"a"}, 300ms)) << "committed records come again from the start of the log";
    }
}

TEST(RaftNode, ANewLeaderIsToldAfterEverythingThatCameBefore) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId old_leader = cluster.leader();
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(cluster.append(old_leader, std::to_string(i)));
    cluster.world.run_for(1s);
    cluster.kill(old_leader);
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    EXPECT_EQ(cluster.listener(leader).committed.size(), 20u);
    EXPECT_EQ(cluster.listener(leader).log.back(), "leader " + std::to_string(leader.value()));
    EXPECT_FALSE(cluster.listener(leader).out_of_order);
}

TEST(RaftNode, WhatIsCommittedSurvivesTheLeaderAndComesBackToIt) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId old_leader = cluster.leader();
    ASSERT_TRUE(cluster.append(old_leader, "a"));
    ASSERT_TRUE(cluster.everyone_has({"a"}));
    cluster.kill(old_leader);
    ASSERT_TRUE(cluster.elect(5s));
    EXPECT_GT(cluster[cluster.leader()].leader().epoch, LeaderEpoch(1));
    ASSERT_TRUE(cluster.append(cluster.leader(), "b"));
    ASSERT_TRUE(cluster.everyone_has({"a", "b"}));
    cluster.restart(old_leader);
    EXPECT_TRUE(cluster.everyone_has({"a", "b"}));
    EXPECT_EQ(cluster[old_leader].view().role, observe::QuorumRole::follower);
}

TEST(RaftNode, CommittingTakesMillisecondsAndFollowersHearAtOnce) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    cluster.world.run_for(2s);
    ASSERT_TRUE(cluster.append(cluster.leader(), "a"));
    EXPECT_TRUE(cluster.everyone_has({"a"}, 10ms)) << "the high watermark does not wait for the next Fetch to time out (KIP-1166)";
}

TEST(RaftNode, TheTailThatAnOldLeaderWroteAloneIsCut) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId old_leader = cluster.leader();
    ASSERT_TRUE(cluster.append(old_leader, "a"));
    ASSERT_TRUE(cluster.everyone_has({"a"}));
    cluster.isolate(old_leader);
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(cluster.append(old_leader, "never committed"));
    cluster.world.run_for(1s);
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster.leader() != no_broker && cluster.leader() != old_leader; }, 10s));
    ASSERT_TRUE(cluster.append(cluster.leader(), "b"));
    cluster.world.heal_all();
    EXPECT_TRUE(cluster.everyone_has({"a", "b"}));
    EXPECT_FALSE(cluster.world.node(old_leader).observed().all<observe::LogTruncated>().empty());
    EXPECT_EQ(env::read_file(cluster.world.node(old_leader).disk(), first_segment).value(),
              env::read_file(cluster.world.node(cluster.leader()).disk(), first_segment).value());
}

TEST(RaftNode, ALeaderThatIsCutOffResigns) {  // KAFKA-15489
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId old_leader = cluster.leader();
    cluster.isolate(old_leader);
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster[old_leader].leader().leader == no_broker; }, 4s));
    EXPECT_EQ(cluster.append(old_leader, "x").error().code, ErrorCode::NOT_CONTROLLER);
    cluster.world.run_for(1ms);
    EXPECT_EQ(cluster.listener(old_leader).log.back(), "no leader") << "its controller is told";
}

TEST(RaftNode, AFollowerThatWasCutOffDoesNotDeposeTheLeader) {  // KIP-996
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const LeaderAndEpoch before = cluster[n1].leader();
    const BrokerId follower = before.leader == n3 ? n2 : n3;
    cluster.isolate(follower);
    cluster.world.run_for(60s);
    EXPECT_EQ(cluster[follower].view().epoch, before.epoch);
    cluster.world.heal_all();
    ASSERT_TRUE(cluster.append(before.leader, "a"));
    EXPECT_TRUE(cluster.everyone_has({"a"}));
    EXPECT_EQ(cluster[follower].leader(), before);
}

TEST(RaftNode, AFollowerThatComesLateOrAgainDisturbsNobody) {
    Cluster cluster(3);
    cluster.start(n1);
    cluster.start(n2);
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(cluster.leader(), "a"));
    cluster.world.run_for(5s);
    const LeaderAndEpoch before = cluster[n1].leader();
    cluster.start(n3);
    EXPECT_TRUE(cluster.everyone_has({"a"}, 1s));
    cluster.world.run_for(5s);
    cluster.kill(n3);
    cluster.world.run_for(5s);
    cluster.restart(n3);
    EXPECT_TRUE(cluster.everyone_has({"a"}, 1s));
    cluster.world.run_for(5s);
    EXPECT_EQ(cluster[n1].leader(), before);
    EXPECT_EQ(cluster[n3].leader(), before);
}

TEST(RaftNode, WithoutAMajorityNothingIsCommitted) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    for (const BrokerId id : {n1, n2, n3}) {
        if (id != leader) cluster.kill(id);
    }
    ASSERT_TRUE(cluster.append(leader, "x"));
    cluster.world.run_for(10s);
    EXPECT_TRUE(cluster.listener(leader).committed.empty());
    EXPECT_EQ(cluster.leader(), no_broker);
}

TEST(RaftNode, PowerLossAfterPowerLossLosesNothingCommitted) {
    const auto [from, count] = wanted_seeds(20);
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        Cluster cluster(3, seed);
        env::Xoshiro random(env::derive_seed(seed, 99));
        cluster.start_all();
        std::vector<std::string> acknowledged;
        for (int round = 0; round < 8; ++round) {
            ASSERT_TRUE(cluster.elect(20s)) << "seed " << seed << " round " << round;
            const BrokerId leader = cluster.leader();
            const std::size_t before = cluster.listener(leader).committed.size();
            for (int i = 0; i < 3; ++i) ASSERT_TRUE(cluster.append(leader, std::to_string(round * 10 + i)));
            cluster.world.run_until(
                [&] { return cluster.leader() != leader || cluster.listener(leader).committed.size() >= before + 1 + random.below(3); },
                5s);
            // Whoever was told is a witness: these records may never be missing again.
            std::vector<std::string> told = cluster.listener(leader).committed;
            ASSERT_TRUE(std::ranges::equal(acknowledged, told | std::views::take(static_cast<std::ptrdiff_t>(acknowledged.size()))))
                << "seed " << seed << " round " << round;
            if (told.size() > acknowledged.size()) acknowledged = std::move(told);
            const BrokerId victim(static_cast<std::int32_t>(1 + random.below(3)));
            const auto kind = static_cast<env::sim::UnsyncedBytes>(random.below(3));
            cluster.lose_power(victim, {.bytes = kind});
            cluster.world.run_for(Milliseconds(static_cast<std::int64_t>(random.below(4000))));
            cluster.restart(victim);
        }
        ASSERT_TRUE(cluster.elect(20s));
        ASSERT_TRUE(cluster.world.run_until(
            [&] {
                for (const BrokerId id : {n1, n2, n3}) {
                    if (cluster.listener(id).committed.size() < acknowledged.size()) return false;
                }
                return true;
            },
            20s))
            << "seed " << seed;
        for (const BrokerId id : {n1, n2, n3}) {
            const auto& told = cluster.listener(id).committed;
            EXPECT_TRUE(std::ranges::equal(acknowledged, told | std::views::take(static_cast<std::ptrdiff_t>(acknowledged.size()))))
                << "seed " << seed;
            EXPECT_FALSE(cluster.listener(id).out_of_order);
        }
    }
}

TEST(RaftNode, AnObserverFollowsAlong) {
    Cluster cluster(3);
    cluster.start_all();
    cluster.add_observer(n4);
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(cluster.leader(), "a"));
    EXPECT_TRUE(cluster.everyone_has({"a"}));
    cluster.kill(cluster.leader());
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(cluster.leader(), "b"));
    EXPECT_TRUE(cluster.everyone_has({"a", "b"}));
}

TEST(RaftNode, ADamagedBatchOfTheLeaderIsNotTakenOver) {  // KAFKA-18723
    Cluster cluster(3);
    cluster.start(n1);
    cluster.start(n2);
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    ASSERT_TRUE(cluster.append(leader, "good"));
    ASSERT_TRUE(cluster.everyone_has({"good"}));
    const auto size = static_cast<std::int64_t>(env::read_file(cluster.world.node(leader).disk(), first_segment)->size());
    ASSERT_TRUE(cluster.append(leader, "damaged on the leader's disk"));
    ASSERT_TRUE(cluster.everyone_has({"good", "damaged on the leader's disk"}));
    ASSERT_TRUE(cluster.world.node(leader).disk().corrupt(first_segment, size + 70, 0x10));
    cluster.start(n3);
    cluster.world.run_for(3s);
    EXPECT_EQ(cluster.listener(n3).committed, std::vector<std::string>{"good"});
    EXPECT_EQ(static_cast<std::int64_t>(env::read_file(cluster.world.node(n3).disk(), first_segment)->size()), size);
}

TEST(RaftNode, ListenersMayCallBack) {
    struct Busy : MetadataLogListener {
        explicit Busy(RaftNode& at) : node(at) {}
        void on_committed(const CommittedBatch& batch) override {
            EXPECT_FALSE(inside) << "one call at a time";
            inside = true;
            committed.emplace_back(as_text(batch.values.at(0).span()));
            if (committed.size() == 1) {
                EXPECT_TRUE(node.append(node.leader().epoch, {to_bytes("second")}));
                node.add_listener(*late);
            }
            if (committed.size() == 2) node.resign(node.leader().epoch);
            inside = false;
        }
        void on_snapshot(const SnapshotPiece&) override {}
        void on_leader_changed(const LeaderAndEpoch& leader) override {
            if (leader.leader == no_broker || !committed.empty()) return;
            EXPECT_TRUE(node.append(leader.epoch, {to_bytes("first")}));
        }
        RaftNode& node;
        MetadataLogListener* late = nullptr;
        std::vector<std::string> committed;
        bool inside = false;
    };
    Cluster cluster(1);
    cluster.start(n1);
    Listener late(cluster[n1]);
    Busy busy(cluster[n1]);
    busy.late = &late;
    cluster[n1].add_listener(busy);
    ASSERT_TRUE(cluster.everyone_has({"first", "second"}));
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster[n1].leader().leader == no_broker; }, 1s)) << "it resigned";
    EXPECT_EQ(late.committed, busy.committed);
    cluster.member(n1).raft.shutdown([] {});
    cluster.world.run_for(1s);
}

TEST(RaftNode, ALongLogIsHandedOverInTurns) {
    Cluster cluster(1);
    cluster.start(n1);
    ASSERT_TRUE(cluster.elect());
    const std::string value(100'000, 'x');
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(cluster.append(n1, value));
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster.listener(n1).committed.size() == 50; }, 1s));
    cluster.kill(n1);
    cluster.restart(n1);
    ASSERT_TRUE(cluster.elect());
    EXPECT_EQ(cluster.listener(n1).committed.size(), 50u);
    EXPECT_FALSE(cluster.listener(n1).out_of_order);
}

// --- leaving ---

TEST(RaftNode, ALeaderThatLeavesIsFollowedAtOnce) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Cluster cluster(3, seed);
        cluster.start_all();
        ASSERT_TRUE(cluster.elect());
        const BrokerId old_leader = cluster.leader();
        ASSERT_TRUE(cluster.append(old_leader, "a"));
        ASSERT_TRUE(cluster.everyone_has({"a"}));
        bool left = false;
        cluster[old_leader].shutdown([&] { left = true; });
        EXPECT_FALSE(left) << "never inside the call";
        ASSERT_TRUE(cluster.world.run_until([&] { return left; }, 200ms)) << "seed " << seed;
        EXPECT_EQ(cluster[old_leader].append(LeaderEpoch(1), {to_bytes("x")}).error().code, ErrorCode::NOT_CONTROLLER);
        cluster.kill(old_leader);
        ASSERT_TRUE(cluster.elect(200ms)) << "seed " << seed;
        ASSERT_TRUE(cluster.append(cluster.leader(), "b"));
        EXPECT_TRUE(cluster.everyone_has({"a", "b"}));
    }
}

TEST(RaftNode, AllTogetherLeaveQuicklyAndComeBack) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(cluster.leader(), "a"));
    ASSERT_TRUE(cluster.everyone_has({"a"}));
    int left = 0;
    for (const BrokerId id : {n1, n2, n3}) cluster[id].shutdown([&] { ++left; });
    ASSERT_TRUE(cluster.world.run_until([&] { return left == 3; }, 1s));
    for (const BrokerId id : {n1, n2, n3}) {
        cluster.lose_power(id);
        cluster.restart(id);
    }
    ASSERT_TRUE(cluster.elect(500ms));
    EXPECT_TRUE(cluster.everyone_has({"a"}));
}

TEST(RaftNode, ResigningHandsOver) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId old_leader = cluster.leader();
    cluster.world.run_for(1s);
    cluster[old_leader].resign(LeaderEpoch(1));
    EXPECT_EQ(cluster[old_leader].leader().leader, no_broker);
    ASSERT_TRUE(cluster.elect(200ms));
    EXPECT_EQ(cluster[cluster.leader()].leader().epoch, LeaderEpoch(2));
}

// --- what it shows ---

TEST(RaftNode, DescribesTheQuorum) {
    Cluster cluster(3);
    cluster.start_all();
    cluster.add_observer(n4);
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    ASSERT_TRUE(cluster.append(leader, "a"));
    ASSERT_TRUE(cluster.everyone_has({"a"}));
    cluster.world.run_for(1s);

    messages::DescribeQuorumRequest request;
    request.topics.push_back({std::string(metadata_topic_name), {{0}}});
    const auto response = cluster[leader].describe(request);
    ASSERT_EQ(response.topics.size(), 1u);
    const auto& partition = response.topics[0].partitions.at(0);
    EXPECT_EQ(partition.error_code, ErrorCode::NONE);
    EXPECT_EQ(partition.leader_id, leader);
    EXPECT_EQ(partition.high_watermark, Offset(2));
    ASSERT_EQ(partition.current_voters.size(), 3u);
    const std::int64_t now = to_milliseconds(cluster.world.node(leader).environment().clock.wall_now());
    for (const auto& voter : partition.current_voters) {
        EXPECT_EQ(voter.log_end_offset, Offset(2));
        EXPECT_LE(now - voter.last_caught_up_timestamp, 600);
    }
    ASSERT_EQ(partition.observers.size(), 1u);
    EXPECT_EQ(partition.observers[0].replica_id, n4);
    EXPECT_EQ(partition.observers[0].replica_directory_id, Uuid::from_halves(7, 4));
    ASSERT_EQ(response.nodes.size(), 3u);
    EXPECT_EQ(response.nodes[1].listeners.at(0).port, 9192);

    const BrokerId other = leader == n1 ? n2 : n1;
    EXPECT_EQ(cluster[other].describe(request).topics.at(0).partitions.at(0).error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    request.topics[0].topic_name = "other";
    EXPECT_EQ(cluster[leader].describe(request).topics.at(0).partitions.at(0).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

TEST(RaftNode, ShowsItsViewAndTellsWhatHappened) {
    Cluster cluster(3);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    cluster.world.run_for(1s);
    const BrokerId leader = cluster.leader();
    const observe::QuorumView view = cluster[leader].view();
    EXPECT_EQ(view.role, observe::QuorumRole::leader);
    EXPECT_EQ(view.voted_for, leader);
    EXPECT_EQ(view.log_end, Offset(1));
    EXPECT_EQ(view.high_watermark, Offset(1));
    for (const auto& voter : view.voters) EXPECT_EQ(voter.log_end, Offset(1));
    std::vector<observe::QuorumRole> roles;
    for (const auto& change : cluster.world.node(leader).observed().all<observe::QuorumRoleChanged>()) roles.push_back(change.role);
    using observe::QuorumRole;
    EXPECT_EQ(roles, (std::vector{QuorumRole::unattached, QuorumRole::prospective, QuorumRole::candidate, QuorumRole::leader}));
    std::size_t votes = 0;
    for (const BrokerId id : {n1, n2, n3}) votes += cluster.world.node(id).observed().all<observe::QuorumVoteGranted>().size();
    EXPECT_GE(votes, 2u) << "a pre-vote and a vote at least";
}

// --- requests that are not right ---

TEST(RaftNode, RequestsOfOthersAreRefused) {
    Cluster cluster(1);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    RaftNode& node = cluster[n1];
    const auto vote = [&](auto change) {
        messages::VoteRequest request;
        request.cluster_id = "cluster";
        request.voter_id = n1;
        auto& topic = request.topics.emplace_back();
        topic.topic_name = metadata_topic_name;
        auto& partition = topic.partitions.emplace_back();
        partition.replica_id = n2;
        partition.replica_epoch = LeaderEpoch(9);
        change(request);
        std::optional<messages::VoteResponse> answer;
        node.handle(request, [&](messages::VoteResponse response) { answer = std::move(response); });
        cluster.world.run_for(100ms);
        return answer.value();
    };
    EXPECT_EQ(vote([](auto& request) { request.cluster_id = "other"; }).error_code, ErrorCode::INCONSISTENT_CLUSTER_ID);
    EXPECT_EQ(vote([](auto& request) { request.topics[0].topic_name = "other"; }).error_code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(vote([](auto& request) { request.topics.clear(); }).error_code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(vote([](auto& request) { request.voter_id = n3; }).error_code, ErrorCode::INVALID_VOTER_KEY);
    EXPECT_EQ(vote([](auto& request) { request.topics[0].partitions[0].voter_directory_id = Uuid::from_halves(1, 1); }).error_code,
              ErrorCode::INVALID_VOTER_KEY);
    const auto answer = vote([](auto& request) { request.topics[0].partitions[0].replica_id = n1; });
    EXPECT_EQ(answer.error_code, ErrorCode::NONE);
    EXPECT_EQ(answer.topics.at(0).partitions.at(0).error_code, ErrorCode::INCONSISTENT_VOTER_SET);
    EXPECT_EQ(answer.node_endpoints.at(0).port, 9191);
    EXPECT_EQ(node.leader().leader, n1) << "none of it moved the leader";
}

TEST(RaftNode, AFetchCarriesRecordsFromTheFiles) {
    Cluster cluster(1);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster.append(n1, "a"));
    ASSERT_TRUE(cluster.everyone_has({"a"}));
    const auto fetch = [&](std::int64_t offset, std::int32_t last_epoch, wire::Version version) {
        messages::FetchRequest request;
        request.replica_id = n4;
        request.replica_state.replica_id = n4;
        auto& topic = request.topics.emplace_back();
        topic.topic = metadata_topic_name;
        topic.topic_id = metadata_topic_id;
        auto& partition = topic.partitions.emplace_back();
        partition.current_leader_epoch = LeaderEpoch(1);
        partition.fetch_offset = Offset(offset);
        partition.last_fetched_epoch = LeaderEpoch(last_epoch);
        std::optional<messages::FetchResponse> answer;
        cluster[n1].handle(request, version, [&](messages::FetchResponse response) { answer = std::move(response); });
        return answer.value();
    };
    for (const wire::Version version : std::initializer_list<wire::Version>{12, 17, 18}) {
        const auto response = fetch(0, 0, version);
        const auto& partition = response.responses.at(0).partitions.at(0);
        EXPECT_EQ(partition.error_code, ErrorCode::NONE);
        EXPECT_EQ(partition.high_watermark, Offset(2));
        EXPECT_EQ(partition.current_leader.leader_id, n1);
        ASSERT_EQ(partition.records->pieces.size(), 1u);
        EXPECT_TRUE(std::holds_alternative<wire::ForeignBytes>(partition.records->pieces[0])) << "no payload byte is copied";
    }
    EXPECT_EQ(fetch(2, 1, 18).responses.at(0).partitions.at(0).records->size(), 0);
    const auto diverging = fetch(7, 1, 18).responses.at(0).partitions.at(0).diverging_epoch;
    EXPECT_EQ(diverging.epoch, LeaderEpoch(1));
    EXPECT_EQ(diverging.end_offset, Offset(2));
}

TEST(RaftNode, TheSameSeedGivesTheSameRun) {
    const auto digest = [] {
        Cluster cluster(3, 42);
        cluster.start_all();
        cluster.elect();
        for (int i = 0; i < 5; ++i) (void)cluster.append(cluster.leader(), std::to_string(i));
        cluster.world.run_for(5s);
        cluster.kill(cluster.leader());
        cluster.world.run_for(5s);
        return cluster.world.digest();
    };
    EXPECT_EQ(digest(), digest());
}

}  // namespace
}  // namespace vitrine::raft::test
