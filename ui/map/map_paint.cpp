// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_view.h"

#include <algorithm>

#include <QPainter>
#include <QScrollBar>

#include "ui/common/format.h"
#include "ui/common/paint.h"
#include "ui/common/selection.h"
#include "ui/common/theme.h"
#include "ui/map/broker_card.h"
#include "ui/map/cell_painter.h"
#include "ui/map/message_layer.h"
#include "ui/session/session.h"

// What the map looks like; of what lies where, map_view.cpp decides.
namespace vitrine::ui {

namespace {
constexpr auto flowShownFor = std::chrono::milliseconds(400);
}  // namespace

MapView::Warnings MapView::warningsOf(const TopicState &topic)
{
    const auto known = m_warnings.find(topic.name);
    if (known != m_warnings.end()) return known->second;
    const ClusterState &cluster = m_context.session.cluster();
    const auto leaderless =
        std::ranges::count_if(topic.partitions, [&](const PartitionState &partition) { return !cluster.hasLiveLeader(partition); });
    const Warnings warnings{.underReplicated = static_cast<int>(topic.underReplicated()), .leaderless = static_cast<int>(leaderless)};
    return m_warnings.emplace(topic.name, warnings).first->second;
}
void MapView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const Theme &theme = m_context.theme;
    const ClusterState &cluster = m_context.session.cluster();
    paintHeaders(painter);
    if (m_layout.sections().empty()) {
        paintEmpty(painter);
        return;
    }

    const int header = headerHeight();
    const qreal height = viewport()->height() - header;
    painter.save();
    painter.setClipRect(QRectF(0, header, viewport()->width(), height));
    painter.translate(0, header);
    const std::int64_t scroll = verticalScrollBar()->value();
    const CellPainter cells(theme);
    const MapLayout::Section *pinned = nullptr;
    for (std::size_t s = m_layout.sectionAt(scroll); s < m_layout.sections().size(); ++s) {
        const MapLayout::Section &section = m_layout.sections()[s];
        if (static_cast<qreal>(section.top - scroll) >= height) break;
        const TopicState *topic = cluster.topic(section.topic);
        if (!topic) continue;
        const int rowHeight = m_layout.rowHeight();
        const std::int64_t first = m_layout.rowTop(section, 0);
        std::size_t row = scroll > first ? static_cast<std::size_t>((scroll - first) / rowHeight) : 0;
        for (; row < section.rows; ++row) {
            const auto y = static_cast<qreal>(m_layout.rowTop(section, row) - scroll);
            if (y >= height) break;
            const auto index = static_cast<std::size_t>(m_layout.partitionOf(section, row));
            if (index < topic->partitions.size()) paintRow(painter, cells, *topic, topic->partitions[index], y);
        }
        if (section.top < scroll) pinned = &section;
        else paintSectionHeader(painter, section, static_cast<qreal>(section.top - scroll), false);
    }
    if (pinned) {
        const auto bottom = static_cast<qreal>(pinned->top + pinned->height - scroll);
        paintSectionHeader(painter, *pinned, std::min<qreal>(0, bottom - m_layout.metrics().sectionHeader), true);
    }
    painter.restore();
}

