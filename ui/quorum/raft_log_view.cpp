// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/quorum/raft_log_view.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

struct EpochColors {
    QColor fill;
    QColor line;
    QColor strong;
    QColor onStrong;
};

// The present epoch in the colour of leaders; those before it alternate, and all have their number.
EpochColors colorsOf(const Theme &theme, int age)
{
    const Colors &c = theme.colors();
    if (age == 0) return {c.inSyncFill, c.inSyncLine, c.leader, c.onLeader};
    if (age % 2 == 1) return {c.movingFill, c.moving, c.moving, c.panel};
    return {c.sunk, c.muted, c.muted, c.panel};
}

QColor mixed(const QColor &a, const QColor &b, float share)
{
    return QColor::fromRgbF(a.redF() * (1 - share) + b.redF() * share, a.greenF() * (1 - share) + b.greenF() * share,
                            a.blueF() * (1 - share) + b.blueF() * share);
}

}  // namespace

RaftLogView::RaftLogView(const Context &context, const MetadataRecordsModel &records, QWidget *parent)
    : QAbstractScrollArea(parent), m_context(context), m_records(records)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

int RaftLogView::laneHeight() const { return m_context.theme.px(42); }
int RaftLogView::headHeight() const { return m_context.theme.px(40); }
int RaftLogView::footHeight() const { return m_context.theme.px(20); }

QSize RaftLogView::sizeHint() const
{
    const int lanes = std::clamp(static_cast<int>(m_lanes.size()), 3, 6);
    return {m_context.theme.px(560), headHeight() + footHeight() + lanes * laneHeight()};
}

QSize RaftLogView::minimumSizeHint() const { return {m_context.theme.px(300), headHeight() + footHeight() + laneHeight()}; }

void RaftLogView::setLanes(std::vector<QuorumLane> lanes, std::int64_t highWatermark, std::int32_t epoch)
{
    const bool resized = lanes.size() != m_lanes.size();
    m_lanes = std::move(lanes);
    m_highWatermark = highWatermark;
    m_epoch = epoch;
    if (resized) {
        layOut();
        updateGeometry();
    }
    viewport()->update();
}

void RaftLogView::setEpochs(std::vector<MetadataFacts::Epoch> epochs)
{
    m_epochs = std::move(epochs);
    viewport()->update();
}

void RaftLogView::setSnapshots(BrokerId node, std::vector<LogFiles::Snapshot> snapshots)
{
    m_snapshots[node] = std::move(snapshots);
    viewport()->update();
}

void RaftLogView::setChosenOffset(std::optional<std::int64_t> offset)
{
    m_chosen = offset;
    viewport()->update();
}

void RaftLogView::layOut()
{
    const int room = std::max(0, viewport()->height() - headHeight() - footHeight());
    const int needed = static_cast<int>(m_lanes.size()) * laneHeight();
    verticalScrollBar()->setRange(0, std::max(0, needed - room));
    verticalScrollBar()->setPageStep(room);
    verticalScrollBar()->setSingleStep(laneHeight() / 2);
}

void RaftLogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

RaftLogView::Range RaftLogView::range() const { return shape().range; }

RaftLogView::Shape RaftLogView::shape() const
{
    const Theme &theme = m_context.theme;
    Shape shape;
    const bool wide = viewport()->width() >= theme.px(460);
    shape.left = viewport()->width() >= theme.px(520) ? theme.px(178) : theme.px(156);
    shape.width = std::max<qreal>(theme.px(40), viewport()->width() - shape.left - (wide ? theme.px(132) : theme.px(112)));
    std::int64_t end = m_highWatermark;
    std::int64_t start = std::numeric_limits<std::int64_t>::max();
    std::int64_t farthest = 0;
    for (const QuorumLane &lane : m_lanes) {
        end = std::max(end, lane.logEnd);
        if (lane.logEnd >= 0) start = std::min(start, lane.logStart);
        // Who is down may be far behind for long; the picture is of those that move.
        if (lane.up && lane.behind) farthest = std::max(farthest, *lane.behind);
    }
    if (end < 0) return shape;
    const qreal widest = theme.pxf(14);
    const qreal narrowest = theme.pxf(3);
    const auto fitting = static_cast<std::int64_t>(shape.width / widest);
    const auto most = static_cast<std::int64_t>(shape.width / narrowest);
    const std::int64_t shown = std::clamp(farthest + farthest / 4 + 4, fitting, most);
    shape.cell = shape.width / static_cast<qreal>(shown);
    shape.range.to = end;
    shape.range.from = std::max(std::min(start, end), end - shown);
    return shape;
}

