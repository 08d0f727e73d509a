// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/planted.h"
#include "simulation/run.h"

// How planted defects are looked for: worlds of one kind, each from a seed, with one rule wrong, until somebody notices.
namespace vitrine::simulation::test {

struct Caught {
    std::string checker;
    std::string sentence;
};

struct HuntOutcome {
    std::optional<Caught> caught;
    Duration simulated{0};  // up to then
};

struct Hunt {
    planted::Defect defect{};
    int budget = 0;  // so many seeds are enough to find it
    std::function<HuntOutcome(std::uint64_t seed)> run;  // with whatever rules are in force, but for those of a scenario
};

// A file of scenarios/: one wrong rule, and what is known of it in comments:
//
//   # checker: identical-replicas    who finds it
//   # budget: 20                     as above, each seed with these options and steps
struct PlantedScenario {
    planted::Defect defect{};
    std::string checker;
    int budget = 0;
    ScenarioFile scenario;
};

// Every file, by name. One that does not parse, or does not name one rule that is wrong, the file's own name, fails the running test.
[[nodiscard]] std::vector<PlantedScenario> planted_scenarios();
// The scenario with other seeds, up to the first violation.
[[nodiscard]] Hunt hunt_by(const PlantedScenario& planted);

}  // namespace vitrine::simulation::test
