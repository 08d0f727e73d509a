// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/convergence.h"

#include <algorithm>

#include <fmt/ranges.h>

namespace vitrine::simulation {

namespace {

std::vector<BrokerId> sorted(std::vector<BrokerId> brokers) {
    std::ranges::sort(brokers);
    return brokers;
}

}  // namespace

void Convergence::on_views(const observe::NodeDelta& delta) {
    OfNode& node = nodes_[delta.node];
    if (delta.full) node = {};
    if (delta.status) node.status = *delta.status;
    if (delta.quorum) node.quorum = *delta.quorum;
    if (delta.metadata) {
        const observe::MetadataDelta& metadata = *delta.metadata;
        node.image = metadata.image_offset;
        for (const std::string& removed : metadata.removed_topics) node.topics.erase(removed);
        for (const BrokerId removed : metadata.removed_brokers) node.brokers.erase(removed);
        for (const observe::TopicView& topic : metadata.topics) node.topics[topic.name] = topic;
        for (const observe::BrokerView& broker : metadata.brokers) node.brokers[broker.id] = broker;
    }
    for (const TopicPartition& removed : delta.removed_replicas) node.replicas.erase(removed);
    for (const observe::ReplicaView& replica : delta.replicas) node.replicas[replica.partition] = replica;
    for (const std::string& removed : delta.removed_groups) node.groups.erase(removed);
    for (const observe::GroupView& group : delta.groups) node.groups[group.group_id] = group;
}

void Convergence::expect(std::set<BrokerId> nodes) {
    expected_ = std::move(nodes);
    std::erase_if(nodes_, [this](const auto& entry) { return !expected_.contains(entry.first); });
}

const Convergence::OfNode* Convergence::newest() const {
    const OfNode* newest = nullptr;
    for (const auto& [id, node] : nodes_) {
        if (newest == nullptr || node.image > newest->image) newest = &node;
    }
    return newest;
}

bool Convergence::fully_replicated() const {
    // Metadata may still name a former life: who came back without a shutdown leaves every ISR only when it registers (KIP-966).
    for (const BrokerId id : expected_) {
        const auto node = nodes_.find(id);
        if (node == nodes_.end() || !node->second.status.registered || node->second.status.fenced) return false;
    }
    const OfNode* node = newest();
    if (node == nullptr) return false;
    for (const auto& [name, topic] : node->topics) {
        for (const observe::PartitionView& partition : topic.partitions) {
            if (partition.leader == no_broker || partition.isr.size() < partition.replicas.size()) return false;
        }
    }
    return true;
}

std::map<std::string, observe::TopicView> Convergence::topics() const {
    const OfNode* node = newest();
    return node == nullptr ? std::map<std::string, observe::TopicView>{} : node->topics;
}

std::vector<std::string> Convergence::missing(std::size_t most) const {
    std::vector<std::string> sentences;
    const auto say = [&](std::string sentence) {
        sentences.push_back(std::move(sentence));
        return sentences.size() >= most;
    };
    for (const BrokerId id : expected_) {
        const auto found = nodes_.find(id);
        if (found == nodes_.end()) {
            if (say(fmt::format("node {} shows nothing", id))) return sentences;
            continue;
        }
        const observe::NodeStatus& status = found->second.status;
        if (status.run != observe::NodeRun::running || !status.registered || status.fenced) {
            if (say(fmt::format("node {} is {}, {}, {}", id, observe::name_of(status.run),
                                status.registered ? "registered" : "not registered", status.fenced ? "fenced" : "unfenced")))
                return sentences;
        }
    }
    if (!sentences.empty()) return sentences;

    const OfNode& first = nodes_.at(*expected_.begin());
    for (const BrokerId id : expected_) {
        const OfNode& node = nodes_.at(id);
        if (node.quorum.leader == no_broker || node.quorum.leader != first.quorum.leader || node.quorum.epoch != first.quorum.epoch) {
            if (say(fmt::format("node {} follows quorum leader {} in epoch {}, node {} follows {} in epoch {}", id, node.quorum.leader,
                                node.quorum.epoch, *expected_.begin(), first.quorum.leader, first.quorum.epoch)))
                return sentences;
        }
        if (node.topics != first.topics || node.brokers != first.brokers) {
            if (say(fmt::format("nodes {} and {} have different metadata", *expected_.begin(), id))) return sentences;
        }
    }
    for (const auto& [id, broker] : first.brokers) {
        if (!expected_.contains(id) && say(fmt::format("metadata name broker {}, which is no node any more", id))) return sentences;
    }
    for (const auto& [name, topic] : first.topics) {
        for (const observe::PartitionView& partition : topic.partitions) {
            const TopicPartition tp{name, partition.index};
            if (partition.leader == no_broker || sorted(partition.isr) != sorted(partition.replicas)) {
                if (say(fmt::format("{} has leader {}, replicas {} and ISR {}", tp, partition.leader, fmt::join(partition.replicas, ","),
                                    fmt::join(partition.isr, ","))))
                    return sentences;
                continue;
            }
            const observe::ReplicaView* leader = nullptr;
            for (const BrokerId id : partition.replicas) {
                const auto node = nodes_.find(id);
                if (node == nodes_.end()) continue;
                const auto replica = node->second.replicas.find(tp);
                if (replica == node->second.replicas.end() || replica->second.topic_id != topic.id) {
                    if (say(fmt::format("node {} shows no replica of {}", id, tp))) return sentences;
                } else if (replica->second.leader_epoch != partition.leader_epoch) {
                    if (say(fmt::format("the replica of {} on node {} is in leader epoch {}, metadata in {}", tp, id,
                                        replica->second.leader_epoch, partition.leader_epoch)))
                        return sentences;
                } else if (id == partition.leader) {
                    leader = &replica->second;
                }
            }
            if (leader == nullptr) continue;
            for (const BrokerId id : partition.replicas) {
                const auto node = nodes_.find(id);
                if (node == nodes_.end()) continue;
                const auto replica = node->second.replicas.find(tp);
                if (replica == node->second.replicas.end()) continue;
                if (replica->second.log_end != leader->log_end || replica->second.high_watermark != leader->log_end) {
                    if (say(fmt::format("the replica of {} on node {} ends at {} with high watermark {}; the leader's log ends at {}", tp,
                                        id, replica->second.log_end, replica->second.high_watermark, leader->log_end)))
                        return sentences;
                }
            }
        }
    }
    for (const auto& [id, node] : nodes_) {
        for (const auto& [name, group] : node.groups) {
            if (group.state == observe::GroupState::stable || group.state == observe::GroupState::empty ||
                group.state == observe::GroupState::dead)
                continue;
            if (say(fmt::format("group {} is {} on node {}", name, observe::name_of(group.state), id))) return sentences;
        }
    }
    return sentences;
}

void Convergence::require(Instant now) {
    for (std::string& sentence : missing()) report(now, std::move(sentence));
}

}  // namespace vitrine::simulation
