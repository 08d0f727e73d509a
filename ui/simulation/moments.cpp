// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/moments.h"

#include "ui/simulation/simulation_text.h"

namespace vitrine::ui {

namespace {

// In the order of what happens at one instant.
enum Kind { beginning, deed, violated, end };

constexpr qlonglong unknown = -1;

}  // namespace

std::vector<TwinModel::Column> Moments::columns()
{
    return {{tr("Time"), ColumnKind::mono},
            {tr("Event"), ColumnKind::number},
            {tr("What"), ColumnKind::marked},
            {tr("When"), ColumnKind::text}};
}

std::vector<TwinRow> Moments::rows(const SimulationState &state)
{
    std::vector<TwinRow> made;
    const auto add = [&](Kind kind, Instant at, std::optional<qlonglong> events, qlonglong index, const QString &text, Mark mark,
                         Tone tone) {
        const auto ns = static_cast<qlonglong>((at - Instant{}).count());
        const QString side = at == state.position.now ? tr("now") : at < state.position.now ? tr("passed") : tr("to come");
        made.push_back({.id = {ns, kind, index, events.value_or(unknown)},
                        .cells = {{SimulationText::exactTime(at), ns}, events, text, side},
                        .mark = mark,
                        .tone = tone,
                        .tip = text});
    };
    const SimulationBranch *branch = state.branch < state.branches.size() ? &state.branches.at(state.branch) : nullptr;
    add(beginning, Instant{}, 0, 0, tr("The run begins"), Mark::ring, Tone::leader);
    if (branch && !branch->origin.isEmpty())
        add(beginning, branch->forkedAt.now, static_cast<qlonglong>(branch->forkedAt.events), 1,
            tr("Branch %1 begins; up to here it is branch %2").arg(branch->name, branch->origin), Mark::ring, Tone::leader);
    qlonglong index = 0;
    for (const SimulationMark &mark : state.marks)
        add(deed, mark.at.now, static_cast<qlonglong>(mark.at.events), index++, mark.text, Mark::diamond, Tone::warning);
    index = 0;
    for (const SimulationViolation &violation : state.violations)
        add(violated, violation.at, std::nullopt, index++, violation.checker + QStringLiteral(": ") + violation.sentence, Mark::square,
            Tone::bad);
    if (state.horizon.now > Instant{})
        add(end, state.horizon.now, static_cast<qlonglong>(state.horizon.events), 0, tr("As far as the branch has gone"), Mark::circle,
            Tone::leader);
    return made;
}

Moments::Place Moments::placeOf(const TwinRow &row)
{
    const qlonglong events = row.id[3];
    return {Instant(Duration(row.id[0])), events == unknown ? std::nullopt : std::optional(static_cast<std::uint64_t>(events))};
}

QString Moments::caption(const SimulationState &state) { return tr("Time stands at %1.").arg(SimulationText::position(state.position)); }

}  // namespace vitrine::ui
