// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>

#include "client/admin.h"
#include "cluster/host.h"

// How a broker leaves a cluster that goes on: its replicas move to others, it shuts down, the cluster forgets it. Everything by Kafka's
// own requests; the last step, its place and its directory, is the Host's.
namespace vitrine::cluster {

// Lives on the host's control loop, beside the admin client that it uses.
class Membership {
public:
    Membership(Host& host, client::Admin& admin) : host_(host), admin_(admin) {}
    ~Membership() { *alive_ = false; }
    Membership(const Membership&) = delete;
    Membership& operator=(const Membership&) = delete;

    struct Drained {
        std::size_t moved = 0;      // partitions whose replica goes to another broker
        std::size_t shrunk = 0;     // those that have one replica fewer from now on, since every other broker has one already
    };
    // Each replica of the broker moves to the broker with the fewest that has none of the partition. `done` comes when the moves have
    // begun. BROKER_NOT_AVAILABLE where there is no other broker for a partition.
    void drain(BrokerId broker, Host::DoneWith<Drained> done);

    // Everything but the last step, Host::remove_node(). INVALID_REQUEST with a sentence: for a voter, for a broker that holds replicas,
    // for one that is in no state to be stopped, or is being removed already. A broker that has shut down when it turns out that it holds
    // something is down, and may be started again.
    void let_go(BrokerId broker, Host::Done done);
    // It is on its way: it must not be started.
    [[nodiscard]] bool lets_go(BrokerId broker) const { return leaving_.contains(broker); }

private:
    // A broker's metadata may be older than what was ordered last. What it says of `broker` counts where they are provably not: they have
    // it as fenced; or as unregistered, and had it as registered before. Who never registered holds nothing, as a majority of the voters
    // says.
    struct Proof {
        enum class Stage { fenced, unregistered } stage = Stage::fenced;
        BrokerId broker;
        Instant deadline{};
        std::size_t turn = 0;
        std::set<BrokerId> had_it;
        std::set<BrokerId> never_had_it;
        Host::Done done;
    };
    // Asks one broker after another, for a time. `done` with an error that names what the broker holds; with none where it holds nothing.
    void expect_empty(std::shared_ptr<Proof> proof);
    [[nodiscard]] bool never_registered(const Proof& proof) const;
    void unregister(BrokerId broker, Host::Done done);

    Host& host_;
    client::Admin& admin_;
    std::set<BrokerId> leaving_;
    std::map<BrokerId, env::Timer> timers_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace vitrine::cluster
