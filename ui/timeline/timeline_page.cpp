// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_page.h"

#include <algorithm>
#include <array>

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

QList<EventDelegate::Link> EventDelegate::links(const QRect &row, const QModelIndex &index) const
{
    QList<Link> list;
    const QFont font = m_theme.font(Theme::Type::small);
    qreal right = row.right() - m_theme.px(18);
    const auto add = [&](Action action, const QString &text) {
        const qreal width = textWidth(font, text);
        list.prepend({action, text, QRectF(right - width, row.top(), width, row.height())});
        right -= width + m_theme.px(20);
    };
    add(Action::copy, tr("Copy"));
    if (index.data(EventsModel::CausePositionRole).isValid()) add(Action::cause, tr("Cause"));
    add(Action::show, tr("Show on map"));
    return list;
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = m_theme.colors();
    painter->save();
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const QRectF row = QRectF(option.rect).adjusted(m_theme.px(8), 0, -m_theme.px(8), 0);
    if (selected) paintBox(*painter, row, m_theme.px(5), c.selection, {});
    else if (hovered) paintBox(*painter, row, m_theme.px(5), c.hover, {});

    const QModelIndex what = index.siblingAtColumn(EventsModel::what);
    qreal x = option.rect.left() + m_theme.px(18);
    const auto line = [&](qreal from, qreal to) { return QRectF(from, row.top(), to - from, row.height()); };
    const qreal timeWidth = textWidth(m_theme.font(Theme::Type::mono), QStringLiteral("00:00:00.000"));
    paintText(*painter, line(x, x + timeWidth + 2), index.data(EventsModel::TimeTextRole).toString(), m_theme.font(Theme::Type::mono),
              c.muted);
    x += timeWidth + m_theme.px(26);
    const qreal mark = m_theme.pxf(9);
    paintMark(*painter, static_cast<Mark>(what.data(FlatModel::MarkRole).toInt()), QRectF(x, row.center().y() - mark / 2, mark, mark),
              shapeColor(m_theme, static_cast<Tone>(what.data(FlatModel::ToneRole).toInt())));
    x += mark + m_theme.px(9);

    const QList<Link> all = links(option.rect, index);
    const bool narrow = option.rect.width() < m_theme.px(760);
    const bool showLinks = !narrow || selected || hovered;
    qreal right = showLinks && !all.isEmpty() ? all.first().place.left() - m_theme.px(16) : row.right() - m_theme.px(10);
    if (showLinks) {
        for (qsizetype i = 0; i < all.size(); ++i) {
            paintText(*painter, all[i].place.adjusted(0, 0, 2, 0), all[i].text, m_theme.font(Theme::Type::small),
                      selected ? c.leaderText : c.muted);
            if (i > 0)
                paintText(*painter, QRectF(all[i].place.left() - m_theme.px(20), row.top(), m_theme.px(20), row.height()),
                          QStringLiteral("·"), m_theme.font(Theme::Type::small), c.faint, Qt::AlignCenter);
        }
    }
    // Causes stand under each other where there is room for both; else what happened comes first.
    const qreal room = right - x;
    const bool both = room > m_theme.px(480);
    const QString whatText = what.data().toString();
    const QFont whatFont = m_theme.font(Theme::Type::bodyMedium);
    const QString whyText = index.siblingAtColumn(EventsModel::why).data().toString();
    const qreal whatWanted = textWidth(whatFont, whatText) + 1;
    qreal whatWidth = std::max(std::min(room * 0.5, static_cast<qreal>(m_theme.px(340))), std::min(whatWanted, room * 0.62));
    if (!both) whatWidth = room - whatWanted < m_theme.px(100) ? room : whatWanted;
    if (whyText.isEmpty()) whatWidth = room;
    paintText(*painter, line(x, x + whatWidth), whatText, whatFont, c.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    x += whatWidth + m_theme.px(16);
    paintText(*painter, line(x, right), whyText, m_theme.font(Theme::Type::small), c.muted);
    painter->restore();
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {m_theme.px(300), m_theme.px(28)}; }

bool EventDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease) return false;
    const QPointF point = static_cast<QMouseEvent *>(event)->position();
    for (const Link &link : links(option.rect, index)) {
        if (!link.place.adjusted(-4, 0, 4, 0).contains(point)) continue;
        Q_EMIT actionChosen(link.action, index);
        return true;
    }
    return false;
}

