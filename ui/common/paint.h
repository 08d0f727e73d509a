// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFontMetrics>
#include <QRectF>
#include <QString>

class QPainter;

// The shapes of the window's language, painted the same everywhere.
namespace vitrine::ui {

class Theme;

// What stands before a word: shape says what colour says.
enum class Mark { none, circle, half, square, triangle, diamond, ring };

// In the middle of `area`, as large as fits.
void paintMark(QPainter &painter, Mark mark, const QRectF &area, const QColor &color);

// A rounded box on the pixel grid, with a one-pixel line inside its edge; invalid colours leave out fill or line.
void paintBox(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &line,
              Qt::PenStyle style = Qt::SolidLine, qreal lineWidth = 1.0);

// Diagonal stripes clipped to a rounded box.
void paintHatch(QPainter &painter, const QRectF &box, qreal radius, const QColor &stripe, qreal period = 6, qreal width = 1.5);

// One line, elided in its middle or at its end where it does not fit; returns the width painted.
qreal paintText(QPainter &painter, const QRectF &area, const QString &text, const QFont &font, const QColor &color,
                Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);

qreal textWidth(const QFont &font, const QString &text);

// A named moment: a line of that height, and a pennant to the right of its upper end.
void paintFlag(QPainter &painter, const QPointF &top, qreal height, qreal size, const QColor &color);

enum class Chevron { down, right };
void paintChevron(QPainter &painter, const QRectF &area, Chevron chevron, const QColor &color, qreal width = 1.6);

}  // namespace vitrine::ui
