// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/selection.h"

#include <utility>

namespace vitrine::ui {

void Selection::setPartition(const QString &topic, std::int32_t partition)
{
    if (topic == m_topic && partition == m_partition) return;
    m_topic = topic;
    m_partition = partition;
    Q_EMIT changed();
}

void Selection::setBroker(std::int32_t broker)
{
    if (broker == m_broker) return;
    m_broker = broker;
    Q_EMIT changed();
}

void Selection::setReplica(const QString &topic, std::int32_t partition, std::int32_t broker)
{
    if (topic == m_topic && partition == m_partition && broker == m_broker) return;
    m_topic = topic;
    m_partition = partition;
    m_broker = broker;
    Q_EMIT changed();
}

void Selection::setGroup(const QString &group)
{
    if (group == m_group) return;
    m_group = group;
    Q_EMIT changed();
}

void Selection::setEvent(std::optional<std::uint64_t> position)
{
    if (position == m_event) return;
    m_event = position;
    Q_EMIT changed();
}

void Selection::setMessage(std::optional<std::uint64_t> message)
{
    if (message == m_message) return;
    m_message = message;
    Q_EMIT changed();
}

void Selection::setTimeRange(std::optional<TimeRange> range)
{
    if (range && range->to < range->from) std::swap(range->from, range->to);
    if (range == m_timeRange) return;
    m_timeRange = range;
    Q_EMIT changed();
}

}  // namespace vitrine::ui
