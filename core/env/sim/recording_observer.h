// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "observe/observer.h"

namespace vitrine::env::sim {

// Keeps all that one node tells, for tests to read; nothing is dropped until clear(). It outlives the lives of its node, so
// event ids go on counting after a restart.
class RecordingObserver final : public observe::Observer {
public:
    // By default the node tells only events: views and wire frames are kept where a test asks for them.
    explicit RecordingObserver(BrokerId node, observe::Interest interest = {}) : node_(node), interest_(interest) {}

    observe::EventId record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause = {}) override;
    void publish(observe::NodeDelta&& delta) override { deltas_.push_back(std::move(delta)); }
    void tap(observe::WireFrame&& frame) override { frames_.push_back(std::move(frame)); }
    [[nodiscard]] observe::Interest interest() const override { return interest_; }

    void set_interest(observe::Interest interest) { interest_ = interest; }
    // In the order of telling.
    [[nodiscard]] const std::vector<observe::Event>& events() const { return events_; }
    [[nodiscard]] const std::vector<observe::NodeDelta>& deltas() const { return deltas_; }
    [[nodiscard]] const std::vector<observe::WireFrame>& frames() const { return frames_; }
    // All events of one kind: all<observe::LeaderElected>().
    template <class Body>
    [[nodiscard]] std::vector<Body> all() const {
        std::vector<Body> found;
        for (const observe::Event& event : events_) {
            if (const Body* body = std::get_if<Body>(&event.body)) found.push_back(*body);
        }
        return found;
    }
    void clear();

private:
    BrokerId node_;
    observe::Interest interest_;
    std::uint64_t last_sequence_ = 0;
    std::vector<observe::Event> events_;
    std::vector<observe::NodeDelta> deltas_;
    std::vector<observe::WireFrame> frames_;
};

}  // namespace vitrine::env::sim
