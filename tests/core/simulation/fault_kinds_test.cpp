// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "simulation/run.h"

// What each fault does to a run, and that every rule holds under it.
namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

Verdict run(std::string_view text) {
    const auto scenario = ScenarioFile::parse(text);
    EXPECT_TRUE(scenario) << scenario.error().message;
    if (!scenario) return {};
    const Verdict verdict = run_scenario(*scenario);
    EXPECT_TRUE(verdict.ok()) << to_string(verdict);
    return verdict;
}

}  // namespace

TEST(FaultKinds, EachKindAloneKeepsEveryRule) {
    for (const FaultKind kind : all_fault_kinds) {
        std::uint64_t done = 0;
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            ScenarioFile scenario;
            scenario.options.seed = seed;
            scenario.options.safety = Milliseconds(15'000);
            scenario.options.faults_per_minute = 30;
            scenario.options.fault_weights = {{kind, 1}};
            scenario.plan = draw_fault_plan(scenario.options);
            const Verdict verdict = run_scenario(scenario);
            EXPECT_TRUE(verdict.ok()) << name_of(kind) << ", seed " << seed << ": " << to_string(verdict);
            done += verdict.commands - verdict.refused.size();
        }
        EXPECT_GT(done, 0u) << name_of(kind) << ": nothing of its plans was possible";
    }
}

// A log directory that answers an error takes a broker with one log directory down; it comes back when the disk is right again.
TEST(FaultKinds, ABrokerWhoseDiskIsFullIsDownUntilThereIsRoom) {
    const Verdict verdict = run("seed = 3\nsafety = 20s\nat 2s disk full 2 1000\nat 12s disk full 2 off\nat 12s broker start 2\n");
    EXPECT_THAT(verdict.refused, IsEmpty()) << "it could be started, so it was down";
}

TEST(FaultKinds, FailingReadsWritesAndSyncsTakeABrokerDown) {
    for (const std::string_view what : {"reads", "writes", "syncs"}) {
        SCOPED_TRACE(what);
        const Verdict verdict = run("seed = 4\nsegment-bytes = 4096\nsafety = 25s\nat 2s disk fail 2 " + std::string(what) +
                                    "\nat 15s disk fail 2 off\nat 15s broker start 2\n");
        EXPECT_THAT(verdict.refused, IsEmpty());
    }
}

TEST(FaultKinds, AWipedNodeComesBackWithItsIdAndNothingElse) {
    const Verdict verdict =
        run("seed = 5\nsafety = 40s\nbroker-session = 3s\nat 5s broker wipe 1\nat 10s broker start 1\nat 20s broker wipe 2\nat 25s broker "
            "start 2\nat 33s broker wipe 3\nat 34s broker start 3\n");
    EXPECT_THAT(verdict.refused, IsEmpty());
}

// Two machines that lost what they had may be all that had a record.
TEST(FaultKinds, NoSecondMachineLosesWhatItHadBeforeTheFirstIsBackInSync) {
    const Verdict verdict = run(
        "seed = 6\nsafety = 20s\nat 5s broker wipe 1\nat 5.5s broker wipe 2\nat 5.6s broker kill 2\nat 5.7s disk full 3 0\nat 7s broker "
        "start 1\n");
    EXPECT_THAT(verdict.refused, ElementsAre(HasSubstr("broker wipe 2: "), HasSubstr("broker kill 2: a machine has lost what it had"),
                                             HasSubstr("disk full 3 0: a machine has lost what it had")));
}

TEST(FaultKinds, NoMachineLosesWhatItHadWhileTheDiskOfAnotherFails) {
    const Verdict verdict = run("seed = 6\nsafety = 12s\nat 3s disk fail 1 syncs\nat 3.1s broker crash 2\nat 5s disk fail 1 off\n");
    EXPECT_THAT(verdict.refused, testing::Contains(HasSubstr("broker crash 2: another machine's disk fails")));
}

// The care is what keeps the records, and the checkers see what goes without it.
TEST(FaultKinds, WithoutCareRecordsAreLostAndTheCheckersSayWhich) {
    const auto scenario = ScenarioFile::parse(
        "seed = 6\nsafety = 12s\nat 5s broker crash 1 always\nat 5s broker crash 2 always\nat 5s broker crash 3 always\nat 6s broker start "
        "1\nat 6s broker start 2\nat 6s broker start 3\n");
    ASSERT_TRUE(scenario) << scenario.error().message;
    const Verdict verdict = run_scenario(*scenario);
    EXPECT_FALSE(verdict.ok());
    EXPECT_THAT(to_string(verdict), HasSubstr("acknowledged-records"));
}

