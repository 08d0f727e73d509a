// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/paint.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QHash>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>
#include <QStaticText>

namespace vitrine::ui {

namespace {

// What was used lately: at least the last `generation` keys. Of the GUI thread, as all painting is.
template <class Key, class Value>
class Recent {
public:
    template <class Make>
    const Value &get(const Key &key, const Make &make)
    {
        if (const auto found = m_young.constFind(key); found != m_young.constEnd()) return *found;
        Value value = m_old.contains(key) ? m_old.take(key) : make();
        if (m_young.size() >= generation) m_old = std::exchange(m_young, {});
        return *m_young.insert(key, std::move(value));
    }

private:
    static constexpr qsizetype generation = 4096;
    QHash<Key, Value> m_young;
    QHash<Key, Value> m_old;
};

// Most of the texts of a frame are those of the frame before: shaping them again is the larger part of painting them.
QStaticText laidOut(const QFont &font, const QString &text)
{
    static Recent<std::pair<QFont, QString>, QStaticText> recent;
    return recent.get({font, text}, [&] {
        // One line, whatever a record or a name has in it.
        QString line = text;
        std::ranges::replace_if(line, [](QChar c) { return c.isSpace(); }, QLatin1Char(' '));
        QStaticText laid(line);
        laid.setTextFormat(Qt::PlainText);
        laid.prepare(QTransform(), font);
        return laid;
    });
}

QString elided(const QFont &font, const QString &text, Qt::TextElideMode mode, qreal width)
{
    static Recent<std::pair<std::pair<QFont, QString>, std::pair<int, qreal>>, QString> recent;
    return recent.get({{font, text}, {static_cast<int>(mode), width}}, [&] { return QFontMetricsF(font).elidedText(text, mode, width); });
}

}  // namespace

void paintMark(QPainter &painter, Mark mark, const QRectF &area, const QColor &color)
{
    if (mark == Mark::none) return;
    const qreal size = std::min(area.width(), area.height());
    QRectF box(0, 0, size, size);
    box.moveCenter(area.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (mark) {
    case Mark::none: break;
    case Mark::circle: painter.drawEllipse(box); break;
    case Mark::ring: {
        const qreal width = std::max<qreal>(1.4, size * 0.16);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, width));
        painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2));
        break;
    }
    case Mark::half: {
        const qreal width = std::max<qreal>(1.2, size * 0.14);
        painter.drawPie(box, 90 * 16, 180 * 16);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, width));
        painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2));
        break;
    }
    case Mark::square: {
        const qreal inset = size * 0.05;
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 1, 1);
        break;
    }
    case Mark::triangle: {
        const QPointF points[] = {
            {box.center().x(), box.top()}, {box.right(), box.bottom() - size * 0.06}, {box.left(), box.bottom() - size * 0.06}};
        painter.drawConvexPolygon(points, 3);
        break;
    }
    case Mark::diamond: {
        const qreal reach = size * 0.58;
        const QPointF center = box.center();
        const QPointF points[] = {{center.x(), center.y() - reach},
                                  {center.x() + reach, center.y()},
                                  {center.x(), center.y() + reach},
                                  {center.x() - reach, center.y()}};
        painter.drawConvexPolygon(points, 4);
        break;
    }
    }
    painter.restore();
}

namespace {

void drawBox(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &line, Qt::PenStyle style,
             qreal lineWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    QRectF inner = box;
    if (line.isValid()) {
        QPen pen(line, lineWidth, style, Qt::FlatCap);
        if (style == Qt::DashLine) pen.setDashPattern({4.0 / lineWidth, 3.0 / lineWidth});
        if (style == Qt::DotLine) {
            pen.setDashPattern({0.01, 3.2 / lineWidth});
            pen.setCapStyle(Qt::RoundCap);
        }
        painter.setPen(pen);
        inner.adjust(lineWidth / 2, lineWidth / 2, -lineWidth / 2, -lineWidth / 2);
    } else {
        painter.setPen(Qt::NoPen);
    }
    if (inner.width() > 0 && inner.height() > 0) painter.drawRoundedRect(inner, radius, radius);
    painter.restore();
}

// Dashes along curves cost many times what a line does, and a map has thousands of equal boxes: each kind is drawn once. False: not here.
bool drawKeptBox(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &line, Qt::PenStyle style,
                 qreal lineWidth)
{
    constexpr qreal sideMax = 600;
    const QTransform device = painter.deviceTransform();
    if (!painter.paintEngine() || painter.paintEngine()->type() != QPaintEngine::Raster || device.type() > QTransform::TxScale ||
        device.m11() != device.m22() || box.width() > sideMax || box.height() > sideMax)
        return false;
    const QRectF on = device.mapRect(box);
    const QPointF corner(std::floor(on.left()), std::floor(on.top()));
    // An eighth of a pixel is not seen.
    const QPoint eighths(qRound((on.left() - corner.x()) * 8), qRound((on.top() - corner.y()) * 8));
    const qreal scale = device.m11();
    const QString key = QStringLiteral("box %1 %2 %3 %4 %5 %6 %7 %8 %9")
                            .arg(on.width())
                            .arg(on.height())
                            .arg(eighths.x() * 16 + eighths.y())
                            .arg(radius)
                            .arg(scale)
                            .arg(fill.isValid() ? fill.rgba() : 0)
                            .arg(line.rgba())
                            .arg(static_cast<int>(style))
                            .arg(lineWidth);
    QPixmap kept;
    if (!QPixmapCache::find(key, &kept)) {
        kept = QPixmap(static_cast<int>(std::ceil(on.width())) + 2, static_cast<int>(std::ceil(on.height())) + 2);
        kept.fill(Qt::transparent);
        QPainter own(&kept);
        own.translate(eighths.x() / 8.0, eighths.y() / 8.0);
        own.scale(scale, scale);
        drawBox(own, QRectF(QPointF(), box.size()), radius, fill, line, style, lineWidth);
        own.end();
        kept.setDevicePixelRatio(scale);
        QPixmapCache::insert(key, kept);
    }
    painter.drawPixmap(device.inverted().map(corner), kept);
    return true;
}

}  // namespace

