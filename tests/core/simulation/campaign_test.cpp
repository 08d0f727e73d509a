// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/campaign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::simulation::test {

using testing::HasSubstr;

TEST(SeedRange, IsOneSeedSeveralOrAllFromOneOn) {
    EXPECT_EQ(SeedRange::parse("17"), (SeedRange{17, 17}));
    EXPECT_EQ(SeedRange::parse("1..1000"), (SeedRange{1, 1000}));
    EXPECT_EQ(SeedRange::parse("5.."), (SeedRange{5, SeedRange::no_end}));
    EXPECT_EQ(SeedRange::parse("1..1000")->count(), 1000u);
    EXPECT_EQ(SeedRange::parse("5..")->count(), 0u);
}

TEST(SeedRange, SaysWhatIsWrong) {
    for (const char* text : {"", "..", "..5", "a", "1..b", "1-5", "-1", "1...5", " 1", "18446744073709551616"}) {
        const auto range = SeedRange::parse(text);
        ASSERT_FALSE(range) << text;
        EXPECT_EQ(range.error().message, "seeds are named as 17, 1..1000 or 1000.., not \"" + std::string(text) + "\"");
    }
    EXPECT_EQ(SeedRange::parse("9..3").error().message, "the seeds 9..3 end before they begin");
}

TEST(FaultChoice, ReadsWhatItWrites) {
    for (const char* text : {"all", "none", "kill", "kill,cut,clock-jump"}) EXPECT_EQ(FaultChoice::parse(text)->to_text(), text);
    EXPECT_EQ(FaultChoice::parse("cut,kill,cut")->to_text(), "kill,cut");
}

TEST(FaultChoice, NamesTheFaultsThatThereAre) {
    for (const char* text : {"", "kil", "kill,", "kill,all", "kill, cut"}) {
        const auto choice = FaultChoice::parse(text);
        ASSERT_FALSE(choice) << text;
        EXPECT_THAT(choice.error().message, HasSubstr("there are all, none, kill, stop, pause"));
    }
}

TEST(FaultChoice, AllIsWhatTheSeedDraws) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) EXPECT_EQ(FaultChoice().scenario_of(seed), ScenarioFile::of_seed(seed));
}

TEST(FaultChoice, NoneLeavesTheClusterAndTheClients) {
    const FaultChoice none = *FaultChoice::parse("none");
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const ScenarioFile scenario = none.scenario_of(seed);
        EXPECT_TRUE(scenario.plan.steps.empty());
        EXPECT_EQ(scenario.options.producers, SwarmOptions::draw(seed).producers);
        EXPECT_EQ(ScenarioFile::parse(scenario.to_text()), scenario);
    }
}

TEST(FaultChoice, SomeKindsComeInEverySeedAndNoOthers) {
    const FaultChoice some = *FaultChoice::parse("kill,crash");
    int plans_with_kills = 0;
    int plans_with_crashes = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const ScenarioFile scenario = some.scenario_of(seed);
        EXPECT_TRUE(scenario.options.validate()) << "seed " << seed;
        bool kills = false;
        bool crashes = false;
        for (const FaultStep& step : scenario.plan.steps) {
            EXPECT_TRUE(step.command.starts_with("broker ")) << step.command;
            kills = kills || step.command.starts_with("broker kill");
            crashes = crashes || step.command.starts_with("broker crash");
        }
        // Where fewer than two of three brokers have a record, a loss of power may take it.
        EXPECT_TRUE(!crashes || scenario.options.min_insync_replicas >= 2);
        plans_with_kills += kills;
        plans_with_crashes += crashes;
    }
    EXPECT_GT(plans_with_kills, 40);
    EXPECT_GT(plans_with_crashes, 10);
}

TEST(Figures, AddUpWhatRunsCameTo) {
    Verdict good;
    good.converged = true;
    good.simulated = std::chrono::minutes(30);
    good.events = 1'234'567;
    good.commands = 5;
    good.refused = {"broker crash 1: not every broker is running"};
    good.records = {.sent = 100, .acknowledged = 99, .failed = 0, .read = 200};
    Verdict bad = good;
    bad.violations.push_back({"identical-replicas", "they differ", Instant{}, {}, {}});
    bad.violation_count = 1;
    Figures figures;
    figures.add(good);
    figures.add(bad);
    EXPECT_EQ(figures.runs, 2u);
    EXPECT_EQ(figures.failed, 1u);
    EXPECT_EQ(to_string(figures),
              "1.00 simulated hours, 2,469,134 events of the world, 0 told by nodes; 8 commands of fault plans carried out, 2 refused; 200 "
              "records sent, 198 acknowledged, 400 read");
}

}  // namespace vitrine::simulation::test
