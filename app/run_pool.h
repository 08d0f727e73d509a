// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulation/campaign.h"

// What came of one run. A failed assertion ends it where it stands: the world and the thread that ran it are left as they are.
struct RunOutcome {
    std::uint64_t number = 0;
    vitrine::simulation::Verdict verdict;
    std::optional<std::uint64_t> secondDigest;  // of a run that was made twice
    std::string assertion;                      // the sentence of an assertion that failed

    [[nodiscard]] bool ok() const { return symptom().empty(); }
    // What names the failure: "assertion" with its place, a checker, "run", or "digest" where two runs differ; empty where all is well.
    [[nodiscard]] std::string symptom() const;
};

// Runs of simulated worlds on several threads, one world in each. Made, asked and destroyed by one thread; one at a time.
class RunPool {
public:
    struct Task {
        vitrine::simulation::SeedRange numbers;
        std::function<vitrine::simulation::ScenarioFile(std::uint64_t)> scenarioOf;  // called by any thread
        std::function<bool(std::uint64_t)> runsTwice;  // likewise
        // How a scenario is run, by any thread.
        std::function<vitrine::simulation::Verdict(const vitrine::simulation::ScenarioFile &, const vitrine::simulation::RunHooks &)> run =
            vitrine::simulation::run_scenario;
        int threads = 1;
        // The first failure ends what has a higher number, and lets what has a lower one come to its end: so it is the same one each time.
        bool stopsAtFailure = true;
    };
    struct Progress {
        vitrine::simulation::Figures figures;  // of runs that ended; of those made twice the first
        std::uint64_t twice = 0;
        vitrine::Duration simulated{0};  // also of runs under way
        std::uint64_t oldest = 0;  // the run that takes longest at present
        std::chrono::steady_clock::duration oldestFor{0};
        bool over = false;
    };

    explicit RunPool(Task task);
    // Ends what runs.
    ~RunPool();
    RunPool(const RunPool &) = delete;
    RunPool &operator=(const RunPool &) = delete;

    // Waits until all is over, or for so long.
    Progress waitFor(std::chrono::milliseconds time);
    // No further run begins.
    void finish();
    // What runs is given up, as well.
    void stop();
    // Outcomes since the last call, in the order in which they ended.
    [[nodiscard]] std::vector<RunOutcome> take();
    // An assertion failed: a thread stands still in its world, and the process must end by _Exit().
    [[nodiscard]] bool hasStuckThreads() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

// Runs the scenario in a process of its own, twice if asked to, and answers with every symptom of it, as RunOutcome names them. A process
// that a signal ends has the symptom "signal". None where all is well.
[[nodiscard]] std::vector<std::string> symptomsOf(const vitrine::simulation::ScenarioFile &scenario, bool twice);
