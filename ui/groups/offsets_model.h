// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/common/flat_model.h"
#include "ui/session/cluster_state.h"

namespace vitrine::ui {

// One partition of a group: who has it, what is committed, how far that is behind the high watermark.
struct OffsetRow {
    PartitionLag lag;

    [[nodiscard]] const TopicPartition &key() const { return lag.partition; }
    friend bool operator==(const OffsetRow &, const OffsetRow &) = default;
};

class OffsetsModel : public RowModel<OffsetRow> {
    Q_OBJECT

public:
    enum Column { partition, member, committed, end, lag, behind, meaning, columnCountOfOffsets };
    using RowModel::RowModel;
    void show(const GroupInfo *group);

protected:
    [[nodiscard]] int columns() const override { return columnCountOfOffsets; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

}  // namespace vitrine::ui
