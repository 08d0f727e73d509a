// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/epoch_checkers.h"

#include "stage.h"

namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Epochs : public testing::Test {
protected:
    static observe::NodeDelta quorum(int epoch) {
        observe::NodeDelta delta;
        delta.quorum.emplace();
        delta.quorum->epoch = LeaderEpoch(epoch);
        return delta;
    }
    Stage stage;
    EpochsNeverGoBack& checker = stage.set.add<EpochsNeverGoBack>();
};

TEST_F(Epochs, RisingOnesAreAcceptedAndANewLifeReadsThePastAgain) {
    for (int life = 0; life < 2; ++life) {
        stage.show(b1, quorum(1 + life));
        stage.show(b1, metadata(10, {topic(partition(1, 0, 0, {b1}))}, {broker(1, 5)}));
        stage.show(b1, metadata(20, {topic(partition(2, 1, 1, {b2}))}, {broker(1, 15)}));
        stage.show(b1, follower(0, 3, 3));
        stage.show(b1, follower(1, 3, 3));
        stage.restart(b1);
    }
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Epochs, AQuorumEpochThatFallsIsFound) {
    stage.show(b1, quorum(7));
    stage.show(b1, quorum(6));
    EXPECT_THAT(stage.sentences(), ElementsAre("node 1 went from epoch 7 of the quorum back to 6"));
}

TEST_F(Epochs, ABrokerEpochThatFallsIsFound) {
    stage.show(b1, metadata(10, {}, {broker(2, 9)}));
    stage.show(b1, metadata(20, {}, {broker(2, 8)}));
    EXPECT_THAT(stage.sentences(), ElementsAre("on node 1, the epoch of broker 2 fell from 9 to 8"));
}

TEST_F(Epochs, ABrokerEpochThatFallsFromNodeToNodeIsFound) {
    stage.show(b1, metadata(10, {}, {broker(2, 9)}));
    stage.show(b3, metadata(20, {}, {broker(2, 8)}));
    EXPECT_THAT(stage.sentences(),
                ElementsAre(HasSubstr("broker 2 has epoch 8 in the metadata of node 3 at offset 20, and had epoch 9 at offset 10")));
}

TEST_F(Epochs, ANodeThatIsBehindShowsTheOlderEpochRightly) {
    stage.show(b1, metadata(20, {}, {broker(2, 15)}));
    stage.show(b3, metadata(10, {}, {broker(2, 9)}));
    EXPECT_THAT(stage.sentences(), IsEmpty());
}

TEST_F(Epochs, ALeaderEpochThatFallsIsFoundInMetadataAndReplicas) {
    stage.show(b1, metadata(10, {topic(partition(1, 4, 6, {b1}))}));
    stage.show(b1, metadata(11, {topic(partition(1, 3, 7, {b1}))}));
    stage.show(b1, follower(4, 0, 0));
    stage.show(b1, follower(3, 0, 0));
    EXPECT_THAT(stage.sentences(), ElementsAre(HasSubstr("orders-0 went from leader epoch 4, partition epoch 6 back to leader epoch 3"),
                                               HasSubstr("the replica of orders-0 on node 1 went from leader epoch 4 back to 3")));
}

TEST_F(Epochs, MetadataThatGoBackInOneLifeAreFound) {
    stage.show(b1, metadata(11, {}));
    stage.show(b1, metadata(10, {}));
    EXPECT_THAT(stage.sentences(), ElementsAre("node 1 shows metadata up to offset 10 after metadata up to 11"));
}

}  // namespace vitrine::simulation::test
