// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "base/ids.h"
#include "env/clock.h"

// Requests that wait: for data (Fetch) or for replicas (Produce with acks=all). Explicit objects with a deadline; how many
// there can be is bounded by the connections, each of which has one request under way.
namespace vitrine::broker {

class DelayedOperation {
public:
    virtual ~DelayedOperation() = default;
    // Whether what it waits for has come, after something happened to this key, and only to this one, since it was not ready. May be asked
    // often; changes nothing outside of the operation.
    [[nodiscard]] virtual bool ready_after(const TopicIdPartition& key) = 0;
    // Once, last: answers. `expired`: the deadline came first.
    virtual void complete(bool expired) = 0;
};

class Purgatory {
public:
    explicit Purgatory(env::Clock& clock) : clock_(clock) {}
    Purgatory(const Purgatory&) = delete;
    Purgatory& operator=(const Purgatory&) = delete;

    // It is not ready now. Keys are what may make it so.
    void watch(std::unique_ptr<DelayedOperation> operation, const std::vector<TopicIdPartition>& keys, Duration wait_max);
    // Any key may make it ready: it is asked with ready_after() about each, also about those that do not concern it.
    void watch_all(std::unique_ptr<DelayedOperation> operation, Duration wait_max);
    // Completes what is ready among those that watch `key`, in the order of their coming.
    void check(const TopicIdPartition& key);
    [[nodiscard]] std::size_t size() const { return operations_.size(); }

private:
    struct Watched {
        std::unique_ptr<DelayedOperation> operation;
        std::vector<TopicIdPartition> keys;
        env::Timer deadline;
    };
    void begin(std::unique_ptr<DelayedOperation> operation, const std::vector<TopicIdPartition>& keys, Duration wait_max);
    void complete(std::uint64_t number, bool expired);

    env::Clock& clock_;
    std::map<std::uint64_t, Watched> operations_;
    std::map<TopicIdPartition, std::vector<std::uint64_t>> by_key_;  // in their order
    std::set<std::uint64_t> of_all_keys_;
    std::uint64_t next_ = 1;
};

}  // namespace vitrine::broker
