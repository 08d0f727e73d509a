// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/common/flat_model.h"
#include "ui/common/selection.h"
#include "ui/session/group_history.h"

namespace vitrine::ui {

class Session;

// One rebalance of a group.
struct RebalanceRow {
    std::uint64_t number = 0;
    QString time;
    qlonglong generation = -1;
    QString reason;
    QString moved;
    QString moves;       // from whom to whom, for the tooltip
    QString stoodStill;
    QString took;
    bool running = false;
    bool superseded = false;

    // The newest first.
    [[nodiscard]] std::int64_t key() const { return -static_cast<std::int64_t>(number); }
    friend bool operator==(const RebalanceRow &, const RebalanceRow &) = default;
};

class RebalancesModel : public RowModel<RebalanceRow> {
    Q_OBJECT

public:
    enum Column { time, generation, reason, moved, stoodStill, took, columnCountOfRebalances };
    using RowModel::RowModel;
    // Of a range of time those that went on in it.
    void show(const Session &session, const RebalanceHistory *history, const std::optional<TimeRange> &range = {});

protected:
    [[nodiscard]] int columns() const override { return columnCountOfRebalances; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

}  // namespace vitrine::ui
