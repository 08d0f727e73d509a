// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/partition_change.h"

#include <set>

#include <gtest/gtest.h>

#include "metadata/image_builder.h"
#include "tests/core/metadata/controller_test_context.h"

// How one partition changes, rule by rule (formats.md's replication rules: KIP-966, KIP-704, KAFKA-15665).
namespace vitrine::metadata {
namespace {

using testing::describe;
using testing::ids;

class PartitionChangeTest : public ::testing::Test {
protected:
    PartitionChangeTest() {
        partition.replicas = ids({1, 2, 3});
        partition.directories = {testing::directory_of(1), testing::directory_of(2), testing::directory_of(3)};
        partition.isr = ids({1, 2, 3});
        partition.leader = BrokerId(1);
    }
    PartitionChangeBuilder builder() {
        return {partition, {Uuid::from_halves(1, 1), 0}, [this](BrokerId broker) { return alive.contains(broker); }, min_isr, elr};
    }
    // The state after the change, in words; "unchanged" without a record.
    std::string after(PartitionChangeBuilder& change) {
        const auto outcome = change.build();
        if (!outcome) return "unchanged";
        unclean = outcome->unclean_election;
        return describe(merged(partition, outcome->record).value());
    }
    std::string after_isr(std::initializer_list<int> isr, Election election = Election::online) {
        auto change = builder();
        change.set_isr(ids(isr)).set_election(election);
        return after(change);
    }
    void become(std::initializer_list<int> isr, int leader, std::initializer_list<int> eligible = {},
                std::initializer_list<int> last = {}) {
        partition.isr = ids(isr);
        partition.leader = BrokerId(leader);
        partition.elr = ids(eligible);
        partition.last_known_elr = ids(last);
    }

