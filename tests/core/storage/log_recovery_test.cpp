// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/files.h"
#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class LogRecoveryTest : public testing::Test {
protected:
    LogContext context;
    const std::string log_path = "orders-0/00000000000000000000.log";

    Log& open_small_segments() {
        context.setup.config.internal_segment_bytes = 1000;
        context.setup.config.index_interval_bytes = 200;
        return context.open();
    }
    // Three batches of two records in one segment; answers the size of the file before the last one.
    std::int64_t three_batches() {
        context.open();
        for (int i = 0; i < 2; ++i) context.append({.records = 2, .producer_id = 1, .sequence = 2 * i}, LeaderEpoch(0));
        const std::int64_t before = context.log->size_bytes();
        context.append({.records = 2, .producer_id = 1, .sequence = 4}, LeaderEpoch(3));
        return before;
    }
    void kill() {
        context.world.kill(the_node);
        context.log.reset();
    }
    Log& start() {
        context.world.restart(the_node);
        context.environment.emplace(context.node.environment());
        return context.open();
    }
    void put(const std::string& path, const Bytes& content) {
        auto file = *context.node.disk().open(path, env::OpenMode::read_write);
        ASSERT_OK(file->truncate(0));
        ASSERT_OK(file->append(content));
    }
    Bytes get(const std::string& path) { return *env::read_file(context.node.disk(), path); }
};

TEST_F(LogRecoveryTest, ACleanStartFindsEverythingAndScansNothing) {
    Log& log = open_small_segments();
    for (int i = 0; i < 20; ++i)
        context.append({.records = 2, .timestamp_ms = start_ms + i, .producer_id = 4, .sequence = 2 * i}, LeaderEpoch(i / 7));
    log.advance_high_watermark(Offset(33));
    const auto epochs = log.leader_epochs().entries();
    const auto records = context.read_all();
    const auto producer = *log.producers().find(ProducerId(4));
    const std::size_t segments = log.segment_count();
    Log& again = context.close_and_open();
    EXPECT_EQ(again.log_end(), Offset(40));
    EXPECT_EQ(again.high_watermark(), Offset(33));
    EXPECT_EQ(again.recovery_point(), Offset(40));
    EXPECT_EQ(again.leader_epochs().entries(), epochs);
    EXPECT_EQ(again.segment_count(), segments);
    EXPECT_EQ(context.read_all(), records);
    EXPECT_EQ(again.producers().find(ProducerId(4))->last_sequence(), producer.last_sequence());
    EXPECT_EQ(again.producers().find(ProducerId(4))->last_offset(), producer.last_offset());
    EXPECT_TRUE(context.observed().all<observe::LogRecovered>().empty());
    EXPECT_EQ(context.append({.producer_id = 4, .sequence = 40}, LeaderEpoch(3)).first_offset, Offset(40));
}

// A snapshot keeps the last batch of a producer, which may have five under way (simulation: a leader that stopped and came back).
TEST_F(LogRecoveryTest, ABatchThatIsSentAgainAfterARestartIsKnownThoughItIsNotTheLastOne) {
    open_small_segments();
    for (int i = 0; i < 20; ++i) {
        context.append({.records = 2, .producer_id = 4, .sequence = 2 * i}, LeaderEpoch(0));
        context.append({.records = 1, .producer_id = 5, .sequence = i}, LeaderEpoch(0));
    }
    Log& again = context.close_and_open();
    ASSERT_EQ(again.producers().find(ProducerId(4))->batches.size(), 1u);
    for (const int i : {17, 18, 19, 0}) {
        const auto repeated = again.append_as_leader(make_batch({.records = 2, .producer_id = 4, .sequence = 2 * i}), LeaderEpoch(0));
        ASSERT_OK(repeated) << i;
        EXPECT_TRUE(repeated->duplicate) << i;
        EXPECT_EQ(repeated->first_offset, Offset(3 * i));
        EXPECT_EQ(repeated->last_offset, Offset(3 * i + 1));
    }
    EXPECT_EQ(again.log_end(), Offset(60));
    const auto other_size = make_batch({.records = 1, .producer_id = 4, .sequence = 36});
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, again.append_as_leader(other_size, LeaderEpoch(0)));
    const auto other_epoch = make_batch({.records = 2, .producer_id = 4, .producer_epoch = 1, .sequence = 36});
    EXPECT_CODE(OUT_OF_ORDER_SEQUENCE_NUMBER, again.append_as_leader(other_epoch, LeaderEpoch(0)));
    EXPECT_FALSE(context.append({.records = 2, .producer_id = 4, .sequence = 40}, LeaderEpoch(0)).duplicate);
}

