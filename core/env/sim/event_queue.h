// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "env/clock.h"

namespace vitrine::env::sim {

class Life;

// One callback in virtual time. Owned by the queue and by whoever may cancel it.
//   queued -> held (its node is paused when it is due) -> queued (resume)
//   queued, held -> over (ran, cancelled, or dropped with its node)
struct ScheduledEvent {
    enum class Place { queued, held, over };

    Instant at{};
    std::uint64_t sequence = 0;
    Life* owner = nullptr;  // nullptr: the world itself (the network, a test)
    Callback run;
    bool timer = false;  // due by its node's time, which may stand still
    Place place = Place::queued;
};

// What is to come, ordered by (time, order of scheduling). Callbacks that are dropped are destroyed when the queue is already
// consistent again: their captures may cancel further events.
class EventQueue {
public:
    using Handle = std::shared_ptr<ScheduledEvent>;

    Handle add(Instant at, Life* owner, Callback run, bool timer = false);
    // For certain: afterwards it never runs. Nothing happens when it is over.
    static void cancel(const std::shared_ptr<EventQueue>& queue, const Handle& event);
    [[nodiscard]] bool empty() const { return events_.empty(); }
    [[nodiscard]] Instant next_at() const { return events_.begin()->first.first; }
    [[nodiscard]] const ScheduledEvent& next() const { return *events_.begin()->second; }
    // Takes the next event out; it is `over`, its callback is still in it.
    Handle pop();
    // Puts a popped event of a paused node aside, and back.
    void hold(Handle event);
    void release(Life& owner, Instant now);
    // The node's time stood still for so long: its timers are due so much later.
    void postpone_timers(Life& owner, Duration by);
    // Drops all events of a node.
    void drop(Life& owner);
    // Drops everything; what is added later is dropped too.
    void close();

private:
    using Key = std::pair<Instant, std::uint64_t>;

    std::map<Key, Handle> events_;
    std::map<Life*, std::vector<Handle>> held_;  // looked up by owner only, never walked
    std::uint64_t last_sequence_ = 0;
    bool closed_ = false;
};

}  // namespace vitrine::env::sim
