// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
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
    if (index.data(EventsModel::HasCauseRole).toBool()) add(Action::cause, tr("Cause"));
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
    // Causes stand under each other where there is room for both.
    const qreal whatRoom = std::min((right - x) * 0.5, static_cast<qreal>(m_theme.px(340)));
    const QString whatText = what.data().toString();
    const QFont whatFont = m_theme.font(Theme::Type::bodyMedium);
    const QString whyText = index.siblingAtColumn(EventsModel::why).data().toString();
    const qreal whatWidth = whyText.isEmpty() ? right - x : std::max(whatRoom, std::min(textWidth(whatFont, whatText), (right - x) * 0.62));
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
    : Page(context, parent), m_events(new EventsModel(context.session, this)), m_view(new TimelineView(context, *m_events, this)),
      m_list(new QListView(this)), m_now(new QLabel(this)), m_filter(new QToolButton(this)), m_follow(new QToolButton(this)),
      m_routine(nullptr)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 6);
    layout->setSpacing(4);
    layout->addWidget(m_view);
    layout->addWidget(m_list, 1);
    m_list->setModel(m_events);
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
        });
    }
    m_filter->menu()->addSeparator();
    m_routine = m_filter->menu()->addAction(QString());
    m_routine->setCheckable(true);
    connect(m_routine, &QAction::toggled, this, [this](bool shown) { m_events->setRoutineShown(shown); });
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::toggled, m_view, &TimelineView::setFollowing);
    connect(m_view, &TimelineView::followingChanged, m_follow, &QToolButton::setChecked);
    connect(m_follow, &QToolButton::toggled, this, [this](bool on) {
        if (!on) return;
        m_atEnd = true;
        scrollToEnd();
    });

    connect(m_view, &TimelineView::chosen, this, &TimelinePage::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (current.isValid() && !m_choosing) choose(current.data(EventsModel::PositionRole).toULongLong());
    });
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_atEnd = value >= m_list->verticalScrollBar()->maximum() - 2; });
    connect(m_list->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] { scrollToEnd(); });
    connect(delegate, &EventDelegate::actionChosen, this, [this](EventDelegate::Action action, const QModelIndex &index) {
        const EventLog::Position position = index.data(EventsModel::PositionRole).toULongLong();
        const EventLog &log = session().events();
        if (!log.holds(position)) return;
        const observe::Event &event = log.at(position);
        switch (action) {
        case EventDelegate::Action::show: choose(position); break;
        case EventDelegate::Action::cause:
            if (const auto cause = event.cause ? log.find(*event.cause) : std::nullopt) choose(*cause);
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

QList<QWidget *> TimelinePage::headerWidgets() { return {m_now, m_follow, m_filter}; }

void TimelinePage::choose(EventLog::Position position)
{
    const EventLog &log = session().events();
    if (!log.holds(position)) return;
    const EventSubject subject = EventSentences::subjectOf(log.at(position));
    // One click, one place: the event and what it is about are chosen everywhere.
    selection().setEvent(position);
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
    if (!update || update->eventsDropped > 0) Q_EMIT headerChanged();
}

void TimelinePage::selectionChanged()
{
    const auto position = selection().event();
    if (!position || !session().events().holds(*position)) {
        m_view->update();
        return;
    }
    m_view->show(session().events().at(*position).at);
    if (const auto row = m_events->rowOf(*position)) {
        m_choosing = true;
        const QModelIndex index = m_events->index(*row, 0);
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
        m_choosing = false;
    }
}

void TimelinePage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_view->setPageHeight(height());
}

void TimelinePage::retranslate()
{
    for (int lane = 0; lane < laneCount; ++lane) m_laneActions[lane]->setText(EventSentences::laneName(static_cast<Lane>(lane)));
    m_filter->setText(tr("Events"));
    m_routine->setText(tr("Routine: commits, votes, coordinators"));
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("The axis moves with the present."));
    m_list->setAccessibleName(tr("Events"));
    m_view->setAccessibleName(tr("Events by time"));
    m_events->retranslate();
    m_view->update();
}

void TimelinePage::themeChanged()
{
    m_now->setFont(theme().font(Theme::Type::mono));
    m_view->updateGeometry();
    m_list->doItemsLayout();
    update();
}

}  // namespace vitrine::ui
