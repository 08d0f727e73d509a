// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/segments_view.h"

#include <algorithm>

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/log/segment_reason.h"
#include "ui/session/session.h"

namespace vitrine::ui {

SegmentsView::SegmentsView(const Context &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

QSize SegmentsView::sizeHint() const
{ // The fronts of retention have a line of their own for their words.
    return {m_context.theme.px(240), m_context.theme.px(m_hasFronts ? 102 : 88)};
}

QRectF SegmentsView::band() const
{
    const Theme &theme = m_context.theme;
    return {static_cast<qreal>(theme.px(18)), static_cast<qreal>(theme.px(22)), static_cast<qreal>(width() - theme.px(36)),
            static_cast<qreal>(theme.px(42))};
}

const ReplicaState *SegmentsView::replica() const
{
    const PartitionState *partition =
        m_context.session.cluster().partition(m_context.selection.topic().toStdString(), m_context.selection.partition());
    return partition ? partition->replica(m_broker) : nullptr;
}

void SegmentsView::setBroker(BrokerId broker)
{
    m_broker = broker;
    refresh();
}

void SegmentsView::setChosen(std::optional<std::int64_t> baseOffset)
{
    m_chosen = baseOffset;
    update();
}

void SegmentsView::refresh()
{
    const ReplicaState *state = replica();
    const auto fronts = state ? SegmentReason::fronts(state->view, m_settings, m_context.session.wallNow()) : SegmentReason::Fronts();
    m_hasFronts = fronts.time || fronts.bytes;
    updateGeometry();
    update();
}

void SegmentsView::setSettings(const TopicSettings &settings)
{
    m_settings = settings;
    refresh();
}

qreal SegmentsView::position(const observe::ReplicaView &view, std::int64_t offset) const
{
    return positionOf(view, static_cast<double>(offset));
}

qreal SegmentsView::positionOf(const observe::ReplicaView &view, double offset) const
{
    const QRectF area = band();
    const std::int64_t from = view.segments.front().base_offset.value();
    const std::int64_t to = std::max(view.log_end.value(), view.segments.back().end_offset.value());
    if (to <= from) return area.left();
    return area.left() + area.width() * (offset - static_cast<double>(from)) / static_cast<double>(to - from);
}

bool SegmentsView::isOutside(const observe::SegmentView &segment, const std::optional<WallSpan> &span)
{
    return span && segment.first_timestamp && segment.last_timestamp &&
           !span->meets(to_milliseconds(*segment.first_timestamp), to_milliseconds(*segment.last_timestamp));
}

bool SegmentsView::isOutside(std::int64_t baseOffset) const
{
    const ReplicaState *state = replica();
    if (!state) return false;
    const auto &segments = state->view.segments;
    const auto found = std::ranges::find(segments, Offset(baseOffset), &observe::SegmentView::base_offset);
    return found != segments.end() && isOutside(*found, WallSpan::chosen(m_context));
}

QString SegmentsView::describe(const observe::SegmentView &segment) const
{
    const WallTime now = m_context.session.wallNow();
    QStringList lines{
        tr("segment %1 to %2").arg(Format::number(segment.base_offset.value()), Format::number(segment.end_offset.value() - 1)),
        Format::bytes(segment.size_bytes)};
    if (segment.first_timestamp) lines << tr("oldest record %1").arg(Format::dateTime(*segment.first_timestamp));
    if (segment.last_timestamp)
        lines << tr("newest record %1, %2 ago")
                     .arg(Format::dateTime(*segment.last_timestamp),
                          Format::duration(std::max<Milliseconds>(Milliseconds(0), now - *segment.last_timestamp)));
    if (isOutside(segment, WallSpan::chosen(m_context))) lines << tr("no record of the chosen time");
    if (const ReplicaState *state = replica()) {
        const auto index = static_cast<std::size_t>(&segment - state->view.segments.data());
        if (segment.active) lines << SegmentReason::notRolled(segment, m_settings, now);
        lines << SegmentReason::notDeleted(state->view, index, m_settings, now);
    }
    return lines.join(QLatin1Char('\n'));
}

QString SegmentsView::sentence() const
{
    const ReplicaState *state = replica();
    if (!state || state->view.segments.empty()) return {};
    for (std::size_t i = 0; m_chosen && i < state->view.segments.size(); ++i) {
        if (state->view.segments[i].base_offset.value() == *m_chosen)
            return SegmentReason::of(state->view, i, m_settings, m_context.session.wallNow());
    }
    const observe::SegmentView *next = nullptr;
    for (const observe::SegmentView &segment : state->view.segments)
        if (segment.deleted_after && !next) next = &segment;
    if (!next) {
        if (state->view.segments.size() == 1)
            return tr("Nothing is deleted: the only segment is the active one. It is closed when it reaches segment.bytes or segment.ms.");
        return tr("Nothing is deleted: no retention rule reaches a segment (retention.ms, retention.bytes).");
    }
    const auto left = *next->deleted_after - m_context.session.wallNow();
    const QString name =
        tr("segment %1 to %2 (%3)")
            .arg(Format::number(next->base_offset.value()), Format::number(next->end_offset.value() - 1), Format::bytes(next->size_bytes));
    if (left <= Milliseconds(0)) return tr("Next to go: %1, at the next check (log.retention.check.interval.ms).").arg(name);
    return tr("Next to go: %1 in %2, when its newest record is older than retention.ms.").arg(name, Format::duration(left));
}

std::vector<TwinModel::Column> SegmentsView::tableColumns()
{
    return {{tr("Segment"), ColumnKind::number}, {tr("Last offset"), ColumnKind::number},     {tr("Size"), ColumnKind::bytes},
            {tr("State"), ColumnKind::marked},   {tr("Oldest record"), ColumnKind::dateTime}, {tr("Newest record"), ColumnKind::dateTime},
            {tr("Why it is as it is")}};
}

std::vector<TwinRow> SegmentsView::tableRows() const
{
    std::vector<TwinRow> rows;
    const ReplicaState *state = replica();
    if (!state) return rows;
    const WallTime now = m_context.session.wallNow();
    const auto time = [](const std::optional<WallTime> &at) {
        return at ? TwinCell(static_cast<qlonglong>(to_milliseconds(*at))) : TwinCell();
    };
    for (std::size_t i = 0; i < state->view.segments.size(); ++i) {
        const observe::SegmentView &segment = state->view.segments[i];
        const bool goes = segment.deleted_after.has_value();
        rows.push_back(
            {.id = {segment.base_offset.value()},
             .cells = {TwinCell(static_cast<qlonglong>(segment.base_offset.value())),
                       segment.end_offset > segment.base_offset ? TwinCell(static_cast<qlonglong>(segment.end_offset.value() - 1))
                                                                : TwinCell(),
                       TwinCell(static_cast<qlonglong>(segment.size_bytes)),
                       segment.active ? tr("active")
                       : goes         ? tr("will be deleted")
                                      : tr("closed"),
                       time(segment.first_timestamp), time(segment.last_timestamp), SegmentReason::of(state->view, i, m_settings, now)},
             .mark = segment.active ? Mark::circle
                     : goes         ? Mark::half
                                    : Mark::square,
             .tone = segment.active ? Tone::leader
                     : goes         ? Tone::warning
                                    : Tone::muted,
             .tip = describe(segment)});
    }
    return rows;
}

void SegmentsView::paintEvent(QPaintEvent *)
{
    const ReplicaState *state = replica();
    QPainter painter(this);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const QRectF area = band();
    if (!state || state->view.segments.empty()) {
        paintBox(painter, area, theme.px(4), c.sunk, c.line, Qt::DotLine);
        const bool chosen = m_context.selection.hasPartition();
        paintText(painter, area,
                  chosen ? tr("This broker has not shown the segments of this partition.") : tr("Choose a partition on the map."),
                  theme.font(Theme::Type::body), c.muted, Qt::AlignCenter);
        return;
    }
    const observe::ReplicaView &view = state->view;
    const WallTime now = m_context.session.wallNow();
    // The oldest goes first, whichever rule reaches a younger one earlier.
    std::optional<WallTime> soonest;
    for (const observe::SegmentView &segment : view.segments)
        if (segment.deleted_after && !soonest) soonest = segment.deleted_after;
    const QFont sizeFont = theme.font(Theme::Type::smallStrong);
    const QFont ageFont = theme.font(Theme::Type::tiny);
    const QFont offsetFont = theme.font(Theme::Type::monoSmall);
    qreal labelEnd = -1'000;
    const auto span = WallSpan::chosen(m_context);
    for (const observe::SegmentView &segment : view.segments) {
        const qreal left = position(view, segment.base_offset.value());
        const qreal right = std::max(left + 2, position(view, std::max(segment.end_offset.value(), segment.base_offset.value())) - 2);
        const QRectF box(left, area.top(), right - left, area.height());
        const bool next = segment.deleted_after && segment.deleted_after == soonest;
        // Words stay readable where the box is faded.
        const bool outside = isOutside(segment, span);
        painter.setOpacity(outside ? fadedOpacity : 1);
        if (segment.active) paintBox(painter, box, theme.px(4), c.inSyncFill, c.inSyncLine, Qt::SolidLine, 1.6);
        else if (next) {
            paintBox(painter, box, theme.px(4), c.outFill, {});
            QColor stripe = c.outLine;
            stripe.setAlphaF(0.3F);
            paintHatch(painter, box, theme.px(4), stripe, theme.pxf(8), theme.pxf(1.4));
            paintBox(painter, box, theme.px(4), {}, c.outLine, Qt::DashLine, 1.4);
        } else paintBox(painter, box, theme.px(4), c.sunk, c.line);
        if (m_chosen == segment.base_offset.value())
            paintBox(painter, box.adjusted(-2, -2, 2, 2), theme.px(5), {}, c.leader, Qt::SolidLine, theme.pxf(1.8));

        painter.setOpacity(1);
        const QRectF text = box.adjusted(theme.px(8), 0, -theme.px(6), 0);
        const QString sizeText =
            segment.active ? tr("active, %1").arg(Format::bytes(segment.size_bytes)) : Format::bytes(segment.size_bytes);
        QString age;
        if (next && !segment.active) {
            const auto left_ms = *segment.deleted_after - now;
            age = left_ms > Milliseconds(0) ? tr("deleted in %1").arg(Format::duration(left_ms)) : tr("deleted next");
        } else if (segment.last_timestamp) {
            age = tr("%1 old").arg(Format::duration(std::max<Milliseconds>(Milliseconds(0), now - *segment.last_timestamp)));
        }
        if (text.width() > theme.px(30)) {
            if (next && !outside)
                paintBox(painter,
                         QRectF(text.left() - 3, box.top() + theme.px(3),
                                std::min(text.width(), std::max(textWidth(sizeFont, sizeText), textWidth(ageFont, age))) + 6,
                                box.height() - theme.px(6)),
                         3, c.outFill, {});
            paintText(painter, QRectF(text.left(), box.top() + theme.px(4), text.width(), theme.px(18)), sizeText, sizeFont,
                      outside ? c.muted
                      : next  ? c.outText
                              : c.text);
            paintText(painter, QRectF(text.left(), box.top() + theme.px(21), text.width(), theme.px(16)), age, ageFont,
                      next && !outside ? c.outText : c.muted);
        }
        const QString base = Format::number(segment.base_offset.value());
        const qreal width = textWidth(offsetFont, base);
        if (left > labelEnd + theme.px(6) && left + width < area.right() - theme.px(60)) {
            paintText(painter, QRectF(left, area.bottom() + theme.px(4), width + 2, theme.px(16)), base, offsetFont, c.muted);
            labelEnd = left + width;
        }
    }
    const QString end = Format::number(view.log_end.value());
    paintText(painter, QRectF(area.right() - theme.px(120), area.bottom() + theme.px(4), theme.px(120), theme.px(16)), end, offsetFont,
              c.muted, Qt::AlignRight | Qt::AlignVCenter);
    const std::int64_t base = view.segments.front().base_offset.value();
    if (view.log_start.value() > base) {
        // Records before the log start are still on disk but nobody can read them.
        const qreal x = position(view, view.log_start.value());
        paintHatch(painter, QRectF(area.left(), area.top(), x - area.left(), area.height()), 0, c.offline, theme.pxf(6), 1);
        painter.fillRect(QRectF(x - 1, area.top() - theme.px(4), 2, area.height() + theme.px(8)), c.offline);
    }
    const SegmentReason::Fronts fronts = SegmentReason::fronts(view, m_settings, now);
    if (fronts.time) paintFront(painter, view, *fronts.time, tr("older than retention.ms"), 0);
    if (fronts.bytes) paintFront(painter, view, *fronts.bytes, tr("beyond retention.bytes"), 1);
    const qreal hw = position(view, std::clamp(view.high_watermark.value(), base, view.log_end.value()));
    painter.fillRect(QRectF(hw - theme.pxf(1), area.top() - theme.px(5), theme.pxf(2), area.height() + theme.px(10)), c.text);
    const QString text = tr("high watermark %1").arg(Format::number(view.high_watermark.value()));
    const qreal width = textWidth(theme.font(Theme::Type::small), text);
    const qreal x = std::clamp(hw - width / 2, area.left(), area.right() - width);
    paintText(painter, QRectF(x, 0, width + 2, theme.px(17)), text, theme.font(Theme::Type::small), c.text);
    if (view.log_start.value() > 0 && x > area.left() + theme.px(140))
        paintText(painter, QRectF(area.left(), 0, x - area.left() - theme.px(8), theme.px(17)),
                  tr("log start %1").arg(Format::number(view.log_start.value())), theme.font(Theme::Type::small), c.muted);
}

// A line that moves to the right as time or bytes go on; what lies before it may go. Told apart by its dashes and its words.
void SegmentsView::paintFront(QPainter &painter, const observe::ReplicaView &view, double offset, const QString &text, int line) const
{
    const Theme &theme = m_context.theme;
    const QRectF area = band();
    const QFont font = theme.font(Theme::Type::tiny);
    const qreal x = std::clamp(positionOf(view, offset), area.left(), area.right());
    const qreal bottom = area.bottom() + theme.px(line == 0 ? 24 : 26);
    painter.setPen(QPen(theme.colors().outLine, theme.pxf(1.6), line == 0 ? Qt::DashLine : Qt::DotLine));
    painter.drawLine(QPointF(x, area.top() - theme.px(3)), QPointF(x, bottom));
    const qreal width = textWidth(font, text);
    const bool toTheLeft = x + width + theme.px(8) > area.right() || (line == 1 && x - width - theme.px(8) >= area.left());
    paintText(painter, QRectF(toTheLeft ? x - width - theme.px(5) : x + theme.px(5), area.bottom() + theme.px(20), width + 2, theme.px(15)),
              text, font, theme.colors().outText);
}

const observe::SegmentView *SegmentsView::segmentAt(const QPointF &point) const
{
    const ReplicaState *state = replica();
    if (!state || state->view.segments.empty() || !band().adjusted(0, -4, 0, 4).contains(point)) return nullptr;
    const observe::SegmentView *found = nullptr;
    for (const observe::SegmentView &segment : state->view.segments)
        if (position(state->view, segment.base_offset.value()) <= point.x()) found = &segment;
    return found;
}

void SegmentsView::mousePressEvent(QMouseEvent *event)
{
    const observe::SegmentView *segment = segmentAt(event->position());
    if (!segment) return;
    m_chosen = segment->base_offset.value();
    update();
    Q_EMIT segmentChosen(*m_chosen);
}

void SegmentsView::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(segmentAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

bool SegmentsView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const observe::SegmentView *segment = segmentAt(help->pos())) QToolTip::showText(help->globalPos(), describe(*segment), this);
    else QToolTip::hideText();
    return true;
}

}  // namespace vitrine::ui
