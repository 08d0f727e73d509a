// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <QObject>
#include <QString>

#include "base/time.h"

namespace vitrine::ui {

// Both ends are part of it.
struct TimeRange {
    Instant from{};
    Instant to{};

    [[nodiscard]] bool contains(Instant at) const { return at >= from && at <= to; }
    [[nodiscard]] Duration length() const { return to - from; }
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

// What is chosen, for the whole window: every view shows it and any view may change it. Views do not know each other.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const QString &topic() const { return m_topic; }
    [[nodiscard]] std::int32_t partition() const { return m_partition; }  // -1: the whole topic, or none
    [[nodiscard]] std::int32_t broker() const { return m_broker; }        // -1: none
    [[nodiscard]] const QString &group() const { return m_group; }
    [[nodiscard]] std::optional<std::uint64_t> event() const { return m_event; }  // a position of EventLog
    // Of a simulation: a message on its way, by its id.
    [[nodiscard]] std::optional<std::uint64_t> message() const { return m_message; }
    // Of the time of the session; none: all of it. Who shows things that have a time shows those of which shows() is true.
    [[nodiscard]] const std::optional<TimeRange> &timeRange() const { return m_timeRange; }
    [[nodiscard]] bool shows(Instant at) const { return !m_timeRange || m_timeRange->contains(at); }
    [[nodiscard]] bool hasPartition() const { return !m_topic.isEmpty() && m_partition >= 0; }

    void setTopic(const QString &topic) { setPartition(topic, -1); }
    void setPartition(const QString &topic, std::int32_t partition);
    void setBroker(std::int32_t broker);
    // A replica: partition and broker at once, with one signal.
    void setReplica(const QString &topic, std::int32_t partition, std::int32_t broker);
    void setGroup(const QString &group);
    void setEvent(std::optional<std::uint64_t> position);
    void setMessage(std::optional<std::uint64_t> message);
    // In any order of its ends.
    void setTimeRange(std::optional<TimeRange> range);

Q_SIGNALS:
    void changed();

private:
    QString m_topic;
    std::int32_t m_partition = -1;
    std::int32_t m_broker = -1;
    QString m_group;
    std::optional<std::uint64_t> m_event;
    std::optional<std::uint64_t> m_message;
    std::optional<TimeRange> m_timeRange;
};

}  // namespace vitrine::ui
