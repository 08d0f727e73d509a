// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_data.h"

#include <algorithm>

#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/session/session.h"
#include "wire/api_key.h"

namespace vitrine::ui {

namespace {

// The first sample of a history that is not older.
template <class Sample>
std::size_t firstFrom(const Ring<Sample> &history, Instant from)
{
    std::size_t low = 0;
    std::size_t high = history.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (history[middle].at < from) low = middle + 1;
        else high = middle;
    }
    return low;
}

class Collector {
public:
    Collector(const Session &session, const TimeRange &range) : m_session(session), m_range(range) {}

    template <class Sample, class Value>
    void add(const QString &name, const Ring<Sample> &history, const Value &value)
    {
        const std::size_t first = firstFrom(history, m_range.from);
        std::vector<Plot::Point> points;
        for (std::size_t i = first == 0 ? 0 : first - 1; i < history.size(); ++i) {
            points.push_back({m_session.plotTime(history[i].at), value(history[i])});
            if (history[i].at > m_range.to) break;
        }
        m_names << name;
        m_points.push_back(std::move(points));
    }

    // The lines with the largest values, in the order in which they came.
    PlotData take(const Theme &theme, SeriesPlaces &places, int linesMax, bool stepped)
    {
        std::vector<double> weights;
        for (const auto &points : m_points) {
            double sum = 0;
            for (const Plot::Point &point : points) sum += point.value;
            weights.push_back(sum);
        }
        std::vector<double> sorted = weights;
        std::ranges::sort(sorted, std::greater<>());
        const double least = sorted.size() > static_cast<std::size_t>(linesMax) ? sorted[static_cast<std::size_t>(linesMax)] : -1;
        PlotData data;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] <= least) {
                ++data.left;
                continue;
            }
            const QString &name = m_names[static_cast<qsizetype>(i)];
            const int place = places.try_emplace(name, static_cast<int>(places.size())).first->second;
            data.series.append({.name = name,
                                .color = Plot::seriesColor(theme, place),
                                .dash = place % 4,
                                .stepped = stepped,
                                .mark = Plot::seriesMark(place)});
            data.points.push_back(std::move(m_points[i]));
        }
        return data;
    }

private:
    const Session &m_session;
    TimeRange m_range;
    QStringList m_names;
    std::vector<std::vector<Plot::Point>> m_points;
};

const ApiRate *apiOf(const ClusterSample &sample, std::int16_t key)
{
    const auto at = std::ranges::lower_bound(sample.apis, key, {}, &ApiRate::key);
    return at == sample.apis.end() || at->key != key ? nullptr : &*at;
}

QString apiName(std::int16_t key)
{
    const std::string_view name = wire::name_of(static_cast<wire::ApiKey>(key));
    return name == "unknown" ? QString::number(key) : toQString(name);
}

double valueOf(const RateSample &sample, Metric metric)
{
    switch (metric) {
    case Metric::bytesIn: return sample.bytesIn;
    case Metric::bytesOut: return sample.bytesOut;
    case Metric::replicationIn: return sample.replicationBytesIn;
    case Metric::replicationOut: return sample.replicationBytesOut;
    case Metric::recordsIn: return sample.recordsIn;
    case Metric::requestsOfBrokers: return sample.requests;
    case Metric::diskOfBrokers: return static_cast<double>(sample.logBytes);
    case Metric::connections: return static_cast<double>(sample.connections);
    case Metric::requestsOfApis:
    case Metric::latency:
    case Metric::errors:
    case Metric::lag:
    case Metric::unhealthy:
    case Metric::diskOfTopics: break;
    }
    return 0;
}

double valueOf(const ApiRate &rate, Metric metric)
{
    if (metric == Metric::latency) return rate.meanMs();
    return metric == Metric::errors ? rate.errors : rate.requests;
}

}  // namespace

QString PlotMetrics::name(Metric metric)
{
    switch (metric) {
    case Metric::bytesIn: return tr("Bytes in from producers");
    case Metric::bytesOut: return tr("Bytes out to consumers");
    case Metric::replicationIn: return tr("Replication bytes in");
    case Metric::replicationOut: return tr("Replication bytes out");
    case Metric::recordsIn: return tr("Records in per second");
    case Metric::requestsOfBrokers: return tr("Requests per second by broker");
    case Metric::requestsOfApis: return tr("Requests per second by API");
    case Metric::latency: return tr("Mean latency by API");
    case Metric::errors: return tr("Errors per second by API");
    case Metric::lag: return tr("Consumer lag by group");
    case Metric::unhealthy: return tr("Under-replicated and offline partitions");
    case Metric::diskOfBrokers: return tr("Log size by broker");
    case Metric::diskOfTopics: return tr("Log size by topic");
    case Metric::connections: return tr("Open connections by broker");
    }
    return {};
}

QString PlotMetrics::key(Metric metric)
{
    switch (metric) {
    case Metric::bytesIn: return QStringLiteral("bytes-in");
    case Metric::bytesOut: return QStringLiteral("bytes-out");
    case Metric::replicationIn: return QStringLiteral("replication-in");
    case Metric::replicationOut: return QStringLiteral("replication-out");
    case Metric::recordsIn: return QStringLiteral("records-in");
    case Metric::requestsOfBrokers: return QStringLiteral("requests-of-brokers");
    case Metric::requestsOfApis: return QStringLiteral("requests-of-apis");
    case Metric::latency: return QStringLiteral("latency");
    case Metric::errors: return QStringLiteral("errors");
    case Metric::lag: return QStringLiteral("lag");
    case Metric::unhealthy: return QStringLiteral("unhealthy");
    case Metric::diskOfBrokers: return QStringLiteral("disk-of-brokers");
    case Metric::diskOfTopics: return QStringLiteral("disk-of-topics");
    case Metric::connections: return QStringLiteral("connections");
    }
    return {};
}

