// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/simulation/planted/quorum_hunt.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include <fmt/format.h>

#include "tests/core/raft/quorum_simulation.h"

namespace vitrine::simulation::test {

namespace {

using planted::Defect;
using raft::test::Simulation;
using raft::test::SimulationOptions;
using std::chrono::seconds;

std::vector<BrokerId> ids(std::int32_t count) {
    std::vector<BrokerId> all;
    for (std::int32_t id = 1; id <= count; ++id) all.emplace_back(id);
    return all;
}

// The first of them to lead, or one that leads already; none within ten seconds.
std::optional<BrokerId> await_leader(Simulation& simulation, const std::vector<BrokerId>& among) {
    const Instant end = simulation.now() + seconds(10);
    while (simulation.now() < end) {
        for (const BrokerId id : among) {
            const raft::Quorum* quorum = simulation.quorum(id);
            if (quorum != nullptr && quorum->role() == observe::QuorumRole::leader) return id;
        }
        simulation.run_for(Milliseconds(1));
    }
    return std::nullopt;
}

std::vector<BrokerId> without(std::vector<BrokerId> all, std::initializer_list<BrokerId> absent) {
    std::erase_if(all, [&](BrokerId id) { return std::ranges::find(absent, id) != absent.end(); });
    return all;
}

void cut_between(Simulation& simulation, BrokerId a, BrokerId b) {
    simulation.cut(a, b);
    simulation.cut(b, a);
}

HuntOutcome outcome_of(const Simulation& simulation) {
    HuntOutcome outcome;
    outcome.simulated = simulation.now().time_since_epoch();
    if (!simulation.violation().empty()) outcome.caught = Caught{"quorums alone", simulation.violation()};
    return outcome;
}

// Raft's figure 8. What an old leader left with one follower comes to a majority under a later leader, whose own LeaderChange does not;
// then somebody leads who has neither, and may.
HuntOutcome figure_8(std::uint64_t seed) {
    Simulation simulation(seed,
                          {.voters = 5, .loss = 0, .delay_max = Milliseconds(10), .disk_delay_max = Milliseconds(5), .faults = false});
    const auto all = ids(5);
    simulation.run_for(seconds(3));
    const auto first = await_leader(simulation, all);
    if (!first) return outcome_of(simulation);
    // The tail: of two, cut off from the rest.
    const BrokerId holder = without(all, {*first}).front();
    const auto rest = without(all, {*first, holder});
    for (const BrokerId id : rest) {
        cut_between(simulation, *first, id);
        cut_between(simulation, holder, id);
    }
    simulation.run_for(Milliseconds(400));
    simulation.crash(*first, false);
    simulation.crash(holder, false);
    // The rest elects a leader; nobody gets its LeaderChange.
    const auto second = await_leader(simulation, rest);
    if (!second) return outcome_of(simulation);
    simulation.crash(*second, false);
    const auto others = without(rest, {*second});
    simulation.heal();
    // One of those with the tail leads again, by the vote of one of the others.
    for (const BrokerId id : {*first, holder, others[0]}) cut_between(simulation, others[1], id);
    simulation.restart(*first);
    simulation.restart(holder);
    const auto third = await_leader(simulation, {*first, holder});
    if (!third) return outcome_of(simulation);
    const BrokerId follower = *third == *first ? holder : *first;
    // The other one asks for what comes after the tail, and gets no answer.
    for (int i = 0; i < 1000 && simulation.quorum(follower)->leader_and_epoch().leader != *third; ++i) simulation.run_for(Milliseconds(1));
    simulation.cut(*third, follower);
    simulation.run_for(Milliseconds(300));
    simulation.crash(*third, false);
    simulation.crash(others[0], false);
    simulation.heal();
    simulation.restart(*second);
    simulation.run_for(seconds(6));
    return outcome_of(simulation);
}

// The leader of five is gone for good: whoever asks first is refused by three who fetched lately, and follows again a leader that it has
// not fetched from.
HuntOutcome without_its_leader(std::uint64_t seed) {
    constexpr Duration limit = seconds(15);
    Simulation simulation(seed, {.voters = 5, .loss = 0, .delay_max = Milliseconds(1), .disk_delay_max = Milliseconds(5), .faults = false});
    simulation.run_for(seconds(3));
    const auto leader = await_leader(simulation, ids(5));
    if (!leader) return outcome_of(simulation);
    simulation.crash(*leader, false);
    const Instant gone = simulation.now();
    const std::size_t leaders = simulation.leaders();
    while (simulation.leaders() == leaders && simulation.now() - gone < limit) simulation.run_for(Milliseconds(100));
    HuntOutcome outcome = outcome_of(simulation);
    if (!outcome.caught && simulation.leaders() == leaders) {
        outcome.caught = Caught{"quorums alone", fmt::format("four of five voters elect nobody within {} s", limit / seconds(1))};
    }
    return outcome;
}

}  // namespace

const std::vector<Hunt>& quorum_hunts() {
    static const std::vector<Hunt> hunts{
        {Defect::KAFKA_12619, 40, figure_8},
        {Defect::KIP_996_PING_PONG, 400, without_its_leader},
    };
    return hunts;
}

}  // namespace vitrine::simulation::test
