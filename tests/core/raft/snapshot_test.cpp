// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "raft/snapshot_file.h"
#include "raft_cluster.h"
#include "records/record.h"

namespace vitrine::raft::test {
namespace {

constexpr OffsetAndEpoch id{Offset(1234), LeaderEpoch(5)};
const std::string path = "__cluster_metadata-0/00000000000000001234-0000000005.checkpoint";

std::vector<std::string> names(env::Disk& disk, std::string_view suffix) {
    std::vector<std::string> found;
    const auto entries = disk.list("__cluster_metadata-0").value();
    for (const auto& entry : entries) {
        if (entry.name.ends_with(suffix)) found.push_back(entry.name);
    }
    return found;
}

// --- the file ---

TEST(SnapshotFile, NamesAreThoseOfApacheKafka) {
    EXPECT_EQ(snapshot_path(id), path);
    EXPECT_EQ(parse_snapshot_name("00000000000000001234-0000000005.checkpoint")->id, id);
    EXPECT_TRUE(parse_snapshot_name("00000000000000001234-0000000005.checkpoint")->finished);
    EXPECT_FALSE(parse_snapshot_name("00000000000000001234-0000000005.checkpoint.deleted")->finished);
    EXPECT_FALSE(parse_snapshot_name("00000000000000001234-0000000005-8273645.checkpoint.part")->finished);
    for (const char* other : {"leader-epoch-checkpoint", "00000000000000001234.checkpoint", "bootstrap.checkpoint", "quorum-state",
                              "0000000000000000123x-0000000005.checkpoint", "00000000000000001234-0000000005.checkpointed"}) {
        EXPECT_FALSE(parse_snapshot_name(other)) << other;
    }
}

class SnapshotFileTest : public testing::Test {
protected:
    SnapshotFileTest() { world.add_node(n1); }
    env::Disk& disk() { return world.node(n1).disk(); }
    void write(const QuorumRecords& quorum, const std::vector<std::vector<Bytes>>& batches) {
        const auto writer = SnapshotWriter::create(disk(), id).value();
        ASSERT_TRUE(writer->append_header(quorum, wall_time(500), wall_time(1000)));
        for (const auto& batch : batches) ASSERT_TRUE(writer->append_records(batch, wall_time(1000)));
        ASSERT_TRUE(writer->append_footer(wall_time(1000)));
        std::optional<Status> done;
        writer->install([&done](Status status) { done = std::move(status); });
        ASSERT_TRUE(world.run_until([&] { return done.has_value(); }, 1s));
        ASSERT_TRUE(*done);
    }
    env::sim::World world{1};
};

TEST_F(SnapshotFileTest, WhatWasWrittenIsReadInPieces) {
    QuorumRecords quorum{.kraft_version = 1, .voters = messages::VotersRecord{}};
    quorum.voters->voters.emplace_back().voter_id = n3;
    write(quorum, {{to_bytes("a"), to_bytes("b")}, {to_bytes("c")}});
    const auto reader = SnapshotReader::open(disk(), path, id).value();
    EXPECT_EQ(reader->last_contained_log_time(), wall_time(500));
    EXPECT_EQ(reader->quorum(), quorum);
    const auto first = reader->next(1).value();
    ASSERT_EQ(first.values.size(), 2u) << "at least one batch";
    EXPECT_EQ(as_text(first.values[1].span()), "b");
    EXPECT_FALSE(first.last);
    const auto rest = reader->next(1 << 20).value();
    ASSERT_EQ(rest.values.size(), 1u);
    EXPECT_TRUE(rest.last);
}

TEST_F(SnapshotFileTest, ItsBatchesAreThoseOfApacheKafka) {
    write({}, {{to_bytes("a"), to_bytes("b")}});
    const Bytes content = env::read_file(disk(), path).value();
    records::BatchIterator batches(content);
    std::vector<std::string> seen;
    while (const auto entry = batches.next().value()) {
        const auto& header = entry->header;
        EXPECT_EQ(header.leader_epoch, id.epoch);
        EXPECT_EQ(header.crc, records::compute_crc(entry->bytes));
        EXPECT_FALSE(header.has_producer_id());
        auto records = records::RecordReader::open(entry->bytes).value();
        while (const auto record = records.next().value()) {
            if (!header.is_control()) seen.push_back(fmt::format("{} data", record->offset));
            else
                seen.push_back(
                    fmt::format("{} {}", record->offset, records::name_of(*records::parse_control_record_key(*record->key).value())));
        }
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"0 SNAPSHOT_HEADER", "1 data", "2 data", "3 SNAPSHOT_FOOTER"}));
}

