// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/planted.h"
#include "base/time.h"

// Defects of the quorum's rules that need more crashes and more luck than a whole cluster has time for: hunted among quorums alone
// (tests/core/raft/quorum_simulation.h), thousands of times faster. Who finds them are that simulation's invariants.
namespace vitrine::simulation::test {

struct QuorumOutcome {
    std::string violation;  // empty: none
    Duration simulated{0};
};

struct QuorumHunt {
    planted::Defect defect{};
    int budget = 0;
    std::function<QuorumOutcome(std::uint64_t seed)> run;  // with whatever rules are in force
};

[[nodiscard]] const std::vector<QuorumHunt>& quorum_hunts();

}  // namespace vitrine::simulation::test
