// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "quorum_bench.h"

// Voters that change (KIP-853): each check with its error, and what counts when.
namespace vitrine::raft::test {
namespace {

using enum observe::QuorumRole;
using std::chrono::seconds;

Uuid directory_of(BrokerId id) { return Uuid::from_halves(7, static_cast<std::uint64_t>(id.value())); }

Voter voter(BrokerId id, std::uint16_t port = 9000) {
    return {.key = {id, directory_of(id)}, .listeners = {{"CONTROLLER", "localhost", port}}, .kraft_versions = {0, 1}};
}

VoterSet voters(const std::vector<BrokerId>& ids) {
    VoterSet set;
    for (const BrokerId id : ids) set = set.with(voter(id)).value();
    return set;
}

// Formatted with these voters (kraft.version 1).
QuorumHistory formatted(const std::vector<BrokerId>& ids) { return QuorumHistory(QuorumFacts{.kraft_version = 1, .voters = voters(ids)}); }

QuorumConfig config_of(BrokerId id) {
    return {.node_id = id, .directory_id = directory_of(id), .bootstrap_servers = 2, .start_phase = Duration::zero()};
}

class VotersBench : public Bench {
public:
    explicit VotersBench(const std::vector<BrokerId>& ids, BrokerId self = a, QuorumConfig config = {}) : Bench(configured(config, self)) {
        step(Started{{}, {}, formatted(ids)});
    }
    static QuorumConfig configured(const QuorumConfig& config, BrokerId self) {
        QuorumConfig own = config_of(self);
        own.listeners = config.listeners;
        return own;
    }
    // Leader of epoch 1 whose LeaderChange, KRaftVersion and Voters are committed.
    void lead() {
        while (role() == unattached) advance(Milliseconds(100));
        for (int ballot = 0; ballot < 2; ++ballot) {
            for (const BrokerId other : others()) {
                if (role() != leader) grant(other);
            }
            complete_disk();
        }
        ASSERT_EQ(role(), leader);
        everyone_fetches();
    }
    std::vector<BrokerId> others() {
        std::vector<BrokerId> ids = (**this).voters().ids();
        std::erase(ids, (**this).config().node_id);
        return ids;
    }
    FetchAnswer fetch_by(BrokerId id, OffsetAndEpoch log_end) {
        FetchAsk ask = fetch_ask(id, (**this).epoch().value(), log_end);
        ask.directory = directory_of(id);
        return answer<FetchAnswer>(this->ask(ask)).value();
    }
    void everyone_fetches() {
        complete_disk();
        for (const BrokerId id : others()) fetch_by(id, (**this).log().end());
    }
    RequestId add(BrokerId id, bool ack_when_committed = true) { return ask(AddVoterAsk{voter(id), ack_when_committed}); }
    RequestId remove(BrokerId id) { return ask(RemoveVoterAsk{{id, directory_of(id)}}); }
    void supports(BrokerId id, KRaftVersionRange range = {0, 1}) { respond(id, FeaturesAnswer{.kraft_versions = range}); }
    std::optional<ErrorCode> error(RequestId id) {
        const auto given = answer<VotersAnswer>(id);
        return given ? std::optional(given->error) : std::nullopt;
    }
};

// --- the voter set ---

TEST(VoterSet, KnowsAVoterByIdAndDirectory) {
    const VoterSet set = voters({a, b});
    EXPECT_TRUE(set.contains(ReplicaKey{a, directory_of(a)}));
    EXPECT_FALSE(set.contains(ReplicaKey{a, directory_of(b)})) << "its disk was replaced";
    EXPECT_FALSE(set.contains(ReplicaKey{a, {}}));
    EXPECT_TRUE(VoterSet({a, b}).contains(ReplicaKey{a, directory_of(a)})) << "the configuration knows no directories";
    EXPECT_FALSE(set.with(voter(b)).has_value());
    EXPECT_FALSE(set.without({b, directory_of(a)}).has_value());
    EXPECT_EQ(set.with(voter(c))->without({a, directory_of(a)}), voters({b, c}));
    EXPECT_EQ(set.with_updated(voter(b, 9001))->find(b)->listeners[0].port, 9001);
}

TEST(VoterSet, IsTheSameAfterItsRecord) {
    const VoterSet set = voters({a, c, d});
    EXPECT_EQ(VoterSet::from_record(set.to_record()).value(), set);
    messages::VotersRecord twice = set.to_record();
    twice.voters.push_back(twice.voters[0]);
    EXPECT_EQ(VoterSet::from_record(twice).error().code, ErrorCode::CORRUPT_MESSAGE);
    EXPECT_EQ(VoterSet::from_record({}).error().code, ErrorCode::CORRUPT_MESSAGE);
}

TEST(QuorumHistory, GoesBackWithTheLogAndRemembersWhatASnapshotNeeds) {
    QuorumHistory history = formatted({a});
    EXPECT_EQ(history.voters_offset(), QuorumHistory::before_log);
    history.append({.offset = Offset(5), .kraft_version = std::nullopt, .voters = voters({a, b})});
    history.append({.offset = Offset(9), .kraft_version = std::nullopt, .voters = voters({a, b, c})});
    EXPECT_EQ(history.at_end(Offset(5)).voters, voters({a}));
    EXPECT_EQ(history.at_end(Offset(6)).voters, voters({a, b}));
    EXPECT_EQ(history.latest().voters, voters({a, b, c}));
    history.truncate(Offset(9));
    EXPECT_EQ(history.latest().voters, voters({a, b}));
    EXPECT_EQ(history.voters_offset(), Offset(5));
    history.forget_before(Offset(8));
    history.truncate(Offset(0));
    EXPECT_EQ(history.latest().voters, voters({a, b})) << "what is below the log's start does not go";
    history.start_over(Offset(20), {.kraft_version = 1, .voters = voters({c})});
    EXPECT_EQ(history.latest().voters, voters({c}));
    EXPECT_EQ(history.voters_offset(), Offset(19));
}

// --- who begins ---

TEST(QuorumVoters, ALeaderWritesWhatTheFormatSaidOfTheQuorum) {
    VotersBench node({a, b, c});
    node.lead();
    const auto& change = std::get<LeaderChangeBatch>(node.appends[0].batch);
    ASSERT_TRUE(change.facts.has_value()) << "those who were not there at the format learn it from the log";
    EXPECT_EQ(change.facts->kraft_version, 1);
    EXPECT_EQ(change.facts->voters, voters({a, b, c}));
    EXPECT_EQ(node->log().end(), at(3, 1));
    EXPECT_EQ(node->history().voters_offset(), Offset(2));
    EXPECT_EQ(node->high_watermark(), Offset(3));
}

TEST(QuorumVoters, WhoKnowsNobodyAsksTheBootstrapServers) {
    Bench node(config_of(d));
    node.step(Started{});
    ASSERT_TRUE(node.sent<FetchAsk>(bootstrap_server(0)).has_value());
    node.respond(bootstrap_server(0), FetchAnswer{.error = ErrorCode::NOT_LEADER_OR_FOLLOWER, .epoch = LeaderEpoch(3), .leader = b});
    EXPECT_EQ(node.role(), follower);
    EXPECT_TRUE(node.sent<FetchAsk>(b).has_value());
    EXPECT_FALSE(node->is_voter());
    FetchAnswer records = Bench::records(b, 3, Offset(0), {1, 1});
    records.batches[1].changes = {{.offset = Offset(1), .kraft_version = 1, .voters = voters({b, d})}};
    node.respond(b, records);
    EXPECT_TRUE(node->is_voter()) << "as soon as it is in the log";
    EXPECT_EQ(node->voters(), voters({b, d}));
}

TEST(QuorumVoters, WhoIsNoVoterYetGivesItsVoteToThoseWhoKnowBetter) {
    Bench node(config_of(d));
    node.step(Started{{}, {}, formatted({a, b, c})});
    EXPECT_TRUE(node.vote(b, 1, at(0, 0)).granted) << "the voters may have changed where it cannot see it";
}

TEST(QuorumVoters, AnotherDirectoryIsAnotherNode) {
    VotersBench node({a, b, c});
    node.lead();
    FetchAsk ask = Bench::fetch_ask(b, 1, at(3, 1));
    ask.directory = directory_of(d);
    node.ask(ask);
    EXPECT_TRUE(node->leader_state()->observers().contains(ReplicaKey{b, directory_of(d)}));
    QuorumConfig replaced = config_of(a);
    replaced.directory_id = directory_of(d);
    Bench other(replaced);
    other.step(Started{{}, {}, formatted({a, b, c})});
    EXPECT_FALSE(other->is_voter());
    const ElectionState vote{LeaderEpoch(2), no_broker, b, directory_of(b)};
    EXPECT_TRUE(vote.voted_for({b, directory_of(b)}));
    EXPECT_FALSE(vote.voted_for({b, directory_of(d)})) << "a vote is not given twice";
}

// --- adding ---

TEST(QuorumVoters, AnAddedVoterCountsOnceItIsWritten) {
    VotersBench node({a});
    node.lead();
    ASSERT_EQ(node->high_watermark(), Offset(3));
    node.fetch_by(b, at(3, 1));
    const RequestId id = node.add(b);
    ASSERT_TRUE(node.sent<FeaturesAsk>(b).has_value());
    node.supports(b);
    EXPECT_EQ(node->voters(), voters({a, b}));
    node.complete_disk();
    EXPECT_EQ(node->high_watermark(), Offset(3)) << "a majority of two is two";
    EXPECT_FALSE(node.error(id).has_value());
    node.fetch_by(b, at(4, 1));
    EXPECT_EQ(node->high_watermark(), Offset(4));
    EXPECT_EQ(node.error(id), ErrorCode::NONE);
}

TEST(QuorumVoters, AnAdditionCanBeAcknowledgedBeforeItsCommit) {
    VotersBench node({a});
    node.lead();
    node.fetch_by(b, at(3, 1));
    const RequestId id = node.add(b, false);
    node.supports(b);
    EXPECT_EQ(node.error(id), ErrorCode::NONE);
    EXPECT_EQ(node->high_watermark(), Offset(3));
}

TEST(QuorumVoters, WhatAnAdditionIsRefusedFor) {
    VotersBench node({a, b, c});
    EXPECT_EQ(node.error(node.add(d)), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    node.lead();
    EXPECT_EQ(node.error(node.add(b)), ErrorCode::DUPLICATE_VOTER);
    EXPECT_EQ(node.error(node.ask(AddVoterAsk{.voter = {.key = {b, directory_of(d)}, .listeners = {}, .kraft_versions = {}}})),
              ErrorCode::DUPLICATE_VOTER)
        << "an id votes once";
    const RequestId lagging = node.add(d);
    EXPECT_EQ(node.error(node.remove(b)), ErrorCode::REQUEST_TIMED_OUT) << "one change at a time";
    node.supports(d);
    EXPECT_EQ(node.error(lagging), ErrorCode::REQUEST_TIMED_OUT) << "it never fetched";
    node.fetch_by(d, at(1, 1));
    const RequestId behind = node.add(d);
    node.supports(d);
    EXPECT_EQ(node.error(behind), ErrorCode::REQUEST_TIMED_OUT) << "it was never at the end";
    node.fetch_by(d, at(3, 1));
    const RequestId old = node.add(d);
    node.supports(d, {0, 0});
    EXPECT_EQ(node.error(old), ErrorCode::INVALID_REQUEST) << "it does not know how voters change";
    const RequestId refusing = node.add(d);
    node.respond(d, FeaturesAnswer{.error = ErrorCode::UNSUPPORTED_VERSION, .kraft_versions = std::nullopt});
    EXPECT_EQ(node.error(refusing), ErrorCode::REQUEST_TIMED_OUT);
    const RequestId silent = node.add(d);
    node.fail(d);
    EXPECT_EQ(node.error(silent), ErrorCode::REQUEST_TIMED_OUT);
    EXPECT_EQ(node.error(node.add(d)), ErrorCode::REQUEST_TIMED_OUT) << "it was not reached a moment ago";
    EXPECT_EQ(node->voters(), voters({a, b, c}));
    EXPECT_EQ(node->log().end(), at(3, 1)) << "nothing was written";
}

TEST(QuorumVoters, NobodyChangesThemBeforeTheLeadersEpochIsCommitted) {  // KAFKA-16535
    VotersBench node({a, b, c});
    while (node.role() != leader) {
        node.advance(Milliseconds(100));
        if (node.role() == prospective || node.role() == candidate) node.grant(b);
        node.complete_disk();
    }
    EXPECT_EQ(node.error(node.remove(b)), ErrorCode::REQUEST_TIMED_OUT);
    EXPECT_EQ(node.error(node.add(d)), ErrorCode::REQUEST_TIMED_OUT);
    node.everyone_fetches();
    EXPECT_FALSE(node.error(node.remove(b)).has_value());
}

TEST(QuorumVoters, NobodyChangesThemWithKRaftVersion0) {
    Bench node;
    node.start();
    node.become_leader_with_quorum();
    const RequestId id = node.ask(RemoveVoterAsk{{b, directory_of(b)}});
    EXPECT_EQ(node.answer<VotersAnswer>(id)->error, ErrorCode::UNSUPPORTED_VERSION);
}

// --- removing ---

TEST(QuorumVoters, ARemovedVoterCountsNoMoreAndIsShownAsAnObserver) {
    VotersBench node({a, b, c});
    node.lead();
    const RequestId id = node.remove(c);
    node.complete_disk();
    EXPECT_EQ(node->voters(), voters({a, b}));
    EXPECT_TRUE(node->leader_state()->observers().contains(ReplicaKey{c, directory_of(c)}));
    node.fetch_by(c, at(4, 1));
    EXPECT_EQ(node->high_watermark(), Offset(3)) << "c votes no more";
    node.fetch_by(b, at(4, 1));
    EXPECT_EQ(node->high_watermark(), Offset(4));
    EXPECT_EQ(node.error(id), ErrorCode::NONE);
}

TEST(QuorumVoters, WhatARemovalIsRefusedFor) {
    VotersBench node({a, b});
    EXPECT_EQ(node.error(node.remove(b)), ErrorCode::NOT_LEADER_OR_FOLLOWER);
    node.lead();
    EXPECT_EQ(node.error(node.remove(d)), ErrorCode::VOTER_NOT_FOUND);
    EXPECT_EQ(node.error(node.ask(RemoveVoterAsk{{b, directory_of(d)}})), ErrorCode::VOTER_NOT_FOUND);
    const RequestId first = node.remove(b);
    node.complete_disk();
    EXPECT_EQ(node.error(first), ErrorCode::NONE) << "a alone is the majority of a";
    EXPECT_EQ(node.error(node.remove(a)), ErrorCode::INVALID_REQUEST) << "somebody votes";
}

TEST(QuorumVoters, ALeaderThatIsRemovedDoesNotCountItselfAndResignsOnceItIsCommitted) {  // KAFKA-16530
    VotersBench node({a, b, c});
    node.lead();
    const RequestId id = node.remove(a);
    node.complete_disk();
    EXPECT_FALSE(node->is_voter());
    node.fetch_by(b, at(4, 1));
    EXPECT_EQ(node->high_watermark(), Offset(3)) << "a majority of b and c is both";
    EXPECT_EQ(node.role(), leader);
    node.fetch_by(c, at(4, 1));
    EXPECT_EQ(node->high_watermark(), Offset(4));
    EXPECT_EQ(node.error(id), ErrorCode::NONE);
    EXPECT_EQ(node.role(), resigned);
    node.advance(seconds(10));
    EXPECT_EQ(node.role(), unattached) << "it stands no more";
    EXPECT_EQ(node->epoch(), LeaderEpoch(1)) << "nor does it raise the epoch";
}

TEST(QuorumVoters, WhoWasVotedOutByWhatMayNotBeCommittedStandsUntilItIs) {
    // Removed by itself, b does not have the record, and its log is too short to be elected with a's vote.
    LogShape log = log_of({at(3, 1), at(4, 2)});
    QuorumHistory history = formatted({a, b});
    history.append({.offset = Offset(3), .kraft_version = std::nullopt, .voters = voters({b})});
    Bench node(config_of(a));
    node.step(Started{{LeaderEpoch(2), no_broker, no_broker}, log, history});
    EXPECT_FALSE(node.vote(b, 3, at(3, 1)).granted);
    while (node.role() != candidate) {
        node.advance(Milliseconds(100));
        if (node.role() == prospective) node.grant(b);
    }
    node.complete_disk();
    EXPECT_EQ(node.role(), candidate) << "its own vote does not count";
    node.grant(b);
    EXPECT_EQ(node.role(), leader);
    node.complete_disk();
    FetchAsk ask = Bench::fetch_ask(b, node->epoch().value(), node->log().end());
    ask.directory = directory_of(b);
    node.ask(ask);
    EXPECT_EQ(node.role(), resigned) << "b has the record now";
}

TEST(QuorumVoters, AChangeThatIsNotCommittedInTimeIsAnsweredSo) {
    VotersBench node({a, b, c});
    node.lead();
    const RequestId id = node.remove(c);
    node.advance(Milliseconds(2000));
    EXPECT_EQ(node.error(id), ErrorCode::REQUEST_TIMED_OUT);
    EXPECT_EQ(node->voters(), voters({a, b})) << "it counts all the same";
    EXPECT_EQ(node.error(node.remove(b)), ErrorCode::REQUEST_TIMED_OUT) << "the former one is not committed";
}

TEST(QuorumVoters, AChangeUnderWayEndsWithTheLeader) {
    VotersBench node({a, b, c});
    node.lead();
    const RequestId id = node.remove(c);
    node.vote(b, 2, at(9, 1));
    EXPECT_EQ(node.error(id), ErrorCode::NOT_LEADER_OR_FOLLOWER);
}

TEST(QuorumVoters, ATruncationTakesAChangeBack) {
    VotersBench node({a, b, c});
    node.lead();
    node.remove(c);
    EXPECT_EQ(node->voters(), voters({a, b}));
    node.become_follower_of(b, 2);
    node.respond(b, FetchAnswer{.epoch = LeaderEpoch(2), .leader = b, .diverging = at(3, 1)});
    EXPECT_EQ(node->log().end(), at(3, 1));
    EXPECT_EQ(node->voters(), voters({a, b, c}));
}

// --- updating ---

TEST(QuorumVoters, AnUpdateIsAnsweredAtOnce) {
    VotersBench node({a, b, c});
    node.lead();
    EXPECT_EQ(node.error(node.ask(UpdateVoterAsk{LeaderEpoch(0), voter(b, 9001)})), ErrorCode::FENCED_LEADER_EPOCH);
    EXPECT_EQ(node.error(node.ask(UpdateVoterAsk{LeaderEpoch(2), voter(b, 9001)})), ErrorCode::UNKNOWN_LEADER_EPOCH);
    EXPECT_EQ(node.error(node.ask(UpdateVoterAsk{LeaderEpoch(1), voter(d, 9001)})), ErrorCode::VOTER_NOT_FOUND);
    Voter old = voter(b, 9001);
    old.kraft_versions = {0, 0};
    EXPECT_EQ(node.error(node.ask(UpdateVoterAsk{LeaderEpoch(1), old})), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(node.error(node.ask(UpdateVoterAsk{LeaderEpoch(1), voter(b, 9001)})), ErrorCode::NONE);
    EXPECT_EQ(node->voters().find(b)->listeners[0].port, 9001);
    EXPECT_EQ(node.error(node.ask(UpdateVoterAsk{LeaderEpoch(1), voter(c, 9002)})), ErrorCode::REQUEST_TIMED_OUT)
        << "the former one is not committed";
}

TEST(QuorumVoters, AVoterThatIsSomewhereElseNowTellsItsLeader) {
    VotersBench node({a, b, c}, a, {.listeners = {{"CONTROLLER", "localhost", 9500}}});
    node.become_follower_of(b, 1);
    node.respond(b, FetchAnswer{.epoch = LeaderEpoch(1), .leader = b});
    const auto asked = node.sent<UpdateVoterAsk>(b);
    ASSERT_TRUE(asked.has_value());
    EXPECT_EQ(asked->voter, voter(a, 9500));
    const CorrelationId update = node.correlation(b);
    node.forget_sent();
    node.step(ResponseReceived{b, update,
                               VotersAnswer{.error = ErrorCode::REQUEST_TIMED_OUT, .message = {}, .epoch = LeaderEpoch(1), .leader = b}});
    EXPECT_TRUE(node.sent<FetchAsk>(b).has_value());
    EXPECT_FALSE(node.sent<UpdateVoterAsk>(b).has_value()) << "not at once again";
}

TEST(QuorumVoters, ALeaderThatIsSomewhereElseNowWritesIt) {
    VotersBench node({a, b, c}, a, {.listeners = {{"CONTROLLER", "localhost", 9500}}});
    node.lead();
    EXPECT_EQ(*node->voters().find(a), voter(a, 9500));
}

}  // namespace
}  // namespace vitrine::raft::test
