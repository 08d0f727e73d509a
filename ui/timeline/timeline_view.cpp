// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
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
constexpr int faultLevelsMin = 2;
constexpr int faultLevelsMax = 6;
constexpr int crowdLinesMax = 12;
constexpr int laneHeightMin = 15;
constexpr int faultLevelHeight = 18;  // a line of Korean, and the gap to the next bar
constexpr int faultGap = 2;

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
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&events, &QAbstractItemModel::rowsInserted, this, qOverload<>(&QWidget::update));
    connect(&events, &QAbstractItemModel::rowsRemoved, this, qOverload<>(&QWidget::update));
    connect(&context.session, &Session::updated, this, [this](const SessionUpdate &update) {
        if (update.reset || update.eventsBegin != update.eventsEnd) countFaults();
    });
    countFaults();
    connect(&context.session.bookmarks(), &Bookmarks::changed, this, [this] {
        updateGeometry();
        update();
    });
}

qsizetype TimelineView::Bar::placeOf(std::optional<EventLog::Position> position) const
{
    const auto found = std::ranges::find_if(faults, [&](const FaultSpan *fault) { return position == fault->position; });
    return found == faults.end() ? -1 : found - faults.begin();
}

QRectF TimelineView::barOf(EventLog::Position position) const
{
    for (const Bar &bar : bars(axis()))
        if (bar.placeOf(position) >= 0) return bar.place;
    return {};
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

TimeRange TimelineView::visibleRange() const
{
    const Axis shown = axis();
    return {shown.from, shown.from + shown.span};
}

int TimelineView::laneHeight() const
{
    const Theme &theme = m_context.theme;
    const int room = m_room - topMargin() - faultsHeight() - theme.px(24);
    return std::clamp(room / laneCount, theme.px(laneHeightMin), theme.px(23));
}

int TimelineView::faultLevels() const
{
    const Theme &theme = m_context.theme;
    const int room = (m_room - topMargin() - theme.px(27) - theme.px(laneHeightMin) * laneCount) / theme.px(faultLevelHeight);
    return std::clamp(m_faultsAtOnce, faultLevelsMin, std::clamp(room, faultLevelsMin, faultLevelsMax));
}

int TimelineView::faultsHeight() const { return m_context.theme.px(3) + faultLevels() * m_context.theme.px(faultLevelHeight); }

void TimelineView::countFaults()
{
    std::array<Instant, faultLevelsMax> ends{};
    int levels = 0;
    for (const FaultSpan &fault : m_context.session.events().faults()) {
        int level = 0;
        while (level < levels && level < faultLevelsMax - 1 && ends[static_cast<std::size_t>(level)] > fault.event.at) ++level;
        Instant &end = ends[static_cast<std::size_t>(level)];
        end = std::max(level < levels ? end : Instant::min(), fault.ended.value_or(Instant::max()));
        levels = std::max(levels, level + 1);
    }
    if (std::exchange(m_faultsAtOnce, levels) == levels) return;
    updateGeometry();
    update();
}

int TimelineView::heightFor(int lane) const { return topMargin() + faultsHeight() + lane * laneCount + m_context.theme.px(24); }

void TimelineView::setRoom(int height)
{
    if (height == m_room) return;
    m_room = height;
    updateGeometry();
    update();
}

// Bookmarks stand above the lanes, where there are any.
int TimelineView::topMargin() const { return m_context.theme.px(m_context.session.bookmarks().all().empty() ? 2 : 14); }
QSize TimelineView::sizeHint() const { return {m_context.theme.px(300), heightFor(laneHeight())}; }
QSize TimelineView::minimumSizeHint() const { return {m_context.theme.px(200), heightFor(m_context.theme.px(laneHeightMin))}; }
qreal TimelineView::laneMiddle(Lane lane) const { return lanesTop() + laneHeight() * (static_cast<int>(lane) + 0.5); }
Duration TimelineView::share(double of) const { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(m_span) * of); }

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

void TimelineView::zoomTo(const TimeRange &range)
{
    setFollowing(false);
    m_span = std::clamp(range.length() + range.length() / 8, spanMin, spanMax);
    m_end = range.to + range.length() / 16;
    update();
}

