// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/replication_page.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>
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

// A fetch or records that came are seen for so long.
constexpr auto fetchShownFor = std::chrono::milliseconds(900);
constexpr auto recordsShownFor = std::chrono::milliseconds(400);
constexpr int clockSize = 20;
constexpr int rowHeightMin = 40;

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
    const int room = viewport()->height() - theme.px(14) - theme.px(26) - sentenceHeight(viewport()->width()) - theme.px(8);
    const int count = std::max<int>(1, static_cast<int>(m_lines.size()));
    return std::clamp(room / count, theme.px(rowHeightMin), theme.px(58));
}

int ReplicationView::sentenceHeight(int viewWidth) const
{
    const Theme &theme = m_context.theme;
    const int width = std::max(40, viewWidth - theme.px(18 + 20 + (m_belowMinimum ? 17 : 0)));
    const QFontMetrics metrics(theme.font(Theme::Type::small));
    const auto height = [&](const QString &text) {
        return metrics.boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, text).height();
    };
    return height(m_sentence) + (m_saysClock ? theme.px(6) + height(explainClock()) : 0);
}

void ReplicationView::refresh()
{
    compose();
    // Whether all fits is asked at the width without a scroll bar: the answer must not change with the bar itself.
    const auto overflow = [this](int width) {
        const Theme &theme = m_context.theme;
        const int rows = theme.px(rowHeightMin) * static_cast<int>(m_lines.size());
        return std::max(0, theme.px(14 + 26 + 8) + rows + sentenceHeight(width) - viewport()->height());
    };
    const int widest = maximumViewportSize().width();
    m_saysClock = true;
    m_saysClock = overflow(widest) == 0;
    verticalScrollBar()->setRange(0, overflow(widest) > 0 ? overflow(viewport()->width()) : 0);
    verticalScrollBar()->setPageStep(viewport()->height());
    viewport()->update();
}

void ReplicationView::resizeEvent(QResizeEvent *) { refresh(); }

Duration ReplicationView::lagTimeMax() const { return Milliseconds(m_context.session.world().replicaLagTimeMaxMs); }

qreal ReplicationView::gutterWidth() const
{
    const auto followers = static_cast<int>(m_lines.empty() ? 0 : m_lines.size() - 1);
    return followers == 0 ? 0 : m_context.theme.px(14 + 7 * std::min(followers, 5));
}

QString ReplicationView::explainClock() const
{
    if (m_lines.size() < 2) return {};
    return tr("The clock of a follower runs from when it was last caught up; at %1 (replica.lag.time.max.ms) the leader takes it out of "
              "the ISR.")
        .arg(Format::duration(lagTimeMax()));
}

std::optional<double> ReplicationView::lagClock(BrokerId follower) const
{
    for (const Line &line : m_lines) {
        if (line.broker != follower || line.cell.state == CellState::leader || !line.cell.behindFor || lagTimeMax() <= Duration(0))
            continue;
        return std::max(0.0, std::chrono::duration<double>(*line.cell.behindFor) / std::chrono::duration<double>(lagTimeMax()));
    }
    return {};
}

std::uint32_t ReplicationView::fetchesSeen(BrokerId follower) const
{
    const auto seen = m_fetches.find(follower);
    return seen == m_fetches.end() ? 0 : seen->second.count;
}

void ReplicationView::watchFetches(const PartitionState &partition, Instant now)
{
    const QString name = m_context.selection.topic() + QLatin1Char('-') + QString::number(partition.meta.index);
    if (name != m_watched) {
        m_watched = name;
        m_fetches.clear();
    }
    const ReplicaState *leader = partition.leader();
    if (!leader) return;
    for (const observe::FollowerView &shown : leader->view.followers) {
        const observe::FollowerView follower = m_context.session.cluster().latest(leader->broker, shown);
        if (!follower.last_fetch) continue;
        Fetches &seen = m_fetches[follower.broker];
        if (seen.last == *follower.last_fetch) continue;
        // The first look says nothing of when.
        seen.seenAt = seen.last == Instant{} ? *follower.last_fetch : now;
        seen.last = *follower.last_fetch;
        ++seen.count;
    }
    for (Line &line : m_lines) {
        const ReplicaState *replica = partition.replica(line.broker);
        const auto seen = m_fetches.find(line.broker);
        const bool alive = line.cell.state != CellState::leader && line.cell.state != CellState::offline;
        line.fetches = alive && seen != m_fetches.end() && now - seen->second.seenAt < fetchShownFor;
        line.takesRecords = alive && replica && replica->moves > 0 && now - replica->movedAt < recordsShownFor;
    }
}

