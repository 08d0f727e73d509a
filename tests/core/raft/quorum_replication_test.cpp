// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "quorum_bench.h"

namespace vitrine::raft::test {
namespace {

using enum observe::QuorumRole;
using std::chrono::seconds;

AppendRequested records(std::int32_t epoch, std::size_t count) { return {LeaderEpoch(epoch), std::vector<Bytes>(count, Bytes{1})}; }

// --- what a leader commits ---

TEST(QuorumLeader, ShowsNothingOfEarlierEpochsBeforeItsLeaderChangeIsCommitted) {  // KAFKA-12619, Raft's figure 8
    Bench node;
    node.start({LeaderEpoch(4), no_broker, no_broker}, log_of({at(7, 3)}));
    node.become_leader();
    ASSERT_EQ(node->log().end(), at(8, 5));
    node.fetch(b, 5, at(7, 3));
    node.fetch(c, 5, at(7, 3));
    EXPECT_EQ(node->high_watermark(), no_offset) << "everybody holds the old records, nobody the LeaderChange";
    node.fetch(b, 5, at(8, 5));
    EXPECT_EQ(node->high_watermark(), Offset(8));
}

TEST(QuorumLeader, CountsItsOwnLogUpToWhatIsSynced) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.step(records(1, 3));
    EXPECT_EQ(node.fetch(b, 1, at(3, 1)).high_watermark, Offset(1)) << "b holds 3, this node has synced 1";
    node.complete_sync();
    EXPECT_EQ(node->high_watermark(), Offset(3));
}

TEST(QuorumLeader, OneSyncCoversAllThatIsAppendedMeanwhile) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.step(records(1, 1));
    const auto first = node.sync_under_way();
    node.step(records(1, 1));
    node.step(records(1, 1));
    EXPECT_EQ(node.sync_under_way(), first) << "no second one beside it";
    node.complete_sync();
    EXPECT_EQ(node->synced(), Offset(2));
    node.complete_sync();
    EXPECT_EQ(node->synced(), Offset(4));
    EXPECT_FALSE(node.sync_under_way().has_value());
}

TEST(QuorumLeader, OffsetsOfADivergedFollowerDoNotCount) {  // KAFKA-13141
    Bench node;
    node.start({LeaderEpoch(4), no_broker, no_broker}, log_of({at(7, 3)}));
    node.become_leader();
    const FetchAnswer answer = node.fetch(b, 5, at(12, 4));
    EXPECT_EQ(answer.diverging, at(7, 3));
    EXPECT_EQ(answer.read_from, no_offset);
    EXPECT_EQ(node->high_watermark(), no_offset);
    EXPECT_FALSE(node->leader_state()->voters().at(b).last_fetch.has_value());
}

TEST(QuorumLeader, ObserversDoNotCount) {
    Bench node;
    node.start();
    node.become_leader();
    node.fetch(d, 1, at(1, 1));
    EXPECT_EQ(node->high_watermark(), no_offset);
    EXPECT_TRUE(node->leader_state()->observers().contains(ReplicaKey{d, {}}));
    node.fetch(BrokerId(-1), 1, at(1, 1));
    EXPECT_EQ(node->leader_state()->observers().size(), 1u) << "a tool is no replica";
}

TEST(QuorumLeader, AFollowerThatLostItsDiskDoesNotLowerTheHighWatermark) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.fetch(b, 1, at(0, 0));
    EXPECT_EQ(node->high_watermark(), Offset(1));
}

