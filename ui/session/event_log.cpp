// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/event_log.h"

#include <algorithm>

namespace vitrine::ui {

namespace {

// Why retention takes a segment: what closed it, or the retention that somebody set since. Looked for among what is held, for it may have
// been long ago, and is asked for seldom.
std::optional<EventLog::Position> causeOfDeletion(const EventLog &log, const observe::Event &event)
{
    const auto *deleted = std::get_if<observe::SegmentDeleted>(&event.body);
    if (deleted == nullptr || deleted->cause == observe::RetentionCause::log_start) return {};
    const std::string resource = "topic " + deleted->partition.topic;
    const char *key = deleted->cause == observe::RetentionCause::time ? "retention.ms" : "retention.bytes";
    for (EventLog::Position at = log.end(); at > log.begin(); --at) {
        const observe::Event &before = log.at(at - 1);
        if (const auto *rolled = std::get_if<observe::SegmentRolled>(&before.body)) {
            if (before.id.node == event.id.node && rolled->base_offset == deleted->end_offset && rolled->partition == deleted->partition)
                return at - 1;
        } else if (const auto *config = std::get_if<observe::ConfigChanged>(&before.body)) {
            if (config->key == key && config->resource == resource) return at - 1;
        }
    }
    return {};
}

}  // namespace

void EventLog::append(observe::Event event)
{
    if (m_events.size() == m_events.capacity()) m_positions.erase(m_events.front().id);
    if (event.id.sequence != 0) m_positions[event.id] = m_end;
    std::optional<Position> seen = m_finder.note(m_end, event);
    const std::optional<Position> told = event.cause ? find(*event.cause) : std::nullopt;
    if (!told && !seen) seen = causeOfDeletion(*this, event);
    m_causes.push(told ? *told : seen.value_or(noCause));
    ++m_end;
    if (m_events.push(std::move(event))) ++m_dropped;
}

std::optional<EventLog::Position> EventLog::find(observe::EventId id) const
{
    const auto at = m_positions.find(id);
    if (at == m_positions.end() || !holds(at->second)) return std::nullopt;
    return at->second;
}

std::optional<EventLog::Position> EventLog::causeOf(Position position) const
{
    const Position cause = m_causes[static_cast<std::size_t>(position - begin())];
    return cause != noCause && holds(cause) ? std::optional(cause) : std::nullopt;
}

std::vector<EventLog::Position> EventLog::consequencesOf(Position position, std::size_t most) const
{
    std::vector<Position> list;
    for (Position later = std::max(position + 1, begin()); later < end() && list.size() < most; ++later)
        if (m_causes[static_cast<std::size_t>(later - begin())] == position) list.push_back(later);
    return list;
}

}  // namespace vitrine::ui
