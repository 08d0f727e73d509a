// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/lives_observer.h"

#include <vector>

#include <gtest/gtest.h>

namespace vitrine::cluster {
namespace {

using observe::NodeRun;

class Told final : public observe::Observer {
public:
    explicit Told(std::vector<NodeRun>& runs) : runs_(runs) {}
    observe::EventId record(Instant, WallTime, observe::EventBody, std::optional<observe::EventId>) override { return {}; }
    void publish(observe::NodeDelta&& delta) override { runs_.push_back(delta.status->run); }
    void tap(observe::WireFrame&&) override {}
    [[nodiscard]] observe::Interest interest() const override { return {}; }

private:
    std::vector<NodeRun>& runs_;
};

// Who reads "failed" may start it: `heal all` right after it passed over a node that the cluster had not taken down yet.
TEST(LivesObserver, aNodeHasFailedWhenTheClusterSaysSo) {
    std::vector<NodeRun> told;
    LivesObserver observer(std::make_unique<Told>(told));
    observe::NodeDelta delta;
    delta.status = observe::NodeStatus{.run = NodeRun::failed};
    observer.publish(std::move(delta));
    observer.tell_run({.id = BrokerId(2), .directories = {"broker-2"}}, {}, {}, NodeRun::failed, "no space left on device");
    EXPECT_EQ(told, (std::vector{NodeRun::stopping, NodeRun::failed}));
}

}  // namespace
}  // namespace vitrine::cluster