void ReplicationView::compose()
{
    m_lines.clear();
    m_lastStableOffset = no_offset;
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
    watchFetches(*partition, now);
    if (const ReplicaState *leader = partition->leader()) m_lastStableOffset = leader->view.last_stable_offset;
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
        const ClusterState &cluster = m_context.session.cluster();
        const bool anyRuns = std::ranges::any_of(cluster.columns(), [&](BrokerId broker) {
            const NodeState *node = cluster.node(broker);
            return node && !node->isDown();
        });
        if (!anyRuns) return tr("No broker runs: the partition has no leader until one of ISR %1 starts.").arg(isr);
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
    case CellState::outOfSync: {
        QString text = cell.recordsBehind > 0 ? tr("%1, %2 behind").arg(end, Format::number(cell.recordsBehind))
                                              : tr("%1, level with the leader").arg(end);
        // As much of it as there is room for: how far the clock has run says more than the last fetch.
        QStringList more;
        if (cell.behindFor && *cell.behindFor >= std::chrono::seconds(1))
            more << tr("not caught up for %1 of %2").arg(Format::duration(*cell.behindFor), Format::duration(lagTimeMax()));
        if (cell.lastFetch) more << tr("last fetch %1 ago").arg(Format::duration(*cell.lastFetch));
        for (const QString &part : more) {
            const QString longer = text + QStringLiteral(", ") + part;
            if (textWidth(m_context.theme.font(Theme::Type::mono), longer) <= room) text = longer;
        }
        return text;
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
    const qreal clock = m_lines.size() > 1 ? theme.px(clockSize + 8) : 0;
    const qreal barLeft = left + theme.px(84) + clock;
    const qreal edge = viewport()->width() - theme.px(20);
    const qreal barRight = edge - gutterWidth();
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
        const QRectF label(left, y, barLeft - clock - left - theme.px(6), theme.px(18));
        const bool chosen = m_context.selection.broker() == line.broker.value();
        if (chosen)
            paintBox(painter, QRectF(theme.px(8), y - theme.px(5), viewport()->width() - theme.px(16), row - theme.px(4)), theme.px(6),
                     c.selection, {});
        paintText(painter, label, tr("Broker %1").arg(line.broker.value()), theme.font(Theme::Type::bodyStrong), c.text);
        paintText(painter, label.translated(0, theme.px(17)), CellPainter::word(cell).toLower(), theme.font(Theme::Type::small), roleColor);

        if (const auto run = lagClock(line.broker))
            paintClock(painter, QRectF(barLeft - clock, y + theme.px(6), theme.px(clockSize), theme.px(clockSize)), *run);
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
    if (m_lines.front().cell.state == CellState::leader) {
        for (std::size_t i = 1; i < m_lines.size(); ++i)
            paintFetch(painter, barRight, top + theme.px(9), top + static_cast<qreal>(i) * row + theme.px(9), i - 1, m_lines[i]);
    }
    if (m_lastStableOffset != no_offset && highWatermark != no_offset && m_lastStableOffset < highWatermark) {
        // Up to here read_committed consumers read: an open transaction holds it back.
        painter.setPen(QPen(c.moving, theme.pxf(1.6), Qt::DashLine));
        const qreal at = x(m_lastStableOffset.value());
        // Across the bars; between them are words.
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const qreal bar = top + static_cast<qreal>(i) * row;
            painter.drawLine(QPointF(at, bar - theme.px(2)), QPointF(at, bar + theme.px(19)));
        }
    }
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
        // On the left, where the mark of the high watermark leaves room for it.
        if (m_lastStableOffset != no_offset && roomLeft) {
            const bool level = m_lastStableOffset == highWatermark;
            const QFont small = theme.font(Theme::Type::small);
            for (const QString &stable :
                 {level ? tr("last stable offset the same") : tr("last stable offset %1").arg(Format::number(m_lastStableOffset.value())),
                  level ? tr("LSO the same") : tr("LSO %1").arg(Format::number(m_lastStableOffset.value()))}) {
                const qreal room = label.left() - theme.px(14) - left;
                if (textWidth(small, stable) > room) continue;
                paintText(painter, QRectF(left, bottom, room, theme.px(16)), stable, small, level ? c.muted : c.moving);
                break;
            }
        }
    }
    QRectF sentence(left, bottom + theme.px(26), edge - left, 10'000);
    if (m_belowMinimum) {
        paintMark(painter, Mark::triangle, QRectF(sentence.left(), sentence.top() + theme.px(3), theme.pxf(10), theme.pxf(10)), c.warning);
        sentence.setLeft(sentence.left() + theme.px(17));
    }
    painter.setFont(theme.font(Theme::Type::small));
    painter.setPen(c.text);
    QRectF said;
    painter.drawText(sentence, static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, m_sentence, &said);
    if (!m_saysClock) return;
    sentence.setTop(said.bottom() + theme.px(6));
    painter.setPen(c.muted);
    painter.drawText(sentence, static_cast<int>(Qt::AlignLeft | Qt::AlignTop) | Qt::TextWordWrap, explainClock());
}

