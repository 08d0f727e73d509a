// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ui/session/cluster_state.h"

namespace vitrine::ui {

enum class MapFilter { all, underReplicated, leaderless, moving, mine };
enum class MapDensity { automatic, roomy, compact };

// What "mine" names: partitions of the chosen group, and what this window produced to or consumed from.
struct MapOwn {
    std::set<TopicPartition> partitions;
    std::set<std::string> topics;  // all partitions of it
    [[nodiscard]] bool has(const std::string &topic, std::int32_t partition) const
    {
        return topics.contains(topic) || partitions.contains({topic, partition});
    }
    friend bool operator==(const MapOwn &, const MapOwn &) = default;
};

[[nodiscard]] bool passesFilter(const ClusterState &cluster, const TopicState &topic, const PartitionState &partition, MapFilter filter,
                                const MapOwn &own);

struct MapMetrics {
    int sectionHeader = 36;
    int roomyRow = 68;
    int compactRow = 30;
    int sectionGap = 4;
    // In automatic density, more rows than this are drawn compact.
    int roomyRowsMax = 48;
};

// Which rows the map has and where: topics one under the other, each with a header and its partitions. Cost of a rebuild
// follows the number of topics (and of partitions while a filter is on); a look-up costs a binary search.
class MapLayout {
public:
    struct Section {
        std::string topic;
        bool internal = false;
        bool folded = false;
        std::int64_t top = 0;
        std::int64_t height = 0;
        std::size_t rows = 0;                 // shown: 0 when folded
        std::vector<std::int32_t> partitions; // shown, only while a filter is on; else all in order
    };
    struct Hit {
        std::size_t section = 0;
        std::optional<std::size_t> row;       // none: on the header
    };

    void setMetrics(const MapMetrics &metrics) { m_metrics = metrics; }
    [[nodiscard]] const MapMetrics &metrics() const { return m_metrics; }
    void rebuild(const ClusterState &cluster, MapFilter filter, MapDensity density, const MapOwn &own = {});

    // Internal topics are folded unless the user opened them; others are open unless he closed them.
    void setFolded(const std::string &topic, bool folded);
    [[nodiscard]] bool isFolded(const TopicState &topic) const;

    [[nodiscard]] const std::vector<Section> &sections() const { return m_sections; }
    [[nodiscard]] std::int64_t height() const { return m_height; }
    [[nodiscard]] bool compact() const { return m_compact; }
    [[nodiscard]] int rowHeight() const { return m_compact ? m_metrics.compactRow : m_metrics.roomyRow; }
    [[nodiscard]] std::size_t rowCount() const { return m_rows; }
    [[nodiscard]] std::int32_t partitionOf(const Section &section, std::size_t row) const;
    [[nodiscard]] std::int64_t rowTop(const Section &section, std::size_t row) const;
    // The first section that ends below `y`; sections().size() when there is none.
    [[nodiscard]] std::size_t sectionAt(std::int64_t y) const;
    [[nodiscard]] std::optional<Hit> hit(std::int64_t y) const;
    [[nodiscard]] std::optional<Hit> find(const std::string &topic, std::int32_t partition) const;

private:
    MapMetrics m_metrics;
    std::vector<Section> m_sections;
    std::set<std::string> m_closed;
    std::set<std::string> m_opened;
    std::int64_t m_height = 0;
    std::size_t m_rows = 0;
    bool m_filtered = false;
    bool m_compact = false;
};

}  // namespace vitrine::ui
