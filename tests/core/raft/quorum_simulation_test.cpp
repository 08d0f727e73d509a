// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "quorum_simulation.h"

#include <gtest/gtest.h>

#include "seeds.h"

namespace vitrine::raft::test {
namespace {

using std::chrono::seconds;

SimulationOptions drawn_options(std::uint64_t seed) {
    env::Xoshiro random(env::derive_seed(seed, 1));
    return {.voters = 1 + random.below(5),
            .observers = random.below(2),
            .loss = static_cast<double>(random.below(4)) * 0.05,
            .delay_max = Milliseconds(1 + static_cast<std::int64_t>(random.below(100))),
            .disk_delay_max = Milliseconds(static_cast<std::int64_t>(random.below(60))),
            .fault_interval_max = Milliseconds(100 + static_cast<std::int64_t>(random.below(4000))),
            .unlucky = static_cast<double>(random.below(3)) * 0.15};
}

TEST(QuorumSimulation, IsSafeUnderFaultsAndLiveAfterThem) {
    const auto [from, count] = wanted_seeds(200);
    std::size_t committed = 0;
    std::size_t leaders = 0;
    std::size_t crashes = 0;
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        Simulation simulation(seed, drawn_options(seed));
        simulation.run_for(seconds(20));
        ASSERT_EQ(simulation.violation(), "");
        ASSERT_TRUE(simulation.converges_within(seconds(30)))
            << "seed " << seed << " does not converge; " << simulation.violation() << simulation.state();
        committed += simulation.committed();
        leaders += simulation.leaders();
        crashes += simulation.crashes();
    }
    // The runs did meet what they are for.
    EXPECT_GT(committed, 30 * count);
    EXPECT_GT(leaders, 2 * count);
    EXPECT_GT(crashes, 5 * count);
}

TEST(QuorumSimulation, WhoLacksWhatWasCutGetsTheSnapshot) {
    const auto [from, count] = wanted_seeds(100);
    std::size_t fetched = 0;
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        SimulationOptions options = drawn_options(seed);
        options.snapshots = 0.02 + 0.05 * static_cast<double>(seed % 4);
        Simulation simulation(seed, options);
        simulation.run_for(seconds(20));
        ASSERT_EQ(simulation.violation(), "");
        ASSERT_TRUE(simulation.converges_within(seconds(30)))
            << "seed " << seed << " does not converge; " << simulation.violation() << simulation.state();
        fetched += simulation.snapshots_fetched();
    }
    EXPECT_GT(fetched, count / 2) << "the runs did meet what they are for";
}

TEST(QuorumSimulation, VotersComeAndGo) {  // KIP-853, KAFKA-16530, KAFKA-16535
    const auto [from, count] = wanted_seeds(100);
    std::size_t changes = 0;
    std::size_t voted_out = 0;
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        SimulationOptions options = drawn_options(seed);
        options.observers = 1 + seed % 4;
        options.snapshots = seed % 3 == 0 ? 0.05 : 0;
        options.voters_change = true;
        Simulation simulation(seed, options);
        simulation.run_for(seconds(30));
        ASSERT_EQ(simulation.violation(), "");
        ASSERT_TRUE(simulation.converges_within(seconds(30)))
            << "seed " << seed << " does not converge; " << simulation.violation() << simulation.state();
        changes += simulation.voter_changes();
        voted_out += simulation.voted_out_leaders();
    }
    // The runs did meet what they are for.
    EXPECT_GT(changes, count);
    EXPECT_GT(voted_out, count / 2);
}

TEST(QuorumSimulation, VotersMoveFromTheConfigurationIntoTheLogAndChangeThere) {  // KIP-853: kraft.version 0 -> 1
    const auto [from, count] = wanted_seeds(100);
    std::size_t upgrades = 0;
    std::size_t upgraded = 0;
    std::size_t changes = 0;
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        SimulationOptions options = drawn_options(seed);
        options.observers = seed % 4;
        options.snapshots = seed % 3 == 0 ? 0.05 : 0;
        options.upgraded = true;
        options.loss *= 0.3;  // every voter must have followed one leader for a time
        options.fault_interval_max = 4 * options.fault_interval_max + seconds(3);
        options.auto_join = seed % 5 == 0;
        Simulation simulation(seed, options);
        simulation.run_for(seconds(60));
        ASSERT_EQ(simulation.violation(), "");
        ASSERT_TRUE(simulation.converges_within(seconds(30)))
            << "seed " << seed << " does not converge; " << simulation.violation() << simulation.state();
        upgrades += simulation.upgrades();
        upgraded += simulation.quorum(BrokerId(1))->kraft_version() == 1 ? 1 : 0;
        changes += simulation.voter_changes();
    }
    // The runs did meet what they are for; some upgrades were lost with their leader.
    EXPECT_GT(upgraded, count / 3);
    EXPECT_GT(upgrades, upgraded);
    EXPECT_GT(changes, count / 3);
}

TEST(QuorumSimulation, ObserversMakeThemselvesVoters) {  // controller.quorum.auto.join.enable
    const auto [from, count] = wanted_seeds(50);
    for (std::uint64_t seed = from; seed < from + count; ++seed) {
        Simulation simulation(
            seed, {.voters = 1 + seed % 3, .observers = 1 + seed % 2, .faults = false, .voters_change = true, .auto_join = true});
        ASSERT_TRUE(simulation.converges_within(seconds(30))) << simulation.state();
        simulation.run_for(seconds(20));
        ASSERT_EQ(simulation.violation(), "");
        const Quorum& first = *simulation.quorum(BrokerId(1));
        EXPECT_EQ(first.voters().size(), 1 + seed % 3 + 1 + seed % 2) << "seed " << seed << simulation.state();
    }
}

TEST(QuorumSimulation, TheSameSeedGivesTheSameRun) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Simulation first(seed, drawn_options(seed));
        Simulation second(seed, drawn_options(seed));
        first.run_for(seconds(10));
        second.run_for(seconds(10));
        EXPECT_EQ(first.digest(), second.digest()) << "seed " << seed;
    }
}

TEST(QuorumSimulation, AHealthyQuorumElectsOnceAndFast) {
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        Simulation simulation(seed, {.loss = 0, .delay_max = Milliseconds(1), .disk_delay_max = Milliseconds(5), .faults = false});
        simulation.run_for(Milliseconds(100));
        ASSERT_EQ(simulation.violation(), "");
        ASSERT_EQ(simulation.leaders(), 1u) << "seed " << seed;
        simulation.run_for(seconds(10));
        ASSERT_EQ(simulation.leaders(), 1u) << "seed " << seed;
        ASSERT_EQ(simulation.violation(), "");
    }
}

}  // namespace
}  // namespace vitrine::raft::test