std::vector<RaftLogView::Span> RaftLogView::spans(const Range &range) const
{
    std::vector<Span> list;
    int later = 0;
    // What the log has not told yet belongs to the epoch that the quorum is in.
    const bool news = m_epoch >= 0 && (m_epochs.empty() || m_epochs.back().epoch < m_epoch);
    std::int64_t end = range.to;
    if (news && (m_epochs.empty() || m_highWatermark < range.to)) {
        const std::int64_t from = m_epochs.empty() ? range.from : std::max(range.from, m_highWatermark);
        if (from < end) list.push_back({from, end, m_epoch, 0});
        end = from;
        ++later;
    } else if (news) {
        ++later;
    }
    for (auto at = m_epochs.rbegin(); at != m_epochs.rend() && end > range.from; ++at) {
        const std::int64_t from = std::max(at->startOffset, range.from);
        if (from < end) list.push_back({from, end, at->epoch, later});
        end = std::min(end, from);
        ++later;
    }
    std::ranges::reverse(list);
    return list;
}

std::vector<RaftLogView::Entry> RaftLogView::entries(const Range &range) const
{
    std::vector<Entry> list;
    list.reserve(static_cast<std::size_t>(range.to - range.from));
    for (std::int64_t offset = range.from; offset < range.to; ++offset) {
        const MetadataRow *row = m_records.find(offset);
        list.push_back(!row ? Entry::unread : row->control ? Entry::control : row->noOp ? Entry::noOp : Entry::record);
    }
    return list;
}

QRectF RaftLogView::laneRect(std::size_t lane) const
{
    return {0, static_cast<qreal>(headHeight() + static_cast<int>(lane) * laneHeight() - verticalScrollBar()->value()),
            static_cast<qreal>(viewport()->width()), static_cast<qreal>(laneHeight())};
}

std::optional<std::size_t> RaftLogView::laneAt(const QPointF &point) const
{
    if (point.y() < headHeight() || point.y() >= viewport()->height() - footHeight()) return std::nullopt;
    const int index = static_cast<int>(point.y() - headHeight() + verticalScrollBar()->value()) / laneHeight();
    if (index < 0 || index >= static_cast<int>(m_lanes.size())) return std::nullopt;
    return static_cast<std::size_t>(index);
}

std::optional<std::int64_t> RaftLogView::offsetAt(const QPointF &point) const
{
    const Shape s = shape();
    const auto lane = laneAt(point);
    if (!lane || point.x() < s.left || point.x() >= s.left + s.width) return std::nullopt;
    const std::int64_t offset = s.range.from + static_cast<std::int64_t>((point.x() - s.left) / s.cell);
    if (offset >= m_lanes[*lane].logEnd || offset < m_lanes[*lane].logStart) return std::nullopt;
    return offset;
}

void RaftLogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Shape s = shape();
    if (m_lanes.empty()) {
        paintText(painter, QRectF(viewport()->rect()), tr("The quorum has not shown itself yet."), theme.font(Theme::Type::body), c.muted,
                  Qt::AlignCenter);
        return;
    }
    const auto epochSpans = spans(s.range);
    const auto kinds = entries(s.range);
    const QRectF lanesArea(0, headHeight(), viewport()->width(), viewport()->height() - headHeight() - footHeight());
    painter.save();
    painter.setClipRect(lanesArea);
    bool observers = false;
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        const QRectF row = laneRect(i);
        const bool first = !m_lanes[i].voter && !observers;
        observers = observers || first;
        if (row.bottom() < lanesArea.top() || row.top() > lanesArea.bottom() || !row.intersects(QRectF(event->rect()))) continue;
        if (m_lanes[i].id.value() == m_context.selection.broker())
            paintBox(painter, row.adjusted(theme.px(6), 1, -theme.px(2), -1), theme.px(5), c.selection, {});
        // Between those that vote and those that follow.
        if (first && i > 0) painter.fillRect(QRectF(theme.px(12), row.top(), row.width() - theme.px(18), 1), c.line);
        paintLane(painter, m_lanes[i], row, s, epochSpans, kinds);
    }
    if (m_highWatermark >= s.range.from && m_highWatermark <= s.range.to) {
        const qreal bottom = std::min(lanesArea.bottom(), laneRect(m_lanes.size() - 1).bottom());
        painter.fillRect(QRectF(s.x(m_highWatermark) - theme.pxf(1), lanesArea.top(), theme.pxf(2), bottom - lanesArea.top()), c.text);
    }
    painter.restore();
    if (s.range.to > s.range.from) {
        paintHead(painter, s, epochSpans);
        paintFoot(painter, s);
    }
    if (hasFocus() && m_context.selection.broker() < 0)
        paintBox(painter, QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), theme.px(4), {}, c.leader);
}

