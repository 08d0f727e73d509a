// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/recording.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::simulation::test {

using namespace std::chrono_literals;

namespace {

std::string error_of(std::string_view text) {
    const auto parsed = Recording::parse(text);
    return parsed ? "no error" : parsed.error().message;
}

Recording example() {
    Recording recording = Recording::interactive(7);
    recording.scenario.plan.steps.push_back({Milliseconds(12'500), "broker kill 2"});
    recording.interventions.push_back({{.events = 51'234, .now = Instant{} + 20'000'125us}, "link cut 1 3"});
    recording.interventions.push_back({{.events = 51'235, .now = Instant{} + 20'000'125us}, "produce orders \"two words\" --count 3"});
    recording.interventions.push_back({{.events = 60'000, .now = Instant{} + 21s + 7ns}, "message drop 812"});
    return recording;
}

}  // namespace

TEST(Recording, IsReadBackAsItWasWritten) {
    const Recording recording = example();
    const std::string text = recording.to_text();
    EXPECT_TRUE(text.starts_with("vitrine recording 1\nseed = 7\n")) << text;
    EXPECT_THAT(text, testing::HasSubstr("\nafter 51234 events at 20.000125s link cut 1 3\n"));
    EXPECT_THAT(text, testing::HasSubstr("\nafter 60000 events at 21.000000007s message drop 812\n"));
    const auto parsed = Recording::parse(text);
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(*parsed, recording);
}

TEST(Recording, AScenarioFileIsOneWithoutInterventions) {
    const ScenarioFile scenario = ScenarioFile::of_seed(5);
    const auto parsed = Recording::parse("# found by seed 5\n" + scenario.to_text());
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_EQ(parsed->scenario, scenario);
    EXPECT_TRUE(parsed->interventions.empty());
}

TEST(Recording, SaysInWhichLineSomethingIsWrong) {
    EXPECT_EQ(error_of("vitrine recording 2\nseed = 1\n"), "line 1: this is a recording of version 2, and this program reads version 1");
    EXPECT_EQ(error_of("vitrine recording first\n"), "line 1: \"vitrine recording first\" names no version of recordings");
    EXPECT_EQ(error_of("vitrine recording 1\nseed = 1\nvitrine recording 1\n"), "line 3: a recording begins once");
    EXPECT_EQ(error_of("vitrine recording 1\n\n# a comment\ncolour = red\n"), "line 4: there is no option \"colour\"");
    EXPECT_EQ(error_of("vitrine recording 1\nworkload = lunch\n"), "line 2: workload is none or demo, not \"lunch\"");
    EXPECT_EQ(error_of("vitrine recording 1\nat noon broker kill 1\n"),
              "line 2: the time of a step must be a time such as 250ms, 1.5s or 2m, not \"noon\"");
    EXPECT_EQ(error_of("seed = 1\nafter 5 events at 1s heal all\n"),
              "line 2: interventions belong to a recording, which begins with \"vitrine recording 1\"");
    EXPECT_EQ(error_of("vitrine recording 1\nafter 5 events at 1s heal all\nafter 5 events at 1s heal all\n"),
              "line 3: an intervention comes behind the one before it, not at its position or earlier");
    EXPECT_EQ(error_of(""), "there is nothing in it");
    EXPECT_EQ(error_of(std::string_view("vitrine recording 1\nse\0ed\n", 26)), "line 2: this is no text, so it is no recording");
    for (const std::string_view line :
         {"after 5 events", "after x events at 1s heal all", "after 5 events at 1 heal all", "after -1 events at 1s heal all",
          "after 5 events at 1.0000000001s heal all", "after 5 events at 1s", "after 5 steps at 1s heal all",
          "after 5 events at 99999999999s heal all"}) {
        EXPECT_EQ(error_of("vitrine recording 1\n" + std::string(line) + "\n"),
                  "line 2: \"" + std::string(line) + "\" is no intervention; say it as: after 51234 events at 20.000125s link cut 1 3");
    }
    EXPECT_THAT(error_of("vitrine recording 1\nafter 5 events at 1s produce \"open\n' "), testing::StartsWith("line 2: "));
}

TEST(Recording, IsCutBeforeWhatWasDoneAtAPosition) {
    const Recording recording = example();
    EXPECT_EQ(recording.cut_at(recording.interventions[2].at).interventions.size(), 2u);
    EXPECT_EQ(recording.cut_at({}).interventions.size(), 0u);
    EXPECT_EQ(recording.cut_at({.events = 1'000'000, .now = {}}), recording);
}

TEST(Recording, KnowsUpToWhereItIsTheSameRunAsAnother) {
    const Recording recording = example();
    Recording other = recording;
    other.interventions[1].command = "heal all";
    EXPECT_TRUE(other.has_past_of(recording, recording.interventions[1].at));
    EXPECT_FALSE(other.has_past_of(recording, recording.interventions[2].at));
    EXPECT_FALSE(Recording::interactive(8).has_past_of(recording, {}));
}

TEST(Recording, OneToPlayWithIsValidAndCalm) {
    const Recording recording = Recording::interactive(3);
    EXPECT_TRUE(recording.scenario.options.validate());
    EXPECT_EQ(recording.scenario.options.brokers, 3);
    EXPECT_EQ(recording.scenario.options.workload, "demo");
    EXPECT_EQ(recording.scenario.options.safety, Milliseconds(3'600'000));
    EXPECT_TRUE(recording.scenario.plan.steps.empty());
    ASSERT_TRUE(Recording::parse(recording.to_text()));
}

TEST(Recording, APositionIsWrittenForPeople) {
    EXPECT_EQ(to_string(Position{.events = 51'234, .now = Instant{} + 20'000'125us}), "20.000125 s, after 51,234 events");
    EXPECT_EQ(to_string(Position{}), "0 s, after 0 events");
}

}  // namespace vitrine::simulation::test