TimelinePage::TimelinePage(const Context &context, QWidget *parent)
    : Page(context, parent), m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this)), m_events(new EventsModel(context.session, this)),
      m_shown(new EventListModel(*m_events, this)), m_view(new TimelineView(context, *m_events, this)),
      m_twin(new TableTwin(context, QStringLiteral("timeline"), m_view, this)),
      m_tables(new TimelineTables(context, *m_shown, *m_twin, this)), m_bar(new QHBoxLayout), m_search(new QLineEdit(this)),
      m_chip(new RangeChip(context, this)), m_zoom(new QToolButton(this)), m_summary(new ElidedLabel(this)),
      m_bookmarks(new QToolButton(this)), m_splitter(new QSplitter(this)), m_list(new QListView(m_splitter)),
      m_details(new QStackedWidget(m_splitter)), m_causes(new CausePane(context, m_details)),
      m_editor(new BookmarkEditor(context, m_details)), m_now(new QLabel(this)), m_filter(new QToolButton(this)),
      m_follow(new QToolButton(this)), m_export(new ExportButton(
                                           QStringLiteral("timeline"), [this](const QString &name) { return exportTo(name); }, this)),
      m_routine(nullptr)
{
    m_layout->setContentsMargins(0, 0, 0, 6);
    m_layout->setSpacing(4);
    auto *lanes = new QVBoxLayout;
    lanes->setSpacing(4);
    lanes->addWidget(m_twin);
    lanes->addLayout(m_bar);
    m_layout->addLayout(lanes);
    m_layout->addWidget(m_splitter);
    m_bar->addWidget(m_chip);
    m_bar->addWidget(m_zoom);
    m_bar->addWidget(m_summary, 1);
    m_search->setClearButtonEnabled(true);
    // The lanes have what they ask for, the list what is left.
    m_splitter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_details->addWidget(m_causes);
    m_details->addWidget(m_editor);
    m_details->hide();
    // Low panels are scrolled within the list and the pane, not as a whole.
    m_causes->setMinimumHeight(1);
    m_list->setModel(m_shown);
    auto *delegate = new EventDelegate(context.theme, m_list);
    m_list->setItemDelegate(delegate);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumHeight(40);

    m_filter->setPopupMode(QToolButton::InstantPopup);
    m_filter->setProperty("chevron", true);
    m_filter->setMenu(new QMenu(m_filter));
    for (int lane = 0; lane < laneCount; ++lane) {
        QAction *action = m_filter->menu()->addAction(QString());
        action->setCheckable(true);
        action->setChecked(true);
        m_laneActions << action;
        connect(action, &QAction::toggled, this, [this, lane](bool shown) {
            m_events->setLaneShown(static_cast<Lane>(lane), shown);
            m_view->update();
            showState();
        });
    }
    m_filter->menu()->addSeparator();
    m_routine = m_filter->menu()->addAction(QString());
    m_routine->setCheckable(true);
    connect(m_routine, &QAction::toggled, this, [this](bool shown) {
        m_events->setRoutineShown(shown);
        showState();
    });
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::toggled, m_view, &TimelineView::setFollowing);
    connect(m_view, &TimelineView::followingChanged, m_follow, &QToolButton::setChecked);
    connect(m_follow, &QToolButton::toggled, this, [this](bool on) {
        if (!on) return;
        m_atEnd = true;
        scrollToEnd();
    });
    m_bookmarks->setPopupMode(QToolButton::InstantPopup);
    m_bookmarks->setProperty("chevron", true);
    m_bookmarks->setMenu(new QMenu(m_bookmarks));
    connect(m_bookmarks->menu(), &QMenu::aboutToShow, this, &TimelinePage::fillBookmarks);
    connect(m_zoom, &QToolButton::clicked, this, [this] {
        if (selection().timeRange()) m_view->zoomTo(*selection().timeRange());
    });
    connect(m_search, &QLineEdit::textChanged, m_shown, &EventListModel::setText);
    connect(m_shown, &EventListModel::searched, this, [this] {
        m_atEnd = true;
        scrollToEnd();
        showState();
    });
    auto *find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, [this] {
        m_search->show();
        m_search->setFocus();
    });

    connect(m_tables, &TimelineTables::eventChosen, this, &TimelinePage::choose);
    connect(m_tables, &TimelineTables::bookmarkChosen, this, &TimelinePage::showBookmark);
    connect(m_twin, &TableTwin::changed, this, &TimelinePage::showDetails);
    connect(m_view, &TimelineView::chosen, this, &TimelinePage::choose);
    connect(m_view, &TimelineView::bookmarkChosen, this, &TimelinePage::showBookmark);
    connect(m_causes, &CausePane::chosen, this, &TimelinePage::choose);
    connect(m_editor, &BookmarkEditor::closed, this, [this] {
        m_editor->edit(0);
        showDetails();
        m_view->setFocus();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid() && !m_choosing) choose(current.data(EventsModel::PositionRole).toULongLong());
    });
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_atEnd = value >= m_list->verticalScrollBar()->maximum() - 2; });
    connect(m_list->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] { scrollToEnd(); });
    connect(delegate, &EventDelegate::actionChosen, this, [this](EventDelegate::Action action, const QModelIndex &index) {
        act(action, index.data(EventsModel::PositionRole).toULongLong());
    });
}

