// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/hex_view.h"

#include <algorithm>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/common/format.h"
#include "ui/common/paint.h"

namespace vitrine::ui {

HexView::HexView(const Theme &theme, QWidget *parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(&theme, &Theme::changed, this, [this] { updateScrolling(); });
}

HexView::Metrics HexView::metrics() const
{
    Metrics m;
    const QFontMetrics font(m_theme.font(Theme::Type::mono));
    m.character = font.horizontalAdvance(QLatin1Char('0'));
    m.line = m_theme.px(20);
    m.left = m_theme.px(12);
    m.hex = m.left + m.character * (m_bytes.size() > 0xffff ? 5 : 4) + m_theme.px(12);
    for (const int perLine : {32, 16, 8, 4}) {
        m.perLine = perLine;
        m.text = hexX(m, perLine) + m_theme.px(8);
        if (m.text + perLine * m.character + m_theme.px(8) <= viewport()->width()) break;
    }
    return m;
}

int HexView::hexX(const Metrics &m, int column) const { return m.hex + column * m.character * 5 / 2 + (column / 8) * m.character; }

int HexView::lines(const Metrics &m) const
{
    const int whole = static_cast<int>((m_bytes.size() + static_cast<std::size_t>(m.perLine) - 1) / static_cast<std::size_t>(m.perLine));
    return whole + (static_cast<std::int64_t>(m_bytes.size()) < m_sizeBytes ? 1 : 0);
}

void HexView::setBytes(const SharedBytes &bytes, std::int64_t sizeBytes)
{
    if (bytes.data() == m_bytes.data() && bytes.size() == m_bytes.size()) return;
    m_bytes = bytes;
    m_sizeBytes = sizeBytes;
    m_begin = m_end = m_cursor = 0;
    verticalScrollBar()->setValue(0);
    updateScrolling();
}

void HexView::setMarked(std::size_t begin, std::size_t end)
{
    m_begin = std::min(begin, m_bytes.size());
    m_end = std::min(end, m_bytes.size());
    if (m_cursor < m_begin || m_cursor >= m_end) m_cursor = m_begin;
    bringIntoSight();
    viewport()->update();
}

void HexView::bringIntoSight()
{
    if (m_bytes.empty()) return;
    const Metrics m = metrics();
    const int first = static_cast<int>(m_begin) / m.perLine;
    const int last = static_cast<int>(std::max(m_begin, m_end == 0 ? 0 : m_end - 1)) / m.perLine;
    const int page = std::max(1, viewport()->height() / m.line);
    QScrollBar *bar = verticalScrollBar();
    if (first < bar->value()) bar->setValue(first);
    else if (last >= bar->value() + page) bar->setValue(std::min(first, last - page + 1));
}

void HexView::updateScrolling()
{
    const Metrics m = metrics();
    const int page = std::max(1, viewport()->height() / m.line);
    verticalScrollBar()->setRange(0, std::max(0, lines(m) - page));
    verticalScrollBar()->setPageStep(page);
    viewport()->update();
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrolling();
    bringIntoSight();
}

QRect HexView::rectOf(std::size_t byte) const
{
    const Metrics m = metrics();
    const int line = static_cast<int>(byte) / m.perLine - verticalScrollBar()->value();
    const int column = static_cast<int>(byte) % m.perLine;
    return {hexX(m, column), line * m.line, m.character * 2, m.line};
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Colors &c = m_theme.colors();
    const Metrics m = metrics();
    painter.setFont(m_theme.font(Theme::Type::mono));
    const int first = verticalScrollBar()->value();
    const int visible = viewport()->height() / m.line + 1;
    const int digits = m_bytes.size() > 0xffff ? 5 : 4;
    const auto perLine = static_cast<std::size_t>(m.perLine);
    for (int row = 0; row < visible; ++row) {
        const std::size_t begin = static_cast<std::size_t>(first + row) * perLine;
        const QRect line(0, row * m.line, viewport()->width(), m.line);
        if (begin >= m_bytes.size()) {
            if (static_cast<std::int64_t>(m_bytes.size()) < m_sizeBytes)
                paintText(painter, QRectF(line).adjusted(m.left, 0, -m_theme.px(8), 0),
                          tr("%1 more bytes were not kept.").arg(Format::number(m_sizeBytes - static_cast<std::int64_t>(m_bytes.size()))),
                          m_theme.font(Theme::Type::small), c.warningText);
            break;
        }
        const std::size_t end = std::min(begin + perLine, m_bytes.size());
        if (m_begin < end && m_end > begin) {
            // One band for what is marked in this line, in the numbers and in the letters.
            const int from = static_cast<int>(std::max(m_begin, begin) - begin);
            const int to = static_cast<int>(std::min(m_end, end) - begin) - 1;
            const int x = hexX(m, from) - m_theme.px(3);
            const int width = hexX(m, to) + m.character * 2 + m_theme.px(3) - x;
            paintBox(painter, QRectF(x, line.top() + 1, width, m.line - 2), m_theme.px(3), c.selection, hasFocus() ? c.leader : QColor());
            paintBox(painter, QRectF(m.text + from * m.character - 1, line.top() + 1, (to - from + 1) * m.character + 2, m.line - 2),
                     m_theme.px(3), c.selection, {});
        }
        painter.setPen(c.muted);
        painter.drawText(QRect(m.left, line.top(), m.character * digits, m.line), Qt::AlignLeft | Qt::AlignVCenter,
                         QStringLiteral("%1").arg(begin, digits, 16, QLatin1Char('0')));
        for (std::size_t at = begin; at < end; ++at) {
            const int column = static_cast<int>(at - begin);
            const std::uint8_t byte = m_bytes.data()[at];
            const bool marked = at >= m_begin && at < m_end;
            painter.setPen(marked || byte != 0 ? c.text : c.muted);
            painter.drawText(QRect(hexX(m, column), line.top(), m.character * 2 + 1, m.line), Qt::AlignLeft | Qt::AlignVCenter,
                             QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')));
            const bool printable = byte >= 0x20 && byte < 0x7f;
            painter.setPen(printable ? c.text : c.muted);
            painter.drawText(QRect(m.text + column * m.character, line.top(), m.character + 1, m.line), Qt::AlignLeft | Qt::AlignVCenter,
                             printable ? QString(QLatin1Char(static_cast<char>(byte))) : QStringLiteral("·"));
        }
    }
}

void HexView::choose(std::size_t byte)
{
    if (byte >= m_bytes.size()) return;
    m_cursor = byte;
    Q_EMIT byteChosen(byte);
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) return;
    const Metrics m = metrics();
    const QPoint at = event->position().toPoint();
    const int line = verticalScrollBar()->value() + at.y() / m.line;
    int column = -1;
    if (at.x() >= m.text) {
        column = (at.x() - m.text) / m.character;
    } else {
        for (int i = 0; i < m.perLine; ++i)
            if (at.x() >= hexX(m, i) - m.character / 2 && at.x() < hexX(m, i) + m.character * 5 / 2) column = i;
    }
    if (column < 0 || column >= m.perLine) return;
    choose(static_cast<std::size_t>(line) * static_cast<std::size_t>(m.perLine) + static_cast<std::size_t>(column));
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const auto perLine = static_cast<std::size_t>(metrics().perLine);
    switch (event->key()) {
    case Qt::Key_Left:
        if (m_cursor > 0) choose(m_cursor - 1);
        return;
    case Qt::Key_Right: return choose(m_cursor + 1);
    case Qt::Key_Up:
        if (m_cursor >= perLine) choose(m_cursor - perLine);
        return;
    case Qt::Key_Down: return choose(m_cursor + perLine);
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End:
        if (!m_bytes.empty()) choose(m_bytes.size() - 1);
        return;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

}  // namespace vitrine::ui
