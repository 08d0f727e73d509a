// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDialog>

#include "ui/common/context.h"
#include "ui/groups/reset_model.h"
#include "ui/session/commands.h"

class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace vitrine::ui {

class TableView;
struct CommandAnswer;

// Sets where a group begins: which strategy, which partitions; what it would do (a dry run), and only then the deed. It says why a group
// cannot be reset now, and stops the members that are ours. Everything is a line of the command language, shown with Kafka's own.
class ResetOffsetsDialog : public QDialog {
    Q_OBJECT

public:
    ResetOffsetsDialog(const Context &context, const QString &group, QWidget *parent = nullptr);
    // As chosen now.
    [[nodiscard]] commands::OffsetReset order(bool dryRun) const;
    [[nodiscard]] ResetModel &preview() { return *m_model; }

private:
    void choose();
    void followGroup();
    void ask(bool dryRun);
    void answered(const commands::OffsetReset &order, const CommandAnswer &answer);
    void stopOwnMembers();

    Context m_context;
    QString m_group;
    QComboBox *m_strategy;
    QStackedWidget *m_value;
    QLineEdit *m_offset;
    QLineEdit *m_shift;
    QDateTimeEdit *m_datetime;
    QSpinBox *m_amount;
    QComboBox *m_unit;
    QComboBox *m_topic;
    QLineEdit *m_partitions;
    QPushButton *m_preview;
    ResetModel *m_model;
    TableView *m_table;
    QLabel *m_sum;
    QLabel *m_state;
    QPushButton *m_stop;
    QLabel *m_command;
    QLabel *m_kafka;
    QPushButton *m_copy;
    QPushButton *m_apply;
    QString m_previewed;       // the line whose dry run the table shows
    QString m_asked;           // the line whose answer is waited for
};

}  // namespace vitrine::ui
