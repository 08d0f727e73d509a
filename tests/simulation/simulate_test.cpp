// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"
#include "simulation/swarm.h"
#include "simulation/time_machine.h"

namespace vitrine::simulation::test {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

namespace {

// Its own for each test, new and empty.
std::filesystem::path empty_directory() {
    const auto directory = std::filesystem::path(testing::TempDir()) /
                           (std::string("vitrine-simulate-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    return directory;
}

std::string text_of(const std::filesystem::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

// No broker that was just killed is back in a tenth of a second.
std::filesystem::path scenario_that_cannot_hold(const std::filesystem::path& directory) {
    const auto path = directory / "hopeless.scenario";
    std::ofstream(path) << "seed = 5\ntopics = 2\nconvergence-limit = 0.1s\nsafety = 8s\n"
                           "at 1s link slow 1 2 20\nat 2s link heal 1 2\nat 3s broker pause 1\nat 3.5s broker resume 1\n"
                           "at 7.9s broker kill 2\n";
    return path;
}

// The only line of what is said of wrong arguments.
std::string complaint_about(const std::vector<std::string>& arguments) {
    const Finished finished = simulate(arguments);
    EXPECT_EQ(finished.code, 2);
    EXPECT_EQ(finished.output, "");
    EXPECT_EQ(std::ranges::count(finished.errors, '\n'), 1) << finished.errors;
    return finished.errors;
}

}  // namespace

TEST(Simulate, SaysWhatItsSeedsCameTo) {
    const Finished finished = simulate({"--seeds", "1..10", "--twice-every", "5", "--jobs", "2"});
    EXPECT_EQ(finished.code, 0) << finished.output << finished.errors;
    EXPECT_THAT(finished.output, StartsWith("10 seeds in "));
    EXPECT_THAT(finished.output, HasSubstr("on 2 threads, 2 of them twice: 0 failed, 0 violations"));
    EXPECT_THAT(finished.output, HasSubstr(" acknowledged"));
}

TEST(Simulate, HasNoFaultsWhereNoneAreWanted) {
    const Finished finished = simulate({"--seeds", "1..4", "--faults", "none"});
    EXPECT_EQ(finished.code, 0) << finished.output << finished.errors;
    EXPECT_THAT(finished.output, HasSubstr("; 0 commands of fault plans carried out, 0 refused;"));
}

TEST(Simulate, BeginsNoSeedAfterItsMinutes) {
    const Finished finished = simulate({"--minutes", "0.02"});
    EXPECT_EQ(finished.code, 0) << finished.output << finished.errors;
    EXPECT_THAT(finished.output, HasSubstr(" 0 failed, 0 violations"));
}

TEST(Simulate, DigestsAreTheSameOnOneThreadAndOnThree) {
    const Finished one = simulate({"--digests", "11..22", "--jobs", "1"});
    const Finished three = simulate({"--digests", "11..22", "--jobs", "3"});
    EXPECT_EQ(one.code, 0);
    EXPECT_EQ(one.output, three.output);
    std::istringstream lines(one.output);
    std::string line;
    for (int seed = 11; seed <= 22; ++seed) {
        ASSERT_TRUE(std::getline(lines, line));
        EXPECT_THAT(line, MatchesRegex(std::to_string(seed) + " [0-9a-f]{16}"));
    }
    EXPECT_FALSE(std::getline(lines, line));
}

TEST(Simulate, ReplaysAFileAndSaysThatItFails) {
    const auto directory = empty_directory();
    const Finished finished = simulate({"--scenario", scenario_that_cannot_hold(directory)});
    EXPECT_EQ(finished.code, 1);
    EXPECT_THAT(finished.output, StartsWith("FAILED: "));
    EXPECT_THAT(finished.output, HasSubstr("converges-after-heal: node 2 is "));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory), {}), 1);  // nothing was written
}

TEST(Simulate, WritesASmallerFileThatFailsTheSameWay) {
    const auto directory = empty_directory();
    const auto scenario = scenario_that_cannot_hold(directory);
    const Finished finished = simulate({"--scenario", scenario, "--write", directory / "new"});
    EXPECT_EQ(finished.code, 1);
    const auto written = directory / "new" / "hopeless-shrunk.scenario";
    EXPECT_THAT(finished.output, HasSubstr("replay: vitrine simulate --scenario " + written.string() + "\n"));
    EXPECT_THAT(finished.output, HasSubstr("it still fails by converges-after-heal"));
    const auto smaller = ScenarioFile::parse(text_of(written));
    ASSERT_TRUE(smaller) << smaller.error().message;
    EXPECT_LE(smaller->plan.steps.size(), 1u);
    EXPECT_LT(smaller->options.safety, Milliseconds(4'000));

    const Finished replayed = simulate({"--scenario", written});
    EXPECT_EQ(replayed.code, 1);
    EXPECT_THAT(replayed.output, HasSubstr("converges-after-heal"));
}

TEST(Simulate, AFileThatHoldsIsReplayedWithItsFigures) {
    const auto path = empty_directory() / "quiet.scenario";
    std::ofstream(path) << "safety = 2s\n";
    const Finished finished = simulate({"--scenario", path});
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.output, StartsWith("ok: "));
}

// What a person did in the window, on the command line of another machine.
TEST(Simulate, ARecordingIsReplayedWithItsInterventions) {
    Recording recording = Recording::interactive(4);
    recording.scenario.options.safety = std::chrono::seconds(10);
    bool done = false;
    WatchedRun watched(recording, {.gate = [&](WatchedRun& run) {
                           if (!done && run.reached(WatchedRun::at(Instant{} + std::chrono::seconds(5)))) {
                               done = true;
                               EXPECT_TRUE(run.intervene("broker kill 2"));
                               EXPECT_TRUE(run.intervene("link cut-one-way 1 3"));
                           }
                           if (run.finished()) recording = run.recording();
                           return true;
                       }});
    const Verdict verdict = watched.run();
    ASSERT_EQ(recording.interventions.size(), 2u);
    EXPECT_TRUE(verdict.ok()) << to_string(verdict);

    const auto path = empty_directory() / "session.recording";
    std::ofstream(path) << recording.to_text();
    const Finished finished = simulate({"--scenario", path, "--twice-every", "1"});
    EXPECT_EQ(finished.code, 0) << finished.output << finished.errors;
    EXPECT_EQ(finished.output, to_string(verdict));
    EXPECT_THAT(complaint_about({"--scenario", path, "--write", path.parent_path() / "new"}),
                HasSubstr("is a recording with interventions"));

    recording.interventions.back().at.now += std::chrono::seconds(1);
    std::ofstream(path) << recording.to_text();
    const Finished other = simulate({"--scenario", path});
    EXPECT_EQ(other.code, 1);
    EXPECT_THAT(other.output, HasSubstr("the recording does not fit this run"));
}

TEST(Simulate, InterruptedItSaysWhatItHasSoFar) {
    const Finished seeds = simulate_and_interrupt({"--seeds", "1..", "--jobs", "2"});
    EXPECT_EQ(seeds.code, 130);
    EXPECT_THAT(seeds.errors, StartsWith("seeds from 1 on, faults: all, 2 threads\n"));
    EXPECT_THAT(seeds.output, HasSubstr(" seeds in "));
    EXPECT_THAT(seeds.output, HasSubstr(": 0 failed, 0 violations"));
    EXPECT_THAT(seeds.output, EndsWith("interrupted\n"));

    const Finished digests = simulate_and_interrupt({"--digests", "1..100000", "--jobs", "1"});
    EXPECT_EQ(digests.code, 130);
    EXPECT_THAT(digests.output, StartsWith("1 "));
    EXPECT_LT(std::ranges::count(digests.output, '\n'), 10000);
}

TEST(Simulate, ARuleCanBeWrongWhereTheBuildHasPlantedDefects) {
    const auto path = empty_directory() / "cut-off.scenario";
    std::ofstream(path) << "producers = 0\ngroups = 0\nreaders = 0\nauditors = 0\nsafety = 14s\nwrong-rule = KIP_996\n"
                           "at 3s link cut 1 2\nat 3s link cut 1 3\nat 11s heal all\n";
    const Finished right = simulate({"--scenario", path, "--wrong-rule", "none"});
    EXPECT_EQ(right.code, 0) << right.output << right.errors;
#ifdef VITRINE_PLANTED_DEFECTS
    const Finished wrong = simulate({"--scenario", path});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_THAT(wrong.output, HasSubstr("candidate-has-pre-votes: "));
    const Finished seeds = simulate({"--seeds", "1..50", "--wrong-rule", "KIP_996", "--write", empty_directory()});
    EXPECT_EQ(seeds.code, 1);
    EXPECT_THAT(seeds.output, HasSubstr(" --wrong-rule \"KIP_996\"\n"));
#else
    EXPECT_THAT(complaint_about({"--scenario", path}), HasSubstr("this build has no planted defects: KIP_996 cannot be wrong in it"));
#endif
}

TEST(Simulate, WrongArgumentsGetOneSentence) {
    EXPECT_EQ(complaint_about({"--seeds", "9..3"}), "vitrine: the seeds 9..3 end before they begin\n");
    EXPECT_EQ(complaint_about({"--seeds", "all"}), "vitrine: seeds are named as 17, 1..1000 or 1000.., not \"all\"\n");
    EXPECT_THAT(complaint_about({"--faults", "fire"}), StartsWith("vitrine: there is no fault \"fire\"; there are all, none, kill, "));
    EXPECT_EQ(complaint_about({"--digests", "5.."}), "vitrine: --digests needs a last seed\n");
    EXPECT_THAT(complaint_about({"--digests", "1..5", "--seeds", "1"}), HasSubstr("--digests names its seeds itself"));
    EXPECT_THAT(complaint_about({"--scenario", "x", "--seeds", "1"}), HasSubstr("--scenario says everything about a run"));
    EXPECT_EQ(complaint_about({"--scenario", "/there/is/none"}), "vitrine: /there/is/none cannot be read\n");
    const auto path = empty_directory() / "wrong.scenario";
    std::ofstream(path) << "brokers = 2\n";
    EXPECT_EQ(complaint_about({"--scenario", path}), "vitrine: " + path.string() + ": 3 replicas do not fit 2 brokers\n");
    EXPECT_THAT(complaint_about({"--seeds", "1", "--write", path / "below"}), HasSubstr("cannot be made a directory"));
    EXPECT_EQ(complaint_about({"--wrong-rule", "KIP_1"}), "vitrine: \"KIP_1\" is no rule that can be wrong, as KIP_101 is\n");
    EXPECT_NE(simulate({"--jobs", "many"}).code, 0);
    EXPECT_NE(simulate({"--minutes", "-1"}).code, 0);
}

}  // namespace vitrine::simulation::test
