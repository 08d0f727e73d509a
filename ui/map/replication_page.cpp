// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/replication_page.h"

#include <algorithm>
#include <cmath>

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/common/event_text.h"
#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/cell_painter.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

// The last event about a partition of one kind, or none held.
template <class Body>
const observe::Event *lastEvent(const EventLog &log, const TopicPartition &partition)
{
    // A look at the newest few thousand is enough and bounded.
    constexpr EventLog::Position looked = 5'000;
    const EventLog::Position begin = log.end() > looked ? std::max(log.begin(), log.end() - looked) : log.begin();
    for (EventLog::Position position = log.end(); position > begin;) {
        --position;
        const observe::Event &event = log.at(position);
        if (const Body *body = std::get_if<Body>(&event.body); body && body->partition == partition) return &event;
    }
    return nullptr;
}

}  // namespace

ReplicationView::ReplicationView(const Context &context, QWidget *parent) : QAbstractScrollArea(parent), m_context(context)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
}

int ReplicationView::rowHeight() const
{
    const Theme &theme = m_context.theme;
    const int room = viewport()->height() - theme.px(14) - theme.px(26) - sentenceHeight() - theme.px(8);
    const int count = std::max<int>(1, static_cast<int>(m_lines.size()));
    return std::clamp(room / count, theme.px(40), theme.px(58));
}

int ReplicationView::sentenceHeight() const
{
    const Theme &theme = m_context.theme;
    const int width = std::max(40, viewport()->width() - theme.px(18 + 20 + (m_belowMinimum ? 17 : 0)));
    return QFontMetrics(theme.font(Theme::Type::small)).boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, m_sentence).height();
}

void ReplicationView::refresh()
{
    compose();
    const int content = m_context.theme.px(14 + 26 + 8) + rowHeight() * static_cast<int>(m_lines.size()) + sentenceHeight();
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    viewport()->update();
}

void ReplicationView::resizeEvent(QResizeEvent *) { refresh(); }

void ReplicationView::compose()
{
    m_lines.clear();
    m_sentence.clear();
    m_belowMinimum = false;
    const Selection &selection = m_context.selection;
    const ClusterState &cluster = m_context.session.cluster();
    const TopicState *topic = cluster.topic(selection.topic().toStdString());
    const PartitionState *partition = cluster.partition(selection.topic().toStdString(), selection.partition());
    if (!topic || !partition) return;
    const Instant now = m_context.session.now();
    for (const BrokerId broker : cluster.columns()) {
        Line line{broker, cluster.cell(*partition, broker, now)};
        if (line.cell.state != CellState::none) m_lines.push_back(line);
    }
    // The leader first, then those in sync, then the rest: the order in which they count.
    const auto rank = [](const Line &line) {
        switch (line.cell.state) {
        case CellState::leader: return 0;
        case CellState::inSync: return 1;
        case CellState::moving: return 2;
        case CellState::outOfSync: return 3;
        case CellState::offline: return 4;
        case CellState::none: return 5;
        }
        return 5;
    };
    std::ranges::stable_sort(m_lines, {}, rank);
    m_sentence = explain(*topic, *partition);
    m_belowMinimum =
        static_cast<std::int64_t>(partition->meta.isr.size()) < topic->minInsyncReplicas || partition->meta.leader == no_broker;
}

