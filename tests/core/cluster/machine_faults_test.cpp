// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "cluster/bit_flip.h"
#include "storage/files.h"
#include "tests/core/cluster/cluster_scenario.h"

// What a cluster does when a disk, a clock or a whole machine fails it: the words that only a simulation has.
namespace vitrine::cluster::test {
namespace {

using testing::HasSubstr;

constexpr std::string_view three_replicas = "topic create orders --partitions 3 --replication-factor 3 --config min.insync.replicas=2\n";

class MachineFaultsTest : public testing::Test {
protected:
    ClusterScenario scenario;

    void SetUp() override {
        scenario.start();
        scenario.run(three_replicas);
    }
    observe::NodeRun run_of(int id) { return scenario.cluster.nodes()[static_cast<std::size_t>(id - 1)].run; }
    // A broker whose one log directory fails stops serving; the others go on, and it comes back once its disk is right.
    void expect_that_it_fails_and_comes_back(const std::string& fault, const std::string& end, const std::function<void()>& meanwhile) {
        SteadyProducer producer(scenario, "orders", Milliseconds(20));
        scenario.run_for(std::chrono::seconds(1));
        scenario.run(fault);
        meanwhile();
        ASSERT_TRUE(scenario.run_until([&] { return run_of(2) == observe::NodeRun::failed; }));
        scenario.run("wait until brokers 2\nwait until isr orders 0 size 2\nwait 3s");
        scenario.run(end + "\nbroker start 2\nwait until brokers 3\nwait until under-replicated 0");
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        EXPECT_GT(producer.acknowledged.size(), 200u);
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
    }
};

TEST_F(MachineFaultsTest, ABrokerWhoseDiskIsFullStopsServingUntilThereIsRoomAgain) {
    expect_that_it_fails_and_comes_back("disk full 2 5000", "disk full 2 off", [] {});
}

TEST_F(MachineFaultsTest, ABrokerWhoseDiskFailsWritesStopsServing) {
    expect_that_it_fails_and_comes_back("disk fail 2 writes", "disk fail 2 off", [] {});
}

TEST_F(MachineFaultsTest, ABrokerWhoseDiskFailsReadsStopsServing) {
    expect_that_it_fails_and_comes_back("disk fail 2 reads", "disk fail 2 off", [] {});
}

// A cluster whose brokers have two log directories each, and what happens when one of broker 2 fails.
class TwoDirectoriesTest : public testing::Test {
protected:
    static SimClusterOptions two_directories() {
        SimClusterOptions options;
        options.log_directories = 2;
        return options;
    }
    ClusterScenario scenario{two_directories()};

    void expect_that_the_broker_goes_on(const std::string& fault, const std::string& end) {
        scenario.start();
        scenario.run("topic create orders --partitions 6 --replication-factor 3 --config min.insync.replicas=2");
        SteadyProducer producer(scenario, "orders", Milliseconds(10));
        scenario.run_for(std::chrono::seconds(2));
        scenario.run(fault);
        const auto& told = scenario.cluster.recorded(BrokerId(2));
        ASSERT_TRUE(scenario.run_until([&] { return !told.all<observe::LogDirectoryFailed>().empty(); }));
        scenario.run("wait until brokers 3");
        const auto away = [&] {
            int count = 0;
            for (int i = 0; i < 6; ++i) count += scenario.isr_of("orders", i).contains(2) ? 0 : 1;
            return count;
        };
        ASSERT_TRUE(scenario.run_until([&] { return away() == 3; }));
        scenario.run_for(std::chrono::seconds(5));
        EXPECT_EQ(away(), 3) << "the replicas of the other directory are in sync";
        EXPECT_EQ(scenario.cluster.nodes()[1].run, observe::NodeRun::running);
        EXPECT_EQ(told.all<observe::LogDirectoryFailed>().size(), 1u);
        scenario.run("broker stop 2\n" + end + "\nbroker start 2\nwait until brokers 3\nwait until under-replicated 0");
        producer.stop();
        ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
        EXPECT_GT(producer.acknowledged.size(), 500u);
        expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 6));
    }
};

