// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QList>
#include <QString>
#include <QWidget>
#include <QWidgetAction>

namespace vitrine::ui {

class Theme;

// Something that a person can do to the cluster: its name, what it does in Kafka's words, and the line of the command language that does
// the same.
struct Deed {
    struct Choice {
        QString label;  // "200 ms"; empty where there is one choice only
        QString line;   // "link slow 1 2 200ms"
    };
    QString title;
    QString sentence;        // of a deed that cannot be done now: why
    QList<Choice> choices;   // at least one
    qsizetype first = 0;     // the one that stands there before somebody chooses
    bool enabled = true;
};

// An entry of a menu that says all of it before it is done. Choices are walked with the left and right arrow keys, or clicked.
class DeedAction : public QWidgetAction {
    Q_OBJECT

public:
    DeedAction(const Theme &theme, Deed deed, std::function<void(const QString &)> give, QObject *parent);

    [[nodiscard]] const Deed &deed() const { return m_deed; }
    // Of the choice that is made at present.
    [[nodiscard]] const QString &line() const { return m_deed.choices.at(m_chosen).line; }
    [[nodiscard]] qsizetype chosen() const { return m_chosen; }
    void choose(qsizetype choice);

protected:
    QWidget *createWidget(QWidget *parent) override;

private:
    const Theme &m_theme;
    Deed m_deed;
    qsizetype m_chosen;
};

// What DeedAction shows in a menu.
class DeedRow : public QWidget {
    Q_OBJECT

public:
    DeedRow(const Theme &theme, DeedAction &action, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;
    // Where a choice is to be clicked.
    [[nodiscard]] QRectF choiceRect(qsizetype choice) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QRect textRect() const;
    [[nodiscard]] int sentenceHeight() const;
    [[nodiscard]] bool hasChoices() const;
    void give();
    void describe();

    const Theme &m_theme;
    DeedAction &m_action;
};

}  // namespace vitrine::ui
