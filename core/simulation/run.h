// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "simulation/producer_history.h"
#include "simulation/swarm.h"
#include "simulation/violation.h"

// One run of a simulated cluster: it comes up; clients work while faults come (the safety phase); everything is healed, producers fall
// silent, and the cluster must come together within a stated simulated time; then disks are compared and everything is read once more.
//
// Besides the command language, a plan may say what only a simulation can do:
//
//   broker crash N [always]  the machine of broker N loses power, as the options say; passed over unless every broker runs and every
//                            partition is fully replicated, or always: then what only this broker had may be gone
//   broker wipe N [always]   the same with a new, empty disk; of a voter the metadata log and the vote go too
//   disk flip N [always]     after `broker crash N`: a bit flips behind a recovery point
//   member join G            one more member of group G; member leave G: one leaves; member die G: one is gone without a word
//
// and the other words of cluster/simulation_commands.h.
namespace vitrine::simulation {

struct Verdict {
    std::vector<Violation> violations;  // the first ones, in the order in which they were found
    std::uint64_t violation_count = 0;
    // What the run needs and could not do (the cluster never came up); then nothing else says much.
    std::string failure;
    bool converged = false;
    Duration simulated{0};  // from the first start to the end
    Duration convergence{0};  // from the healing to the whole cluster, or to the limit
    std::uint64_t digest = 0;  // of the whole run: equal for equal scenarios
    std::uint64_t events = 0;  // of the world: frames, timers, completions
    std::uint64_t observed = 0;  // events that nodes told
    ProducerHistory::Counts records;
    std::uint64_t commands = 0;  // of the plan, carried out
    std::vector<std::string> refused;  // and those that were not possible when their time came, with the reason

    [[nodiscard]] bool ok() const { return failure.empty() && converged && violation_count == 0; }
};
// Several lines for people: figures, then what was wrong.
[[nodiscard]] std::string to_string(const Verdict& verdict);

class RunWatcher;

struct RunHooks {
    // Told now and then how far the run has come, in simulated time; false: the run ends early, as it stands.
    std::function<bool(Duration simulated)> progress;
    // The run ends soon after the first violation. A run that has none is the same as without.
    bool stop_at_violation = false;
    // Somebody who watches, and may change what happens (run_watcher.h); nullptr: nobody.
    RunWatcher* watcher = nullptr;
    // Checkers cost a part of the time and have no part in what happens: without them the run is the same, and its verdict says nothing of
    // rules.
    bool checkers = true;
};

[[nodiscard]] Verdict run_scenario(const ScenarioFile& scenario, const RunHooks& hooks = {});
// run_scenario() of ScenarioFile::of_seed().
[[nodiscard]] Verdict run_seed(std::uint64_t seed, const RunHooks& hooks = {});

}  // namespace vitrine::simulation
