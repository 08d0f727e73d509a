// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/sim/event_queue.h"

namespace vitrine::env::sim {

EventQueue::Handle EventQueue::add(Instant at, Life* owner, Callback run, bool timer) {
    auto event = std::make_shared<ScheduledEvent>();
    event->at = at;
    event->sequence = ++last_sequence_;
    event->owner = owner;
    event->timer = timer;
    if (closed_) {
        event->place = ScheduledEvent::Place::over;
        return event;
    }
    event->run = std::move(run);
    events_.emplace(Key{event->at, event->sequence}, event);
    return event;
}

void EventQueue::cancel(const std::shared_ptr<EventQueue>& queue, const Handle& event) {
    if (event->place == ScheduledEvent::Place::queued) queue->events_.erase({event->at, event->sequence});
    event->place = ScheduledEvent::Place::over;
    const Callback dropped = std::move(event->run);
}

EventQueue::Handle EventQueue::pop() {
    Handle event = std::move(events_.begin()->second);
    events_.erase(events_.begin());
    event->place = ScheduledEvent::Place::over;
    return event;
}

void EventQueue::hold(Handle event) {
    event->place = ScheduledEvent::Place::held;
    held_[event->owner].push_back(std::move(event));
}

void EventQueue::release(Life& owner, Instant now) {
    const auto found = held_.find(&owner);
    if (found == held_.end()) return;
    const std::vector<Handle> waiting = std::move(found->second);
    held_.erase(found);
    for (const Handle& event : waiting) {
        if (event->place != ScheduledEvent::Place::held) continue;
        event->at = now;
        event->sequence = ++last_sequence_;
        event->place = ScheduledEvent::Place::queued;
        events_.emplace(Key{event->at, event->sequence}, event);
    }
}

void EventQueue::postpone_timers(Life& owner, Duration by) {
    std::vector<Handle> timers;
    for (auto it = events_.begin(); it != events_.end();) {
        if (it->second->owner == &owner && it->second->timer) {
            timers.push_back(std::move(it->second));
            it = events_.erase(it);
        } else {
            ++it;
        }
    }
    if (const auto held = held_.find(&owner); held != held_.end()) {
        std::erase_if(held->second, [&timers](Handle& event) {
            if (event->timer && event->place == ScheduledEvent::Place::held) timers.push_back(event);
            return event->timer;
        });
    }
    for (Handle& event : timers) {
        event->at += by;
        event->place = ScheduledEvent::Place::queued;
        events_.emplace(Key{event->at, event->sequence}, std::move(event));
    }
}

void EventQueue::drop(Life& owner) {
    std::vector<Handle> dropped;
    for (auto it = events_.begin(); it != events_.end();) {
        if (it->second->owner == &owner) {
            dropped.push_back(std::move(it->second));
            it = events_.erase(it);
        } else {
            ++it;
        }
    }
    if (const auto held = held_.find(&owner); held != held_.end()) {
        for (Handle& event : held->second) dropped.push_back(std::move(event));
        held_.erase(held);
    }
    for (const Handle& event : dropped) event->place = ScheduledEvent::Place::over;
    for (const Handle& event : dropped) const Callback callback = std::move(event->run);
}

void EventQueue::close() {
    closed_ = true;
    const std::map<Key, Handle> events = std::move(events_);
    const std::map<Life*, std::vector<Handle>> held = std::move(held_);
    events_.clear();
    held_.clear();
    for (const auto& [key, event] : events) event->place = ScheduledEvent::Place::over;
    for (const auto& [owner, waiting] : held) {
        for (const Handle& event : waiting) event->place = ScheduledEvent::Place::over;
    }
    for (const auto& [key, event] : events) const Callback callback = std::move(event->run);
    for (const auto& [owner, waiting] : held) {
        for (const Handle& event : waiting) const Callback callback = std::move(event->run);
    }
}

}  // namespace vitrine::env::sim
