// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/leader_checkers.h"

#include "stage.h"

namespace vitrine::simulation::test {

using observe::QuorumRole;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

observe::QuorumRoleChanged role(QuorumRole role, int epoch, BrokerId leader) { return {role, LeaderEpoch(epoch), leader}; }

class QuorumLeader : public testing::Test {
protected:
    Stage stage;
    OneQuorumLeaderPerEpoch& checker = stage.set.add<OneQuorumLeaderPerEpoch>();
};

TEST_F(QuorumLeader, AnElectionAndTheNextAreAccepted) {
    stage.tell(b1, role(QuorumRole::candidate, 1, no_broker));
    stage.tell(b1, role(QuorumRole::leader, 1, b1));
    stage.tell(b2, role(QuorumRole::follower, 1, b1));
    stage.tell(b1, role(QuorumRole::resigned, 1, b1));
    stage.tell(b2, role(QuorumRole::leader, 2, b2));
    stage.tell(b1, role(QuorumRole::follower, 2, b2));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(QuorumLeader, TwoLeadersInOneEpochAreFound) {
    stage.tell(b1, role(QuorumRole::leader, 4, b1));
    stage.tell(b3, role(QuorumRole::leader, 4, b3));
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("in epoch 4 of the quorum, node 3 names node 3 as the leader; node 1 named node 1")));
}

TEST_F(QuorumLeader, ALeaderThatComesBackInItsEpochIsFound) {
    stage.tell(b1, role(QuorumRole::leader, 4, b1));
    stage.restart(b1);
    stage.tell(b1, role(QuorumRole::leader, 4, b1));
    EXPECT_THAT(stage.sentences(), ElementsAre("node 1 leads the quorum in epoch 4 for the second time"));
}

class PartitionLeader : public testing::Test {
protected:
    static observe::LeaderElected elected(BrokerId to, int epoch) {
        return {orders(), no_broker, to, LeaderEpoch(epoch), {}, observe::LeaderChangeCause::leader_fenced};
    }
    Stage stage;
    OnePartitionLeaderPerEpoch& checker = stage.set.add<OnePartitionLeaderPerEpoch>();
};

TEST_F(PartitionLeader, EachEpochWithItsOwnLeaderIsAccepted) {
    stage.tell(b1, elected(b1, 0));
    stage.tell(b1, elected(b2, 1));
    stage.show(b1, leader(0, 0, 0));
    stage.show(b2, leader(1, 0, 0));
    stage.show(b1, metadata(10, {topic(partition(2, 1, 1, {b2, b3}))}));
    stage.show(b3, metadata(10, {topic(partition(2, 1, 1, {b2, b3}))}));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(PartitionLeader, TwoElectedInOneEpochAreFound) {
    stage.tell(b1, elected(b1, 3));
    stage.tell(b2, elected(b3, 3));
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("controller 2 elected broker 3 the leader of orders-0 in epoch 3")));
    EXPECT_EQ(stage.set.violations().front().partition, orders());
}

TEST_F(PartitionLeader, ATopicThatIsCreatedAgainBeginsAnew) {
    stage.tell(b1, elected(b1, 0));
    stage.show(b1, leader(0, 0, 0));
    stage.tell(b1, observe::TopicDeleted{"orders"});
    stage.tell(b1, observe::TopicCreated{"orders", 1, 3});
    stage.tell(b1, elected(b2, 0));
    auto again = leader(0, 0, 0);
    again.topic_id = topic_id(2);
    stage.show(b2, again);
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(PartitionLeader, TwoBrokersThatLeadInOneEpochAreFound) {
    stage.show(b1, leader(5, 10, 10));
    stage.show(b2, leader(5, 10, 10));
    EXPECT_THAT(stage.sentences(),
                ElementsAre("in leader epoch 5 of orders-0, node 2 shows broker 2 as the leader; node 1 showed broker 1"));
}

TEST_F(PartitionLeader, AnIsrThatNobodyStoredIsFound) {  // KAFKA-14154
    stage.show(b1, metadata(10, {topic(partition(1, 1, 4, {b1, b2}))}));
    stage.show(b2, metadata(10, {topic(partition(1, 1, 4, {b1, b2, b3}))}));
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("in partition epoch 4 of orders-0, node 2 has leader 1, leader epoch 1, ISR 1,2,3")));
}

}  // namespace vitrine::simulation::test
