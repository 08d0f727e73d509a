// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/reset_model.h"

#include <QJsonArray>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

namespace vitrine::ui {

void ResetModel::show(const QJsonObject &answer)
{
    std::vector<ResetRow> wanted;
    for (const QJsonValue &value : answer.value(QStringLiteral("partitions")).toArray()) {
        const QJsonObject from = value.toObject();
        const auto number = [&from](const char *name) { return static_cast<qlonglong>(from.value(QLatin1String(name)).toInteger()); };
        ResetRow row;
        row.partition = {from.value(QStringLiteral("topic")).toString().toStdString(), static_cast<std::int32_t>(number("partition"))};
        if (!from.value(QStringLiteral("current")).isNull()) row.current = number("current");
        row.target = number("new");
        const QString bound = from.value(QStringLiteral("bound")).toString();
        if (bound == QLatin1String("start")) {
            row.note = tr("log start");
            row.sentence = tr("What was asked for is before the log, which begins at %1.").arg(Format::number(number("log_start")));
        } else if (bound == QLatin1String("end")) {
            row.note = tr("log end");
            row.sentence = tr("What was asked for is beyond the log, which ends at %1.").arg(Format::number(number("log_end")));
        } else if (from.value(QStringLiteral("no_record_at_time")).toBool()) {
            row.note = tr("no such record");
            row.sentence = tr("No record is as young as that: the end of the log, %1.").arg(Format::number(number("log_end")));
        }
        wanted.push_back(std::move(row));
    }
    sync(std::move(wanted));
}

QString ResetModel::title(int column) const
{
    switch (column) {
    case partition: return tr("Partition");
    case current: return tr("Committed");
    case target: return tr("New");
    case difference: return tr("Difference");
    default: return tr("Note");
    }
}

ColumnKind ResetModel::kind(int column) const
{
    if (column == note) return ColumnKind::marked;
    return column == partition ? ColumnKind::text : ColumnKind::number;
}

QVariant ResetModel::cell(int index, int column, int role) const
{
    const ResetRow &entry = row(index);
    switch (column) {
    case partition: return role == Qt::DisplayRole ? toQString(entry.partition) : QVariant();
    case current:
        if (role == FaintRole) return !entry.current;
        if (role == Qt::ToolTipRole && !entry.current) return tr("never committed");
        if (role != Qt::DisplayRole) return {};
        return entry.current ? QVariant(*entry.current) : QVariant(QStringLiteral("–"));
    case target: return role == Qt::DisplayRole ? QVariant(entry.target) : QVariant();
    case difference: {
        if (role == FaintRole) return !entry.current || *entry.current == entry.target;
        if (!entry.current) return role == Qt::DisplayRole ? QVariant(QStringLiteral("–")) : QVariant();
        const qlonglong by = entry.target - *entry.current;
        if (role == Qt::ToolTipRole)
            return by < 0   ? tr("%1 offsets are read again").arg(Format::number(-by))
                   : by > 0 ? tr("%1 offsets are skipped").arg(Format::number(by))
                            : tr("nothing changes");
        if (role != Qt::DisplayRole) return {};
        return by > 0 ? QVariant(QStringLiteral("+") + Format::number(by)) : QVariant(by);
    }
    default:
        if (role == MarkRole && !entry.note.isEmpty()) return static_cast<int>(Mark::triangle);
        if (role == ToneRole) return static_cast<int>(Tone::warning);
        if (role == Qt::ToolTipRole) return entry.sentence;
        return role == Qt::DisplayRole ? entry.note : QVariant();
    }
}

}  // namespace vitrine::ui