void ReplicationView::paintClock(QPainter &painter, const QRectF &box, double run) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const bool over = run >= 1;
    const QColor color = over ? c.bad : run >= 0.5 ? c.warning : c.inSyncLine;
    const QRectF face = box.adjusted(1, 1, -1, -1);
    painter.save();
    painter.setPen(QPen(over ? c.bad : c.line, theme.pxf(1.4)));
    painter.setBrush(c.sunk);
    painter.drawEllipse(face);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    // From twelve o'clock, clockwise; full: the time is over.
    const double share = std::min(run, 1.0);
    if (over) painter.drawEllipse(face.adjusted(2, 2, -2, -2));
    else if (share > 0.002) painter.drawPie(face.adjusted(2, 2, -2, -2), 90 * 16, -static_cast<int>(std::lround(share * 360 * 16)));
    painter.setPen(QPen(over ? c.panel : c.muted, theme.pxf(1.4), Qt::SolidLine, Qt::RoundCap));
    const double angle = share * 2 * 3.14159265;
    const double reach = face.width() / 2 - theme.pxf(3.5);
    if (!over) painter.drawLine(face.center(), face.center() + QPointF(std::sin(angle) * reach, -std::cos(angle) * reach));
    else {
        painter.drawLine(face.center() + QPointF(0, -theme.pxf(4)), face.center() + QPointF(0, theme.pxf(1)));
        painter.drawPoint(face.center() + QPointF(0, theme.pxf(4.5)));
    }
    painter.restore();
}

void ReplicationView::paintFetch(QPainter &painter, qreal right, qreal leaderY, qreal followerY, std::size_t place, const Line &line) const
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const auto spread = static_cast<double>(std::min<std::size_t>(place, 4));
    const qreal x = right + theme.pxf(12 + 7 * spread);
    // Arrows of several followers reach the leader side by side.
    const qreal headY = leaderY - theme.pxf(5) + theme.pxf(3.2) * spread;
    const bool off = line.cell.state == CellState::offline;
    QPen pen(line.fetches ? c.leader : c.faint, theme.pxf(line.fetches ? 1.8 : 1.2), off || !line.fetches ? Qt::DotLine : Qt::SolidLine);
    pen.setJoinStyle(Qt::RoundJoin);
    painter.save();
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    QPainterPath path(QPointF(right + theme.pxf(3), followerY));
    path.lineTo(x, followerY);
    if (off) {
        // It asks for nothing: the line ends before it gets anywhere.
        painter.drawPath(path);
        painter.restore();
        return;
    }
    path.lineTo(x, headY);
    path.lineTo(right + theme.pxf(5), headY);
    painter.drawPath(path);
    const qreal head = theme.pxf(3.4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pen.color());
    const QPointF tip(right + theme.pxf(2), headY);
    painter.drawPolygon(QPolygonF{tip, tip + QPointF(head * 1.5, -head), tip + QPointF(head * 1.5, head)});
    if (line.takesRecords) {
        // Records come the other way, one step for each fetch.
        painter.setBrush(c.records);
        const double phase = theme.motion() ? (fetchesSeen(line.broker) % 6) / 6.0 : 0.5;
        for (int i = 0; i < 2; ++i) {
            const double along = std::fmod((i + phase) / 2, 1.0);
            painter.drawEllipse(QPointF(x, headY + (followerY - headY) * along), theme.pxf(2.6), theme.pxf(2.6));
        }
    }
    painter.restore();
}

std::optional<std::size_t> ReplicationView::lineAt(qreal y) const
{
    const auto index = static_cast<std::ptrdiff_t>(std::floor((y + verticalScrollBar()->value() - m_context.theme.px(14)) / rowHeight()));
    if (index < 0 || index >= static_cast<std::ptrdiff_t>(m_lines.size())) return {};
    return static_cast<std::size_t>(index);
}

