// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "ui/common/context.h"
#include "ui/common/paint.h"
#include "ui/common/panel.h"
#include "ui/common/table.h"
#include "ui/window/command_line.h"

class QHBoxLayout;
class QMenuBar;

namespace vitrine::ui {

// A word with its mark: a state of the world.
class StateLabel : public QWidget {
    Q_OBJECT

public:
    explicit StateLabel(const Theme &theme, QWidget *parent = nullptr);
    // `pill` draws a box around it.
    void setState(Mark mark, Tone tone, const QString &text, bool pill = false, const QString &tip = {});
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Mark m_mark = Mark::none;
    Tone m_tone = Tone::text;
    QString m_text;
    bool m_pill = false;
};

// Name, command line, and the state of the world, always in sight.
class TopBar : public QFrame {
    Q_OBJECT

public:
    TopBar(const Context &context, QMenuBar *menus, QWidget *parent = nullptr);
    [[nodiscard]] CommandLine &commandLine() { return *m_command; }
    // Lets the cluster stand still or go on, whichever it does not do now.
    void togglePause();
    [[nodiscard]] QString stateText() const;  // all states as one line, for tests
    // Less than what stands in it now: it says less where it becomes narrower, so it does not decide how narrow the window can be.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void themeChanged();
    void fit();
    void showQuorum();
    void showPause();

    Context m_context;
    QHBoxLayout *m_layout;
    QLabel *m_name;
    ElidedLabel *m_summary;
    CommandLine *m_command;
    StateLabel *m_mode;
    StateLabel *m_health;
    StateLabel *m_quorum;
    StateLabel *m_faults;
    QPushButton *m_pause;
    QPushButton *m_heal;
    bool m_terse = false;
};

}  // namespace vitrine::ui