void MapView::paintHeaders(QPainter &painter)
{
    painter.save();
    const int left = m_context.theme.px(18) + m_labelWidth - m_context.theme.px(4);
    painter.setClipRect(left, 0, viewport()->width() - left, cardHeight());
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const QRectF column = columnRect(i);
        if (column.right() < 0 || column.left() > viewport()->width()) continue;
        paintBrokerCard(painter, m_context, {m_columns[i], cardRect(i), menuRect(i), m_hover});
    }
    if (laneHeight() > 0) {
        placeLinks();
        painter.setClipRect(left, 0, viewport()->width() - left, headerHeight());
        m_links.paint(painter, m_hoveredLink);
    }
    painter.restore();
    if (!m_messages || m_columns.empty()) return;
    placeMessages();
    m_messages->paint(painter);
}
void MapView::paintSectionHeader(QPainter &painter, const MapLayout::Section &section, qreal y, bool pinned)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const TopicState *topic = m_context.session.cluster().topic(section.topic);
    if (!topic) return;
    const QRectF line(theme.px(10), y, viewport()->width() - theme.px(20), m_layout.metrics().sectionHeader);
    if (pinned) {
        painter.fillRect(QRectF(0, line.top(), viewport()->width(), line.height()), c.panel);
        painter.fillRect(QRectF(line.left(), line.bottom() - 1, line.width(), 1), c.line);
    }
    const bool hovered = m_hover && QRectF(line).translated(0, headerHeight()).contains(*m_hover);
    const bool selected = m_context.selection.topic() == toQString(section.topic) && m_context.selection.partition() < 0;
    if (selected) paintBox(painter, line.adjusted(0, 2, 0, -2), theme.px(6), c.selection, {});
    else if (hovered) paintBox(painter, line.adjusted(0, 2, 0, -2), theme.px(6), c.hover, {});

    const qreal chevron = theme.px(16);
    paintChevron(painter, QRectF(line.left() + theme.px(2), line.center().y() - chevron / 2, chevron, chevron),
                 section.folded ? Chevron::right : Chevron::down, c.muted);
    QRectF text(line.left() + theme.px(22), line.top(), line.width() - theme.px(28), line.height());

    if (section.folded) {
        text.setRight(theme.px(18) + m_labelWidth - theme.px(4) - 0.0);
        const QRectF name(text.left(), line.center().y() - theme.px(15), text.width(), theme.px(16));
        paintText(painter, name, toQString(section.topic), theme.font(Theme::Type::smallStrong), c.text, Qt::AlignLeft | Qt::AlignVCenter,
                  Qt::ElideMiddle);
        paintText(painter, name.translated(0, theme.px(15)), tr("%n partition(s)", nullptr, static_cast<int>(topic->partitions.size())),
                  theme.font(Theme::Type::tiny), c.muted);
        std::vector<TopicStrips::Column> columns;
        for (std::size_t i = 0; i < m_columns.size(); ++i) columns.emplace_back(m_columns[i], columnRect(i));
        m_strips.paint(painter, *topic, columns, line.center().y(), theme.px(18) + m_labelWidth, viewport()->width());
        return;
    }
    const qreal width = paintText(painter, QRectF(text.left(), text.top(), text.width() * 0.6, text.height()), toQString(section.topic),
                                  theme.font(Theme::Type::bodyStrong), c.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    text.setLeft(text.left() + width + theme.px(12));

    const auto [under, leaderless] = warningsOf(*topic);
    if (under > 0 || leaderless > 0) {
        const QString warning = leaderless > 0 ? tr("%n without a leader", nullptr, leaderless) : tr("%n under-replicated", nullptr, under);
        const QFont font = theme.font(Theme::Type::smallMedium);
        const qreal warningWidth = textWidth(font, warning);
        const qreal mark = theme.pxf(9);
        if (warningWidth + mark + theme.px(6) < text.width()) {
            paintText(painter, QRectF(text.right() - warningWidth, text.top(), warningWidth + 1, text.height()), warning, font,
                      leaderless > 0 ? c.badText : c.warningText);
            paintMark(painter, leaderless > 0 ? Mark::square : Mark::triangle,
                      QRectF(text.right() - warningWidth - mark - theme.px(5), text.center().y() - mark / 2, mark, mark),
                      leaderless > 0 ? c.bad : c.warning);
            text.setRight(text.right() - warningWidth - mark - theme.px(20));
        }
    }
    QStringList parts{tr("%n partition(s)", nullptr, static_cast<int>(topic->partitions.size())),
                      tr("replication factor %1").arg(topic->replicationFactor()),
                      QStringLiteral("min.insync.replicas %1").arg(topic->minInsyncReplicas)};
    if (m_filter != MapFilter::all) parts.prepend(tr("%1 shown").arg(section.rows));
    // Whole parts only, as many as there is room for.
    const QFont font = theme.font(Theme::Type::small);
    const QString separator = QStringLiteral(" · ");
    while (!parts.isEmpty() && textWidth(font, parts.join(separator)) > text.width()) parts.removeLast();
    if (!parts.isEmpty()) paintText(painter, text, parts.join(separator), font, c.muted);
}
void MapView::paintRow(QPainter &painter, const CellPainter &cells, const TopicState &topic, const PartitionState &partition, qreal y)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const ClusterState &cluster = m_context.session.cluster();
    const Instant now = m_context.session.now();
    const bool compact = m_layout.compact();
    const qreal height = m_layout.rowHeight();
    const QString topicName = toQString(topic.name);
    const std::int32_t index = partition.meta.index;
    const bool selected = m_context.selection.topic() == topicName && m_context.selection.partition() == index;
    const QRectF row(theme.px(8), y, viewport()->width() - theme.px(16), height);
    if (selected) paintBox(painter, row.adjusted(0, compact ? 0 : 1, 0, compact ? 0 : -1), theme.px(6), c.selection, {});
    else if (m_hover && row.translated(0, headerHeight()).contains(*m_hover)) paintBox(painter, row, theme.px(6), c.hover, {});

    const QString indexText = QStringLiteral("-%1").arg(index);
    const QFont indexFont = theme.font(Theme::Type::bodyStrong);
    const qreal left = theme.px(22);
    const qreal labelWidth = m_labelWidth - theme.px(16);
    const qreal indexWidth = textWidth(indexFont, indexText);
    const QRectF label(left, compact ? y : y + height / 2 - theme.px(19), labelWidth, compact ? height : theme.px(20));
    const qreal nameWidth = paintText(painter, label.adjusted(0, 0, -indexWidth - 2, 0), topicName, theme.font(Theme::Type::body), c.muted,
                                      Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    paintText(painter, label.adjusted(nameWidth + 2, 0, 0, 0), indexText, indexFont, c.text, Qt::AlignLeft | Qt::AlignVCenter,
              Qt::ElideNone);
    if (!compact) {
        const bool leaderless = partition.meta.leader == no_broker;
        paintText(painter, label.translated(0, theme.px(18)),
                  leaderless ? tr("no leader") : tr("epoch %1").arg(Format::number(partition.meta.leader_epoch.value())),
                  theme.font(leaderless ? Theme::Type::tinyStrong : Theme::Type::monoSmall), leaderless ? c.badText : c.muted);
    }

    std::vector<Cell> rowCells(m_columns.size());
    LogAxis axis;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        rowCells[i] = cluster.cell(partition, m_columns[i], now);
        if (rowCells[i].state != CellState::none) axis.include(rowCells[i]);
    }
    painter.save();
    painter.setClipRect(QRectF(theme.px(18) + m_labelWidth - columnGap(), y, viewport()->width(), height), Qt::IntersectClip);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Cell &cell = rowCells[i];
        if (cell.state == CellState::none) continue;
        const QRectF column = columnRect(i);
        if (column.right() < 0 || column.left() > viewport()->width()) continue;
        const qreal cellHeight = compact ? height - theme.px(6) : std::min<qreal>(theme.px(48), height - theme.px(10));
        const QRectF box(column.left(), y + (height - cellHeight) / 2, column.width(), cellHeight);
        if (m_heat.isOn()) cells.paintHeat(painter, box, cell, m_heat, m_heat.value(topic, partition, m_columns[i], cell), compact);
        else cells.paint(painter, box, cell, axis, compact);
        if (selected && m_context.selection.broker() == m_columns[i].value())
            paintBox(painter, box.adjusted(-3, -3, 3, 3), theme.px(8), {}, c.leader, Qt::SolidLine, theme.pxf(1.5));
        const ReplicaState *replica = partition.replica(m_columns[i]);
        if (replica && replica->moves > 0 && now - replica->movedAt < flowShownFor && cell.state != CellState::leader &&
            cell.state != CellState::offline)
            cells.paintFlow(painter, QRectF(box.left() - columnGap(), box.top(), columnGap(), box.height()), replica->moves,
                            theme.motion());
    }
    painter.restore();
}
void MapView::paintEmpty(QPainter &painter)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const WorldState &world = m_context.session.world();
    m_emptyCommand = {};
    QString headline;
    QString explanation;
    bool command = false;
    if (m_filter != MapFilter::all && !m_context.session.cluster().topics().empty()) {
        headline = tr("No partition passes the filter");
        explanation = m_filter == MapFilter::mine
                          ? tr("Choose a consumer group, or produce or consume in this window: its partitions are shown here.")
                          : tr("That is good news for this filter. Choose “Filter: all” to see every partition.");
    } else {
        switch (world.phase) {
        case WorldState::Phase::starting:
            headline = tr("The cluster is starting");
            explanation = tr("Brokers read their directories, elect a controller and register with it.");
            break;
        case WorldState::Phase::failed:
            headline = tr("The cluster could not start");
            explanation = world.message;
            break;
        case WorldState::Phase::stopped:
            headline = tr("The cluster is stopped");
            explanation = tr("Its directories are as they were.");
            break;
        case WorldState::Phase::running:
            headline = tr("No topics yet");
            explanation = tr("Create one, here or with any Kafka client:");
            command = true;
            break;
        }
    }
    const int width = std::min(viewport()->width() - theme.px(48), theme.px(560));
    QRect area((viewport()->width() - width) / 2, headerHeight() + (viewport()->height() - headerHeight()) / 3, width, theme.px(24));
    painter.setFont(theme.font(Theme::Type::title));
    painter.setPen(world.phase == WorldState::Phase::failed ? c.badText : c.text);
    painter.drawText(area, Qt::AlignCenter, headline);
    area.moveTop(area.bottom() + theme.px(4));
    area.setHeight(theme.px(60));
    painter.setFont(theme.font(Theme::Type::body));
    painter.setPen(c.muted);
    QRect used;
    painter.drawText(area, static_cast<int>(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap, explanation, &used);
    if (command) {
        area.moveTop(used.bottom() + theme.px(10));
        painter.setFont(theme.font(Theme::Type::mono));
        painter.setPen(c.leaderText);
        painter.drawText(area, Qt::AlignHCenter | Qt::AlignTop, firstTopicCommand(), &m_emptyCommand);
    }
}

}  // namespace vitrine::ui
