// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run_pool.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/assert.h"

// Worlds are replaced by functions, so that it is known which of them fails, and when.
namespace vitrine::simulation::test {

using testing::ElementsAre;
using testing::HasSubstr;

namespace {

Verdict good(std::uint64_t digest = 1) {
    Verdict verdict;
    verdict.converged = true;
    verdict.events = 10;
    verdict.digest = digest;
    return verdict;
}

Verdict bad(const std::string& checker) {
    Verdict verdict = good();
    verdict.violations.push_back({checker, "it does not hold", Instant{}, {}, {}});
    verdict.violation_count = 1;
    return verdict;
}

RunPool::Task task(std::uint64_t last, int threads, std::function<Verdict(const ScenarioFile&, const RunHooks&)> run) {
    return {.numbers = {1, last},
            .scenarioOf =
                [](std::uint64_t number) {
                    ScenarioFile scenario;
                    scenario.options.seed = number;
                    return scenario;
                },
            .runsTwice = [](std::uint64_t) { return false; },
            .run = std::move(run),
            .threads = threads,
            .stopsAtFailure = true};
}

struct All {
    std::map<std::uint64_t, RunOutcome> outcomes;
    RunPool::Progress progress;
};

All until_over(RunPool& pool) {
    All all;
    while (!all.progress.over) {
        all.progress = pool.waitFor(std::chrono::milliseconds(10));
        for (RunOutcome& outcome : pool.take()) all.outcomes.emplace(outcome.number, std::move(outcome));
    }
    for (RunOutcome& outcome : pool.take()) all.outcomes.emplace(outcome.number, std::move(outcome));
    return all;
}

std::vector<std::uint64_t> failed(const All& all) {
    std::vector<std::uint64_t> numbers;
    for (const auto& [number, outcome] : all.outcomes) {
        if (!outcome.ok()) numbers.push_back(number);
    }
    return numbers;
}

}  // namespace

TEST(RunPool, RunsEachNumberOnceOnAllItsThreads) {
    // The first four wait for each other, so that each has a thread of its own.
    std::latch together(4);
    RunPool pool(task(100, 4, [&](const ScenarioFile& scenario, const RunHooks&) {
        if (scenario.options.seed <= 4) together.arrive_and_wait();
        return good();
    }));
    const All all = until_over(pool);
    EXPECT_EQ(all.outcomes.size(), 100u);
    EXPECT_EQ(all.progress.figures.runs, 100u);
    EXPECT_EQ(all.progress.figures.events, 1000u);
    EXPECT_THAT(failed(all), ElementsAre());
}

TEST(RunPool, TheLowestFailureIsToldWhicheverComesFirst) {
    // 3 fails only after 5 has.
    std::latch five(1);
    RunPool pool(task(1000, 4, [&](const ScenarioFile& scenario, const RunHooks& hooks) {
        const std::uint64_t number = scenario.options.seed;
        if (number == 5) five.count_down();
        if (number == 3) five.wait();
        // Those behind a failure are given up.
        while (number > 5 && hooks.progress(Duration(1))) {}
        return number == 3 || number == 5 ? bad("a-rule") : good();
    }));
    const All all = until_over(pool);
    ASSERT_FALSE(failed(all).empty());
    EXPECT_EQ(failed(all).front(), 3u);
    EXPECT_LT(all.outcomes.size(), 10u);
}

TEST(RunPool, GoesOnAfterAFailureWhenItShall) {
    RunPool::Task all_of_them =
        task(20, 2, [](const ScenarioFile& scenario, const RunHooks&) { return scenario.options.seed % 7 == 0 ? bad("a-rule") : good(); });
    all_of_them.stopsAtFailure = false;
    RunPool pool(std::move(all_of_them));
    const All all = until_over(pool);
    EXPECT_EQ(all.outcomes.size(), 20u);
    EXPECT_THAT(failed(all), ElementsAre(7, 14));
    EXPECT_EQ(all.progress.figures.failed, 2u);
    EXPECT_EQ(all.outcomes.at(7).symptom(), "a-rule");
}

TEST(RunPool, ARunThatIsNotTheSameTwiceFails) {
    std::atomic<std::uint64_t> runs = 0;
    RunPool::Task twice = task(4, 1, [&](const ScenarioFile& scenario, const RunHooks&) {
        ++runs;
        return good(scenario.options.seed == 4 ? runs.load() : 1);
    });
    twice.runsTwice = [](std::uint64_t number) { return number % 2 == 0; };
    RunPool pool(std::move(twice));
    const All all = until_over(pool);
    EXPECT_EQ(runs, 6u);
    EXPECT_EQ(all.progress.twice, 2u);
    EXPECT_THAT(failed(all), ElementsAre(4));
    EXPECT_EQ(all.progress.figures.failed, 1u);
    EXPECT_EQ(all.outcomes.at(4).symptom(), "digest");
}

TEST(RunPool, AFailedAssertionIsTheFailureOfItsSeedAlone) {
    RunPool::Task all_of_them = task(30, 2, [](const ScenarioFile& scenario, const RunHooks&) {
        VITRINE_ASSERT_CMP(scenario.options.seed, !=, 9u, "nine is not planned for");
        return good();
    });
    all_of_them.stopsAtFailure = false;
    RunPool pool(std::move(all_of_them));
    const All all = until_over(pool);
    EXPECT_EQ(all.outcomes.size(), 30u);
    EXPECT_THAT(failed(all), ElementsAre(9));
    EXPECT_THAT(all.outcomes.at(9).assertion, HasSubstr("nine is not planned for (values: 9 and 9)"));
    EXPECT_THAT(all.outcomes.at(9).symptom(), testing::MatchesRegex("assertion .*run_pool_test.cpp:[0-9]+"));
    EXPECT_TRUE(pool.hasStuckThreads());
}

TEST(RunPool, GivesUpWhatRunsWhenItIsStopped) {
    std::latch running(2);
    RunPool pool(task(SeedRange::no_end, 2, [&](const ScenarioFile& scenario, const RunHooks& hooks) {
        if (scenario.options.seed <= 2) running.count_down();
        while (hooks.progress(Duration(1))) {}
        return bad("cut short");
    }));
    running.wait();
    pool.stop();
    const All all = until_over(pool);
    EXPECT_TRUE(all.outcomes.empty());
    EXPECT_EQ(all.progress.figures.runs, 0u);
}

TEST(RunPool, FinishesWhatRunsWhenNothingFurtherShallBegin) {
    std::latch running(1);
    std::latch go_on(1);
    RunPool pool(task(SeedRange::no_end, 1, [&](const ScenarioFile&, const RunHooks&) {
        running.count_down();
        go_on.wait();
        return good();
    }));
    running.wait();
    pool.finish();
    go_on.count_down();
    EXPECT_EQ(until_over(pool).outcomes.size(), 1u);
}

TEST(SymptomsOf, ARealRunInItsOwnProcess) {
    ScenarioFile scenario;
    scenario.options.safety = Milliseconds(1000);
    EXPECT_THAT(symptomsOf(scenario, true), ElementsAre());
    scenario.plan = *FaultPlan::parse("at 0.9s broker kill 1");
    scenario.options.convergence_limit = Milliseconds(100);
    EXPECT_THAT(symptomsOf(scenario, false), ElementsAre("converges-after-heal"));
}

}  // namespace vitrine::simulation::test