TEST_F(SnapshotFileTest, EveryFlippedBitAndEveryCutIsNoticed) {
    write({}, {{to_bytes("a"), to_bytes("b")}});
    const Bytes whole = env::read_file(disk(), path).value();
    const auto reads = [&](const Bytes& content) {
        const auto file = disk().open(path, env::OpenMode::read_write).value();
        EXPECT_TRUE(file->truncate(0));
        EXPECT_TRUE(file->append(content));
        const auto reader = SnapshotReader::open(disk(), path, id);
        if (!reader) return false;
        while (true) {
            const auto piece = (*reader)->next(1 << 20);
            if (!piece) return false;
            if (piece->last) return true;
        }
    };
    ASSERT_TRUE(reads(whole));
    for (std::size_t bit = 0; bit < whole.size() * 8; bit += 3) {
        Bytes flipped = whole;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        EXPECT_FALSE(reads(flipped)) << "bit " << bit;
    }
    for (std::size_t size = 0; size < whole.size(); size += 5)
        EXPECT_FALSE(reads(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
}

// --- nodes ---

std::vector<std::string> append_some(Cluster& cluster, BrokerId to, std::size_t from, std::size_t end) {
    std::vector<std::string> values;
    for (std::size_t i = 0; i < end; ++i) values.push_back(fmt::format("value-{}-{}", i, std::string(200, 'x')));
    for (std::size_t i = from; i < end; ++i) EXPECT_TRUE(cluster.append(to, values[i]));
    return values;
}

TEST(RaftSnapshot, ANodeStartsFromItsSnapshotAndTheLogBehindIt) {
    Cluster cluster(1);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    auto values = append_some(cluster, n1, 0, 10);
    ASSERT_TRUE(cluster.everyone_has(values));
    ASSERT_TRUE(cluster.take_snapshot(n1));
    EXPECT_EQ(cluster[n1].latest_snapshot(), (OffsetAndEpoch{Offset(11), LeaderEpoch(1)}));
    values = append_some(cluster, n1, 10, 15);
    ASSERT_TRUE(cluster.everyone_has(values));
    cluster.lose_power(n1);
    cluster.restart(n1);
    ASSERT_TRUE(cluster.everyone_has(values));
    EXPECT_EQ(cluster.listener(n1).snapshots, 1);
    EXPECT_GT(cluster.listener(n1).snapshot_pieces, 0);
    EXPECT_FALSE(cluster.listener(n1).out_of_order);
}

TEST(RaftSnapshot, ASnapshotEndsOnlyWhereACommittedBatchEnds) {
    Cluster cluster(1);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    ASSERT_TRUE(cluster[n1].append(LeaderEpoch(1), {to_bytes("a"), to_bytes("b")}));
    ASSERT_TRUE(cluster.everyone_has({"a", "b"}));
    const auto refused = [&](std::int64_t end, int epoch) {
        return !cluster[n1].write_snapshot({.id = {Offset(end), LeaderEpoch(epoch)}, .last_contained_log_time = {}, .next_values = {}}, {});
    };
    EXPECT_TRUE(refused(0, 1));
    EXPECT_TRUE(refused(2, 1)) << "in the middle of a batch";
    EXPECT_TRUE(refused(3, 2)) << "of another epoch";
    EXPECT_TRUE(refused(4, 1)) << "above the end";
    ASSERT_TRUE(cluster.take_snapshot(n1));
    EXPECT_TRUE(refused(3, 1)) << "there is one";
}

TEST(RaftSnapshot, ACrashWhileOneIsWrittenLeavesNothingOfIt) {
    Cluster cluster(1);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const auto values = append_some(cluster, n1, 0, 40);
    ASSERT_TRUE(cluster.everyone_has(values));
    ASSERT_TRUE(cluster.begin_snapshot(n1, [](const Status&) { FAIL() << "the node died before"; }));
    ASSERT_TRUE(cluster.world.run_until([&] { return !names(cluster.world.node(n1).disk(), ".part").empty(); }, 1s));
    cluster.lose_power(n1, {.bytes = env::sim::UnsyncedBytes::torn, .lose_names = false});
    cluster.restart(n1);
    EXPECT_TRUE(names(cluster.world.node(n1).disk(), ".part").empty());
    EXPECT_TRUE(names(cluster.world.node(n1).disk(), ".checkpoint").empty());
    ASSERT_TRUE(cluster.everyone_has(values)) << "from the log";
    EXPECT_EQ(cluster.listener(n1).snapshots, 0);
    ASSERT_TRUE(cluster.take_snapshot(n1));
}

// Takes two snapshots on each node, so that the log may be cut at the second one (KAFKA-14238: never behind the newest).
std::vector<std::string> cut_logs(Cluster& cluster, const std::vector<BrokerId>& nodes) {
    std::vector<std::string> values;
    for (const std::size_t end : {30u, 60u}) {
        values = append_some(cluster, cluster.leader(), values.size(), end);
        EXPECT_TRUE(cluster.world.run_until(
            [&] { return std::ranges::all_of(nodes, [&](BrokerId node) { return cluster.listener(node).committed == values; }); }, 10s));
        for (const BrokerId node : nodes) EXPECT_TRUE(cluster.take_snapshot(node));
    }
    const auto is_cut = [&](BrokerId node) { return cluster[node].view().log_start == cluster[node].latest_snapshot()->offset; };
    EXPECT_TRUE(cluster.world.run_until([&] { return std::ranges::all_of(nodes, is_cut); }, 10s));
    return values;
}

TEST(RaftSnapshot, TheLogIsCutAtTheNewestSnapshotAndNoFurther) {
    Cluster cluster(1);
    cluster.segment_bytes = 2000;
    cluster.retention_bytes = 1000;
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    auto values = cut_logs(cluster, {n1});
    env::Disk& disk = cluster.world.node(n1).disk();
    EXPECT_EQ(names(disk, ".checkpoint").size(), 1u);
    EXPECT_EQ(names(disk, ".checkpoint.deleted").size(), 1u) << "who reads it may finish";
    EXPECT_FALSE(disk.exists("__cluster_metadata-0/00000000000000000000.log"));
    cluster.world.run_for(2min);
    EXPECT_TRUE(names(disk, ".deleted").empty());
    const Offset start = cluster[n1].view().log_start;
    values = append_some(cluster, n1, values.size(), 90);
    ASSERT_TRUE(cluster.everyone_has(values));
    cluster.world.run_for(2min);
    EXPECT_EQ(cluster[n1].view().log_start, start) << "far above metadata.max.retention.bytes, but there is no newer snapshot";
    cluster.kill(n1);
    cluster.restart(n1);
    ASSERT_TRUE(cluster.everyone_has(values));
    EXPECT_EQ(cluster[n1].view().log_start, start);
}

class AwayTest : public testing::TestWithParam<bool> {};

TEST_P(AwayTest, AFollowerThatWasAwayGetsTheSnapshotAndThenTheLog) {
    const bool process_lives = GetParam();
    Cluster cluster(3);
    cluster.segment_bytes = 2000;
    cluster.retention_bytes = 1000;
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const BrokerId leader = cluster.leader();
    const BrokerId away = leader == n1 ? n2 : n1;
    const BrokerId third = BrokerId(6 - leader.value() - away.value());
    if (process_lives) cluster.isolate(away);
    else cluster.kill(away);
    auto values = cut_logs(cluster, {leader, third});
    values = append_some(cluster, leader, values.size(), 70);
    if (process_lives) {
        for (const BrokerId other : {leader, third}) cluster.world.heal(away, other);
    } else {
        cluster.restart(away);
    }
    ASSERT_TRUE(cluster.everyone_has(values, 30s));
    EXPECT_EQ(cluster.listener(away).snapshots, 1);
    EXPECT_FALSE(cluster.listener(away).out_of_order);
    EXPECT_EQ(cluster[away].view().log_start, Offset(61));
    const auto told = cluster.world.node(away).observed().all<observe::MetadataSnapshotTaken>();
    ASSERT_EQ(told.size(), 1u);

    // It is a voter like the others: also with power lost, and as the one that the quorum needs.
    cluster.lose_power(away);
    cluster.kill(third);
    cluster.restart(away);
    ASSERT_TRUE(cluster.elect(20s));
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster.listener(away).committed.size() >= values.size(); }, 20s));
    EXPECT_EQ(cluster.listener(away).committed, values);
}

