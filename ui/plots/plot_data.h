// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QCoreApplication>

#include "ui/common/plot.h"
#include "ui/common/selection.h"
#include "ui/session/cluster_state.h"

namespace vitrine::ui {

class Session;

// What can be plotted. All of it comes from the histories that the session keeps; nothing is measured for a plot.
enum class Metric {
    bytesIn,
    bytesOut,
    replicationIn,
    replicationOut,
    recordsIn,
    requestsOfBrokers,
    requestsOfApis,
    latency,
    errors,
    lag,
    unhealthy,
    diskOfBrokers,
    diskOfTopics,
    connections,
};
inline constexpr int metricCount = 14;

struct PlotData {
    QList<Plot::Series> series;
    std::vector<std::vector<Plot::Point>> points;  // of each series, by time
    int left = 0;                                  // lines that were left out: those with the smallest values
};

// Which colour, dashes and mark a line has: the same as long as the plot is there, whichever lines come and go.
using SeriesPlaces = std::map<QString, int>;

class PlotMetrics {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::PlotMetrics)

public:
    // Of the API keys, topics and groups, as many lines as can be told apart.
    static constexpr int linesMax = 8;

    [[nodiscard]] static QString name(Metric metric);
    // The same in every language and version: for files.
    [[nodiscard]] static QString key(Metric metric);
    // What one must know to read it; empty: nothing.
    [[nodiscard]] static QString note(Metric metric);
    [[nodiscard]] static Plot::Unit unit(Metric metric);
    // The samples in the range, and one or two around it, so that lines go on to the edges.
    [[nodiscard]] static PlotData data(Metric metric, const Session &session, const Theme &theme, const TimeRange &range,
                                       SeriesPlaces &places);
    // The oldest instant of which there is a sample; `now` where there is none.
    [[nodiscard]] static Instant oldest(const ClusterState &cluster, Instant now);
};

}  // namespace vitrine::ui
