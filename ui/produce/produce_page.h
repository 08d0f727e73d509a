// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

#include "ui/common/page.h"
#include "ui/common/table.h"
#include "ui/produce/results_model.h"
#include "ui/session/session.h"

class QGridLayout;

namespace vitrine::ui {

// Sends records and shows where each of them came to lie.
class ProducePage : public Page {
    Q_OBJECT

public:
    explicit ProducePage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] ProduceRequest request() const;
    [[nodiscard]] QString hint() const { return m_hint->text(); }
    [[nodiscard]] ResultsModel &results() { return *m_results; }
    void setKey(const QString &key);
    void setValue(const QString &value) { m_value->setPlainText(value); }
    void send();

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;

private:
    void syncTopics();
    void syncPartitions();
    void updateHint();
    void showProgress(const ProduceProgress &progress);
    // Nothing when the text cannot be read as headers; `problem` says why.
    [[nodiscard]] std::optional<QList<Header>> headers(QString *problem = nullptr) const;

    QLabel *m_labels[8];
    QComboBox *m_topic;
    QComboBox *m_partition;
    QLineEdit *m_key;
    QCheckBox *m_nullKey;
    QPlainTextEdit *m_value;
    QCheckBox *m_nullValue;
    QLineEdit *m_headers;
    QComboBox *m_acks;
    QSpinBox *m_count;
    QSpinBox *m_rate;
    QLabel *m_hint;
    QPushButton *m_send;
    QPushButton *m_stop;
    QLabel *m_summary;
    QPushButton *m_clear;
    ResultsModel *m_results;
    TableView *m_table;
    QGridLayout *m_form;
    std::optional<Session::TaskId> m_task;
    QString m_sentTopic;
    bool m_following = true;
};

}  // namespace vitrine::ui
