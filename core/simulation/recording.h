// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "simulation/swarm.h"

// A session with a simulation as a small file that replays exactly on another machine:
//
//   vitrine recording 1
//   seed = 7
//   workload = demo
//   safety = 3600s
//   at 12.5s broker kill 2
//   after 51234 events at 20.000125s link cut 1 3
//
// First what the run is made of (ScenarioFile), then what a person did to it, and where.
namespace vitrine::simulation {

// A place in a run between two events. One run has each place once; in two runs of the same past, equal places show equal states.
struct Position {
    std::uint64_t events = 0;  // of the world that ran before it (World::steps(), deeds included)
    Instant now{};             // at least the time of the last of them, at most that of the next
    friend auto operator<=>(const Position&, const Position&) = default;
};
// "20.000125 s, after 51,234 events"
[[nodiscard]] std::string to_string(const Position& position);

// Something that a person did: one line of the command language or of the simulation's own words (cluster/simulation_commands.h).
struct Intervention {
    Position at;
    std::string command;
    friend bool operator==(const Intervention&, const Intervention&) = default;
};

struct Recording {
    static constexpr int version = 1;

    ScenarioFile scenario;
    std::vector<Intervention> interventions;  // by position; at one position none has an equal
    friend bool operator==(const Recording&, const Recording&) = default;

    // Reads what to_text() wrote, and a scenario file as `vitrine simulate` writes it (then there are no interventions).
    // INVALID_REQUEST with the number of the line and one sentence: another version, an option that is unknown or out of its range, a
    // step or an intervention that is none, interventions that are not in their order.
    static Result<Recording> parse(std::string_view text);
    [[nodiscard]] std::string to_text() const;

    // Without what was done at `position` and later: the beginning of another branch (fork).
    [[nodiscard]] Recording cut_at(const Position& position) const;
    // Up to `position` the two are the same run: whoever stands there in one of them may go on in the other (WatchedRun::set_future()).
    [[nodiscard]] bool has_past_of(const Recording& other, const Position& position) const;
    // A cluster to play with: three brokers, the demo workload at 10 records per second, no faults, an hour.
    static Recording interactive(std::uint64_t seed);
};

}  // namespace vitrine::simulation