TEST(QuorumLeader, AnswersFetchesByEpoch) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    EXPECT_EQ(node.fetch(b, 0, at(0, 0)).error, ErrorCode::FENCED_LEADER_EPOCH);
    EXPECT_EQ(node.fetch(b, 2, at(0, 0)).error, ErrorCode::UNKNOWN_LEADER_EPOCH);
    EXPECT_EQ(node.fetch(b, 1, at(-4, 0)).error, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(node.fetch(b, 1, at(1, 2)).error, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(node.fetch(a, 1, at(0, 0)).error, ErrorCode::INVALID_REQUEST);
    const FetchAnswer answer = node.fetch(b, 1, at(0, 0));
    EXPECT_EQ(answer.read_from, Offset(0));
    EXPECT_EQ(answer.leader, a);
    EXPECT_EQ(answer.high_watermark, Offset(1));
}

TEST(QuorumLeader, ParksAFetchUntilThereAreRecordsOrItsTimeIsOver) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    const RequestId waits = node.ask(Bench::fetch_ask(b, 1, at(1, 1), seconds(10), Offset(1)));
    EXPECT_FALSE(node.answer<FetchAnswer>(waits).has_value());
    node.step(records(1, 1));
    EXPECT_EQ(node.answer<FetchAnswer>(waits)->read_from, Offset(1)) << "at once, before anything is synced";

    const RequestId idle = node.ask(Bench::fetch_ask(b, 1, at(2, 1), seconds(10), Offset(2)));
    node.complete_disk();
    node.advance(Milliseconds(499));
    EXPECT_FALSE(node.answer<FetchAnswer>(idle).has_value());
    node.advance(Milliseconds(1));
    EXPECT_EQ(node.answer<FetchAnswer>(idle)->read_from, no_offset);
}

TEST(QuorumLeader, ANewHighWatermarkWakesWhoDoesNotKnowIt) {  // KIP-1166
    Bench node;
    node.start();
    node.become_leader();
    const RequestId waits = node.ask(Bench::fetch_ask(b, 1, at(1, 1), seconds(10), no_offset));
    EXPECT_EQ(node.answer<FetchAnswer>(waits)->high_watermark, Offset(1)) << "its own fetch committed the record";
    const RequestId knows = node.ask(Bench::fetch_ask(b, 1, at(1, 1), seconds(10), Offset(1)));
    const RequestId cannot_say = node.ask(Bench::fetch_ask(c, 1, at(1, 1), seconds(10), Offset(std::numeric_limits<std::int64_t>::max())));
    EXPECT_FALSE(node.answer<FetchAnswer>(knows).has_value());
    EXPECT_FALSE(node.answer<FetchAnswer>(cannot_say).has_value());
}

TEST(QuorumLeader, ParkedFetchesAreReleasedWhenItStepsDown) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    const RequestId waits = node.ask(Bench::fetch_ask(b, 1, at(1, 1), seconds(10), Offset(1)));
    node.step(ResignRequested{LeaderEpoch(1)});
    EXPECT_EQ(node.answer<FetchAnswer>(waits)->error, ErrorCode::NOT_LEADER_OR_FOLLOWER);
}

// --- how a leader ends ---

TEST(QuorumLeader, ResignsWithoutTheFetchesOfAMajority) {  // KAFKA-15489
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    for (int i = 0; i < 5; ++i) {
        node.advance(Milliseconds(2900));
        ASSERT_EQ(node.role(), leader);
        node.fetch(c, 1, at(1, 1));
    }
    node.advance(Milliseconds(3000));
    EXPECT_EQ(node.role(), resigned);
    EXPECT_EQ(node->leader_and_epoch(), (LeaderAndEpoch{no_broker, LeaderEpoch(1)})) << "nobody takes it for the leader";
    EXPECT_EQ(node.fetch(b, 1, at(1, 1)).error, ErrorCode::NOT_LEADER_OR_FOLLOWER);
}

TEST(QuorumLeader, OneVoterOfFourIsNoMajority) {
    Bench node(a, {a, b, c, d, BrokerId(5)});
    node.start();
    node.wait_for_election();
    for (const bool vote : {false, true}) {
        node.grant(b);
        node.grant(c);
        node.complete_disk();
        (void)vote;
    }
    ASSERT_EQ(node.role(), leader);
    for (int i = 0; i < 6; ++i) {
        node.advance(Milliseconds(499));
        node.fetch(b, 1, at(1, 1));
    }
    node.advance(Milliseconds(100));
    EXPECT_EQ(node.role(), resigned);
}

