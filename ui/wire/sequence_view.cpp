// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wire/sequence_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"
#include "ui/wire/wire_facts.h"

namespace vitrine::ui {

namespace {

constexpr int slotHeight = 23;
constexpr int timesWidth = 88;
constexpr int laneWidthMin = 78;

Theme::Type labelType(bool chosen) { return chosen ? Theme::Type::tinyStrong : Theme::Type::tiny; }

struct Participant {
    int rank = 0;  // clients, brokers, controllers
    int id = 0;
    QString name;
    friend bool operator==(const Participant &, const Participant &) = default;
    [[nodiscard]] auto order() const { return std::tie(rank, id, name); }
};

// Clients stand on the left, then brokers, then controllers: what is asked goes to the right.
Participant askerOf(const WireExchange &exchange, const ClusterState &cluster)
{
    const QString name = WireText::asker(exchange, cluster);
    if (exchange.asker == no_broker) return {0, 0, name};
    const bool broker = name == Format::nodeName(exchange.asker, false);
    return {broker ? 1 : 2, exchange.asker.value(), name};
}
Participant serverOf(const WireExchange &exchange, const ClusterState &cluster)
{
    const QString name = WireText::server(exchange, cluster);
    if (exchange.server == no_broker) return {3, 0, name};
    const bool broker = name == Format::nodeName(exchange.server, false);
    return {broker ? 1 : 2, exchange.server.value(), name};
}

qreal distanceTo(const QPointF &point, const QLineF &line)
{
    const QPointF along = line.p2() - line.p1();
    const qreal length = QPointF::dotProduct(along, along);
    const qreal at = length > 0 ? std::clamp(QPointF::dotProduct(point - line.p1(), along) / length, 0.0, 1.0) : 0.0;
    return QLineF(point, line.p1() + along * at).length();
}

}  // namespace

SequenceView::SequenceView(const Context &context, QWidget *parent) : QAbstractScrollArea(parent), m_context(context)
{
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    connect(&context.theme, &Theme::changed, this, [this] { updateScrolling(); });
}

void SequenceView::show(const std::vector<WireLog::Position> &positions)
{
    const WireLog &log = m_context.session.wire();
    const ClusterState &cluster = m_context.session.cluster();
    m_arrows.clear();
    m_bars.clear();
    m_slots.clear();
    m_participants.clear();
    m_leftOut = 0;

    std::vector<WireLog::Position> held;
    for (const WireLog::Position position : positions)
        if (log.holds(position)) held.push_back(position);
    if (held.size() > exchangesMax) {
        m_leftOut = static_cast<int>(held.size()) - exchangesMax;
        held.resize(exchangesMax);
    }
    std::vector<Participant> all;
    for (const WireLog::Position position : held)
        for (const Participant &one : {askerOf(log.at(position), cluster), serverOf(log.at(position), cluster)})
            if (std::ranges::find(all, one) == all.end()) all.push_back(one);
    std::ranges::sort(all, [](const Participant &a, const Participant &b) { return a.order() < b.order(); });
    for (const Participant &one : all) m_participants << one.name;
    const auto placeOf = [&](const Participant &one) { return static_cast<int>(std::ranges::find(all, one) - all.begin()); };

    // The ends of all arrows in the order of the clock; a message is read after it was sent, also where the clock says the same.
    struct End {
        Instant at{};
        std::size_t arrow = 0;
        bool head = false;
    };
    std::vector<End> ends;
    struct Held {
        std::size_t request;
        std::size_t response;
        int server;
    };
    std::vector<Held> inHand;
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    for (const WireLog::Position position : held) {
        const WireExchange &e = log.at(position);
        const int asker = placeOf(askerOf(e, cluster));
        const int server = placeOf(serverOf(e, cluster));
        const Tone tone = WireText::tone(WireText::kind(e));
        const QString label = QStringLiteral("%1 · %2").arg(WireText::api(e)).arg(e.correlationId);
        Held own{none, none, server};
        const auto add = [&](const std::optional<Instant> &sent, const std::optional<Instant> &read, bool response) {
            Arrow arrow{.position = position,
                        .response = response,
                        .from = response ? server : asker,
                        .to = response ? asker : server,
                        .label = label,
                        .tone = tone};
            // Of a client's end nothing is known: its arrows are level.
            arrow.arrived = response || read.has_value();
            if (response) {
                const WireContents contents = WireText::contents(e, cluster);
                arrow.failed = !contents.errors.isEmpty();
                if (arrow.failed) arrow.label += QStringLiteral(" · ") + contents.errors.join(QStringLiteral(", "));
            }
            (response ? own.response : own.request) = m_arrows.size();
            const Instant tail = sent.value_or(read.value_or(Instant{}));
            ends.push_back({tail, m_arrows.size(), false});
            ends.push_back({std::max(read.value_or(tail), tail), m_arrows.size(), true});
            m_arrows.push_back(arrow);
        };
        if (e.asked || e.received) add(e.asked, e.received, false);
        if (e.answered || e.heard) add(e.answered, e.heard, true);
        if (own.request != none && e.received) inHand.push_back(own);
    }
    std::ranges::stable_sort(ends, {}, &End::at);
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const End &end = ends[i];
        Arrow &arrow = m_arrows[end.arrow];
        if (!end.head) {
            arrow.tail = arrow.head = static_cast<int>(m_slots.size());
            m_slots.push_back(end.at);
        } else if (i == 0 || ends[i - 1].arrow != end.arrow) {
            arrow.head = static_cast<int>(m_slots.size());
            m_slots.push_back(end.at);
        }
    }
    for (const Held &own : inHand) {
        const int from = m_arrows[own.request].head;
        const int to = own.response == none ? slotCount() - 1 : m_arrows[own.response].tail;
        if (to > from) m_bars.push_back({own.server, from, to});
    }
    if (m_chosen && std::ranges::find(held, *m_chosen) == held.end()) m_chosen.reset();
    updateScrolling();
}

