// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/flat_model.h"
#include "ui/session/values.h"

namespace vitrine::ui {

// One record that was sent: where it lies now, or why it does not.
struct ResultRow {
    std::uint64_t position = 0;  // counts up over all sends
    QString topic;
    ProduceResult result;

    [[nodiscard]] std::uint64_t key() const { return position; }
    friend bool operator==(const ResultRow &a, const ResultRow &b) { return a.position == b.position; }
};

class ResultsModel : public RowModel<ResultRow> {
    Q_OBJECT

public:
    enum Column { number, outcome, partition, offset, latency, columnCountOfResults };
    static constexpr std::size_t rowsMax = 5'000;
    using RowModel::RowModel;
    void add(const QString &topic, const std::vector<ProduceResult> &results);

protected:
    [[nodiscard]] int columns() const override { return columnCountOfResults; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    std::uint64_t m_next = 0;
};

}  // namespace vitrine::ui
