// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/index_models.h"

#include <algorithm>

namespace vitrine::ui {

QString PositionsModel::title(int column) const { return column == 0 ? tr("Offset") : tr("Byte in the log"); }

QVariant PositionsModel::cell(int index, int column, int role) const
{
    if (role != Qt::DisplayRole) return {};
    const LogIndexes::Position &entry = row(index).entry;
    return QVariant::fromValue<qlonglong>(column == 0 ? entry.offset : entry.position);
}

QString TimesModel::title(int column) const { return column == 0 ? tr("Newest time so far") : tr("Offset"); }

QVariant TimesModel::cell(int index, int column, int role) const
{
    if (role != Qt::DisplayRole) return {};
    const LogIndexes::Time &entry = row(index).entry;
    return QVariant::fromValue<qlonglong>(column == 0 ? entry.timestampMs : entry.offset);
}

std::optional<std::size_t> entryForOffset(const LogIndexes &indexes, std::int64_t offset)
{
    const auto above = std::ranges::upper_bound(indexes.positions, offset, {}, &LogIndexes::Position::offset);
    if (above == indexes.positions.begin()) return std::nullopt;
    return static_cast<std::size_t>(above - indexes.positions.begin()) - 1;
}

}  // namespace vitrine::ui
