// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/map/heat.h"

#include <algorithm>
#include <cmath>

#include "ui/common/format.h"
#include "ui/common/theme.h"

namespace vitrine::ui {

namespace {

// Long enough that a rate is not the rhythm of what nodes publish.
constexpr auto rateOver = std::chrono::milliseconds(950);

QColor between(const QColor &from, const QColor &to, double share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

}  // namespace

void Heat::sample(const ClusterState &cluster, Instant now, bool reset)
{
    if (reset) m_growth.clear();
    if (!isOn()) {
        m_growth.clear();
        return;
    }
    if (m_kind == MapColour::lag) {
        m_lags.clear();
        for (const auto &[id, group] : cluster.groups()) {
            for (const PartitionLag &lag : group.lags) {
                if (!lag.lag) continue;
                std::int64_t &worst = m_lags[lag.partition];
                worst = std::max(worst, *lag.lag);
            }
        }
    }
    m_hottest = 0;
    for (const TopicState *topic : cluster.topics()) {
        std::vector<Growth> *growths = nullptr;
        if (m_kind == MapColour::rate) {
            growths = &m_growth[topic->name];
            growths->resize(topic->partitions.size());
        }
        for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
            const PartitionState &partition = topic->partitions[i];
            switch (m_kind) {
            case MapColour::state: break;
            case MapColour::rate: {
                const ReplicaState *leader = partition.leader();
                if (!leader) break;
                Growth &growth = (*growths)[i];
                const Offset end = leader->view.log_end;
                if (growth.end == no_offset) growth = {.end = end, .at = now, .perSecond = {}};
                else if (const Duration passed = now - growth.at; passed >= rateOver) {
                    // A new leader may have less than the old one had.
                    const auto records = static_cast<double>(std::max<std::int64_t>(0, end.value() - growth.end.value()));
                    growth = {.end = end, .at = now, .perSecond = records / std::chrono::duration<double>(passed).count()};
                }
                m_hottest = std::max(m_hottest, growth.perSecond.value_or(0));
                break;
            }
            case MapColour::lag:
                if (const ReplicaState *leader = partition.leader()) {
                    for (const ReplicaState &replica : partition.replicas)
                        m_hottest = std::max(m_hottest, static_cast<double>(leader->view.log_end.value() - replica.view.log_end.value()));
                }
                break;
            case MapColour::size:
                for (const ReplicaState &replica : partition.replicas)
                    m_hottest = std::max(m_hottest, static_cast<double>(replica.view.size_bytes));
                break;
            }
        }
    }
    if (m_kind == MapColour::lag)
        for (const auto &[partition, lag] : m_lags) m_hottest = std::max(m_hottest, static_cast<double>(lag));
}

std::optional<double> Heat::value(const TopicState &topic, const PartitionState &partition, BrokerId broker, const Cell &cell) const
{
    if (!cell.known || cell.state == CellState::none) return {};
    switch (m_kind) {
    case MapColour::state: return {};
    case MapColour::rate: {
        if (cell.state == CellState::offline) return {};
        const auto growths = m_growth.find(topic.name);
        const auto index = static_cast<std::size_t>(partition.meta.index);
        if (growths == m_growth.end() || index >= growths->second.size()) return {};
        return growths->second[index].perSecond;
    }
    case MapColour::lag: {
        if (cell.state != CellState::leader) return static_cast<double>(cell.recordsBehind);
        const auto lag = m_lags.find({topic.name, partition.meta.index});
        if (lag == m_lags.end()) return {};
        return static_cast<double>(lag->second);
    }
    case MapColour::size: {
        const ReplicaState *replica = partition.replica(broker);
        if (!replica) return {};
        return static_cast<double>(replica->view.size_bytes);
    }
    }
    return {};
}

double Heat::heat(double value) const
{
    if (m_hottest <= 0 || value <= 0) return 0;
    return std::min(1.0, std::sqrt(value / m_hottest));
}

QString Heat::text(double value) const
{
    switch (m_kind) {
    case MapColour::state: break;
    case MapColour::rate: return tr("%1 records/s").arg(Format::perSecond(value));
    case MapColour::lag: return tr("lag %1").arg(Format::number(static_cast<std::int64_t>(value)));
    case MapColour::size: return Format::bytes(static_cast<std::int64_t>(value));
    }
    return {};
}

QString Heat::shortText(double value) const
{
    switch (m_kind) {
    case MapColour::state: break;
    case MapColour::rate: return Format::perSecond(value) + QStringLiteral("/s");
    case MapColour::lag: return Format::shortNumber(static_cast<std::int64_t>(value));
    case MapColour::size: return Format::bytes(static_cast<std::int64_t>(value));
    }
    return {};
}

QString Heat::meaning() const
{
    switch (m_kind) {
    case MapColour::state: break;
    case MapColour::rate: return tr("records per second");
    case MapColour::lag: return tr("leader: lag of the slowest group; follower: records it lacks");
    case MapColour::size: return tr("size of the log");
    }
    return {};
}

QColor Heat::color(const Theme &theme, double heat)
{
    // On dark surfaces words stay light: the hottest is as bright as they allow.
    const double brightest = theme.isDark() ? 0.44 : 1;
    return between(theme.colors().sunk, theme.colors().records, heat * brightest);
}

QColor Heat::textOn(const Theme &theme, const QColor &background)
{
    const Colors &c = theme.colors();
    return contrastRatio(c.text, background) >= contrastRatio(c.panel, background) ? c.text : c.panel;
}

}  // namespace vitrine::ui
