// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/offsets_model.h"

#include "ui/common/format.h"
#include "ui/common/table.h"
#include "ui/groups/group_text.h"

namespace vitrine::ui {

void OffsetsModel::show(const GroupInfo *group)
{
    std::vector<OffsetRow> wanted;
    if (group) {
        wanted.reserve(group->lags.size());
        for (const PartitionLag &entry : group->lags) wanted.push_back({entry});
    }
    sync(std::move(wanted));
}

QString OffsetsModel::title(int column) const
{
    switch (column) {
    case partition: return tr("Partition");
    case member: return tr("Member");
    case committed: return tr("Committed");
    case end: return tr("End");
    case lag: return tr("Lag");
    case behind: return tr("Time lag");
    default: return tr("Note");
    }
}

ColumnKind OffsetsModel::kind(int column) const
{
    if (column == meaning) return ColumnKind::marked;
    return column <= member ? ColumnKind::text : ColumnKind::number;
}

QVariant OffsetsModel::cell(int index, int column, int role) const
{
    const PartitionLag &entry = row(index).lag;
    const auto number = [role](const auto &value) -> QVariant {
        if (role == FaintRole) return !value.has_value();
        if (role == SortRole) return QVariant::fromValue<qlonglong>(value ? static_cast<qlonglong>(*value) : -1);
        if (role != Qt::DisplayRole) return {};
        if (!value) return QStringLiteral("–");
        return QVariant::fromValue<qlonglong>(*value);
    };
    const auto position = [](const std::optional<Offset> &offset) { return offset ? std::optional(offset->value()) : std::nullopt; };
    switch (column) {
    case partition:
        if (role == Qt::DisplayRole) return toQString(entry.partition);
        return {};
    case member:
        if (role == Qt::DisplayRole) return entry.memberId.empty() ? tr("nobody") : toQString(entry.clientId);
        if (role == FaintRole) return entry.memberId.empty();
        if (role == Qt::ToolTipRole) return toQString(entry.memberId);
        return {};
    case committed:
        if (role == Qt::ToolTipRole && !entry.committed) return GroupText::meaningSentence(entry);
        return number(position(entry.committed));
    case end:
        if (role == Qt::ToolTipRole && !entry.end) return tr("The leader of this partition is not known.");
        return number(position(entry.end));
    case lag:
        if (role == Qt::ToolTipRole) return GroupText::meaningSentence(entry);
        return number(entry.lag);
    case behind:
        if (role == Qt::DisplayRole) return GroupText::behind(entry.behind, entry.behindOrMore);
        if (role == SortRole) return QVariant::fromValue<qlonglong>(entry.behind ? to_milliseconds(*entry.behind) : -1);
        if (role == FaintRole) return !entry.behind;
        if (role == Qt::ToolTipRole)
            return entry.behindOrMore ? tr("The oldest record that is not read came before the window looked: it is at least so old.")
                                      : tr("The age of the oldest record that is not read.");
        return {};
    default:
        if (role == MarkRole) return static_cast<int>(GroupText::meaningMark(entry.meaning));
        if (role == ToneRole) return static_cast<int>(GroupText::meaningTone(entry.meaning));
        if (role == Qt::ToolTipRole) return GroupText::meaningSentence(entry);
        if (role == SortRole) return static_cast<int>(entry.meaning);
        return role == Qt::DisplayRole ? GroupText::meaning(entry) : QVariant();
    }
}

}  // namespace vitrine::ui
