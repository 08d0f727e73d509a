// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/simulation_text.h"

#include <cmath>

#include "ui/common/format.h"

namespace vitrine::ui {

const std::vector<double> &SimulationText::speeds()
{
    static const std::vector<double> all{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 0};
    return all;
}

QString SimulationText::shortSpeed(double speed)
{
    if (speed <= 0) return tr("max");
    if (speed < 1) return QStringLiteral("1/%1 ×").arg(Format::number(std::llround(1 / speed)));
    return QStringLiteral("%1 ×").arg(Format::number(std::llround(speed)));
}

QString SimulationText::speed(double speed) { return speed <= 0 ? tr("as fast as it goes") : shortSpeed(speed); }

QString SimulationText::time(Instant at)
{
    const std::int64_t ms = to_milliseconds(at - Instant{});
    return QStringLiteral("%1:%2.%3")
        .arg(ms / 60'000)
        .arg(ms / 1'000 % 60, 2, 10, QLatin1Char('0'))
        .arg(ms % 1'000, 3, 10, QLatin1Char('0'));
}

QString SimulationText::exactTime(Instant at)
{
    const std::int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(at - Instant{}).count();
    return time(at) + QStringLiteral(" %1").arg(us % 1'000, 3, 10, QLatin1Char('0'));
}

QString SimulationText::position(const SimulationPosition &position)
{
    return tr("%1, after %2 events").arg(exactTime(position.now), Format::number(static_cast<std::int64_t>(position.events)));
}

QString SimulationText::branch(const SimulationState &state, int index)
{
    if (index < 0 || index >= state.branches.size()) return {};
    const SimulationBranch &branch = state.branches.at(index);
    if (branch.origin.isEmpty()) return tr("Branch %1").arg(branch.name);
    return tr("Branch %1, from %2 at %3").arg(branch.name, branch.origin, time(branch.forkedAt.now));
}

QString SimulationText::step(Duration duration)
{
    const std::int64_t ms = to_milliseconds(duration);
    return ms < 1'000 ? QStringLiteral("%1 ms").arg(ms) : QStringLiteral("%1 s").arg(ms / 1'000);
}

}  // namespace vitrine::ui