TEST_F(LogRecoveryTest, AKillLosesNothingThatWasAppended) {
    open_small_segments();
    for (int i = 0; i < 20; ++i) context.append({.records = 2, .producer_id = 4, .sequence = 2 * i}, LeaderEpoch(i / 7));
    const auto epochs = context.log->leader_epochs().entries();
    const auto records = context.read_all();
    Log& again = context.kill_and_open();
    EXPECT_EQ(again.log_end(), Offset(40));
    EXPECT_EQ(context.read_all(), records);
    EXPECT_EQ(again.leader_epochs().entries(), epochs) << "epoch 0 too";  // KAFKA-10432
    EXPECT_EQ(again.producers().find(ProducerId(4))->batches.size(), 5u) << "the batches were read again";
    EXPECT_TRUE(again.append_as_leader(make_batch({.records = 2, .producer_id = 4, .sequence = 38}), LeaderEpoch(2))->duplicate);
    const auto recovered = context.observed().all<observe::LogRecovered>();
    ASSERT_EQ(recovered.size(), 1u);
    EXPECT_EQ(recovered[0].log_end, Offset(40));
    EXPECT_EQ(recovered[0].truncated_bytes, 0);
}

TEST_F(LogRecoveryTest, ATailTornAtAnyByteIsCut) {
    const std::int64_t before = three_batches();
    kill();
    const Bytes whole = get(log_path);
    for (auto size = static_cast<std::size_t>(before); size < whole.size(); ++size) {
        for (const bool zeros : {false, true}) {
            Bytes torn(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            if (zeros) torn.resize(whole.size());  // the length was written, the pages were not
            if (torn == whole) continue;  // its last byte is a zero
            put(log_path, torn);
            Log& log = start();
            EXPECT_EQ(log.log_end(), Offset(4)) << size;
            EXPECT_EQ(log.size_bytes(), before);
            EXPECT_EQ(log.latest_epoch(), LeaderEpoch(0)) << "the epoch went with its batch";
            EXPECT_EQ(log.producers().find(ProducerId(1))->last_sequence(), 3);
            EXPECT_EQ(context.append({.records = 2, .producer_id = 1, .sequence = 4}, LeaderEpoch(3)).first_offset, Offset(4));
            EXPECT_EQ(context.read_all().size(), 6u);
            kill();
        }
    }
}

TEST_F(LogRecoveryTest, AFlippedByteInTheTailIsCut) {
    const auto before = static_cast<std::size_t>(three_batches());
    kill();
    const Bytes whole = get(log_path);
    for (std::size_t at = before; at < whole.size(); ++at) {
        const std::size_t in_batch = at - before;
        // Offset and epoch are outside the CRC; a wrong offset is noticed where it cannot follow.
        if (in_batch < records::batch_length_at || (in_batch >= records::leader_epoch_at && in_batch < records::magic_at)) continue;
        Bytes damaged = whole;
        damaged[at] ^= 0x10;
        put(log_path, damaged);
        EXPECT_EQ(start().log_end(), Offset(4)) << "byte " << in_batch << " of the batch";
        kill();
    }
}

TEST_F(LogRecoveryTest, DamageInTheMiddleCutsAllThatFollows) {
    open_small_segments();
    for (int i = 0; i < 12; ++i) context.append({.value_bytes = 300});
    kill();
    ASSERT_OK(context.node.disk().corrupt("orders-0/00000000000000000004.log", 400));
    Log& log = start();
    EXPECT_EQ(log.log_end(), Offset(5));
    EXPECT_EQ(context.read_all().size(), 5u);
    EXPECT_EQ(log.segment_count(), 3u);
    EXPECT_FALSE(context.has_file("00000000000000000006.log"));
    EXPECT_TRUE(context.has_file("00000000000000000006.log.deleted"));
    for (const std::string& name : context.files())
        EXPECT_FALSE(name.ends_with(".snapshot") && name > "00000000000000000005.snapshot") << name;
    context.world.run_for(2min);
    EXPECT_FALSE(context.has_file("00000000000000000006.log.deleted"));
}

TEST_F(LogRecoveryTest, IndexesAreMadeAgainWhereTheyAreMissingOrWrong) {
    open_small_segments();
    for (int i = 0; i < 12; ++i) context.append({.timestamp_ms = start_ms + i * 10, .value_bytes = 300});
    context.close_and_open();
    const std::vector<std::string> names{"00000000000000000002.index", "00000000000000000002.timeindex", "00000000000000000004.index",
                                         "00000000000000000010.timeindex"};
    std::map<std::string, Bytes> good;
    for (const std::string& name : names) good[name] = get("orders-0/" + name);
    for (const std::string& name : names) {
        for (const int damage : {0, 1, 2}) {
            kill();
            if (damage == 0) {
                ASSERT_OK(context.node.disk().remove("orders-0/" + name));
            } else if (damage == 1) {
                put("orders-0/" + name, Bytes(good[name].size() + 5, 0xee));
            } else {
                put("orders-0/" + name, Bytes(24, 0xee));
            }
            Log& log = start();
            EXPECT_EQ(log.log_end(), Offset(12)) << name;
            EXPECT_EQ((*log.offset_for_timestamp(start_ms + 35))->offset, Offset(4));
            EXPECT_EQ(context.read_all().size(), 12u);
            context.close_and_open();
            EXPECT_EQ(get("orders-0/" + name), good[name]) << name;
        }
    }
}

TEST_F(LogRecoveryTest, TheUntrimmedIndexesOfAKilledKafkaAreUnderstood) {
    open_small_segments();
    for (int i = 0; i < 5; ++i) context.append({.timestamp_ms = start_ms + i, .value_bytes = 300});
    context.close_and_open();
    kill();
    for (const char* name : {"orders-0/00000000000000000004.index", "orders-0/00000000000000000004.timeindex"}) {
        Bytes content = get(name);
        content.resize(content.size() + 1200);
        put(name, content);
    }
    Log& log = start();
    EXPECT_EQ(log.log_end(), Offset(5));
    EXPECT_EQ((*log.max_timestamp())->offset, Offset(4));
    EXPECT_LT(get("orders-0/00000000000000000004.timeindex").size(), 100u);
}

TEST_F(LogRecoveryTest, OnlySegmentsFromTheRecoveryPointAreScanned) {
    open_small_segments();
    for (int i = 0; i < 12; ++i) context.append({.value_bytes = 300}, LeaderEpoch(i / 5));
    context.world.run_for(1s);
    EXPECT_EQ(context.log->recovery_point(), Offset(10));
    context.setup.recovery_point = context.log->recovery_point();
    const auto epochs = context.log->leader_epochs().entries();
    kill();
    ASSERT_OK(context.node.disk().corrupt("orders-0/00000000000000000002.log", 400));
    Log& log = start();
    EXPECT_EQ(log.log_end(), Offset(12));
    EXPECT_EQ(log.leader_epochs().entries(), epochs);
}

TEST_F(LogRecoveryTest, IndexesThatLostTheirEndRightAfterARollAreMadeAgain) {
    open_small_segments();
    for (int i = 0; i < 11; ++i) context.append({.timestamp_ms = start_ms + i * 10, .value_bytes = 300});
    context.world.run_for(1s);
    context.setup.recovery_point = context.log->recovery_point();
    EXPECT_EQ(context.setup.recovery_point, Offset(10)) << "the base of the active segment: the one before is not scanned";
    for (const std::string name : {"orders-0/00000000000000000008.index", "orders-0/00000000000000000008.timeindex"}) {
        kill();
        const Bytes whole = get(name);
        ASSERT_FALSE(whole.empty());
        put(name, {});
        Log& log = start();
        EXPECT_EQ((*log.offset_for_timestamp(start_ms + 85))->offset, Offset(9));
        EXPECT_EQ(log.segments_view()[4].last_timestamp, wall_time(start_ms + 90));
        EXPECT_EQ(get(name), whole);
    }
}

TEST_F(LogRecoveryTest, AMarkerThatCameBackIsNotBelieved) {  // KAFKA-10471
    three_batches();
    context.close_and_open();
    // This life appends; then power fails, and the removal of the marker is undone: setup.clean still says so.
    context.append({.records = 2}, LeaderEpoch(3));
    kill();
    const Bytes whole = get(log_path);
    ASSERT_OK(context.node.disk().corrupt(log_path, static_cast<std::int64_t>(whole.size()) - 3));
    Log& log = start();
    EXPECT_EQ(log.log_end(), Offset(6)) << "the damaged batch was noticed";
}

TEST_F(LogRecoveryTest, AnUnreadableTailMakesAStartUnclean) {
    three_batches();
    context.close_and_open();
    kill();
    Bytes torn = get(log_path);
    torn.resize(torn.size() - 5);
    put(log_path, torn);
    EXPECT_EQ(start().log_end(), Offset(4));
}

TEST_F(LogRecoveryTest, ADamagedEpochCheckpointIsMadeAgainFromTheBatches) {
    open_small_segments();
    for (int i = 0; i < 12; ++i) context.append({.value_bytes = 300}, LeaderEpoch(i / 5));
    const auto epochs = context.log->leader_epochs().entries();
    context.close_and_open();
    kill();
    put("orders-0/leader-epoch-checkpoint", to_bytes("0\n3\n0 0\n"));
    EXPECT_EQ(start().leader_epochs().entries(), epochs);
}

TEST_F(LogRecoveryTest, DamagedProducerSnapshotsAreReplacedByTheBatches) {
    open_small_segments();
    for (int i = 0; i < 12; ++i) context.append({.value_bytes = 300, .producer_id = 6, .sequence = i});
    context.close_and_open();
    kill();
    for (const std::string& name : context.files()) {
        if (!name.ends_with(".snapshot")) continue;
        ASSERT_OK(context.node.disk().corrupt("orders-0/" + name, 15));
    }
    EXPECT_EQ(start().producers().find(ProducerId(6))->last_sequence(), 11);
}

TEST_F(LogRecoveryTest, InterruptedWorkIsFinished) {
    context.setup.config.cleanup_compact = true;
    open_small_segments();
    for (int i = 0; i < 6; ++i) context.append({.value_bytes = 300});
    context.close_and_open();
    kill();
    env::Disk& disk = context.node.disk();
    // A compaction of segments 0 and 2 was finished but not put in place; another one was not finished; a deletion waits.
    Bytes compacted = make_batch({.base_offset = Offset(3), .epoch = LeaderEpoch(0), .fill = 'c'});
    put("orders-0/00000000000000000000.log.swap", compacted);
    put("orders-0/00000000000000000000.index.swap", {});
    put("orders-0/00000000000000000000.timeindex.swap", {});
    put("orders-0/00000000000000000004.log.cleaned", Bytes(10));
    put("orders-0/00000000000000000009.log.deleted", Bytes(10));
    put("orders-0/00000000000000000007.index", Bytes(8, 1));
    Log& log = start();
    EXPECT_EQ(log.log_end(), Offset(6));
    const auto records = context.read_all();
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[0].offset, Offset(3));
    EXPECT_EQ(records[0].value->front(), 'c');
    const auto entries = disk.list("orders-0").value();
    for (const auto& entry : entries) {
        EXPECT_FALSE(entry.name.ends_with(".swap") || entry.name.ends_with(".cleaned") || entry.name.ends_with(".deleted")) << entry.name;
    }
    EXPECT_FALSE(context.has_file("00000000000000000007.index"));
}