QString TimelinePage::tabName() const { return tr("Timeline"); }
QString TimelinePage::title() const { return tr("Timeline"); }

QString TimelinePage::subtitle() const
{
    const std::uint64_t dropped = session().events().dropped();
    if (dropped == 0) return tr("what happened, and why");
    return tr("what happened, and why · %1 older events are no longer held").arg(Format::number(static_cast<std::int64_t>(dropped)));
}

QList<QWidget *> TimelinePage::headerWidgets() { return {m_now, m_follow, m_search, m_filter, m_bookmarks, m_export}; }

void TimelinePage::act(EventDelegate::Action action, EventLog::Position position)
{
    const EventLog &log = session().events();
    if (!log.holds(position)) return;
    const observe::Event &event = log.at(position);
    switch (action) {
    case EventDelegate::Action::show: choose(position); break;
    case EventDelegate::Action::cause:
        if (const auto cause = log.causeOf(position)) choose(*cause);
        break;
    case EventDelegate::Action::copy: {
        const EventText text = EventSentences::of(event);
        const bool live = session().world().mode == WorldState::Mode::live;
        QGuiApplication::clipboard()->setText((live ? Format::dateTime(event.wall_time) : session().timeText(event.at)) +
                                              QStringLiteral("  ") + text.what +
                                              (text.why.isEmpty() ? QString() : QStringLiteral(": ") + text.why));
        break;
    }
    }
}

void TimelinePage::choose(EventLog::Position position)
{
    const EventLog &log = session().events();
    if (!log.holds(position)) return;
    m_editor->edit(0);
    const EventSubject subject = EventSentences::subjectOf(log.at(position));
    // One click, one place: the event and what it is about are chosen everywhere.
    selection().setEvent(position);
    showDetails();
    if (subject.partition) {
        if (subject.broker != no_broker)
            selection().setReplica(toQString(subject.partition->topic), subject.partition->partition, subject.broker.value());
        else selection().setPartition(toQString(subject.partition->topic), subject.partition->partition);
    } else if (!subject.topic.empty()) {
        selection().setTopic(toQString(subject.topic));
    } else if (subject.broker != no_broker) {
        selection().setBroker(subject.broker.value());
    }
    if (!subject.group.empty() && session().cluster().group(subject.group)) selection().setGroup(toQString(subject.group));
}

