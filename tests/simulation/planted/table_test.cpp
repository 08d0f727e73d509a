// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "tests/simulation/planted/hunt.h"
#include "tests/simulation/planted/quorum_hunt.h"

namespace vitrine::simulation::test {

namespace {

constexpr std::uint64_t tries = 5;  // for each defect, each with seeds of its own

struct Row {
    std::vector<int> seeds;               // each try: how many until it was found
    std::vector<double> simulated_s;      // and for how long they ran, together
    std::map<std::string, int> checkers;  // who spoke first
    int missed = 0;
};

template <class T>
T median(std::vector<T> values) {
    std::ranges::sort(values);
    return values.empty() ? T{} : values[values.size() / 2];
}

Row row_of(const Hunt& hunt) {
    const planted::PlantedDefects wrong(hunt.defect);
    Row row;
    for (std::uint64_t i = 1; i <= tries; ++i) {
        double simulated_s = 0;
        std::optional<Caught> caught;
        int n = 0;
        while (!caught && n < hunt.budget) {
            ++n;
            HuntOutcome outcome = hunt.run(1000 * i + static_cast<std::uint64_t>(n));
            simulated_s += std::chrono::duration<double>(outcome.simulated).count();
            caught = std::move(outcome.caught);
        }
        if (!caught) {
            ++row.missed;
            continue;
        }
        row.seeds.push_back(n);
        row.simulated_s.push_back(simulated_s);
        ++row.checkers[caught->checker];
    }
    return row;
}

std::string speakers(const Row& row) {
    std::string text;
    for (const auto& [name, count] : row.checkers) {
        text += text.empty() ? "" : ", ";
        text += row.checkers.size() == 1 ? name : fmt::format("{} ({})", name, count);
    }
    return text;
}

std::vector<Hunt> all_hunts() {
    std::vector<Hunt> hunts = quorum_hunts();
    for (const PlantedScenario& planted : planted_scenarios()) hunts.push_back(hunt_by(planted));
    std::ranges::stable_sort(hunts, {}, &Hunt::defect);
    return hunts;
}

}  // namespace

// Every defect is found within its budget of seeds. Prints who finds it, and how fast.
TEST(PlantedDefects, AreAllFoundBySeeds) {
    const std::vector<Hunt> hunts = all_hunts();
    for (const planted::DefectInfo& info : planted::all_defects) {
        EXPECT_TRUE(std::ranges::find(hunts, info.defect, &Hunt::defect) != hunts.end()) << "nobody looks for " << info.name;
    }
    std::vector<Row> rows(hunts.size());
    // A world belongs to one thread, and so do the rules that are wrong in it.
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < hunts.size(); i = next++) rows[i] = row_of(hunts[i]);
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    }
    fmt::print("{:<24} {:<64} {:>6} {:>7} {:>12}\n", "defect", "found by", "seeds", "budget", "simulated s");
    for (std::size_t i = 0; i < hunts.size(); ++i) {
        const Row& row = rows[i];
        const planted::DefectInfo& info = planted::info_of(hunts[i].defect);
        fmt::print("{:<24} {:<64} {:>6} {:>7} {:>12.1f}\n", info.name, speakers(row), median(row.seeds), hunts[i].budget,
                   median(row.simulated_s));
        EXPECT_EQ(row.missed, 0) << info.name << ": " << info.wrong_rule;
    }
}

}  // namespace vitrine::simulation::test
