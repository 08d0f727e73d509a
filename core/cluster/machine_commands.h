// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/commands.h"

// What the command language does to the machine of a node, in both worlds with the same words: its disks and its wall clock.
// The one place for these words: what they are, what they do, and what takes them back.
namespace vitrine::cluster {

// Part of command_help().
[[nodiscard]] std::vector<CommandHelp> machine_command_help();
// The words begin one of these commands, complete or not.
[[nodiscard]] bool is_machine_command(const CommandLine& line);
// Does it at once, before this returns. INVALID_REQUEST with a sentence where the words are wrong.
void carry_out_on_machine(Host& host, const CommandLine& line, Host::Done done);

// Of a command that was carried out: whether it is a fault that stays, or the end of one.
struct LastingFault {
    std::string key;      // what it is on: "disk slow 2"
    std::string command;  // what makes it so: "disk slow 2 200ms"; of a clock that jumped twice, how far it is off now
    std::string healing;  // the command that takes it back: "disk slow 2 0"
    bool in_force = true;
};
// `before`: the command in force with the same key, or empty. None where nothing stays (a crash, a message), and for links, which Commands
// knows by their two ends. Also of the simulation's own commands.
[[nodiscard]] std::optional<LastingFault> lasting_fault_of(const CommandLine& line, std::string_view before);
[[nodiscard]] std::string key_of_fault(const CommandLine& line);

}  // namespace vitrine::cluster
