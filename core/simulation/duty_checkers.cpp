// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/duty_checkers.h"

#include <algorithm>

#include <fmt/ranges.h>

namespace vitrine::simulation {

void CandidateHasPreVotes::on_event(const observe::Event& event) {
    if (const auto* vote = std::get_if<observe::QuorumVoteGranted>(&event.body)) {
        if (vote->pre_vote) granted_[{vote->candidate, vote->epoch}].insert(event.id.node);
        return;
    }
    const auto* role = std::get_if<observe::QuorumRoleChanged>(&event.body);
    if (role == nullptr || role->role != observe::QuorumRole::candidate) return;
    const BrokerId node = event.id.node;
    const LeaderEpoch asked_in(role->epoch.value() - 1);
    const auto found = granted_.find({node, asked_in});
    const auto count = found == granted_.end() ? std::size_t{0} : found->second.size();
    if (2 * (count + 1) <= static_cast<std::size_t>(voters_)) {
        report(event.at,
               fmt::format("node {} stands for election in epoch {} of the quorum with the pre-votes of {} others among {} voters", node,
                           role->epoch, count, voters_),
               {node});
    }
    // Its candidate asks in newer epochs only.
    std::erase_if(granted_, [&](const auto& entry) { return entry.first.first == node && entry.first.second < asked_in; });
}

void DeposedLeaderResigns::on_event(const observe::Event& event) {
    const auto* role = std::get_if<observe::QuorumRoleChanged>(&event.body);
    if (role == nullptr || role->role != observe::QuorumRole::leader || role->epoch <= newest_) return;
    newest_ = role->epoch;
    newest_since_ = event.at;
}

void DeposedLeaderResigns::on_views(const observe::NodeDelta& delta) {
    Shown& shown = shown_[delta.node];
    if (shown.last == Instant{} || delta.at - shown.last > silence_max) shown.without_pause_since = delta.at;
    shown.last = delta.at;
    if (delta.quorum) {
        shown.leads_in = delta.quorum->role == observe::QuorumRole::leader ? delta.quorum->epoch : no_leader_epoch;
    }
    if (shown.leads_in == no_leader_epoch || shown.leads_in >= newest_) return;
    if (delta.at - newest_since_ < patience || delta.at - shown.without_pause_since < patience) return;
    if (!accused_.insert({delta.node, shown.leads_in}).second) return;
    report(delta.at,
           fmt::format("node {} still leads the quorum in epoch {}; in epoch {} there has been another leader for {} s", delta.node,
                       shown.leads_in, newest_, to_milliseconds(delta.at - newest_since_) / 1000),
           {delta.node});
}

void IsrIsActive::on_views(const observe::NodeDelta& delta) {
    OfNode& node = nodes_[delta.node];
    if (delta.full) node = {};
    if (!delta.metadata) return;
    for (const std::string& topic : delta.metadata->removed_topics) node.topics.erase(topic);
    // Who is not registered is in no ISR either.
    node.inactive.insert(delta.metadata->removed_brokers.begin(), delta.metadata->removed_brokers.end());
    for (const observe::TopicView& topic : delta.metadata->topics) node.topics[topic.name] = topic;
    for (const observe::BrokerView& broker : delta.metadata->brokers) {
        if (broker.fenced || broker.in_controlled_shutdown) node.inactive.insert(broker.id);
        else node.inactive.erase(broker.id);
    }
    if (node.inactive.empty()) return;
    for (const auto& [name, topic] : node.topics) {
        for (const observe::PartitionView& partition : topic.partitions) {
            const auto inactive = std::ranges::find_if(partition.isr, [&](BrokerId member) { return node.inactive.contains(member); });
            if (inactive == partition.isr.end()) continue;
            if (!accused_.insert({{topic.id, partition.index}, partition.partition_epoch}).second) continue;
            const TopicPartition id{name, partition.index};
            report(delta.at,
                   fmt::format("at metadata offset {}, the ISR of {} is {}, and broker {} is fenced or shutting down",
                               delta.metadata->image_offset, id, fmt::join(partition.isr, ","), *inactive),
                   {*inactive}, id);
        }
    }
}

void ReassignedReplicasInIsr::on_views(const observe::NodeDelta& delta) {
    auto& known = nodes_[delta.node];
    if (delta.full) known.clear();
    if (!delta.metadata) return;
    const auto contains = [](const std::vector<BrokerId>& list, BrokerId broker) { return std::ranges::find(list, broker) != list.end(); };
    for (const observe::TopicView& topic : delta.metadata->topics) {
        for (const observe::PartitionView& partition : topic.partitions) {
            const auto [found, first] = known.try_emplace({topic.id, partition.index}, partition);
            if (first) continue;
            const observe::PartitionView before = std::exchange(found->second, partition);
            const bool was_moving = !before.adding_replicas.empty() || !before.removing_replicas.empty();
            const bool moves = !partition.adding_replicas.empty() || !partition.removing_replicas.empty();
            // Between two states that are further apart, somebody may have left the ISR again.
            // A target that is in the ISR already is reached in the state that names it.
            const bool moved_at_once = !was_moving && !std::ranges::is_permutation(before.replicas, partition.replicas);
            if ((!was_moving && !moved_at_once) || moves || partition.partition_epoch.value() != before.partition_epoch.value() + 1)
                continue;
            const bool cancelled =
                !std::ranges::all_of(before.adding_replicas, [&](BrokerId added) { return contains(partition.replicas, added); });
            // Who was to go stays after all, and nobody comes: there is nobody to wait for (seed 12259).
            const bool nobody_moves = before.adding_replicas.empty() && std::ranges::is_permutation(before.replicas, partition.replicas);
            const auto absent =
                std::ranges::find_if(partition.replicas, [&](BrokerId replica) { return !contains(partition.isr, replica); });
            if (cancelled || nobody_moves || absent == partition.replicas.end()) continue;
            const TopicPartition name{topic.name, partition.index};
            report(delta.at,
                   fmt::format("the reassignment of {} to {} ended while its ISR was {}", name, fmt::join(partition.replicas, ","),
                               fmt::join(partition.isr, ",")),
                   {*absent}, name);
        }
    }
}

void HighWatermarkFollows::on_life_changed(BrokerId node) {
    std::erase_if(waiting_, [node](const auto& entry) { return entry.first.first == node; });
    std::erase_if(isrs_, [node](const auto& entry) { return entry.first.first == node; });
}

void HighWatermarkFollows::on_views(const observe::NodeDelta& delta) {
    if (delta.metadata) {
        for (const observe::TopicView& topic : delta.metadata->topics) min_insync_replicas_[topic.name] = topic.min_insync_replicas;
    }
    for (const observe::ReplicaView& replica : delta.replicas) {
        const std::pair key{delta.node, replica.partition};
        const auto min_isr = min_insync_replicas_.find(replica.partition.topic);
        Isr& isr = isrs_[key];
        if (isr.members != replica.isr) {
            isr.not_before = isr.shown;
            isr.members = replica.isr;
        }
        isr.shown = delta.at;
        Offset held = replica.log_end;
        for (const observe::FollowerView& follower : replica.followers) {
            const bool may_join = follower.last_fetch && *follower.last_fetch >= isr.not_before;
            const bool in_step = follower.last_caught_up && delta.at - *follower.last_caught_up <= lag_max_;
            if (follower.in_isr || may_join || in_step) held = std::min(held, follower.log_end);
        }
        const bool may_move = replica.role == observe::ReplicaRole::leader && min_isr != min_insync_replicas_.end() &&
                              std::ssize(replica.isr) >= min_isr->second && held > replica.high_watermark;
        if (!may_move) {
            waiting_.erase(key);
            continue;
        }
        const auto [found, first] = waiting_.try_emplace(key, Waiting{replica.leader_epoch, replica.high_watermark, delta.at});
        Waiting& waiting = found->second;
        if (waiting.epoch != replica.leader_epoch || waiting.high_watermark != replica.high_watermark) {
            waiting = {replica.leader_epoch, replica.high_watermark, delta.at};
        }
        if (first || delta.at - waiting.since < patience || !accused_.insert({replica.partition, replica.leader_epoch}).second) continue;
        report(
            delta.at,
            fmt::format("the high watermark of {} stands at {} since {} ms; all of the ISR {} hold everything up to {}", replica.partition,
                        replica.high_watermark, to_milliseconds(delta.at - waiting.since), fmt::join(replica.isr, ","), held),
            {delta.node}, replica.partition);
    }
}

}  // namespace vitrine::simulation
