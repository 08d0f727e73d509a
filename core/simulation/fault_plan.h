// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"

// Faults as data: what is done to a cluster, and when. In text, one a line:
//
//   at 12.5s broker kill 2
//   at 14s link cut 1 3
//   at 20s heal all
//
// The commands are those of the command language (core/cluster/commands.h) and those that only a simulation knows (run.h).
namespace vitrine::simulation {

struct FaultStep {
    Milliseconds at{0};   // since the clients began
    std::string command;  // one line

    // It takes what a machine had (a loss of power, a new disk, a flipped bit), unless run_scenario() finds that this might rightly cost
    // what was acknowledged. With the word "always" it does so in any case, and nobody may be surprised.
    [[nodiscard]] bool takes_data_with_care() const;
    friend bool operator==(const FaultStep&, const FaultStep&) = default;
};

struct FaultPlan {
    static constexpr std::size_t steps_max = 100'000;

    std::vector<FaultStep> steps;  // by time; those of one time in the order of the text

    // Empty lines and comments (# …) are skipped; steps of any order are sorted. INVALID_REQUEST with the line that is wrong: not
    // "at TIME COMMAND", a time that is none, a command with an open quote.
    static Result<FaultPlan> parse(std::string_view text);
    // parse() of it is an equal plan.
    [[nodiscard]] std::string to_text() const;
    friend bool operator==(const FaultPlan&, const FaultPlan&) = default;
};

// One line of a plan. INVALID_REQUEST as above, without the number of the line.
[[nodiscard]] Result<FaultStep> parse_fault_step(std::string_view line);
// "at 12.5s broker kill 2"
[[nodiscard]] std::string to_text(const FaultStep& step);
// "12.5s" as 12500 ms, and with ms or m for the unit; to the nearest millisecond. INVALID_REQUEST names `what`.
[[nodiscard]] Result<Milliseconds> parse_milliseconds(std::string_view text, std::string_view what);
// "12.5s", "0.025s", "3s"; to the nanosecond, without zeros at the end.
[[nodiscard]] std::string seconds_text(Duration duration);

}  // namespace vitrine::simulation