QString ReplicationView::explain(const TopicState &topic, const PartitionState &partition) const
{
    const TopicPartition name{topic.name, partition.meta.index};
    const EventLog &log = m_context.session.events();
    const QString isr = Format::brokers(partition.meta.isr);
    if (partition.meta.leader == no_broker) {
        return tr("No leader: nobody of ISR %1 is alive. Producers and consumers of this partition wait until one of them is back.")
            .arg(isr);
    }
    const NodeState *leader = m_context.session.cluster().node(partition.meta.leader);
    if (leader && leader->isDown()) {
        return tr("Leader %1 is %2. The controller notices when its session ends (broker.session.timeout.ms) and elects another of ISR %3.")
            .arg(partition.meta.leader.value())
            .arg(Format::nodeRun(leader->status.run), isr);
    }
    // Between the end of a follower and the moment the controller notices, the leader waits for it.
    for (const BrokerId broker : partition.meta.isr) {
        const NodeState *follower = m_context.session.cluster().node(broker);
        if (broker == partition.meta.leader || !follower) continue;
        if (follower->isDown() || follower->status.run == observe::NodeRun::paused)
            return tr("Broker %1 is %2, but still in ISR %3: the high watermark and acks=all wait for it until the controller fences it "
                      "(broker.session.timeout.ms) or the leader drops it (replica.lag.time.max.ms).")
                .arg(broker.value())
                .arg(Format::nodeRun(follower->status.run), isr);
    }
    QStringList sentences;
    const observe::Event *event = lastEvent<observe::IsrChanged>(log, name);
    const auto *change = event ? std::get_if<observe::IsrChanged>(&event->body) : nullptr;
    if (change && change->to == partition.meta.isr) {
        sentences
            << tr("ISR %1 → %2: %3.").arg(Format::brokers(change->from), Format::brokers(change->to), EventSentences::isrCause(*change));
    } else if (partition.isUnderReplicated()) {
        sentences << tr("ISR %1 of replicas %2.").arg(isr, Format::brokers(partition.meta.replicas));
    } else {
        sentences << tr("Every replica is in sync: ISR %1.").arg(isr);
    }
    const QString consequence = EventSentences::isrConsequence(partition.meta.isr.size(), topic.minInsyncReplicas);
    if (!consequence.isEmpty()) sentences << consequence.left(1).toUpper() + consequence.mid(1) + QLatin1Char('.');
    else if (partition.isUnderReplicated())
        sentences << tr("acks=all waits for %n replica(s).", nullptr, static_cast<int>(partition.meta.isr.size()));
    return sentences.join(QLatin1Char(' '));
}

QString ReplicationView::detailOf(const Line &line, qreal room) const
{
    const Cell &cell = line.cell;
    if (!cell.known) return tr("has not shown its log yet");
    const QString end = Format::number(cell.logEnd.value());
    switch (cell.state) {
    case CellState::none: return {};
    case CellState::leader: return tr("log end %1").arg(end);
    case CellState::inSync:
    case CellState::moving:
        return cell.recordsBehind > 0 ? tr("%1, %2 behind").arg(end, Format::number(cell.recordsBehind))
                                      : tr("%1, level with the leader").arg(end);
    case CellState::outOfSync: {
        QString text = tr("%1, %2 behind").arg(end, Format::number(cell.recordsBehind));
        if (!cell.lastFetch) return text;
        const QString more = text + QStringLiteral(", ") + tr("last fetch %1 ago").arg(Format::duration(*cell.lastFetch));
        return textWidth(m_context.theme.font(Theme::Type::mono), more) <= room ? more : text;
    }
    case CellState::offline: {
        const NodeState *node = m_context.session.cluster().node(line.broker);
        return QStringLiteral("%1, %2").arg(end, cell.fenced || !node ? tr("fenced") : Format::nodeRun(node->status.run));
    }
    }
    return {};
}

