// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "broker/replica_manager.h"
#include "coordinator/group_coordinator.h"
#include "metadata/loader.h"
#include "raft/raft_node.h"

// Shows what changed on this node since the last time, as one observe::NodeDelta, while somebody looks. What it costs follows
// what changed. It ticks whether or not anybody looks, so that looking changes no run.
namespace vitrine::broker {

class NodePublisher {
public:
    struct Sources {
        env::Environment environment;
        BrokerId node{no_broker};
        Duration interval{};
        ReplicaManager& replicas;
        coordinator::GroupCoordinator& groups;
        const raft::RaftNode& raft;
        const metadata::MetadataLoader& loader;
        const BrokerConfig& config;
        std::function<observe::NodeStatus()> status;
        std::function<observe::CountersView()> counters;
    };
    explicit NodePublisher(Sources sources);

    void on_metadata(const metadata::ImageChanges& changes) { metadata_changes_.merge(changes); }
    void on_controller_changed() { controller_changed_ = true; }
    void publish_all() { full_ = true; }
    // Now, if there is anything to show and somebody looks.
    void publish();
    // The whole present state, of version 0, whether or not somebody looks. What is published, and when, stays as it is.
    [[nodiscard]] observe::NodeDelta snapshot(bool with_segments) const;

private:
    void tick();
    void add_replicas(observe::NodeDelta& delta, bool with_segments);
    void add_groups(observe::NodeDelta& delta);
    void add_metadata(observe::NodeDelta& delta);
    void add_all_replicas(observe::NodeDelta& delta, bool with_segments) const;
    void add_all_groups(observe::NodeDelta& delta) const;
    [[nodiscard]] metadata::ConfigDefaults config_defaults() const;
    void find_quiet_changes();

    // What the log changes by itself (rolling, retention), to be found by comparing.
    struct Shape {
        Offset log_start;
        std::size_t segments = 0;
        friend bool operator==(const Shape&, const Shape&) = default;
    };

    Sources sources_;
    env::Timer timer_;
    bool looked_at_ = false;
    bool segments_wanted_ = false;
    bool full_ = true;
    std::uint64_t version_ = 0;
    Instant shapes_compared_at_{};
    metadata::ImageChanges metadata_changes_;
    bool controller_changed_ = false;
    observe::NodeStatus told_status_;
    observe::QuorumView told_quorum_;
    observe::CountersView told_counters_;
    std::map<BrokerId, Instant> told_follower_fetches_;
    std::map<TopicIdPartition, Shape> shapes_;
    std::set<TopicIdPartition> quietly_changed_;
};

}  // namespace vitrine::broker