std::vector<TwinModel::Column> SequenceView::tableColumns()
{
    return {{tr("Sent"), ColumnKind::mono},
            {tr("From")},
            {tr("To")},
            {tr("Message"), ColumnKind::marked},
            {tr("Read"), ColumnKind::mono},
            {tr("On its way"), ColumnKind::number}};
}

std::vector<TwinRow> SequenceView::tableRows() const
{
    std::vector<TwinRow> rows;
    for (std::size_t i = 0; i < m_arrows.size(); ++i) {
        const Arrow &arrow = m_arrows[i];
        const Instant sent = m_slots[static_cast<std::size_t>(arrow.tail)];
        const Instant read = m_slots[static_cast<std::size_t>(arrow.head)];
        const QString label = (arrow.response ? tr("response: %1") : tr("request: %1")).arg(arrow.label);
        rows.push_back(
            {.id = {arrow.tail, static_cast<qlonglong>(i)},
             .cells = {m_context.session.timeText(sent), m_participants[arrow.from], m_participants[arrow.to], label,
                       arrow.arrived ? m_context.session.timeText(read) : tr("not arrived"),
                       arrow.arrived ? TwinCell(Format::duration(read - sent), static_cast<qlonglong>((read - sent).count())) : TwinCell()},
             .mark = arrow.failed || !arrow.arrived ? Mark::square
                     : arrow.response               ? Mark::ring
                                                    : Mark::circle,
             .tone = arrow.failed || !arrow.arrived ? Tone::bad : arrow.tone,
             .tip = {}});
    }
    return rows;
}

void SequenceView::setChosen(std::optional<WireLog::Position> position)
{
    m_chosen = position;
    bringIntoSight();
    viewport()->update();
}

int SequenceView::headerHeight() const { return m_context.theme.px(30); }

int SequenceView::laneWidth() const
{
    const Theme &theme = m_context.theme;
    const int count = std::max(1, static_cast<int>(m_participants.size()));
    return std::max(theme.px(laneWidthMin), (viewport()->width() - theme.px(timesWidth) - theme.px(4)) / count);
}

qreal SequenceView::laneX(int participant) const
{
    return m_context.theme.px(timesWidth) + laneWidth() * (participant + 0.5) - horizontalScrollBar()->value();
}

