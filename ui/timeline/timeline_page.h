// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QListView>
#include <QStyledItemDelegate>
#include <QToolButton>

#include "ui/common/page.h"
#include "ui/timeline/timeline_view.h"

namespace vitrine::ui {

// One event a row: time, shape and sentence, cause, and what one can do with it.
class EventDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum class Action { show, cause, copy };
    explicit EventDelegate(const Theme &theme, QObject *parent = nullptr) : QStyledItemDelegate(parent), m_theme(theme) {}
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

Q_SIGNALS:
    void actionChosen(vitrine::ui::EventDelegate::Action action, const QModelIndex &index);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    struct Link {
        Action action;
        QString text;
        QRectF place;
    };
    [[nodiscard]] QList<Link> links(const QRect &row, const QModelIndex &index) const;
    const Theme &m_theme;
};

class TimelinePage : public Page {
    Q_OBJECT

public:
    explicit TimelinePage(const Context &context, QWidget *parent = nullptr);

    [[nodiscard]] QString tabName() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    [[nodiscard]] QList<QWidget *> headerWidgets() override;
    [[nodiscard]] EventsModel &events() { return *m_events; }

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose(EventLog::Position position);
    void scrollToEnd();

    EventsModel *m_events;
    TimelineView *m_view;
    QListView *m_list;
    QLabel *m_now;
    QToolButton *m_filter;
    QToolButton *m_follow;
    QList<QAction *> m_laneActions;
    QAction *m_routine;
    bool m_atEnd = true;
    bool m_choosing = false;
};

}  // namespace vitrine::ui
