// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "ui/session/simulation_worker.h"

namespace vitrine::ui {

// Runs of a simulation that wait at earlier places, so that a jump need not begin at the beginning: whoever wants to come to a place takes
// the last one before it and goes on from there. They stand at round numbers of events, at most countMax of them, so what they hold is
// bounded: each the disks of its cluster, and what the window would show there. One at a time is on its way to its place, on a thread of
// its own. On the GUI thread.
class ParkedRuns {
public:
    static constexpr std::size_t countMax = 7;
    // A run without anybody's help comes so far in a tenth of a second or so.
    static constexpr std::uint64_t spacingMin = 32'768;

    using Make = std::function<std::unique_ptr<SimulationWorker>(const simulation::Recording &recording, const simulation::Goal &place)>;
    using Retire = std::function<void(std::unique_ptr<SimulationWorker>)>;
    // `make` begins a run that parks; `retire` gets those that nobody needs any more.
    ParkedRuns(Make make, Retire retire) : m_make(std::move(make)), m_retire(std::move(retire)) {}

    // How many events lie between two places of a run that has gone so far: the fewest that need no more than countMax places.
    [[nodiscard]] static std::uint64_t spacing(std::uint64_t horizon);

    // Sees to it that there will be runs at the places of this recording up to `horizon` events. Costs nothing where there are.
    void tend(const simulation::Recording &recording, std::uint64_t horizon);
    // Somebody at `from` comes to the goal sooner by one of these.
    [[nodiscard]] bool shortens(const simulation::Recording &recording, const simulation::Goal &goal,
                                const simulation::Position &from) const;
    // The last one before the goal that has the past of this recording, or null. It waits to set out.
    [[nodiscard]] std::unique_ptr<SimulationWorker> take(const simulation::Recording &recording, const simulation::Goal &goal);
    // How many stand at their places.
    [[nodiscard]] std::size_t waiting() const;
    void quit();

private:
    struct Parked {
        std::uint64_t place = 0;  // in events
        simulation::Recording recording;
        std::unique_ptr<SimulationWorker> worker;
    };
    using Runs = std::vector<Parked>;
    [[nodiscard]] Runs::const_iterator nearest(const simulation::Recording &recording, const simulation::Goal &goal) const;
    void retire(Runs::iterator run);

    const Make m_make;
    const Retire m_retire;
    Runs m_runs;
};

}  // namespace vitrine::ui
