// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/range_chip.h"
#include "ui/common/table.h"
#include "ui/common/time_filter.h"
#include "ui/log/batch_strip.h"
#include "ui/log/batch_view.h"
#include "ui/log/log_model.h"
#include "ui/log/segments_view.h"

class QSplitter;

namespace vitrine::ui {

// The log of the chosen partition on one broker: its segments, and what is in one of them.
class LogPage : public Page {
    Q_OBJECT

public:
    explicit LogPage(const Context &context, QWidget *parent = nullptr);
    ~LogPage() override;

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] LogModel &model() { return *m_model; }
    [[nodiscard]] TableTwin &segmentsTwin() { return *m_segmentsTwin; }
    [[nodiscard]] BatchStrip &strip() { return *m_strip; }
    [[nodiscard]] BatchView &batchView() { return *m_batchView; }
    [[nodiscard]] TableView &table() { return *m_table; }
    // Why the chosen segment is still as it is.
    [[nodiscard]] QString sentence() const { return m_sentence->text(); }
    void chooseBatch(int row);
    // Opens the segment with this base offset.
    void open(std::int64_t segmentBaseOffset);

protected:
    void refresh(const SessionUpdate *update) override;
    void retranslate() override;
    void themeChanged() override;
    void seenChanged(bool seen) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] BrokerId shownBroker() const;
    void openSegment();
    void openActive();
    void fitColumns();
    void fillSegmentsTable();
    void showState();
    // Reads on while nothing that was read is of the chosen time: the table asks for more only as it is scrolled.
    void readPast();
    [[nodiscard]] bool isOpenOutside() const;
    // Between the indexes of the table and those of the model of the log.
    [[nodiscard]] QModelIndex toLog(const QModelIndex &index) const { return m_inRange->mapToSource(m_table->toModel(index)); }
    [[nodiscard]] QModelIndex fromLog(const QModelIndex &index) const { return m_table->fromModel(m_inRange->mapFromSource(index)); }
    void readSettings();
    void currentChanged();

    SegmentsView *m_segments;
    TableTwin *m_segmentsTwin;
    TwinModel *m_segmentRows;
    ElidedLabel *m_sentence;
    LogModel *m_model;
    TimeFilter *m_inRange;
    BatchStrip *m_strip;
    QSplitter *m_splitter;
    TableView *m_table;
    BatchView *m_batchView;
    QToolButton *m_broker;
    QToolButton *m_retention;
    QToolButton *m_reload;
    QString m_openTopic;
    int m_openPartition = -1;
    bool m_opened = false;  // the active segment, once for each log
    BrokerId m_openBroker{no_broker};
    int m_shownBatch = -1;            // a row of the model, whose bytes were asked for
    std::uint64_t m_batchAsked = 0;   // counts the questions, so that a late answer is dropped
    std::uint64_t m_indexesAsked = 0;
    RangeChip *m_chip;
};

}  // namespace vitrine::ui
