// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "cluster/host.h"
#include "observe/view.h"
#include "simulation/recording.h"

// Where two branches of a run differ.
namespace vitrine::simulation {

// A whole cluster as it is at one position: values, free to go to other threads.
struct ClusterState {
    Position at;
    std::vector<cluster::NodeInfo> nodes;       // all that there are, by id
    std::vector<observe::NodeDelta> views;      // full ones of those that live, by id
};

struct Difference {
    std::string what;  // "broker 2", "t0-1 leader", "t0-1 high watermark on broker 3", "group g0 members"
    std::string in_a;  // "" where there is no such thing
    std::string in_b;
    friend bool operator==(const Difference&, const Difference&) = default;
};

// Brokers (running, killed, …; fenced), the quorum's leader and epoch, of each partition its leader, epoch and ISR by the newest metadata,
// of each replica its log end and high watermark, of each group its state, generation, members and committed offsets. In this order, then
// by name; empty where the two are equal. The positions are not compared.
[[nodiscard]] std::vector<Difference> differences(const ClusterState& a, const ClusterState& b);

}  // namespace vitrine::simulation
