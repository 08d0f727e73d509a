// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/cell_painter.h"

#include <algorithm>
#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/map/heat.h"

namespace vitrine::ui {

void LogAxis::include(const Cell &cell)
{
    if (!cell.known) return;
    const std::int64_t start = cell.logStart.value();
    const std::int64_t end = cell.logEnd.value();
    from = m_any ? std::min(from, start) : start;
    to = m_any ? std::max(to, end) : end;
    m_any = true;
}

double LogAxis::position(std::int64_t offset) const
{
    if (to <= from) return 0;
    return std::clamp(static_cast<double>(offset - from) / (static_cast<double>(to - from) * 1.06), 0.0, 1.0);
}

QString CellPainter::word(const Cell &cell)
{
    switch (cell.state) {
    case CellState::none: return {};
    case CellState::leader: return tr("Leader");
    case CellState::inSync: return tr("In sync");
    case CellState::outOfSync: return tr("Out of sync");
    case CellState::offline: return cell.wasLeader ? tr("Leader, offline") : cell.fenced ? tr("Fenced") : tr("Offline");
    case CellState::moving: return cell.joining ? tr("Moving in") : tr("Moving out");
    }
    return {};
}

std::pair<Mark, Tone> CellPainter::sign(CellState state)
{
    switch (state) {
    case CellState::none: break;
    case CellState::leader: return {Mark::diamond, Tone::leader};
    case CellState::inSync: return {Mark::circle, Tone::inSync};
    case CellState::outOfSync: return {Mark::triangle, Tone::warning};
    case CellState::moving: return {Mark::half, Tone::moving};
    case CellState::offline: return {Mark::ring, Tone::offline};
    }
    return {Mark::none, Tone::muted};
}

QString CellPainter::shortWord(const Cell &cell)
{
    if (cell.state == CellState::outOfSync) return tr("Behind", "out of sync, in a narrow column");
    if (cell.state == CellState::offline) return cell.fenced ? tr("Fenced") : tr("Offline");
    if (cell.state == CellState::moving) return tr("Moving");
    return word(cell);
}

QString CellPainter::describe(const Cell &cell)
{
    QStringList lines{word(cell)};
    if (cell.known) {
        lines << tr("log %1 to %2").arg(Format::number(cell.logStart.value()), Format::number(cell.logEnd.value()));
        lines << tr("high watermark %1").arg(Format::number(cell.highWatermark.value()));
    } else if (cell.state != CellState::none) {
        lines << tr("its broker has not shown its log yet");
    }
    if (cell.recordsBehind > 0) lines << tr("%1 records behind the leader").arg(Format::number(cell.recordsBehind));
    if (cell.state == CellState::outOfSync && cell.behindFor) lines << tr("not caught up for %1").arg(Format::duration(*cell.behindFor));
    if (cell.lastFetch && cell.state != CellState::leader) lines << tr("last fetch %1 ago").arg(Format::duration(*cell.lastFetch));
    return lines.join(QLatin1Char('\n'));
}

void CellPainter::paintBar(QPainter &painter, const QRectF &track, const Cell &cell, const LogAxis &axis) const
{
    const Colors &c = m_theme.colors();
    QColor bar = c.inSyncLine;
    QColor mark = c.text;
    QColor stripe = c.inSyncFill;
    QColor trackColor = c.inSyncTrack;
    switch (cell.state) {
    case CellState::leader:
        bar = c.onLeader;
        mark = c.onLeader;
        stripe = c.leader;
        trackColor = c.leaderTrack;
        break;
    case CellState::inSync:
    case CellState::none: break;
    case CellState::outOfSync:
        bar = c.outLine;
        stripe = c.outFill;
        trackColor = c.panel;
        break;
    case CellState::offline:
        bar = c.offline;
        stripe = c.panel;
        mark = c.offlineText;
        trackColor = QColor();
        break;
    case CellState::moving:
        bar = c.moving;
        stripe = c.movingFill;
        trackColor = c.panel;
        break;
    }
    const qreal radius = std::min<qreal>(m_theme.pxf(3), track.height() / 2);
    paintBox(painter, track, radius, trackColor, {});
    if (!cell.known || cell.logEnd <= cell.logStart) return;
    const auto x = [&](Offset offset) { return track.left() + axis.position(offset.value()) * track.width(); };
    const qreal left = x(cell.logStart);
    const qreal right = std::max(left + 3, x(cell.logEnd));
    const QRectF filled(left, track.top(), right - left, track.height());
    paintBox(painter, filled, radius, bar, {});
    const Offset highWatermark = std::clamp(cell.highWatermark, cell.logStart, cell.logEnd);
    const qreal at = x(highWatermark);
    if (highWatermark < cell.logEnd) {
        // However few they are, records that nobody may read yet must be seen.
        QRectF hidden(at, track.top(), std::max<qreal>(3, right - at), track.height());
        hidden.setRight(std::min(hidden.right(), std::max(right, hidden.left() + 3)));
        paintHatch(painter, hidden, 0, stripe, m_theme.pxf(4), m_theme.pxf(1.6));
    }
    if (cell.state == CellState::offline) return;
    const qreal over = std::min(m_theme.pxf(3), track.height() / 2);
    const qreal width = std::max<qreal>(1.5, m_theme.pxf(2));
    painter.fillRect(QRectF(at - width / 2, track.top() - over, width, track.height() + 2 * over), mark);
}

void CellPainter::paint(QPainter &painter, const QRectF &box, const Cell &cell, const LogAxis &axis, bool compact) const
{
    const Colors &c = m_theme.colors();
    const qreal radius = m_theme.px(compact ? 4 : 6);
    QColor wordColor = c.text;
    QColor numberColor = c.muted;
    switch (cell.state) {
    case CellState::none: return;
    case CellState::leader:
        paintBox(painter, box, radius, c.leader, {});
        wordColor = numberColor = c.onLeader;
        break;
    case CellState::inSync:
        paintBox(painter, box, radius, c.inSyncFill, c.inSyncLine, Qt::SolidLine, m_theme.pxf(1.4));
        numberColor = c.text;
        break;
    case CellState::outOfSync:
        paintBox(painter, box, radius, c.outFill, {});
        {
            QColor stripe = c.outLine;
            stripe.setAlphaF(m_theme.isDark() ? 0.34F : 0.30F);
            paintHatch(painter, box.adjusted(1, 1, -1, -1), radius, stripe, m_theme.pxf(9), m_theme.pxf(1.6));
        }
        paintBox(painter, box, radius, {}, c.outLine, Qt::DashLine, m_theme.pxf(1.5));
        wordColor = numberColor = c.outText;
        break;
    case CellState::offline:
        paintBox(painter, box, radius, {}, c.offline, Qt::DotLine, m_theme.pxf(1.5));
        wordColor = numberColor = c.offlineText;
        break;
    case CellState::moving:
        paintBox(painter, box, radius, c.movingFill, c.moving, Qt::SolidLine, m_theme.pxf(1.2));
        paintBox(painter, box.adjusted(3, 3, -3, -3), radius - 2, {}, c.moving, Qt::SolidLine, m_theme.pxf(1.2));
        wordColor = numberColor = c.moving;
        break;
    }

    const bool narrow = box.width() < m_theme.px(130);
    const qreal pad = m_theme.px(box.width() < m_theme.px(84) ? 6 : narrow || compact ? 8 : 12);
    const QFont wordFont = m_theme.font(compact || narrow ? Theme::Type::smallStrong : Theme::Type::bodyStrong);
    const QFont numberFont = m_theme.font(compact || narrow ? Theme::Type::monoSmall : Theme::Type::mono);
    const QRectF line =
        compact ? box.adjusted(pad, 0, -pad, box.width() < m_theme.px(190) ? -m_theme.px(5) : 0)
                : QRectF(box.left() + pad, box.top() + (box.height() - m_theme.px(36)) / 2, box.width() - 2 * pad, m_theme.px(18));

    QString text = word(cell);
    if (textWidth(wordFont, text) > line.width()) text = shortWord(cell);
    if (cell.state == CellState::moving && !narrow) text += cell.joining ? QStringLiteral(" →") : QStringLiteral(" ←");
    // The longest form that leaves the word whole.
    QStringList forms;
    if (cell.known) {
        if (cell.state == CellState::outOfSync) {
            const QString behind = tr("%1 behind").arg(Format::number(cell.recordsBehind));
            if (cell.behindFor) forms << behind + QStringLiteral(" · ") + Format::duration(*cell.behindFor);
            // A bare number would not say that it counts what is missing.
            forms << behind << tr("%1 behind").arg(Format::shortNumber(cell.recordsBehind));
        } else {
            forms << Format::number(cell.logEnd.value()) << Format::shortNumber(cell.logEnd.value());
        }
    }
    const bool sentence = cell.state == CellState::outOfSync;
    const QFont formFont = sentence ? m_theme.font(Theme::Type::small) : numberFont;
    const qreal wordWidth = textWidth(wordFont, text);
    const qreal gap = m_theme.px(8);
    const qreal barMin = compact ? m_theme.px(48) : 0;
    QString number;
    for (const QString &form : forms) {
        if (wordWidth + gap + textWidth(formFont, form) + (compact ? barMin + gap : 0) > line.width() + 0.5) continue;
        number = form;
        break;
    }
    const qreal numberWidth = number.isEmpty() ? 0 : textWidth(formFont, number);
    if (sentence) {
        // Words stand on the plain colour: stripes behind letters cost legibility.
        const QRectF wordPlate(line.left() - 3, line.center().y() - m_theme.px(9), std::min(wordWidth, line.width()) + 6, m_theme.px(18));
        paintBox(painter, wordPlate, 3, c.outFill, {});
        if (!number.isEmpty())
            paintBox(painter, QRectF(line.right() - numberWidth - 3, wordPlate.top(), numberWidth + 6, wordPlate.height()), 3, c.outFill,
                     {});
    }
    paintText(painter, line, text, wordFont, wordColor);
    if (!number.isEmpty()) paintText(painter, line, number, formFont, numberColor, Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);

    if (compact) {
        // Bars of one column begin at one place, so that they can be compared down the rows.
        const qreal left = line.left() + std::max(wordWidth, textWidth(wordFont, tr("Out of sync"))) + gap;
        const qreal right = line.right() - std::max(numberWidth, textWidth(numberFont, QStringLiteral("999,999"))) - gap;
        if (right - left >= m_theme.px(24))
            paintBar(painter, QRectF(left, box.center().y() - m_theme.px(3), right - left, m_theme.px(6)), cell, axis);
        else if (cell.state != CellState::offline || cell.known)
            paintBar(painter, QRectF(box.left() + pad, box.bottom() - m_theme.px(6), box.width() - 2 * pad, m_theme.px(3)), cell, axis);
    } else {
        paintBar(painter, QRectF(box.left() + pad, line.bottom() + m_theme.px(6), box.width() - 2 * pad, m_theme.px(8)), cell, axis);
    }
}

void CellPainter::paintHeat(QPainter &painter, const QRectF &box, const Cell &cell, const Heat &heat, std::optional<double> value,
                            bool compact) const
{
    const Colors &c = m_theme.colors();
    const qreal radius = m_theme.px(compact ? 4 : 6);
    const double share = value ? heat.heat(*value) : 0;
    const bool offline = cell.state == CellState::offline;
    const QColor fill = value && !offline ? Heat::color(m_theme, share) : QColor();
    const QColor ink = fill.isValid() ? Heat::textOn(m_theme, fill) : offline ? c.offlineText : c.muted;
    switch (cell.state) {
    case CellState::none: return;
    case CellState::leader: paintBox(painter, box, radius, fill, c.text, Qt::SolidLine, m_theme.pxf(2.2)); break;
    case CellState::inSync: paintBox(painter, box, radius, fill, c.muted, Qt::SolidLine, m_theme.pxf(1)); break;
    case CellState::outOfSync: paintBox(painter, box, radius, fill, c.outLine, Qt::DashLine, m_theme.pxf(1.8)); break;
    case CellState::offline: paintBox(painter, box, radius, {}, c.offline, Qt::DotLine, m_theme.pxf(1.5)); break;
    case CellState::moving:
        paintBox(painter, box, radius, fill, c.moving, Qt::SolidLine, m_theme.pxf(1.2));
        paintBox(painter, box.adjusted(3, 3, -3, -3), radius - 2, {}, c.moving, Qt::SolidLine, m_theme.pxf(1.2));
        break;
    }
    const bool narrow = box.width() < m_theme.px(130);
    const qreal pad = m_theme.px(box.width() < m_theme.px(84) ? 6 : narrow || compact ? 8 : 12);
    const qreal barHeight = m_theme.px(compact ? 3 : 6);
    const QFont wordFont = m_theme.font(compact || narrow ? Theme::Type::small : Theme::Type::body);
    const QFont numberFont = m_theme.font(compact || narrow ? Theme::Type::smallStrong : Theme::Type::bodyStrong);
    const QRectF line(box.left() + pad, box.top(), box.width() - 2 * pad, box.height() - barHeight - m_theme.px(compact ? 3 : 8));
    // The number matters more than the word here.
    QString number = value ? heat.text(*value) : QStringLiteral("–");
    const QString state = shortWord(cell);
    const qreal wordWidth = textWidth(wordFont, state) + m_theme.px(8);
    if (value && textWidth(numberFont, number) + wordWidth > line.width()) number = heat.shortText(*value);
    const qreal numberWidth = textWidth(numberFont, number);
    if (numberWidth + wordWidth <= line.width()) {
        paintText(painter, line, state, wordFont, ink);
        paintText(painter, line, number, numberFont, ink, Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
    } else {
        paintText(painter, line, number, numberFont, ink);
    }
    if (!value || offline) return;
    const QRectF track(line.left(), box.bottom() - barHeight - m_theme.px(compact ? 3 : 7), line.width(), barHeight);
    QColor rest = ink;
    rest.setAlphaF(0.16F);
    paintBox(painter, track, barHeight / 2, rest, {});
    if (share > 0)
        paintBox(painter, QRectF(track.left(), track.top(), std::max(barHeight, track.width() * share), barHeight), barHeight / 2, ink, {});
}

void CellPainter::paintSwatch(QPainter &painter, const QRectF &box, CellState state) const
{
    const Colors &c = m_theme.colors();
    const qreal radius = std::min<qreal>(m_theme.px(3), box.width() / 3);
    switch (state) {
    case CellState::none: break;
    case CellState::leader: paintBox(painter, box, radius, c.leader, {}); break;
    case CellState::inSync: paintBox(painter, box, radius, c.inSyncFill, c.inSyncLine, Qt::SolidLine, 1.2); break;
    case CellState::outOfSync:
        paintBox(painter, box, radius, c.outFill, {});
        paintHatch(painter, box, radius, c.outLine, m_theme.pxf(4), 1.2);
        paintBox(painter, box, radius, {}, c.outLine, Qt::DashLine, 1.2);
        break;
    case CellState::offline: paintBox(painter, box, radius, {}, c.offline, Qt::DotLine, 1.3); break;
    case CellState::moving:
        paintBox(painter, box, radius, c.movingFill, c.moving, Qt::SolidLine, 1);
        paintBox(painter, box.adjusted(2, 2, -2, -2), std::max<qreal>(0, radius - 1), {}, c.moving, Qt::SolidLine, 1);
        break;
    }
}

void CellPainter::paintFlow(QPainter &painter, const QRectF &gutter, std::uint32_t moves, bool motion) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Colors &c = m_theme.colors();
    const qreal radius = std::min(m_theme.pxf(2.4), gutter.width() / 4);
    constexpr int dots = 3;
    const qreal span = std::min(gutter.height() * 0.68, m_theme.pxf(30));
    const qreal top = gutter.center().y() - span / 2;
    // One step for each frame in which records came: the dots stand still when nothing moves.
    const double phase = motion ? (moves % 12) / 12.0 : 0.5;
    for (int i = 0; i < dots; ++i) {
        const double at = std::fmod((i + phase) / dots, 1.0);
        QColor color = c.records;
        color.setAlphaF(static_cast<float>(0.35 + 0.65 * std::sin(at * 3.14159)));
        painter.setBrush(color);
        painter.drawEllipse(QPointF(gutter.center().x(), top + at * span), radius, radius);
    }
    painter.restore();
}

}  // namespace vitrine::ui
