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

#include "ui/common/page.h"
#include "ui/common/range_chip.h"
#include "ui/common/table.h"
#include "ui/consume/records_model.h"
#include "ui/session/session.h"

class QHBoxLayout;
class QSplitter;

namespace vitrine::ui {

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
    void start();
    void stop();

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

    QHBoxLayout *m_bar;
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
    TableView *m_table;
    QSplitter *m_splitter;
    QPlainTextEdit *m_detail;
    std::optional<Session::TaskId> m_task;
    std::uint64_t m_read = 0;
    std::uint64_t m_dropped = 0;
    QString m_error;
    bool m_finished = false;
    bool m_atEnd = true;
};

}  // namespace vitrine::ui
