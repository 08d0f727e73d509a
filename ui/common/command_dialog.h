// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/common/context.h"

class QFormLayout;
class QLabel;
class QPushButton;

namespace vitrine::ui {

// A form out of which one command is made: the rows, what is doubtful about them, and the command that does the same.
class CommandDialog : public QDialog {
    Q_OBJECT

public:
    // `accept` is what the button says that gives the command.
    CommandDialog(const Context &context, const QString &accept, QWidget *parent);

protected:
    [[nodiscard]] const Context &context() const { return m_context; }
    [[nodiscard]] QFormLayout &form() { return *m_form; }
    // An empty problem is none; the button works only where the command is `possible`.
    void tell(const QString &problem, bool possible, const QString &command);

private:
    Context m_context;
    QFormLayout *m_form;
    QLabel *m_problem;
    QLabel *m_command;
    QPushButton *m_accept;
};

}  // namespace vitrine::ui
