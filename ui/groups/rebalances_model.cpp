// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/rebalances_model.h"

#include "ui/common/table.h"
#include "ui/groups/group_text.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
constexpr int tipLinesMax = 20;
}

void RebalancesModel::show(const Session &session, const RebalanceHistory *history, const std::optional<TimeRange> &range)
{
    std::vector<RebalanceRow> wanted;
    if (history) {
        const RebalanceRecord *before = nullptr;
        for (const RebalanceRecord &record : history->records()) {
            const RebalanceRecord *last = before;
            // One that began anew never had members of its own.
            if (record.state == RebalanceRecord::State::done) before = &record;
            const bool goesOn = record.state == RebalanceRecord::State::running;
            if (range && (record.at > range->to || (!goesOn && record.at + record.took.value_or(Duration::zero()) < range->from))) continue;
            RebalanceRow row;
            row.number = record.number;
            row.time = session.timeText(record.at);
            row.generation = record.generation.value();
            row.reason = GroupText::why(record, last);
            row.moved = GroupText::moved(record);
            row.moves = GroupText::moves(record, tipLinesMax);
            row.stoodStill = GroupText::stoodStill(record);
            row.took = GroupText::took(record, session.now());
            row.running = goesOn;
            row.superseded = record.state == RebalanceRecord::State::superseded;
            wanted.push_back(std::move(row));
        }
    }
    sync(std::move(wanted));
}

QString RebalancesModel::title(int column) const
{
    switch (column) {
    case time: return tr("Time");
    case generation: return tr("Gen.");
    case reason: return tr("Why");
    case moved: return tr("What moved");
    case stoodStill: return tr("Without partitions");
    default: return tr("Took");
    }
}

ColumnKind RebalancesModel::kind(int column) const
{
    switch (column) {
    case time: return ColumnKind::mono;
    case generation: return ColumnKind::number;
    default: return ColumnKind::text;
    }
}

QVariant RebalancesModel::cell(int index, int column, int role) const
{
    const RebalanceRow &entry = row(index);
    if (role == FaintRole) return entry.superseded;
    switch (column) {
    case time: return role == Qt::DisplayRole ? entry.time : QVariant();
    case generation:
        if (role == Qt::ToolTipRole) return tr("The generation that came of it.");
        if (role != Qt::DisplayRole) return {};
        return entry.generation < 0 ? QVariant(QStringLiteral("–")) : QVariant(entry.generation);
    case reason: return role == Qt::DisplayRole || role == Qt::ToolTipRole ? entry.reason : QVariant();
    case moved:
        if (role == ToneRole && entry.running) return static_cast<int>(Tone::warning);
        if (role == Qt::ToolTipRole) return entry.moves.isEmpty() ? entry.moved : entry.moves;
        return role == Qt::DisplayRole ? entry.moved : QVariant();
    case stoodStill:
        if (role == Qt::ToolTipRole)
            return tr(
                "Eager assignors (range, roundrobin) take all partitions away while the group rebalances; cooperative-sticky only those "
                "that move.");
        return role == Qt::DisplayRole ? entry.stoodStill : QVariant();
    default: return role == Qt::DisplayRole ? entry.took : QVariant();
    }
}

}  // namespace vitrine::ui
