// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/message_lanes.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

Tone toneOf(const MessageInFlight &message)
{
    if (message.isHeld()) return Tone::bad;
    if (message.isRecords()) return Tone::records;
    if (message.isQuorum()) return Tone::moving;
    return Tone::leader;
}

// What is held says most, then elections, then records.
int weight(Tone tone)
{
    switch (tone) {
    case Tone::bad: return 3;
    case Tone::moving: return 2;
    case Tone::records: return 1;
    default: return 0;
    }
}

// How far it is on its way: what is held stands where it is held.
double standing(const MessageInFlight &message, Instant now)
{
    constexpr double atTheDoor = 0.9;
    switch (message.held) {
    case MessageInFlight::Held::no: break;
    case MessageInFlight::Held::connecting: return 1 - atTheDoor;
    case MessageInFlight::Held::cut: return 0.5;
    case MessageInFlight::Held::paused:
    case MessageInFlight::Held::notReading:
    case MessageInFlight::Held::busy: return std::min(message.progress(now), atTheDoor);
    }
    return message.progress(now);
}

}  // namespace

bool MessageLanes::Bundle::holds(std::uint64_t message) const { return std::ranges::find(messages, message) != messages.end(); }

QPointF MessageLanes::Arc::at(double t) const { return from * ((1 - t) * (1 - t)) + bend * (2 * t * (1 - t)) + to * (t * t); }

MessageLanes::Arc MessageLanes::arcOf(const QRectF &from, const QRectF &to) const
{
    // Both directions of a pair and the pairs of one machine leave its card at different places.
    const double direction = to.center().x() > from.center().x() ? 1 : -1;
    const auto foot = [&](const QRectF &card, double towards, bool sends) {
        const double reach = card.width() * (sends ? 0.30 : 0.16);
        return QPointF(card.center().x() + towards * reach, m_band.top() + m_theme.px(8));
    };
    Arc arc{.from = foot(from, direction, true), .to = foot(to, -direction, false)};
    const double distance = std::abs(to.center().x() - from.center().x()) / std::max(1.0, m_band.width());
    const double depth = (m_band.height() - m_theme.px(14)) * std::clamp(0.46 + 0.62 * distance, 0.3, 1.0);
    arc.bend = {(arc.from.x() + arc.to.x()) / 2, m_band.top() + depth * (direction > 0 ? 2.0 : 1.52)};
    return arc;
}

void MessageLanes::layOut(const QRectF &band, const std::map<BrokerId, QRectF> &cards, const QRectF &clients,
                          const std::vector<MessageInFlight> &messages, Instant now)
{
    m_band = band;
    m_arcs.clear();
    m_bundles.clear();
    const auto cardOf = [&](BrokerId machine) {
        const auto found = cards.find(machine);
        return found == cards.end() ? clients : found->second;
    };
    for (const MessageInFlight &message : messages) {
        const QRectF from = cardOf(message.from);
        const QRectF to = cardOf(message.to);
        if (from.isNull() || to.isNull() || from == to) continue;
        const Arc arc = arcOf(from, to);
        if (std::ranges::find(m_arcs, arc) == m_arcs.end()) m_arcs.push_back(arc);
        place(message, arc, standing(message, now));
    }
    writeLabels();
}

void MessageLanes::place(const MessageInFlight &message, const Arc &arc, double progress)
{
    const QPointF center = arc.at(std::clamp(progress, 0.0, 1.0));
    const Tone tone = toneOf(message);
    const Mark mark = message.isHeld() ? Mark::square : message.response ? Mark::ring : Mark::circle;
    const double reach = m_theme.pxf(9);
    for (Bundle &bundle : m_bundles) {
        const QPointF apart = bundle.center - center;
        if (bundle.held != message.isHeld() || std::hypot(apart.x(), apart.y()) > reach) continue;
        bundle.messages.push_back(message.id);
        if (weight(tone) > weight(bundle.tone)) bundle.tone = tone;
        if (bundle.mark == Mark::ring && mark == Mark::circle) bundle.mark = mark;
        if (bundle.messages.size() == 2 && bundle.label == message.api) bundle.label += QStringLiteral(" ×2");
        else bundle.label = QStringLiteral("×%1").arg(bundle.messages.size());
        return;
    }
    m_bundles.push_back(
        {.messages = {message.id}, .center = center, .mark = mark, .tone = tone, .label = message.api, .held = message.isHeld()});
}

