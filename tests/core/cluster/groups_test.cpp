// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "tests/core/cluster/cluster_scenario.h"

// Groups and the demo's workload, said in the command language.
namespace vitrine::cluster::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// How many records the inner members of a group have read.
std::size_t records_read(ClusterScenario& scenario, const std::string& group) {
    std::size_t records = 0;
    const Json status = scenario.json("status");
    for (const Json& member : status["inner_consumers"]) {
        if (member["group"] == group) records += member["records"].get<std::size_t>();
    }
    return records;
}

TEST(GroupsTest, TheDemoRunsAndItsGroupsBecomeStable) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("workload start demo --rate 200\nwait until group billing stable\nwait until group dashboard stable");
    scenario.run("wait until group billing members 3\nexpect group dashboard members 1\nwait 5s");
    const Json workload = scenario.json("status")["workload"];
    EXPECT_TRUE(workload["running"]);
    EXPECT_EQ(workload["failed"], 0);
    // 200 orders, 66 payments and 20 lines of the audit log in each of five seconds.
    EXPECT_GT(workload["acknowledged"], 1200);
    scenario.run("workload stop");
    EXPECT_FALSE(scenario.json("status")["workload"]["running"]);
    scenario.run("wait until group billing empty\nwait until group dashboard empty");
    // Who leaves commits first, but may not have read everything.
    EXPECT_EQ(scenario.json("group describe billing")["committed"].size(), 6u);
    scenario.run("workload start demo\nwait until group billing members 3\nwait until lag billing <= 100");
}

TEST(GroupsTest, TheDemoLosesNothingWhileBrokersFail) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(R"(
        workload start demo --rate 100
        wait until group billing stable
        broker kill 1
        wait 15s
        broker start 1
        wait until under-replicated 0
        broker stop 2
        broker start 2
        wait until under-replicated 0
        broker pause 3
        wait 15s
        heal all
        wait until under-replicated 0 --timeout 60s
        wait until group billing stable --timeout 60s
        wait until group billing members 3
        wait until lag billing <= 20 --timeout 60s
    )");
    EXPECT_EQ(scenario.json("status")["workload"]["failed"], 0);
}

TEST(GroupsTest, AMemberMoreAndAMemberLessDividePartitionsAnew) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(R"(
        topic create orders --partitions 4 --replication-factor 3
        produce orders {n} --key {n} --count 400
        group add-member readers --topic orders --name first
        wait until group readers stable
        wait until lag readers <= 0
        group add-member readers --name second
        wait until group readers members 2
        wait until group readers stable
        produce orders {n} --key {n} --count 400
        wait until lag readers <= 0
    )");
    EXPECT_EQ(records_read(scenario, "readers"), 800u);
    const Json status = scenario.json("status");
    for (const Json& member : status["inner_consumers"]) EXPECT_GT(member["records"], 0) << member["name"];
    scenario.run(R"(
        group remove-member readers first
        wait until group readers members 1
        wait until group readers stable
        produce orders {n} --key {n} --count 400
        wait until lag readers <= 0
        group remove-member readers
        wait until group readers empty
    )");
}

TEST(GroupsTest, EveryAssignorGivesEachPartitionToOneMember) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 5 --replication-factor 3");
    for (const std::string assignor : {"range", "roundrobin", "cooperative-sticky"}) {
        const std::string group = "by-" + assignor;
        for (int i = 0; i < 3; ++i) scenario.run("group add-member " + group + " --topic orders --assignor " + assignor);
        scenario.run("wait until group " + group + " members 3\nwait until group " + group + " stable");
        scenario.run("produce orders x --count 50\nwait until lag " + group + " <= 0");
        EXPECT_EQ(scenario.json("group describe " + group)["protocol"], assignor);
    }
}

