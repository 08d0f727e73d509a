// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/planted.h"
#include "simulation/run.h"

// Scenarios in which one rule decides. A file of scenarios/ is a scenario with what is known of it in comments:
//
//   # checker: identical-replicas    who finds it where the rule is wrong
//   # budget: 20                     so many seeds are enough to find it, each of them with these options and steps
namespace vitrine::simulation::test {

struct PlantedScenario {
    planted::Defect defect{};
    std::string checker;
    int budget = 0;
    ScenarioFile scenario;
};

// Every file, in the order of planted::all_defects. A file that does not parse fails the running test.
[[nodiscard]] std::vector<PlantedScenario> planted_scenarios();

// The scenario with this seed instead of its own; steps drawn from the seed where the file has none.
[[nodiscard]] ScenarioFile with_seed(const ScenarioFile& scenario, std::uint64_t seed);

struct Found {
    std::string checker;
    std::string sentence;
    Instant at{};
};
// The run with the rule wrong, up to its first violation. An assertion that fails counts as the checker "assertion".
[[nodiscard]] std::optional<Found> run_wrong(planted::Defect defect, const ScenarioFile& scenario);

}  // namespace vitrine::simulation::test
