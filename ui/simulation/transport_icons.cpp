// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/simulation/transport_icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

// On a field of 16 by 16.
void paintSign(QPainter &painter, TransportSign sign, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const auto triangle = [&](qreal left, qreal right) {
        const QPointF points[] = {{left, 3}, {right, 8}, {left, 13}};
        painter.drawConvexPolygon(points, 3);
    };
    switch (sign) {
    case TransportSign::play: triangle(4.5, 13); break;
    case TransportSign::pause:
        painter.drawRoundedRect(QRectF(4, 3, 3, 10), 0.8, 0.8);
        painter.drawRoundedRect(QRectF(9, 3, 3, 10), 0.8, 0.8);
        break;
    case TransportSign::stepBack: {
        const QPointF points[] = {{13, 3}, {6, 8}, {13, 13}};
        painter.drawConvexPolygon(points, 3);
        painter.drawRoundedRect(QRectF(3, 3, 2, 10), 0.6, 0.6);
        break;
    }
    case TransportSign::stepEvent:
        triangle(3, 10);
        painter.drawRoundedRect(QRectF(11, 3, 2, 10), 0.6, 0.6);
        break;
    case TransportSign::stepMessage:
        // A message that comes to a wall.
        painter.drawEllipse(QPointF(4.6, 8), 2.6, 2.6);
        painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(7.6, 8), QPointF(11.4, 8));
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(QRectF(12, 3, 2, 10), 0.6, 0.6);
        break;
    case TransportSign::stepTime:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.6));
        painter.drawEllipse(QPointF(8, 8), 5.4, 5.4);
        painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF{{8, 4.8}, {8, 8}, {10.4, 9.6}});
        break;
    }
}

class SignEngine final : public QIconEngine {
public:
    SignEngine(const Theme &theme, TransportSign sign, bool onAccent) : m_theme(theme), m_sign(sign), m_onAccent(onAccent) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Colors &c = m_theme.colors();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        paintSign(*painter, m_sign, mode == QIcon::Disabled ? c.offline : m_onAccent ? c.onLeader : c.text);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap map(size);
        map.fill(Qt::transparent);
        QPainter painter(&map);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return map;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new SignEngine(m_theme, m_sign, m_onAccent); }

private:
    const Theme &m_theme;
    TransportSign m_sign;
    bool m_onAccent;
};

}  // namespace

QIcon transportIcon(const Theme &theme, TransportSign sign, bool onAccent) { return QIcon(new SignEngine(theme, sign, onAccent)); }

}  // namespace vitrine::ui
