// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/hex_view.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

HexView::HexView(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&theme, &Theme::changed, this, &HexView::layOut);
}

HexView::Metrics HexView::metrics() const
{
    const QFontMetricsF font(m_theme.font(Theme::Type::monoSmall));
    Metrics made;
    made.character = font.horizontalAdvance(QLatin1Char('0'));
    made.row = static_cast<int>(std::ceil(font.height())) + m_theme.px(2);
    made.offsets = m_theme.px(8);
    made.digits = made.offsets + made.character * 5 + m_theme.px(10);
    made.texts = made.digits + made.character * 3 * bytesPerRow() + m_theme.px(8);
    return made;
}

int HexView::bytesPerRow() const
{
    // Few different numbers: rows keep their place while one drags the border a little.
    const qreal character = QFontMetricsF(m_theme.font(Theme::Type::monoSmall)).horizontalAdvance(QLatin1Char('0'));
    for (const int count : {32, 16, 8})
        if (m_theme.px(26) + character * (5 + 4 * count) <= viewport()->width()) return count;
    return 4;
}

void HexView::setBytes(const QByteArray &bytes, qint64 missing)
{
    m_bytes = bytes;
    m_missing = missing;
    m_ranges.clear();
    m_chosen.reset();
    m_cursor = 0;
    layOut();
    verticalScrollBar()->setValue(0);
}

void HexView::setRanges(std::vector<Range> ranges)
{
    m_ranges = std::move(ranges);
    viewport()->update();
}

void HexView::setChosen(std::optional<Range> range)
{
    m_chosen = range;
    if (range) {
        m_cursor = range->from;
        reach(range->from + std::max<qsizetype>(0, std::min<qsizetype>(range->size, bytesPerRow() * 4) - 1));
        reach(range->from);
    }
    viewport()->update();
}

void HexView::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void HexView::reach(qsizetype offset)
{
    const auto row = static_cast<int>(offset / bytesPerRow());
    const int page = std::max(1, viewport()->height() / metrics().row);
    if (row < verticalScrollBar()->value()) verticalScrollBar()->setValue(row);
    else if (row >= verticalScrollBar()->value() + page) verticalScrollBar()->setValue(row - page + 1);
}

