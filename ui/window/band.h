// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPushButton>
#include <QToolButton>

#include "ui/common/context.h"
#include "ui/common/paint.h"
#include "ui/common/panel.h"
#include "ui/common/table.h"

class QHBoxLayout;

namespace vitrine::ui {

// A line across the whole window, below the top bar, that says what holds for everything below it: a mark, a word, a sentence, and what can
// be done about it. Hidden until it has something to say.
class Band : public QFrame {
    Q_OBJECT

public:
    explicit Band(const Context &context, QWidget *parent = nullptr);

    struct Content {
        Mark mark = Mark::half;
        Tone tone = Tone::warning;  // warning, bad, or muted
        QString headline;
        QString sentence;
        QString action;  // text of the button; empty: none
        QString tip;  // of the button
        bool closable = false;
        friend bool operator==(const Content &, const Content &) = default;
    };
    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }
    void close();

Q_SIGNALS:
    void actionChosen();
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void themeChanged();

    Context m_context;
    Content m_content;
    QHBoxLayout *m_layout;
    QLabel *m_headline;
    ElidedLabel *m_sentence;
    QPushButton *m_action;
    QToolButton *m_close;
};

}  // namespace vitrine::ui
