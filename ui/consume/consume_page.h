// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "ui/common/hex_view.h"
#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/range_chip.h"
#include "ui/common/table.h"
#include "ui/consume/absence.h"
#include "ui/consume/export_records.h"
#include "ui/consume/record_finder.h"
#include "ui/consume/records_model.h"
#include "ui/session/session.h"

class QHBoxLayout;
class QSplitter;

namespace vitrine::ui {

class TimeFilter;

// Reads records of a topic, from where one likes, and follows it.
class ConsumePage : public Page {
    Q_OBJECT

public:
    explicit ConsumePage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] ConsumeRequest request() const;
    [[nodiscard]] RecordsModel &records() { return *m_records; }
    // False: there is no such topic.
    bool setTopic(const QString &topic);
    void setReadCommitted(bool committed);
    void start();
    void stop();
    void setFilter(const QString &expression);
    void setShape(BytesShape shape);
    // Records read that passed the filter, shown or not.
    [[nodiscard]] std::uint64_t readSoFar() const { return m_read + m_dropped; }
    // What is said of the reading, of its end, or of a filter that cannot be read.
    [[nodiscard]] QString state() const { return m_state->text(); }
    void choose(int row);
    // Why the record is not shown, or where it is: by offset of a partition, or by key. The answer is absence().
    void ask(std::int32_t partition, std::int64_t offset);
    void askForKey(const QByteArray &key);
    [[nodiscard]] QString absence() const { return m_absence->text(); }
    // What read_committed waits for; empty: nothing.
    [[nodiscard]] QString stableEnd() const { return m_stableEndLabel->text(); }
    void showSeek(bool shown);
    // Of what is shown, in the background.
    void exportTo(const QString &path, RecordExport::Form form);

Q_SIGNALS:
    // Somebody wants to send this record, or one like it, again.
    void sendAgain(const QString &topic, const vitrine::ui::ConsumedRecord &record);
    void exported(bool ok, const QString &sentence);
    // absence() is the last word on what was asked.
    void explained();

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;

private:
    void syncTopics();
    void syncPartitions();
    void updateControls();
    void showProgress(const ConsumeProgress &progress);
    void showRecord();
    [[nodiscard]] QString describe(const ConsumedRecord &record) const;
    void askForFile(RecordExport::Form form);
    void tableMenu(const QPoint &at);
    void buildSeek();
    void askWhatIsWritten();
    void explain(const PlaceFacts &place, const QString &before);
    // -1: it is not among the rows.
    [[nodiscard]] int rowOf(std::int32_t partition, std::int64_t offset) const;
    void watchStableEnd();
    [[nodiscard]] const ConsumedRecord *chosenRecord() const;
    [[nodiscard]] bool filterIsRead() const { return m_filterProblem.isEmpty(); }

    QHBoxLayout *m_bar;
    QHBoxLayout *m_filterBar;
    QLabel *m_filterLabel;
    QLineEdit *m_filter;
    QComboBox *m_isolation;
    QComboBox *m_shape;
    QToolButton *m_export;
    QToolButton *m_seekButton;
    QWidget *m_seekPane;
    QComboBox *m_seekBy;
    QComboBox *m_seekPartition;
    QLineEdit *m_seek;
    QPushButton *m_ask;
    QLabel *m_absence;
    QLabel *m_stableEndLabel;
    RecordFinder *m_finder;
    RecordFinder *m_stableFinder;
    QWidget *m_recordPane;
    ElidedLabel *m_recordName;
    QPushButton *m_again;
    QStackedWidget *m_recordViews;
    HexView *m_hex;
    QLabel *m_topicLabel;
    QLabel *m_fromLabel;
    QComboBox *m_topic;
    QComboBox *m_partition;
    QComboBox *m_from;
    QStackedWidget *m_where;
    QLineEdit *m_offset;
    QDateTimeEdit *m_time;
    QCheckBox *m_follow;
    QPushButton *m_start;
    QPushButton *m_clear;
    RangeChip *m_chip;
    QLabel *m_state;
    RecordsModel *m_records;
    TimeFilter *m_inRange;
    TableView *m_table;
    QSplitter *m_splitter;
    QPlainTextEdit *m_detail;
    std::optional<Session::TaskId> m_task;
    std::uint64_t m_read = 0;
    std::uint64_t m_scanned = 0;
    std::uint64_t m_dropped = 0;
    QString m_readTopic;  // of the rows that are shown
    ConsumeRequest m_request;  // that they answer
    std::map<std::int32_t, std::int64_t> m_began;
    std::map<std::int32_t, std::int64_t> m_next;
    std::uint64_t m_markers = 0;
    std::uint64_t m_aborted = 0;
    // What read_committed waits for: the partition and its last stable offset.
    std::optional<std::pair<std::int32_t, std::int64_t>> m_stableEnd;
    QString m_filterProblem;
    QString m_exportSentence;
    bool m_exportFailed = false;
    std::uint64_t m_reading = 0;
    QString m_error;
    bool m_finished = false;
    bool m_atEnd = true;
};

}  // namespace vitrine::ui