    PartitionRegistration partition;
    std::set<BrokerId> alive{BrokerId(1), BrokerId(2), BrokerId(3)};
    std::int32_t min_isr = 2;
    bool elr = true;
    bool unclean = false;
};

TEST_F(PartitionChangeTest, NothingToChangeIsNoRecord) {
    EXPECT_EQ(after_isr({1, 2, 3}), "unchanged");
    EXPECT_EQ(after_isr({1, 2, 3}, Election::unclean), "unchanged");
    EXPECT_EQ(after_isr({1, 2, 3}, Election::preferred), "unchanged");
}

TEST_F(PartitionChangeTest, AnIsrChangeLeavesTheLeaderEpochAlone) { EXPECT_EQ(after_isr({1, 2}), "leader 1 epoch 0.1 isr 1,2"); }

TEST_F(PartitionChangeTest, TheFirstLivingReplicaInTheIsrLeads) {
    alive = {BrokerId(2), BrokerId(3)};
    EXPECT_EQ(after_isr({2, 3}), "leader 2 epoch 1.1 isr 2,3");
    partition.replicas = ids({1, 3, 2});
    EXPECT_EQ(after_isr({2, 3}), "leader 3 epoch 1.1 isr 2,3") << "in the order of the replicas, not of the ISR";
}

TEST_F(PartitionChangeTest, ALeaderThatMayStayStays) {
    become({1, 2, 3}, 2);
    EXPECT_EQ(after_isr({2, 1}), "leader 2 epoch 0.1 isr 2,1");
    EXPECT_EQ(after_isr({1, 2, 3}, Election::preferred), "leader 1 epoch 1.1 isr 1,2,3");
}

TEST_F(PartitionChangeTest, ThePreferredElectionNeedsThePreferredReplicaInSync) {
    become({2, 3}, 2);
    EXPECT_EQ(after_isr({2, 3}, Election::preferred), "unchanged");
    become({1, 2, 3}, 2);
    alive.erase(BrokerId(1));
    EXPECT_EQ(after_isr({1, 2, 3}, Election::preferred), "unchanged");
}

// --- eligible leader replicas ---

TEST_F(PartitionChangeTest, BelowMinIsrWhoLeavesTheIsrStaysEligible) {
    become({1, 2}, 1);
    EXPECT_EQ(after_isr({1}), "leader 1 epoch 0.1 isr 1 elr 2");
    become({1}, 1, {2});
    EXPECT_EQ(after_isr({}), "unchanged") << "a leader that lives and is eligible is its ISR";
    alive = {BrokerId(3)};
    EXPECT_EQ(after_isr({}), "leader none epoch 1.1 isr none elr 1,2 last 1") << "3 lives, but may lack records";
}

TEST_F(PartitionChangeTest, AboveMinIsrNobodyElseIsEligible) {
    EXPECT_EQ(after_isr({1, 2}), "leader 1 epoch 0.1 isr 1,2");
    become({1}, 1, {2});
    EXPECT_EQ(after_isr({1, 3}), "leader 1 epoch 0.1 isr 1,3") << "with two in sync the high watermark moves: 2 falls behind";
}

TEST_F(PartitionChangeTest, WithAnEmptyIsrAnEligibleReplicaIsElectedCleanly) {
    become({}, -1, {2, 3}, {2});
    alive = {BrokerId(3)};
    EXPECT_EQ(after_isr({}), "leader 3 epoch 1.1 isr 3 elr 2");
    EXPECT_FALSE(unclean);
}

TEST_F(PartitionChangeTest, WhenTheElectedOneIsEnoughNobodyElseStaysEligible) {
    // With min.insync.replicas lowered to 1, or two brokers lost at once: 3 alone commits, so 2 must not lead later.
    become({}, -1, {2, 3}, {2});
    min_isr = 1;
    alive = {BrokerId(3)};
    EXPECT_EQ(after_isr({}), "leader 3 epoch 1.1 isr 3");
}

TEST_F(PartitionChangeTest, AnEligibleReplicaDoesNotLeadWhileSomeoneIsInSync) {
    become({1}, 1, {2});
    alive = {BrokerId(2)};
    EXPECT_EQ(after_isr({1}), "leader none epoch 1.1 isr 1 elr 2");
}

TEST_F(PartitionChangeTest, AnUncleanShutdownEndsEligibility) {
    become({}, -1, {1, 2}, {1});
    auto change = builder();
    change.set_unclean_shutdown_replicas(ids({1}));
    alive = {BrokerId(3)};
    EXPECT_EQ(after(change), "leader none epoch 0.1 isr none elr 2 last 1");

    become({1}, 1, {});
    auto last = builder();
    last.set_isr(ids({})).set_unclean_shutdown_replicas(ids({1}));
    EXPECT_EQ(after(last), "leader none epoch 1.1 isr none last 1") << "nobody is eligible; the last leader is remembered";
}

TEST_F(PartitionChangeTest, TheLastKnownLeaderIsTakenWhenNobodyIsEligible) {
    become({}, -1, {}, {2});
    alive = {BrokerId(1), BrokerId(3)};
    EXPECT_EQ(after_isr({}), "unchanged") << "it is not back yet";
    alive.insert(BrokerId(2));
    EXPECT_EQ(after_isr({}), "leader 2 epoch 1.1 isr 2 recovering");
    EXPECT_TRUE(unclean);
    become({}, -1, {3}, {2});
    alive = {BrokerId(2)};
    EXPECT_EQ(after_isr({}), "unchanged") << "3 is eligible and will return";
}

TEST_F(PartitionChangeTest, WithoutElrTheLastMemberStaysInTheIsr) {
    elr = false;
    become({1}, 1);
    alive = {BrokerId(2)};
    EXPECT_EQ(after_isr({}), "leader none epoch 1.1 isr 1");
    become({1}, -1);
    EXPECT_EQ(after_isr({1}), "unchanged");
    alive = {BrokerId(1), BrokerId(2)};
    EXPECT_EQ(after_isr({1}), "leader 1 epoch 1.1 isr 1");
}

TEST_F(PartitionChangeTest, WithElrSwitchedOffWhatWasEligibleIsForgotten) {
    elr = false;
    become({1}, 1, {2});
    EXPECT_EQ(after_isr({1}), "leader 1 epoch 0.1 isr 1");
}

// --- unclean election ---

TEST_F(PartitionChangeTest, AnUncleanElectionTakesAnyLivingReplicaAndIsRecovering) {
    become({1}, 1, {2});
    alive = {BrokerId(3)};
    EXPECT_EQ(after_isr({}, Election::unclean), "leader 3 epoch 1.1 isr 3 recovering");
    EXPECT_TRUE(unclean);
    EXPECT_EQ(after_isr({}, Election::online), "leader none epoch 1.1 isr none elr 1,2 last 1") << "not unless it is enabled";
}

TEST_F(PartitionChangeTest, AnUncleanElectionPrefersWhoIsClean) {
    become({}, -1, {3}, {1});
    EXPECT_EQ(after_isr({}, Election::unclean), "leader 3 epoch 1.1 isr 3");
    EXPECT_FALSE(unclean);
}

TEST_F(PartitionChangeTest, TheLeaderTellsThatItHasRecovered) {
    become({1}, 1);
    partition.leader_recovery_state = LeaderRecoveryState::recovering;
    min_isr = 1;
    auto change = builder();
    change.set_leader_recovery_state(LeaderRecoveryState::recovered);
    EXPECT_EQ(after(change), "leader 1 epoch 0.1 isr 1");
}

// --- reassignment (begun by another controller: Kafka's) ---

TEST_F(PartitionChangeTest, AReassignmentEndsWhenEveryTargetReplicaIsInSync) {
    partition.replicas = ids({1, 2, 3, 4});
    partition.directories.push_back(testing::directory_of(4));
    partition.adding_replicas = ids({3, 4});
    partition.removing_replicas = ids({1});
    alive.insert(BrokerId(4));
    become({1, 2, 3}, 1);
    EXPECT_EQ(after_isr({1, 2, 3}), "unchanged");
    auto change = builder();
    change.set_isr(ids({1, 2, 3, 4}));
    const auto outcome = change.build();
    ASSERT_TRUE(outcome);
    const PartitionRegistration done = merged(partition, outcome->record).value();
    EXPECT_EQ(describe(done), "leader 2 epoch 1.1 isr 2,3,4");
    EXPECT_EQ(done.replicas, ids({2, 3, 4}));
    EXPECT_EQ(done.directory_of(BrokerId(4)), testing::directory_of(4));
    EXPECT_FALSE(done.reassigning());
}

TEST_F(PartitionChangeTest, DroppingAReplicaFencesItOffByANewLeaderEpoch) {
    partition.removing_replicas = ids({3});
    become({1, 2, 3}, 1);
    EXPECT_EQ(after_isr({1, 2, 3}), "leader 1 epoch 1.1 isr 1,2");
}

TEST_F(PartitionChangeTest, AReplicaMovesToAnotherDirectory) {
    auto change = builder();
    change.set_directory(BrokerId(2), testing::directory_of(9));
    const auto outcome = change.build();
    ASSERT_TRUE(outcome);
    const PartitionRegistration moved = merged(partition, outcome->record).value();
    EXPECT_EQ(moved.directory_of(BrokerId(2)), testing::directory_of(9));
    EXPECT_EQ(describe(moved), "leader 1 epoch 0.1 isr 1,2,3");
}

}  // namespace
}  // namespace vitrine::metadata
