// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "base/ids.h"
#include "base/time.h"
#include "env/network.h"

namespace vitrine::env::real {

// The links between the nodes of one cluster, and what is wrong with them. Faults are made by the side that connected: it
// holds back what it would send and does not take what arrives, as if the packets were dropped on the way.
//   cut   nothing passes and nobody is told, also not that a connection closed; new connections hang; heal() lets all go on
//   slow  each frame is held for so long in each direction, and so is the establishment of a connection
//   lossy packets get lost with that chance: each frame is held for as long as TCP would take to send it again
// Connections of programs outside of the cluster are not affected. Thread safe.
class LinkTable {
public:
    struct State {
        bool cut = false;
        Duration delay{0};
        int loss_percent = 0;
        [[nodiscard]] bool holds_frames() const { return delay > Duration(0) || loss_percent > 0; }
        friend bool operator==(const State&, const State&) = default;
    };

    // Which node's an endpoint is: told before anybody connects to it; stays known while the node is down.
    void set_owner(const Endpoint& endpoint, BrokerId node);
    [[nodiscard]] std::optional<BrokerId> owner(const Endpoint& endpoint) const;

    void cut(BrokerId a, BrokerId b);
    void slow(BrokerId a, BrokerId b, Duration delay);
    void lossy(BrokerId a, BrokerId b, int loss_percent);  // 0 to 100
    void heal(BrokerId a, BrokerId b);  // takes back all of it
    void heal_all();
    [[nodiscard]] State state(BrokerId a, BrokerId b) const;

    // `changed` is called after each change, on the thread that made it, until the subscription is destroyed. It must only
    // pass the news on and must not call the table.
    class Subscription {
    public:
        Subscription(LinkTable& table, std::uint64_t number) : table_(table), number_(number) {}
        ~Subscription();
        Subscription(const Subscription&) = delete;
        Subscription& operator=(const Subscription&) = delete;

    private:
        LinkTable& table_;
        std::uint64_t number_;
    };
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(std::function<void()> changed);

private:
    static std::pair<BrokerId, BrokerId> pair_of(BrokerId a, BrokerId b) { return std::minmax(a, b); }
    void tell() const;  // with the lock held

    mutable std::mutex mutex_;
    std::map<Endpoint, BrokerId> owners_;
    std::map<std::pair<BrokerId, BrokerId>, State> faults_;  // the smaller id first
    std::map<std::uint64_t, std::function<void()>> subscribers_;
    std::uint64_t last_subscriber_ = 0;
};

}  // namespace vitrine::env::real
