// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/group_member.h"

#include <gmock/gmock.h>

#include "tests/core/cluster/cluster_scenario.h"

// Members of groups, through the consumers that they belong to.
namespace vitrine::client {
namespace {

using cluster::SimCluster;
using cluster::test::ClusterScenario;
using cluster::test::Received;
using cluster::test::seeds;
using cluster::test::SteadyProducer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct MemberOptions {
    AssignorKind assignor = AssignorKind::cooperative_sticky;
    std::optional<std::string> instance_id;
    Duration session_timeout = std::chrono::seconds(10);
    Duration request_timeout = std::chrono::seconds(30);
    bool auto_commit = true;
};

struct Member {
    Member(ClusterScenario& scenario, const std::string& name, MemberOptions options = {}) : machine(scenario.cluster.add_client(name)) {
        ConsumerConfig config;
        config.fetch.auto_offset_reset = OffsetReset::earliest;
        config.group = GroupMemberConfig{.group_id = "readers",
                                         .group_instance_id = options.instance_id,
                                         .session_timeout = options.session_timeout,
                                         .heartbeat_interval = Milliseconds(500),
                                         .rebalance_timeout = std::chrono::seconds(20),
                                         .assignor = options.assignor};
        config.enable_auto_commit = options.auto_commit;
        config.auto_commit_interval = std::chrono::seconds(1);
        ClientConfig client = scenario.client(name);
        client.request_timeout = options.request_timeout;
        consumer = std::make_unique<Consumer>(machine.environment(), std::move(client), std::move(config), received);
        consumer->subscribe({"orders"});
    }

    [[nodiscard]] GroupMemberView view() const { return *consumer->view().member; }
    [[nodiscard]] bool stable() const { return view().state == MemberState::stable; }
    [[nodiscard]] std::size_t owned() const { return view().owned.size(); }

    env::sim::Node& machine;
    Received received;
    std::unique_ptr<Consumer> consumer;
};

constexpr std::string_view four_partitions = "topic create orders --partitions 4 --replication-factor 3 --config min.insync.replicas=2\n";

// Every partition belongs to one member, and every member knows it.
bool divided(const std::vector<Member*>& members) {
    std::set<TopicPartition> seen;
    for (const Member* member : members) {
        if (!member->stable()) return false;
        for (const TopicPartition& key : member->view().owned) {
            if (!seen.insert(key).second) return false;
        }
    }
    return seen.size() == 4;
}

TEST(GroupMemberTest, OneMemberJoinsAndOwnsEverything) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member member(scenario, "one");
    ASSERT_TRUE(scenario.run_until([&] { return divided({&member}); }));
    EXPECT_TRUE(member.view().is_leader);
    EXPECT_EQ(member.view().generation, GenerationId(1));
    EXPECT_FALSE(member.view().member_id.empty());
    scenario.run("produce orders x --count 100");
    EXPECT_TRUE(scenario.run_until([&] { return member.received.count() == 100; }));
}

TEST(GroupMemberTest, ACooperativeRebalanceTakesOnlyWhatMoves) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member first(scenario, "first");
    ASSERT_TRUE(scenario.run_until([&] { return divided({&first}); }));
    Member second(scenario, "second");
    ASSERT_TRUE(scenario.run_until([&] { return divided({&first, &second}) && second.owned() == 2; }));
    EXPECT_EQ(first.owned(), 2u);
    ASSERT_EQ(first.received.revoked.size(), 1u);
    EXPECT_EQ(first.received.revoked[0].size(), 2u) << "two partitions stayed without a break";
}

TEST(GroupMemberTest, AnEagerRebalanceGivesUpEverythingFirst) {
    for (const AssignorKind assignor : {AssignorKind::range, AssignorKind::round_robin}) {
        ClusterScenario scenario;
        scenario.start();
        scenario.run(four_partitions);
        Member first(scenario, "first", {.assignor = assignor});
        ASSERT_TRUE(scenario.run_until([&] { return divided({&first}); }));
        Member second(scenario, "second", {.assignor = assignor});
        ASSERT_TRUE(scenario.run_until([&] { return divided({&first, &second}) && second.owned() == 2; }));
        ASSERT_EQ(first.received.revoked.size(), 1u);
        EXPECT_EQ(first.received.revoked[0].size(), 4u);
    }
}