void MessageLanes::writeLabels()
{
    // A label stands beside its mark where nothing else does; what has no room is told by the tooltip.
    const QFont font = m_theme.font(Theme::Type::tiny);
    const qreal height = m_theme.px(14);
    std::vector<QRectF> taken;
    for (const Bundle &bundle : m_bundles) {
        const qreal reach = m_theme.pxf(7);
        taken.emplace_back(bundle.center.x() - reach, bundle.center.y() - reach, 2 * reach, 2 * reach);
    }
    m_labels.assign(m_bundles.size(), QRectF());
    for (std::size_t i = 0; i < m_bundles.size(); ++i) {
        const Bundle &bundle = m_bundles[i];
        if (bundle.label.isEmpty()) continue;
        const qreal width = textWidth(font, bundle.label) + 2;
        const qreal gap = m_theme.pxf(12);  // beyond the ring of a chosen one
        const QRectF places[] = {
            {bundle.center.x() + gap, bundle.center.y() - height / 2, width, height},
            {bundle.center.x() - gap - width, bundle.center.y() - height / 2, width, height},
            {bundle.center.x() - width / 2, bundle.center.y() + gap - m_theme.px(2), width, height},
            {bundle.center.x() - width / 2, bundle.center.y() - gap - height + m_theme.px(2), width, height},
        };
        for (const QRectF &place : places) {
            const bool inside = place.left() >= m_band.left() && place.right() <= m_band.right() && place.top() >= m_band.top() - 2 &&
                                place.bottom() <= m_band.bottom();
            if (!inside || std::ranges::any_of(taken, [&](const QRectF &other) { return other.intersects(place); })) continue;
            m_labels[i] = place;
            taken.push_back(place.adjusted(-m_theme.px(3), 0, m_theme.px(3), 0));
            break;
        }
    }
}

void MessageLanes::paint(QPainter &painter, std::uint64_t chosen) const
{
    const Colors &c = m_theme.colors();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.offline, m_theme.pxf(1.1)));
    for (const Arc &arc : m_arcs) {
        QPainterPath path(arc.from);
        path.quadTo(arc.bend, arc.to);
        painter.drawPath(path);
        // Which way it goes: the head of an arrow at its end.
        const QPointF tip = arc.to;
        const qreal size = m_theme.pxf(3.2);
        painter.drawPolyline(QPolygonF{tip + QPointF(-size, size), tip, tip + QPointF(size, size)});
    }
    for (std::size_t i = 0; i < m_bundles.size(); ++i) {
        const Bundle &bundle = m_bundles[i];
        const bool isChosen = chosen != 0 && bundle.holds(chosen);
        const qreal size = m_theme.pxf(bundle.messages.size() > 1 ? 11 : 9);
        const QRectF box(bundle.center.x() - size / 2, bundle.center.y() - size / 2, size, size);
        // A rim in the colour of the panel lifts the mark off its line; a ring is hollow, so its inside is the panel's, too.
        paintMark(painter, bundle.mark == Mark::ring ? Mark::circle : bundle.mark, box.adjusted(-2, -2, 2, 2), c.panel);
        paintMark(painter, bundle.mark, box, shapeColor(m_theme, bundle.tone));
        if (isChosen) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(c.text, m_theme.pxf(1.6)));
            const qreal reach = size / 2 + m_theme.pxf(4);
            painter.drawEllipse(bundle.center, reach, reach);
        }
        if (m_labels[i].isNull()) continue;
        const bool strong = isChosen || bundle.held;
        painter.fillRect(m_labels[i].adjusted(-1, 2, 1, -2), c.panel);
        paintText(painter, m_labels[i], bundle.label, m_theme.font(strong ? Theme::Type::tinyStrong : Theme::Type::tiny),
                  strong ? (bundle.held ? c.badText : c.text) : c.muted, Qt::AlignCenter, Qt::ElideNone);
    }
    painter.restore();
}

const MessageLanes::Bundle *MessageLanes::at(const QPointF &point) const
{
    const Bundle *best = nullptr;
    double nearest = m_theme.pxf(12);
    for (const Bundle &bundle : m_bundles) {
        const QPointF apart = bundle.center - point;
        const double distance = std::hypot(apart.x(), apart.y());
        if (distance > nearest) continue;
        nearest = distance;
        best = &bundle;
    }
    if (best) return best;
    for (std::size_t i = 0; i < m_bundles.size(); ++i)
        if (!m_labels[i].isNull() && m_labels[i].contains(point)) return &m_bundles[i];
    return nullptr;
}

const MessageLanes::Bundle *MessageLanes::of(std::uint64_t message) const
{
    const auto found = std::ranges::find_if(m_bundles, [message](const Bundle &bundle) { return bundle.holds(message); });
    return found == m_bundles.end() ? nullptr : &*found;
}

}  // namespace vitrine::ui