INSTANTIATE_TEST_SUITE_P(RaftSnapshot, AwayTest, testing::Bool(),
                         [](const auto& tested) { return tested.param ? "ItsLinksWereCut" : "ItWasDown"; });

TEST(RaftSnapshot, ANewObserverBeginsWithTheSnapshot) {
    Cluster cluster(1);
    cluster.segment_bytes = 2000;
    cluster.retention_bytes = 1000;
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const auto values = cut_logs(cluster, {n1});
    cluster.add_observer(n4);
    ASSERT_TRUE(cluster.everyone_has(values, 20s));
    EXPECT_EQ(cluster.listener(n4).snapshots, 1);
    EXPECT_EQ(cluster[n4].latest_snapshot(), cluster[n1].latest_snapshot());
    EXPECT_EQ(env::read_file(cluster.world.node(n4).disk(), snapshot_path(*cluster[n4].latest_snapshot())).value(),
              env::read_file(cluster.world.node(n1).disk(), snapshot_path(*cluster[n1].latest_snapshot())).value());
}

TEST(RaftSnapshot, ADamagedSnapshotIsNotTakenOver) {
    Cluster cluster(1);
    cluster.segment_bytes = 2000;
    cluster.retention_bytes = 1000;
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    auto values = cut_logs(cluster, {n1});
    const std::string damaged = snapshot_path(*cluster[n1].latest_snapshot());
    const auto file = cluster.world.node(n1).disk().open(damaged, env::OpenMode::read_write).value();
    Bytes byte(1);
    ASSERT_TRUE(file->read_at(file->size() / 2, byte));
    byte[0] ^= 4;
    ASSERT_TRUE(file->write_at(file->size() / 2, byte));
    cluster.add_observer(n4);
    cluster.world.run_for(3s);
    EXPECT_FALSE(cluster[n4].latest_snapshot());
    EXPECT_FALSE(cluster.member(n4).failure);
    values = append_some(cluster, n1, values.size(), 70);
    ASSERT_TRUE(cluster.world.run_until([&] { return cluster.listener(n1).committed == values; }, 10s));
    ASSERT_TRUE(cluster.take_snapshot(n1));
    ASSERT_TRUE(cluster.everyone_has(values, 20s)) << "the next one is good";
}