TEST(FaultKinds, ABitFlipsOnlyOnTheDiskOfAMachineThatLostPower) {
    const Verdict refused = run("seed = 7\nsafety = 12s\nat 3s broker kill 1\nat 3s disk flip 1\nat 5s broker start 1\n");
    EXPECT_THAT(refused.refused, ElementsAre(HasSubstr("disk flip 1: only what a machine had that lost power")));
    const Verdict flipped = run(
        "seed = 7\nsafety = 30s\ncrash-bytes = prefix\ncrash-loses-names = false\nrecords-per-second = 50\nat 10s broker crash 1\nat 10s "
        "disk flip 1\nat 12s broker start 1\n");
    EXPECT_THAT(flipped.refused, IsEmpty());
}

TEST(FaultKinds, PartitionsMoveWhileFaultsGoOn) {
    const Verdict verdict =
        run("seed = 8\nbrokers = 5\nsafety = 40s\nat 3s partition move t0 0 5,4,3\nat 4s broker kill 4\nat 8s partition move t0 1 "
            "1,2,3,4,5\nat "
            "15s broker start 4\nat 20s partition move t0 1 2,3,4\nat 20.05s link cut 2 3\nat 25s link heal 2 3\n");
    EXPECT_THAT(verdict.refused, IsEmpty());
    const Verdict wrong = run("seed = 8\nsafety = 5s\nat 1s partition move t0 0 1,9\nat 2s partition move t7 0 1,2,3\n");
    EXPECT_EQ(wrong.refused.size(), 2u);
}

TEST(FaultKinds, BrokersComeAndGoWhileFaultsGoOn) {
    const Verdict verdict = run(
        "seed = 10\nsafety = 60s\nat 1s broker add 4\nat 3s partition move t0 0 4,2,3\nat 4s broker kill 1\nat 6s partition move t0 1 "
        "1,2,4\nat 9s broker kill 4\nat 12s broker start 1\nat 14s broker start 4\nat 20s broker drain 4\nat 21s link slow 2 4 200\nat 40s "
        "broker remove 4\nat 50s broker add 4\nat 52s partition move t0 2 4,1,3\n");
    EXPECT_THAT(verdict.refused, IsEmpty());
    const Verdict wrong =
        run("seed = 10\nsafety = 10s\nat 1s broker add 3\nat 2s broker remove 1\nat 3s broker remove 5\nat 4s broker add\nat 6s partition "
            "move t0 0 4,1,2\nat 8s broker remove 4\n");
    EXPECT_THAT(wrong.refused, ElementsAre(HasSubstr("there is a broker 3 already"), HasSubstr("the voters of its metadata quorum stay"),
                                           HasSubstr("there is no broker 5"), HasSubstr("broker 4 still holds")));
}

TEST(FaultKinds, MembersComeAndGo) {
    const Verdict verdict = run(
        "seed = 9\ngroups = 1\nmembers-per-group = 2\nsafety = 40s\nat 3s member join g0\nat 6s member leave g0\nat 9s member die g0\nat "
        "25s member die g0\nat 28s member join g0\n");
    EXPECT_THAT(verdict.refused, IsEmpty());
    const Verdict wrong =
        run("seed = 9\ngroups = 1\nmembers-per-group = 1\nsafety = 6s\nat 1s member leave g0\nat 2s member leave g0\nat 3s member join "
            "g7\nat 4s "
            "member jump g0\n");
    EXPECT_THAT(wrong.refused,
                ElementsAre(HasSubstr("group g0 has no member"), HasSubstr("there is no group g7"), HasSubstr("group g0 has no member")));
}

TEST(FaultKinds, WhatIsSlowOrCloggedOrSkewedIsHealedAtTheEnd) {
    const Verdict verdict = run("seed = 10\nsafety = 15s\nat 2s link clog 1 2 3000\nat 3s clock skew 1 -200000\nat 4s broker slow 3 3ms\n");
    EXPECT_THAT(verdict.refused, IsEmpty());
}

}  // namespace vitrine::simulation::test
