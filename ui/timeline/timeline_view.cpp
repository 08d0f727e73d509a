// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"
#include "ui/session/simulation_session.h"

namespace vitrine::ui {

namespace {

constexpr Duration spanMin = std::chrono::milliseconds(50);
constexpr Duration spanMax = std::chrono::hours(24);

// A round step of time that gives labels room.
Duration stepFor(Duration span, int labels)
{
    using namespace std::chrono;
    static constexpr std::array<Duration, 22> steps{
        milliseconds(1),   milliseconds(2),   milliseconds(5),   milliseconds(10), milliseconds(20), milliseconds(50),
        milliseconds(100), milliseconds(200), milliseconds(500), seconds(1),       seconds(2),       seconds(5),
        seconds(10),       seconds(15),       seconds(30),       minutes(1),       minutes(2),       minutes(5),
        minutes(15),       minutes(30),       hours(1),          hours(4)};
    for (const Duration step : steps)
        if (span / step <= labels) return step;
    return steps.back();
}

}  // namespace

TimelineView::TimelineView(const Context &context, const EventsModel &events, QWidget *parent)
    : QWidget(parent), m_context(context), m_events(events)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    connect(&events, &QAbstractItemModel::rowsInserted, this, qOverload<>(&QWidget::update));
    connect(&events, &QAbstractItemModel::rowsRemoved, this, qOverload<>(&QWidget::update));
}

qreal TimelineView::Axis::x(Instant at) const
{
    return left + width * std::chrono::duration<double>(at - from).count() / std::chrono::duration<double>(span).count();
}

Instant TimelineView::Axis::at(qreal x) const
{
    return from + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(span) * ((x - left) / width));
}

TimelineView::Axis TimelineView::axis() const
{
    const Theme &theme = m_context.theme;
    Axis axis;
    axis.left = theme.px(92);
    axis.width = std::max<qreal>(50, width() - axis.left - theme.px(28));
    axis.span = m_span;
    // A little of the future keeps the newest mark off the edge.
    const Instant end = m_following ? m_context.session.now() + m_span / 24 : m_end;
    axis.from = m_following ? m_context.session.plotFrom(end - m_span) : end - m_span;
    return axis;
}

int TimelineView::laneHeight() const
{
    const Theme &theme = m_context.theme;
    const int room = (m_pageHeight - topMargin() - theme.px(24) - theme.px(28) * 4) / laneCount;
    return std::clamp(room, theme.px(17), theme.px(23));
}

void TimelineView::setPageHeight(int height)
{
    if (height == m_pageHeight) return;
    m_pageHeight = height;
    updateGeometry();
    update();
}
int TimelineView::topMargin() const { return m_context.theme.px(2); }
QSize TimelineView::sizeHint() const { return {m_context.theme.px(300), topMargin() + laneHeight() * laneCount + m_context.theme.px(24)}; }
qreal TimelineView::laneMiddle(Lane lane) const { return topMargin() + laneHeight() * (static_cast<int>(lane) + 0.5); }

void TimelineView::setFollowing(bool following)
{
    if (following == m_following) return;
    if (!following) m_end = m_context.session.now() + m_span / 24;
    m_following = following;
    Q_EMIT followingChanged(following);
    update();
}

