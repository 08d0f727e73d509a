// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "simulation/checker.h"

namespace vitrine::simulation {

// The present state of a cluster as all its nodes show it, and what is missing until it is whole.
class Convergence final : public Checker {
public:
    static constexpr CheckerInfo about{"converges-after-heal",
                                       "Some time after the last fault, every node is registered and unfenced and follows one quorum "
                                       "leader; all have the same metadata; every "
                                       "partition has a leader and all its replicas in the ISR, at one log end with the high watermark at "
                                       "it; every group is stable or empty.",
                                       "KIP-966; KAFKA-10706, KAFKA-13091, KAFKA-15489, KAFKA-16249, KIP-996"};
    // `nodes`: all that there shall be.
    Convergence(ViolationSink& sink, std::set<BrokerId> nodes) : Checker(about, sink), expected_(std::move(nodes)) {}

    // Nodes have come, or gone: of who is no node any more nothing is asked, but that no metadata name it.
    void expect(std::set<BrokerId> nodes);

    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { nodes_.erase(node); }

    // What is not as it shall be, one sentence each, at most `most`; empty: the cluster is whole. Producers must be silent: a log that
    // grows has no end that all replicas share.
    [[nodiscard]] std::vector<std::string> missing(std::size_t most = 10) const;
    // Says as violations what is missing.
    void require(Instant now);
    // Every node is registered and unfenced in its present life, and every partition of the newest metadata has all its replicas in the
    // ISR.
    [[nodiscard]] bool fully_replicated() const;
    // Of the newest metadata.
    [[nodiscard]] std::map<std::string, observe::TopicView> topics() const;

private:
    struct OfNode {
        observe::NodeStatus status;
        observe::QuorumView quorum;
        Offset image{no_offset};
        std::map<std::string, observe::TopicView> topics;
        std::map<BrokerId, observe::BrokerView> brokers;
        std::map<TopicPartition, observe::ReplicaView> replicas;
        std::map<std::string, observe::GroupView> groups;
    };
    [[nodiscard]] const OfNode* newest() const;

    std::set<BrokerId> expected_;
    std::map<BrokerId, OfNode> nodes_;
};

}  // namespace vitrine::simulation