void TimelineView::pan(Duration by)
{
    setFollowing(false);
    m_end += by;
    update();
}

void TimelineView::zoom(double factor, Instant around, double place)
{
    m_span = std::clamp(share(factor), spanMin, spanMax);
    // While following, the present stays where it is; else the instant does.
    if (!m_following) m_end = around + share(1.0 - place);
    update();
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        const Axis shown = axis();
        paintBox(painter,
                 QRectF(shown.left - m_context.theme.px(6), topMargin(), shown.width + m_context.theme.px(12), bottom() - topMargin()),
                 m_context.theme.px(4), {}, m_context.theme.colors().leader);
    }
}

void TimelineView::paint(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Session &session = m_context.session;
    const Axis shown = axis();
    paintAxis(painter, shown);

    painter.save();
    painter.setClipRect(QRectF(shown.left - theme.px(6), 0, shown.width + theme.px(12), height()));
    if (const auto *simulation = qobject_cast<const SimulationSession *>(&session)) {
        // What lies ahead is known already where the branch has been there.
        const qreal left = std::max(shown.left, shown.x(session.now()));
        const qreal right = std::min(shown.right(), shown.x(simulation->state().horizon.now));
        if (right > left + 1)
            paintHatch(painter, QRectF(left, topMargin(), right - left, bottom() - topMargin()), 0, c.line, theme.pxf(7), 1);
        for (const SimulationViolation &violation : simulation->state().violations) {
            const qreal x = shown.x(violation.at);
            painter.fillRect(QRectF(std::round(x) - 0.75, topMargin(), 1.5, bottom() - topMargin()), c.bad);
            paintMark(painter, Mark::square, QRectF(x - theme.pxf(4.5), topMargin(), theme.pxf(9), theme.pxf(9)), c.bad);
        }
    }
    paintFaults(painter, shown);
    paintEvents(painter, shown);
    paintRange(painter, shown);
    paintCauses(painter, shown);
    paintBookmarks(painter, shown);
    const qreal now = shown.x(session.now());
    if (now <= shown.right()) painter.fillRect(QRectF(std::round(now), topMargin(), 1, bottom() - topMargin()), c.faint);
    painter.restore();
    if (m_events.allRows().empty()) {
        const QString text = tr("Nothing has happened yet.");
        const QFont font = theme.font(Theme::Type::body);
        const qreal wide = textWidth(font, text) + theme.px(24);
        const QRectF plate(shown.left + (shown.width - wide) / 2, lanesTop() + laneHeight() * 2.5, wide, laneHeight());
        painter.fillRect(plate, c.panel);
        paintText(painter, plate, text, font, c.muted, Qt::AlignCenter);
    }
}

void TimelineView::paintAxis(QPainter &painter, const Axis &shown) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Session &session = m_context.session;
    const Duration step = stepFor(m_span, std::max(2, static_cast<int>(shown.width / theme.px(120))));
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
        painter.fillRect(QRectF(std::round(x), topMargin(), 1, bottom() - topMargin()), c.line);
        // Half a millisecond more: the instant is exact, its label is cut.
        QString label = session.timeText(at + std::chrono::microseconds(500), wall);
        if (stepMs % 1'000 == 0) label.chop(4);
        paintText(painter, QRectF(x - theme.px(60), bottom() + theme.px(3), theme.px(120), theme.px(18)), label,
                  theme.font(Theme::Type::monoSmall), c.muted, Qt::AlignCenter);
    }
    const auto name = [&](qreal y, const QString &text, const QColor &color) {
        paintText(painter, QRectF(theme.px(18), y - theme.px(10), shown.left - theme.px(24), theme.px(20)), text,
                  theme.font(Theme::Type::small), color);
    };
    name(topMargin() + faultsHeight() / 2.0, tr("Faults"), c.muted);
    for (int lane = 0; lane < laneCount; ++lane) {
        const qreal y = laneMiddle(static_cast<Lane>(lane));
        name(y, EventSentences::laneName(static_cast<Lane>(lane)), m_events.laneShown(static_cast<Lane>(lane)) ? c.muted : c.faint);
        painter.fillRect(QRectF(shown.left, std::round(y), shown.width, 1), c.line);
    }
}

