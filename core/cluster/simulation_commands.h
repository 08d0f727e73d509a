// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "cluster/commands.h"

// What the command language says in a simulation only: in fault plans, by a person in the window, on the command line of a simulated
// cluster. The one place for these words: what they are, what they do, and what takes them back. A cluster of processes answers them
// with a sentence.
namespace vitrine::cluster {

class SimCluster;

// For completion, beside command_help().
[[nodiscard]] std::vector<CommandHelp> simulation_command_help();
// The words begin one of the simulation's own commands, complete or not.
[[nodiscard]] bool is_simulation_command(const CommandLine& line);
// Does it at once, between two events. `done` comes once, perhaps later: INVALID_REQUEST with a sentence where it is not possible.
void carry_out(SimCluster& cluster, const CommandLine& line, Host::Done done);

}  // namespace vitrine::cluster
