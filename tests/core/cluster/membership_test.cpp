// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/membership.h"

#include <gmock/gmock.h>

#include "tests/core/cluster/cluster_scenario.h"

// Brokers that join a cluster that runs, and leave it, as a person says it.
namespace vitrine::cluster::test {
namespace {

using observe::NodeRun;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

std::vector<int> brokers_of(const ClusterScenario& scenario) {
    std::vector<int> ids;
    for (const NodeInfo& node : scenario.cluster.nodes()) ids.push_back(node.id.value());
    return ids;
}

TEST(MembershipTest, ABrokerJoinsAndGetsNothingUntilSomebodyReassigns) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 2 --replication-factor 3\nproduce orders {n} --key {n} --count 100");
    const Json added = scenario.json("broker add");
    EXPECT_EQ(added["broker"], 4);
    EXPECT_EQ(added["endpoint"], "127.0.0.1:9095");
    EXPECT_EQ(added["message"], "broker 4 joins on 127.0.0.1:9095");
    scenario.run("wait until broker 4 ready\nwait until brokers 4");
    EXPECT_THAT(scenario.isr_of("orders", 0), UnorderedElementsAre(1, 2, 3));
    const Json quorum = scenario.json("quorum");
    EXPECT_EQ(quorum["voters"].size(), 3u);
    ASSERT_EQ(quorum["observers"].size(), 1u);
    EXPECT_EQ(quorum["observers"][0]["id"], 4);
    const Json status = scenario.json("status");
    EXPECT_EQ(status["nodes"][3]["voter"], false);
    EXPECT_EQ(status["nodes"][0]["voter"], true);

    EXPECT_EQ(scenario.json("partition move orders 0 4,1,2")["message"], "the replicas of orders-0 shall be 4, 1, 2");
    scenario.run("wait until replicas orders 0 are 1,2,4\nwait until isr orders 0 is 1,2,4");
    EXPECT_THAT(scenario.isr_of("orders", 1), UnorderedElementsAre(1, 2, 3));
    scenario.run("broker kill 4\nwait until isr orders 0 is 1,2\nbroker start 4\nwait until isr orders 0 is 1,2,4");
}

TEST(MembershipTest, WhoHoldsReplicasIsRemovedWhenTheyHaveMovedAway) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(
        "broker add\nwait until broker 4 ready\ntopic create orders --partitions 4 --replication-factor 3\n"
        "partition move orders 0 4,1,2\npartition move orders 1 4,2,3\nwait until isr orders 0 is 1,2,4\nwait until isr orders 1 is 2,3,4");
    SteadyProducer producer(scenario, "orders", Milliseconds(20));
    EXPECT_THAT(scenario.refusal("broker remove 4"), HasSubstr("broker 4 still holds "));
    EXPECT_THAT(scenario.refusal("broker remove 4"), HasSubstr("`broker drain 4` moves them all away, `partition move` one"));
    scenario.run("broker drain 4");
    scenario.run_for(std::chrono::seconds(5));
    EXPECT_EQ(scenario.json("broker drain 4")["message"], "broker 4 holds no replica that is to stay");
    EXPECT_EQ(scenario.json("broker remove 4")["message"], "broker 4 is removed");
    EXPECT_THAT(brokers_of(scenario), ElementsAre(1, 2, 3));
    scenario.run("wait until brokers 3\nwait until under-replicated 0");
    EXPECT_EQ(scenario.refusal("broker start 4"), "there is no broker 4; there are 1, 2, 3");
    EXPECT_TRUE(scenario.cluster.disk(BrokerId(4)).list("")->empty()) << "its directory is gone";
    for (int partition = 0; partition < 4; ++partition) EXPECT_THAT(scenario.isr_of("orders", partition), UnorderedElementsAre(1, 2, 3));
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty()) << "nothing was lost";
}

TEST(MembershipTest, APlaceThatIsFreeIsTakenAgainByAnotherBroker) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("broker add 6\nbroker add\nwait until brokers 5");
    EXPECT_THAT(brokers_of(scenario), ElementsAre(1, 2, 3, 4, 6));
    scenario.run("broker remove 4\nbroker add\nwait until broker 4 ready\nwait until brokers 5");
    EXPECT_THAT(brokers_of(scenario), ElementsAre(1, 2, 3, 4, 6));
    EXPECT_EQ(scenario.refusal("broker add 4"), "there is a broker 4 already");
    EXPECT_EQ(scenario.refusal("broker add 10"), "a broker's id is 1 to 9, not 10");
    scenario.run("broker add\nbroker add\nbroker add\nbroker add\nwait until brokers 9");
    EXPECT_EQ(scenario.refusal("broker add"), "a cluster has 9 brokers at most, and all are there");
}

