// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

// What `vitrine simulate` was asked for, as it was written.
struct SimulateOptions {
    std::string seeds;              // "A..B"; empty: 1..1000, or from 1 on where minutes are given
    double minutes = 0;             // 0: until the seeds are used up
    std::string faults = "all";
    int jobs = 0;                   // threads; 0: one for each core
    std::uint64_t twiceEvery = 50;  // each seed that this divides runs twice; 0: none does
    bool keepGoing = false;
    int shrinkRuns = 300;           // 0: what failed is written as it is
    std::string directory;          // where scenario files go; empty: the working directory, and a file that is replayed is not shrunk

    std::string scenarioFile;       // to be replayed, instead of seeds
    std::string digests;            // "A..B": print digests, instead of verdicts
    std::string wrongRules;         // planted defects, in any of these runs; empty: as the file says, or none
};

// Runs simulated clusters and prints what came of it; returns the exit code: 0 all is well, 1 something failed, 2 the options are wrong,
// 130 it was interrupted.
int simulate(const SimulateOptions &options);
