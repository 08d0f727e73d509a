// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/scrubber.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/session/simulation_session.h"
#include "ui/simulation/simulation_text.h"

namespace vitrine::ui {

namespace {

using std::chrono::seconds;

constexpr Duration rangeMin = seconds(10);

}  // namespace

Scrubber::Scrubber(const Context &context, SimulationSession &simulation, QWidget *parent)
    : QWidget(parent), m_context(context), m_simulation(simulation)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&simulation, &SimulationSession::stateChanged, this, qOverload<>(&QWidget::update));
    connect(&context.theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize Scrubber::sizeHint() const { return {m_context.theme.px(300), m_context.theme.px(34)}; }

QRectF Scrubber::track() const
{
    const Theme &theme = m_context.theme;
    const qreal side = theme.px(10);
    return {side, theme.pxf(8), width() - 2 * side, theme.pxf(6)};
}

Duration Scrubber::range() const
{
    const SimulationState &state = m_simulation.state();
    const Duration far = std::max(state.horizon.now, state.position.now) - Instant{};
    // A little room ahead, in steps, so that the axis does not move with every frame.
    Duration range = rangeMin;
    while (range < far + far / 50) range = range + std::max<Duration>(range / 2, seconds(5));
    return range;
}

qreal Scrubber::xOf(Instant at) const
{
    const QRectF area = track();
    return area.left() +
           area.width() * std::chrono::duration<double>(at - Instant{}).count() / std::chrono::duration<double>(range()).count();
}

Instant Scrubber::timeAt(qreal x) const
{
    const QRectF area = track();
    const double share = std::clamp((x - area.left()) / std::max<qreal>(1, area.width()), 0.0, 1.0);
    return Instant{} + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(range()) * share);
}

void Scrubber::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const SimulationState &state = m_simulation.state();
    const QRectF area = track();
    const qreal radius = area.height() / 2;
    paintBox(painter, area, radius, c.sunk, c.line);
    const Instant shown = m_simulation.now();
    const qreal now = std::min(area.right(), xOf(shown));
    const qreal end = std::min(area.right(), xOf(std::max(state.horizon.now, shown)));
    if (end > now + 1) {
        const QRectF future(now, area.top(), end - now, area.height());
        paintBox(painter, future, radius, c.offline, {});
        paintHatch(painter, future, radius, c.panel, theme.pxf(5), theme.pxf(1.4));
    }
    paintBox(painter, QRectF(area.left(), area.top(), std::max<qreal>(area.height(), now - area.left()), area.height()), radius, c.leader,
             {});

    // Round times below, as many as have room.
    static constexpr std::array<int, 14> steps{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1'800, 3'600, 7'200};
    const QFont font = theme.font(Theme::Type::monoSmall);
    const double total = std::chrono::duration<double>(range()).count();
    const double fits = std::max(1.0, area.width() / theme.px(84));
    const auto step = std::ranges::find_if(steps, [&](int s) { return total / s <= fits; });
    const int every = step == steps.end() ? steps.back() : *step;
    for (int second = 0; second <= static_cast<int>(total); second += every) {
        const qreal x = xOf(Instant(seconds(second)));
        painter.fillRect(QRectF(std::round(x), area.bottom() + theme.px(2), 1, theme.px(3)), c.line);
        const QString label = QStringLiteral("%1:%2").arg(second / 60).arg(second % 60, 2, 10, QLatin1Char('0'));
        const qreal wide = textWidth(font, label);
        const qreal left = std::clamp(x - wide / 2, 0.0, width() - wide);
        paintText(painter, QRectF(left, area.bottom() + theme.px(4), wide + 1, theme.px(16)), label, font, c.muted);
    }

    const qreal size = theme.pxf(9);
    const auto mark = [&](Instant at, Mark shape, const QColor &color) {
        const qreal x = xOf(at);
        const QRectF box(x - size / 2, area.center().y() - size / 2, size, size);
        paintMark(painter, shape, box.adjusted(-1.5, -1.5, 1.5, 1.5), c.panel);
        paintMark(painter, shape, box, color);
    };
    for (const SimulationMark &deed : state.marks) mark(deed.at.now, Mark::diamond, c.warning);
    for (const SimulationViolation &violation : state.violations) mark(violation.at, Mark::square, c.bad);

    if (state.busy) {
        const qreal x = xOf(state.target.now);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.leader, 1.5, Qt::DotLine));
        painter.drawLine(QPointF(x, 1), QPointF(x, area.bottom() + theme.px(6)));
    }
    const qreal handle = m_drag ? std::clamp(*m_drag, area.left(), area.right()) : now;
    const qreal reach = theme.pxf(m_drag || hasFocus() ? 7.5 : 6.5);
    painter.setPen(QPen(c.panel, theme.pxf(2)));
    painter.setBrush(c.leader);
    painter.drawEllipse(QPointF(handle, area.center().y()), reach, reach);
    if (const auto pointer = m_drag ? m_drag : m_hover) {
        // The time under the pointer stands beside it; it covers the round ones below.
        const QString label = SimulationText::time(timeAt(*pointer));
        const QFont strong = theme.font(Theme::Type::monoSmall);
        const qreal wide = textWidth(strong, label) + theme.px(10);
        const qreal left = std::clamp(*pointer - wide / 2, 0.0, width() - wide);
        const QRectF plate(left, area.bottom() + theme.px(3), wide, theme.px(16));
        paintBox(painter, plate, theme.px(4), c.panel, c.line);
        paintText(painter, plate, label, strong, c.text, Qt::AlignCenter);
    }
}

void Scrubber::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) return;
    m_drag = event->position().x();
    update();
}

void Scrubber::mouseMoveEvent(QMouseEvent *event)
{
    (m_drag ? m_drag : m_hover) = event->position().x();
    update();
}

void Scrubber::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_drag) return;
    const Instant at = timeAt(*m_drag);
    m_drag.reset();
    m_simulation.jumpTo(at);
    update();
}

void Scrubber::leaveEvent(QEvent *)
{
    m_hover.reset();
    update();
}

void Scrubber::keyPressEvent(QKeyEvent *event)
{
    const Instant now = m_simulation.now();
    const Duration step = event->modifiers() & Qt::ShiftModifier ? Duration(seconds(10)) : Duration(seconds(1));
    switch (event->key()) {
    case Qt::Key_Left: m_simulation.jumpTo(std::max(Instant{}, now - step)); return;
    case Qt::Key_Right: m_simulation.jumpTo(now + step); return;
    case Qt::Key_Home: m_simulation.jumpTo(Instant{}); return;
    case Qt::Key_End: m_simulation.jumpTo(m_simulation.state().horizon); return;
    default: QWidget::keyPressEvent(event);
    }
}

QString Scrubber::tipAt(const QPointF &point) const
{
    const SimulationState &state = m_simulation.state();
    const qreal reach = m_context.theme.px(6);
    QStringList lines;
    for (const SimulationMark &mark : state.marks)
        if (std::abs(xOf(mark.at.now) - point.x()) <= reach) lines << SimulationText::time(mark.at.now) + QStringLiteral("  ") + mark.text;
    for (const SimulationViolation &violation : state.violations)
        if (std::abs(xOf(violation.at) - point.x()) <= reach)
            lines << SimulationText::time(violation.at) + QStringLiteral("  ") + violation.checker + QStringLiteral(": ") +
                         violation.sentence;
    constexpr qsizetype linesMax = 12;
    return lines.first(std::min(linesMax, lines.size())).join(QLatin1Char('\n'));
}

bool Scrubber::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString tip = tipAt(help->pos());
    if (tip.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

}  // namespace vitrine::ui
