// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "env/network.h"
#include "observe/observer.h"

namespace vitrine::cluster {

// Where a node of a cluster is, as what is told of it while it does not run names it.
struct NodePlace {
    BrokerId id{no_broker};
    env::Endpoint broker_endpoint;
    env::Endpoint controller_endpoint;
    std::vector<std::string> directories;  // the metadata log's first
};

// What a node shows goes on from life to life with growing versions, so that what is said of it while it does not run
// (killed, paused) takes its place among its own words. Used by one thread at a time: the node's, or the control loop's
// while the node stands still or is gone. That a node failed is the cluster's to say, by tell_run(); until then it is stopping.
class LivesObserver final : public observe::Observer {
public:
    explicit LivesObserver(std::unique_ptr<observe::Observer> inner) : inner_(std::move(inner)) {}

    // What comes next is the whole state of a new life.
    void begin_life() { first_of_life_ = true; }
    // The event NodeRunChanged, and the status with the last words of the node.
    void tell_run(const NodePlace& place, Instant at, WallTime wall_time, observe::NodeRun run, const std::string& message);

    observe::EventId record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause) override {
        return inner_->record(at, wall_time, std::move(body), cause);
    }
    void publish(observe::NodeDelta&& delta) override;
    void tap(observe::WireFrame&& frame) override { inner_->tap(std::move(frame)); }
    [[nodiscard]] observe::Interest interest() const override { return inner_->interest(); }

private:
    std::unique_ptr<observe::Observer> inner_;
    std::uint64_t version_ = 0;
    bool first_of_life_ = false;
    observe::NodeStatus status_;
};

}  // namespace vitrine::cluster
