// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/replication_checkers.h"

#include "stage.h"

namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class HighWatermark : public testing::Test {
protected:
    Stage stage;
    HighWatermarkNeverFalls& checker = stage.set.add<HighWatermarkNeverFalls>();
};

TEST_F(HighWatermark, RisingAndANewLeaderThatHoldsEverythingAreAccepted) {
    stage.show(b1, leader(0, 12, 10));
    stage.show(b1, leader(0, 15, 12));
    // Its high watermark lags, which KIP-207 hides from who asks for the end; its log does not.
    stage.show(b2, leader(1, 13, 8));
    stage.show(b2, leader(1, 13, 13));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(HighWatermark, FallingInOneEpochIsFound) {
    stage.show(b1, leader(2, 12, 10));
    stage.show(b1, leader(2, 12, 9));
    EXPECT_THAT(stage.sentences(), ElementsAre("the high watermark of orders-0 fell from 10 to 9 in leader epoch 2"));
}

TEST_F(HighWatermark, ANewLeaderWithoutWhatReadersSawIsFound) {  // KIP-101, KAFKA-7128
    stage.show(b1, leader(0, 12, 10));
    stage.show(b2, leader(1, 9, 9));
    stage.show(b2, leader(1, 9, 9));
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("leader of orders-0 in epoch 1, ends at 9; broker 1 told a high watermark of 10 in epoch 0")));
}

TEST_F(HighWatermark, ADeposedLeaderThatDoesNotKnowItYetIsAccepted) {
    stage.show(b2, leader(1, 20, 20));
    stage.show(b1, leader(0, 12, 10));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(HighWatermark, BelowTheLogStartIsFound) {  // KAFKA-9491
    auto view = follower(0, 20, 5);
    view.log_start = Offset(10);
    stage.show(b3, view);
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("shows log start 10, last stable offset 5, high watermark 5, log end 20")));
}

class Isr : public testing::Test {
protected:
    void joins(BrokerId replica) {
        stage.tell(
            b1,
            observe::IsrChanged{
                .partition = orders(), .from = {b1}, .to = {b1, replica}, .cause = observe::IsrChangeCause::caught_up, .replica = replica});
    }
    Stage stage;
    IsrJoinedInStep& checker = stage.set.add<IsrJoinedInStep>();
};

TEST_F(Isr, AReplicaThatHasReachedTheHighWatermarkIsAccepted) {
    stage.time(10).show(b1, leader(0, 12, 10));
    stage.show(b2, follower(0, 11, 9));
    stage.time(20);
    joins(b2);
    stage.set.finish(stage.at(9000));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Isr, AReplicaThatShowsAMomentLaterThatItHadReachedItIsAccepted) {
    stage.time(10).show(b1, leader(0, 12, 10));
    stage.show(b2, follower(0, 4, 4));
    stage.time(20);
    joins(b2);
    stage.time(40).show(b2, follower(0, 12, 10));
    stage.set.finish(stage.at(9000));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Isr, AReplicaThatIsBehindIsFound) {
    stage.time(10).show(b1, leader(0, 12, 10));
    stage.show(b2, follower(0, 4, 4));
    stage.time(20);
    joins(b2);
    stage.time(40).show(b2, follower(0, 9, 9));
    EXPECT_THAT(stage.sentences(),
                ElementsAre("broker 2 joined the ISR of orders-0 by the word of leader 1 with a log that ends at 9; the high "
                            "watermark was 10 or higher"));
}

TEST_F(Isr, AReplicaThatNeverMovesIsFoundAtTheEnd) {
    stage.time(10).show(b1, leader(0, 12, 10));
    stage.show(b2, follower(0, 4, 4));
    stage.time(20);
    joins(b2);
    stage.set.finish(stage.at(9000));
    EXPECT_EQ(stage.sentences().size(), 1u);
}

TEST_F(Isr, TheHighWatermarkOfTheFormerLeaderCounts) {  // KAFKA-7128
    stage.time(10).show(b3, leader(0, 12, 10));
    stage.time(15).show(b1, leader(1, 12, 7));
    stage.show(b2, follower(1, 7, 7));
    stage.time(20);
    joins(b2);
    stage.time(30).show(b2, follower(1, 8, 7));
    EXPECT_EQ(stage.sentences().size(), 1u);
}

TEST_F(Isr, WhatWasAcknowledgedCounts) {
    stage.time(10).show(b1, leader(0, 12, 5));
    checker.high_watermark_is_at_least(orders(), Offset(11));
    stage.show(b2, follower(0, 6, 5));
    stage.time(20);
    joins(b2);
    stage.time(30).show(b2, follower(0, 10, 5));
    EXPECT_EQ(stage.sentences().size(), 1u);
}

TEST_F(Isr, AReplicaThatDiesInBetweenIsNotAsked) {
    stage.time(10).show(b1, leader(0, 12, 10));
    stage.show(b2, follower(0, 4, 4));
    stage.time(20);
    joins(b2);
    stage.restart(b2);
    stage.time(40).show(b2, follower(0, 4, 4));
    stage.set.finish(stage.at(9000));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

}  // namespace vitrine::simulation::test
