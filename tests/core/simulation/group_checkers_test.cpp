// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/group_checkers.h"

#include "stage.h"

namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Owners : public testing::Test {
protected:
    static observe::NodeDelta stable(std::vector<std::vector<TopicPartition>> assignments) {
        observe::GroupView group;
        group.group_id = "billing";
        group.state = observe::GroupState::stable;
        group.generation = GenerationId(3);
        for (std::size_t i = 0; i < assignments.size(); ++i) {
            auto& member = group.members.emplace_back();
            member.member_id = "m" + std::to_string(i);
            member.assignment = assignments[i];
        }
        observe::NodeDelta delta;
        delta.groups.push_back(std::move(group));
        return delta;
    }
    Stage stage;
    OneOwnerPerGeneration& checker = stage.set.add<OneOwnerPerGeneration>();
};

TEST_F(Owners, APartitionThatMovesWithTheGenerationIsAccepted) {
    stage.show(b1, stable({{orders(0)}, {orders(1)}}));
    checker.owns("billing", "m0", GenerationId(3), {orders(0)}, stage.now());
    checker.owns("billing", "m1", GenerationId(3), {orders(1)}, stage.now());
    checker.owns("billing", "m1", GenerationId(4), {orders(0), orders(1)}, stage.now());
    checker.owns("audit", "x", GenerationId(4), {orders(0)}, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Owners, TwoMembersThatBothOwnAPartitionAreFound) {
    checker.owns("billing", "m0", GenerationId(3), {orders(0)}, stage.now());
    checker.owns("billing", "m1", GenerationId(3), {orders(0)}, stage.now());
    EXPECT_THAT(stage.sentences(), ElementsAre("in generation 3 of group billing, orders-0 belongs to member m0 and to member m1"));
}

TEST_F(Owners, AGroupAfterOneThatIsGoneCountsItsGenerationsFromTheFirst) {
    checker.owns("billing", "m0", GenerationId(1), {orders(0)}, stage.now());
    stage.tell(b1, observe::OffsetsExpired{"billing", {}, true});
    checker.owns("billing", "m1", GenerationId(1), {orders(0)}, stage.now());
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Owners, AnAssignmentThatNamesAPartitionTwiceIsFound) {
    stage.show(b1, stable({{orders(0)}, {orders(0), orders(1)}}));
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("assigns orders-0 to member m0 and to member m1 in generation 3")));
}

class Commits : public testing::Test {
protected:
    static observe::NodeDelta coordinated(std::optional<int> offset) {
        observe::GroupView group;
        group.group_id = "billing";
        if (offset) group.offsets[orders()].offset = Offset(*offset);
        observe::NodeDelta delta;
        delta.groups.push_back(std::move(group));
        return delta;
    }
    void commits(BrokerId node, int offset) { stage.tell(node, observe::OffsetsCommitted{"billing", {{orders(), Offset(offset)}}}); }
    Stage stage;
    CommitHistory& history = stage.set.add<CommitHistory>(1);
};

TEST_F(Commits, WhatWasCommittedAndIsReadBackIsAccepted) {
    stage.time(10);
    history.acknowledged("billing", orders(), Offset(5), stage.now());
    history.fetched("billing", orders(), Offset(5), stage.at(11), stage.at(12));
    // Asked before the second commit was answered: both answers are right.
    history.acknowledged("billing", orders(), Offset(8), stage.at(20));
    history.fetched("billing", orders(), Offset(5), stage.at(19), stage.at(21));
    EXPECT_THAT(stage.sentences(), IsEmpty());
    EXPECT_THAT(history.committed("billing"), ElementsAre(std::pair(orders(), Offset(8))));
}

TEST_F(Commits, ACommitThatIsGoneOrLowerIsFound) {
    history.acknowledged("billing", orders(), Offset(5), stage.at(10));
    history.fetched("billing", orders(), Offset(4), stage.at(11), stage.at(12));
    history.fetched("billing", orders(), std::nullopt, stage.at(13), stage.at(14));
    EXPECT_THAT(stage.sentences(),
                ElementsAre("group billing had committed offset 5 of orders-0; who asked afterwards was answered 4",
                            "group billing had committed offset 5 of orders-0; who asked afterwards was answered that there is none"));
}

TEST_F(Commits, ACoordinatorThatCommitsLowerIsFound) {
    commits(b1, 7);
    commits(b1, 6);
    EXPECT_THAT(stage.sentences(), ElementsAre("coordinator 1 committed offset 6 of orders-0 for group billing after offset 7"));
}

