// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/event_log.h"

namespace vitrine::ui {

void EventLog::append(observe::Event event)
{
    if (m_events.size() == m_events.capacity()) m_positions.erase(m_events.front().id);
    if (event.id.sequence != 0) m_positions[event.id] = m_end;
    ++m_end;
    if (m_events.push(std::move(event))) ++m_dropped;
}

std::optional<EventLog::Position> EventLog::find(observe::EventId id) const
{
    const auto at = m_positions.find(id);
    if (at == m_positions.end() || !holds(at->second)) return std::nullopt;
    return at->second;
}

}  // namespace vitrine::ui