TEST(QuorumLeader, WhoCompletesAParkedFetchIsNotTherebyAlive) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.ask(Bench::fetch_ask(b, 1, at(1, 1), seconds(10), Offset(1)));
    node.advance(Milliseconds(400));
    node.step(records(1, 1));
    node.advance(Milliseconds(2600));
    EXPECT_EQ(node.role(), resigned) << "the last sign of life was the fetch itself";
}

TEST(QuorumLeader, ResigningNamesTheLongestLogFirst) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.step(records(1, 1));
    node.complete_disk();
    node.fetch(c, 1, at(2, 1));
    for (const BrokerId peer : {b, c}) node.respond(peer, EpochAnswer{ErrorCode::NONE, LeaderEpoch(1), a});
    node.step(ResignRequested{LeaderEpoch(7)});
    EXPECT_EQ(node.role(), leader) << "another epoch";
    node.step(ResignRequested{LeaderEpoch(1)});
    EXPECT_EQ(node.role(), resigned);
    EXPECT_EQ(node.sent<EndQuorumEpochAsk>(b), (EndQuorumEpochAsk{a, LeaderEpoch(1), {c, b}}));
}

TEST(QuorumLeader, AfterResigningItWaitsForAnElectionAndThenLeavesItsEpoch) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.step(ResignRequested{LeaderEpoch(1)});
    EXPECT_TRUE(node.vote(c, 1, at(9, 1), true).granted) << "it asked for an election itself";
    node.advance(seconds(2));
    EXPECT_EQ(node.role(), unattached);
    EXPECT_EQ(node->epoch(), LeaderEpoch(2));
}

TEST(QuorumLeader, TellsVotersThatDoNotFetchThatItLeads) {
    Bench node;
    node.start();
    node.become_leader();
    for (const BrokerId peer : {b, c}) node.respond(peer, EpochAnswer{ErrorCode::NONE, LeaderEpoch(1), a});
    node.forget_sent();
    node.fetch(b, 1, at(1, 1));
    node.advance(Milliseconds(999));
    EXPECT_FALSE(node.sent<BeginQuorumEpochAsk>(c).has_value());
    node.fetch(b, 1, at(1, 1));
    node.advance(Milliseconds(1));
    EXPECT_TRUE(node.sent<BeginQuorumEpochAsk>(c).has_value());
    EXPECT_FALSE(node.sent<BeginQuorumEpochAsk>(b).has_value());
    node.forget_sent();
    node.step(TimerElapsed{});
    EXPECT_FALSE(node.sent<BeginQuorumEpochAsk>(c).has_value());
}

// --- followers ---

// Follows b in epoch 5 with the log 0-6 of epoch 3, synced; a Fetch is under way.
struct FollowerBench : Bench {
    FollowerBench() {
        start({LeaderEpoch(5), b, no_broker}, log_of({at(7, 3)}));
        complete_disk();
    }
};

TEST(QuorumFollower, FetchesFromWhereItsLogIsDurable) {
    FollowerBench node;
    EXPECT_EQ(node.sent<FetchAsk>(b), (FetchAsk{a, LeaderEpoch(5), Offset(7), LeaderEpoch(3), no_offset, Milliseconds(500)}));
    node.forget_sent();
    node.step(ResponseReceived{b, 1, Bench::records(b, 5, Offset(7), {3, 5}, Offset(8))});
    EXPECT_EQ(node->log().end(), at(9, 5));
    EXPECT_EQ(node->high_watermark(), Offset(8));
    EXPECT_FALSE(node.sent<FetchAsk>(b).has_value()) << "what it fetched is not synced";
    node.complete_sync();
    EXPECT_EQ(node.sent<FetchAsk>(b), (FetchAsk{a, LeaderEpoch(5), Offset(9), LeaderEpoch(5), Offset(8), Milliseconds(500)}));
}