TEST_F(TwoDirectoriesTest, ABrokerGoesOnWhenOneOfItsDirectoriesFailsWrites) {
    expect_that_the_broker_goes_on("disk fail 2.2 writes", "disk fail 2.2 off");
}

TEST_F(TwoDirectoriesTest, ABrokerGoesOnWhenOneOfItsDirectoriesIsFull) {
    expect_that_the_broker_goes_on("disk full 2.2 5000", "disk full 2.2 off");
}

TEST_F(TwoDirectoriesTest, ABrokerGoesOnWhenOneOfItsDirectoriesFailsSyncs) {
    expect_that_the_broker_goes_on("disk fail 2.2 syncs", "disk fail 2.2 off");
}

TEST_F(TwoDirectoriesTest, ADiskIsNamedByItsBrokerAndItsPlace) {
    scenario.start();
    scenario.run("disk slow 3.2 40ms");
    EXPECT_EQ(scenario.cluster.disk(BrokerId(3), 0).faults().slow, Duration(0));
    EXPECT_EQ(scenario.cluster.disk(BrokerId(3), 1).faults().slow, Milliseconds(40));
    scenario.run("disk slow 3 20ms");
    EXPECT_EQ(scenario.cluster.disk(BrokerId(3), 0).faults().slow, Milliseconds(20));
    EXPECT_EQ(scenario.cluster.disk(BrokerId(3), 1).faults().slow, Milliseconds(20));
    EXPECT_THAT(scenario.refusal("disk slow 3.3 1ms"), HasSubstr("broker 3 has the log directories 3.1 to 3.2"));
    EXPECT_THAT(scenario.refusal("disk slow 4.1 1ms"), HasSubstr("there is no broker 4"));
}

TEST_F(TwoDirectoriesTest, TheSameSeedRunsTheSameWay) {
    const auto run = [] {
        ClusterScenario one(two_directories());
        one.start();
        one.run(
            "topic create orders --partitions 6 --replication-factor 3\nproduce orders x --count 100\ndisk fail 2.2 writes\nproduce orders "
            "x --count 100");
        one.run_for(std::chrono::seconds(20));
        return one.cluster.digest();
    };
    EXPECT_EQ(run(), run());
}

TEST_F(MachineFaultsTest, AFullDiskIsSeenAlsoAtTheStart) {
    scenario.run("broker kill 2\ndisk full 2 0");
    EXPECT_FALSE(scenario.ask("broker start 2").ok && run_of(2) == observe::NodeRun::running && scenario.cluster.ready());
    ASSERT_TRUE(scenario.run_until([&] { return run_of(2) == observe::NodeRun::failed; }));
    scenario.run("disk full 2 off\nbroker start 2\nwait until brokers 3");
}

TEST_F(MachineFaultsTest, ABrokerWithANewDiskComesBackWithItsIdAndGetsEverythingFromTheOthers) {
    scenario.run("produce orders x --partition 0 --count 100\nwait until high-watermark orders 0 >= 100\nbroker wipe 2");
    EXPECT_EQ(run_of(2), observe::NodeRun::killed);
    EXPECT_EQ(scenario.cluster.disk(BrokerId(2)).used_bytes(), 0);
    scenario.run("wait until brokers 2\nproduce orders x --partition 0 --count 100\nbroker start 2");
    scenario.run("wait until brokers 3\nwait until under-replicated 0\nelect preferred");
    scenario.run("broker kill 1\nwait until isr orders 0 size 2\nwait until leader orders 0 is not 1");
    EXPECT_EQ(read_all(scenario, "orders", 3).count(), 200u);
    scenario.run("broker wipe 1\nbroker start 1\nwait until brokers 3\nwait until under-replicated 0");
}

