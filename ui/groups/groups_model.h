// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/common/flat_model.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

namespace vitrine::ui {

class Session;

// One group of the cluster.
struct GroupRow {
    QString name;
    Mark mark = Mark::circle;
    Tone tone = Tone::good;
    QString state;
    QString sentence;
    qlonglong members = 0;
    qlonglong partitions = 0;
    qlonglong lag = 0;
    QString behind;
    qlonglong behindMs = 0;
    QString worst;         // the partition that is furthest behind
    qlonglong stopped = 0;  // members that stopped consuming
    qlonglong coordinator = -1;
    QString rebalanced;    // how long ago, and why
    QString rebalancedWhy;

    [[nodiscard]] const QString &key() const { return name; }
    friend bool operator==(const GroupRow &, const GroupRow &) = default;
};

class GroupsModel : public RowModel<GroupRow> {
    Q_OBJECT

public:
    enum Column { group, state, members, lag, behind, rebalanced, coordinator, columnCountOfGroups };
    using RowModel::RowModel;
    void show(const Session &session);

protected:
    [[nodiscard]] int columns() const override { return columnCountOfGroups; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

}  // namespace vitrine::ui
