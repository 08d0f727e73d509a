// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace vitrine::simulation::test {

struct Finished {
    int code = -1;       // of the exit; -1: a signal ended it
    std::string output;
    std::string errors;
};

// Runs `vitrine simulate` with these arguments, and waits for its end. What it says besides goes to this process's standard error as it
// comes, if `shown`; else it is kept in `errors`.
[[nodiscard]] Finished simulate(const std::vector<std::string>& arguments, bool shown = false);

// As simulate(), and sends SIGINT as soon as it says something.
[[nodiscard]] Finished simulate_and_interrupt(const std::vector<std::string>& arguments);

}  // namespace vitrine::simulation::test