TEST(QuorumFollower, TakesOnlyBatchesThatFollowOnItsLog) {  // KAFKA-18723
    struct Row {
        const char* name;
        std::vector<FetchedBatch> batches;
        Offset end;  // of the log afterwards
    };
    const auto batch = [](std::int64_t from, std::int64_t to, std::int32_t epoch) {
        return FetchedBatch{Offset(from), Offset(to), LeaderEpoch(epoch), 10};
    };
    for (const Row& row : std::initializer_list<Row>{
             {"good", {batch(7, 9, 3), batch(9, 10, 5)}, Offset(10)},
             {"an epoch above the leader's", {batch(7, 9, 6)}, Offset(7)},
             {"an epoch below the log's", {batch(7, 9, 2)}, Offset(7)},
             {"a hole", {batch(8, 9, 3)}, Offset(7)},
             {"what it holds already", {batch(6, 9, 3)}, Offset(7)},
             {"no records", {batch(7, 7, 3)}, Offset(7)},
             {"good, then an epoch going back", {batch(7, 9, 5), batch(9, 10, 3)}, Offset(9)},
             {"bytes without a whole batch", {}, Offset(7)},
         }) {
        FollowerBench node;
        FetchAnswer answer{.epoch = LeaderEpoch(5), .leader = b, .high_watermark = Offset(20), .batches = row.batches};
        answer.records = SharedBytes(Bytes(20));
        node.respond(b, std::move(answer));
        EXPECT_EQ(node->log().end().offset, row.end) << row.name;
        const bool any = row.end > Offset(7);
        EXPECT_EQ(node->high_watermark(), any ? row.end : no_offset) << row.name;
        EXPECT_EQ(node.appends.size(), any ? 1u : 0u) << row.name;
    }
}

TEST(QuorumFollower, CutsWhatTheLeaderDoesNotHave) {
    FollowerBench node;
    node.respond(b, FetchAnswer{.epoch = LeaderEpoch(5), .leader = b, .high_watermark = Offset(9), .diverging = at(4, 2)});
    ASSERT_EQ(node.truncations.size(), 1u);
    EXPECT_EQ(node.truncations[0].to, Offset(0)) << "it has nothing of epoch 2: back to the end of its epochs before that";
    EXPECT_EQ(node->high_watermark(), no_offset) << "the leader's mark says nothing about a log that diverges (KAFKA-14704)";
    EXPECT_EQ(node.sent<FetchAsk>(b)->offset, Offset(0));
}

TEST(QuorumFollower, NeverCutsWhatIsCommitted) {  // KAFKA-12460
    FollowerBench node;
    node.respond(b, Bench::records(b, 5, Offset(7), {}, Offset(6)));
    ASSERT_EQ(node->high_watermark(), Offset(6));
    node.respond(b, FetchAnswer{.epoch = LeaderEpoch(5), .leader = b, .diverging = at(5, 3)});
    EXPECT_TRUE(node.truncations.empty());
    EXPECT_EQ(node.refusals.size(), 1u);
    EXPECT_EQ(node->log().end().offset, Offset(7));
    node.advance(Milliseconds(20));
    node.respond(b, FetchAnswer{.epoch = LeaderEpoch(5), .leader = b, .diverging = at(6, 3)});
    EXPECT_EQ(node->log().end().offset, Offset(6)) << "above it is another matter";
}

TEST(QuorumFollower, AnswersOfAnEarlierEpochAreIgnored) {
    FollowerBench node;
    const CorrelationId old_fetch = node.correlation(b);
    node.become_follower_of(c, 6);
    node.step(ResponseReceived{b, old_fetch, Bench::records(b, 5, Offset(7), {5})});
    EXPECT_EQ(node->log().end().offset, Offset(7));
    EXPECT_EQ(node->leader_and_epoch(), (LeaderAndEpoch{c, LeaderEpoch(6)}));
}

