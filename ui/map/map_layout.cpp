// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/map_layout.h"

#include <algorithm>

namespace vitrine::ui {

bool passesFilter(const ClusterState &cluster, const TopicState &topic, const PartitionState &partition, MapFilter filter,
                  const MapOwn &own)
{
    switch (filter) {
    case MapFilter::all: return true;
    case MapFilter::underReplicated: return partition.isUnderReplicated();
    case MapFilter::leaderless: return !cluster.hasLiveLeader(partition);
    case MapFilter::moving: return partition.isMoving();
    case MapFilter::mine: return own.has(topic.name, partition.meta.index);
    }
    return true;
}

void MapLayout::setFolded(const std::string &topic, bool folded)
{
    (folded ? m_closed : m_opened).insert(topic);
    (folded ? m_opened : m_closed).erase(topic);
}

bool MapLayout::isFolded(const TopicState &topic) const
{
    if (m_closed.contains(topic.name)) return true;
    return topic.internal && !m_opened.contains(topic.name);
}

void MapLayout::rebuild(const ClusterState &cluster, MapFilter filter, MapDensity density, const MapOwn &own)
{
    m_filtered = filter != MapFilter::all;
    m_sections.clear();
    m_rows = 0;
    for (const TopicState *topic : cluster.topics()) {
        Section section{.topic = topic->name, .internal = topic->internal, .folded = isFolded(*topic)};
        section.rows = topic->partitions.size();
        if (m_filtered) {
            for (const PartitionState &partition : topic->partitions)
                if (passesFilter(cluster, *topic, partition, filter, own)) section.partitions.push_back(partition.meta.index);
            section.rows = section.partitions.size();
            if (section.rows == 0) continue;
            section.folded = m_closed.contains(topic->name);
        }
        if (section.folded) section.rows = 0;
        m_rows += section.rows;
        m_sections.push_back(std::move(section));
    }
    std::ranges::stable_sort(m_sections, {}, [](const Section &s) { return s.internal; });
    m_compact =
        density == MapDensity::compact || (density == MapDensity::automatic && m_rows > static_cast<std::size_t>(m_metrics.roomyRowsMax));
    std::int64_t top = 0;
    for (Section &section : m_sections) {
        section.top = top;
        section.height = m_metrics.sectionHeader + static_cast<std::int64_t>(section.rows) * rowHeight() + m_metrics.sectionGap;
        top += section.height;
    }
    m_height = top;
}

std::int32_t MapLayout::partitionOf(const Section &section, std::size_t row) const
{
    return m_filtered ? section.partitions[row] : static_cast<std::int32_t>(row);
}

std::int64_t MapLayout::rowTop(const Section &section, std::size_t row) const
{
    return section.top + m_metrics.sectionHeader + static_cast<std::int64_t>(row) * rowHeight();
}

std::size_t MapLayout::sectionAt(std::int64_t y) const
{
    const auto at = std::ranges::upper_bound(m_sections, y, {}, [](const Section &s) { return s.top + s.height - 1; });
    // upper_bound finds the first section whose last line lies below y; a section that ends exactly at y is above it.
    const auto index = static_cast<std::size_t>(at - m_sections.begin());
    if (index > 0 && m_sections[index - 1].top + m_sections[index - 1].height > y) return index - 1;
    return index;
}

std::optional<MapLayout::Hit> MapLayout::hit(std::int64_t y) const
{
    if (y < 0 || y >= m_height) return std::nullopt;
    const std::size_t index = sectionAt(y);
    if (index >= m_sections.size()) return std::nullopt;
    const Section &section = m_sections[index];
    const std::int64_t inside = y - section.top - m_metrics.sectionHeader;
    if (inside < 0) return Hit{index, std::nullopt};
    const auto row = static_cast<std::size_t>(inside / rowHeight());
    if (row >= section.rows) return std::nullopt;
    return Hit{index, row};
}

std::optional<MapLayout::Hit> MapLayout::find(const std::string &topic, std::int32_t partition) const
{
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const Section &section = m_sections[i];
        if (section.topic != topic) continue;
        if (partition < 0 || section.folded) return Hit{i, std::nullopt};
        if (!m_filtered) {
            if (static_cast<std::size_t>(partition) >= section.rows) return Hit{i, std::nullopt};
            return Hit{i, static_cast<std::size_t>(partition)};
        }
        const auto at = std::ranges::lower_bound(section.partitions, partition);
        if (at == section.partitions.end() || *at != partition) return Hit{i, std::nullopt};
        return Hit{i, static_cast<std::size_t>(at - section.partitions.begin())};
    }
    return std::nullopt;
}

}  // namespace vitrine::ui
