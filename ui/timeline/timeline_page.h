// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>

#include "ui/common/page.h"
#include "ui/common/panel.h"
#include "ui/common/picture.h"
#include "ui/common/range_chip.h"
#include "ui/common/table_twin.h"
#include "ui/timeline/bookmark_editor.h"
#include "ui/timeline/cause_pane.h"
#include "ui/timeline/event_list_model.h"
#include "ui/timeline/timeline_tables.h"
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
    [[nodiscard]] EventListModel &list() { return *m_shown; }
    [[nodiscard]] TimelineView &view() { return *m_view; }
    [[nodiscard]] CausePane &causes() { return *m_causes; }
    [[nodiscard]] BookmarkEditor &editor() { return *m_editor; }
    [[nodiscard]] QLineEdit &search() { return *m_search; }
    // What the chosen range of time contains; empty where none is chosen.
    [[nodiscard]] QString summary() const;

    // The present gets a name, which can be changed at once.
    void addBookmark();
    // Shows it on the axis, and its name and note for editing.
    void showBookmark(std::uint64_t id);
    // The lanes as a picture or drawing, or the events of the list and the bookmarks as a table, by the ending of the name: png, svg,
    // csv. Answers what went wrong; empty: nothing.
    [[nodiscard]] QString exportTo(const QString &fileName);

protected:
    void refresh(const SessionUpdate *update) override;
    void selectionChanged() override;
    void retranslate() override;
    void themeChanged() override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void choose(EventLog::Position position);
    void act(EventDelegate::Action action, EventLog::Position position);
    void scrollToEnd();
    void arrange();
    void showDetails();
    void showState();
    void fillBookmarks();
    [[nodiscard]] QString table() const;

    QBoxLayout *m_layout;
    EventsModel *m_events;
    EventListModel *m_shown;
    TimelineView *m_view;
    TableTwin *m_twin;
    TimelineTables *m_tables;
    QHBoxLayout *m_bar;
    QLineEdit *m_search;
    RangeChip *m_chip;
    QToolButton *m_zoom;
    ElidedLabel *m_summary;
    QToolButton *m_bookmarks;
    QSplitter *m_splitter;
    QListView *m_list;
    QStackedWidget *m_details;
    CausePane *m_causes;
    BookmarkEditor *m_editor;
    QLabel *m_now;
    QToolButton *m_filter;
    QToolButton *m_follow;
    ExportButton *m_export;
    QList<QAction *> m_laneActions;
    QAction *m_routine;
    bool m_atEnd = true;
    bool m_choosing = false;
    std::optional<EventLog::Position> m_lastChosen;
};

}  // namespace vitrine::ui
