// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLineEdit>
#include <QList>
#include <QTimer>

#include "ui/common/context.h"
#include "ui/session/commands.h"
#include "ui/session/values.h"

class QLabel;

namespace vitrine::ui {

// What drops down from the command line: completions while one types, and the answer when it has come.
class CommandPopup : public QFrame {
    Q_OBJECT

public:
    explicit CommandPopup(const Context &context, QWidget *parent);
    void showCompletions(const QList<commands::Completion> &completions, int current);
    void showAnswer(const QString &commandLine, const CommandAnswer &answer);
    void showWaiting(const QString &commandLine);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString answerText() const { return m_answer.sentence; }

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    enum class Content { completions, waiting, answer };
    Context m_context;
    Content m_content = Content::completions;
    QList<commands::Completion> m_completions;
    int m_current = -1;
    QString m_commandLine;
    CommandAnswer m_answer;
};

// Runs a line of the command language; Tab completes, the arrows go through completions and what was typed before.
class CommandLine : public QLineEdit {
    Q_OBJECT

public:
    explicit CommandLine(const Context &context, QWidget *parent = nullptr);
    ~CommandLine() override;
    void run(const QString &commandLine);
    [[nodiscard]] CommandPopup &popup() { return *m_popup; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void updateCompletions();
    void place();
    void choose(int index);
    void recall(int step);
    void showAnswer(const QString &commandLine, const CommandAnswer &answer);

    Context m_context;
    CommandPopup *m_popup;
    QList<commands::Completion> m_completions;
    int m_current = -1;
    QStringList m_history;
    qsizetype m_recalled = -1;
    QTimer m_hide;
};

}  // namespace vitrine::ui
