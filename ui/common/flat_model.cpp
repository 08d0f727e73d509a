// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/flat_model.h"

namespace vitrine::ui {

QModelIndex FlatModel::index(int row, int column, const QModelIndex &parent) const
{
    if (parent.isValid() || row < 0 || column < 0 || row >= rows() || column >= columns()) return {};
    return createIndex(row, column);
}

QModelIndex FlatModel::parent(const QModelIndex &) const { return {}; }

int FlatModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : rows(); }

int FlatModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : columns(); }

QVariant FlatModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    if (role == Qt::TextAlignmentRole) {
        const ColumnKind k = kind(index.column());
        const bool right = k == ColumnKind::number || k == ColumnKind::bytes;
        return QVariant::fromValue(Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == SortRole) return cell(index.row(), index.column(), Qt::DisplayRole);
    return cell(index.row(), index.column(), role);
}

QVariant FlatModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns()) return {};
    // What is cut short for want of room is told by the tooltip.
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) return title(section);
    if (role == KindRole) return static_cast<int>(kind(section));
    if (role == Qt::TextAlignmentRole) {
        const ColumnKind k = kind(section);
        const bool right = k == ColumnKind::number || k == ColumnKind::bytes;
        return QVariant::fromValue(Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    return {};
}

void FlatModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns() - 1);
    if (rows() > 0) Q_EMIT dataChanged(index(0, 0), index(rows() - 1, columns() - 1));
}

}  // namespace vitrine::ui
