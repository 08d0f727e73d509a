// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>

namespace vitrine::raft::test {

struct Seeds {
    std::uint64_t from = 1;
    std::uint64_t count = 0;
};

// The seeds of the default run are 1 to `count`; VITRINE_RAFT_SEEDS=from,count runs others.
inline Seeds wanted_seeds(std::uint64_t count) {
    const char* wanted = std::getenv("VITRINE_RAFT_SEEDS");
    if (wanted == nullptr) return {1, count};
    char* rest = nullptr;
    const std::uint64_t from = std::strtoull(wanted, &rest, 10);
    return {from, *rest == ',' ? std::strtoull(rest + 1, nullptr, 10) : 1};
}

}  // namespace vitrine::raft::test