void RaftLogView::paintHead(QPainter &painter, const Shape &s, const std::vector<Span> &spans) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const QFont font = theme.font(Theme::Type::small);
    if (m_highWatermark >= 0) {
        const QString text = tr("high watermark %1").arg(Format::number(m_highWatermark));
        const qreal width = textWidth(font, text);
        const qreal middle = s.x(std::clamp(m_highWatermark, s.range.from, s.range.to));
        const qreal x = std::clamp(middle - width / 2, s.left, std::max(s.left, viewport()->width() - width - theme.px(8)));
        paintText(painter, QRectF(x, 0, width + 2, theme.px(18)), text, font, c.text);
    }
    const QFont epochFont = theme.font(Theme::Type::tinyStrong);
    for (const Span &span : spans) {
        const EpochColors colors = colorsOf(theme, span.age);
        const qreal left = s.x(span.from);
        const qreal right = std::max(left + 2, s.x(span.to) - 2);
        painter.fillRect(QRectF(left, theme.px(35), right - left, theme.px(2)), colors.strong);
        const QString whole = tr("epoch %1").arg(Format::number(span.epoch));
        const QString text = textWidth(epochFont, whole) <= right - left + theme.px(6) ? whole : Format::number(span.epoch);
        const bool last = &span == &spans.back();
        if (textWidth(epochFont, text) > right - left + 2 && !last) continue;
        const qreal width = textWidth(epochFont, text) + 2;
        paintText(painter, QRectF(last ? std::max(left, right - width) : left, theme.px(18), width, theme.px(16)), text, epochFont,
                  span.age == 0       ? c.leaderText
                  : span.age % 2 == 1 ? c.moving
                                      : c.muted);
    }
}

void RaftLogView::paintFoot(QPainter &painter, const Shape &s) const
{
    const Theme &theme = m_context.theme;
    const QFont font = theme.font(Theme::Type::monoSmall);
    const qreal top = std::min<qreal>(viewport()->height() - footHeight(), laneRect(m_lanes.size() - 1).bottom());
    const QRectF line(0, top, viewport()->width(), footHeight());
    const QString end = Format::number(s.range.to);
    const qreal endWidth = textWidth(font, end) + 2;
    const qreal endX = std::min(s.x(s.range.to) - endWidth / 2, static_cast<qreal>(viewport()->width()) - endWidth);
    paintText(painter, QRectF(endX, line.top(), endWidth, line.height()), end, font, theme.colors().muted);
    // Round offsets, as many as have room.
    const qreal room = textWidth(font, Format::number(s.range.to)) + theme.px(28);
    std::int64_t step = 1;
    for (const std::int64_t factor : {1, 2, 5}) {
        for (std::int64_t power = 1; power <= 1'000'000; power *= 10)
            if (s.cell * static_cast<qreal>(factor * power) >= room && (step == 1 || factor * power < step)) step = factor * power;
    }
    if (s.cell * static_cast<qreal>(step) < room) return;
    for (std::int64_t offset = (s.range.from + step - 1) / step * step; offset < s.range.to; offset += step) {
        const QString text = Format::number(offset);
        const qreal width = textWidth(font, text) + 2;
        const qreal x = std::max(s.left, s.x(offset) - width / 2);
        if (x + width > endX - theme.px(8)) break;
        painter.fillRect(QRectF(s.x(offset), line.top() - theme.px(2), 1, theme.px(3)), theme.colors().faint);
        paintText(painter, QRectF(x, line.top(), width, line.height()), text, font, theme.colors().muted);
    }
}