TEST(GroupMemberTest, NoRecordIsReadTwiceByWhoeverLeavesPolitely) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    SteadyProducer producer(scenario, "orders", Milliseconds(5));
    std::vector<std::unique_ptr<Member>> members;
    for (int i = 0; i < 4; ++i) {
        members.push_back(std::make_unique<Member>(scenario, "member-" + std::to_string(i)));
        scenario.run_for(std::chrono::seconds(3));
    }
    for (int i = 0; i < 3; ++i) {
        bool closed = false;
        members[static_cast<std::size_t>(i)]->consumer->close([&] { closed = true; });
        ASSERT_TRUE(scenario.run_until([&] { return closed; }, std::chrono::seconds(5)));
        scenario.run_for(std::chrono::seconds(3));
    }
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    scenario.run("wait 1s\nwait until lag readers <= 0");
    std::map<std::string, int> times;
    for (const auto& member : members) {
        for (const auto& [partition, entries] : member->received.records) {
            for (const auto& entry : entries) ++times[entry.value];
        }
    }
    EXPECT_EQ(times.size(), producer.acknowledged.size());
    for (const auto& [value, count] : times) EXPECT_EQ(count, 1) << value;
}

TEST(GroupMemberTest, WhoIsGoneWithoutAWordIsReplacedAfterItsSessionTimeout) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member stays(scenario, "stays");
    auto goes = std::make_unique<Member>(scenario, "goes");
    ASSERT_TRUE(scenario.run_until([&] { return divided({&stays, goes.get()}) && goes->owned() == 2; }));
    const Instant begin = scenario.cluster.now();
    goes.reset();
    ASSERT_TRUE(scenario.run_until([&] { return divided({&stays}); }));
    EXPECT_GE(scenario.cluster.now() - begin, std::chrono::seconds(9));
    EXPECT_LE(scenario.cluster.now() - begin, std::chrono::seconds(13));
}

TEST(GroupMemberTest, WhoStoodStillTooLongLosesItsPartitionsAndJoinsAgain) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member stays(scenario, "stays");
    Member sleeps(scenario, "sleeps");
    ASSERT_TRUE(scenario.run_until([&] { return divided({&stays, &sleeps}) && sleeps.owned() == 2; }));
    scenario.cluster.world().pause(sleeps.machine.id());
    ASSERT_TRUE(scenario.run_until([&] { return stays.owned() == 4; }));
    scenario.cluster.world().resume(sleeps.machine.id());
    ASSERT_TRUE(scenario.run_until([&] { return divided({&stays, &sleeps}) && sleeps.owned() == 2; }));
    EXPECT_FALSE(sleeps.received.revoked.empty());
}

TEST(GroupMemberTest, AStaticMemberComesBackToItsPartitionsWithoutARebalance) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member first(scenario, "first", {.instance_id = "a"});
    auto second = std::make_unique<Member>(scenario, "second", MemberOptions{.instance_id = "b"});
    ASSERT_TRUE(scenario.run_until([&] { return divided({&first, second.get()}) && second->owned() == 2; }));
    const auto owned = second->view().owned;
    const auto rebalances = first.view().rebalances;
    bool closed = false;
    second->consumer->close([&] { closed = true; });
    ASSERT_TRUE(scenario.run_until([&] { return closed; }));
    scenario.run_for(std::chrono::seconds(3));
    second = std::make_unique<Member>(scenario, "second again", MemberOptions{.instance_id = "b"});
    ASSERT_TRUE(scenario.run_until([&] { return divided({&first, second.get()}); }));
    EXPECT_EQ(second->view().owned, owned);
    EXPECT_EQ(first.view().rebalances, rebalances);
}

TEST(GroupMemberTest, TheSecondHolderOfAnInstanceIdFencesTheFirst) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member first(scenario, "first", {.instance_id = "a"});
    ASSERT_TRUE(scenario.run_until([&] { return divided({&first}); }));
    Member second(scenario, "second", {.instance_id = "a"});
    ASSERT_TRUE(scenario.run_until([&] { return divided({&second}) && first.view().state == MemberState::failed; }));
    ASSERT_FALSE(first.received.errors.empty());
    EXPECT_EQ(first.received.errors.back().code, ErrorCode::FENCED_INSTANCE_ID);
}

