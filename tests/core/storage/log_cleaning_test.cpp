// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/compaction_support.h"

#include <gmock/gmock.h>

namespace vitrine::storage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using State = LogCleaning::State;

TEST(OffsetMapTest, TheHashIsSipHashOf128Bits) {
    // The first vectors of its authors: key 00 01 … 0f, message empty and 00.
    const HashSeed seed{0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL};
    EXPECT_EQ(hash_key({}, seed), (KeyHash{0xe6a825ba047f81a3ULL, 0x930255c71472f66dULL}));
    const std::uint8_t zero = 0;
    EXPECT_EQ(hash_key(ByteSpan(&zero, 1), seed), (KeyHash{0x44af996bd8c187daULL, 0x45fc229b11597634ULL}));
}

TEST(OffsetMapTest, ItHoldsTheLatestOffsetOfEachKeyUntilItIsFull) {
    OffsetMap map(8, 5, {3, 4});
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(map.put(as_bytes("key-" + std::to_string(i)), Offset(i)));
    EXPECT_FALSE(map.put(as_bytes(std::string("key-5")), Offset(5)));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(map.find(as_bytes("key-" + std::to_string(i))), Offset(i));
    EXPECT_EQ(map.find(as_bytes(std::string("key-5"))), no_offset);
    OffsetMap again(8, 5, {3, 4});
    EXPECT_TRUE(again.put(as_bytes(std::string("key")), Offset(1)));
    EXPECT_TRUE(again.put(as_bytes(std::string("key")), Offset(9)));
    EXPECT_EQ(again.find(as_bytes(std::string("key"))), Offset(9));
    EXPECT_EQ(again.size(), 1);
}

TEST(LogCleaningTest, TheLatestRecordOfEachKeyStaysWhereItWas) {
    CompactionContext context;
    context.open();
    context.put({{"a", "1"}, {"b", "1"}, {"c", "1"}});
    context.put({{"a", "2"}});
    context.put({{"b", "2"}});
    context.roll();
    context.put({{"c", "2"}});
    EXPECT_EQ(context.clean(), Offset(5));
    // The active segment is not touched, nor does it count: c=1 stays.
    EXPECT_THAT(context.told(), ElementsAre("2:c=1", "3:a=2", "4:b=2", "5:c=2"));
    const auto headers = context.headers();
    ASSERT_EQ(headers.size(), 4u);
    EXPECT_EQ(headers[0].base_offset, Offset(0));
    EXPECT_EQ(headers[0].last_offset(), Offset(2));
    EXPECT_EQ(context.files_with(".cleaned") + context.files_with(".swap"), 0);
    // An offset whose record is gone is read from the next one on.
    EXPECT_OK(context.log->read(Offset(1), {}));
}

TEST(LogCleaningTest, ItWorksInPiecesAndTheLogServesMeanwhile) {
    CompactionContext context;
    context.open();
    for (int i = 0; i < 200; ++i) context.put({{"key-" + std::to_string(i % 7), std::string(100, 'v') + std::to_string(i)}});
    context.roll();
    const auto cleaning = context.begin_cleaning(context.range());
    int steps = 0;
    while (cleaning->state() != State::done) {
        const auto moved = context.step(*cleaning, 1000);
        ASSERT_OK(moved);
        // At most one batch more is read than was allowed, and as much is written.
        EXPECT_LE(*moved, 2 * (1000 + 300));
        context.put({{"new", std::to_string(++steps)}});
    }
    EXPECT_GT(steps, 50);
    const auto told = context.told();
    EXPECT_EQ(told.size(), 7u + static_cast<std::size_t>(steps));
    EXPECT_EQ(cleaning->stats().records_before, 200);
    EXPECT_EQ(cleaning->stats().records_after, 7);
    EXPECT_LT(cleaning->stats().bytes_after, cleaning->stats().bytes_before / 5);
}

