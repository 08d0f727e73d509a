// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QColor>
#include <QCoreApplication>
#include <QString>

#include "ui/session/cluster_state.h"

namespace vitrine::ui {

class Theme;

// What the colour of a replica says.
enum class MapColour { state, rate, lag, size };

// A number for each replica, and how hot it is beside the hottest of the cluster.
//   rate  records per second that the partition's log grows by, the same for each replica
//   lag   of a leader: records that the slowest consumer group has not committed; of a follower: records that it lacks
//   size  bytes of the replica's log
class Heat {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::Heat)

public:
    void setKind(MapColour kind) { m_kind = kind; }
    [[nodiscard]] MapColour kind() const { return m_kind; }
    [[nodiscard]] bool isOn() const { return m_kind != MapColour::state; }

    // Looks at every replica; to be called when the session has sampled, and after setKind(). `reset`: it is another cluster.
    void sample(const ClusterState &cluster, Instant now, bool reset = false);

    // None where nothing is known: of a replica that was never shown, of a rate before there are two samples, of an offline replica.
    [[nodiscard]] std::optional<double> value(const TopicState &topic, const PartitionState &partition, BrokerId broker,
                                              const Cell &cell) const;
    // 0 to 1, by the square root: what is a hundredth of the hottest is still seen.
    [[nodiscard]] double heat(double value) const;
    [[nodiscard]] double hottest() const { return m_hottest; }
    // "12.4 records/s", "lag 1,204", "84 MB"
    [[nodiscard]] QString text(double value) const;
    // The same for narrow cells: "12.4/s", "1.2k", "84 MB"
    [[nodiscard]] QString shortText(double value) const;
    // What the numbers are, for the legend.
    [[nodiscard]] QString meaning() const;

    [[nodiscard]] static QColor color(const Theme &theme, double heat);
    // For words on it.
    [[nodiscard]] static QColor textOn(const Theme &theme, const QColor &background);

private:
    struct Growth {
        Offset end{no_offset};
        Instant at{};
        std::optional<double> perSecond;
    };

    MapColour m_kind = MapColour::state;
    double m_hottest = 0;
    std::map<std::string, std::vector<Growth>> m_growth;  // by topic, then partition
    std::map<TopicPartition, std::int64_t> m_lags;
};

}  // namespace vitrine::ui
