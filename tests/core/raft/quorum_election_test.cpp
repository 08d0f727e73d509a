// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "quorum_bench.h"

namespace vitrine::raft::test {
namespace {

using enum observe::QuorumRole;
using std::chrono::seconds;

// --- how a node starts ---

TEST(QuorumStart, TheRoleFollowsFromWhatWasOnDisk) {
    struct Row {
        const char* name;
        ElectionState election;
        observe::QuorumRole role;
    };
    for (const Row& row : std::initializer_list<Row>{
             {"fresh", {}, unattached},
             {"voted for another", {LeaderEpoch(3), no_broker, b}, unattached},
             {"voted for itself", {LeaderEpoch(3), no_broker, a}, unattached},
             {"followed", {LeaderEpoch(3), b, b}, follower},
             {"led (KAFKA-10527)", {LeaderEpoch(3), a, a}, resigned},
             {"followed a voter of former times", {LeaderEpoch(3), d, no_broker}, unattached},
         }) {
        Bench node;
        node.start(row.election, row.election.epoch == LeaderEpoch(0) ? LogShape() : log_of({at(4, 2)}));
        EXPECT_EQ(node.role(), row.role) << row.name;
        EXPECT_EQ(node->epoch(), row.election.epoch) << row.name;
    }
}

TEST(QuorumStart, ALeaderNeverLeadsTheSameEpochAgain) {  // KAFKA-10527
    Bench node;
    node.start({LeaderEpoch(3), a, a}, log_of({at(4, 3)}));
    EXPECT_EQ(node.sent<EndQuorumEpochAsk>(b), (EndQuorumEpochAsk{a, LeaderEpoch(3), {}})) << "the others may elect at once";
    EXPECT_FALSE(node.vote(b, 3, at(9, 2)).granted) << "it does not vote in the epoch that it led";
    EXPECT_EQ(node.fetch(b, 3, at(4, 3)).error, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_EQ(node->leader_and_epoch().leader, no_broker);
    node.become_leader();
    EXPECT_GT(node->epoch(), LeaderEpoch(3));
}

TEST(QuorumStart, ACandidateDoesNotAskAgainInItsEpoch) {
    // A voter may have voted for the longer log that this node had before it lost what was not synced.
    Bench node;
    node.start({LeaderEpoch(3), no_broker, a}, log_of({at(2, 2)}));
    node.wait_for_election();
    const auto ask = node.sent<VoteAsk>(b);
    ASSERT_TRUE(ask.has_value());
    EXPECT_TRUE(ask->pre_vote);
    EXPECT_FALSE(node.vote(b, 3, at(9, 2)).granted);
    node.become_candidate();
    EXPECT_EQ(node->epoch(), LeaderEpoch(4));
}

TEST(QuorumStart, TheLogCanBeAheadOfTheQuorumState) {
    Bench node;
    node.start({LeaderEpoch(3), b, b}, log_of({at(4, 5)}));
    EXPECT_EQ(node.role(), unattached);
    EXPECT_EQ(node->epoch(), LeaderEpoch(5));
}

TEST(QuorumStart, WhatIsOnDiskCountsOnlyAfterAnotherSync) {
    // A killed process leaves unsynced bytes in the page cache, which look like durable ones.
    Bench node;
    node.start({LeaderEpoch(3), b, b}, log_of({at(4, 3)}));
    EXPECT_FALSE(node.sent<FetchAsk>(b).has_value());
    node.complete_disk();
    EXPECT_EQ(node.sent<FetchAsk>(b)->offset, Offset(4));
}

// --- votes ---

TEST(QuorumVote, IsGivenToALogThatIsNotShorter) {
    struct Row {
        OffsetAndEpoch candidate;
        bool granted;
    };
    for (const bool pre_vote : {false, true}) {
        for (const Row& row : std::initializer_list<Row>{
                 {at(7, 3), true},
                 {at(8, 3), true},
                 {at(1, 4), true},   // a later epoch wins over length
                 {at(6, 3), false},
                 {at(99, 2), false},
             }) {
            Bench node;
            node.start({LeaderEpoch(4), no_broker, no_broker}, log_of({at(7, 3)}));
            EXPECT_EQ(node.vote(b, 5, row.candidate, pre_vote).granted, row.granted)
                << row.candidate.offset.value() << " pre-vote " << pre_vote;
        }
    }
}

TEST(QuorumVote, IsToldOnlyWhenItIsDurable) {  // KIP-595 review
    Bench node;
    node.start();
    node.complete_disk();
    const RequestId id = node.ask(VoteAsk{b, LeaderEpoch(1), at(0, 0)});
    EXPECT_FALSE(node.answer<VoteAnswer>(id).has_value());
    node.complete_persist();
    EXPECT_EQ(node.answer<VoteAnswer>(id), (VoteAnswer{ErrorCode::NONE, LeaderEpoch(1), no_broker, true}));
    EXPECT_EQ(node.on_disk, (ElectionState{LeaderEpoch(1), no_broker, b}));
}

TEST(QuorumVote, IsGivenOnceInAnEpochEvenBeforeItIsDurable) {
    Bench node;
    node.start();
    const RequestId first = node.ask(VoteAsk{b, LeaderEpoch(1), at(0, 0)});
    const RequestId second = node.ask(VoteAsk{c, LeaderEpoch(1), at(5, 0)});
    EXPECT_FALSE(node.answer<VoteAnswer>(second)->granted);
    node.complete_disk();
    EXPECT_TRUE(node.answer<VoteAnswer>(first)->granted);
    EXPECT_TRUE(node.vote(b, 1, at(0, 0)).granted) << "the same candidate may ask again: its first answer may be lost";
}

TEST(QuorumVote, ReadFromDiskIsMadeDurableAgainBeforeItIsRepeated) {
    Bench node;
    node.start({LeaderEpoch(1), no_broker, b});
    const RequestId id = node.ask(VoteAsk{b, LeaderEpoch(1), at(0, 0)});
    EXPECT_FALSE(node.answer<VoteAnswer>(id).has_value());
    node.complete_disk();
    EXPECT_TRUE(node.answer<VoteAnswer>(id)->granted);
}

TEST(QuorumVote, OfAnEpochThatPassedMeanwhileIsNotTold) {
    Bench node;
    node.start();
    const RequestId id = node.ask(VoteAsk{b, LeaderEpoch(1), at(0, 0)});
    node.ask(BeginQuorumEpochAsk{c, LeaderEpoch(2)});
    node.complete_disk();
    const auto answer = node.answer<VoteAnswer>(id);
    EXPECT_FALSE(answer->granted);
    EXPECT_EQ(answer->epoch, LeaderEpoch(2));
}

TEST(QuorumVote, IsRefusedToWhoAsksWrongly) {
    Bench node;
    node.start({LeaderEpoch(4), no_broker, no_broker}, log_of({at(7, 3)}));
    EXPECT_EQ(node.vote(b, 3, at(9, 2)).error, ErrorCode::FENCED_LEADER_EPOCH);
    EXPECT_EQ(node.vote(b, 5, at(9, 5)).error, ErrorCode::INVALID_REQUEST) << "a candidate's log is of lower epochs";
    EXPECT_EQ(node.vote(b, 5, at(-1, 2)).error, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(node.vote(no_broker, 5, at(9, 4)).error, ErrorCode::INCONSISTENT_VOTER_SET);
    EXPECT_EQ(node.vote(a, 5, at(9, 4)).error, ErrorCode::INCONSISTENT_VOTER_SET);
    EXPECT_EQ(node->epoch(), LeaderEpoch(4)) << "none of them moved it";
}

TEST(QuorumVote, IsGivenToWhoMayHaveBecomeAVoterMeanwhile) {
    Bench node;
    node.start({LeaderEpoch(4), no_broker, no_broker}, log_of({at(7, 3)}));
    EXPECT_TRUE(node.vote(d, 5, at(9, 4)).granted) << "its log may hold kraft.version 1 and other voters";
}

TEST(QuorumVote, PostponesTheOwnElection) {
    Bench node;
    node.start();
    node.advance(Milliseconds(950));
    ASSERT_TRUE(node.vote(b, 1, at(0, 0)).granted);
    node.advance(Milliseconds(950));
    EXPECT_EQ(node.role(), unattached);
}

// --- elections ---

TEST(QuorumElection, PreVoteThenEpochThenDurableOwnVoteThenRequests) {
    Bench node;
    node.start({LeaderEpoch(4), no_broker, no_broker}, log_of({at(7, 3)}));
    node.complete_disk();
    node.wait_for_election();
    EXPECT_EQ(node.role(), prospective);
    EXPECT_EQ(node.sent<VoteAsk>(c), (VoteAsk{a, LeaderEpoch(4), at(7, 3), true}));
    node.forget_sent();
    node.wait_for_election();
    ASSERT_EQ(node.role(), prospective);
    node.grant(c);
    EXPECT_EQ(node.role(), candidate);
    EXPECT_EQ(node->epoch(), LeaderEpoch(5));
    node.forget_sent();
    node.advance(Milliseconds(1));
    EXPECT_FALSE(node.sent<VoteAsk>(b).has_value()) << "its own vote is not durable";
    node.complete_persist();
    EXPECT_EQ(node.on_disk, (ElectionState{LeaderEpoch(5), no_broker, a}));
    EXPECT_EQ(node.sent<VoteAsk>(b), (VoteAsk{a, LeaderEpoch(5), at(7, 3), false}));
    node.grant(b);
    EXPECT_EQ(node.role(), leader);
    EXPECT_EQ(node.sent<BeginQuorumEpochAsk>(b), (BeginQuorumEpochAsk{a, LeaderEpoch(5)}));
    ASSERT_EQ(node.appends.size(), 1u);
    const auto& change = std::get<LeaderChangeBatch>(node.appends[0].batch);
    EXPECT_EQ(node.appends[0].base_offset, Offset(7));
    EXPECT_EQ(change.epoch, LeaderEpoch(5));
    EXPECT_EQ(change.granting_voters, (std::vector{a, b}));
    node.complete_disk();
    EXPECT_EQ(node.on_disk->leader, a);
}

TEST(QuorumElection, TheOnlyVoterElectsItselfAndCommitsWhatItSynced) {
    Bench node(a, {a}, true);
    node.start();
    node.complete_disk();
    node.advance(Milliseconds(50));
    EXPECT_EQ(node.role(), candidate);
    node.complete_persist();
    EXPECT_EQ(node.role(), leader);
    EXPECT_EQ(node->high_watermark(), no_offset);
    node.complete_disk();
    EXPECT_EQ(node->high_watermark(), Offset(1));
    node.advance(seconds(60));
    EXPECT_EQ(node.role(), leader) << "nobody has to fetch";
}

TEST(QuorumElection, ACutOffVoterDoesNotRaiseTheEpoch) {  // KIP-996, KAFKA-17641
    Bench node;
    node.start({LeaderEpoch(4), b, b}, log_of({at(7, 4)}));
    node.complete_disk();
    for (int i = 0; i < 100; ++i) {
        for (const BrokerId peer : {b, c}) node.fail(peer);
        node.advance(Milliseconds(500));
    }
    EXPECT_EQ(node->epoch(), LeaderEpoch(4));
}

TEST(QuorumElection, AFollowerThatHearsItsLeaderRefusesPreVotes) {
    Bench node;
    node.start({LeaderEpoch(4), no_broker, no_broker}, log_of({at(7, 4)}));
    node.become_follower_of(b, 4);
    EXPECT_TRUE(node.vote(c, 4, at(7, 4), true).granted) << "it has not fetched from b yet (KIP-996, ping-pong)";
    node.respond(b, Bench::records(b, 4, Offset(7), {}));
    EXPECT_FALSE(node.vote(c, 4, at(7, 4), true).granted);
    EXPECT_EQ(node.vote(c, 4, at(7, 4), true).leader, b);
    EXPECT_EQ(node.role(), follower);
}

TEST(QuorumElection, ALeaderRefusesPreVotesAndStays) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    EXPECT_FALSE(node.vote(c, 1, at(99, 1), true).granted);
    EXPECT_EQ(node.role(), leader);
}

TEST(QuorumElection, PingPong) {  // KIP-996: A is cut off; B and C each still name A, and must not block each other
    Bench node(b);
    node.start({LeaderEpoch(4), a, a}, log_of({at(7, 4)}));  // knows a, has not fetched from it
    node.complete_disk();
    EXPECT_TRUE(node.vote(c, 4, at(7, 4), true).granted);
    node.fail(a);
    node.wait_for_election();
    EXPECT_EQ(node.role(), prospective);
    EXPECT_TRUE(node.vote(c, 4, at(7, 4), true).granted);
    node.grant(c);
    EXPECT_EQ(node.role(), candidate);
}

TEST(QuorumElection, ALostPreVoteLeadsBackToTheLeader) {
    Bench node;
    node.start({LeaderEpoch(4), b, b}, log_of({at(7, 4)}));
    node.complete_disk();
    node.advance(seconds(2));
    ASSERT_EQ(node.role(), prospective);
    node.reject(b);
    node.reject(c);
    EXPECT_EQ(node.role(), follower);
    EXPECT_EQ(node->leader_and_epoch(), (LeaderAndEpoch{b, LeaderEpoch(4)}));
}

TEST(QuorumElection, ALatePreVoteIsNoVote) {
    Bench node(a, {a, b, c, d, BrokerId(5)});
    node.start();
    node.wait_for_election();
    ASSERT_EQ(node.role(), prospective);
    const CorrelationId asked_of_d = node.correlation(d);
    node.grant(b);
    node.grant(c);
    node.complete_disk();
    ASSERT_EQ(node.role(), candidate);
    node.grant(b);
    node.step(ResponseReceived{d, asked_of_d, VoteAnswer{.epoch = LeaderEpoch(1), .granted = true}});
    EXPECT_EQ(node.role(), candidate);
    node.grant(d);
    EXPECT_EQ(node.role(), leader);
}

TEST(QuorumElection, ALostElectionIsFollowedByABackoffAndAPreVote) {
    Bench node;
    node.start();
    node.become_candidate();
    node.reject(b);
    node.reject(c);
    EXPECT_EQ(node.role(), candidate) << "it backs off";
    node.advance(seconds(1));
    EXPECT_EQ(node.role(), prospective);
    EXPECT_EQ(node->epoch(), LeaderEpoch(1));
}

TEST(QuorumElection, ACandidateFollowsWhoWonItsEpoch) {
    Bench node;
    node.start();
    node.become_candidate();
    node.respond(b, VoteAnswer{.epoch = LeaderEpoch(1), .leader = c});
    EXPECT_EQ(node.role(), follower);
    EXPECT_EQ(node->leader_and_epoch(), (LeaderAndEpoch{c, LeaderEpoch(1)}));
}

TEST(QuorumElection, AHigherEpochInAnAnswerIsTakenOver) {
    Bench node;
    node.start();
    node.become_leader();
    node.respond(b, EpochAnswer{ErrorCode::FENCED_LEADER_EPOCH, LeaderEpoch(9), no_broker});
    EXPECT_EQ(node.role(), unattached);
    EXPECT_EQ(node->epoch(), LeaderEpoch(9));
}

TEST(QuorumElection, AnEpochHasOneLeaderWhateverPeersSay) {
    Bench node;
    node.start();
    node.become_follower_of(b, 4);
    EXPECT_EQ(node.answer<EpochAnswer>(node.ask(BeginQuorumEpochAsk{c, LeaderEpoch(4)}))->error, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(node->leader_and_epoch().leader, b);
    EXPECT_EQ(node.refusals.size(), 1u);
    EXPECT_EQ(node.answer<EpochAnswer>(node.ask(BeginQuorumEpochAsk{no_broker, LeaderEpoch(5)}))->error, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(node.answer<EpochAnswer>(node.ask(BeginQuorumEpochAsk{c, LeaderEpoch(3)}))->error, ErrorCode::FENCED_LEADER_EPOCH);
}

TEST(QuorumElection, WhoForgotThatItLedVotesForNobodyInThatEpoch) {
    Bench node;
    node.start();
    node.wait_for_election();
    node.respond(b, VoteAnswer{ErrorCode::FENCED_LEADER_EPOCH, LeaderEpoch(6), a, false});
    EXPECT_EQ(node.role(), unattached);
    EXPECT_EQ(node->epoch(), LeaderEpoch(6));
    EXPECT_FALSE(node.vote(c, 6, at(9, 5)).granted);
}

// --- the start phase ---

TEST(QuorumStartPhase, TheFirstElectionComesWithinTensOfMilliseconds) {
    for (const BrokerId self : {a, b, c}) {
        Bench node(self, {a, b, c}, true);
        node.start();
        node.advance(Milliseconds(60));
        EXPECT_EQ(node.role(), prospective) << self.value();
    }
}

TEST(QuorumStartPhase, APreVoteOfAnotherNodeIsGivenTime) {
    Bench node(a, {a, b, c}, true);
    node.start();
    EXPECT_TRUE(node.vote(b, 0, at(0, 0), true).granted);
    node.advance(Milliseconds(60));
    EXPECT_EQ(node.role(), unattached);
}

TEST(QuorumStartPhase, AFollowerWaitsForALeaderThatIsThereAndNotForOneThatIsNot) {
    Bench node(a, {a, b, c}, true);
    node.start({LeaderEpoch(4), b, b});
    node.complete_disk();
    node.advance(Milliseconds(300));
    EXPECT_EQ(node.role(), follower);
    node.fail(b, true);
    node.advance(Milliseconds(60));
    EXPECT_EQ(node.role(), prospective);
}

TEST(QuorumStartPhase, Ends) {
    Bench node(a, {a, b, c}, true);
    node.start();
    node.become_follower_of(b, 1);
    node.respond(b, Bench::records(b, 1, Offset(0), {1}));
    node.complete_disk();
    node.fail(b, true);
    node.advance(seconds(1));
    EXPECT_EQ(node.role(), follower) << "it has met its quorum: from now on Kafka's timeouts hold";
}

}  // namespace
}  // namespace vitrine::raft::test
