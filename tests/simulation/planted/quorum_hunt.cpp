// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/planted/quorum_hunt.h"

#include <fmt/format.h>

#include "tests/core/raft/quorum_simulation.h"

namespace vitrine::simulation::test {

namespace {

using planted::Defect;
using raft::test::Simulation;
using raft::test::SimulationOptions;
using std::chrono::seconds;

// Crashes, cuts and lost messages for a while; it ends with the first violation.
HuntOutcome under_faults(std::uint64_t seed, const SimulationOptions& options) {
    Simulation simulation(seed, options);
    HuntOutcome outcome;
    while (simulation.violation().empty() && outcome.simulated < seconds(20)) {
        simulation.run_for(Milliseconds(100));
        outcome.simulated += Milliseconds(100);
    }
    if (!simulation.violation().empty()) outcome.caught = Caught{"quorums alone", simulation.violation()};
    return outcome;
}

HuntOutcome with_unlucky_votes(std::uint64_t seed) {
    return under_faults(seed, {.disk_delay_max = Milliseconds(60), .fault_interval_max = Milliseconds(700), .unlucky = 0.3});
}

HuntOutcome with_many_faults(std::uint64_t seed) {
    return under_faults(seed, {.voters = seed % 2 == 0 ? 5u : 3u,
                               .delay_max = Milliseconds(60),
                               .disk_delay_max = Milliseconds(100),
                               .fault_interval_max = Milliseconds(400),
                               .unlucky = 0.15});
}

// The leader is gone for good: the two others must elect one of them.
HuntOutcome without_its_leader(std::uint64_t seed) {
    constexpr Duration limit = seconds(25);
    Simulation simulation(seed, {.loss = 0, .delay_max = Milliseconds(1), .disk_delay_max = Milliseconds(5), .faults = false});
    simulation.run_for(seconds(5));
    const std::size_t leaders = simulation.leaders();
    for (const BrokerId id : {BrokerId(1), BrokerId(2), BrokerId(3)}) {
        if (simulation.quorum(id)->role() != observe::QuorumRole::leader) continue;
        simulation.crash(id, false);
        break;
    }
    HuntOutcome outcome;
    while (simulation.leaders() == leaders && outcome.simulated < limit) {
        simulation.run_for(Milliseconds(100));
        outcome.simulated += Milliseconds(100);
    }
    if (!simulation.violation().empty()) outcome.caught = Caught{"quorums alone", simulation.violation()};
    else if (simulation.leaders() == leaders) {
        outcome.caught = Caught{"quorums alone", fmt::format("two of three voters elect nobody within {} s", limit / seconds(1))};
    }
    return outcome;
}

}  // namespace

const std::vector<Hunt>& quorum_hunts() {
    static const std::vector<Hunt> hunts{
        {Defect::KAFKA_12619, 400, with_many_faults},
        {Defect::KIP_595, 100, with_unlucky_votes},
        {Defect::KIP_996_PING_PONG, 400, without_its_leader},
        {Defect::NATS_ACK_BEFORE_SYNC, 100, with_many_faults},
    };
    return hunts;
}

}  // namespace vitrine::simulation::test
