// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/leader_epoch_cache.h"

#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

class LeaderEpochCacheTest : public testing::Test {
protected:
    LogContext context;
    LeaderEpochCache cache{context.environment->disk, "leader-epoch-checkpoint"};

    static EpochEntry entry(int epoch, std::int64_t start) { return {LeaderEpoch(epoch), Offset(start)}; }
    std::optional<EpochEndOffset> end_of(int epoch, std::int64_t log_end = 100) {
        return cache.end_offset_for(LeaderEpoch(epoch), Offset(log_end));
    }
    static std::optional<EpochEndOffset> answer(int epoch, std::int64_t end) { return EpochEndOffset{LeaderEpoch(epoch), Offset(end)}; }
    std::string stored() {
        context.world.run_for(100ms);
        const auto content = env::read_file(context.node.disk(), "leader-epoch-checkpoint");
        return content ? std::string(as_text(*content)) : "";
    }
};

TEST_F(LeaderEpochCacheTest, AnEmptyCacheKnowsNothing) {
    ASSERT_OK(cache.load());
    EXPECT_FALSE(cache.latest().has_value());
    EXPECT_EQ(cache.latest_epoch(), no_leader_epoch);
    EXPECT_FALSE(end_of(0).has_value());
    EXPECT_FALSE(end_of(-1).has_value());
    EXPECT_FALSE(cache.epoch_for_offset(Offset(0)).has_value());
}

TEST_F(LeaderEpochCacheTest, EpochZeroCountsAsAnyOther) {  // KAFKA-10432
    cache.assign(LeaderEpoch(0), Offset(0));
    EXPECT_EQ(cache.latest(), entry(0, 0));
    EXPECT_EQ(end_of(0), answer(0, 100));
    EXPECT_EQ(stored(), "0\n1\n0 0\n");
}

TEST_F(LeaderEpochCacheTest, TheLatestEpochEndsAtTheLogEnd) {
    cache.assign(LeaderEpoch(2), Offset(10));
    cache.assign(LeaderEpoch(2), Offset(11));  // further batches of the same epoch
    EXPECT_EQ(cache.entries(), std::vector{entry(2, 10)});
    EXPECT_EQ(end_of(2, 57), answer(2, 57));
}

TEST_F(LeaderEpochCacheTest, AnEpochThatWasNeverHereAnswersTheEndOfTheLargestLowerOne) {  // KIP-279
    cache.assign(LeaderEpoch(2), Offset(10));
    cache.assign(LeaderEpoch(4), Offset(30));
    cache.assign(LeaderEpoch(7), Offset(60));
    EXPECT_EQ(end_of(2), answer(2, 30));
    EXPECT_EQ(end_of(3), answer(2, 30));
    EXPECT_EQ(end_of(4), answer(4, 60));
    EXPECT_EQ(end_of(5), answer(4, 60));
    EXPECT_EQ(end_of(6), answer(4, 60));
    EXPECT_EQ(end_of(7), answer(7, 100));
    // Below all: those records are gone; the follower goes on at the start of the first.
    EXPECT_EQ(end_of(1), answer(1, 10));
    EXPECT_FALSE(end_of(8).has_value());
}

TEST_F(LeaderEpochCacheTest, AFollowerWithALostTailFindsWhereToCut) {  // KIP-279, quick failovers
    // Leader: epoch 0 up to 9, then 2 from 10. The old leader of epoch 1 wrote 10 and 11, which nobody has.
    cache.assign(LeaderEpoch(0), Offset(0));
    cache.assign(LeaderEpoch(2), Offset(10));
    const auto cut = end_of(1, 14);
    ASSERT_TRUE(cut.has_value());
    EXPECT_EQ(*cut, (EpochEndOffset{LeaderEpoch(0), Offset(10)})) << "everything of epoch 1 goes";
}

TEST_F(LeaderEpochCacheTest, ALeaderThatWroteNothingIsReplacedByTheNextAtTheSameOffset) {
    cache.assign(LeaderEpoch(1), Offset(10));
    cache.assign(LeaderEpoch(2), Offset(20));
    cache.assign(LeaderEpoch(3), Offset(20));
    EXPECT_EQ(cache.entries(), (std::vector{entry(1, 10), entry(3, 20)}));
    EXPECT_EQ(end_of(2), answer(1, 20));
}

TEST_F(LeaderEpochCacheTest, ContradictingEntriesGiveWayToTheNewOne) {
    cache.assign(LeaderEpoch(1), Offset(10));
    cache.assign(LeaderEpoch(3), Offset(20));
    cache.assign(LeaderEpoch(5), Offset(30));
    cache.assign(LeaderEpoch(4), Offset(15));
    EXPECT_EQ(cache.entries(), (std::vector{entry(1, 10), entry(4, 15)}));
    cache.assign(LeaderEpoch(4), Offset(12));  // the same epoch began earlier
    EXPECT_EQ(cache.entries(), (std::vector{entry(1, 10), entry(4, 12)}));
}

