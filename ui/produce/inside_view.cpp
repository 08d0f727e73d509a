// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/produce/inside_view.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

QString InsideModel::title(int column) const
{
    switch (column) {
    case partition: return tr("Partition");
    case waiting: return tr("Batches waiting");
    case inFlight: return tr("In flight");
    case sequence: return tr("Next sequence");
    default: return tr("Acknowledged up to");
    }
}

ColumnKind InsideModel::kind(int) const { return ColumnKind::number; }

QVariant InsideModel::cell(int index, int column, int role) const
{
    if (role != Qt::DisplayRole) return {};
    const ProducerInside::Partition &entry = row(index).partition;
    switch (column) {
    case partition: return QVariant::fromValue<qlonglong>(entry.partition);
    case waiting: return QVariant::fromValue<qlonglong>(entry.batchesWaiting);
    case inFlight: return QVariant::fromValue<qlonglong>(entry.batchesInFlight);
    case sequence: return QVariant::fromValue<qlonglong>(entry.nextSequence);
    default: return entry.lastAcknowledged < 0 ? QVariant() : QVariant::fromValue<qlonglong>(entry.lastAcknowledged);
    }
}

InsideView::InsideView(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_grid(new QGridLayout), m_model(new InsideModel(this)),
      m_table(new TableView(context.theme, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_grid);
    column->addWidget(m_table, 1);
    constexpr int perRow = 3;
    for (int i = 0; i < figureCount; ++i) {
        m_names[i] = new QLabel(this);
        m_values[i] = new QLabel(this);
        m_names[i]->setProperty("role", QStringLiteral("muted"));
        m_grid->addWidget(m_names[i], i / perRow * 2, i % perRow);
        m_grid->addWidget(m_values[i], i / perRow * 2 + 1, i % perRow);
    }
    for (int i = 0; i < perRow; ++i) m_grid->setColumnStretch(i, 1);
    m_table->setModel(m_model);
    m_table->setColumnWidths({76, 120, 84, 110, 0});
}

void InsideView::showProgress(const ProduceProgress &progress, int maxInFlight, bool idempotent)
{
    const ProducerInside &inside = progress.inside;
    const auto set = [this](Figure which, const QString &text) {
        m_values[which]->setText(text);
        m_values[which]->setToolTip(text);
    };
    const QString none = QStringLiteral("–");
    set(rate, tr("%1 records/s").arg(Format::perSecond(progress.acknowledgedPerSecond)));
    set(latency, tr("%1 ms, 99th percentile %2 ms").arg(progress.latencyMedianMs, 0, 'f', 1).arg(progress.latency99Ms, 0, 'f', 1));
    set(batches, Format::number(inside.batches));
    set(perBatch, inside.batches == 0 ? none
                                      : tr("%1 records, %2")
                                            .arg(static_cast<double>(inside.batchRecords) / static_cast<double>(inside.batches), 0, 'f', 1)
                                            .arg(Format::bytes(inside.batchBytes / inside.batches)));
    set(compression, inside.plainBytes == 0 ? none
                                            : tr("%1 of %2 (%3 %)")
                                                  .arg(Format::bytes(inside.batchBytes), Format::bytes(inside.plainBytes))
                                                  .arg(100 * inside.batchBytes / inside.plainBytes));
    set(requests, tr("%1 sent, %2 in flight").arg(Format::number(inside.requests)).arg(inside.requestsInFlight));
    m_values[requests]->setToolTip(tr("%1 sent, %2 in flight (at most %3 to a broker)")
                                       .arg(Format::number(inside.requests))
                                       .arg(inside.requestsInFlight)
                                       .arg(maxInFlight));
    set(retries, Format::number(inside.retries));
    set(buffered, Format::bytes(inside.bufferedBytes));
    set(producer, !idempotent             ? tr("none: not idempotent")
                  : inside.producerId < 0 ? tr("asked for")
                                          : tr("%1, epoch %2").arg(inside.producerId).arg(inside.producerEpoch));
    std::vector<InsideRow> rows;
    for (const auto &partition : inside.partitions) rows.push_back({partition});
    m_model->sync(std::move(rows));
}

void InsideView::retranslate()
{
    m_names[rate]->setText(tr("Acknowledged"));
    m_names[latency]->setText(tr("Latency (median)"));
    m_names[batches]->setText(tr("Batches sent"));
    m_names[perBatch]->setText(tr("Per batch"));
    m_names[compression]->setText(tr("Bytes sent"));
    m_names[requests]->setText(tr("Produce requests"));
    m_names[retries]->setText(tr("Retries"));
    m_names[buffered]->setText(tr("Waiting in buffer.memory"));
    m_names[producer]->setText(tr("Producer id"));
    m_table->setEmptyText(tr("While records are sent, each partition's batches and sequences are shown here."));
    m_table->setAccessibleName(tr("Partitions of the producer"));
    m_model->retranslate();
    for (int i = 0; i < figureCount; ++i)
        if (m_values[i]->text().isEmpty()) m_values[i]->setText(QStringLiteral("–"));
}

void InsideView::themeChanged()
{
    const Theme &theme = m_context.theme;
    m_grid->setHorizontalSpacing(theme.px(12));
    m_grid->setVerticalSpacing(theme.px(2));
    m_grid->setContentsMargins(0, theme.px(2), 0, theme.px(6));
    for (int i = 0; i < figureCount; ++i) {
        m_names[i]->setFont(theme.font(Theme::Type::tiny));
        // A name belongs to the figure below it, not to the one above.
        m_names[i]->setContentsMargins(0, i < 3 ? 0 : theme.px(6), 0, 0);
        m_values[i]->setFont(theme.font(Theme::Type::smallStrong));
        m_values[i]->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        if (i % 3 != 2) m_values[i]->setMinimumWidth(theme.px(90));
    }
}

}  // namespace vitrine::ui