TEST(RaftSnapshot, ARequestForOneIsAnsweredAsApacheKafkaDoes) {
    Cluster cluster(1);
    cluster.start_all();
    ASSERT_TRUE(cluster.elect());
    const auto values = append_some(cluster, n1, 0, 3);
    ASSERT_TRUE(cluster.everyone_has(values));
    ASSERT_TRUE(cluster.take_snapshot(n1));
    const auto ask = [&](std::int64_t end, int epoch, std::int64_t position, std::int32_t bytes_max = 100) {
        messages::FetchSnapshotRequest request;
        request.replica_id = n2;
        request.max_bytes = bytes_max;
        auto& topic = request.topics.emplace_back();
        topic.name = "__cluster_metadata";
        auto& partition = topic.partitions.emplace_back();
        partition.current_leader_epoch = LeaderEpoch(epoch);
        partition.snapshot_id = {Offset(end), LeaderEpoch(1)};
        partition.position = position;
        std::optional<messages::FetchSnapshotResponse> answered;
        cluster[n1].handle(request, [&](messages::FetchSnapshotResponse response) { answered = std::move(response); });
        return answered.value();
    };
    const auto code = [&](std::int64_t end, int epoch, std::int64_t position) {
        return ask(end, epoch, position).topics.at(0).partitions.at(0).error_code;
    };
    EXPECT_EQ(code(4, 0, 0), ErrorCode::FENCED_LEADER_EPOCH);
    EXPECT_EQ(code(4, 2, 0), ErrorCode::UNKNOWN_LEADER_EPOCH);
    EXPECT_EQ(code(3, 1, 0), ErrorCode::SNAPSHOT_NOT_FOUND);
    EXPECT_EQ(code(4, 1, 1 << 20), ErrorCode::POSITION_OUT_OF_RANGE);
    EXPECT_EQ(code(4, 1, -1), ErrorCode::POSITION_OUT_OF_RANGE);
    const auto good = ask(4, 1, 7).topics.at(0).partitions.at(0);
    EXPECT_EQ(good.error_code, ErrorCode::NONE);
    EXPECT_EQ(good.position, 7);
    EXPECT_GT(good.size, 600);
    EXPECT_EQ(good.unaligned_records.size(), 100);
}

}  // namespace
}  // namespace vitrine::raft::test