void ReplicationView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    if (m_lines.empty()) {
        painter.setFont(theme.font(Theme::Type::body));
        painter.setPen(c.muted);
        painter.drawText(viewport()->rect().adjusted(theme.px(24), 0, -theme.px(24), 0),
                         static_cast<int>(Qt::AlignCenter) | Qt::TextWordWrap,
                         tr("Choose a partition on the map to see its replicas side by side."));
        return;
    }
    painter.translate(0, -verticalScrollBar()->value());

    // The axis shows the last part of the logs: what they have in common matters less than where they end.
    std::int64_t lowest = INT64_MAX;
    std::int64_t highest = 0;
    std::int64_t start = INT64_MAX;
    Offset highWatermark = no_offset;
    for (const Line &line : m_lines) {
        if (!line.cell.known) continue;
        lowest = std::min(lowest, line.cell.logEnd.value());
        highest = std::max(highest, line.cell.logEnd.value());
        start = std::min(start, line.cell.logStart.value());
        if (line.cell.state == CellState::leader) highWatermark = line.cell.highWatermark;
    }
    if (highWatermark == no_offset) {
        for (const Line &line : m_lines)
            if (line.cell.known) highWatermark = std::max(highWatermark, line.cell.highWatermark);
    }
    if (lowest == INT64_MAX) lowest = start = 0;
    const std::int64_t spread =
        std::max<std::int64_t>(highest - std::min(lowest, highWatermark.value() < 0 ? lowest : highWatermark.value()), 0);
    const std::int64_t window = std::max<std::int64_t>(spread * 3, std::max<std::int64_t>(20, (highest - start) / 50));
    const std::int64_t from = std::max(start, highest - window);
    const std::int64_t to = highest + std::max<std::int64_t>(1, (highest - from) / 14);
    const bool cut = from > start;

    const qreal left = theme.px(18);
    const qreal barLeft = left + theme.px(92);
    const qreal barRight = viewport()->width() - theme.px(20);
    const auto x = [&](std::int64_t offset) {
        const double share = to > from ? static_cast<double>(std::clamp(offset, from, to) - from) / static_cast<double>(to - from) : 0;
        return barLeft + (cut ? theme.px(14) : 0) + share * (barRight - barLeft - (cut ? theme.px(14) : 0));
    };
    const int row = rowHeight();
    const qreal top = theme.px(14);
    qreal y = top;
    for (const Line &line : m_lines) {
        const Cell &cell = line.cell;
        QColor roleColor = c.muted;
        QColor bar = c.offline;
        switch (cell.state) {
        case CellState::leader:
            roleColor = c.leaderText;
            bar = c.leader;
            break;
        case CellState::inSync:
            roleColor = c.leaderText;
            bar = c.inSyncLine;
            break;
        case CellState::outOfSync:
            roleColor = c.warningText;
            bar = c.outLine;
            break;
        case CellState::moving:
            roleColor = c.moving;
            bar = c.moving;
            break;
        case CellState::offline: roleColor = c.offlineText; break;
        case CellState::none: break;
        }
        const QRectF label(left, y, barLeft - left - theme.px(8), theme.px(18));
        const bool chosen = m_context.selection.broker() == line.broker.value();
        if (chosen)
            paintBox(painter, QRectF(theme.px(8), y - theme.px(5), viewport()->width() - theme.px(16), row - theme.px(4)), theme.px(6),
                     c.selection, {});
        paintText(painter, label, tr("Broker %1").arg(line.broker.value()), theme.font(Theme::Type::bodyStrong), c.text);
        paintText(painter, label.translated(0, theme.px(17)), CellPainter::word(cell).toLower(), theme.font(Theme::Type::small), roleColor);

        const QRectF track(barLeft, y + theme.px(1), barRight - barLeft, theme.px(16));
        paintBox(painter, track, theme.px(3), c.sunk, c.line);
        if (cell.known && cell.logEnd.value() > start) {
            const qreal end = std::max(x(cell.logEnd.value()), barLeft + 3);
            const QRectF filled(barLeft, track.top(), end - barLeft, track.height());
            if (cell.state == CellState::inSync || cell.state == CellState::moving)
                paintBox(painter, filled, theme.px(3), c.inSyncFill, bar, Qt::SolidLine, 1.3);
            else paintBox(painter, filled, theme.px(3), bar, {});
            if (highWatermark != no_offset && cell.logEnd > highWatermark && cell.state != CellState::offline) {
                const qreal hw = x(highWatermark.value());
                const QRectF hidden(hw, track.top(), std::max<qreal>(4, end - hw), track.height());
                paintHatch(painter, hidden, 0, cell.state == CellState::leader ? c.panel : bar, theme.pxf(5), theme.pxf(1.8));
            }
            if (cut) {
                // The logs begin further left than the axis can show.
                const qreal gap = barLeft + theme.px(10);
                painter.setPen(QPen(chosen ? c.selection : c.panel, theme.pxf(3)));
                painter.drawLine(QPointF(gap, track.bottom() + 1), QPointF(gap + theme.px(6), track.top() - 1));
            }
        }
        paintText(painter, QRectF(barLeft, y + theme.px(19), barRight - barLeft, theme.px(18)), detailOf(line, barRight - barLeft),
                  theme.font(Theme::Type::mono), c.muted);
        y += row;
    }
    const qreal bottom = y - theme.px(2);
    if (highWatermark != no_offset) {
        const qreal hw = x(highWatermark.value());
        painter.fillRect(QRectF(hw - 0.75, top - theme.px(6), 1.5, bottom - top + theme.px(20)), c.text);
        // Words before lines: where the mark would run through a detail, it gives way.
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const QString detail = detailOf(m_lines[i], barRight - barLeft);
            const QFont font = theme.font(Theme::Type::mono);
            const QRectF place(barLeft, top + static_cast<qreal>(i) * row + theme.px(19),
                               std::min(barRight - barLeft, textWidth(font, detail)), theme.px(18));
            if (hw > place.left() - 4 && hw < place.right() + 4) {
                const bool chosen = m_context.selection.broker() == m_lines[i].broker.value();
                const QRectF gap(hw - 2, place.top(), 4, place.height());
                painter.fillRect(gap, chosen ? c.selection : c.panel);
                // Only what was covered, or letters that are painted twice look bold.
                painter.save();
                painter.setClipRect(gap);
                paintText(painter, QRectF(barLeft, place.top(), barRight - barLeft, place.height()), detail, font, c.muted);
                painter.restore();
            }
        }
        const QString text = tr("high watermark %1").arg(Format::number(highWatermark.value()));
        const QFont font = theme.font(Theme::Type::smallStrong);
        const qreal width = textWidth(font, text);
        const bool roomLeft = hw - theme.px(6) - width >= left;
        const QRectF label(roomLeft ? hw - theme.px(6) - width : hw + theme.px(6), bottom, width + 2, theme.px(16));
        paintBox(painter, label.adjusted(-3, 0, 3, 0), 0, c.panel, {});
        paintText(painter, label, text, font, c.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        const QString hidden = tr("not visible yet");
        if (highest > highWatermark.value() && roomLeft &&
            hw + theme.px(7) + textWidth(theme.font(Theme::Type::small), hidden) < viewport()->width() - theme.px(4))
            paintText(painter, QRectF(hw + theme.px(7), bottom, viewport()->width() - hw, theme.px(16)), hidden,
                      theme.font(Theme::Type::small), c.muted);
    }
    QRectF sentence(left, bottom + theme.px(26), barRight - left, 10'000);
    if (m_belowMinimum) {
        paintMark(painter, Mark::triangle, QRectF(sentence.left(), sentence.top() + theme.px(3), theme.pxf(10), theme.pxf(10)), c.warning);
        sentence.setLeft(sentence.left() + theme.px(17));
    }
    painter.setFont(theme.font(Theme::Type::small));
    painter.setPen(c.text);
    painter.drawText(sentence, static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, m_sentence);
}

void ReplicationView::mousePressEvent(QMouseEvent *event)
{
    const qreal y = event->position().y() + verticalScrollBar()->value() - m_context.theme.px(14);
    const auto index = static_cast<std::ptrdiff_t>(std::floor(y / rowHeight()));
    if (index >= 0 && index < static_cast<std::ptrdiff_t>(m_lines.size()))
        m_context.selection.setBroker(m_lines[static_cast<std::size_t>(index)].broker.value());
}

ReplicationPage::ReplicationPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_view(new ReplicationView(context, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
}

QString ReplicationPage::tabName() const { return tr("Replicas"); }

QString ReplicationPage::title() const
{
    if (!selection().hasPartition()) return tr("Replication");
    return QStringLiteral("%1-%2").arg(selection().topic()).arg(selection().partition());
}

QString ReplicationPage::subtitle() const { return selection().hasPartition() ? tr("Replication") : QString(); }

void ReplicationPage::refresh(const SessionUpdate *update)
{
    m_view->refresh();
    if (!update) Q_EMIT headerChanged();
}

void ReplicationPage::retranslate() { m_view->setAccessibleName(tr("Replication of the chosen partition")); }

}  // namespace vitrine::ui
