// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "simulation/run.h"
#include "simulation/swarm.h"

// From a scenario that fails to a smaller one that fails in the same way.
namespace vitrine::simulation {

// What names a failure: the checker of the first violation, "run" where the run itself could not be done, nothing where all is well.
[[nodiscard]] std::string symptom_of(const Verdict& verdict);
// This failure is among those of the verdict.
[[nodiscard]] bool shows(const Verdict& verdict, std::string_view symptom);

struct ShrinkLimits {
    int runs = 300;
    // Any change of a scenario changes what chance does in it; so when no smaller scenario fails with the seed that it has, so many seeds
    // are tried for each. 1: the seed stays as it is.
    int seeds = 3;
};

struct Shrunk {
    ScenarioFile scenario;  // it fails, and its text replays it
    int runs = 0;  // how often the question was asked
    bool exhausted = false;  // the runs were used up before nothing smaller was left to try
};

// `fails` runs a scenario and says whether it fails in the way that is looked for; it must answer `failing` with true and must be a
// function of its argument. Then the result is one, too.
//
// Tried are: fewer steps of the plan (halves, quarters, … single ones), shorter pauses between them, a shorter safety phase, fewer
// topics, partitions, brokers, replicas and clients, plain settings, a world without jitter. Kept as they are: the convergence limit,
// since less time makes a failure of its own, and what a loss of power must find in order to cost nothing: three brokers and
// min-insync-replicas = 2.
[[nodiscard]] Shrunk shrink(const ScenarioFile& failing, const std::function<bool(const ScenarioFile&)>& fails,
                            const ShrinkLimits& limits = {});

// The same, by runs that must show `symptom`.
[[nodiscard]] Shrunk shrink(const ScenarioFile& failing, std::string_view symptom, const ShrinkLimits& limits = {});

}  // namespace vitrine::simulation