TEST_F(LogRecoveryTest, ALogBelowItsStartBeginsAnew) {
    three_batches();
    context.setup.log_start = Offset(100);
    Log& log = context.kill_and_open();
    EXPECT_EQ(log.log_start(), Offset(100));
    EXPECT_EQ(log.log_end(), Offset(100));
    EXPECT_EQ(log.high_watermark(), Offset(100));
    EXPECT_EQ(context.append({}, LeaderEpoch(3)).first_offset, Offset(100));
}

TEST_F(LogRecoveryTest, MarksFromCheckpointsAreBoundedByTheLog) {
    three_batches();
    context.setup.high_watermark = Offset(50);
    EXPECT_EQ(context.kill_and_open().high_watermark(), Offset(6));
    context.setup.high_watermark = Offset(3);
    EXPECT_EQ(context.kill_and_open().high_watermark(), Offset(3));
}

TEST_F(LogRecoveryTest, TheTopicIdIsKeptAndCompared) {
    context.setup.topic_id = Uuid::from_halves(4, 5);
    context.open();
    context.flush();
    context.setup.topic_id.reset();
    EXPECT_EQ(context.kill_and_open().topic_id(), Uuid::from_halves(4, 5));
    LogSetup other = context.setup;
    other.topic_id = Uuid::from_halves(9, 9);
    context.log.reset();
    EXPECT_CODE(INCONSISTENT_TOPIC_ID, Log::open(*context.environment, other));
}