void RaftLogView::paintLane(QPainter &painter, const QuorumLane &lane, const QRectF &row, const Shape &s, const std::vector<Span> &spans,
                            const std::vector<Entry> &entries) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const qreal size = theme.pxf(9);
    const qreal upper = row.top() + theme.px(3);
    const QRectF name(theme.px(14), upper, s.left - theme.px(22), theme.px(18));
    paintMark(painter, QuorumText::mark(lane), QRectF(name.left(), name.center().y() - size / 2, size, size),
              shapeColor(theme, QuorumText::tone(lane)));
    const bool leads = lane.up && lane.role == observe::QuorumRole::leader;
    paintText(painter, name.adjusted(theme.px(16), 0, 0, 0), Format::nodeName(lane.id, lane.controllerAlone),
              theme.font(leads ? Theme::Type::bodyStrong : Theme::Type::body), c.text);
    QString role = QuorumText::role(lane);
    if (lane.votedFor != no_broker) role += QStringLiteral(" · ") + tr("voted for %1").arg(lane.votedFor.value());
    paintText(painter, QRectF(name.left() + theme.px(16), upper + theme.px(18), name.width() - theme.px(16), theme.px(16)), role,
              theme.font(Theme::Type::tiny), textColor(theme, lane.up ? Tone::muted : QuorumText::tone(lane)));

    const qreal right = s.left + s.width + theme.px(12);
    const QRectF first(right, upper, row.right() - right - theme.px(4), theme.px(18));
    const bool late = lane.behind && *lane.behind > 0;
    paintText(painter, first, QuorumText::lag(lane), theme.font(late ? Theme::Type::smallMedium : Theme::Type::small),
              !lane.up ? c.offlineText
              : late   ? c.warningText
                       : c.text);
    paintText(painter, first.translated(0, theme.px(18)), QuorumText::times(lane), theme.font(Theme::Type::tiny), c.muted);

    const QRectF band(s.left, upper + theme.px(2), s.width, theme.px(17));
    paintBlocks(painter, lane, band, s, spans, entries);
    paintSnapshots(painter, lane, QRectF(s.left, band.bottom() + theme.px(2), s.width, theme.px(15)), s);
}

void RaftLogView::paintBlocks(QPainter &painter, const QuorumLane &lane, const QRectF &band, const Shape &s, const std::vector<Span> &spans,
                              const std::vector<Entry> &entries) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    if (lane.logEnd < 0) return;
    const std::int64_t from = std::max(s.range.from, lane.logStart);
    const std::int64_t to = std::min(s.range.to, lane.logEnd);
    if (to <= from) {
        // It ends before what can be seen.
        paintText(painter, band, tr("◂ ends at %1").arg(Format::number(lane.logEnd)), theme.font(Theme::Type::small),
                  lane.up ? c.warningText : c.offlineText);
        return;
    }
    const bool single = s.cell >= theme.pxf(5);
    const qreal gap = single ? theme.pxf(1.5) : 0;
    const qreal radius = single ? theme.pxf(2) : 0;
    if (!lane.up) {
        paintBox(painter, QRectF(s.x(from), band.top(), s.x(to) - s.x(from) - gap, band.height()), theme.pxf(3), {}, c.offline, Qt::DotLine,
                 1.4);
        return;
    }
    const QFont numberFont = theme.font(Theme::Type::tinyStrong);
    for (const Span &span : spans) {
        const EpochColors colors = colorsOf(theme, span.age);
        const std::int64_t begin = std::max(span.from, from);
        const std::int64_t end = std::min(span.to, to);
        for (std::int64_t offset = begin; offset < end;) {
            const Entry kind = entries[static_cast<std::size_t>(offset - s.range.from)];
            const bool committed = offset < m_highWatermark;
            std::int64_t next = offset + 1;
            // Too narrow for single blocks: runs of what looks the same.
            while (!single && next < end && entries[static_cast<std::size_t>(next - s.range.from)] == kind &&
                   (next < m_highWatermark) == committed)
                ++next;
            const QRectF box(s.x(offset), band.top(), s.x(next) - s.x(offset) - gap, band.height());
            if (!committed) {
                paintBox(painter, box, radius, c.panel, {});
                QColor stripe = colors.strong;
                stripe.setAlphaF(0.45F);
                paintHatch(painter, box, radius, stripe, theme.pxf(5), theme.pxf(1.4));
                if (single) paintBox(painter, box, radius, {}, colors.line);
            } else if (kind == Entry::control) {
                paintBox(painter, box, radius, colors.strong, {});
                if (const QString number = QString::number(span.epoch); textWidth(numberFont, number) <= box.width() + 1)
                    paintText(painter, box.adjusted(-1, 0, 1, 0), number, numberFont, colors.onStrong, Qt::AlignCenter);
            } else if (kind == Entry::record) {
                paintBox(painter, box, radius, mixed(colors.fill, colors.strong, 0.45F), single ? colors.line : QColor());
            } else {
                paintBox(painter, box, radius, colors.fill, {});
            }
            if (m_chosen && *m_chosen >= offset && *m_chosen < next)
                paintBox(painter, QRectF(s.x(*m_chosen) - 2, band.top() - 2, std::max<qreal>(s.cell - gap, 3) + 4, band.height() + 4),
                         theme.pxf(3), {}, c.text, Qt::SolidLine, theme.pxf(1.6));
            offset = next;
        }
    }
}