TEST(QuorumFollower, AsksForPreVotesWhenTheLeaderIsSilentForTheFetchTimeout) {
    FollowerBench node;
    node.advance(Milliseconds(1999));
    node.respond(b, Bench::records(b, 5, Offset(7), {}));
    node.advance(Milliseconds(1999));
    EXPECT_EQ(node.role(), follower);
    node.advance(Milliseconds(1));
    EXPECT_EQ(node.role(), prospective);
    EXPECT_EQ(node->leader_and_epoch().leader, b) << "it may live";
}

TEST(QuorumFollower, SuccessorsAskInTheOrderThatTheLeaderNamed) {
    struct Row {
        std::vector<BrokerId> successors;
        std::int64_t wait_ms;
    };
    for (const Row& row : std::initializer_list<Row>{{{a, c}, 0}, {{c, a}, 500}, {{c, d, a}, 500}, {{c, a, d}, 250}, {{c}, 1000}}) {
        FollowerBench node;
        node.ask(EndQuorumEpochAsk{b, LeaderEpoch(5), row.successors});
        EXPECT_EQ(node->leader_and_epoch().leader, no_broker);
        if (row.wait_ms > 0) {
            node.advance(Milliseconds(row.wait_ms - 1));
            EXPECT_EQ(node.role(), follower);
            node.advance(Milliseconds(1));
        }
        EXPECT_EQ(node.role(), prospective) << row.wait_ms;
    }
}

TEST(QuorumFollower, ALeaderThatEndedItsEpochNeedsNoLoyalty) {
    FollowerBench node;
    node.respond(b, Bench::records(b, 5, Offset(7), {}));
    ASSERT_FALSE(node.vote(c, 5, at(7, 3), true).granted);
    node.ask(EndQuorumEpochAsk{b, LeaderEpoch(5), {c, a}});
    EXPECT_TRUE(node.vote(c, 5, at(7, 3), true).granted);
}

TEST(QuorumFollower, LearnsFromTheLeaderItselfThatItResigned) {
    FollowerBench node;
    node.respond(b, FetchAnswer{.error = ErrorCode::NOT_LEADER_OR_FOLLOWER, .epoch = LeaderEpoch(5), .leader = no_broker});
    EXPECT_EQ(node->leader_and_epoch().leader, no_broker);
    node.forget_sent();
    node.advance(Milliseconds(1000));
    EXPECT_FALSE(node.sent<FetchAsk>(b).has_value());
    node.advance(Milliseconds(1000));
    EXPECT_EQ(node.role(), prospective);
}

TEST(QuorumFollower, ComesBackWhenTheLeaderShowsItself) {
    FollowerBench node;
    node.advance(seconds(2));
    ASSERT_EQ(node.role(), prospective);
    node.ask(BeginQuorumEpochAsk{b, LeaderEpoch(5)});
    EXPECT_EQ(node.role(), follower);
}

// --- observers ---

TEST(QuorumObserver, AsksOneVoterAfterTheOtherAndFollowsTheLeader) {
    Bench node(d);
    node.start();
    ASSERT_TRUE(node.sent<FetchAsk>(a).has_value());
    EXPECT_FALSE(node.sent<FetchAsk>(b).has_value());
    node.fail(a);
    ASSERT_TRUE(node.sent<FetchAsk>(b).has_value());
    node.respond(b, FetchAnswer{.error = ErrorCode::FENCED_LEADER_EPOCH, .epoch = LeaderEpoch(3), .leader = c});
    EXPECT_EQ(node.role(), follower);
    EXPECT_EQ(node.sent<FetchAsk>(c)->epoch, LeaderEpoch(3));
    node.respond(c, Bench::records(c, 3, Offset(0), {3}, Offset(1)));
    EXPECT_EQ(node->high_watermark(), Offset(1));
    EXPECT_EQ(node.sent<FetchAsk>(c)->offset, Offset(1)) << "nobody counts on what an observer synced";
}

