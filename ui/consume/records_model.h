// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/bytes_text.h"
#include "ui/common/flat_model.h"
#include "ui/session/values.h"

namespace vitrine::ui {

struct RecordRow {
    std::uint64_t position = 0;  // counts up as records come
    ConsumedRecord record;

    [[nodiscard]] std::uint64_t key() const { return position; }
    friend bool operator==(const RecordRow &a, const RecordRow &b) { return a.position == b.position; }
};

// Records as they came: bounded, the oldest make room.
class RecordsModel : public RowModel<RecordRow> {
    Q_OBJECT

public:
    enum Column { partition, offset, time, key, value, columnCountOfRecords };
    static constexpr std::size_t rowsMax = 50'000;
    using RowModel::RowModel;
    void add(std::vector<ConsumedRecord> records);
    // How keys and values read. As JSON, what is none stays text.
    void setShape(BytesShape shape);
    [[nodiscard]] BytesShape shape() const { return m_shape; }

protected:
    [[nodiscard]] int columns() const override { return columnCountOfRecords; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    [[nodiscard]] QString shown(const std::optional<QByteArray> &bytes, qsizetype charactersMax) const;

    BytesShape m_shape = BytesShape::text;
    std::uint64_t m_next = 0;
};

}  // namespace vitrine::ui