bool ReplicationView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto index = lineAt(help->pos().y());
    if (!index) {
        QToolTip::hideText();
        return true;
    }
    const Line &line = m_lines[*index];
    QString text = tr("Broker %1").arg(line.broker.value()) + QLatin1Char('\n') + CellPainter::describe(line.cell);
    if (lagClock(line.broker) && line.cell.behindFor)
        text += QLatin1Char('\n') + tr("caught up %1 ago; out of the ISR after %2 (replica.lag.time.max.ms)")
                                        .arg(Format::duration(*line.cell.behindFor), Format::duration(lagTimeMax()));
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

std::vector<TwinModel::Column> ReplicationView::tableColumns()
{
    return {{tr("Broker"), ColumnKind::marked},
            {tr("State")},
            {tr("Log end"), ColumnKind::number},
            {tr("Behind"), ColumnKind::number},
            {tr("Not caught up for"), ColumnKind::number},
            {tr("Lag clock"), ColumnKind::number},
            {tr("Last fetch"), ColumnKind::number},
            {tr("High watermark"), ColumnKind::number},
            {tr("Log start"), ColumnKind::number}};
}

std::vector<TwinRow> ReplicationView::tableRows() const
{
    std::vector<TwinRow> rows;
    for (const Line &line : m_lines) {
        const Cell &cell = line.cell;
        const bool leads = cell.state == CellState::leader;
        const auto offset = [&](Offset value) { return cell.known ? TwinCell(static_cast<qlonglong>(value.value())) : TwinCell(); };
        const auto time = [&](const std::optional<Duration> &value) {
            return value && !leads ? TwinCell(Format::duration(*value), static_cast<qlonglong>(value->count())) : TwinCell();
        };
        const auto clock = lagClock(line.broker);
        const auto [mark, tone] = CellPainter::sign(cell.state);
        QString state = CellPainter::word(cell);
        if (line.takesRecords) state += QStringLiteral(", ") + tr("takes records");
        else if (line.fetches) state += QStringLiteral(", ") + tr("fetches");
        rows.push_back(
            {.id = {static_cast<qlonglong>(rows.size()), line.broker.value()},
             .cells = {tr("Broker %1").arg(line.broker.value()), state, offset(cell.logEnd),
                       cell.known && !leads ? TwinCell(static_cast<qlonglong>(cell.recordsBehind)) : TwinCell(), time(cell.behindFor),
                       clock ? TwinCell(QStringLiteral("%1 %").arg(qRound(*clock * 100)), *clock) : TwinCell(), time(cell.lastFetch),
                       offset(cell.highWatermark), offset(cell.logStart)},
             .mark = mark,
             .tone = tone,
             .tip = CellPainter::describe(cell)});
    }
    return rows;
}

QString ReplicationView::tableCaption() const
{
    QStringList sentences{m_sentence};
    if (m_lastStableOffset >= Offset(0) && !m_lines.empty() && m_lines.front().cell.known &&
        m_lastStableOffset < m_lines.front().cell.highWatermark)
        sentences << tr("An open transaction holds the last stable offset at %1.").arg(Format::number(m_lastStableOffset.value()));
    sentences << explainClock();
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

void ReplicationView::mousePressEvent(QMouseEvent *event)
{
    if (const auto index = lineAt(event->position().y())) m_context.selection.setBroker(m_lines[*index].broker.value());
}

ReplicationPage::ReplicationPage(const Context &context, QWidget *parent)
    : Page(context, parent), m_view(new ReplicationView(context, this)),
      m_twin(new TableTwin(context, QStringLiteral("replication"), m_view, this)),
      m_replicas(new TwinModel(&ReplicationView::tableColumns, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_twin);
    m_twin->addTable(QStringLiteral("replicas"), m_replicas).setColumnWidths({92, 116, 80, 72, 122, 80, 90, 112, 84});
    connect(m_twin, &TableTwin::rowChosen, this,
            [this](int, int row) { selection().setBroker(static_cast<std::int32_t>(m_replicas->row(row).id.back())); });
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
    if (m_twin->showsTable()) {
        m_twin->quietly([this] { m_replicas->sync(m_view->tableRows()); });
        m_twin->setCaption(m_view->tableCaption());
        const auto &rows = m_replicas->allRows();
        const auto at = std::ranges::find(rows, selection().broker(), [](const TwinRow &row) { return row.id.back(); });
        m_twin->chooseRow(0, at == rows.end() ? -1 : static_cast<int>(at - rows.begin()));
    }
    if (!update) Q_EMIT headerChanged();
}

void ReplicationPage::retranslate()
{
    m_view->setAccessibleName(tr("Replication of the chosen partition"));
    m_replicas->retranslate();
    m_twin->setTitles({tr("Replication of the chosen partition")});
    m_twin->table().setEmptyText(tr("Choose a partition on the map to see its replicas side by side."));
}

}  // namespace vitrine::ui