void paintBox(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &line, Qt::PenStyle style,
              qreal lineWidth)
{
    const bool dashed = line.isValid() && style != Qt::SolidLine;
    if (!dashed || !drawKeptBox(painter, box, radius, fill, line, style, lineWidth))
        drawBox(painter, box, radius, fill, line, style, lineWidth);
}

void paintHatch(QPainter &painter, const QRectF &box, qreal radius, const QColor &stripe, qreal period, qreal width)
{
    if (box.width() <= 0 || box.height() <= 0) return;
    QPainterPath outline;
    outline.addRoundedRect(box, radius, radius);
    const QPolygonF corners = outline.toFillPolygon();
    // The stripes hang on the page, not on the box, so that they do not crawl when a box grows. Each is cut where it meets the outline,
    // which is convex: a clip along a curve costs many times what it clips.
    const qreal height = box.height();
    const qreal first = std::floor((box.left() - height) / period) * period;
    QList<QLineF> stripes;
    for (qreal x = first; x < box.right() + period; x += period) {
        const QLineF whole(QPointF(x, box.bottom()), QPointF(x + height, box.top()));
        qreal from = 1;
        qreal to = 0;
        for (qsizetype i = 1; i < corners.size(); ++i) {
            QPointF at;
            const QLineF edge(corners[i - 1], corners[i]);
            if (edge.isNull() || whole.intersects(edge, &at) != QLineF::BoundedIntersection) continue;
            const qreal place = (at.x() - x) / height;
            from = std::min(from, place);
            to = std::max(to, place);
        }
        if (from < to) stripes.append(QLineF(whole.pointAt(from), whole.pointAt(to)));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(stripe, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(stripes);
    painter.restore();
}

qreal textWidth(const QFont &font, const QString &text) { return laidOut(font, text).size().width(); }

qreal paintText(QPainter &painter, const QRectF &area, const QString &text, const QFont &font, const QColor &color, Qt::Alignment alignment,
                Qt::TextElideMode elide)
{
    if (area.width() <= 0 || text.isEmpty()) return 0;
    QStaticText shown = laidOut(font, text);
    if (shown.size().width() > area.width() + 0.5) {
        shown = laidOut(font, elided(font, text, elide, area.width()));
        if (shown.size().width() > area.width() + 1) return 0;
    }
    const QSizeF size = shown.size();
    const QSizeF room = area.size() - size;
    const qreal x = alignment & Qt::AlignRight ? room.width() : alignment & Qt::AlignHCenter ? room.width() / 2 : 0;
    const qreal y = alignment & Qt::AlignBottom ? room.height() : alignment & Qt::AlignVCenter ? room.height() / 2 : 0;
    painter.setFont(font);
    painter.setPen(color);
    painter.drawStaticText(area.topLeft() + QPointF(x, y), shown);
    return size.width();
}

void paintFlag(QPainter &painter, const QPointF &top, qreal height, qreal size, const QColor &color)
{
    const qreal x = std::round(top.x());
    painter.fillRect(QRectF(x, top.y(), 1, height), color);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF pennant[] = {{x + 1, top.y()}, {x + 1 + size, top.y() + size * 0.4}, {x + 1, top.y() + size * 0.8}};
    painter.drawPolygon(pennant, 3);
}

void paintChevron(QPainter &painter, const QRectF &area, Chevron chevron, const QColor &color, qreal width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const qreal reach = std::min(area.width(), area.height()) * 0.28;
    const QPointF c = area.center();
    if (chevron == Chevron::down) {
        const QPointF points[] = {{c.x() - reach, c.y() - reach / 2}, {c.x(), c.y() + reach / 2}, {c.x() + reach, c.y() - reach / 2}};
        painter.drawPolyline(points, 3);
    } else {
        const QPointF points[] = {{c.x() - reach / 2, c.y() - reach}, {c.x() + reach / 2, c.y()}, {c.x() - reach / 2, c.y() + reach}};
        painter.drawPolyline(points, 3);
    }
    painter.restore();
}

}  // namespace vitrine::ui
