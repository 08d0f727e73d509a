// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/groups/offsets_model.h"

#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/table.h"

namespace vitrine::ui {

void OffsetsModel::show(const GroupInfo *group)
{
    std::vector<OffsetRow> wanted;
    if (group) {
        wanted.reserve(group->lags.size());
        for (const PartitionLag &entry : group->lags) {
            const bool moved = group->lastRebalance &&
                               std::ranges::find(group->lastRebalance->moved, entry.partition) != group->lastRebalance->moved.end();
            wanted.push_back({entry, moved});
        }
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
    default: return tr("Lag");
    }
}

ColumnKind OffsetsModel::kind(int column) const { return column <= member ? ColumnKind::text : ColumnKind::number; }

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
        if (role == Qt::ToolTipRole && !entry.committed) return tr("This group has never committed an offset of this partition.");
        return number(position(entry.committed));
    case end:
        if (role == Qt::ToolTipRole && !entry.end) return tr("The leader of this partition is not known.");
        return number(position(entry.end));
    default: return number(entry.lag);
    }
}

}  // namespace vitrine::ui