qreal SequenceView::slotY(int slot) const
{
    const Theme &theme = m_context.theme;
    return headerHeight() + theme.px(18) + static_cast<qreal>(slot) * theme.px(slotHeight) - verticalScrollBar()->value();
}

void SequenceView::updateScrolling()
{
    const Theme &theme = m_context.theme;
    const int height = headerHeight() + theme.px(18) + slotCount() * theme.px(slotHeight) + (m_leftOut > 0 ? theme.px(slotHeight) : 0);
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height() - headerHeight());
    verticalScrollBar()->setSingleStep(theme.px(slotHeight));
    const int width = theme.px(timesWidth) + laneWidth() * static_cast<int>(m_participants.size());
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    viewport()->update();
}

void SequenceView::bringIntoSight()
{
    if (!m_chosen) return;
    const auto arrow = std::ranges::find(m_arrows, *m_chosen, &Arrow::position);
    if (arrow == m_arrows.end()) return;
    const Theme &theme = m_context.theme;
    const qreal y = slotY(arrow->tail);
    const int margin = theme.px(slotHeight);
    QScrollBar *bar = verticalScrollBar();
    if (y < headerHeight() + margin) bar->setValue(bar->value() + static_cast<int>(y) - headerHeight() - margin);
    else if (y > viewport()->height() - margin) bar->setValue(bar->value() + static_cast<int>(y) - viewport()->height() + margin);
    const qreal left = std::min(laneX(arrow->from), laneX(arrow->to)) - laneWidth() / 2.0;
    const qreal right = std::max(laneX(arrow->from), laneX(arrow->to)) + laneWidth() / 2.0;
    QScrollBar *across = horizontalScrollBar();
    // Both ends where there is room for both, else who was asked.
    if (right > viewport()->width()) across->setValue(across->value() + static_cast<int>(right) - viewport()->width());
    else if (left < theme.px(timesWidth)) across->setValue(across->value() + static_cast<int>(left) - theme.px(timesWidth));
}

void SequenceView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrolling();
}

QPointF SequenceView::middleOf(std::size_t arrow) const
{
    const Arrow &a = m_arrows[arrow];
    return {(laneX(a.from) + laneX(a.to)) / 2, (slotY(a.tail) + slotY(a.head)) / 2};
}

void SequenceView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    if (m_arrows.empty()) {
        painter.setFont(theme.font(Theme::Type::body));
        painter.setPen(c.muted);
        painter.drawText(viewport()->rect().adjusted(theme.px(16), 0, -theme.px(16), 0),
                         static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
                         tr("Select exchanges in the table to see who asked whom, and what came between."));
        return;
    }
    const qreal bottom = std::min<qreal>(viewport()->height(), slotY(slotCount() - 1) + theme.px(14));
    for (int i = 0; i < m_participants.size(); ++i)
        painter.fillRect(QRectF(std::round(laneX(i)), headerHeight(), 1, bottom - headerHeight()), c.line);
    for (const Bar &bar : m_bars) {
        const QRectF box(laneX(bar.participant) - theme.px(3), slotY(bar.from), theme.px(6), slotY(bar.to) - slotY(bar.from));
        if (box.bottom() >= 0 && box.top() <= viewport()->height()) paintBox(painter, box, theme.px(2), c.inSyncFill, c.inSyncLine);
    }
    for (const Arrow &arrow : m_arrows)
        if (arrow.position != m_chosen) paintArrow(painter, arrow);
    for (const Arrow &arrow : m_arrows)
        if (arrow.position == m_chosen) paintArrow(painter, arrow);
    // Lanes that were scrolled to the left pass beneath the times.
    painter.fillRect(QRect(0, 0, theme.px(timesWidth), viewport()->height()), c.panel);
    const int first = std::max(0, static_cast<int>((verticalScrollBar()->value() - theme.px(18)) / theme.px(slotHeight)) - 1);
    for (int slot = first; slot < slotCount() && slotY(slot) < viewport()->height() + theme.px(13); ++slot) {
        const double ms = std::chrono::duration<double, std::milli>(m_slots[static_cast<std::size_t>(slot)] - m_slots.front()).count();
        const QString text =
            slot == 0 ? m_context.session.timeText(m_slots.front()) : QStringLiteral("+%1 ms").arg(ms, 0, 'f', ms < 9'999.5 ? 3 : 0);
        paintText(painter, QRectF(theme.px(2), slotY(slot) - theme.px(10), theme.px(timesWidth - 8), theme.px(20)), text,
                  theme.font(Theme::Type::monoSmall), c.muted, Qt::AlignRight | Qt::AlignVCenter);
    }
    if (m_leftOut > 0)
        paintText(painter,
                  QRectF(theme.px(timesWidth), slotY(slotCount() - 1) + theme.px(14), viewport()->width() - theme.px(100), theme.px(20)),
                  tr("%n more selected exchange(s) are not drawn.", nullptr, m_leftOut), theme.font(Theme::Type::small), c.muted);
    paintHeader(painter);
}

