// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/batch_strip.h"

#include <algorithm>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/common/time_filter.h"

namespace vitrine::ui {

BatchStrip::BatchStrip(const Context &context, LogModel &model, QWidget *parent)
    : QAbstractScrollArea(parent), m_context(context), m_model(model)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    // A bar would cost more height than the blocks have; wheel, arrow keys and the choice in the table move it.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent_index) {
        if (!parent_index.isValid()) layOut();
    });
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &parent_index) {
        if (parent_index.isValid()) return;
        m_chosen = -1;
        layOut();
    });
    connect(&context.theme, &Theme::changed, this, [this] {
        m_spans.clear();
        m_scale = 0;
        updateGeometry();
        layOut();
    });
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value >= horizontalScrollBar()->maximum() - horizontalScrollBar()->pageStep() && m_model.canFetchMore({}))
            m_model.fetchMore({});
    });
}

QSize BatchStrip::sizeHint() const { return {m_context.theme.px(200), m_context.theme.px(40)}; }

const LogBatch *BatchStrip::batch(int row) const { return m_model.batch(m_model.index(row, 0)); }

std::int64_t BatchStrip::missingIn(const LogBatch &batch)
{
    return std::max<std::int64_t>(0, batch.lastOffset - batch.baseOffset + 1 - batch.recordCount);
}

std::int64_t BatchStrip::gapBefore(int row) const
{
    if (row <= 0) return 0;
    return std::max<std::int64_t>(0, batch(row)->baseOffset - batch(row - 1)->lastOffset - 1);
}

void BatchStrip::layOut()
{
    const int rows = m_model.rowCount();
    if (rows < static_cast<int>(m_spans.size())) m_spans.clear();
    if (m_spans.empty()) m_scale = 0;
    if (m_scale == 0 && rows > 0) {
        // The middle batch is about as wide as its label. Batches read later keep the scale, so that nothing moves.
        std::vector<std::int32_t> sizes;
        for (int row = 0; row < rows; ++row) sizes.push_back(batch(row)->sizeBytes);
        std::ranges::nth_element(sizes, sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2));
        m_scale = m_context.theme.pxf(72) / std::max(1, sizes[sizes.size() / 2]);
    }
    qreal x = m_spans.empty() ? 0 : m_spans.back().to;
    for (int row = static_cast<int>(m_spans.size()); row < rows; ++row) {
        x += gapBefore(row) > 0 ? m_context.theme.pxf(14) : m_context.theme.pxf(2);
        const qreal width = std::clamp(batch(row)->sizeBytes * m_scale, m_context.theme.pxf(5), m_context.theme.pxf(260));
        m_spans.push_back({x, x + width});
        x += width;
    }
    horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(x) + m_context.theme.px(2) - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_context.theme.px(40));
    viewport()->update();
}

QRectF BatchStrip::block(int row) const
{
    const Span &span = m_spans[static_cast<std::size_t>(row)];
    return {span.from - horizontalScrollBar()->value(), static_cast<qreal>(m_context.theme.px(2)), span.to - span.from,
            static_cast<qreal>(m_context.theme.px(34))};
}

int BatchStrip::rowAt(qreal x) const
{
    const qreal wanted = x + horizontalScrollBar()->value();
    const auto found = std::ranges::lower_bound(m_spans, wanted, {}, &Span::to);
    return found == m_spans.end() || found->from > wanted ? -1 : static_cast<int>(found - m_spans.begin());
}

void BatchStrip::setChosen(int row)
{
    m_chosen = row < static_cast<int>(m_spans.size()) ? row : -1;
    if (m_chosen >= 0) reach(m_chosen);
    viewport()->update();
}

void BatchStrip::reach(int row)
{
    const QRectF box = block(row);
    const int margin = m_context.theme.px(24);
    if (box.left() < 0) horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(box.left()) - margin);
    else if (box.right() > viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + static_cast<int>(box.right()) - viewport()->width() + margin);
}