void TimelinePage::scrollToEnd()
{
    if (m_atEnd) m_list->verticalScrollBar()->setValue(m_list->verticalScrollBar()->maximum());
}

void TimelinePage::refresh(const SessionUpdate *update)
{
    const bool wasAtEnd = m_atEnd;
    m_events->refresh();
    m_atEnd = wasAtEnd;
    m_now->setText(session().timeText(session().now(), session().wallNow()));
    m_view->update();
    if (m_twin->showsTable() && (!update || update->sampled || update->eventsBegin != update->eventsEnd)) m_tables->refresh();
    if (!update || update->eventsBegin != update->eventsEnd) {
        m_causes->refresh();
        showState();
    }
    if (!update) selectionChanged();
    if (!update || update->eventsDropped > 0) Q_EMIT headerChanged();
}

void TimelinePage::selectionChanged()
{
    m_shown->setRange(selection().timeRange());
    if (m_twin->showsTable()) m_tables->refresh();
    showState();
    showDetails();
    const auto position = selection().event();
    // Whatever else is chosen leaves the axis where it is.
    const bool another = position != m_lastChosen;
    m_lastChosen = position;
    if (!another || !position || !session().events().holds(*position)) {
        m_view->update();
        return;
    }
    m_view->show(session().events().at(*position).at);
    if (const auto row = m_shown->rowOf(*position)) {
        m_choosing = true;
        const QModelIndex index = m_shown->index(*row, 0);
        if (m_list->currentIndex() != index) {
            m_list->setCurrentIndex(index);
            m_list->scrollTo(index);
        }
        m_choosing = false;
    }
}

void TimelinePage::showDetails()
{
    const auto position = selection().event();
    const bool edits = m_editor->edited() != 0;
    const bool narrow = width() < theme().px(640);
    const bool held = position && session().events().holds(*position);
    m_causes->show(held ? position : std::nullopt);
    m_details->setCurrentWidget(edits ? static_cast<QWidget *>(m_editor) : m_causes);
    // Beside the list where there is room for both; else a name to be typed comes first.
    m_details->setVisible(edits || (held && !narrow));
    // The list is one of the tables of the lanes.
    m_list->setVisible(!(edits && narrow) && !m_twin->showsTable());
    m_splitter->setVisible(m_list->isVisibleTo(m_splitter) || m_details->isVisibleTo(m_splitter));
}

QString TimelinePage::summary() const
{
    const auto &range = selection().timeRange();
    if (!range) return {};
    const auto &rows = m_events->allRows();
    std::array<std::int64_t, laneCount> counts{};
    std::int64_t all = 0;
    for (auto row = std::ranges::lower_bound(rows, range->from, {}, &EventsModel::Row::at); row != rows.end() && row->at <= range->to;
         ++row) {
        ++counts[static_cast<std::size_t>(row->lane)];
        ++all;
    }
    QStringList lanes;
    for (int lane = 0; lane < laneCount; ++lane)
        if (const std::int64_t count = counts[static_cast<std::size_t>(lane)]; count > 0)
            lanes << EventSentences::laneName(static_cast<Lane>(lane)) + QLatin1Char(' ') + Format::number(count);
    double records = 0;
    for (const auto &[id, node] : session().cluster().nodes())
        for (std::size_t i = 0; i < node.history.size(); ++i)
            if (range->contains(node.history[i].at)) records += node.history[i].recordsIn * Session::sampleMs / 1'000.0;
    QString text = Format::duration(range->length()) + QStringLiteral(" · ") +
                   tr("%n event(s)", nullptr, static_cast<int>(all)).replace(QString::number(all), Format::number(all));
    if (!lanes.isEmpty()) text += QStringLiteral(": ") + lanes.join(QStringLiteral(", "));
    if (records >= 0.5) text += QStringLiteral(" · ") + tr("about %1 records produced").arg(Format::shortNumber(std::llround(records)));
    return text;
}

