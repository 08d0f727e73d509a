// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/parked_runs.h"

#include <algorithm>

namespace vitrine::ui {

namespace {

bool liesBefore(const simulation::Position &position, const simulation::Goal &goal)
{
    switch (goal.kind) {
    case simulation::Goal::Kind::events: return position.events <= goal.count;
    case simulation::Goal::Kind::frames: return false;  // they are counted by who comes along
    case simulation::Goal::Kind::time: return position.now <= goal.time;
    case simulation::Goal::Kind::position: return position <= goal.position;
    }
    return false;
}

// Up to its place the run is one of this recording; where it is on its way there, what is done just there counts, too.
bool isRunOf(const simulation::Recording &recording, const simulation::Recording &run, std::uint64_t place)
{
    return recording.has_past_of(run, {.events = place, .now = Instant::max()});
}

}  // namespace

std::uint64_t ParkedRuns::spacing(std::uint64_t horizon)
{
    std::uint64_t between = spacingMin;
    while (horizon / between > countMax) between *= 2;
    return between;
}

void ParkedRuns::tend(const simulation::Recording &recording, std::uint64_t horizon)
{
    for (std::size_t i = m_runs.size(); i > 0; --i)
        if (m_runs[i - 1].worker->ended()) retire(m_runs.begin() + static_cast<std::ptrdiff_t>(i - 1));
    if (std::ranges::any_of(m_runs, [](const Parked &run) { return !run.worker->parkedAt(); })) return;
    const std::uint64_t between = spacing(horizon);
    const auto isWanted = [&](const Parked &run) {
        return run.place % between == 0 && run.place <= horizon && isRunOf(recording, run.recording, run.place);
    };
    for (std::uint64_t place = between; place <= horizon; place += between) {
        if (std::ranges::any_of(m_runs, [&](const Parked &run) { return run.place == place && isWanted(run); })) continue;
        if (m_runs.size() >= countMax) {
            // Of another branch, or between the places of now.
            const auto other = std::ranges::find_if_not(m_runs, isWanted);
            if (other == m_runs.end()) return;
            retire(other);
        }
        m_runs.push_back(
            {.place = place,
             .recording = recording,
             .worker = m_make(recording, {.kind = simulation::Goal::Kind::events, .count = place, .time = {}, .position = {}})});
        return;
    }
}

ParkedRuns::Runs::const_iterator ParkedRuns::nearest(const simulation::Recording &recording, const simulation::Goal &goal) const
{
    auto best = m_runs.end();
    std::uint64_t farthest = 0;
    for (auto run = m_runs.begin(); run != m_runs.end(); ++run) {
        const auto at = run->worker->parkedAt();
        if (!at || at->events <= farthest || !liesBefore(*at, goal) || !recording.has_past_of(run->recording, *at)) continue;
        farthest = at->events;
        best = run;
    }
    return best;
}

bool ParkedRuns::shortens(const simulation::Recording &recording, const simulation::Goal &goal, const simulation::Position &from) const
{
    const auto run = nearest(recording, goal);
    return run != m_runs.end() && run->place >= from.events + spacingMin;
}

std::unique_ptr<SimulationWorker> ParkedRuns::take(const simulation::Recording &recording, const simulation::Goal &goal)
{
    const auto found = nearest(recording, goal);
    if (found == m_runs.end()) return nullptr;
    const auto run = m_runs.begin() + (found - m_runs.cbegin());
    std::unique_ptr<SimulationWorker> worker = std::move(run->worker);
    m_runs.erase(run);
    return worker;
}

std::size_t ParkedRuns::waiting() const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_runs, [](const Parked &run) { return run.worker->parkedAt().has_value(); }));
}

void ParkedRuns::quit()
{
    for (const Parked &run : m_runs) run.worker->quit();
}

void ParkedRuns::retire(Runs::iterator run)
{
    run->worker->quit();
    m_retire(std::move(run->worker));
    m_runs.erase(run);
}

}  // namespace vitrine::ui