QList<TimelineView::Bar> TimelineView::bars(const Axis &shown) const
{
    const Theme &theme = m_context.theme;
    const int levels = faultLevels();
    const qreal height = (faultsHeight() - theme.px(3)) / static_cast<qreal>(levels);
    const auto place = [&](qreal left, qreal right, int level) {
        left = std::max(left, shown.left - theme.px(4));
        right = std::min(right, shown.right() + theme.px(4));
        return QRectF(left, topMargin() + theme.px(1) + height * level, right - left, height - theme.px(faultGap));
    };
    QList<Bar> list;
    std::array<qreal, faultLevelsMax> ends{};
    ends.fill(-1e9);
    qsizetype crowd = -1;
    for (const FaultSpan &fault : m_context.session.events().faults()) {
        const qreal left = shown.x(fault.event.at);
        const qreal right = std::max(left + theme.px(3), shown.x(fault.ended.value_or(m_context.session.now())));
        if (right < shown.left || left > shown.right()) continue;
        int level = 0;
        while (level < levels - 1 && ends[static_cast<std::size_t>(level)] > left) ++level;
        qreal &end = ends[static_cast<std::size_t>(level)];
        if (crowd >= 0 && level == levels - 1 && end > left) {
            // More at once than there are levels: what would lie on another one joins it.
            end = std::max(end, right);
            list[crowd].faults << &fault;
            list[crowd].place = list[crowd].place.united(place(left, right, level));
            continue;
        }
        end = std::max(end, right);
        if (level == levels - 1) crowd = list.size();
        list.append({{&fault}, place(left, right, level)});
    }
    return list;
}

void TimelineView::paintFaults(QPainter &painter, const Axis &shown) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const QFont font = theme.font(Theme::Type::tiny);
    for (const Bar &bar : bars(shown)) {
        QColor fill = c.bad;
        fill.setAlphaF(0.14F);
        const qsizetype chosen = bar.placeOf(m_context.selection.event());
        const bool ended = std::ranges::all_of(bar.faults, [](const FaultSpan *fault) { return fault->ended.has_value(); });
        // The axis does not shine through what is to be read.
        paintBox(painter, bar.place, theme.px(3), c.panel, c.panel);
        paintBox(painter, bar.place, theme.px(3), fill, c.bad, ended ? Qt::SolidLine : Qt::DashLine, chosen >= 0 ? 2 : 1);
        if (bar.isCrowd()) paintHatch(painter, bar.place.adjusted(1, 1, -1, -1), theme.px(2), fill, theme.pxf(6), 1);
        const QRectF room = bar.place.adjusted(theme.px(6), 0, -theme.px(4), 0);
        QString text = EventSentences::of(bar.faults[std::max<qsizetype>(chosen, 0)]->event).what;
        if (bar.isCrowd()) {
            text = chosen < 0 ? tr("%n fault(s) at once: %1, …", nullptr, static_cast<int>(bar.faults.size())).arg(text)
                              : tr("%1 of %2: %3").arg(chosen + 1).arg(bar.faults.size()).arg(text);
            if (room.width() < theme.px(120)) text = QStringLiteral("+%1").arg(bar.faults.size());
        }
        if (room.width() > theme.px(bar.isCrowd() ? 16 : 40)) paintText(painter, room, text, font, c.badText);
    }
}

void TimelineView::paintEvents(QPainter &painter, const Axis &shown)
{
    const Theme &theme = m_context.theme;
    const auto &rows = m_events.allRows();
    // Marks that would cover each other are painted once; a mark of another colour is not covered.
    constexpr qreal apart = 2;
    constexpr std::size_t tones = static_cast<std::size_t>(Tone::records) + 1;
    std::array<std::array<qreal, tones>, laneCount> last{};
    for (auto &lane : last) lane.fill(-1e9);
    const qreal size = std::min(theme.pxf(10), laneHeight() * 0.52);
    m_marksPainted = 0;
    for (auto row = std::ranges::lower_bound(rows, shown.from, {}, &EventsModel::Row::at);
         row != rows.end() && row->at <= shown.from + shown.span; ++row) {
        const qreal x = shown.x(row->at);
        qreal &before = last[static_cast<std::size_t>(row->lane)][static_cast<std::size_t>(row->tone)];
        if (x - before < apart) continue;
        before = x;
        paintMark(painter, row->mark, QRectF(x - size / 2, laneMiddle(row->lane) - size / 2, size, size), shapeColor(theme, row->tone));
        ++m_marksPainted;
    }
}

