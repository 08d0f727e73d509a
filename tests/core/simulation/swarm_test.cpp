// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/swarm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace vitrine::simulation::test {

using testing::HasSubstr;
using testing::Not;

constexpr std::uint64_t seeds = 500;

TEST(Swarm, TheSameSeedGivesTheSameOptionsAndOthersGiveOthers) {
    std::set<std::string> texts;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        EXPECT_EQ(SwarmOptions::draw(seed), SwarmOptions::draw(seed));
        texts.insert(SwarmOptions::draw(seed).to_text());
    }
    EXPECT_EQ(texts.size(), seeds);
}

TEST(Swarm, WhatIsDrawnFitsTogetherAndComesBackFromItsText) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const ScenarioFile file = ScenarioFile::of_seed(seed);
        const Status valid = file.options.validate();
        EXPECT_TRUE(valid) << "seed " << seed << ": " << valid.error().message;
        const auto again = ScenarioFile::parse(file.to_text());
        ASSERT_TRUE(again) << "seed " << seed << ": " << again.error().message;
        EXPECT_EQ(*again, file) << "seed " << seed;
        const auto options = SwarmOptions::parse(file.options.to_text());
        ASSERT_TRUE(options) << options.error().message;
        EXPECT_EQ(*options, file.options);
    }
}

TEST(Swarm, EveryKindOfFaultAndEverySizeOfClusterIsDrawn) {
    std::set<FaultKind> kinds;
    std::set<int> sizes;
    std::set<std::string> commands;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        const ScenarioFile file = ScenarioFile::of_seed(seed);
        sizes.insert(file.options.brokers);
        if (file.plan.steps.empty()) continue;
        for (const auto& [kind, weight] : file.options.fault_weights) kinds.insert(kind);
        for (const FaultStep& step : file.plan.steps)
            commands.insert(step.command.substr(0, step.command.find(' ', step.command.find(' ') + 1)));
    }
    EXPECT_EQ(kinds.size(), all_fault_kinds.size());
    EXPECT_EQ(sizes, (std::set<int>{1, 2, 3, 4, 5}));
    EXPECT_EQ(commands, (std::set<std::string>{"broker add",    "broker crash",  "broker drain",     "broker kill",     "broker pause",
                                               "broker resume", "broker remove", "broker slow",      "broker start",    "broker stop",
                                               "broker wipe",   "clock jump",    "clock skew",       "disk fail",       "disk flip",
                                               "disk full",     "disk slow",     "elect preferred",  "group rebalance", "link break",
                                               "link clog",     "link cut",      "link cut-one-way", "link heal",       "link slow",
                                               "member die",    "member join",   "member leave",     "partition move"}));
}

TEST(Swarm, ABrokerThatIsKilledIsStartedAgainBeforeTheNextFaultTakesIt) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        std::set<std::string> down;
        for (const FaultStep& step : ScenarioFile::of_seed(seed).plan.steps) {
            std::istringstream words(step.command);
            std::string noun;
            std::string verb;
            std::string id;
            std::string how;
            words >> noun >> verb >> id >> how;
            if (noun == "disk" && (verb == "full" || verb == "fail")) {
                if (how == "off") continue;  // held until it is started
                EXPECT_TRUE(down.insert(id).second) << "seed " << seed << ": " << to_text(step);
                continue;
            }
            if (noun != "broker" || verb == "slow" || verb == "add" || verb == "drain") continue;
            if (verb == "remove") {  // it need not be up for that
                down.erase(id);
                continue;
            }
            if (verb == "start" || verb == "resume") {
                EXPECT_EQ(down.erase(id), 1u) << "seed " << seed << ": " << to_text(step);
            } else {
                EXPECT_TRUE(down.insert(id).second) << "seed " << seed << ": " << to_text(step);
            }
        }
        EXPECT_TRUE(down.empty()) << "seed " << seed;
    }
}

