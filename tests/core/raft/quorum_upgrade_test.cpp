// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "quorum_bench.h"

// kraft.version from 0 to 1 (KIP-853): who must have told what before, what is written, and when it counts. And observers that join by
// themselves from then on.
namespace vitrine::raft::test {
namespace {

using enum observe::QuorumRole;
using std::chrono::seconds;

Uuid directory_of(BrokerId id) { return Uuid::from_halves(7, static_cast<std::uint64_t>(id.value())); }

Voter voter(BrokerId id, KRaftVersionRange range = {0, 1}) {
    return {.key = {id, directory_of(id)}, .listeners = {{"CONTROLLER", "localhost", 9000}}, .kraft_versions = range};
}

class UpgradeBench : public Bench {
public:
    explicit UpgradeBench(BrokerId self = a, bool auto_join = false) : Bench(configured(self, auto_join)) { start(); }
    static QuorumConfig configured(BrokerId self, bool auto_join) {
        return {.node_id = self,
                .directory_id = directory_of(self),
                .voters = {a, b, c},
                .listeners = voter(self).listeners,
                .auto_join = auto_join,
                .start_phase = Duration::zero()};
    }
    FetchAnswer fetch_by(BrokerId id) {
        complete_disk();
        FetchAsk ask = fetch_ask(id, (**this).epoch().value(), (**this).log().end());
        ask.directory = directory_of(id);
        return answer<FetchAnswer>(this->ask(ask)).value();
    }
    void lead() {
        become_leader();
        fetch_by(b);
        ASSERT_EQ(role(), leader);
    }
    std::optional<ErrorCode> tell(const Voter& told) {
        const auto given = answer<VotersAnswer>(ask(UpdateVoterAsk{(**this).epoch(), told}));
        return given ? std::optional(given->error) : std::nullopt;
    }
    ErrorCode check(std::int16_t version = 1) {
        const auto checked = (**this).check_upgrade(version);
        return checked ? ErrorCode::NONE : checked.error().code;
    }
    void upgrade() {
        for (const BrokerId id : {b, c}) ASSERT_EQ(tell(voter(id)), ErrorCode::NONE);
        ASSERT_EQ((**this).check_upgrade(1), true);
        step(UpgradeRequested{(**this).epoch(), 1});
    }
};

TEST(QuorumUpgrade, NeedsToKnowEveryVoter) {
    UpgradeBench node;
    EXPECT_EQ(node.check(), ErrorCode::NOT_CONTROLLER);
    node.lead();
    EXPECT_EQ(node->check_upgrade(1).error().message,
              "Invalid upgrade of kraft.version to KRAFT_VERSION_1 because not all of the voters support it");
    EXPECT_EQ(node.tell(voter(b)), ErrorCode::NONE);
    EXPECT_EQ(node.check(), ErrorCode::INVALID_UPDATE_VERSION) << "3 has not told";
    EXPECT_EQ(node.tell(voter(c, {0, 0})), ErrorCode::NONE);
    EXPECT_EQ(node.check(), ErrorCode::INVALID_UPDATE_VERSION) << "3 cannot";
    EXPECT_EQ(node.tell(voter(c, {1, 1})), ErrorCode::INVALID_REQUEST) << "3 could not go on with what there is";
    EXPECT_EQ(node.tell(voter(d)), ErrorCode::VOTER_NOT_FOUND);
    EXPECT_EQ(node.tell(voter(c)), ErrorCode::NONE);
    EXPECT_EQ(node->check_upgrade(1), true);
    EXPECT_EQ(node.check(2), ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(node->kraft_version(), 0) << "asked only";
}

TEST(QuorumUpgrade, WritesLevelAndVotersInOneBatchThatCountsAtOnce) {
    UpgradeBench node;
    node.lead();
    const Offset before = node->log().end().offset;
    node.upgrade();
    ASSERT_FALSE(node.appends.empty());
    const AppendToLog& append = node.appends.back();
    EXPECT_EQ(append.base_offset, before);
    EXPECT_EQ(append.end_offset, before + 2);
    const auto& batch = std::get<UpgradeBatch>(append.batch);
    EXPECT_EQ(batch.kraft_version, 1);
    EXPECT_EQ(batch.voters.voters(), (std::vector{voter(a), voter(b), voter(c)}));
    EXPECT_EQ(node->kraft_version(), 1);
    EXPECT_EQ(node->voters(), batch.voters);
    EXPECT_TRUE(node->is_voter());
    EXPECT_EQ(node->history().voters_offset(), before + 1);

    EXPECT_EQ(node->check_upgrade(1), false) << "under way: nothing is written twice";
    EXPECT_EQ(node->check_upgrade(0).error().message,
              "Invalid upgrade of kraft.version from version KRAFT_VERSION_1 to KRAFT_VERSION_0 because the new version is a downgrade");
    EXPECT_TRUE(node->leader_state()->observers().empty()) << "whose directory became known is the same voter";
    node.fetch_by(b);
    EXPECT_EQ(node->high_watermark(), before + 2);
}

TEST(QuorumUpgrade, ADiskThatWasReplacedIsAnotherNodeFromThenOn) {
    UpgradeBench node;
    node.lead();
    node.upgrade();
    node.complete_disk();
    FetchAsk ask = UpgradeBench::fetch_ask(b, 1, node->log().end());
    ask.directory = directory_of(d);
    node.ask(ask);
    EXPECT_EQ(node->high_watermark(), Offset(1)) << "it does not count";
    EXPECT_EQ(node->leader_state()->observers().size(), 1u);
}

TEST(QuorumUpgrade, IsTakenBackByATruncation) {
    UpgradeBench node;
    node.lead();
    node.upgrade();
    node.complete_disk();
    node.become_follower_of(b, 2);
    node.respond(b, FetchAnswer{.epoch = LeaderEpoch(2), .leader = b, .diverging = at(1, 1)});
    EXPECT_EQ(node->kraft_version(), 0);
    EXPECT_EQ(node->voters(), VoterSet({a, b, c}));
    EXPECT_TRUE(node->is_voter());
}

TEST(QuorumUpgrade, TheNextLeaderKnowsNothingOfWhatTheFormerWasTold) {
    UpgradeBench node;
    node.lead();
    for (const BrokerId id : {b, c}) EXPECT_EQ(node.tell(voter(id)), ErrorCode::NONE);
    node.vote(b, 2, at(9, 1));
    EXPECT_EQ(node.role(), unattached);
    EXPECT_EQ(node.check(), ErrorCode::NOT_CONTROLLER);
    node.become_leader();
    ASSERT_EQ(node.role(), leader);
    EXPECT_EQ(node.check(), ErrorCode::INVALID_UPDATE_VERSION);
}

TEST(QuorumUpgrade, AVoterTellsItsLeaderOnceWhenItsEpochLasts) {
    UpgradeBench node(b);
    node.become_follower_of(a, 1);
    node.respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
    EXPECT_FALSE(node.sent<UpdateVoterAsk>(a).has_value());
    node.advance(seconds(1));
    node.respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
    node.advance(seconds(1));
    node.respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
    const auto told = node.sent<UpdateVoterAsk>(a);
    ASSERT_TRUE(told.has_value());
    EXPECT_EQ(told->voter, voter(b));
    EXPECT_EQ(told->epoch, LeaderEpoch(1));
    const CorrelationId update = node.correlation(a);
    node.forget_sent();
    node.step(ResponseReceived{a, update, VotersAnswer{.error = ErrorCode::NONE, .message = {}, .epoch = LeaderEpoch(1), .leader = a}});
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(node.sent<FetchAsk>(a).has_value());
        node.advance(seconds(1));
        node.respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
    }
    EXPECT_FALSE(node.sent<UpdateVoterAsk>(a).has_value()) << "the leader knows";
}

TEST(QuorumUpgrade, ALeaderThatCannotBeToldIsNotToldAgain) {
    UpgradeBench node(b);
    node.become_follower_of(a, 1);
    node.respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
    for (int i = 0; i < 2; ++i) {
        node.advance(seconds(1));
        node.respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
    }
    ASSERT_TRUE(node.sent<UpdateVoterAsk>(a).has_value());
    const CorrelationId update = node.correlation(a);
    node.forget_sent();
    node.step(ResponseReceived{a, update,
                               VotersAnswer{.error = ErrorCode::UNSUPPORTED_VERSION, .message = {}, .epoch = LeaderEpoch(1), .leader = a}});
    for (int i = 0; i < 5; ++i) {
        node.advance(seconds(1));
        node.respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
    }
    EXPECT_FALSE(node.sent<UpdateVoterAsk>(a).has_value());
}

// --- controller.quorum.auto.join.enable ---

// Follows node 1, whose log names these voters.
class JoiningBench : public UpgradeBench {
public:
    explicit JoiningBench(const std::vector<Voter>& voters, bool auto_join = true, std::int16_t kraft_version = 1)
        : UpgradeBench(d, auto_join) {
        become_follower_of(a, 1);
        VoterSet set;
        for (const Voter& one : voters) set = set.with(one).value();
        FetchAnswer answer = records(a, 1, Offset(0), {1});
        if (kraft_version == 1) answer.batches[0].changes = {{.offset = Offset(0), .kraft_version = kraft_version, .voters = set}};
        respond(a, answer);
        complete_disk();
    }
    void wait() {
        for (int i = 0; i < 3; ++i) {
            advance(seconds(1));
            if (!sent<AddVoterAsk>(a) && !sent<RemoveVoterAsk>(a)) respond(a, FetchAnswer{.epoch = LeaderEpoch(1), .leader = a});
        }
    }
};

TEST(QuorumAutoJoin, AnObserverAsksToBeMadeAVoter) {
    JoiningBench node({voter(a), voter(b)});
    EXPECT_FALSE(node.sent<AddVoterAsk>(a).has_value()) << "not at once";
    node.wait();
    const auto asked = node.sent<AddVoterAsk>(a);
    ASSERT_TRUE(asked.has_value());
    EXPECT_EQ(asked->voter, voter(d));
    EXPECT_FALSE(asked->ack_when_committed);
    node.forget_sent();
    EXPECT_TRUE(node.refusals.empty());
}

TEST(QuorumAutoJoin, AVoterOfItsIdWithAnotherDiskGoesFirst) {
    Voter former = voter(d);
    former.key.directory = directory_of(c);
    JoiningBench node({voter(a), former});
    node.wait();
    EXPECT_FALSE(node.sent<AddVoterAsk>(a).has_value());
    EXPECT_EQ(node.sent<RemoveVoterAsk>(a), std::optional(RemoveVoterAsk{former.key}));
}

TEST(QuorumAutoJoin, NobodyJoinsWhoIsNotToldToOrWhereTheConfigurationSaysWhoVotes) {
    JoiningBench not_told({voter(a)}, false);
    not_told.wait();
    EXPECT_FALSE(not_told.sent<AddVoterAsk>(a).has_value());
    JoiningBench fixed({voter(a)}, true, 0);
    fixed.wait();
    EXPECT_FALSE(fixed.sent<AddVoterAsk>(a).has_value());
}

}  // namespace
}  // namespace vitrine::raft::test