void TimelineView::paintRange(QPainter &painter, const Axis &shown) const
{
    const auto &range = m_context.selection.timeRange();
    if (!range) return;
    const Colors &c = m_context.theme.colors();
    const qreal left = std::clamp(shown.x(range->from), shown.left - 1, shown.right() + 1);
    const qreal right = std::clamp(shown.x(range->to), shown.left - 1, shown.right() + 1);
    // What lies outside steps back.
    QColor veil = c.panel;
    veil.setAlphaF(0.62F);
    const qreal height = bottom() - topMargin();
    const qreal margin = m_context.theme.px(6);
    painter.fillRect(QRectF(shown.left - margin, topMargin(), left - shown.left + margin, height), veil);
    painter.fillRect(QRectF(right, topMargin(), shown.right() + margin - right, height), veil);
    QColor tint = c.leader;
    tint.setAlphaF(0.09F);
    painter.fillRect(QRectF(left, topMargin(), right - left, height), tint);
    for (const qreal edge : {left, right})
        if (edge >= shown.left && edge <= shown.right()) painter.fillRect(QRectF(std::round(edge), topMargin(), 1, height), c.leader);
}

QPointF TimelineView::placeOf(EventLog::Position position) const
{
    const EventLog &log = m_context.session.events();
    if (!log.holds(position)) return {};
    const auto row = m_events.rowOf(position);
    const Lane lane = row ? m_events.allRows()[static_cast<std::size_t>(*row)].lane : EventSentences::of(log.at(position)).lane;
    return {axis().x(log.at(position).at), laneMiddle(lane)};
}

void TimelineView::paintArrow(QPainter &painter, const QPointF &from, const QPointF &to, const QColor &color) const
{
    const Theme &theme = m_context.theme;
    const QPointF way = to - from;
    const qreal length = std::hypot(way.x(), way.y());
    if (length < theme.pxf(4)) return;
    // A bow keeps a long arrow off the marks between; times that are alike stand over each other, and need none.
    QPainterPath path(from);
    QPointF along = way / length;
    const QPointF end = to - along * theme.pxf(6);
    if (way.x() > theme.pxf(30)) {
        const qreal bow = std::min(way.x() / 2, theme.pxf(60));
        along = QPointF(1, 0);
        path.cubicTo(from + QPointF(bow, 0), to - QPointF(bow, 0), to - along * theme.pxf(6));
    } else {
        path.lineTo(end);
    }
    painter.setPen(QPen(color, theme.pxf(1.3)));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    const qreal head = theme.pxf(5);
    const QPointF tip = to - along * theme.pxf(5);
    const QPointF across(-along.y(), along.x());
    const QPointF corners[] = {tip, tip - along * head + across * head * 0.5, tip - along * head - across * head * 0.5};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(corners, 3);
}

