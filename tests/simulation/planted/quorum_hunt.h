// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "tests/simulation/planted/hunt.h"

// Defects of the quorum's rules that need more crashes and more luck than a whole cluster has time for: hunted among quorums alone
// (tests/core/raft/quorum_simulation.h), thousands of times faster. Who finds them are that simulation's invariants.
namespace vitrine::simulation::test {

[[nodiscard]] const std::vector<Hunt>& quorum_hunts();

}  // namespace vitrine::simulation::test
