// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/flat_model.h"
#include "ui/session/values.h"

namespace vitrine::ui {

// The entries of a .index file.
struct PositionRow {
    std::size_t place = 0;
    LogIndexes::Position entry;
    [[nodiscard]] std::size_t key() const { return place; }
    friend bool operator==(const PositionRow &, const PositionRow &) = default;
};
class PositionsModel : public RowModel<PositionRow> {
    Q_OBJECT

public:
    using RowModel::RowModel;

protected:
    [[nodiscard]] int columns() const override { return 2; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int) const override { return ColumnKind::number; }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

// The entries of a .timeindex file.
struct TimeRow {
    std::size_t place = 0;
    LogIndexes::Time entry;
    [[nodiscard]] std::size_t key() const { return place; }
    friend bool operator==(const TimeRow &, const TimeRow &) = default;
};
class TimesModel : public RowModel<TimeRow> {
    Q_OBJECT

public:
    using RowModel::RowModel;

protected:
    [[nodiscard]] int columns() const override { return 2; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override { return column == 0 ? ColumnKind::dateTime : ColumnKind::number; }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

// The entry from which a broker reads on to find an offset: the last one at or below it. None: it reads from the segment's first byte.
[[nodiscard]] std::optional<std::size_t> entryForOffset(const LogIndexes &indexes, std::int64_t offset);

}  // namespace vitrine::ui
