// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/commands.h"

// A file of commands, one a line, carried out one after another; the first that fails ends it. Empty lines and lines that
// begin with # are skipped.
namespace vitrine::cluster {

struct ScenarioStep {
    int line = 0;        // in the file, from 1
    std::string command;
};
[[nodiscard]] std::vector<ScenarioStep> parse_scenario(std::string_view text);

// `each` after every step, `done` once at the end: true where all steps held. Both on the control loop, which must outlive the
// run; the commands must not be destroyed before `done`.
void run_scenario(Commands& commands, std::vector<ScenarioStep> steps, std::function<void(const ScenarioStep&, const CommandAnswer&)> each,
                  std::move_only_function<void(bool)> done);

}  // namespace vitrine::cluster
