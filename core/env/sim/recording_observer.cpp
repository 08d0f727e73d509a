// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/sim/recording_observer.h"

namespace vitrine::env::sim {

observe::EventId RecordingObserver::record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause) {
    const observe::EventId id{node_, ++last_sequence_};
    events_.push_back({.id = id, .at = at, .wall_time = wall_time, .cause = cause, .body = std::move(body)});
    return id;
}

void RecordingObserver::clear() {
    events_.clear();
    deltas_.clear();
    frames_.clear();
}

}  // namespace vitrine::env::sim
