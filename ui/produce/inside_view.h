// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "ui/common/context.h"
#include "ui/common/flat_model.h"
#include "ui/common/table.h"
#include "ui/session/values.h"

class QGridLayout;

namespace vitrine::ui {

// A producer's partitions: what waits, what is in flight, the next sequence.
struct InsideRow {
    ProducerInside::Partition partition;
    [[nodiscard]] std::int32_t key() const { return partition.partition; }
    friend bool operator==(const InsideRow &, const InsideRow &) = default;
};
class InsideModel : public RowModel<InsideRow> {
    Q_OBJECT

public:
    enum Column { partition, waiting, inFlight, sequence, acknowledged, columnCountOfInside };
    using RowModel::RowModel;

protected:
    [[nodiscard]] int columns() const override { return columnCountOfInside; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;
};

// What happens inside of the producer that sends: rates, latency, batches, requests, retries, sequences.
class InsideView : public QWidget {
    Q_OBJECT

public:
    explicit InsideView(const Context &context, QWidget *parent = nullptr);
    void showProgress(const ProduceProgress &progress, int maxInFlight, bool idempotent);
    [[nodiscard]] InsideModel &model() { return *m_model; }
    // Of a figure, by its place: what it says now.
    enum Figure { rate, latency, batches, perBatch, compression, requests, retries, buffered, producer, figureCount };
    [[nodiscard]] QString figure(Figure which) const { return m_values[which]->text(); }
    void retranslate();
    void themeChanged();

private:
    Context m_context;
    QGridLayout *m_grid;
    QLabel *m_names[figureCount];
    QLabel *m_values[figureCount];
    InsideModel *m_model;
    TableView *m_table;
};

}  // namespace vitrine::ui