TEST_F(LeaderEpochCacheTest, TruncationFromTheEndDropsWhatStartsThere) {
    cache.assign(LeaderEpoch(1), Offset(10));
    cache.assign(LeaderEpoch(3), Offset(20));
    cache.assign(LeaderEpoch(5), Offset(30));
    cache.truncate_from_end(Offset(31));
    EXPECT_EQ(cache.entries().size(), 3u);
    cache.truncate_from_end(Offset(30));
    EXPECT_EQ(cache.entries(), (std::vector{entry(1, 10), entry(3, 20)}));
    cache.truncate_from_end(Offset(5));
    EXPECT_TRUE(cache.entries().empty());
    EXPECT_EQ(stored(), "0\n0\n");
}

TEST_F(LeaderEpochCacheTest, TruncationFromTheStartKeepsTheEpochThatCoversIt) {
    cache.assign(LeaderEpoch(1), Offset(10));
    cache.assign(LeaderEpoch(3), Offset(20));
    cache.assign(LeaderEpoch(5), Offset(30));
    cache.truncate_from_start(Offset(5));
    EXPECT_EQ(cache.entries().size(), 3u);
    cache.truncate_from_start(Offset(25));
    EXPECT_EQ(cache.entries(), (std::vector{entry(3, 25), entry(5, 30)}));
    cache.truncate_from_start(Offset(30));
    EXPECT_EQ(cache.entries(), std::vector{entry(5, 30)});
    cache.truncate_from_start(Offset(99));
    EXPECT_EQ(cache.entries(), std::vector{entry(5, 99)});
}

TEST_F(LeaderEpochCacheTest, EpochsAreFoundByOffsetAndByOrder) {
    cache.assign(LeaderEpoch(1), Offset(10));
    cache.assign(LeaderEpoch(3), Offset(20));
    EXPECT_FALSE(cache.epoch_for_offset(Offset(9)).has_value());
    EXPECT_EQ(cache.epoch_for_offset(Offset(10)), LeaderEpoch(1));
    EXPECT_EQ(cache.epoch_for_offset(Offset(19)), LeaderEpoch(1));
    EXPECT_EQ(cache.epoch_for_offset(Offset(2000)), LeaderEpoch(3));
    EXPECT_FALSE(cache.previous(LeaderEpoch(1)).has_value());
    EXPECT_EQ(cache.previous(LeaderEpoch(2)), entry(1, 10));
    EXPECT_EQ(cache.previous(LeaderEpoch(9)), entry(3, 20));
}

TEST_F(LeaderEpochCacheTest, WhatWasSyncedSurvivesACrash) {  // KAFKA-16541
    cache.assign(LeaderEpoch(1), Offset(10));
    cache.assign(LeaderEpoch(3), Offset(20));
    cache.truncate_from_end(Offset(20));
    EXPECT_FALSE(cache.durable());
    bool synced = false;
    cache.sync([&](const Status& status) { synced = status.has_value(); });
    EXPECT_TRUE(context.world.run_until([&] { return synced; }, 1s));
    EXPECT_TRUE(cache.durable());
    context.world.crash(the_node);
    LeaderEpochCache reloaded(context.node.disk(), "leader-epoch-checkpoint");
    ASSERT_OK(reloaded.load());
    EXPECT_EQ(reloaded.entries(), std::vector{entry(1, 10)});
}

TEST_F(LeaderEpochCacheTest, WhatRecoveryFindsAgainIsNotWrittenAgain) {
    cache.assign(LeaderEpoch(1), Offset(10));
    cache.assign(LeaderEpoch(3), Offset(20));
    ASSERT_EQ(stored(), "0\n2\n1 10\n3 20\n");
    const auto recovered = [&](const std::vector<EpochEntry>& found) {
        auto again = std::make_unique<LeaderEpochCache>(context.environment->disk, "leader-epoch-checkpoint");
        again->hold();
        EXPECT_OK(again->load());
        again->truncate_from_end(Offset(0));
        for (const EpochEntry& one : found) again->assign(one.epoch, one.start_offset);
        EXPECT_TRUE(again->durable()) << "nothing is written meanwhile";
        again->release();
        return again;
    };
    EXPECT_TRUE(recovered({entry(1, 10), entry(3, 20)})->durable()) << "nothing is written";
    const auto shorter = recovered({entry(1, 10)});
    EXPECT_FALSE(shorter->durable());
    EXPECT_EQ(stored(), "0\n1\n1 10\n");
    // Damage is mended, whatever is found.
    ASSERT_OK(env::write_file(context.node.disk(), "leader-epoch-checkpoint", as_bytes("0\n2\n1 10\n")));
    LeaderEpochCache damaged(context.environment->disk, "leader-epoch-checkpoint");
    damaged.hold();
    EXPECT_CODE(INVALID_RECORD, damaged.load());
    damaged.release();
    EXPECT_EQ(stored(), "0\n0\n");
}

TEST_F(LeaderEpochCacheTest, DamageIsToldApartFromAFailingDisk) {
    ASSERT_OK(env::write_file(context.node.disk(), "leader-epoch-checkpoint", as_bytes("0\n2\n1 10\n")));
    EXPECT_CODE(INVALID_RECORD, cache.load());
    context.node.disk().faults().reads_fail = true;
    EXPECT_CODE(KAFKA_STORAGE_ERROR, cache.load());
}

}  // namespace
}  // namespace vitrine::storage
