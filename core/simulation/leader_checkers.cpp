// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/leader_checkers.h"

#include <fmt/ranges.h>

namespace vitrine::simulation {

void OneQuorumLeaderPerEpoch::on_event(const observe::Event& event) {
    const auto* role = std::get_if<observe::QuorumRoleChanged>(&event.body);
    if (role == nullptr || role->leader == no_broker) return;
    const BrokerId node = event.id.node;
    const bool announces = role->role == observe::QuorumRole::leader;
    const auto [found, first] = epochs_.try_emplace(role->epoch, Epoch{.leader = role->leader, .named_by = node, .announced = announces});
    if (first) return;
    Epoch& epoch = found->second;
    if (epoch.leader != role->leader) {
        report(event.at,
               fmt::format("in epoch {} of the quorum, node {} names node {} as the leader; node {} named node {}", role->epoch, node,
                           role->leader, epoch.named_by, epoch.leader),
               {epoch.leader, role->leader});
        return;
    }
    if (announces && epoch.announced) {
        report(event.at, fmt::format("node {} leads the quorum in epoch {} for the second time", node, role->epoch), {node});
    }
    epoch.announced = epoch.announced || announces;
}

void OnePartitionLeaderPerEpoch::on_event(const observe::Event& event) {
    if (const auto* created = std::get_if<observe::TopicCreated>(&event.body)) {
        elected_.erase(created->topic);
        return;
    }
    if (const auto* deleted = std::get_if<observe::TopicDeleted>(&event.body)) {
        elected_.erase(deleted->topic);
        return;
    }
    const auto* elected = std::get_if<observe::LeaderElected>(&event.body);
    if (elected == nullptr || elected->to == no_broker) return;
    const auto [found, first] =
        elected_[elected->partition.topic].try_emplace({elected->partition.partition, elected->epoch}, Leader{elected->to, event.id.node});
    if (first || found->second.broker == elected->to) return;
    report(event.at,
           fmt::format("controller {} elected broker {} the leader of {} in epoch {}; controller {} had elected broker {} in it",
                       event.id.node, elected->to, elected->partition, elected->epoch, found->second.told_by, found->second.broker),
           {found->second.broker, elected->to}, elected->partition);
}

void OnePartitionLeaderPerEpoch::leads(const TopicIdPartition& id, const TopicPartition& name, LeaderEpoch epoch, BrokerId broker,
                                       BrokerId told_by, Instant at) {
    const auto [found, first] = leaders_[id].try_emplace(epoch, Leader{broker, told_by});
    if (first || found->second.broker == broker) return;
    report(at,
           fmt::format("in leader epoch {} of {}, node {} shows broker {} as the leader; node {} showed broker {}", epoch, name, told_by,
                       broker, found->second.told_by, found->second.broker),
           {found->second.broker, broker}, name);
}

void OnePartitionLeaderPerEpoch::on_views(const observe::NodeDelta& delta) {
    for (const observe::ReplicaView& replica : delta.replicas) {
        if (replica.role != observe::ReplicaRole::leader) continue;
        leads({replica.topic_id, replica.partition.partition}, replica.partition, replica.leader_epoch, delta.node, delta.node, delta.at);
    }
    if (!delta.metadata) return;
    for (const observe::TopicView& topic : delta.metadata->topics) {
        for (const observe::PartitionView& partition : topic.partitions) {
            const TopicIdPartition id{topic.id, partition.index};
            const TopicPartition name{topic.name, partition.index};
            if (partition.leader != no_broker) leads(id, name, partition.leader_epoch, partition.leader, delta.node, delta.at);
            const auto [found, first] = states_[id].try_emplace(partition.partition_epoch, State{partition, delta.node});
            if (first || found->second.view == partition) continue;
            const observe::PartitionView& other = found->second.view;
            report(
                delta.at,
                fmt::format(
                    "in partition epoch {} of {}, node {} has leader {}, leader epoch {}, ISR {}; node {} has leader {}, leader epoch {}, "
                    "ISR {}",
                    partition.partition_epoch, name, delta.node, partition.leader, partition.leader_epoch, fmt::join(partition.isr, ","),
                    found->second.told_by, other.leader, other.leader_epoch, fmt::join(other.isr, ",")),
                {found->second.told_by, delta.node}, name);
        }
    }
}

}  // namespace vitrine::simulation
