// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/replication_checkers.h"

#include <algorithm>

#include <fmt/format.h>

namespace vitrine::simulation {

void HighWatermarkNeverFalls::on_views(const observe::NodeDelta& delta) {
    for (const observe::ReplicaView& replica : delta.replicas) {
        if (replica.role == observe::ReplicaRole::offline) continue;
        if (replica.log_start > replica.high_watermark || replica.high_watermark > replica.log_end ||
            replica.last_stable_offset > replica.high_watermark) {
            report(delta.at,
                   fmt::format("the replica of {} on node {} shows log start {}, last stable offset {}, high watermark {}, log end {}",
                               replica.partition, delta.node, replica.log_start, replica.last_stable_offset, replica.high_watermark,
                               replica.log_end),
                   {delta.node}, replica.partition);
        }
        if (replica.role != observe::ReplicaRole::leader) continue;
        Told& told = told_[{replica.topic_id, replica.partition.partition}];
        if (replica.leader_epoch == told.epoch && replica.high_watermark < told.present) {
            report(delta.at,
                   fmt::format("the high watermark of {} fell from {} to {} in leader epoch {}", replica.partition, told.present,
                               replica.high_watermark, replica.leader_epoch),
                   {delta.node}, replica.partition);
        }
        if (replica.leader_epoch >= told.highest_in && replica.log_end < told.highest) {
            report(delta.at,
                   fmt::format("the log of {}, leader of {} in epoch {}, ends at {}; broker {} told a high watermark of {} in epoch {}",
                               delta.node, replica.partition, replica.leader_epoch, replica.log_end, told.highest_by, told.highest,
                               told.highest_in),
                   {told.highest_by, delta.node}, replica.partition);
            told.highest = replica.log_end;  // told once
            told.highest_in = replica.leader_epoch;
        }
        if (replica.leader_epoch >= told.epoch) {
            told.epoch = replica.leader_epoch;
            told.present = replica.high_watermark;
        }
        if (replica.high_watermark > told.highest) {
            told.highest = replica.high_watermark;
            told.highest_in = replica.leader_epoch;
            told.highest_by = delta.node;
        }
    }
}

void IsrJoinedInStep::high_watermark_is_at_least(const TopicPartition& partition, Offset offset) {
    OfPartition& known = partitions_[partition];
    known.high_watermark = std::max(known.high_watermark, offset);
}

void IsrJoinedInStep::accuse(const TopicPartition& name, const Joined& joined, Offset log_end) {
    report(joined.at,
           fmt::format(
               "broker {} joined the ISR of {} by the word of leader {} with a log that ends at {}; the high watermark was {} or higher",
               joined.replica, name, joined.leader, log_end, joined.required),
           {joined.leader, joined.replica}, name);
}

void IsrJoinedInStep::decide(const TopicPartition& name, OfPartition& partition, BrokerId replica) {
    const auto shown = partition.replicas.find(replica);
    std::erase_if(partition.waiting, [&](const Joined& joined) {
        if (joined.replica != replica) return false;
        if (shown == partition.replicas.end()) return true;
        if (shown->second.log_end >= joined.required) return true;
        if (shown->second.shown <= joined.at) return false;
        accuse(name, joined, shown->second.log_end);
        return true;
    });
}

void IsrJoinedInStep::on_event(const observe::Event& event) {
    const auto* changed = std::get_if<observe::IsrChanged>(&event.body);
    if (changed == nullptr || changed->cause != observe::IsrChangeCause::caught_up) return;
    const auto found = partitions_.find(changed->partition);
    if (found == partitions_.end() || found->second.high_watermark == no_offset) return;
    for (const BrokerId replica : changed->to) {
        if (std::ranges::find(changed->from, replica) != changed->from.end() || replica == event.id.node) continue;
        // Never seen in this life: it has shown nothing yet that could be compared.
        if (!found->second.replicas.contains(replica)) continue;
        found->second.waiting.push_back({replica, event.id.node, found->second.high_watermark, event.at});
        decide(found->first, found->second, replica);
    }
}

void IsrJoinedInStep::on_life_changed(BrokerId node) {
    for (auto& [name, partition] : partitions_) {  // what its former life joined is not asked any more
        partition.replicas.erase(node);
        decide(name, partition, node);
    }
}

void IsrJoinedInStep::on_views(const observe::NodeDelta& delta) {
    for (const observe::ReplicaView& replica : delta.replicas) {
        OfPartition& partition = partitions_[replica.partition];
        if (partition.topic_id != replica.topic_id) {
            if (!partition.topic_id.is_zero()) partition = {};  // the name came again
            partition.topic_id = replica.topic_id;
        }
        partition.replicas[delta.node] = {replica.log_end, delta.at};
        if (replica.role == observe::ReplicaRole::leader)
            partition.high_watermark = std::max(partition.high_watermark, replica.high_watermark);
        if (!partition.waiting.empty()) decide(replica.partition, partition, delta.node);
    }
    for (const TopicPartition& removed : delta.removed_replicas) {
        const auto found = partitions_.find(removed);
        if (found == partitions_.end()) continue;
        found->second.replicas.erase(delta.node);
        decide(removed, found->second, delta.node);
    }
}

void IsrJoinedInStep::finish(Instant now) {
    for (auto& [name, partition] : partitions_) {
        for (const Joined& joined : partition.waiting) {
            if (now - joined.at >= patience) accuse(name, joined, partition.replicas.at(joined.replica).log_end);
        }
        partition.waiting.clear();
    }
}

}  // namespace vitrine::simulation