TEST_F(LogRecoveryTest, AnEpochThatACrashBroughtBackDoesNotFollowALaterOne) {
    open_small_segments();
    for (int i = 0; i < 4; ++i) context.append({.value_bytes = 300}, LeaderEpoch(4));
    kill();
    const Bytes old_segment = get("orders-0/00000000000000000002.log");
    start();
    ASSERT_OK(context.log->truncate_to(Offset(1)));
    context.append({.value_bytes = 300}, LeaderEpoch(5));
    kill();
    put("orders-0/00000000000000000002.log", old_segment);  // its deletion was not durable
    Log& log = start();
    EXPECT_EQ(log.log_end(), Offset(2));
    EXPECT_EQ(log.leader_epochs().entries(), (std::vector<EpochEntry>{{LeaderEpoch(4), Offset(0)}, {LeaderEpoch(5), Offset(1)}}));
}

TEST_F(LogRecoveryTest, AHoleBetweenSegmentsIsNotALog) {
    open_small_segments();
    for (int i = 0; i < 6; ++i) context.append({.value_bytes = 300});
    kill();
    Bytes first = get("orders-0/00000000000000000002.log");
    first.resize(first.size() / 2);  // exactly one of its two batches is left
    put("orders-0/00000000000000000002.log", first);
    EXPECT_EQ(start().log_end(), Offset(3));
}

