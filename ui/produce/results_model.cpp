// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/produce/results_model.h"

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

namespace vitrine::ui {

void ResultsModel::add(const QString &topic, const std::vector<ProduceResult> &results)
{
    std::vector<ResultRow> fresh;
    fresh.reserve(results.size());
    for (const ProduceResult &result : results) fresh.push_back({m_next++, topic, result});
    append(std::move(fresh), rowsMax);
}

QString ResultsModel::title(int column) const
{
    switch (column) {
    case number: return tr("Record");
    case outcome: return tr("Answer");
    case partition: return tr("Partition");
    case offset: return tr("Offset");
    default: return tr("Latency");
    }
}

ColumnKind ResultsModel::kind(int column) const
{
    if (column == outcome) return ColumnKind::marked;
    if (column == partition || column == latency) return ColumnKind::mono;
    return ColumnKind::number;
}

QVariant ResultsModel::cell(int index, int column, int role) const
{
    const ResultRow &entry = row(index);
    const bool failed = !entry.result.error.isEmpty();
    if (column == outcome) {
        if (role == Qt::DisplayRole)
            return failed ? entry.result.error : entry.result.offset < 0 ? tr("sent, no answer asked (acks=0)") : tr("acknowledged");
        if (role == MarkRole) return static_cast<int>(failed ? Mark::square : entry.result.offset < 0 ? Mark::ring : Mark::circle);
        if (role == ToneRole) return static_cast<int>(failed ? Tone::bad : entry.result.offset < 0 ? Tone::muted : Tone::good);
        if (role == Qt::ToolTipRole) return failed ? QVariant(entry.result.error) : QVariant();
        return {};
    }
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case number: return QVariant::fromValue<qlonglong>(entry.result.number);
    case partition: return entry.result.partition < 0 ? QString() : QStringLiteral("%1-%2").arg(entry.topic).arg(entry.result.partition);
    case offset: return entry.result.offset < 0 ? QVariant() : QVariant::fromValue<qlonglong>(entry.result.offset);
    default: return entry.result.latencyMs > 0 ? QStringLiteral("%1 ms").arg(entry.result.latencyMs, 0, 'f', 1) : QString();
    }
}

}  // namespace vitrine::ui