QString PlotMetrics::note(Metric metric)
{
    switch (metric) {
    case Metric::latency:
        return tr(
            "The mean of the requests that were answered within a sample, from the last byte read to the response handed to the network; "
            "brokers count no percentiles. A Fetch that waits for records counts its waiting.");
    case Metric::diskOfTopics: return tr("The sum over all replicas.");
    case Metric::errors: return tr("Responses with an error code.");
    case Metric::lag: return tr("Of all partitions of a group together: high watermark minus committed offset.");
    case Metric::bytesIn:
    case Metric::bytesOut:
    case Metric::replicationIn:
    case Metric::replicationOut:
    case Metric::recordsIn:
    case Metric::requestsOfBrokers:
    case Metric::requestsOfApis:
    case Metric::unhealthy:
    case Metric::diskOfBrokers:
    case Metric::connections: break;
    }
    return {};
}

Plot::Unit PlotMetrics::unit(Metric metric)
{
    switch (metric) {
    case Metric::bytesIn:
    case Metric::bytesOut:
    case Metric::replicationIn:
    case Metric::replicationOut: return Plot::Unit::bytesPerSecond;
    case Metric::recordsIn:
    case Metric::requestsOfBrokers:
    case Metric::requestsOfApis:
    case Metric::errors: return Plot::Unit::perSecond;
    case Metric::latency: return Plot::Unit::milliseconds;
    case Metric::lag:
    case Metric::unhealthy:
    case Metric::connections: return Plot::Unit::number;
    case Metric::diskOfBrokers:
    case Metric::diskOfTopics: return Plot::Unit::bytes;
    }
    return Plot::Unit::number;
}

PlotData PlotMetrics::data(Metric metric, const Session &session, const Theme &theme, const TimeRange &range, SeriesPlaces &places)
{
    const ClusterState &cluster = session.cluster();
    Collector lines(session, range);
    int linesShown = linesMax;
    switch (metric) {
    case Metric::bytesIn:
    case Metric::bytesOut:
    case Metric::replicationIn:
    case Metric::replicationOut:
    case Metric::recordsIn:
    case Metric::requestsOfBrokers:
    case Metric::diskOfBrokers:
    case Metric::connections:
        // A broker keeps its line, whatever the others do.
        linesShown = static_cast<int>(cluster.nodes().size());
        for (const auto &[id, node] : cluster.nodes())
            if (!node.isControllerAlone())
                lines.add(tr("Broker %1").arg(id.value()), node.history,
                          [metric](const RateSample &sample) { return valueOf(sample, metric); });
        break;
    case Metric::requestsOfApis:
    case Metric::latency:
    case Metric::errors: {
        std::vector<std::int16_t> keys;
        for (std::size_t i = firstFrom(cluster.history(), range.from); i < cluster.history().size(); ++i) {
            for (const ApiRate &rate : cluster.history()[i].apis) {
                const auto at = std::ranges::lower_bound(keys, rate.key);
                if ((at == keys.end() || *at != rate.key) && valueOf(rate, metric) > 0) keys.insert(at, rate.key);
            }
        }
        for (const std::int16_t key : keys) {
            lines.add(apiName(key), cluster.history(), [key, metric](const ClusterSample &sample) {
                const ApiRate *rate = apiOf(sample, key);
                return rate ? valueOf(*rate, metric) : 0.0;
            });
        }
        break;
    }
    case Metric::lag:
        for (const auto &[id, group] : cluster.groups())
            lines.add(toQString(id), group.lagHistory, [](const LagSample &sample) { return static_cast<double>(sample.lag); });
        break;
    case Metric::unhealthy:
        lines.add(tr("under-replicated"), cluster.history(),
                  [](const ClusterSample &sample) { return static_cast<double>(sample.underReplicated); });
        lines.add(tr("offline"), cluster.history(), [](const ClusterSample &sample) { return static_cast<double>(sample.leaderless); });
        break;
    case Metric::diskOfTopics:
        for (const TopicState *topic : cluster.topics())
            if (!topic->sizeHistory.empty())
                lines.add(toQString(topic->name), topic->sizeHistory,
                          [](const SizeSample &sample) { return static_cast<double>(sample.bytes); });
        break;
    }
    const bool counts = metric == Metric::unhealthy || metric == Metric::connections;
    PlotData found = lines.take(theme, places, linesShown, counts);
    if (metric == Metric::unhealthy) {
        // As everywhere: what waits for a replica is a warning, what has no leader is bad.
        found.series[0].color = theme.colors().warning;
        if (found.series.size() > 1) found.series[1].color = theme.colors().bad;
    }
    return found;
}

Instant PlotMetrics::oldest(const ClusterState &cluster, Instant now)
{
    return cluster.history().empty() ? now : cluster.history().front().at;
}

}  // namespace vitrine::ui
