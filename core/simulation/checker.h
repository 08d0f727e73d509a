// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "observe/observer.h"
#include "simulation/violation.h"

// Checkers compare what a cluster shows with a rule that must always hold. They read observations (events and views as nodes
// tell them, histories as clients see them) and disks, never a node's objects: so a node cannot agree with its checker by
// sharing its mistake. All are deterministic: the same observations in the same order give the same violations.
namespace vitrine::simulation {

struct CheckerInfo {
    std::string_view name;    // "one-leader-per-epoch"
    std::string_view rule;    // one sentence
    std::string_view source;  // the KIPs and historic defects that it comes from
};

class Checker {
public:
    Checker(const CheckerInfo& info, ViolationSink& sink) : info_(info), sink_(sink) {}
    virtual ~Checker() = default;
    Checker(const Checker&) = delete;
    Checker& operator=(const Checker&) = delete;

    [[nodiscard]] const CheckerInfo& info() const { return info_; }
    // As the nodes tell them, in the order of telling; `event.id.node` told it. The cost of one call does not grow with the run.
    virtual void on_event(const observe::Event& /*event*/) {}
    virtual void on_views(const observe::NodeDelta& /*delta*/) {}
    // The process of a node ended, or another begins: what the node shows next may be older than what it showed last.
    virtual void on_life_changed(BrokerId /*node*/) {}
    // The run is over: what was waiting for more observations is decided.
    virtual void finish(Instant /*now*/) {}

protected:
    void report(Instant at, std::string sentence, std::vector<BrokerId> nodes = {}, std::optional<TopicPartition> partition = {}) {
        sink_.report({std::string(info_.name), std::move(sentence), at, std::move(nodes), std::move(partition)});
    }

private:
    const CheckerInfo info_;
    ViolationSink& sink_;
};

// All checkers of one run, behind one observer for each node. Violations are kept in the order in which they were found.
class CheckerSet final : public ViolationSink {
public:
    static constexpr std::size_t violations_max = 1000;  // further ones are counted only

    CheckerSet();
    ~CheckerSet() override;
    CheckerSet(const CheckerSet&) = delete;
    CheckerSet& operator=(const CheckerSet&) = delete;

    // Makes a checker; it lives as long as the set.
    template <class T, class... Args>
    T& add(Args&&... args) {
        auto checker = std::make_unique<T>(static_cast<ViolationSink&>(*this), std::forward<Args>(args)...);
        T& made = *checker;
        checkers_.push_back(std::move(checker));
        return made;
    }
    // The checkers of leaders, epochs and high watermarks, which need nothing but events and views.
    void add_leaders_and_epochs();

    // Who listens to `node`; the same object at each call, valid as long as the set. It outlives the lives of its node, so event
    // ids go on counting. `next`, if given, is told everything too, and is asked for its interest besides.
    [[nodiscard]] observe::Observer& observer(BrokerId node, observe::Observer* next = nullptr);

    void finish(Instant now);
    // No checker is told of events and views from now on, only of the ends of lives; nobody asks for views on their behalf. For a run that
    // shall only come to a place.
    void silence() { silent_ = true; }

    void report(Violation violation) override;
    [[nodiscard]] const std::vector<Violation>& violations() const { return violations_; }
    // Kept or not.
    [[nodiscard]] std::uint64_t violation_count() const { return violation_count_; }
    [[nodiscard]] std::vector<CheckerInfo> infos() const;
    // What was told so far.
    [[nodiscard]] std::uint64_t events_seen() const { return events_seen_; }

private:
    class NodeObserver;
    std::vector<std::unique_ptr<Checker>> checkers_;
    bool silent_ = false;
    std::map<BrokerId, std::unique_ptr<NodeObserver>> observers_;
    std::vector<Violation> violations_;
    std::uint64_t violation_count_ = 0;
    std::uint64_t events_seen_ = 0;
};

}  // namespace vitrine::simulation