// A first part of partition.metadata, with zeros behind it or not.
TEST_F(LogRecoveryTest, ALogWhoseMachineLostPowerAsItWasMadeOpensWithItsTopicId) {
    const Uuid id = Uuid::from_halves(7, 9);
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        LogContext crashing(seed);
        crashing.setup.topic_id = id;
        crashing.open();
        crashing.world.run_for(std::chrono::microseconds(10 * seed));
        crashing.setup.topic_id.reset();  // as the log directory opens it, before metadata says whose it is
        Log& log = crashing.crash_and_open({.bytes = seed % 2 == 0 ? env::sim::UnsyncedBytes::torn : env::sim::UnsyncedBytes::prefix});
        if (!log.topic_id()) {
            ASSERT_OK(log.set_topic_id(id)) << "seed " << seed;
        }
        EXPECT_EQ(log.topic_id(), id);
        crashing.append();
        crashing.kill_and_open();
        EXPECT_EQ(crashing.log->topic_id(), id);
    }
}

TEST_F(LogRecoveryTest, WhatWasFlushedSurvivesEveryCrash) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        LogContext crashing(seed);
        crashing.setup.config.internal_segment_bytes = 1500;
        crashing.open();
        for (int i = 0; i < 10; ++i)
            crashing.append({.records = 2, .value_bytes = 200, .producer_id = 2, .sequence = 2 * i}, LeaderEpoch(i / 4));
        crashing.flush();
        for (int i = 10; i < 20; ++i)
            crashing.append({.records = 2, .value_bytes = 200, .producer_id = 2, .sequence = 2 * i}, LeaderEpoch(i / 4));
        crashing.world.run_for(std::chrono::microseconds(100 * seed));
        crashing.setup.recovery_point = seed % 3 == 0 ? Offset(0) : crashing.log->recovery_point();
        const Offset durable = crashing.log->recovery_point();
        EXPECT_GE(durable, Offset(20));
        Log& log = crashing.crash_and_open({.bytes = seed % 2 == 0 ? env::sim::UnsyncedBytes::torn : env::sim::UnsyncedBytes::prefix});
        EXPECT_GE(log.log_end(), durable) << "seed " << seed;
        EXPECT_EQ(log.log_end().value() % 2, 0);
        const auto records = crashing.read_all();
        ASSERT_EQ(static_cast<std::int64_t>(records.size()), log.log_end().value()) << "seed " << seed;
        for (std::size_t i = 0; i < records.size(); ++i) EXPECT_EQ(records[i].offset, Offset(static_cast<std::int64_t>(i)));
        EXPECT_EQ(log.producers().find(ProducerId(2))->last_sequence(), static_cast<std::int32_t>(log.log_end().value()) - 1);
        EXPECT_EQ(log.latest_epoch(), LeaderEpoch(static_cast<std::int32_t>((log.log_end().value() - 1) / 8)));
        EXPECT_TRUE(crashing.append({.records = 2}, LeaderEpoch(5)).first_offset == Offset(static_cast<std::int64_t>(records.size())));
    }
}

}  // namespace
}  // namespace vitrine::storage