TEST(GroupMemberTest, AMemberWhoseAssignorNobodyElseKnowsIsToldSo) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member first(scenario, "first", {.assignor = AssignorKind::range});
    ASSERT_TRUE(scenario.run_until([&] { return divided({&first}); }));
    Member second(scenario, "second", {.assignor = AssignorKind::round_robin});
    ASSERT_TRUE(scenario.run_until([&] { return second.view().state == MemberState::failed; }));
    EXPECT_EQ(second.received.errors.back().code, ErrorCode::INCONSISTENT_GROUP_PROTOCOL);
    EXPECT_TRUE(first.stable());
}

TEST(GroupMemberTest, CommittedOffsetsAreWhereTheNextMemberBegins) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    scenario.run("produce orders x --partition 0 --count 50");
    auto first = std::make_unique<Member>(scenario, "first", MemberOptions{.auto_commit = false});
    ASSERT_TRUE(scenario.run_until([&] { return first->received.count() == 50; }));
    std::optional<Status> committed;
    first->consumer->commit([&](Status status) { committed = std::move(status); });
    ASSERT_TRUE(scenario.run_until([&] { return committed.has_value(); }));
    ASSERT_TRUE(*committed) << committed->error().message;
    EXPECT_EQ((first->consumer->view().committed.at({"orders", 0})), Offset(50));
    scenario.run("produce orders y --partition 0 --count 10");
    ASSERT_TRUE(scenario.run_until([&] { return first->received.count() == 60; }));
    bool closed = false;
    first->consumer->close([&] { closed = true; });
    ASSERT_TRUE(scenario.run_until([&] { return closed; }));
    Member second(scenario, "second");
    ASSERT_TRUE(scenario.run_until([&] { return second.received.count() == 10; }));
    scenario.run_for(std::chrono::seconds(2));
    EXPECT_EQ(second.received.count(), 10u) << "what was committed is not read again, what was not is";
}

TEST(GroupMemberTest, AMemberFollowsItsCoordinatorThatMoves) {
    for (const std::uint64_t seed : seeds(5)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run(four_partitions);
        Member first(scenario, "first");
        Member second(scenario, "second");
        ASSERT_TRUE(scenario.run_until([&] { return divided({&first, &second}) && second.owned() == 2; }));
        SteadyProducer producer(scenario, "orders", Milliseconds(20));
        for (int round = 0; round < 3; ++round) {
            const std::string coordinator = std::to_string(scenario.json("group coordinator readers")["coordinator"].get<int>());
            scenario.run("wait 2s\nbroker kill " + coordinator + "\nwait 13s\nbroker start " + coordinator + "\nwait until brokers 3");
            ASSERT_TRUE(scenario.run_until([&] { return divided({&first, &second}); }));
        }
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        scenario.run("wait 2s\nwait until lag readers <= 0 --timeout 60s");
        std::set<std::string> values;
        for (const Member* member : {&first, &second}) {
            for (const auto& [partition, entries] : member->received.records) {
                for (const auto& entry : entries) values.insert(entry.value);
            }
        }
        EXPECT_EQ(values.size(), producer.acknowledged.size());
    }
}

// While the coordinator stands still, requests wait there; they must not be forgotten when the member turns to the next one.
TEST(GroupMemberTest, WhatWaitsAtACoordinatorThatHangsIsNotForgotten) {
    for (int delay_ms = 0; delay_ms <= 40; delay_ms += 2) {
        SCOPED_TRACE(delay_ms);
        ClusterScenario scenario;
        scenario.start();
        scenario.run(four_partitions);
        scenario.run("produce orders x --count 100\nwait until group readers dead");  // the group has its coordinator from now on
        const std::string coordinator = std::to_string(scenario.json("group coordinator readers")["coordinator"].get<int>());
        // Somewhere between finding the coordinator and the first records.
        Member member(scenario, "member", {.session_timeout = std::chrono::seconds(6)});
        scenario.run_for(Milliseconds(delay_ms));
        scenario.run("broker pause " + coordinator + "\nwait 20s\nbroker resume " + coordinator);
        ASSERT_TRUE(scenario.run_until([&] { return member.received.count() == 100; }, std::chrono::minutes(2)))
            << member.received.count() << " records were read; the member is " << name_of(member.view().state) << ": "
            << member.view().last_error;
    }
}