TEST(GroupsTest, ARebalanceThatIsAskedForBeginsANewGeneration) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 4 --replication-factor 3");
    scenario.run("group add-member readers --topic orders\ngroup add-member readers\nwait until group readers members 2");
    scenario.run("wait until group readers stable\nwait 2s");
    const int coordinator = scenario.json("group coordinator readers")["coordinator"];
    auto& recorder = scenario.cluster.recorded(BrokerId(coordinator));
    const auto before = recorder.all<observe::GenerationBegan>().size();
    scenario.run("group rebalance readers\nwait 2s\nexpect group readers stable\nexpect group readers members 2");
    EXPECT_GT(recorder.all<observe::GenerationBegan>().size(), before);
    EXPECT_THAT(recorder.all<observe::RebalanceBegan>().back().reason, HasSubstr("group rebalance"));
}

TEST(GroupsTest, AMemberThatIsGoneWithoutAWordIsNoticedByItsSessionTimeout) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 4 --replication-factor 3");
    scenario.run("group add-member readers --topic orders --name stays\ngroup add-member readers --name goes");
    scenario.run("wait until group readers members 2\nwait until group readers stable\nwait 2s");
    const Instant begin = scenario.cluster.now();
    scenario.run("group crash-member readers goes\nexpect group readers members 2\nwait until group readers members 1");
    // session.timeout.ms of inner members is 10 s.
    EXPECT_GT(scenario.cluster.now() - begin, std::chrono::seconds(9));
    EXPECT_LT(scenario.cluster.now() - begin, std::chrono::seconds(12));
    scenario.run("produce orders {n} --key {n} --count 100\nwait until group readers stable\nwait until lag readers <= 0");
}

TEST(GroupsTest, AMemberIsTakenOutByItsMemberId) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 4 --replication-factor 3\ngroup add-member readers --topic orders");
    // A consumer from outside, which only its member id names.
    Received received;
    client::ConsumerConfig config;
    config.group = client::GroupMemberConfig{.group_id = "readers"};
    auto consumer = std::make_unique<client::Consumer>(scenario.cluster.add_client("outside").environment(), scenario.client("outside"),
                                                       config, received);
    consumer->subscribe({"orders"});
    scenario.run("wait until group readers members 2\nwait until group readers stable");
    const std::string member = consumer->view().member->member_id;
    scenario.run("group remove-member readers " + member);
    // It notices with its next heartbeat and joins again, as another one.
    ASSERT_TRUE(scenario.run_until([&] {
        const auto view = *consumer->view().member;
        return view.member_id != member && view.state == client::MemberState::stable;
    }));
    scenario.run("wait until group readers members 2");
    EXPECT_THAT(scenario.refusal("group remove-member readers " + member), HasSubstr(member));
}

TEST(GroupsTest, APausedMemberKeepsItsPlaceAndReadsOnLater) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 1 --replication-factor 3\ngroup add-member readers --topic orders");
    scenario.run("wait until group readers stable\ngroup pause-member readers\nwait 1s\nproduce orders x --count 50\nwait 30s");
    EXPECT_LT(records_read(scenario, "readers"), 50u);
    scenario.run("expect group readers members 1\ngroup resume-member readers\nwait until lag readers <= 0");
    EXPECT_EQ(records_read(scenario, "readers"), 50u);
}

TEST(GroupsTest, TheCoordinatorIsNamedAndMovesWhenItsBrokerDies) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 2 --replication-factor 3\nproduce orders x --count 20");
    scenario.run("group add-member readers --topic orders\nwait until group readers stable\nwait until lag readers <= 0");
    const int coordinator = scenario.json("group coordinator readers")["coordinator"];
    scenario.run("broker kill " + std::to_string(coordinator) + "\nwait 15s\nwait until group readers stable --timeout 60s");
    EXPECT_NE(scenario.json("group coordinator readers")["coordinator"], coordinator);
    // What was committed is known to the new one: nothing is read again.
    scenario.run("produce orders y --count 20\nwait until lag readers <= 0");
    EXPECT_EQ(records_read(scenario, "readers"), 40u);
    EXPECT_THAT(scenario.json("group list")["groups"].get<std::vector<std::string>>(), ElementsAre("readers"));
}

