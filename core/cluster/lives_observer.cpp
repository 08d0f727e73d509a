// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/lives_observer.h"

#include <utility>

namespace vitrine::cluster {

using observe::NodeRun;

void LivesObserver::publish(observe::NodeDelta&& delta) {
    delta.version = ++version_;
    delta.full = std::exchange(first_of_life_, false) || delta.full;
    // It says so before the cluster has taken it down; only then it is told, and can be started again.
    if (delta.status && delta.status->run == NodeRun::failed) delta.status->run = NodeRun::stopping;
    if (delta.status) status_ = *delta.status;
    inner_->publish(std::move(delta));
}

void LivesObserver::tell_run(const NodePlace& place, Instant at, WallTime wall_time, NodeRun run, const std::string& message) {
    inner_->record(at, wall_time, observe::NodeRunChanged{run, message, place.broker_endpoint.port != 0}, {});
    observe::NodeDelta delta;
    delta.node = place.id;
    delta.version = ++version_;
    delta.at = at;
    delta.wall_time = wall_time;
    status_.run = run;
    status_.message = message;
    status_.directory = place.directories.front();
    status_.more_directories.assign(place.directories.begin() + 1, place.directories.end());
    status_.broker_port = place.broker_endpoint.port;
    status_.controller_port = place.controller_endpoint.port;
    if (run != NodeRun::running && run != NodeRun::paused) status_.registered = false;
    delta.status = status_;
    inner_->publish(std::move(delta));
}

}  // namespace vitrine::cluster
