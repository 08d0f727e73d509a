// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/link_lanes.h"

#include <algorithm>
#include <cmath>

#include <QLineF>
#include <QPainter>
#include <QPainterPath>

#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/session/commands.h"

namespace vitrine::ui {

LinkState LinkState::of(const QStringList &all, BrokerId a, BrokerId b)
{
    LinkState state;
    state.faults = commands::linkFaults(all, a.value(), b.value());
    QStringList labels;
    const auto worst = [&state](Shape shape) { state.shape = std::max(state.shape, shape); };
    for (const QString &fault : state.faults) {
        const QStringList words = commands::wordsOf(fault);
        const QString &verb = words.at(1);
        if (verb == QStringLiteral("cut")) worst(Shape::cut);
        else if (verb == QStringLiteral("cut-one-way")) {
            worst(Shape::cut);
            labels << QStringLiteral("%1 → %2").arg(words.at(2), words.at(3));
        } else if (verb == QStringLiteral("lossy")) {
            worst(Shape::lossy);
            labels << QString(words.value(4)).remove(QLatin1Char('%')) + QStringLiteral(" %");
        } else {
            worst(Shape::slow);
            QString much = words.value(4);
            if (verb == QStringLiteral("clog")) much += QStringLiteral(" B/s");
            else if (much.endsWith(QStringLiteral("ms"))) much.insert(much.size() - 2, QLatin1Char(' '));
            else if (much.endsWith(QLatin1Char('s'))) much.insert(much.size() - 1, QLatin1Char(' '));
            labels << much;
        }
    }
    state.label = labels.join(QStringLiteral(" · "));
    return state;
}

QString LinkState::sentence(BrokerId a, BrokerId b) const
{
    const QString name = tr("Link between brokers %1 and %2").arg(a.value()).arg(b.value());
    if (faults.isEmpty()) return name + QStringLiteral(": ") + tr("everything passes");
    return name + QLatin1Char('\n') + faults.join(QLatin1Char('\n'));
}

QPointF LinkLanes::Line::at(double t) const { return from * ((1 - t) * (1 - t)) + bend * (2 * t * (1 - t)) + to * (t * t); }

void LinkLanes::layOut(const QRectF &band, const std::vector<Card> &cards, const QStringList &faults, BrokerId looked)
{
    m_band = band;
    m_lines.clear();
    const std::size_t count = cards.size();
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1; j < count; ++j) {
            const auto &[a, left] = cards[i];
            const auto &[b, right] = cards[j];
            Line line{.a = a, .b = b, .state = LinkState::of(faults, a, b)};
            const bool wanted = count <= brokersWithAllLinks || j == i + 1 || a == looked || b == looked;
            if (!wanted && line.state.faults.isEmpty()) continue;
            // The farther, the deeper, and the nearer to the middle of the card: no two of one card cross.
            const double far = count > 2 ? static_cast<double>(j - i - 1) / static_cast<double>(count - 2) : 0;
            const double foot = 0.40 - 0.30 * far;
            line.from = {left.center().x() + left.width() * foot, band.top()};
            line.to = {right.center().x() - right.width() * foot, band.top()};
            const double depth = band.height() * (0.42 + 0.46 * far);
            line.bend = {(line.from.x() + line.to.x()) / 2, band.top() + 2 * depth};
            m_lines.push_back(std::move(line));
        }
    }
    std::ranges::stable_sort(m_lines, {}, [](const Line &line) { return line.state.shape; });
}

void LinkLanes::paint(QPainter &painter, std::optional<std::pair<BrokerId, BrokerId>> hovered) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const Line *above = nullptr;
    for (const Line &line : m_lines) {
        if (hovered == std::pair(line.a, line.b)) above = &line;
        else paintLine(painter, line, false);
    }
    if (above) paintLine(painter, *above, true);
    painter.restore();
}

void LinkLanes::paintLine(QPainter &painter, const Line &line, bool hovered) const
{
    const Colors &c = m_theme.colors();
    QPen pen(c.faint, m_theme.pxf(1.4));
    pen.setCapStyle(Qt::RoundCap);
    QColor words = c.muted;
    switch (line.state.shape) {
    case LinkState::Shape::whole: break;
    case LinkState::Shape::slow:
        pen = QPen(c.warning, m_theme.pxf(2.2));
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({4, 2.4});
        words = c.warningText;
        break;
    case LinkState::Shape::lossy:
        pen = QPen(c.warning, m_theme.pxf(3));
        pen.setCapStyle(Qt::RoundCap);
        pen.setDashPattern({0.01, 2.2});
        words = c.warningText;
        break;
    case LinkState::Shape::cut:
        pen = QPen(c.bad, m_theme.pxf(2.2));
        words = c.badText;
        break;
    }
    if (hovered) {
        pen.setWidthF(pen.widthF() + m_theme.pxf(1.2));
        if (line.state.shape == LinkState::Shape::whole) pen.setColor(c.leader);
    }
    QPainterPath path(line.from);
    path.quadTo(line.bend, line.to);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    painter.drawPath(path);

    const QPointF middle = line.middle();
    if (line.state.shape == LinkState::Shape::cut) {
        // A gap with a cross: nothing passes.
        const qreal reach = m_theme.pxf(4.5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.panel);
        painter.drawEllipse(middle, reach * 2, reach * 1.7);
        painter.setPen(QPen(c.bad, m_theme.pxf(2.4), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach));
        painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach));
    }
    QString text = line.state.label;
    if (text.isEmpty() && hovered && line.state.shape == LinkState::Shape::whole)
        text = QStringLiteral("%1 – %2").arg(line.a.value()).arg(line.b.value());
    if (text.isEmpty()) return;
    const QFont font = m_theme.font(Theme::Type::tinyStrong);
    const qreal width = textWidth(font, text);
    const qreal height = m_theme.px(15);
    // Beside the cross, below the line otherwise, where the band has room.
    const qreal left = line.state.shape == LinkState::Shape::cut ? middle.x() + m_theme.px(12) : middle.x() - width / 2;
    const QRectF plate(left - m_theme.px(4),
                       std::min(line.state.shape == LinkState::Shape::cut ? middle.y() - height / 2 : middle.y() + m_theme.px(3),
                                m_band.bottom() - height),
                       width + m_theme.px(8), height);
    paintBox(painter, plate, m_theme.px(4), c.panel, {});
    paintText(painter, plate, text, font, hovered && line.state.faults.isEmpty() ? c.leaderText : words, Qt::AlignCenter, Qt::ElideNone);
}

const LinkLanes::Line *LinkLanes::at(const QPointF &point) const
{
    const qreal reach = m_theme.pxf(7);
    const Line *nearest = nullptr;
    double best = reach;
    for (const Line &line : m_lines) {
        constexpr int steps = 32;
        for (int i = 0; i < steps; ++i) {
            const QLineF piece(line.at(i / static_cast<double>(steps)), line.at((i + 1) / static_cast<double>(steps)));
            const QPointF along = piece.p2() - piece.p1();
            const double length = QPointF::dotProduct(along, along);
            const double t = length > 0 ? std::clamp(QPointF::dotProduct(point - piece.p1(), along) / length, 0.0, 1.0) : 0;
            const double distance = QLineF(point, piece.p1() + along * t).length();
            if (distance >= best) continue;
            best = distance;
            nearest = &line;
        }
    }
    return nearest;
}

}  // namespace vitrine::ui
