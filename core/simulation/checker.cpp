// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/checker.h"

#include <fmt/format.h>

#include "simulation/epoch_checkers.h"
#include "simulation/leader_checkers.h"
#include "simulation/replication_checkers.h"

namespace vitrine::simulation {

std::string to_string(const Violation& violation) {
    const double seconds = std::chrono::duration<double>(violation.at.time_since_epoch()).count();
    return fmt::format("{:.3f} s  {}: {}", seconds, violation.checker, violation.sentence);
}

class CheckerSet::NodeObserver final : public observe::Observer {
public:
    NodeObserver(CheckerSet& set, BrokerId node, observe::Observer* next) : set_(set), node_(node), next_(next) {}

    observe::EventId record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause) override {
        observe::Event event{.id = {node_, ++last_sequence_}, .at = at, .wall_time = wall_time, .cause = cause, .body = std::move(body)};
        ++set_.events_seen_;
        if (const auto* changed = std::get_if<observe::NodeRunChanged>(&event.body)) life_changed(changed->run);
        if (!set_.silent_) {
            for (const auto& checker : set_.checkers_) checker->on_event(event);
        }
        // The ids of whoever comes next are the ones that causes name.
        return next_ == nullptr ? event.id : next_->record(at, wall_time, std::move(event.body), cause);
    }
    void publish(observe::NodeDelta&& delta) override {
        if (!set_.silent_) {
            for (const auto& checker : set_.checkers_) checker->on_views(delta);
        }
        if (next_ != nullptr && next_->interest().views) next_->publish(std::move(delta));
    }
    void tap(observe::WireFrame&& frame) override {
        if (next_ != nullptr) next_->tap(std::move(frame));
    }
    [[nodiscard]] observe::Interest interest() const override {
        observe::Interest interest = next_ == nullptr ? observe::Interest{} : next_->interest();
        interest.views = interest.views || !set_.silent_;
        return interest;
    }

private:
    void life_changed(observe::NodeRun run) {
        switch (run) {
            case observe::NodeRun::starting:
            case observe::NodeRun::stopped:
            case observe::NodeRun::killed:
            case observe::NodeRun::failed:
            case observe::NodeRun::removed:
                for (const auto& checker : set_.checkers_) checker->on_life_changed(node_);
                return;
            case observe::NodeRun::running:
            case observe::NodeRun::paused:
            case observe::NodeRun::stopping: return;
        }
    }

    CheckerSet& set_;
    const BrokerId node_;
    observe::Observer* const next_;
    std::uint64_t last_sequence_ = 0;
};

CheckerSet::CheckerSet() = default;
CheckerSet::~CheckerSet() = default;

void CheckerSet::add_leaders_and_epochs() {
    add<OneQuorumLeaderPerEpoch>();
    add<OnePartitionLeaderPerEpoch>();
    add<EpochsNeverGoBack>();
    add<HighWatermarkNeverFalls>();
}

observe::Observer& CheckerSet::observer(BrokerId node, observe::Observer* next) {
    auto& made = observers_[node];
    if (!made) made = std::make_unique<NodeObserver>(*this, node, next);
    return *made;
}

void CheckerSet::finish(Instant now) {
    if (silent_) return;
    for (const auto& checker : checkers_) checker->finish(now);
}

void CheckerSet::report(Violation violation) {
    ++violation_count_;
    if (violations_.size() < violations_max) violations_.push_back(std::move(violation));
}

std::vector<CheckerInfo> CheckerSet::infos() const {
    std::vector<CheckerInfo> infos;
    for (const auto& checker : checkers_) infos.push_back(checker->info());
    return infos;
}

}  // namespace vitrine::simulation