TEST_F(Commits, ANewCoordinatorThatLoadedLessIsFound) {  // KAFKA-10614
    stage.time(10);
    commits(b1, 7);
    stage.time(20).tell(b2, observe::CoordinatorMoved{0, true, 1});
    stage.time(30).show(b2, coordinated(7));
    stage.tell(b3, observe::CoordinatorMoved{0, true, 1});
    stage.time(40).show(b3, coordinated(3));
    stage.restart(b3);
    stage.tell(b3, observe::CoordinatorMoved{0, true, 1});
    stage.time(50).show(b3, coordinated(std::nullopt));
    EXPECT_THAT(
        stage.sentences(),
        ElementsAre("group billing had committed offset 7 of orders-0; coordinator 3, which loaded the group afterwards, has 3",
                    "group billing had committed offset 7 of orders-0; coordinator 3, which loaded the group afterwards, has none"));
}

TEST_F(Commits, AFormerCoordinatorThatDoesNotKnowItYetIsAccepted) {
    stage.time(5).tell(b1, observe::CoordinatorMoved{0, true, 1});
    stage.time(10).show(b1, coordinated(5));
    stage.time(20).tell(b2, observe::CoordinatorMoved{0, true, 1});
    stage.time(30);
    commits(b2, 9);
    stage.time(40).show(b1, coordinated(5));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

// As in Kafka: an OffsetFetch is not appended to the log, so nobody tells a coordinator that was paused that another took over.
TEST_F(Commits, AFormerCoordinatorMayAnswerWhatWasCommittedUntilAnotherTookOverAndNoLess) {
    stage.time(5).tell(b1, observe::CoordinatorMoved{0, true, 1});
    history.acknowledged("billing", orders(), Offset(5), stage.at(10));
    stage.time(20).tell(b2, observe::CoordinatorMoved{0, true, 1});
    history.acknowledged("billing", orders(), Offset(9), stage.at(30));
    history.fetched("billing", orders(), Offset(5), stage.at(31), stage.at(32));
    EXPECT_THAT(stage.sentences(), IsEmpty());
    history.fetched("billing", orders(), Offset(4), stage.at(33), stage.at(34));
    EXPECT_THAT(stage.sentences(), ElementsAre("group billing had committed offset 5 of orders-0; who asked afterwards was answered 4"));
}

TEST_F(Commits, AFormerCoordinatorThatHasLearntOfItsSuccessorIsNoExcuseForWhoAsksAfterwards) {
    stage.time(5).tell(b1, observe::CoordinatorMoved{0, true, 1});
    history.acknowledged("billing", orders(), Offset(5), stage.at(10));
    stage.time(20).tell(b2, observe::CoordinatorMoved{0, true, 1});
    history.acknowledged("billing", orders(), Offset(9), stage.at(30));
    stage.time(40).tell(b1, observe::CoordinatorMoved{0, false, 1});
    history.fetched("billing", orders(), Offset(5), stage.at(39), stage.at(42));
    EXPECT_THAT(stage.sentences(), IsEmpty());
    history.fetched("billing", orders(), Offset(5), stage.at(41), stage.at(42));
    EXPECT_THAT(stage.sentences(), ElementsAre("group billing had committed offset 9 of orders-0; who asked afterwards was answered 5"));
}

TEST_F(Commits, OffsetsThatExpiredMayBeGoneAndTheOthersMayNot) {
    history.acknowledged("billing", orders(), Offset(5), stage.at(10));
    history.acknowledged("billing", orders(1), Offset(5), stage.at(10));
    stage.time(20).tell(b1, observe::OffsetsExpired{"billing", {orders()}, false});
    history.fetched("billing", orders(), std::nullopt, stage.at(21), stage.at(22));
    EXPECT_THAT(stage.sentences(), IsEmpty());
    history.fetched("billing", orders(1), std::nullopt, stage.at(23), stage.at(24));
    EXPECT_THAT(stage.sentences(), testing::SizeIs(1));
}

TEST_F(Commits, OffsetsOfADeletedTopicMayGo) {
    history.acknowledged("billing", orders(), Offset(5), stage.at(10));
    stage.tell(b1, observe::TopicDeleted{"orders"});
    history.fetched("billing", orders(), std::nullopt, stage.at(13), stage.at(14));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

}  // namespace vitrine::simulation::test
