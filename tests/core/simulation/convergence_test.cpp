// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/convergence.h"

#include "stage.h"

namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Three nodes and orders-0, led by node 1, with all replicas at offset 5.
class Whole : public testing::Test {
protected:
    Whole() {
        for (const BrokerId id : {b1, b2, b3}) show_node(id, partition(1, 4, 9, {b1, b2, b3}));
        stage.show(b1, leader(4, 5, 5));
        stage.show(b2, follower(4, 5, 5));
        stage.show(b3, follower(4, 5, 5));
    }
    void show_node(BrokerId id, observe::PartitionView orders_0) {
        observe::NodeDelta delta = metadata(20, {topic(std::move(orders_0))}, {broker(1, 1), broker(2, 2), broker(3, 3)});
        delta.status.emplace();
        delta.status->run = observe::NodeRun::running;
        delta.status->registered = true;
        delta.status->fenced = false;
        delta.quorum.emplace();
        delta.quorum->leader = b2;
        delta.quorum->epoch = LeaderEpoch(3);
        stage.show(id, std::move(delta));
    }
    Stage stage;
    Convergence& checker = stage.set.add<Convergence>(std::set<BrokerId>{b1, b2, b3});
};

TEST_F(Whole, NothingIsMissing) {
    EXPECT_THAT(checker.missing(), IsEmpty());
    EXPECT_TRUE(checker.fully_replicated());
    checker.require(stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Whole, ANodeThatIsGoneOrFencedIsMissing) {
    stage.restart(b3);
    checker.require(stage.now());
    EXPECT_THAT(stage.sentences(), ElementsAre("node 3 shows nothing"));
    observe::NodeDelta delta;
    delta.status.emplace();
    delta.status->run = observe::NodeRun::running;
    stage.show(b2, delta);
    EXPECT_THAT(checker.missing(), testing::Contains("node 2 is running, not registered, fenced"));
}

// Metadata still has it in every ISR; as soon as it registers, it is in none.
TEST_F(Whole, WhoCameBackAndIsNotRegisteredYetReplicatesNothing) {
    stage.restart(b2);
    EXPECT_FALSE(checker.fully_replicated());
    observe::NodeDelta delta;
    delta.status.emplace();
    delta.status->run = observe::NodeRun::running;
    stage.show(b2, delta);
    EXPECT_FALSE(checker.fully_replicated());
    delta.status->registered = true;
    delta.status->fenced = false;
    stage.show(b2, delta);
    EXPECT_TRUE(checker.fully_replicated());
}

TEST_F(Whole, OfANodeThatWasRemovedNothingIsAskedButThatNobodyKnowsIt) {
    checker.expect({b1, b2});
    EXPECT_THAT(checker.missing(), ElementsAre("metadata name broker 3, which is no node any more"));
    for (const BrokerId id : {b1, b2}) {
        observe::NodeDelta delta = metadata(21, {topic(partition(1, 4, 10, {b1, b2}))}, {});
        delta.metadata->removed_brokers = {b3};
        stage.show(id, std::move(delta));
    }
    EXPECT_THAT(checker.missing(), ::testing::Not(testing::Contains(HasSubstr("broker 3"))));
}

TEST_F(Whole, AReplicaOutsideTheIsrIsMissing) {
    for (const BrokerId id : {b1, b2, b3}) show_node(id, partition(1, 4, 10, {b1, b2}));
    EXPECT_THAT(checker.missing(), ElementsAre("orders-0 has leader 1, replicas 1,2,3 and ISR 1,2"));
    EXPECT_FALSE(checker.fully_replicated());
}

TEST_F(Whole, APartitionWithoutALeaderIsMissing) {
    for (const BrokerId id : {b1, b2, b3}) show_node(id, partition(-1, 5, 10, {b1, b2, b3}));
    EXPECT_THAT(checker.missing(), ElementsAre(HasSubstr("orders-0 has leader -1")));
}

TEST_F(Whole, NodesThatDoNotAgreeAreMissing) {
    show_node(b3, partition(1, 4, 10, {b1, b3}));
    EXPECT_THAT(checker.missing(), ElementsAre("nodes 1 and 3 have different metadata"));
    show_node(b3, partition(1, 4, 9, {b1, b2, b3}));
    observe::NodeDelta delta;
    delta.quorum.emplace();
    delta.quorum->leader = b3;
    delta.quorum->epoch = LeaderEpoch(2);
    stage.show(b3, delta);
    EXPECT_THAT(checker.missing(), ElementsAre("node 3 follows quorum leader 3 in epoch 2, node 1 follows 2 in epoch 3"));
}

TEST_F(Whole, AFollowerThatIsBehindOrInAnOldEpochIsMissing) {
    stage.show(b2, follower(4, 5, 4));
    stage.show(b3, follower(3, 5, 5));
    EXPECT_THAT(checker.missing(),
                ElementsAre("the replica of orders-0 on node 3 is in leader epoch 3, metadata in 4",
                            "the replica of orders-0 on node 2 ends at 5 with high watermark 4; the leader's log ends at 5"));
    EXPECT_EQ(checker.missing(1).size(), 1u);
}

TEST_F(Whole, AGroupThatGoesOnRebalancingIsMissing) {
    observe::NodeDelta delta;
    delta.groups.emplace_back().group_id = "billing";
    delta.groups.back().state = observe::GroupState::preparing_rebalance;
    stage.show(b1, delta);
    EXPECT_THAT(checker.missing(), ElementsAre("group billing is PreparingRebalance on node 1"));
    delta.groups.back().state = observe::GroupState::stable;
    stage.show(b1, delta);
    EXPECT_THAT(checker.missing(), IsEmpty());
}

}  // namespace vitrine::simulation::test