TEST(GroupMemberTest, ACommitToACoordinatorThatHangsIsAnswered) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    scenario.run("produce orders x --count 100");
    Member member(scenario, "member", {.auto_commit = false});
    ASSERT_TRUE(scenario.run_until([&] { return member.received.count() == 100; }));
    const std::string coordinator = std::to_string(scenario.json("group coordinator readers")["coordinator"].get<int>());
    scenario.run("broker pause " + coordinator);
    scenario.run_for(std::chrono::seconds(1));
    std::optional<Status> committed;
    member.consumer->commit([&](Status status) { committed = std::move(status); });
    EXPECT_TRUE(scenario.run_until([&] { return committed.has_value(); }));
    ASSERT_TRUE(committed);
    EXPECT_FALSE(*committed);
}

TEST(GroupMemberTest, PartitionsThatATopicGainsAreReadToo) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run("topic create orders --partitions 3 --replication-factor 3");
    Member member(scenario, "member");
    ASSERT_TRUE(scenario.run_until([&] { return member.owned() == 3; }));
    scenario.run("topic alter orders --partitions 4");
    // Noticed when metadata are refreshed: metadata.max.age.ms.
    EXPECT_TRUE(scenario.run_until([&] { return member.owned() == 4; }, std::chrono::minutes(6)));
}

TEST(GroupMemberTest, AGroupOfATopicThatDoesNotExistYetReadsItWhenItDoes) {
    ClusterScenario scenario;
    scenario.start();
    Member member(scenario, "member");
    ASSERT_TRUE(scenario.run_until([&] { return member.stable(); }));
    EXPECT_EQ(member.owned(), 0u);
    scenario.run(four_partitions);
    EXPECT_TRUE(scenario.run_until([&] { return member.owned() == 4; }, std::chrono::minutes(6)));
}

TEST(GroupMemberTest, ARejoinThatIsAskedForKeepsWhatIsOwned) {
    ClusterScenario scenario;
    scenario.start();
    scenario.run(four_partitions);
    Member member(scenario, "member");
    ASSERT_TRUE(scenario.run_until([&] { return divided({&member}); }));
    member.consumer->rejoin("because");
    EXPECT_FALSE(member.stable());
    ASSERT_TRUE(scenario.run_until([&] { return divided({&member}) && member.view().generation == GenerationId(2); }));
    EXPECT_THAT(member.received.revoked, IsEmpty());
}

TEST(GroupMemberTest, MembersComeAndGoWhileBrokersFailAndPartitionsAreAlwaysDivided) {
    for (const std::uint64_t seed : seeds(5)) {
        SCOPED_TRACE(seed);
        ClusterScenario scenario(3, {}, seed);
        scenario.start();
        scenario.run(four_partitions);
        SteadyProducer producer(scenario, "orders", Milliseconds(20));
        std::vector<std::unique_ptr<Member>> members;
        for (int round = 0; round < 3; ++round) {
            members.push_back(std::make_unique<Member>(scenario, "member-" + std::to_string(round)));
            const std::string victim = std::to_string(round + 1);
            scenario.run("wait 1s\nbroker kill " + victim + "\nwait 11s\nbroker start " + victim + "\nwait until brokers 3");
        }
        std::vector<Member*> all;
        for (const auto& member : members) all.push_back(member.get());
        ASSERT_TRUE(scenario.run_until([&] { return divided(all); }, std::chrono::minutes(2)));
        members.erase(members.begin());
        all.erase(all.begin());
        ASSERT_TRUE(scenario.run_until([&] { return divided(all); }, std::chrono::minutes(2)));
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        scenario.run("wait 2s\nwait until lag readers <= 0 --timeout 60s");
    }
}

}  // namespace
}  // namespace vitrine::client