void TimelineView::paintCauses(QPainter &painter, const Axis &shown)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const EventLog &log = m_context.session.events();
    const std::optional<std::uint64_t> chosen = m_context.selection.event();
    if (!chosen || !log.holds(*chosen)) return;
    if (m_effectsOf != chosen || m_effectsEnd != log.end()) {
        m_effects = log.consequencesOf(*chosen, consequencesMax);
        m_effectsOf = chosen;
        m_effectsEnd = log.end();
    }
    const QPointF place = placeOf(*chosen);
    // An arrow that would lie on the last one to its lane shows nothing more.
    std::map<qreal, qreal> last;
    for (const EventLog::Position effect : m_effects) {
        const QPointF to = placeOf(effect);
        const auto [before, first] = last.try_emplace(to.y(), to.x());
        if (!first && std::abs(to.x() - before->second) < theme.pxf(24)) continue;
        before->second = to.x();
        paintArrow(painter, place, to, c.moving);
    }
    // Up to where it began.
    EventLog::Position later = *chosen;
    for (int steps = 0; steps < 20; ++steps) {
        const auto cause = log.causeOf(later);
        if (!cause) break;
        paintArrow(painter, placeOf(*cause), placeOf(later), c.leader);
        later = *cause;
    }
    if (place.x() < shown.left - theme.px(6) || place.x() > shown.right() + theme.px(6)) return;
    const EventText text = EventSentences::of(log.at(*chosen));
    painter.fillRect(QRectF(std::round(place.x()) - 0.75, topMargin(), 1.5, bottom() - topMargin()), c.leader);
    const qreal large = theme.pxf(14);
    const QRectF box(place.x() - large / 2, place.y() - large / 2, large, large);
    paintMark(painter, text.mark, box.adjusted(-2, -2, 2, 2), c.panel);
    paintMark(painter, text.mark, box, shapeColor(theme, text.tone));
}

void TimelineView::paintBookmarks(QPainter &painter, const Axis &shown) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const QFont font = theme.font(Theme::Type::tiny);
    qreal free = -1e9;
    const std::vector<Bookmark> &all = m_context.session.bookmarks().all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Bookmark &bookmark = all[i];
        const qreal x = shown.x(bookmark.at);
        if (x < shown.left - 1 || x > shown.right() + 1) continue;
        paintFlag(painter, QPointF(x, 1), bottom() - 1, theme.pxf(12), c.moving);
        const qreal from = x + theme.px(15);
        // A name ends where the next flag stands, or the view.
        const qreal next = i + 1 < all.size() ? shown.x(all[i + 1].at) - theme.px(4) : 1e9;
        const qreal room = std::min<qreal>(theme.px(140), std::min<qreal>(next, shown.right() + theme.px(6)) - from);
        if (from < free || room < theme.px(24)) continue;
        free = from + paintText(painter, QRectF(from, 0, room, theme.px(14)), bookmark.name, font, c.muted) + theme.px(10);
    }
}

