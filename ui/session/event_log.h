// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "observe/event.h"
#include "ui/session/event_causes.h"
#include "ui/session/ring.h"

namespace vitrine::ui {

// The events that the window holds: bounded, oldest first, with a count of what is no longer held or never came.
// A position is a number that counts up by one per event and stays valid while the event is held.
class EventLog {
public:
    using Position = std::uint64_t;
    static constexpr std::size_t capacityDefault = 50'000;

    explicit EventLog(std::size_t capacity = capacityDefault) : m_events(capacity), m_causes(capacity) {}

    void append(observe::Event event);
    void countDropped(std::uint64_t events) { m_dropped += events; }

    [[nodiscard]] Position begin() const { return m_end - m_events.size(); }
    [[nodiscard]] Position end() const { return m_end; }
    [[nodiscard]] bool holds(Position position) const { return position >= begin() && position < end(); }
    // `position` must be held.
    [[nodiscard]] const observe::Event &at(Position position) const { return m_events[static_cast<std::size_t>(position - begin())]; }
    [[nodiscard]] std::optional<Position> find(observe::EventId id) const;
    // What the event at `position`, which is held, followed from: as its node told, else as EventCauses found; none where it is not held.
    [[nodiscard]] std::optional<Position> causeOf(Position position) const;
    // The first `most` events that followed from it directly, oldest first.
    [[nodiscard]] std::vector<Position> consequencesOf(Position position, std::size_t most) const;
    // Oldest first; a span without an end is in force.
    [[nodiscard]] const std::deque<FaultSpan> &faults() const { return m_finder.faults(); }
    // Events that a node could not hand over (its queue was full), plus those that made room here.
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }

private:
    static constexpr Position noCause = ~Position{0};
    Ring<observe::Event> m_events;
    Ring<Position> m_causes;  // of each event in m_events
    EventCauses m_finder;
    Position m_end = 0;
    std::uint64_t m_dropped = 0;
    std::map<observe::EventId, Position> m_positions;
};

}  // namespace vitrine::ui