TEST(MembershipTest, AVoterStays) {
    ClusterScenario scenario;
    scenario.start();
    EXPECT_EQ(scenario.refusal("broker remove 2"),
              "broker 2 is one of the controllers that the cluster began with: the voters of its metadata quorum stay, and only a broker "
              "that was added can be removed");
    scenario.run("broker add\nbroker pause 4");
    EXPECT_EQ(scenario.refusal("broker remove 4"), "broker 4 is paused: it is removed when it runs, or is down");
    scenario.run("broker resume 4\nwait until broker 4 ready\nbroker kill 4\nbroker remove 4\nwait until brokers 3");
}

TEST(MembershipTest, WhoNeverCameSoFarCanBeRemovedToo) {
    ClusterScenario scenario;
    scenario.start();
    // Nothing passes between it and the controllers.
    scenario.run("broker add");
    scenario.run("link cut 1 4\nlink cut 2 4\nlink cut 3 4\nbroker kill 4\nbroker remove 4\nexpect brokers 3");
    EXPECT_THAT(scenario.json("status")["faults"], ::testing::IsEmpty()) << "what was wrong with it is no fault any more";
}

TEST(MembershipTest, DrainingLeavesReplicasOutWhereEveryOtherBrokerHasOne) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("broker add\nwait until broker 4 ready\ntopic create wide --partitions 2 --replication-factor 4");
    const Json drained = scenario.json("broker drain 4");
    EXPECT_EQ(drained["moved"], 0);
    EXPECT_EQ(drained["shrunk"], 2);
    scenario.run("wait until replicas wide 0 are 1,2,3\nwait until replicas wide 1 are 1,2,3\nbroker remove 4");
}

TEST(MembershipTest, ABrokerThatStaysIsDrainedInTheSameWay) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 2\nbroker add\nwait until broker 4 ready\nbroker drain 2");
    for (const char* partition : {"0", "1", "2"}) {
        ASSERT_TRUE(scenario.run_until([&] {
            const Json described = scenario.partition_of("orders", std::stoi(partition));
            const auto replicas = described["replicas"].get<std::vector<int>>();
            return std::ranges::find(replicas, 2) == replicas.end() && described["isr"].size() == 2;
        })) << partition;
    }
}

TEST(MembershipTest, AllShutDownAndStartAgainWithWhoJoined) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(
        "broker add\nwait until broker 4 ready\ntopic create orders --partitions 1 --replication-factor 3\n"
        "partition move orders 0 4,1,2\nwait until isr orders 0 is 1,2,4\nproduce orders {n} --count 50");
    bool ended = false;
    scenario.cluster.shutdown([&] { ended = true; });
    ASSERT_TRUE(scenario.run_until([&] { return ended; }));
    for (const NodeInfo& node : scenario.cluster.nodes()) EXPECT_EQ(node.run, NodeRun::stopped);
    scenario.run("heal all\nwait until brokers 4\nwait until under-replicated 0\nexpect high-watermark orders 0 >= 50");
}

TEST(MembershipTest, WhoIsAskedToMoveToABrokerThatIsNotThereIsRefused) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3");
    EXPECT_THAT(scenario.refusal("partition move orders 0 1,2,7"), HasSubstr("7"));
    EXPECT_EQ(scenario.refusal("partition move orders 0"), "say it as: partition move TOPIC P A,B,C");
    EXPECT_THAT(scenario.refusal("partition move orders 0 1,x"), HasSubstr("a broker must be a number"));
    EXPECT_THAT(scenario.refusal("partition move nothing 0 1"), HasSubstr("nothing"));
}

TEST(MembershipTest, TheSameSeedGivesTheSameRunWithBrokersThatComeAndGo) {
    const auto run = [] {
        ClusterScenario scenario(3, {}, 7);
        scenario.start();
        scenario.run(
            "topic create orders --partitions 2 --replication-factor 3\nbroker add\nwait until broker 4 ready\n"
            "partition move orders 0 4,1,2\nwait until isr orders 0 is 1,2,4\nbroker drain 4\nwait 5s\nbroker remove 4\nbroker add\n"
            "wait until broker 4 ready");
        return scenario.cluster.digest();
    };
    EXPECT_EQ(run(), run());
}

}  // namespace
}  // namespace vitrine::cluster::test