std::optional<EventLog::Position> TimelineView::eventAt(const QPointF &point) const
{
    const Axis shown = axis();
    for (const Bar &bar : bars(shown))
        // Each click on a crowd goes to the next of it.
        if (bar.place.adjusted(0, -1, 0, 1).contains(point))
            return bar.faults[(bar.placeOf(m_context.selection.event()) + 1) % bar.faults.size()]->position;
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

const Bookmark *TimelineView::bookmarkAt(const QPointF &point) const
{
    if (point.y() > topMargin()) return nullptr;
    const Axis shown = axis();
    for (const Bookmark &bookmark : m_context.session.bookmarks().all()) {
        const qreal x = shown.x(bookmark.at);
        if (point.x() >= x - 2 && point.x() <= x + m_context.theme.px(30)) return &bookmark;
    }
    return nullptr;
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const Axis shown = axis();
    event->accept();
    if (event->angleDelta().x() != 0 && event->angleDelta().y() == 0) return pan(share(-event->angleDelta().x() / 1'200.0));
    const double place = (event->position().x() - shown.left) / shown.width;
    zoom(std::pow(0.8, event->angleDelta().y() / 120.0), shown.at(event->position().x()), place);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    const Axis shown = axis();
    const bool pans =
        event->button() == Qt::MiddleButton || event->modifiers().testFlag(Qt::ShiftModifier) || event->position().y() > bottom();
    m_drag = pans ? Drag::pan : Drag::range;
    m_dragFrom = event->position();
    m_dragInstant = shown.at(event->position().x());
    m_dragEnd = shown.from + shown.span;
    m_dragged = false;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_drag == Drag::none) {
        const bool on = bookmarkAt(event->position()) || eventAt(event->position());
        setCursor(on ? Qt::PointingHandCursor : event->position().y() > bottom() ? Qt::OpenHandCursor : Qt::ArrowCursor);
        return;
    }
    const qreal dx = event->position().x() - m_dragFrom.x();
    if (!m_dragged && std::abs(dx) < 4) return;
    m_dragged = true;
    const Axis shown = axis();
    if (m_drag == Drag::range) {
        const qreal x = std::clamp(event->position().x(), shown.left, shown.right());
        m_context.selection.setTimeRange(TimeRange{m_dragInstant, shown.at(x)});
    } else {
        setFollowing(false);
        m_end = m_dragEnd - share(dx / shown.width);
    }
    update();
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (std::exchange(m_drag, Drag::none) == Drag::none || m_dragged) return;
    if (const Bookmark *bookmark = bookmarkAt(event->position())) Q_EMIT bookmarkChosen(bookmark->id);
    else if (const auto position = eventAt(event->position())) Q_EMIT chosen(*position);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!bookmarkAt(event->position()) && !eventAt(event->position())) setFollowing(true);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const Axis shown = axis();
    const EventLog &log = m_context.session.events();
    const auto chosen = m_context.selection.event();
    const std::optional<Instant> at = chosen && log.holds(*chosen) ? std::optional(log.at(*chosen).at) : std::nullopt;
    const TimeRange range = m_context.selection.timeRange().value_or(TimeRange{shown.from, shown.from + shown.span});
    switch (event->key()) {
    case Qt::Key_Left: return pan(share(-0.125));
    case Qt::Key_Right: return pan(share(0.125));
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoom(0.8, shown.from + shown.span / 2, 0.5);
    case Qt::Key_Minus: return zoom(1.25, shown.from + shown.span / 2, 0.5);
    case Qt::Key_Home:
        if (!m_events.allRows().empty()) show(m_events.allRows().front().at);
        return;
    case Qt::Key_End: return setFollowing(true);
    case Qt::Key_BracketLeft:
        if (at) m_context.selection.setTimeRange(TimeRange{*at, std::max(*at, range.to)});
        return;
    case Qt::Key_BracketRight:
        if (at) m_context.selection.setTimeRange(TimeRange{std::min(*at, range.from), *at});
        return;
    default: QWidget::keyPressEvent(event);
    }
}

QString TimelineView::tipAt(const QPointF &point) const
{
    const Session &session = m_context.session;
    if (const Bookmark *bookmark = bookmarkAt(point)) {
        QStringList lines{session.timeText(bookmark->at), bookmark->name};
        if (!bookmark->note.isEmpty()) lines << bookmark->note;
        return lines.join(QLatin1Char('\n'));
    }
    for (const Bar &bar : bars(axis())) {
        if (!bar.place.adjusted(0, -1, 0, 1).contains(point)) continue;
        const auto lasted = [&](const FaultSpan &fault) {
            const Duration took = fault.ended.value_or(session.now()) - fault.event.at;
            return fault.ended ? tr("from %1 to %2: %3")
                                     .arg(session.timeText(fault.event.at), session.timeText(*fault.ended), Format::duration(took))
                               : tr("in force since %1: %2").arg(session.timeText(fault.event.at), Format::duration(took));
        };
        if (!bar.isCrowd()) return EventSentences::of(bar.faults.first()->event).what + QLatin1Char('\n') + lasted(*bar.faults.first());
        QStringList lines;
        const auto left = static_cast<int>(bar.faults.size()) - crowdLinesMax;
        for (const FaultSpan *fault : bar.faults) {
            if (lines.size() == crowdLinesMax) break;
            lines << EventSentences::of(fault->event).what + QStringLiteral(" · ") + lasted(*fault);
        }
        if (left > 0) lines << tr("%n more fault(s), named in the table.", nullptr, left);
        return lines.join(QLatin1Char('\n'));
    }
    const EventLog &log = session.events();
    const auto position = eventAt(point);
    if (!position || !log.holds(*position)) return {};
    const observe::Event &found = log.at(*position);
    const EventText text = EventSentences::of(found);
    QStringList lines{session.timeText(found.at, found.wall_time), text.what};
    if (!text.why.isEmpty()) lines << text.why;
    if (const auto cause = log.causeOf(*position)) lines << tr("Caused by: %1").arg(EventSentences::of(log.at(*cause)).what);
    return lines.join(QLatin1Char('\n'));
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString tip = tipAt(help->pos());
    if (tip.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

}  // namespace vitrine::ui
