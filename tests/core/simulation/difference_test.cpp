// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::simulation {
// For failures of tests.
static void PrintTo(const Difference& difference, std::ostream* out) {
    *out << difference.what << ": \"" << difference.in_a << "\" and \"" << difference.in_b << "\"";
}
}  // namespace vitrine::simulation

namespace vitrine::simulation::test {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const TopicPartition t0{"t0", 0};

observe::NodeDelta view(int node) {
    observe::NodeDelta delta;
    delta.node = BrokerId(node);
    delta.full = true;
    delta.status = observe::NodeStatus{.run = observe::NodeRun::running, .registered = true, .fenced = false};
    delta.quorum = observe::QuorumView{.role = observe::QuorumRole::follower, .epoch = LeaderEpoch(4), .leader = BrokerId(1)};
    observe::MetadataDelta metadata;
    metadata.image_offset = Offset(100);
    observe::TopicView topic{.name = "t0"};
    topic.partitions.push_back({.index = 0,
                                .leader = BrokerId(1),
                                .leader_epoch = LeaderEpoch(2),
                                .replicas = {BrokerId(1), BrokerId(2)},
                                .isr = {BrokerId(1), BrokerId(2)}});
    metadata.topics.push_back(topic);
    delta.metadata = metadata;
    delta.replicas.push_back({.partition = t0, .log_end = Offset(50), .high_watermark = Offset(48)});
    return delta;
}

ClusterState cluster_of_two() {
    ClusterState state;
    for (int id = 1; id <= 2; ++id) {
        state.nodes.push_back({.id = BrokerId(id), .run = observe::NodeRun::running});
        state.views.push_back(view(id));
    }
    observe::GroupView group{.group_id = "g", .state = observe::GroupState::stable, .generation = GenerationId(3)};
    group.members = {{.member_id = "a"}, {.member_id = "b"}};
    group.offsets[t0].offset = Offset(40);
    state.views[0].groups.push_back(group);
    return state;
}

}  // namespace

TEST(Differences, OfEqualStatesThereAreNone) {
    ClusterState later = cluster_of_two();
    later.at = {.events = 10, .now = Instant{} + std::chrono::seconds(1)};
    EXPECT_THAT(differences(cluster_of_two(), later), IsEmpty());
}

TEST(Differences, AreSaidInTheirOrder) {
    const ClusterState a = cluster_of_two();
    ClusterState b = cluster_of_two();
    b.nodes[1].run = observe::NodeRun::killed;
    b.views.pop_back();
    b.views[0].quorum->epoch = LeaderEpoch(5);
    auto& partition = b.views[0].metadata->topics[0].partitions[0];
    partition.leader_epoch = LeaderEpoch(3);
    partition.isr = {BrokerId(1)};
    b.views[0].replicas[0].log_end = Offset(60);
    b.views[0].groups[0].state = observe::GroupState::preparing_rebalance;
    b.views[0].groups[0].members.pop_back();
    b.views[0].groups[0].offsets[t0].offset = Offset(45);
    EXPECT_THAT(
        differences(a, b),
        ElementsAre(Difference{"broker 2", "running", "killed"}, Difference{"quorum epoch", "4", "5"},
                    Difference{"t0-0 leader epoch", "2", "3"}, Difference{"t0-0 ISR", "1, 2", "1"},
                    Difference{"t0-0 log end on broker 1", "50", "60"}, Difference{"t0-0 log end on broker 2", "50", ""},
                    Difference{"t0-0 high watermark on broker 2", "48", ""}, Difference{"group g state", "Stable", "PreparingRebalance"},
                    Difference{"group g members", "a, b", "a"}, Difference{"group g committed offset of t0-0", "40", "45"}));
}

TEST(Differences, WhatOnlyOneOfThemHasIsEmptyInTheOther) {
    const ClusterState a = cluster_of_two();
    ClusterState b = cluster_of_two();
    for (observe::NodeDelta& delta : b.views) {
        delta.metadata->topics.clear();
        delta.replicas.clear();
    }
    b.views[0].groups.clear();
    const auto found = differences(b, a);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front(), (Difference{"topic t0", "", "1 partition"}));
    for (const Difference& difference : found) EXPECT_EQ(difference.in_a, "") << difference.what;
}

// An old view, of a broker that was cut off, says nothing of the cluster.
TEST(Differences, TheNewestMetadataAndEpochCount) {
    const ClusterState a = cluster_of_two();
    ClusterState b = cluster_of_two();
    b.views[1].metadata->image_offset = Offset(50);
    b.views[1].metadata->topics.clear();
    b.views[1].quorum->epoch = LeaderEpoch(1);
    b.views[1].quorum->leader = BrokerId(2);
    EXPECT_THAT(differences(a, b), IsEmpty());
}

}  // namespace vitrine::simulation::test
