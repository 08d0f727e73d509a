// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/topic_strips.h"

#include <algorithm>

#include <QPainter>

#include "ui/common/theme.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {

constexpr std::size_t stripPartsMax = 96;

// Which state of several a part of a strip shows: what needs attention wins.
int urgency(CellState state)
{
    switch (state) {
    case CellState::none: return 0;
    case CellState::inSync: return 1;
    case CellState::leader: return 2;
    case CellState::moving: return 3;
    case CellState::outOfSync: return 4;
    case CellState::offline: return 5;
    }
    return 0;
}

}  // namespace

const TopicStrips::Strip &TopicStrips::stripOf(const TopicState &topic, const std::vector<Column> &columns)
{
    const auto known = m_strips.find(topic.name);
    if (known != m_strips.end()) return known->second;
    const ClusterState &cluster = m_context.session.cluster();
    const std::size_t partitions = topic.partitions.size();
    const std::size_t parts = std::min(partitions, stripPartsMax);
    Strip strip;
    for (const auto &[broker, place] : columns) {
        std::vector<CellState> states(parts, CellState::none);
        std::vector<double> heats(m_heat.isOn() ? parts : 0, 0.0);
        for (std::size_t i = 0; i < partitions; ++i) {
            CellState &part = states[i * parts / partitions];
            const Cell cell = cluster.cell(topic.partitions[i], broker, {});
            const CellState state = cell.state;
            if (m_heat.isOn()) {
                double &hottest = heats[i * parts / partitions];
                if (const auto value = m_heat.value(topic, topic.partitions[i], broker, cell))
                    hottest = std::max(hottest, m_heat.heat(*value));
            }
            if (urgency(state) > urgency(part)) part = state;
        }
        strip.parts.emplace(broker, std::move(states));
        if (m_heat.isOn()) strip.heats.emplace(broker, std::move(heats));
    }
    return m_strips.emplace(topic.name, std::move(strip)).first->second;
}

void TopicStrips::paint(QPainter &painter, const TopicState &topic, const std::vector<Column> &columns, qreal middle, qreal from, qreal to)
{
    const Theme &theme = m_context.theme;
    const Colors &c = theme.colors();
    const Strip &strip = stripOf(topic, columns);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const auto &[broker, column] : columns) {
        const auto parts = strip.parts.find(broker);
        if (parts == strip.parts.end() || parts->second.empty() || column.right() < from || column.left() > to) continue;
        const qreal step = column.width() / static_cast<qreal>(parts->second.size());
        const qreal width = std::max<qreal>(1, std::min(step - (step > 3 ? 1 : 0), theme.pxf(18)));
        // Height says what colour says: a leader is tall, a follower low, what is offline a line.
        for (std::size_t p = 0; p < parts->second.size(); ++p) {
            qreal height = 0;
            QColor color;
            switch (parts->second[p]) {
            case CellState::none: continue;
            case CellState::leader:
                height = theme.px(16);
                color = c.leader;
                break;
            case CellState::inSync:
                height = theme.px(9);
                color = c.inSyncLine;
                color.setAlphaF(0.45F);
                break;
            case CellState::outOfSync:
                height = theme.px(16);
                color = c.outLine;
                break;
            case CellState::moving:
                height = theme.px(12);
                color = c.moving;
                break;
            case CellState::offline:
                height = theme.px(2);
                color = c.offline;
                break;
            }
            if (m_heat.isOn() && parts->second[p] != CellState::offline) {
                const double heat = strip.heats.at(broker)[p];
                height = theme.pxf(2 + 14 * heat);
                color = Heat::color(theme, std::max(0.25, heat));
            }
            const qreal slot = std::min(step, theme.pxf(19));
            const QRectF bar(column.left() + static_cast<qreal>(p) * slot, middle + theme.px(8) - height, width, height);
            painter.setBrush(color);
            painter.drawRect(bar);
        }
    }
    painter.restore();
}

}  // namespace vitrine::ui