TEST(Swarm, AScenarioOfAPersonNamesOnlyWhatDiffers) {
    const auto file = ScenarioFile::parse(
        "# one broker less\nbrokers = 2\nreplication-factor = 2\nmin-insync-replicas = 1\nfaults = kill:2 cut:1\n"
        "at 3s broker kill 2\nat 5s heal all\n");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->options.brokers, 2);
    EXPECT_EQ(file->options.fault_weights, (std::map<FaultKind, int>{{FaultKind::kill, 2}, {FaultKind::cut, 1}}));
    EXPECT_EQ(file->options.topics, SwarmOptions{}.topics);
    EXPECT_EQ(file->plan.steps.size(), 2u);
}

TEST(Swarm, AScenarioMayNameRulesThatAreWrong) {
    const auto file = ScenarioFile::parse("wrong-rule = KIP_101,  KAFKA_13141\n");
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->options.wrong_rules, (WrongRules{planted::Defect::KIP_101, planted::Defect::KAFKA_13141}));
    EXPECT_THAT(file->to_text(), HasSubstr("wrong-rule = KIP_101, KAFKA_13141\n"));
    EXPECT_EQ(ScenarioFile::parse(file->to_text()), *file);

    EXPECT_EQ(ScenarioFile::parse("wrong-rule = none\n"), ScenarioFile{});
    EXPECT_THAT(ScenarioFile{}.to_text(), Not(HasSubstr("wrong-rule")));
}

// What may rightly cost records is not to be mistaken for a bug: whoever means it says so.
TEST(Swarm, APlanThatMayRightlyCostRecordsSaysAlways) {
    for (const std::string deed : {"broker crash 1", "broker wipe 1", "disk flip 1"}) {
        for (const std::string cluster : {"min-insync-replicas = 1\n", "brokers = 2\nreplication-factor = 2\n"}) {
            const auto refused = ScenarioFile::parse(cluster + "at 3s " + deed + "\n");
            ASSERT_FALSE(refused) << deed;
            EXPECT_THAT(refused.error().message, HasSubstr("\"at 3s " + deed + "\" may rightly cost what was acknowledged"));
            EXPECT_THAT(refused.error().message, HasSubstr("say \"" + deed + " always\""));
            EXPECT_TRUE(ScenarioFile::parse(cluster + "at 3s " + deed + " always\n"));
        }
        EXPECT_TRUE(ScenarioFile::parse("at 3s " + deed + "\n"));
    }
    EXPECT_TRUE(ScenarioFile::parse("min-insync-replicas = 1\nat 3s broker kill 1\n"));
}

TEST(Swarm, WhatIsWrongIsNamedWithItsLine) {
    const auto refused = [](std::string_view text) {
        const auto file = ScenarioFile::parse(text);
        EXPECT_FALSE(file) << text;
        return file ? "" : file.error().message;
    };
    EXPECT_THAT(refused("seed = 1\nspeed = 3\n"), HasSubstr("line 2: there is no option \"speed\""));
    EXPECT_THAT(refused("brokers = many\n"), HasSubstr("line 1: brokers must be a number from 1 to 9"));
    EXPECT_THAT(refused("brokers = 2\n"), HasSubstr("3 replicas do not fit 2 brokers"));
    EXPECT_THAT(refused("faults = murder:1\n"), HasSubstr("\"murder:1\" is no fault"));
    EXPECT_THAT(refused("faults-per-minute = 3\n"), HasSubstr("faults names none"));
    EXPECT_THAT(refused("min-insync-replicas = 1\nfaults = crash:1\n"), HasSubstr("a crash loses what was acknowledged"));
    EXPECT_THAT(refused("min-insync-replicas = 1\nfaults = wipe:1\n"), HasSubstr("a wiped disk loses what was acknowledged"));
    EXPECT_THAT(refused("brokers = 2\nreplication-factor = 2\nfaults = flipped-bit:1\n"), HasSubstr("a flipped bit loses"));
    EXPECT_THAT(refused("seed = 1\nat 1s\n"), HasSubstr("line 2"));
    EXPECT_THAT(refused("brokers\n"), HasSubstr("is not of the form key = value"));
    EXPECT_THAT(refused("wrong-rule = KIP_101,KIP_102\n"), HasSubstr("line 1: \"KIP_102\" is no rule that can be wrong"));
    EXPECT_THAT(refused("wrong-rule = \n"), HasSubstr("\"\" is no rule that can be wrong"));
}

}  // namespace vitrine::simulation::test
