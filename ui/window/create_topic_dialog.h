// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/common/context.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace vitrine::ui {

// Asks for a topic; shows the command that does the same.
class CreateTopicDialog : public QDialog {
    Q_OBJECT

public:
    explicit CreateTopicDialog(const Context &context, QWidget *parent = nullptr);
    [[nodiscard]] QString commandLine() const;

private:
    void update();

    Context m_context;
    QLineEdit *m_name;
    QSpinBox *m_partitions;
    QSpinBox *m_replicationFactor;
    QSpinBox *m_minInsync;
    QLabel *m_problem;
    QLabel *m_command;
    QPushButton *m_create;
};

}  // namespace vitrine::ui