void HexView::layOut()
{
    const int perRow = bytesPerRow();
    const auto rows = static_cast<int>((m_bytes.size() + perRow - 1) / perRow) + (m_missing > 0 ? 1 : 0);
    const int page = std::max(1, viewport()->height() / metrics().row);
    verticalScrollBar()->setRange(0, std::max(0, rows - page));
    verticalScrollBar()->setPageStep(page);
    viewport()->update();
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Colors &c = m_theme.colors();
    if (m_bytes.isEmpty()) {
        painter.setFont(m_theme.font(Theme::Type::small));
        painter.setPen(c.muted);
        painter.drawText(viewport()->rect().adjusted(12, 8, -12, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const Metrics m = metrics();
    const QFont font = m_theme.font(Theme::Type::monoSmall);
    const int perRow = bytesPerRow();
    const int first = verticalScrollBar()->value();
    const int last = std::min(static_cast<int>((m_bytes.size() - 1) / perRow), first + viewport()->height() / m.row + 1);
    auto range = std::ranges::upper_bound(m_ranges, static_cast<qsizetype>(first) * perRow, {}, &Range::from);
    if (range != m_ranges.begin()) --range;
    painter.setFont(font);
    const QFontMetricsF fontMetrics(font);
    for (int row = first; row <= last; ++row) {
        const qreal top = static_cast<qreal>((row - first) * m.row);
        const qreal base = top + (m.row - fontMetrics.height()) / 2 + fontMetrics.ascent();
        const qsizetype begin = static_cast<qsizetype>(row) * perRow;
        const qsizetype end = std::min<qsizetype>(m_bytes.size(), begin + perRow);
        painter.setPen(c.muted);
        painter.drawText(QPointF(m.offsets, base), QStringLiteral("%1").arg(begin, 5, 10));
        for (qsizetype at = begin; at < end; ++at) {
            const auto column = static_cast<qreal>(at - begin);
            const QRectF digits = digitsOf(m, at);
            const QRectF text(m.texts + column * m.character, top, m.character, m.row);
            while (range != m_ranges.end() && at >= range->from + range->size) ++range;
            const bool isChosen = m_chosen && at >= m_chosen->from && at < m_chosen->from + m_chosen->size;
            if (isChosen) {
                painter.fillRect(digits, c.leader);
                painter.fillRect(text, c.leader);
            } else if (range != m_ranges.end() && at >= range->from) {
                const QColor tint = (range - m_ranges.begin()) % 2 == 0 ? c.sunk : c.selection;
                painter.fillRect(digits, tint);
                painter.fillRect(text, tint);
            }
            const auto byte = static_cast<unsigned char>(m_bytes.at(at));
            const bool printable = byte >= 0x20 && byte < 0x7f;
            painter.setPen(isChosen ? c.onLeader : byte == 0 ? c.muted : c.text);
            painter.drawText(QPointF(m.digits + column * 3 * m.character, base), QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')));
            if (!isChosen) painter.setPen(printable ? c.text : c.faint);
            painter.drawText(QPointF(text.left(), base), printable ? QString(QLatin1Char(m_bytes.at(at))) : QStringLiteral("·"));
            if (hasFocus() && at == m_cursor) {
                painter.setPen(c.leader);
                painter.drawRect(digits.adjusted(0.5, 0.5, -0.5, -0.5));
            }
        }
    }
    if (m_missing > 0) {
        const auto below = static_cast<qreal>(((m_bytes.size() - 1) / perRow + 1 - first) * m.row);
        paintText(painter, QRectF(m.offsets, below, viewport()->width() - m.offsets, m.row),
                  tr("%1 more bytes were not kept.").arg(Format::number(m_missing)), m_theme.font(Theme::Type::small), c.warningText);
    }
}

QRectF HexView::digitsOf(const Metrics &m, qsizetype offset) const
{
    const qsizetype row = offset / bytesPerRow() - verticalScrollBar()->value();
    const qsizetype column = offset % bytesPerRow();
    return {m.digits + static_cast<qreal>(column) * 3 * m.character - m.character / 2, static_cast<qreal>(row * m.row), 3 * m.character,
            static_cast<qreal>(m.row)};
}

QRectF HexView::rectOf(qsizetype offset) const { return digitsOf(metrics(), offset); }

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) layOut();
}

std::optional<qsizetype> HexView::byteAt(const QPointF &point) const
{
    const Metrics m = metrics();
    const int perRow = bytesPerRow();
    const qsizetype row = verticalScrollBar()->value() + static_cast<qsizetype>(point.y()) / m.row;
    qsizetype column = 0;
    if (point.x() >= m.texts) column = static_cast<qsizetype>((point.x() - m.texts) / m.character);
    else column = static_cast<qsizetype>((point.x() - m.digits + m.character / 2) / (3 * m.character));
    const qsizetype at = row * perRow + column;
    if (point.x() < m.digits - m.character || column < 0 || column >= perRow || at >= m_bytes.size()) return std::nullopt;
    return at;
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (const auto at = byteAt(event->position())) {
        m_cursor = *at;
        Q_EMIT byteChosen(*at);
        viewport()->update();
    }
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    qsizetype to = m_cursor;
    switch (event->key()) {
    case Qt::Key_Left: --to; break;
    case Qt::Key_Right: ++to; break;
    case Qt::Key_Up: to -= bytesPerRow(); break;
    case Qt::Key_Down: to += bytesPerRow(); break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = m_bytes.size() - 1; break;
    default: QAbstractScrollArea::keyPressEvent(event); return;
    }
    if (m_bytes.isEmpty()) return;
    m_cursor = std::clamp<qsizetype>(to, 0, m_bytes.size() - 1);
    reach(m_cursor);
    Q_EMIT byteChosen(m_cursor);
    viewport()->update();
}

}  // namespace vitrine::ui