void TimelineView::show(Instant at)
{
    const Axis shown = axis();
    if (at >= shown.from && at <= shown.from + shown.span) {
        update();
        return;
    }
    setFollowing(false);
    m_end = at + m_span / 3;
    update();
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Axis shown = axis();
    const qreal bottom = topMargin() + laneHeight() * laneCount;

    const Duration step = stepFor(m_span, std::max(2, static_cast<int>(shown.width / theme.px(120))));
    const Session &session = m_context.session;
    // Labels stand at round times; below a second they need their thousandths.
    const std::int64_t stepMs = std::max<std::int64_t>(1, to_milliseconds(step));
    const WallTime begin = session.toWall(shown.from);
    const WallTime origin = session.axisOrigin();
    const std::int64_t firstMs = (begin - origin).count() / stepMs * stepMs;
    for (std::int64_t ms = firstMs; ms <= (session.toWall(shown.from + shown.span) - origin).count(); ms += stepMs) {
        const WallTime wall = origin + Milliseconds(ms);
        const Instant at = shown.from + std::chrono::duration_cast<Duration>(wall - begin);
        const qreal x = shown.x(at);
        if (x < shown.left || (ms < 0 && origin != WallTime{})) continue;
        painter.fillRect(QRectF(std::round(x), topMargin(), 1, bottom - topMargin()), c.line);
        // Half a millisecond more: the instant is exact, its label is cut.
        QString label = session.timeText(at + std::chrono::microseconds(500), wall);
        if (stepMs % 1'000 == 0) label.chop(4);
        paintText(painter, QRectF(x - theme.px(60), bottom + theme.px(3), theme.px(120), theme.px(18)), label,
                  theme.font(Theme::Type::monoSmall), c.muted, Qt::AlignCenter);
    }
    for (int lane = 0; lane < laneCount; ++lane) {
        const qreal y = laneMiddle(static_cast<Lane>(lane));
        paintText(painter, QRectF(theme.px(18), y - theme.px(10), shown.left - theme.px(24), theme.px(20)),
                  EventSentences::laneName(static_cast<Lane>(lane)), theme.font(Theme::Type::small),
                  m_events.laneShown(static_cast<Lane>(lane)) ? c.muted : c.faint);
        painter.fillRect(QRectF(shown.left, std::round(y), shown.width, 1), c.line);
    }

    painter.save();
    painter.setClipRect(QRectF(shown.left - theme.px(6), 0, shown.width + theme.px(12), height()));
    if (const auto *simulation = qobject_cast<const SimulationSession *>(&session)) {
        // What lies ahead is known already where the branch has been there.
        const qreal left = std::max(shown.left, shown.x(session.now()));
        const qreal right = std::min(shown.left + shown.width, shown.x(simulation->state().horizon.now));
        if (right > left + 1)
            paintHatch(painter, QRectF(left, topMargin(), right - left, bottom - topMargin()), 0, c.line, theme.pxf(7), 1);
        for (const SimulationViolation &violation : simulation->state().violations) {
            const qreal x = shown.x(violation.at);
            painter.fillRect(QRectF(std::round(x) - 0.75, topMargin(), 1.5, bottom - topMargin()), c.bad);
            paintMark(painter, Mark::square, QRectF(x - theme.pxf(4.5), topMargin(), theme.pxf(9), theme.pxf(9)), c.bad);
        }
    }
    const std::optional<std::uint64_t> selected = m_context.selection.event();
    const auto &rows = m_events.allRows();
    const auto first = std::ranges::lower_bound(rows, shown.from, {}, &EventsModel::Row::at);
    const EventsModel::Row *chosenRow = nullptr;
    std::array<std::pair<int, Tone>, laneCount> last{};
    last.fill({-1'000'000, Tone::text});
    const qreal size = std::min(theme.pxf(10), laneHeight() * 0.52);
    for (auto row = first; row != rows.end() && row->at <= shown.from + shown.span; ++row) {
        const qreal x = shown.x(row->at);
        if (selected && row->position == *selected) chosenRow = &*row;
        // Marks that would cover each other exactly are painted once.
        auto &[lastX, lastTone] = last[static_cast<std::size_t>(row->lane)];
        if (static_cast<int>(x) == lastX && row->tone == lastTone) continue;
        lastX = static_cast<int>(x);
        lastTone = row->tone;
        paintMark(painter, row->mark, QRectF(x - size / 2, laneMiddle(row->lane) - size / 2, size, size), shapeColor(theme, row->tone));
    }
    if (chosenRow) {
        const qreal x = shown.x(chosenRow->at);
        painter.fillRect(QRectF(std::round(x) - 0.75, 0, 1.5, bottom), c.leader);
        const qreal large = theme.pxf(14);
        const QRectF box(x - large / 2, laneMiddle(chosenRow->lane) - large / 2, large, large);
        paintMark(painter, chosenRow->mark, box.adjusted(-2, -2, 2, 2), c.panel);
        paintMark(painter, chosenRow->mark, box, shapeColor(theme, chosenRow->tone));
    }
    const qreal now = shown.x(session.now());
    if (now <= shown.left + shown.width) painter.fillRect(QRectF(std::round(now), topMargin(), 1, bottom - topMargin()), c.faint);
    painter.restore();
    if (rows.empty()) {
        const QString text = tr("Nothing has happened yet.");
        const QFont font = theme.font(Theme::Type::body);
        const qreal wide = textWidth(font, text) + theme.px(24);
        const QRectF plate(shown.left + (shown.width - wide) / 2, topMargin() + laneHeight() * 2.5, wide, laneHeight());
        painter.fillRect(plate, c.panel);
        paintText(painter, plate, text, font, c.muted, Qt::AlignCenter);
    }
}

std::optional<EventLog::Position> TimelineView::eventAt(const QPointF &point) const
{
    const Axis shown = axis();
    const qreal reach = m_context.theme.px(8);
    const auto &rows = m_events.allRows();
    const auto first = std::ranges::lower_bound(rows, shown.at(point.x() - reach), {}, &EventsModel::Row::at);
    std::optional<EventLog::Position> best;
    qreal nearest = reach + 1;
    for (auto row = first; row != rows.end(); ++row) {
        const qreal dx = std::abs(shown.x(row->at) - point.x());
        if (shown.x(row->at) > point.x() + reach) break;
        if (std::abs(laneMiddle(row->lane) - point.y()) > laneHeight() / 2.0 || dx > nearest) continue;
        nearest = dx;
        best = row->position;
    }
    return best;
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const Axis shown = axis();
    if (event->angleDelta().x() != 0 && event->angleDelta().y() == 0) {
        setFollowing(false);
        m_end -= std::chrono::duration_cast<Duration>(std::chrono::duration<double>(m_span) * (event->angleDelta().x() / 1'200.0));
        update();
        return;
    }
    const double factor = std::pow(0.8, event->angleDelta().y() / 120.0);
    const Duration span =
        std::clamp(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(m_span) * factor), spanMin, spanMax);
    const Instant fixed = shown.at(event->position().x());
    const double share = (event->position().x() - shown.left) / shown.width;
    m_span = span;
    // While following, the present stays where it is; else the instant under the pointer does.
    if (!m_following) m_end = fixed + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(span) * (1.0 - share));
    event->accept();
    update();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) return;
    m_dragFrom = event->position();
    m_dragEnd = axis().from + m_span;
    m_dragged = false;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragFrom) {
        setCursor(eventAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const qreal dx = event->position().x() - m_dragFrom->x();
    if (!m_dragged && std::abs(dx) < 4) return;
    m_dragged = true;
    setFollowing(false);
    const Axis shown = axis();
    m_end = m_dragEnd - std::chrono::duration_cast<Duration>(std::chrono::duration<double>(m_span) * (dx / shown.width));
    update();
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragFrom.reset();
    if (m_dragged) return;
    if (const auto position = eventAt(event->position())) Q_EMIT chosen(*position);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *) { setFollowing(true); }

bool TimelineView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const EventLog &log = m_context.session.events();
    if (const auto position = eventAt(help->pos()); position && log.holds(*position)) {
        const observe::Event &found = log.at(*position);
        const EventText text = EventSentences::of(found);
        QToolTip::showText(
            help->globalPos(),
            m_context.session.timeText(found.at, found.wall_time) + QLatin1Char('\n') + text.what + QLatin1Char('\n') + text.why, this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

}  // namespace vitrine::ui