void TimelinePage::showState()
{
    m_zoom->setVisible(selection().timeRange().has_value());
    QString text = summary();
    if (text.isEmpty() && !m_search->text().isEmpty())
        text = m_shown->isSearching() ? tr("searching…")
                                      : tr("%n event(s) found", nullptr, m_shown->rowCount())
                                            .replace(QString::number(m_shown->rowCount()), Format::number(m_shown->rowCount()));
    m_summary->setText(text);
    m_summary->setVisible(!text.isEmpty());
    arrange();
}

void TimelinePage::addBookmark()
{
    Bookmarks &bookmarks = session().bookmarks();
    const std::uint64_t id = bookmarks.add(session().now(), tr("Bookmark %1").arg(bookmarks.made() + 1));
    if (id == 0) {
        m_summary->setText(tr("There are %1 bookmarks already; remove one first.").arg(Bookmarks::most));
        m_summary->show();
        return;
    }
    showBookmark(id);
    m_editor->name().setFocus();
    m_editor->name().selectAll();
}

void TimelinePage::showBookmark(std::uint64_t id)
{
    const Bookmark *bookmark = session().bookmarks().find(id);
    if (!bookmark) return;
    m_view->show(bookmark->at);
    m_editor->edit(id);
    showDetails();
}

void TimelinePage::fillBookmarks()
{
    QMenu *menu = m_bookmarks->menu();
    menu->clear();
    QAction *add = menu->addAction(tr("Bookmark this moment"));
    // The window has the key itself.
    add->setText(add->text() + QStringLiteral("\tB"));
    connect(add, &QAction::triggered, this, &TimelinePage::addBookmark);
    if (!session().bookmarks().all().empty()) menu->addSeparator();
    for (const Bookmark &bookmark : session().bookmarks().all()) {
        QString name = bookmark.name;
        QAction *action =
            menu->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")) + QLatin1Char('\t') + session().timeText(bookmark.at));
        action->setToolTip(bookmark.note);
        connect(action, &QAction::triggered, this, [this, id = bookmark.id] { showBookmark(id); });
    }
}

QString TimelinePage::exportTo(const QString &fileName)
{
    if (fileName.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)) return writeText(fileName, table());
    const QString name = session().world().clusterName;
    return writePicture(fileName, m_view->size(), theme().colors().panel, name.isEmpty() ? title() : name + QStringLiteral(" – ") + title(),
                        [this](QPainter &painter) { m_view->paintOn(painter); });
}

QString TimelinePage::table() const
{
    const bool live = session().world().mode == WorldState::Mode::live;
    const auto timeOf = [&](Instant at, WallTime wall) {
        return live ? QDateTime::fromMSecsSinceEpoch(to_milliseconds(wall))
                          .toOffsetFromUtc(QDateTime::currentDateTime().offsetFromUtc())
                          .toString(Qt::ISODateWithMs)
                    : session().timeText(at);
    };
    const EventLog &log = session().events();
    const auto &bookmarks = session().bookmarks().all();
    auto bookmark = bookmarks.begin();
    QStringList lines{csvLine({QStringLiteral("time"), QStringLiteral("node"), QStringLiteral("kind"), QStringLiteral("what"),
                               QStringLiteral("why"), QStringLiteral("cause_time"), QStringLiteral("cause")})};
    const auto bookmarksUpTo = [&](std::optional<Instant> until) {
        for (; bookmark != bookmarks.end() && (!until || bookmark->at <= *until); ++bookmark)
            if (selection().shows(bookmark->at))
                lines << csvLine({timeOf(bookmark->at, session().toWall(bookmark->at)),
                                  {},
                                  QStringLiteral("Bookmark"),
                                  bookmark->name,
                                  bookmark->note,
                                  {},
                                  {}});
    };
    for (int row = 0; row < m_shown->rowCount(); ++row) {
        const EventLog::Position position = m_shown->rowAt(row).position;
        if (!log.holds(position)) continue;
        const observe::Event &event = log.at(position);
        bookmarksUpTo(event.at);
        const EventText text = EventSentences::of(event);
        const std::string_view kind = observe::kind_of(event.body);
        QStringList cells{
            timeOf(event.at, event.wall_time), QString::number(event.id.node.value()), toQString(kind), text.what, text.why, {}, {}};
        if (const auto cause = log.causeOf(position)) {
            cells[5] = timeOf(log.at(*cause).at, log.at(*cause).wall_time);
            cells[6] = EventSentences::of(log.at(*cause)).what;
        }
        lines << csvLine(cells);
    }
    bookmarksUpTo({});
    return lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n");
}

void TimelinePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_editor->edited() != 0) Q_EMIT m_editor->closed();
    else if (event->key() == Qt::Key_Escape && selection().timeRange()) selection().setTimeRange({});
    else Page::keyPressEvent(event);
}

void TimelinePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
    showDetails();
    // What stands in the header decides how narrow the panel can be; the search comes back with its keys.
    const bool wide = width() >= theme().px(760);
    m_now->setVisible(wide);
    m_export->setVisible(wide);
    m_search->setVisible(wide || !m_search->text().isEmpty());
}

// Above each other, or where that is low, side by side: a list of one line is none.
void TimelinePage::arrange()
{
    const bool beside = height() < theme().px(280) && width() >= theme().px(900);
    m_layout->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_layout->setStretch(0, beside ? 3 : 0);
    m_layout->setStretch(1, beside ? 2 : 1);
    const Qt::Orientation orientation = beside ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() != orientation) m_causes->verticalScrollBar()->setValue(0);
    m_splitter->setOrientation(orientation);
    m_splitter->setStretchFactor(0, beside ? 1 : 3);
    // What stands below the lanes: the line about the range, and where they are not beside the list, some lines of it.
    m_view->setRoom(height() - theme().px(10) - (beside ? (m_summary->isHidden() ? 0 : theme().px(30)) : theme().px(102)));
}

void TimelinePage::retranslate()
{
    m_tables->retranslate();
    for (int lane = 0; lane < laneCount; ++lane) m_laneActions[lane]->setText(EventSentences::laneName(static_cast<Lane>(lane)));
    m_filter->setText(tr("Events"));
    m_routine->setText(tr("Routine: commits, votes, coordinators"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("The axis moves with the present."));
    m_list->setAccessibleName(tr("Events"));
    m_view->setAccessibleName(tr("Events by time"));
    m_view->setAccessibleDescription(tr("Drag to choose a range of time; arrows, plus and minus move the axis."));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search in the events"));
    m_zoom->setText(tr("Zoom to it"));
    m_bookmarks->setText(tr("Bookmarks"));
    m_export->retranslate();
    m_causes->setAccessibleName(tr("Cause and consequences of the chosen event"));
    m_editor->retranslate();
    m_events->retranslate();
    m_shown->retranslate();
    m_view->update();
    showState();
}

void TimelinePage::themeChanged()
{
    m_now->setFont(theme().font(Theme::Type::mono));
    m_bar->setContentsMargins(theme().px(16), 0, theme().px(14), 0);
    m_bar->setSpacing(theme().px(8));
    m_search->setFixedWidth(theme().px(140));
    m_summary->setFont(theme().font(Theme::Type::small));
    m_summary->setColor(theme().colors().muted);
    m_editor->applyTheme();
    m_details->setMinimumWidth(theme().px(330));
    m_view->updateGeometry();
    m_list->doItemsLayout();
    update();
}

}  // namespace vitrine::ui