void BatchStrip::paintBlock(QPainter &painter, int row) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const LogBatch &shown = *batch(row);
    const QRectF box = block(row);
    const qreal radius = theme.pxf(3);
    // What has no record of the chosen time is faded; its words stay readable.
    const auto chosen = WallSpan::chosen(m_context);
    const bool outside = chosen && !chosen->meets(shown.firstTimestampMs, shown.maxTimestampMs);
    if (outside) painter.setOpacity(fadedOpacity);
    const bool packed = !shown.compression.isEmpty() && shown.compression != QLatin1String("none");
    if (shown.control) {
        paintBox(painter, box, radius, c.sunk, c.muted);
        paintHatch(painter, box, radius, c.muted, theme.pxf(6), 1);
    } else {
        paintBox(painter, box, radius, packed ? c.inSyncFill : c.sunk, packed ? c.inSyncLine : c.line);
    }
    const std::int64_t missing = missingIn(shown);
    qreal present = box.width();
    if (missing > 0) {
        const qreal part = static_cast<qreal>(missing) / static_cast<qreal>(missing + shown.recordCount);
        const QRectF gone(box.right() - box.width() * part, box.top(), box.width() * part, box.height());
        paintBox(painter, gone, radius, c.panel, c.offline, Qt::DotLine);
        present -= gone.width();
    }
    if (shown.transactional) painter.fillRect(QRectF(box.left() + 1, box.bottom() - theme.pxf(4), box.width() - 2, theme.pxf(3)), c.moving);
    if (!shown.crcValid || !shown.problem.isEmpty()) paintBox(painter, box, radius, {}, c.bad, Qt::DashLine, theme.pxf(1.6));
    painter.setOpacity(1);
    if (row == m_chosen) paintBox(painter, box.adjusted(-1, -1, 1, 1), radius, {}, c.leader, Qt::SolidLine, theme.pxf(2));
    const QRectF text = QRectF(box.topLeft(), QSizeF(present, box.height())).adjusted(theme.px(5), theme.px(1), -theme.px(3), -theme.px(1));
    if (text.width() < theme.px(20)) return;
    const QString first = shown.control ? tr("control") : packed ? shown.compression : Format::number(shown.recordCount);
    const QString second = shown.control ? QString() : packed ? Format::number(shown.recordCount) : Format::bytes(shown.sizeBytes);
    const QRectF upper(text.left(), text.top(), text.width(), text.height() / 2);
    if (shown.control)
        paintBox(painter,
                 QRectF(text.left() - 2, box.center().y() - theme.px(8),
                        std::min(text.width(), textWidth(theme.font(Theme::Type::tiny), first) + 4), theme.px(16)),
                 2, c.sunk, {});
    paintText(painter, shown.control ? text : upper, first, theme.font(Theme::Type::tinyStrong), outside ? c.muted : c.text);
    paintText(painter, upper.translated(0, upper.height()), second, theme.font(Theme::Type::tiny), c.muted);
}

void BatchStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    if (m_spans.empty()) return;
    const qreal left = horizontalScrollBar()->value();
    const auto first = std::ranges::lower_bound(m_spans, left, {}, &Span::to);
    const Theme &theme = m_context.theme;
    for (auto span = first; span != m_spans.end() && span->from < left + viewport()->width(); ++span) {
        const int row = static_cast<int>(span - m_spans.begin());
        paintBlock(painter, row);
        if (gapBefore(row) == 0) continue;
        // What is missing between two batches: a dotted line where it was.
        const qreal x = block(row).left() - theme.pxf(7);
        painter.setPen(QPen(theme.colors().muted, theme.pxf(1.5), Qt::DotLine));
        painter.drawLine(QPointF(x, block(row).top()), QPointF(x, block(row).bottom()));
    }
}

QString BatchStrip::describe(int row) const
{
    const LogBatch &shown = *batch(row);
    QStringList lines{tr("offsets %1 to %2, %3 at byte %4")
                          .arg(Format::number(shown.baseOffset), Format::number(shown.lastOffset), Format::bytes(shown.sizeBytes),
                               Format::number(shown.position)),
                      describeBatch(shown)};
    if (const std::int64_t missing = missingIn(shown); missing > 0)
        lines << tr("%n of its records was removed by compaction", nullptr,
                    static_cast<int>(std::min<std::int64_t>(missing, 2'000'000'000)));
    if (const std::int64_t gap = gapBefore(row); gap > 0)
        lines << tr("%n offset(s) in front of it are not there", nullptr, static_cast<int>(std::min<std::int64_t>(gap, 2'000'000'000)));
    return lines.join(QLatin1Char('\n'));
}

void BatchStrip::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void BatchStrip::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(event->position().x());
    if (row < 0) return;
    setChosen(row);
    Q_EMIT batchChosen(row);
}

void BatchStrip::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    const int row = m_chosen + step;
    if (step == 0 || row < 0 || row >= static_cast<int>(m_spans.size())) return QAbstractScrollArea::keyPressEvent(event);
    setChosen(row);
    Q_EMIT batchChosen(row);
}

void BatchStrip::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const int delta = turned.x() != 0 ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
}

bool BatchStrip::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const int row = rowAt(help->pos().x()); row >= 0) QToolTip::showText(help->globalPos(), describe(row), this);
    else QToolTip::hideText();
    return true;
}

}  // namespace vitrine::ui