void RaftLogView::paintSnapshots(QPainter &painter, const QuorumLane &lane, const QRectF &line, const Shape &s) const
{
    const auto found = m_snapshots.find(lane.id);
    if (found == m_snapshots.end()) return;
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const QFont font = theme.font(Theme::Type::tiny);
    const qreal size = theme.pxf(8);
    const LogFiles::Snapshot *before = nullptr;
    // From right to left: a mark stands where its snapshot ends, its text where it does not run into the next one.
    qreal limit = line.right() + theme.px(60);
    for (auto at = found->second.rbegin(); at != found->second.rend() && !before; ++at) {
        // The bootstrap's says only who votes.
        if (at->endOffset == 0) break;
        if (at->endOffset < s.range.from) {
            before = &*at;
            break;
        }
        const QRectF mark(s.x(at->endOffset) - size / 2, line.center().y() - size / 2, size, size);
        paintMark(painter, Mark::diamond, mark, lane.up ? c.text : c.offline);
        const QString text = tr("snapshot at %1").arg(Format::number(at->endOffset));
        const qreal width = textWidth(font, text) + 2;
        const qreal x = mark.right() + theme.px(5);
        if (x + width <= limit) paintText(painter, QRectF(x, line.top(), width, line.height()), text, font, c.muted);
        limit = mark.left() - theme.px(8);
    }
    if (!before) return;
    const QString text = tr("◂ snapshot at %1").arg(Format::number(before->endOffset));
    const qreal width = textWidth(font, text) + 2;
    if (line.left() + width <= limit) paintText(painter, QRectF(line.left(), line.top(), width, line.height()), text, font, c.muted);
}

void RaftLogView::mousePressEvent(QMouseEvent *event)
{
    const auto lane = laneAt(event->position());
    if (!lane) return;
    if (const auto offset = offsetAt(event->position())) Q_EMIT offsetChosen(*offset);
    Q_EMIT laneChosen(m_lanes[*lane].id);
}

void RaftLogView::mouseMoveEvent(QMouseEvent *event)
{
    viewport()->setCursor(laneAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void RaftLogView::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0 || m_lanes.empty()) return QAbstractScrollArea::keyPressEvent(event);
    const auto at = std::ranges::find(m_lanes, BrokerId(m_context.selection.broker()), &QuorumLane::id);
    const int count = static_cast<int>(m_lanes.size());
    const int now = at == m_lanes.end() ? (step > 0 ? -1 : count) : static_cast<int>(at - m_lanes.begin());
    const int next = std::clamp(now + step, 0, count - 1);
    Q_EMIT laneChosen(m_lanes[static_cast<std::size_t>(next)].id);
    const QRectF row = laneRect(static_cast<std::size_t>(next));
    if (row.top() < headHeight()) verticalScrollBar()->setValue(verticalScrollBar()->value() - static_cast<int>(headHeight() - row.top()));
    if (const qreal floor = viewport()->height() - footHeight(); row.bottom() > floor)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + static_cast<int>(row.bottom() - floor));
}

bool RaftLogView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text;
    if (const auto lane = laneAt(help->pos())) {
        const auto offset = offsetAt(help->pos());
        const MetadataRow *row = offset ? m_records.find(*offset) : nullptr;
        if (row)
            text = tr("offset %1, epoch %2: %3").arg(Format::number(row->offset), Format::number(row->epoch), row->type) +
                   (row->about.isEmpty() ? QString() : QLatin1Char(' ') + row->about);
        else if (offset && *offset >= m_highWatermark) text = tr("offset %1: not committed yet").arg(Format::number(*offset));
        else text = QuorumText::describe(m_lanes[*lane]);
    }
    if (text.isEmpty()) QToolTip::hideText();
    else QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

}  // namespace vitrine::ui
