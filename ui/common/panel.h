// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QFrame>
#include <QLabel>
#include <QList>
#include <QPointer>
#include <QToolButton>
#include <QWidget>

#include "ui/common/context.h"

class QHBoxLayout;

namespace vitrine::ui {

class Page;

// A label that gives up its end instead of asking for room; the whole text is its tooltip then.
class ElidedLabel : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setColor(const QColor &color);
    // Names that differ at their ends are cut in the middle.
    void setElideMode(Qt::TextElideMode mode);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateTip();
    Qt::TextElideMode m_elide = Qt::ElideRight;
    QString m_text;
    QColor m_color;
};

// The first line of a panel: what it shows, and the names of the panels that share its place.
class PanelHeader : public QWidget {
    Q_OBJECT

public:
    struct Tab {
        QString name;
        QPointer<QDockWidget> dock;
        bool current = false;
    };

    PanelHeader(const Context &context, Page &page, QWidget *parent = nullptr);
    // Two or more are shown; with one there is nothing to choose. Where they do not fit, a menu has them.
    void setTabs(const QList<Tab> &tabs);
    // Of a page with drawn views: turns them into tables and back; else null.
    [[nodiscard]] QToolButton *tableButton() const { return m_asTable; }
    // Of the window's action that does the same.
    void setTableKeys(const QString &keys);
    // Without the tabs: where they do not fit they go, so they do not decide how narrow a panel can be.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateTexts();
    void updateTheme();
    void fit();

    Context m_context;
    Page &m_page;
    QList<Tab> m_tabList;
    QToolButton *m_more;
    QToolButton *m_asTable = nullptr;
    QString m_tableKeys;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    QWidget *m_tabs;
    QHBoxLayout *m_tabLayout;
    QHBoxLayout *m_layout;
};

// One of the tabs: a word with a line under it when it is the one shown.
class PanelTab : public QWidget {
    Q_OBJECT

public:
    PanelTab(const Context &context, const QString &name, bool current, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    Context m_context;
    QString m_name;
    bool m_current;
};

// A page on a card that stays where it is (the centre of the window).
class Card : public QFrame {
    Q_OBJECT

public:
    Card(const Context &context, Page *page, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Context m_context;
};

// A page on a card that can be moved, stacked, floated and closed.
class DockPanel : public QDockWidget {
    Q_OBJECT

public:
    // `name` is the object name by which the layout is saved.
    DockPanel(const Context &context, const QString &name, Page *page, QWidget *parent = nullptr);
    [[nodiscard]] Page &page() const { return m_page; }
    void setTabs(const QList<PanelHeader::Tab> &tabs) { m_header->setTabs(tabs); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Context m_context;
    Page &m_page;
    PanelHeader *m_header;
};

// What a view says when it has nothing to show: a sentence, and what to do.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(const Context &context, QWidget *parent = nullptr);
    // `command` is shown as typed; the link runs it.
    void setTexts(const QString &headline, const QString &explanation, const QString &command = {});
    [[nodiscard]] QString headline() const;

Q_SIGNALS:
    void commandChosen(const QString &command);

private:
    void updateTheme();
    Context m_context;
    QLabel *m_headline;
    QLabel *m_explanation;
    QLabel *m_command;
    QString m_commandText;
};

}  // namespace vitrine::ui