TEST(QuorumObserver, NeverStandsButVotesWhereItIsAsked) {
    Bench node(d);
    node.start();
    node.fail(a);
    node.advance(seconds(60));
    EXPECT_EQ(node.role(), unattached);
    EXPECT_TRUE(node.vote(a, 1, at(0, 0)).granted) << "who asks may know that this node votes by now";
}

TEST(QuorumObserver, LooksForTheLeaderAgainWhenItIsGone) {
    Bench node(d);
    node.start({LeaderEpoch(3), c, no_broker});
    ASSERT_EQ(node.role(), follower);
    node.fail(c);
    EXPECT_EQ(node.role(), unattached);
    node.respond(a, FetchAnswer{.error = ErrorCode::NOT_LEADER_OR_FOLLOWER, .epoch = LeaderEpoch(3), .leader = c});
    EXPECT_EQ(node.role(), follower) << "the same leader, if others still know it";
}

TEST(QuorumObserver, ASyncOfRecordsThatWereCutCountsForNothing) {
    // (A voter has nothing to sync when it is told to truncate: it fetches only from where it is durable.)
    Bench node(d);
    node.start({LeaderEpoch(5), c, no_broker});
    node.respond(c, Bench::records(c, 5, Offset(0), {4, 4, 4}));
    const auto stale = node.sync_under_way();
    ASSERT_TRUE(stale.has_value());
    node.respond(c, FetchAnswer{.epoch = LeaderEpoch(5), .leader = c, .diverging = at(1, 4)});
    node.respond(c, Bench::records(c, 5, Offset(1), {5, 5}));
    ASSERT_EQ(node->log().end(), at(3, 5));
    const auto fresh = node.sync_under_way();
    ASSERT_NE(fresh, stale);
    node.step(LogSynced{*stale});
    EXPECT_EQ(node->synced(), Offset(0));
    node.complete_sync();
    EXPECT_EQ(node->synced(), Offset(1)) << "asked for when the log ended there";
    node.complete_sync();
    EXPECT_EQ(node->synced(), Offset(3));
}

// --- leaving ---

TEST(QuorumShutdown, AFollowerJustGoes) {
    FollowerBench node;
    node.step(ShutdownRequested{});
    EXPECT_TRUE(node.shutdown_completed);
}

TEST(QuorumShutdown, ALeaderGoesWhenTheOthersKnowOrAreGone) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    for (const BrokerId peer : {b, c}) node.respond(peer, EpochAnswer{ErrorCode::NONE, LeaderEpoch(1), a});
    node.step(ShutdownRequested{});
    EXPECT_FALSE(node.shutdown_completed);
    EXPECT_EQ(node.role(), resigned);
    node.respond(b, EpochAnswer{ErrorCode::NONE, LeaderEpoch(1), no_broker});
    EXPECT_FALSE(node.shutdown_completed);
    node.fail(c);
    EXPECT_TRUE(node.shutdown_completed);
}

TEST(QuorumShutdown, ALeaderDoesNotWaitForEver) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.step(ShutdownRequested{});
    node.advance(Milliseconds(4999));
    EXPECT_FALSE(node.shutdown_completed);
    node.advance(Milliseconds(1));
    EXPECT_TRUE(node.shutdown_completed);
}

TEST(QuorumShutdown, ALeaderGoesWhenItsSuccessorShowsItself) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    node.step(ShutdownRequested{});
    node.ask(BeginQuorumEpochAsk{b, LeaderEpoch(2)});
    EXPECT_TRUE(node.shutdown_completed);
}

TEST(QuorumShutdown, TheOnlyVoterJustGoes) {
    Bench node(a, {a});
    node.start();
    node.wait_for_election();
    node.complete_disk();
    ASSERT_EQ(node.role(), leader);
    node.step(ShutdownRequested{});
    EXPECT_TRUE(node.shutdown_completed);
}

}  // namespace
}  // namespace vitrine::raft::test
