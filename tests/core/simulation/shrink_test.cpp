// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/shrink.h"

#include <algorithm>
#include <optional>
#include <set>

#include <gtest/gtest.h>

namespace vitrine::simulation::test {

namespace {

std::optional<std::size_t> place_of(const FaultPlan& plan, std::string_view command) {
    const auto step = std::ranges::find(plan.steps, command, &FaultStep::command);
    if (step == plan.steps.end()) return std::nullopt;
    return static_cast<std::size_t>(step - plan.steps.begin());
}

// Fails when broker 2 is killed and, later, the link of 1 and 3 is cut, while somebody produces.
bool kill_before_cut(const ScenarioFile& scenario) {
    const auto kill = place_of(scenario.plan, "broker kill 2");
    const auto cut = place_of(scenario.plan, "link cut 1 3");
    return kill && cut && *kill < *cut && scenario.options.brokers >= 3 && scenario.options.producers >= 1 &&
           scenario.plan.steps[*cut].at < scenario.options.safety;
}

// Two steps that matter between two hundred that do not.
ScenarioFile big() {
    ScenarioFile scenario;
    scenario.options = SwarmOptions::draw(42);
    scenario.options.brokers = 5;
    scenario.options.replication_factor = 3;
    scenario.options.min_insync_replicas = 2;
    scenario.options.producers = 3;
    scenario.options.safety = Milliseconds(40'000);
    for (int i = 0; i < 200; ++i) {
        const Milliseconds at(200 * i);
        if (i == 60) scenario.plan.steps.push_back({at, "broker kill 2"});
        if (i == 130) scenario.plan.steps.push_back({at, "link cut 1 3"});
        scenario.plan.steps.push_back({at, i % 2 == 0 ? "broker pause 1" : "broker resume 1"});
    }
    return scenario;
}

}  // namespace

TEST(Shrink, LeavesTheStepsAndTheClientsThatMatter) {
    const Shrunk shrunk = shrink(big(), kill_before_cut);
    EXPECT_TRUE(kill_before_cut(shrunk.scenario));
    EXPECT_FALSE(shrunk.exhausted);
    EXPECT_LT(shrunk.runs, 200);
    ASSERT_EQ(shrunk.scenario.plan.steps.size(), 2u) << shrunk.scenario.to_text();
    EXPECT_EQ(shrunk.scenario.plan.steps[0].command, "broker kill 2");
    EXPECT_EQ(shrunk.scenario.plan.steps[1].command, "link cut 1 3");
    EXPECT_LE(shrunk.scenario.options.safety, Milliseconds(1000));
    EXPECT_EQ(shrunk.scenario.options.brokers, 3);
    EXPECT_EQ(shrunk.scenario.options.replication_factor, 1);
    EXPECT_EQ(shrunk.scenario.options.producers, 1);
    EXPECT_EQ(shrunk.scenario.options.groups, 0);
    EXPECT_EQ(shrunk.scenario.options.readers, 0);
    EXPECT_EQ(shrunk.scenario.options.topics, 1);
    EXPECT_EQ(shrunk.scenario.options.partitions, 1);
    EXPECT_EQ(shrunk.scenario.options.link_jitter, Milliseconds(0));
    EXPECT_EQ(shrunk.scenario.options.faults_per_minute, 0);
    EXPECT_TRUE(shrunk.scenario.options.fault_weights.empty());
    EXPECT_EQ(shrunk.scenario.options.convergence_limit, big().options.convergence_limit);
}

TEST(Shrink, ItsTextIsTheSameScenario) {
    const Shrunk shrunk = shrink(big(), kill_before_cut);
    EXPECT_EQ(ScenarioFile::parse(shrunk.scenario.to_text()), shrunk.scenario);
}

TEST(Shrink, GivesTheSameEachTime) {
    const Shrunk first = shrink(big(), kill_before_cut);
    const Shrunk second = shrink(big(), kill_before_cut);
    EXPECT_EQ(first.scenario, second.scenario);
    EXPECT_EQ(first.runs, second.runs);
}

TEST(Shrink, AsksNoMoreOftenThanItMay) {
    int asked = 0;
    const Shrunk shrunk = shrink(big(),
                                 [&](const ScenarioFile& scenario) {
                                     ++asked;
                                     return kill_before_cut(scenario);
                                 },
                                 {.runs = 10});
    EXPECT_EQ(asked, 10);
    EXPECT_EQ(shrunk.runs, 10);
    EXPECT_TRUE(shrunk.exhausted);
    EXPECT_TRUE(kill_before_cut(shrunk.scenario));  // what it has is as good as it says
}

TEST(Shrink, NeverAsksTheSameTwice) {
    std::set<std::string> asked;
    const Shrunk shrunk = shrink(big(), [&](const ScenarioFile& scenario) {
        EXPECT_TRUE(asked.insert(scenario.to_text()).second) << scenario.to_text();
        return kill_before_cut(scenario);
    });
    EXPECT_EQ(static_cast<int>(asked.size()), shrunk.runs);
}

// What fails by chance fails with another seed where it does not with its own.
TEST(Shrink, TriesOtherSeedsWhenItsOwnGivesNothingSmaller) {
    const std::uint64_t seed = big().options.seed;
    const auto fails = [seed](const ScenarioFile& scenario) {
        return scenario.options.producers >= 2 ? scenario.options.seed == seed : scenario.options.seed != seed;
    };
    EXPECT_LE(shrink(big(), fails, {.runs = 1000, .seeds = 2}).scenario.options.producers, 1);
    EXPECT_EQ(shrink(big(), fails, {.runs = 1000, .seeds = 1}).scenario.options.producers, 2);
}

// With fewer, a loss of power costs what was acknowledged: that would be a failure of the scenario, not of the cluster.
TEST(Shrink, KeepsTwoCopiesOfThreeBrokersWherePowerIsLost) {
    ScenarioFile scenario = big();
    scenario.options.fault_weights = {{FaultKind::crash, 1}};
    scenario.options.faults_per_minute = 10;
    scenario.plan.steps = {{Milliseconds(1000), "broker crash 3"}};
    const Shrunk shrunk = shrink(scenario, [](const ScenarioFile& candidate) {
        EXPECT_GE(candidate.options.brokers, candidate.plan.steps.empty() ? 1 : 3);
        return !candidate.plan.steps.empty();
    });
    EXPECT_EQ(shrunk.scenario.options.brokers, 3);
    EXPECT_EQ(shrunk.scenario.options.min_insync_replicas, 2);
    EXPECT_EQ(shrunk.scenario.options.replication_factor, 2);
}

// A failure that is one: less time to come together than a broker needs that was killed at the end.
TEST(Shrink, OfARealRunFailsByTheSameChecker) {
    ScenarioFile scenario;
    scenario.options.topics = 2;
    scenario.options.members_per_group = 3;
    scenario.options.convergence_limit = Milliseconds(100);
    scenario.options.safety = Milliseconds(8'000);
    scenario.plan = *FaultPlan::parse(
        "at 1s link slow 1 2 20\nat 2s link heal 1 2\nat 3s broker pause 1\nat 3.5s broker resume 1\nat 7.9s broker kill 2\n");
    const Verdict verdict = run_scenario(scenario);
    const std::string symptom = symptom_of(verdict);
    ASSERT_EQ(symptom, "converges-after-heal") << to_string(verdict);

    const Shrunk shrunk = shrink(scenario, symptom, {.runs = 150});
    EXPECT_LE(shrunk.scenario.plan.steps.size(), 1u);
    EXPECT_LT(shrunk.scenario.options.safety, Milliseconds(4'000));
    EXPECT_LE(shrunk.scenario.options.producers + shrunk.scenario.options.groups + shrunk.scenario.options.readers, 2);
    EXPECT_FALSE(shrunk.exhausted);
    const auto replayed = ScenarioFile::parse(shrunk.scenario.to_text());
    ASSERT_TRUE(replayed);
    EXPECT_TRUE(shows(run_scenario(*replayed), symptom));
}

TEST(Symptom, IsTheCheckerOfTheFirstViolation) {
    Verdict verdict;
    verdict.converged = true;
    EXPECT_EQ(symptom_of(verdict), "");
    verdict.violations.push_back({"identical-replicas", "they differ", Instant{}, {}, {}});
    verdict.violations.push_back({"converges-after-heal", "it did not", Instant{}, {}, {}});
    EXPECT_EQ(symptom_of(verdict), "identical-replicas");
    EXPECT_TRUE(shows(verdict, "converges-after-heal"));
    EXPECT_FALSE(shows(verdict, "acknowledged-records"));
    verdict.failure = "the cluster did not come up";
    EXPECT_EQ(symptom_of(verdict), "run");
    EXPECT_TRUE(shows(verdict, "run"));
    EXPECT_FALSE(shows(verdict, "identical-replicas"));
}

}  // namespace vitrine::simulation::test
