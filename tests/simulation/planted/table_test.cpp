// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include <fmt/format.h>

#include "tests/simulation/planted/hunt.h"

namespace vitrine::simulation::test {

namespace {

constexpr int hunts = 3;  // for each defect, each with seeds of its own

struct Row {
    std::vector<int> seeds;               // each hunt: how many until it was found
    std::vector<double> simulated_s;      // and for how long they ran, together
    std::map<std::string, int> checkers;  // who spoke first
    int missed = 0;
};

template <class T>
T median(std::vector<T> values) {
    std::ranges::sort(values);
    return values.empty() ? T{} : values[values.size() / 2];
}

Row hunt(const PlantedScenario& planted) {
    Row row;
    for (int i = 0; i < hunts; ++i) {
        double simulated_s = 0;
        bool found = false;
        for (int n = 1; n <= planted.budget && !found; ++n) {
            const auto caught = run_wrong(planted.defect, with_seed(planted.scenario, static_cast<std::uint64_t>(1000 * (i + 1) + n)));
            if (!caught) {
                simulated_s += std::chrono::duration<double>(planted.scenario.options.safety).count();
                continue;
            }
            found = true;
            simulated_s += std::chrono::duration<double>(caught->at.time_since_epoch()).count();
            row.seeds.push_back(n);
            row.simulated_s.push_back(simulated_s);
            ++row.checkers[caught->checker];
        }
        if (!found) ++row.missed;
    }
    return row;
}

}  // namespace

// Every defect is found within its budget of seeds. Prints who finds it, and how fast.
TEST(PlantedDefects, AreAllFoundBySeeds) {
    const std::vector<PlantedScenario> all = planted_scenarios();
    ASSERT_EQ(all.size(), planted::all_defects.size());
    std::vector<Row> rows(all.size());
    // A world belongs to one thread, and so do the defects that are on in it.
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < all.size(); i = next++) rows[i] = hunt(all[i]);
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
    }
    fmt::print("{:<24} {:<32} {:>6} {:>12} {:>10}\n", "defect", "found by", "seeds", "simulated s", "budget");
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Row& row = rows[i];
        std::string checkers;
        for (const auto& [name, count] : row.checkers) checkers += (checkers.empty() ? "" : ", ") + name;
        fmt::print("{:<24} {:<32} {:>6} {:>12.1f} {:>10}\n", planted::info_of(all[i].defect).id, checkers, median(row.seeds),
                   median(row.simulated_s), all[i].budget);
        EXPECT_EQ(row.missed, 0) << planted::info_of(all[i].defect).name << ": " << planted::info_of(all[i].defect).wrong_rule;
    }
}

}  // namespace vitrine::simulation::test