TEST(LogCleaningTest, ATombstoneStaysForDeleteRetentionAfterTheFirstCleaningThatMetIt) {
    CompactionContext context;
    context.setup.config.delete_retention_ms = 10'000;
    context.open();
    context.put({{"a", "1"}, {"b", "1"}});
    // Its timestamp is long ago: that does not count (KAFKA-4529).
    context.put_batch(KeyedBatch{.records = {{"a", std::nullopt}}, .timestamp_ms = 5});
    context.roll();
    const std::int64_t first_ms = context.wall_ms();
    context.clean();
    EXPECT_THAT(context.told(), ElementsAre("1:b=1", "2:a"));
    auto headers = context.headers();
    ASSERT_EQ(headers.size(), 2u);
    EXPECT_FALSE(headers[0].has_delete_horizon());
    ASSERT_TRUE(headers[1].has_delete_horizon());
    EXPECT_EQ(headers[1].base_timestamp_ms, first_ms + 10'000);
    EXPECT_EQ(headers[1].max_timestamp_ms, 5) << "the record keeps its time";
    EXPECT_EQ(context.read_all()[1].timestamp_ms, 5);

    context.put({{"c", "1"}});
    context.roll();
    context.world.run_for(9s);
    Offset clean_to = context.clean(Offset(3));
    EXPECT_THAT(context.told(), ElementsAre("1:b=1", "2:a", "3:c=1"));
    headers = context.headers();
    EXPECT_EQ(headers[1].base_timestamp_ms, first_ms + 10'000) << "the horizon is set once";

    context.put({{"d", "1"}});
    context.roll();
    context.world.run_for(2s);
    context.clean(clean_to);
    EXPECT_THAT(context.told(), ElementsAre("1:b=1", "3:c=1", "4:d=1"));
}

TEST(LogCleaningTest, TheLastBatchOfAProducerStaysForItsSequence) {
    CompactionContext context;
    context.open();
    context.put_batch(KeyedBatch{.records = {{"a", "1"}}, .producer_id = 7, .sequence = 0});
    context.put_batch(KeyedBatch{.records = {{"a", "2"}, {"b", "2"}}, .producer_id = 7, .sequence = 1});
    context.put({{"a", "3"}, {"b", "3"}});
    context.roll();
    context.clean();
    EXPECT_THAT(context.told(), ElementsAre("3:a=3", "4:b=3"));
    const auto headers = context.headers();
    ASSERT_EQ(headers.size(), 2u);
    EXPECT_EQ(headers[0].record_count, 0);
    EXPECT_EQ(headers[0].base_offset, Offset(1));
    EXPECT_EQ(headers[0].base_sequence, 1);
    EXPECT_EQ(headers[0].last_sequence(), 2);
    EXPECT_EQ(headers[0].base_timestamp_ms, records::no_timestamp);
    EXPECT_EQ(headers[0].size_bytes(), 61);

    // The log without its snapshots: a producer's state comes from the batches alone (KAFKA-5490).
    context.world.kill(the_node);
    context.log.reset();
    for (const std::string& name : context.files()) {
        if (name.ends_with(".snapshot")) {
            EXPECT_OK(context.node.disk().remove("orders-0/" + name));
        }
    }
    context.world.restart(the_node);
    context.environment.emplace(context.node.environment());
    context.open();
    const auto again = context.log->append_as_leader(
        make_batch(KeyedBatch{.records = {{"a", "2"}, {"b", "2"}}, .producer_id = 7, .sequence = 1}), LeaderEpoch(0));
    ASSERT_OK(again);
    EXPECT_TRUE(again->duplicate);
    EXPECT_EQ(again->first_offset, Offset(1));
}

TEST(LogCleaningTest, TheLastBatchOfWhatIsCleanedStaysForItsOffset) {
    CompactionContext context;
    context.open();
    context.put({{"a", "1"}});
    context.put_batch(KeyedBatch{.records = {{"a", "2"}}, .producer_id = 9, .transactional = true});
    context.put_marker(9, true);
    // The last batch is of an aborted transaction whose producer went on.
    context.put_batch(KeyedBatch{.records = {{"b", "1"}}, .producer_id = 9, .sequence = 1, .transactional = true});
    context.roll();
    context.put_marker(9, true);
    context.put_batch(KeyedBatch{.records = {{"c", "1"}}, .producer_id = 9, .sequence = 2});
    EXPECT_EQ(context.clean(), Offset(4));
    const auto headers = context.headers();
    ASSERT_EQ(headers.size(), 5u);
    EXPECT_EQ(headers[0].base_offset, Offset(0));
    EXPECT_TRUE(headers[1].is_control());
    EXPECT_EQ(headers[2].base_offset, Offset(3));
    EXPECT_EQ(headers[2].record_count, 0);
    EXPECT_TRUE(headers[2].is_transactional());
    EXPECT_THAT(context.told(), ElementsAre("0:a=1", "5:c=1"));
}

TEST(LogCleaningTest, AbortedRecordsGoAtOnceAndTheirMarkerAfterThemAndItsHorizon) {
    CompactionContext context;
    context.setup.config.delete_retention_ms = 10'000;
    context.open();
    context.put({{"a", "1"}});
    context.put_batch(KeyedBatch{.records = {{"a", "aborted"}}, .producer_id = 9, .transactional = true});
    context.put_marker(9, true);
    context.put_batch(KeyedBatch{.records = {{"b", "committed"}}, .producer_id = 9, .sequence = 1, .transactional = true});
    context.put_marker(9, false);
    context.put_batch(KeyedBatch{.records = {{"c", "1"}}, .producer_id = 9, .sequence = 2});
    context.roll();
    // First: the aborted record no longer hides a=1; its marker stays, since its data were seen now.
    Offset clean_to = context.clean();
    EXPECT_THAT(context.told(), ElementsAre("0:a=1", "3:b=committed", "5:c=1"));
    EXPECT_EQ(context.headers().size(), 5u);

    // Second: nothing is left of the transaction, the marker gets its horizon.
    context.put({{"d", "1"}});
    context.roll();
    const std::int64_t second_ms = context.wall_ms();
    clean_to = context.clean(clean_to);
    auto headers = context.headers();
    ASSERT_EQ(headers.size(), 6u);
    EXPECT_TRUE(headers[1].is_control());
    ASSERT_TRUE(headers[1].has_delete_horizon());
    EXPECT_EQ(headers[1].base_timestamp_ms, second_ms + 10'000);
    EXPECT_FALSE(headers[3].has_delete_horizon()) << "of the committed transaction a record is left";

    // Third: too early; fourth: it goes.
    context.put({{"d", "2"}});
    context.roll();
    clean_to = context.clean(clean_to);
    EXPECT_EQ(context.headers()[1].base_offset, Offset(2));
    context.world.run_for(11s);
    context.put({{"d", "3"}});
    context.roll();
    context.clean(clean_to);
    headers = context.headers();
    EXPECT_EQ(headers[1].base_offset, Offset(3));
    EXPECT_TRUE(headers[2].is_control());
    EXPECT_THAT(context.told(), ElementsAre("0:a=1", "3:b=committed", "5:c=1", "8:d=3"));
}

TEST(LogCleaningTest, ATransactionThatEndsBehindWhatIsCleanedIsKnown) {
    CompactionContext context;
    context.open();
    context.put({{"a", "1"}});
    context.put_batch(KeyedBatch{.records = {{"a", "aborted"}}, .producer_id = 9, .transactional = true});
    context.roll();
    context.put({{"b", "1"}});
    context.put_marker(9, true);
    context.put_batch(KeyedBatch{.records = {{"c", "1"}}, .producer_id = 9, .sequence = 1});
    context.clean();
    EXPECT_THAT(context.told(), ElementsAre("0:a=1", "2:b=1", "4:c=1"));
}

TEST(LogCleaningTest, NothingAtOrAboveTheHighWatermarkIsCleanedInWhateverSegmentItLies) {
    CompactionContext context;
    context.open();
    context.put({{"k", "1"}});
    context.roll();
    // Not replicated yet, in a segment that is not the active one (KAFKA-13194).
    ASSERT_OK(context.log->append_as_leader(make_batch(KeyedBatch{.records = {{"k", "2"}}}), LeaderEpoch(0)));
    context.roll();
    ASSERT_OK(context.log->append_as_leader(make_batch(KeyedBatch{.records = {{"k", "3"}}}), LeaderEpoch(0)));
    EXPECT_EQ(context.log->high_watermark(), Offset(1));
    EXPECT_EQ(context.range().first_uncleanable, Offset(1));
    context.clean();
    EXPECT_THAT(context.told(), ElementsAre("0:k=1", "1:k=2", "2:k=3"));
}

TEST(LogCleaningTest, AnOpenTransactionBoundsIt) {
    CompactionContext context;
    context.open();
    context.put({{"k", "1"}});
    context.roll();
    context.put_batch(KeyedBatch{.records = {{"k", "2"}}, .producer_id = 9, .transactional = true});
    context.roll();
    context.put({{"k", "3"}});
    EXPECT_EQ(context.range().first_uncleanable, Offset(1));
    context.put_marker(9, false);
    EXPECT_EQ(context.range().first_uncleanable, Offset(2));
}

TEST(LogCleaningTest, WhatIsNotDurableIsNotCleaned) {
    CompactionContext context;
    context.open();
    context.put({{"k", "1"}});
    ASSERT_OK(context.log->roll());
    context.put({{"k", "2"}});
    EXPECT_EQ(context.range().first_uncleanable, Offset(0));
    context.flush();
    EXPECT_EQ(context.range().first_uncleanable, Offset(1));
}

TEST(LogCleaningTest, TheLagsDecideBySegments) {
    CompactionContext context;
    context.setup.config.min_compaction_lag_ms = 60'000;
    context.setup.config.max_compaction_lag_ms = 120'000;
    context.open();
    context.put_batch(KeyedBatch{.records = {{"k", "1"}}, .timestamp_ms = context.wall_ms() - 30'000});
    context.roll();
    context.put_batch(KeyedBatch{.records = {{"k", "2"}}, .timestamp_ms = context.wall_ms()});
    context.roll();
    EXPECT_EQ(context.range().first_uncleanable, Offset(0));
    context.world.run_for(31s);
    EXPECT_EQ(context.range().first_uncleanable, Offset(1));
    EXPECT_FALSE(context.log->cleanable(Offset(0), context.environment->clock.wall_now())->overdue);
    context.world.run_for(60s);
    EXPECT_EQ(context.range().first_uncleanable, Offset(2));
    EXPECT_TRUE(context.log->cleanable(Offset(0), context.environment->clock.wall_now())->overdue);
    EXPECT_FALSE(context.log->cleanable(Offset(1), context.environment->clock.wall_now())->overdue);
}

TEST(LogCleaningTest, SmallSegmentsBecomeOneUpToTheSegmentSize) {
    CompactionContext context;
    context.open();
    for (int segment = 0; segment < 6; ++segment) {
        for (int i = 0; i < 5; ++i) context.put({{"key-" + std::to_string(segment * 5 + i), std::string(200, 'v')}});
        context.roll();
    }
    ASSERT_EQ(context.log->segment_count(), 7u);
    const auto before = context.told();
    context.clean();
    // 30 batches of about 280 bytes each: two segments of about 1400 bytes fit into 4096.
    EXPECT_EQ(context.log->segment_count(), 4u);
    EXPECT_EQ(context.told(), before);
    context.kill_and_open();
    EXPECT_EQ(context.told(), before);
    EXPECT_EQ(context.log->segment_count(), 4u);
}

TEST(LogCleaningTest, OffsetsThatAreTooFarApartDoNotShareASegment) {
    CompactionContext context;
    context.open();
    const auto put_at = [&](std::int64_t offset) {
        BatchSpec batch{.base_offset = Offset(offset), .epoch = LeaderEpoch(0)};
        ASSERT_OK(context.log->append_as_follower(make_batch(batch), LeaderEpoch(0)));
        context.log->advance_high_watermark(context.log->log_end());
        context.roll();
    };
    put_at(0);
    put_at(1'500'000'000);
    put_at(3'000'000'000);
    context.clean();
    ASSERT_EQ(context.log->segment_count(), 3u);
    EXPECT_THAT(context.told(), ElementsAre("3000000000:key-0=vvvvvvvvvv"));
}

TEST(LogCleaningTest, EveryCodecIsWrittenAgainAsItWas) {
    for (const auto codec : {records::Codec::gzip, records::Codec::snappy, records::Codec::lz4, records::Codec::zstd}) {
        CompactionContext context;
        context.open();
        context.put_batch(KeyedBatch{.records = {{"a", "1"}, {"b", "1"}, {"c", "1"}}, .codec = codec});
        context.put_batch(KeyedBatch{.records = {{"b", "2"}}, .codec = codec});
        context.roll();
        context.clean();
        EXPECT_THAT(context.told(), ElementsAre("0:a=1", "2:c=1", "3:b=2"));
        for (const auto& header : context.headers()) EXPECT_EQ(header.codec(), codec);
    }
}

TEST(LogCleaningTest, AMapThatIsFullCleansUpToThereAndTheNextRoundGoesOn) {
    CompactionContext context;
    context.open();
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 10; ++i) context.put({{"key-" + std::to_string(i), std::to_string(round)}});
    }
    context.roll();
    CleaningOptions options = context.options();
    options.dedupe_slots = 8;
    options.dedupe_load_factor = 0.75;
    Offset dirty{0};
    int rounds = 0;
    while (dirty < Offset(30)) {
        LogCleaning cleaning(*context.environment, *context.log, {dirty, Offset(30)}, options);
        context.finish(cleaning);
        EXPECT_EQ(cleaning.end() - dirty, 6) << "six keys in a map of eight";
        dirty = cleaning.end();
        ++rounds;
    }
    EXPECT_EQ(rounds, 5);
    EXPECT_EQ(context.told().size(), 10u);
    EXPECT_EQ(context.told().front(), "20:key-0=2");
}

TEST(LogCleaningTest, ABatchWithMoreKeysThanTheMapHoldsIsCleanedInSeveralRounds) {
    CompactionContext context;
    context.open();
    context.put({{"a", "1"}, {"b", "1"}, {"c", "1"}});
    context.put({{"a", "2"}, {"b", "2"}, {"c", "2"}});
    context.roll();
    CleaningOptions options = context.options();
    options.dedupe_slots = 3;  // two keys
    CleanableRange range = context.range();
    std::vector<Offset> ends;
    while (range.first_dirty < range.first_uncleanable) {
        LogCleaning cleaning(*context.environment, *context.log, range, options);
        while (cleaning.state() != State::done) ASSERT_OK(context.step(cleaning, 1000));
        range.first_dirty = cleaning.end();
        ends.push_back(range.first_dirty);
    }
    EXPECT_EQ(ends, (std::vector<Offset>{Offset(2), Offset(4), Offset(6)}));
    EXPECT_EQ(context.told().size(), 3u) << "the latest value of each key";
}

TEST(LogCleaningTest, ATruncationEndsItAndTakesItsFilesAway) {
    CompactionContext context;
    context.open();
    for (int i = 0; i < 20; ++i) context.put({{"k", std::string(100, 'v') + std::to_string(i)}});
    context.roll();
    context.put({{"k", "last"}});
    const auto cleaning = context.begin_cleaning(context.range());
    while (cleaning->state() != State::copying) ASSERT_OK(context.step(*cleaning, 500));
    ASSERT_OK(context.step(*cleaning, 500));
    EXPECT_GT(context.files_with(".cleaned"), 0);
    ASSERT_OK(context.log->truncate_to(Offset(15)));
    ASSERT_OK(context.step(*cleaning, 500));
    EXPECT_EQ(cleaning->state(), State::aborted);
    EXPECT_EQ(context.files_with(".cleaned"), 0);
    EXPECT_EQ(context.told().size(), 15u);
}

TEST(LogCleaningTest, ATruncationWhileItWaitsForTheDiskEndsIt) {
    CompactionContext context;
    context.open();
    for (int i = 0; i < 20; ++i) context.put({{"k", std::to_string(i)}});
    context.roll();
    const auto cleaning = context.begin_cleaning(context.range());
    while (cleaning->state() != State::syncing) ASSERT_OK(cleaning->step(1 << 20));
    ASSERT_OK(context.log->truncate_to(Offset(7)));
    ASSERT_TRUE(context.world.run_until([&] { return cleaning->state() != State::syncing; }, 10s));
    EXPECT_EQ(cleaning->state(), State::aborted);
    EXPECT_EQ(context.files_with(".cleaned") + context.files_with(".swap"), 0);
    EXPECT_EQ(context.told().size(), 7u);
}

TEST(LogCleaningTest, DamageIsSeenBeforeItIsWrittenAnew) {
    CompactionContext context;
    context.open();
    for (int i = 0; i < 20; ++i) context.put({{"k", std::to_string(i)}});
    context.roll();
    // In the records of the first batch: the header tells nothing.
    ASSERT_OK(context.node.disk().corrupt("orders-0/00000000000000000000.log", records::batch_header_size + 3, 0x10));
    const auto cleaning = context.begin_cleaning(context.range());
    Result<std::int64_t> moved = 0;
    while (moved && cleaning->state() != State::done) moved = context.step(*cleaning, 1 << 20);
    EXPECT_CODE(CORRUPT_MESSAGE, moved);
    EXPECT_EQ(context.log->segment_count(), 2u);
    EXPECT_FALSE(context.log->failed());
    EXPECT_EQ(context.files_with(".cleaned"), 0);
}

TEST(LogCleaningTest, ADiskThatFailsTakesTheLogOffline) {
    for (const bool syncs : {true, false}) {
        CompactionContext context;
        context.open();
        for (int i = 0; i < 20; ++i) context.put({{"k", std::to_string(i)}});
        context.roll();
        const auto cleaning = context.begin_cleaning(context.range());
        (syncs ? context.node.disk().faults().syncs_fail : context.node.disk().faults().writes_fail) = true;
        Result<std::int64_t> moved = 0;
        while (moved && cleaning->state() != State::done && cleaning->state() != State::aborted) moved = context.step(*cleaning, 1 << 20);
        EXPECT_EQ(cleaning->state(), State::aborted);
        EXPECT_TRUE(context.log->failed().has_value());
        context.node.disk().faults() = {};
        context.kill_and_open();
        EXPECT_EQ(context.told().size(), 20u);
    }
}

TEST(LogCleaningTest, TheIndexOfAbortedTransactionsKeepsWhatItsMarkersNeed) {
    CompactionContext context;
    context.open();
    context.put_batch(KeyedBatch{.records = {{"a", "aborted"}}, .producer_id = 9, .transactional = true});
    context.put_marker(9, true);
    context.put_batch(KeyedBatch{.records = {{"b", "1"}}, .producer_id = 9, .sequence = 1});
    context.roll();
    const auto entry = [](std::int64_t producer, std::int64_t first, std::int64_t last) {
        Bytes bytes(34);
        store_be<std::int16_t>(bytes.data(), 0);
        store_be(bytes.data() + 2, producer);
        store_be(bytes.data() + 10, first);
        store_be(bytes.data() + 18, last);
        store_be(bytes.data() + 26, last + 1);
        return bytes;
    };
    // As Kafka would have written it.
    ASSERT_OK(env::write_file(context.node.disk(), "orders-0/00000000000000000000.txnindex", entry(9, 0, 1)));
    context.kill_and_open();
    context.log->advance_high_watermark(context.log->log_end());
    context.flush();
    const Offset clean_to = context.clean();
    ASSERT_TRUE(context.has_file("00000000000000000000.txnindex"));
    EXPECT_EQ(env::read_file(context.node.disk(), "orders-0/00000000000000000000.txnindex").value(), entry(9, 0, 1));
    // The next time there are no data of it any more.
    context.put({{"c", "1"}});
    context.roll();
    context.clean(clean_to);
    EXPECT_FALSE(context.has_file("00000000000000000000.txnindex"));
}

// A disk that dies at the n-th change of a name: as a process that is killed there.
class DyingDisk final : public env::Disk {
public:
    explicit DyingDisk(env::Disk& disk) : disk_(disk) {}
    // From now on.
    void die_after(int names) { names_left_ = names; }
    Result<std::shared_ptr<env::File>> open(std::string_view path, env::OpenMode mode) override { return disk_.open(path, mode); }
    bool exists(std::string_view path) const override { return disk_.exists(path); }
    Result<std::vector<env::DirectoryEntry>> list(std::string_view path) const override { return disk_.list(path); }
    Status create_directories(std::string_view path) override { return disk_.create_directories(path); }
    Status rename(std::string_view from, std::string_view to) override {
        if (names_left_ == 0) return failure(ErrorCode::KAFKA_STORAGE_ERROR, "The disk died.");
        --names_left_;
        return disk_.rename(from, to);
    }
    Status remove(std::string_view path) override {
        if (names_left_ == 0) return failure(ErrorCode::KAFKA_STORAGE_ERROR, "The disk died.");
        return disk_.remove(path);
    }
    Status remove_tree(std::string_view path) override { return disk_.remove_tree(path); }
    void sync_directory(std::string_view path, env::SyncCompletion done) override { disk_.sync_directory(path, std::move(done)); }
    std::string description() const override { return "dying"; }
    [[nodiscard]] int names_left() const { return names_left_; }

private:
    env::Disk& disk_;
    int names_left_ = std::numeric_limits<int>::max();
};

TEST(LogCleaningTest, ACrashAtEachStepOfTheSwapLeavesTheOldSegmentsOrTheNewOne) {
    int deaths = 0;
    for (int names = 0;; ++names) {
        SCOPED_TRACE("after " + std::to_string(names) + " names");
        CompactionContext context;
        context.open();
        for (int segment = 0; segment < 3; ++segment) {
            for (int i = 0; i < 3; ++i) {
                context.put({{"a", std::to_string(segment * 10 + i)}, {"only-" + std::to_string(segment) + std::to_string(i), "x"}});
            }
            // The last records of the middle segment are superseded: the new segment ends before the old one did.
            context.put({{"a", "later"}});
            context.roll();
        }
        context.put({{"a", "end"}});
        const auto before = context.told();
        context.flush();
        std::vector<std::string> after;
        for (const std::string& line : before) {
            if (line.find(":a=") == std::string::npos || line == "20:a=later" || line == "21:a=end") after.push_back(line);
        }

        // Opened on the disk that will die; cleaned as far as it goes.
        context.log.reset();
        DyingDisk disk(context.environment->disk);
        env::Environment dying{context.environment->clock, context.environment->network, disk, context.environment->random,
                               context.environment->observer};
        LogSetup setup = context.setup;
        setup.high_watermark = Offset(22);
        auto opened = Log::open(dying, setup);
        ASSERT_OK(opened);
        context.log = std::move(*opened);
        context.flush();
        bool died = false;
        {
            disk.die_after(names);
            LogCleaning cleaning(dying, *context.log, context.range(), context.options());
            Result<std::int64_t> moved = 0;
            while (moved && cleaning.state() != State::done && cleaning.state() != State::aborted) {
                moved = context.step(cleaning, 1 << 20);
            }
            died = cleaning.state() != State::done;
            EXPECT_TRUE(!died || disk.names_left() == 0);
        }
        context.setup.recovery_point = Offset(21);
        // What the topic's policy is, is not known when logs are loaded.
        context.setup.config.cleanup_compact = false;
        context.kill_and_open();
        const auto told = context.told();
        EXPECT_EQ(context.log->log_end(), Offset(22));
        // Each record of the end is there; each other one is of the beginning.
        std::size_t at = 0;
        for (const std::string& line : told) {
            while (at < before.size() && before[at] != line) ++at;
            EXPECT_LT(at, before.size()) << line;
        }
        for (const std::string& line : after) EXPECT_THAT(told, testing::Contains(line));
        EXPECT_EQ(context.files_with(".cleaned") + context.files_with(".swap") + context.files_with(".deleted"), 0);
        if (!died) {
            EXPECT_EQ(told, after);
            break;
        }
        ++deaths;
    }
    EXPECT_GE(deaths, 15) << "three files to .swap, three times three to .deleted, and three to their names";
}

// As a follower gets it from a leader that has compacted its log; the offsets are far apart.
TEST(LogCleaningTest, AFollowerThatIsKilledKeepsWhatLiesBehindTheHolesOfItsLeader) {
    LogContext context;
    context.setup.config.internal_segment_bytes = 600;
    context.open();
    const auto follow = [&](std::int64_t offset) {
        ASSERT_OK(context.log->append_as_follower(make_batch({.value_bytes = 200, .base_offset = Offset(offset), .epoch = LeaderEpoch(0)}),
                                                  LeaderEpoch(0)));
    };
    for (std::int64_t offset = 0; offset <= 1000; offset += 100) follow(offset);
    ASSERT_GT(context.log->segment_count(), 4u);
    context.kill_and_open();
    EXPECT_EQ(context.log->log_end(), Offset(1001));
    EXPECT_EQ(context.read_all().size(), 11u);

    // A truncation into a hole leaves no end behind the last batch, where the next segment would begin.
    ASSERT_OK(context.log->truncate_to(Offset(850)));
    EXPECT_EQ(context.log->log_end(), Offset(801));
    ASSERT_OK(context.log->roll());
    follow(850);
    context.kill_and_open();
    EXPECT_EQ(context.log->log_end(), Offset(851));
    EXPECT_EQ(context.read_all().size(), 10u);
}

TEST(LogCleaningTest, AHoleAboveTheRecoveryPointIsALossWhateverThePolicyIs) {
    for (const bool compact : {false, true}) {
        CompactionContext context;
        context.setup.config.cleanup_compact = compact;
        context.open();
        context.put({{"a", "1"}});
        context.roll();
        context.setup.recovery_point = context.log->recovery_point();
        ASSERT_EQ(context.setup.recovery_point, Offset(1));
        for (int i = 0; i < 2; ++i) {
            context.put({{"a", std::to_string(i)}});
            context.put({{"a", std::to_string(i)}});
            ASSERT_OK(context.log->roll());
        }
        context.put({{"a", "end"}});
        // The first of the two segments loses its last batch, what came behind it does not.
        const auto file = context.node.disk().open("orders-0/00000000000000000001.log", env::OpenMode::read_write);
        ASSERT_OK(file);
        ASSERT_OK((*file)->truncate((*file)->size() - 1));
        context.kill_and_open();
        EXPECT_EQ(context.log->log_end(), Offset(2)) << "what follows is not taken for the log's own";
    }
}

TEST(LogCleaningTest, SegmentsThatLieWhollyBelowTheLogStartAreNotLookedAt) {
    CompactionContext context;
    context.open();
    for (int segment = 0; segment < 3; ++segment) {
        for (int i = 0; i < 3; ++i) context.put({{"k", std::to_string(i)}});
        context.roll();
    }
    ASSERT_OK(context.log->advance_log_start(Offset(4)));
    // It need not be durable any more, and a loss of power made something else of it.
    ASSERT_OK(context.node.disk().corrupt("orders-0/00000000000000000000.log", records::batch_header_size + 3, 0x10));
    EXPECT_EQ(context.clean(Offset(4)), Offset(9));
    EXPECT_EQ(context.told(), std::vector<std::string>{"8:k=2"});
}

TEST(LogCleaningTest, HolesBelowTheRecoveryPointAreNoDamageWhateverThePolicyIs) {
    CompactionContext context;
    context.setup.config.internal_segment_bytes = 600;
    context.open();
    for (int i = 0; i < 40; ++i) context.put({{"k", std::string(100, 'v')}, {"key-" + std::to_string(i / 20), std::to_string(i)}});
    context.roll();
    context.put({{"k", "end"}});
    context.flush();
    context.clean();
    const auto told = context.told();
    ASSERT_LT(told.size(), 8u);
    context.setup.config.cleanup_compact = false;
    context.setup.recovery_point = context.log->recovery_point();
    context.kill_and_open();
    EXPECT_EQ(context.told(), told);
    // Where the recovery point is lost the cleaner's checkpoint says as much.
    context.setup.recovery_point = Offset(0);
    context.setup.cleaned_to = Offset(80);
    context.kill_and_open();
    EXPECT_EQ(context.told(), told);
    EXPECT_EQ(context.log->log_end(), Offset(81));
}

}  // namespace
}  // namespace vitrine::storage