TEST_F(MachineFaultsTest, AFlippedBitBehindTheRecoveryPointIsFoundAtTheStartAndWhatFollowedComesFromTheLeader) {
    scenario.run("produce orders x --partition 0 --count 200\nproduce orders x --partition 1 --count 200");
    scenario.run("wait until high-watermark orders 0 >= 200\nwait until high-watermark orders 1 >= 200");
    EXPECT_THAT(scenario.refusal("disk flip 2"), HasSubstr("broker 2 is running"));
    scenario.run("broker kill 2\nwait until brokers 2");
    const std::uint64_t before = scenario.cluster.disk(BrokerId(2)).digest();
    scenario.run("disk flip 2");
    EXPECT_NE(scenario.cluster.disk(BrokerId(2)).digest(), before);
    scenario.run("broker start 2\nwait until brokers 3\nwait until under-replicated 0");
    scenario.run("broker kill 1\nwait until isr orders 0 size 2\nwait until leaderless 0");
    EXPECT_EQ(read_all(scenario, "orders", 3).count(), 400u);
}

TEST_F(MachineFaultsTest, AfterACleanShutdownNoBitFlipsWhereNobodyWouldLook) {
    scenario.run("produce orders x --count 10\nbroker stop 2");
    EXPECT_THAT(scenario.refusal("disk flip 2"), HasSubstr("no batch on this disk that the next start would check"));
}

TEST_F(MachineFaultsTest, ASkewedClockASlowBrokerAndACloggedLinkLoseNothing) {
    SteadyProducer producer(scenario, "orders", Milliseconds(20));
    const env::sim::Node& node = scenario.cluster.world().node(BrokerId(2));
    scenario.run("clock skew 2 -200000\nbroker slow 1 2ms\nlink clog 1 3 20000\nwait 20s");
    EXPECT_EQ(node.wall_skew_ppm(), -200'000);
    scenario.run("heal all\nwait until under-replicated 0");
    EXPECT_EQ(node.wall_skew_ppm(), 0);
    producer.stop();
    ASSERT_TRUE(scenario.run_until([&] { return producer.idle(); }));
    EXPECT_TRUE(producer.failed.empty());
    expect_nothing_lost_or_twice(producer, read_all(scenario, "orders", 3));
}

TEST_F(MachineFaultsTest, WhatIsWrongIsSaidInOneSentence) {
    EXPECT_THAT(scenario.refusal("disk fail 2 doors"), HasSubstr("a disk fails reads, writes or syncs"));
    EXPECT_THAT(scenario.refusal("disk full 2"), HasSubstr("say it as: disk full N 20000"));
    EXPECT_THAT(scenario.refusal("link clog 1 1 100"), HasSubstr("name two brokers"));
    EXPECT_THAT(scenario.refusal("link clog 1 2 0"), HasSubstr("the bytes per second"));
    EXPECT_THAT(scenario.refusal("clock skew 2 fast"), HasSubstr("the skew"));
    EXPECT_THAT(scenario.refusal("broker wipe 9"), HasSubstr("there is no broker 9"));
}

// Wherever the bit is, the CRC of its batch is wrong afterwards.
TEST_F(MachineFaultsTest, ABitFlipsOnlyWhereACrcFindsIt) {
    for (int partition = 0; partition < 3; ++partition) {
        const std::string number = std::to_string(partition);
        scenario.run("produce orders x --count 50 --partition " + number + "\nwait until high-watermark orders " + number + " >= 50");
    }
    scenario.run("broker kill 2");
    env::sim::MemoryDisk& disk = scenario.cluster.disk(BrokerId(2));
    env::Xoshiro random(7);
    std::set<std::string> paths;
    for (int i = 0; i < 200; ++i) {
        const auto flipped = flip_bit(disk, random);
        ASSERT_TRUE(flipped) << flipped.error().message;
        EXPECT_THAT(flipped->path, testing::EndsWith(storage::log_suffix));
        EXPECT_THAT(flipped->path, testing::Not(testing::StartsWith("__cluster_metadata")));
        EXPECT_GE(flipped->position, 17);
        paths.insert(flipped->path);
        ASSERT_TRUE(disk.corrupt(flipped->path, flipped->position, flipped->mask));  // back
    }
    EXPECT_GT(paths.size(), 1u);
}

}  // namespace
}  // namespace vitrine::cluster::test
