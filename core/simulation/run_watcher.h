// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "cluster/sim_cluster.h"
#include "simulation/checker.h"

// Between a run and somebody who watches it; see time_machine.h for what is made of it.
namespace vitrine::simulation {

// A run as its watcher sees it while it stands between two events.
class RunInside {
public:
    virtual ~RunInside() = default;
    [[nodiscard]] virtual cluster::SimCluster& cluster() = 0;
    [[nodiscard]] virtual const CheckerSet& checkers() const = 0;
    // The cluster came up, and clients are at work or were.
    [[nodiscard]] virtual bool came_up() const = 0;
    // Does a line as a step of the fault plan would. `done` comes once, at once or while the world runs; not at all where the run ends
    // before.
    virtual void carry_out(const std::string& command, cluster::Commands::Done done) = 0;
};

class RunWatcher {
public:
    virtual ~RunWatcher() = default;
    // Who is told of a node (or of the control loop: no_broker), after the checkers; asked once for each. nullptr: nobody. Must outlive the
    // run.
    [[nodiscard]] virtual observe::Observer* observer_of(BrokerId node) = 0;
    // Before the first event; `run` is there until ended().
    virtual void began(RunInside& run) = 0;
    // Before each event, see World::set_gate().
    [[nodiscard]] virtual bool gate() = 0;
    // After the last event, while the cluster is still there.
    virtual void ended() = 0;
};

}  // namespace vitrine::simulation
