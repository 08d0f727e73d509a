// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeWidget>

#include "ui/common/context.h"
#include "ui/common/hex_view.h"
#include "ui/common/table.h"
#include "ui/log/batch_fields.h"
#include "ui/log/index_models.h"

class QSplitter;

namespace vitrine::ui {

// What lies beneath a segment's rows: the fields of one batch, linked with its bytes in both directions, or the segment's indexes.
class BatchView : public QWidget {
    Q_OBJECT

public:
    explicit BatchView(const Context &context, QWidget *parent = nullptr);

    // With its bytes; none: nothing is chosen.
    void showBatch(const std::optional<LogBatch> &batch);
    // By its place in the batch.
    void chooseRecord(int record);
    void showIndexes(const LogIndexes &indexes, bool active);
    void showHalf(bool indexes);
    // As typed; says which entry a broker would use.
    void lookUp(std::int64_t offset);
    [[nodiscard]] QTreeWidget &fields() { return *m_tree; }
    [[nodiscard]] HexView &hex() { return *m_hex; }
    [[nodiscard]] QString lookUpSentence() const { return m_lookUpAnswer->text(); }
    [[nodiscard]] PositionsModel &positions() { return *m_positions; }
    void retranslate();
    void themeChanged();

private:
    [[nodiscard]] const BatchField *fieldOf(const QTreeWidgetItem *item) const;
    QTreeWidgetItem *itemAt(const std::vector<int> &path);
    void populate(QTreeWidgetItem *item);
    static QTreeWidgetItem *makeItem(const BatchField &field);
    void showSource(BatchField::Source source);
    void fieldChosen(const QTreeWidgetItem *item);
    void answerLookUp();

    Context m_context;
    QToolButton *m_showBytes;
    QToolButton *m_showIndexes;
    QLabel *m_caption;
    QStackedWidget *m_halves;
    QSplitter *m_bytes;
    QTreeWidget *m_tree;
    HexView *m_hex;
    QLabel *m_lookUpLabel;
    QLineEdit *m_lookUp;
    QLabel *m_lookUpAnswer;
    PositionsModel *m_positions;
    TimesModel *m_times;
    TableView *m_positionsTable;
    TableView *m_timesTable;
    std::optional<LogBatch> m_batch;
    std::vector<BatchField> m_fields;
    BatchField::Source m_source = BatchField::Source::stored;
    LogIndexes m_indexes;
    bool m_active = false;
};

}  // namespace vitrine::ui
