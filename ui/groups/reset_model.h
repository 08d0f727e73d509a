// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QJsonObject>
#include <QString>

#include "ui/common/flat_model.h"
#include "ui/common/format.h"

namespace vitrine::ui {

// What a reset would do to one partition, as the dry run answered.
struct ResetRow {
    TopicPartition partition;
    std::optional<qlonglong> current;  // none: never committed
    qlonglong target = 0;
    QString note;                      // where the wish had to be bent
    QString sentence;

    [[nodiscard]] const TopicPartition &key() const { return partition; }
    friend bool operator==(const ResetRow &, const ResetRow &) = default;
};

class ResetModel : public RowModel<ResetRow> {
    Q_OBJECT

public:
    enum Column { partition, current, target, difference, note, columnCountOfResets };
    using RowModel::RowModel;
    // The answer of `group reset-offsets`.
    void show(const QJsonObject &answer);

protected:
    [[nodiscard]] int columns() const override { return columnCountOfResets; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

}  // namespace vitrine::ui