void SequenceView::paintHeader(QPainter &painter) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    painter.fillRect(QRect(0, 0, viewport()->width(), headerHeight()), c.panel);
    const QFont font = theme.font(Theme::Type::smallMedium);
    for (int i = 0; i < m_participants.size(); ++i) {
        const qreal width = std::min<qreal>(laneWidth() - theme.px(6), textWidth(font, m_participants[i]) + theme.px(20));
        const QRectF box(laneX(i) - width / 2, theme.px(4), width, theme.px(22));
        paintBox(painter, box, theme.px(5), c.sunk, c.line);
        paintText(painter, box.adjusted(theme.px(6), 0, -theme.px(6), 0), m_participants[i], font, c.text, Qt::AlignCenter,
                  Qt::ElideMiddle);
    }
    painter.fillRect(QRect(0, 0, theme.px(timesWidth), headerHeight()), c.panel);
}

void SequenceView::paintArrow(QPainter &painter, const Arrow &arrow) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const qreal top = slotY(arrow.tail);
    const qreal end = slotY(arrow.head);
    if (end < 0 || top > viewport()->height() + theme.px(20)) return;
    const bool chosen = arrow.position == m_chosen;
    const QColor color = arrow.failed ? c.bad : shapeColor(theme, arrow.tone);
    QPointF from(laneX(arrow.from), top);
    QPointF to(laneX(arrow.to), end);
    const qreal right = to.x() >= from.x() ? 1 : -1;
    if (arrow.from == arrow.to) to.setX(from.x() + theme.px(40));
    else {
        from.rx() += right * theme.px(4);
        to.rx() -= right * theme.px(4);
    }
    if (!arrow.arrived) to.setX(from.x() + (to.x() - from.x()) * 0.62);
    painter.setPen(QPen(color, chosen ? theme.pxf(2.4) : theme.pxf(1.4), arrow.response ? Qt::DashLine : Qt::SolidLine));
    painter.drawLine(from, to);
    if (!arrow.arrived) {
        const qreal size = theme.pxf(9);
        paintMark(painter, Mark::square, QRectF(to.x() - size / 2, to.y() - size / 2, size, size), c.bad);
    } else {
        const QLineF line(to, from);
        const qreal length = theme.pxf(chosen ? 9 : 7);
        const QPointF along = (line.p2() - line.p1()) / std::max<qreal>(1, line.length());
        const QPointF across(-along.y(), along.x());
        QPainterPath head;
        head.moveTo(to);
        head.lineTo(to + along * length + across * length * 0.45);
        head.lineTo(to + along * length - across * length * 0.45);
        head.closeSubpath();
        // A response is hollow as well as dashed.
        painter.setPen(QPen(color, 1.2));
        painter.setBrush(arrow.response ? c.panel : color);
        painter.drawPath(head);
        painter.setBrush(Qt::NoBrush);
    }
    const QRectF plate = plateOf(arrow);
    painter.fillRect(plate, c.panel);
    paintText(painter, plate, labelOf(arrow), theme.font(labelType(chosen)),
              arrow.failed || !arrow.arrived ? c.badText
              : chosen                       ? c.text
                                             : c.muted,
              Qt::AlignCenter, Qt::ElideRight);
}