TEST(GroupsTest, OffsetsAreResetWhileTheGroupIsInactive) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 2 --replication-factor 3\ntopic create empty --partitions 1 --replication-factor 3");
    scenario.run("produce orders x --partition 0 --count 30\nproduce orders x --partition 1 --count 50\nwait 10s");
    scenario.run("produce orders late --partition 0 --count 5\ngroup add-member readers --topic orders\nwait until group readers stable");
    scenario.run("wait until lag readers <= 0");
    // What it would do is told all the same.
    const CommandAnswer refused = scenario.ask("group reset-offsets readers --all-topics --to-earliest");
    EXPECT_FALSE(refused.ok);
    EXPECT_THAT(refused.sentence, HasSubstr("inactive, but it is Stable"));
    EXPECT_EQ(Json::parse(refused.json)["error"], "NON_EMPTY_GROUP");
    EXPECT_EQ(Json::parse(refused.json)["partitions"].size(), 2u);
    scenario.run("group remove-member readers\nwait until group readers empty");

    const auto committed = [&] { return scenario.json("group describe readers")["committed"]; };
    const Json before = {{"orders-0", 35}, {"orders-1", 50}};
    EXPECT_EQ(committed(), before);
    const Json planned = scenario.json("group reset-offsets readers --all-topics --to-earliest --dry-run");
    EXPECT_EQ(planned["state"], "Empty");
    EXPECT_EQ(planned["partitions"][1]["current"], 50);
    EXPECT_EQ(planned["partitions"][1]["new"], 0);
    EXPECT_EQ(committed(), before) << "a dry run changes nothing";

    scenario.run("group reset-offsets readers --topic orders:1 --to-offset 20 --execute");
    EXPECT_EQ(committed(), (Json{{"orders-0", 35}, {"orders-1", 20}}));
    // Beyond an end of the log there is nothing to begin at.
    const Json shifted = scenario.json("group reset-offsets readers --topic orders --shift-by -30");
    EXPECT_EQ(shifted["partitions"][0]["bound"], "none");
    EXPECT_EQ(shifted["partitions"][1]["bound"], "start");
    EXPECT_EQ(committed(), (Json{{"orders-0", 5}, {"orders-1", 0}}));
    scenario.run("group reset-offsets readers --topic orders --to-offset 1000");
    EXPECT_EQ(committed(), before);
    // Only the first partition has records of the last five seconds.
    const Json back = scenario.json("group reset-offsets readers --topic orders --by-duration PT8S --dry-run");
    EXPECT_EQ(back["partitions"][0]["new"], 30);
    EXPECT_EQ(back["partitions"][1]["new"], 50);
    EXPECT_TRUE(back["partitions"][1]["no_record_at_time"]);
    // A partition that was never committed cannot be shifted, but set.
    EXPECT_THAT(scenario.refusal("group reset-offsets readers --topic empty --shift-by 1"), HasSubstr("committed no offset"));
    EXPECT_TRUE(scenario.json("group reset-offsets readers --topic empty --to-latest --dry-run")["partitions"][0]["current"].is_null());
    // A group that is not there begins with these.
    scenario.run("group reset-offsets fresh --topic orders:1 --to-latest");
    EXPECT_EQ(scenario.json("group describe fresh")["committed"], (Json{{"orders-1", 50}}));
    // Members read on from there.
    scenario.run(
        "group reset-offsets readers --all-topics --to-earliest\ngroup add-member readers --topic orders\nwait until lag readers <= 0");
    EXPECT_EQ(records_read(scenario, "readers"), 85u);
}

TEST(GroupsTest, AMemberJoinsWithItsOwnTimeouts) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 2 --replication-factor 3");
    scenario.run("group add-member readers --topic orders --name goes --session-timeout-ms 20000 --heartbeat-interval-ms 1000");
    scenario.run("wait until group readers members 1\nwait until group readers stable");
    const Instant begin = scenario.cluster.now();
    scenario.run("group crash-member readers goes\nwait until group readers empty");
    EXPECT_GT(scenario.cluster.now() - begin, std::chrono::seconds(18));
    EXPECT_LT(scenario.cluster.now() - begin, std::chrono::seconds(22));
}

}  // namespace
}  // namespace vitrine::cluster::test
