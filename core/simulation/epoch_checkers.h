// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "simulation/checker.h"

namespace vitrine::simulation {

// Of broker epochs, leader epochs, partition epochs and the quorum's. Compared are the states of one node in one life, in the order in
// which it shows them, and the metadata of all nodes, in the order of their offsets: a node that starts reads the past once more.
class EpochsNeverGoBack final : public Checker {
public:
    static constexpr CheckerInfo about{"epochs-never-go-back",
                                       "A broker's epoch, a partition's leader epoch and partition epoch, and the quorum's epoch never "
                                       "fall on one node in one life of it; a "
                                       "broker's epoch does not fall from a metadata offset to a higher one, on whichever node.",
                                       "KIP-320, KIP-595, KIP-903 (KAFKA-14617)"};
    explicit EpochsNeverGoBack(ViolationSink& sink) : Checker(about, sink) {}

    void on_views(const observe::NodeDelta& delta) override;
    void on_life_changed(BrokerId node) override { nodes_.erase(node); }

private:
    struct OfPartition {
        LeaderEpoch leader_epoch;
        PartitionEpoch partition_epoch;
    };
    struct OfNode {  // in its present life
        std::map<BrokerId, BrokerEpoch> brokers;
        std::map<TopicIdPartition, OfPartition> partitions;
        std::map<TopicIdPartition, LeaderEpoch> replicas;
        Offset image{no_offset};
        LeaderEpoch quorum;
    };
    void check_order(BrokerId broker, BrokerEpoch epoch, Offset offset, const observe::NodeDelta& delta);

    std::map<BrokerId, OfNode> nodes_;
    std::map<BrokerId, std::map<Offset, BrokerEpoch>> registered_;  // of each broker: since which metadata offset, only where it changed
};

}  // namespace vitrine::simulation