QString SequenceView::labelOf(const Arrow &arrow)
{
    return arrow.arrived ? arrow.label : arrow.label + QStringLiteral(" · ") + tr("not arrived");
}

// On a plate over the line, so that it is read where arrows cross. No two tails are in one slot, so beside the tail no plate covers
// another; it takes what its text needs, beyond the arrow where that is short, and stays within what can be seen.
QRectF SequenceView::plateOf(const Arrow &arrow) const
{
    const Theme &theme = m_context.theme;
    const qreal left = theme.px(timesWidth);
    const qreal right = viewport()->width() - theme.px(2);
    const qreal from = laneX(arrow.from);
    const qreal to = arrow.from == arrow.to ? from + theme.px(40) : laneX(arrow.to);
    if (std::max(from, to) < left || std::min(from, to) > right) return {};
    const qreal needed = textWidth(theme.font(labelType(arrow.position == m_chosen)), labelOf(arrow)) + theme.px(6);
    const qreal width = std::min(needed, right - left);
    // In the middle of a level arrow; of one that leans, beside its tail, where it is level yet.
    qreal x = (from + to - width) / 2;
    if (arrow.tail != arrow.head && width < std::abs(to - from)) x = to > from ? from + theme.px(10) : from - theme.px(10) - width;
    return {std::clamp(x, left, right - width), slotY(arrow.tail) - theme.px(15), width, theme.pxf(14)};
}

std::optional<std::size_t> SequenceView::arrowAt(const QPointF &point) const
{
    std::optional<std::size_t> best;
    qreal nearest = m_context.theme.px(9);
    for (std::size_t i = 0; i < m_arrows.size(); ++i) {
        const Arrow &arrow = m_arrows[i];
        const QLineF line(laneX(arrow.from), slotY(arrow.tail), laneX(arrow.to), slotY(arrow.head));
        const qreal distance = plateOf(arrow).contains(point) ? 0 : distanceTo(point, line);
        if (distance >= nearest) continue;
        nearest = distance;
        best = i;
    }
    return best;
}

void SequenceView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || event->position().y() < headerHeight()) return;
    if (const auto arrow = arrowAt(event->position())) {
        m_chosen = m_arrows[*arrow].position;
        viewport()->update();
        Q_EMIT chose(*m_chosen);
    }
}

void SequenceView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const auto arrow = arrowAt(event->position())) Q_EMIT opened(m_arrows[*arrow].position);
}

void SequenceView::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step != 0 && !m_arrows.empty()) {
        // From exchange to exchange, as the table does.
        std::vector<WireLog::Position> order;
        for (const Arrow &arrow : m_arrows)
            if (order.empty() || order.back() != arrow.position) order.push_back(arrow.position);
        const auto at = m_chosen ? std::ranges::find(order, *m_chosen) : order.end();
        const auto now = at == order.end() ? (step > 0 ? -1 : static_cast<std::ptrdiff_t>(order.size())) : at - order.begin();
        const auto next = std::clamp<std::ptrdiff_t>(now + step, 0, static_cast<std::ptrdiff_t>(order.size()) - 1);
        setChosen(order[static_cast<std::size_t>(next)]);
        Q_EMIT chose(*m_chosen);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_chosen) {
        Q_EMIT opened(*m_chosen);
        return;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool SequenceView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto found = arrowAt(help->pos());
    const WireLog &log = m_context.session.wire();
    if (!found || !log.holds(m_arrows[*found].position)) {
        QToolTip::hideText();
        return true;
    }
    const Arrow &arrow = m_arrows[*found];
    const WireExchange &e = log.at(arrow.position);
    const std::optional<WireMessage> &message = arrow.response ? e.response : e.request;
    QStringList lines{QStringLiteral("%1 → %2").arg(m_participants[arrow.from], m_participants[arrow.to]), arrow.label};
    if (message) lines << Format::bytes(message->sizeBytes);
    if (const auto latency = e.latency(); latency && arrow.response) lines << WireText::latency(*latency);
    if (!e.response) lines << WireText::whyWaiting(e, WireText::contents(e, m_context.session.cluster()));
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

}  // namespace vitrine::ui
