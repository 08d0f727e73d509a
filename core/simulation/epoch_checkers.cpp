// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/epoch_checkers.h"

#include <fmt/format.h>

namespace vitrine::simulation {

void EpochsNeverGoBack::check_order(BrokerId broker, BrokerEpoch epoch, Offset offset, const observe::NodeDelta& delta) {
    auto& history = registered_[broker];
    const auto after = history.upper_bound(offset);
    if (after != history.end() && after->second < epoch) {
        report(delta.at,
               fmt::format("broker {} has epoch {} in the metadata of node {} at offset {}, and had epoch {} at offset {}", broker, epoch,
                           delta.node, offset, after->second, after->first),
               {broker, delta.node});
        return;
    }
    if (after != history.begin()) {
        const auto before = std::prev(after);
        if (before->second > epoch) {
            report(delta.at,
                   fmt::format("broker {} has epoch {} in the metadata of node {} at offset {}, and had epoch {} at offset {}", broker,
                               epoch, delta.node, offset, before->second, before->first),
                   {broker, delta.node});
            return;
        }
        if (before->second == epoch) return;
    }
    history[offset] = epoch;
}

void EpochsNeverGoBack::on_views(const observe::NodeDelta& delta) {
    OfNode& node = nodes_[delta.node];
    if (delta.quorum) {
        if (delta.quorum->epoch < node.quorum) {
            report(delta.at,
                   fmt::format("node {} went from epoch {} of the quorum back to {}", delta.node, node.quorum, delta.quorum->epoch),
                   {delta.node});
        }
        node.quorum = delta.quorum->epoch;
    }
    if (delta.metadata) {
        const observe::MetadataDelta& metadata = *delta.metadata;
        if (metadata.image_offset < node.image) {
            report(delta.at,
                   fmt::format("node {} shows metadata up to offset {} after metadata up to {}", delta.node, metadata.image_offset,
                               node.image),
                   {delta.node});
        }
        node.image = metadata.image_offset;
        for (const observe::BrokerView& broker : metadata.brokers) {
            BrokerEpoch& before = node.brokers.try_emplace(broker.id, broker.epoch).first->second;
            if (broker.epoch < before) {
                report(delta.at,
                       fmt::format("on node {}, the epoch of broker {} fell from {} to {}", delta.node, broker.id, before, broker.epoch),
                       {broker.id, delta.node});
            } else {
                check_order(broker.id, broker.epoch, metadata.image_offset, delta);
            }
            before = broker.epoch;
        }
        for (const observe::TopicView& topic : metadata.topics) {
            for (const observe::PartitionView& partition : topic.partitions) {
                const OfPartition now{partition.leader_epoch, partition.partition_epoch};
                OfPartition& before = node.partitions.try_emplace({topic.id, partition.index}, now).first->second;
                if (now.leader_epoch < before.leader_epoch || now.partition_epoch < before.partition_epoch) {
                    report(
                        delta.at,
                        fmt::format(
                            "on node {}, {}-{} went from leader epoch {}, partition epoch {} back to leader epoch {}, partition epoch {}",
                            delta.node, topic.name, partition.index, before.leader_epoch, before.partition_epoch, now.leader_epoch,
                            now.partition_epoch),
                        {delta.node}, TopicPartition{topic.name, partition.index});
                }
                before = now;
            }
        }
    }
    for (const observe::ReplicaView& replica : delta.replicas) {
        LeaderEpoch& before =
            node.replicas.try_emplace({replica.topic_id, replica.partition.partition}, replica.leader_epoch).first->second;
        if (replica.leader_epoch < before) {
            report(delta.at,
                   fmt::format("the replica of {} on node {} went from leader epoch {} back to {}", replica.partition, delta.node, before,
                               replica.leader_epoch),
                   {delta.node}, replica.partition);
        }
        before = replica.leader_epoch;
    }
}

}  // namespace vitrine::simulation
