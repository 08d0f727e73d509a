// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/group_checkers.h"

#include <algorithm>

#include <fmt/format.h>

#include "coordinator/group_coordinator.h"

namespace vitrine::simulation {

void OneOwnerPerGeneration::owns(const std::string& group, const std::string& member_id, GenerationId generation,
                                 const std::vector<TopicPartition>& partitions, Instant at) {
    OfGroup& known = groups_[group];
    auto& owners = known.owners[generation];
    for (const TopicPartition& partition : partitions) {
        const auto [owner, first] = owners.try_emplace(partition, member_id);
        if (first || owner->second == member_id) continue;
        report(at,
               fmt::format("in generation {} of group {}, {} belongs to member {} and to member {}", generation, group, partition,
                           owner->second, member_id),
               {}, partition);
    }
    while (known.owners.size() > OfGroup::generations_max) known.owners.erase(known.owners.begin());
}

void OneOwnerPerGeneration::on_event(const observe::Event& event) {
    // A group of that name that comes after it counts its generations from the first.
    const auto* expired = std::get_if<observe::OffsetsExpired>(&event.body);
    if (expired != nullptr && expired->group_removed) groups_.erase(expired->group);
}

void OneOwnerPerGeneration::on_views(const observe::NodeDelta& delta) {
    for (const observe::GroupView& group : delta.groups) {
        std::map<std::string, std::string> instances;
        for (const observe::MemberView& member : group.members) {
            if (!member.group_instance_id) continue;
            const auto [known, first] = instances.try_emplace(*member.group_instance_id, member.member_id);
            if (first) continue;
            report(delta.at,
                   fmt::format("coordinator {} of group {} has two members of instance {}: {} and {}", delta.node, group.group_id,
                               *member.group_instance_id, known->second, member.member_id),
                   {delta.node});
        }
        if (group.state != observe::GroupState::stable) continue;
        std::map<TopicPartition, const observe::MemberView*> owners;
        for (const observe::MemberView& member : group.members) {
            for (const TopicPartition& partition : member.assignment) {
                const auto [owner, first] = owners.try_emplace(partition, &member);
                if (first) continue;
                report(delta.at,
                       fmt::format("coordinator {} of group {} assigns {} to member {} and to member {} in generation {}", delta.node,
                                   group.group_id, partition, owner->second->member_id, member.member_id, group.generation),
                       {delta.node}, partition);
            }
        }
    }
}

void CommitHistory::known(const std::string& group, const TopicPartition& partition, Offset offset, Instant at) {
    auto& rises = groups_[group][partition].rises;
    if (rises.empty() || rises.back().second < offset) rises.emplace_back(at, offset);
}

std::optional<Offset> CommitHistory::known_at(const std::string& group, const TopicPartition& partition, Instant at) const {
    const auto of_group = groups_.find(group);
    if (of_group == groups_.end()) return std::nullopt;
    const auto found = of_group->second.find(partition);
    if (found == of_group->second.end()) return std::nullopt;
    const auto& rises = found->second.rises;
    const auto after = std::ranges::lower_bound(rises, at, {}, &std::pair<Instant, Offset>::first);
    return after == rises.begin() ? std::nullopt : std::optional(std::prev(after)->second);
}

void CommitHistory::acknowledged(const std::string& group, const TopicPartition& partition, Offset offset, Instant at) {
    known(group, partition, offset, at);
}

void CommitHistory::fetched(const std::string& group, const TopicPartition& partition, std::optional<Offset> offset, Instant asked_at,
                            Instant at) {
    if (const auto expected = known_at(group, partition, answered_as_of(group, asked_at)); expected && (!offset || *offset < *expected)) {
        report(at,
               fmt::format("group {} had committed offset {} of {}; who asked afterwards was answered {}", group, *expected, partition,
                           offset ? std::to_string(offset->value()) : "that there is none"),
               {}, partition);
    }
    if (offset) known(group, partition, *offset, at);
}

void CommitHistory::forget(const std::string& group) {
    groups_.erase(group);
    for (auto& [node, coordinator] : coordinators_) coordinator.told.erase(group);
}

std::map<TopicPartition, Offset> CommitHistory::committed(const std::string& group) const {
    std::map<TopicPartition, Offset> offsets;
    if (const auto found = groups_.find(group); found != groups_.end()) {
        for (const auto& [partition, of_partition] : found->second) offsets.emplace(partition, of_partition.rises.back().second);
    }
    return offsets;
}

void CommitHistory::on_event(const observe::Event& event) {
    if (const auto* moved = std::get_if<observe::CoordinatorMoved>(&event.body)) {
        return term_changed(event.id.node, *moved, event.at);
    }
    if (const auto* deleted = std::get_if<observe::TopicDeleted>(&event.body)) {  // its offsets go with it
        const auto of_topic = [&](const auto& entry) { return entry.first.topic == deleted->topic; };
        for (auto& [group, partitions] : groups_) std::erase_if(partitions, of_topic);
        for (auto& [node, coordinator] : coordinators_) {
            for (auto& [group, partitions] : coordinator.told) std::erase_if(partitions, of_topic);
        }
        return;
    }
    if (const auto* expired = std::get_if<observe::OffsetsExpired>(&event.body)) {
        for (const TopicPartition& partition : expired->offsets) {
            if (const auto known = groups_.find(expired->group); known != groups_.end()) known->second.erase(partition);
            for (auto& [node, coordinator] : coordinators_) coordinator.told[expired->group].erase(partition);
        }
        return;
    }
    const auto* committed = std::get_if<observe::OffsetsCommitted>(&event.body);
    if (committed == nullptr) return;
    auto& told = coordinators_[event.id.node].told[committed->group];
    for (const auto& [partition, offset] : committed->offsets) {
        Offset& before = told.try_emplace(partition, offset).first->second;
        if (offset < before) {
            report(event.at,
                   fmt::format("coordinator {} committed offset {} of {} for group {} after offset {}", event.id.node, offset, partition,
                               committed->group, before),
                   {event.id.node}, partition);
        }
        before = offset;
        known(committed->group, partition, offset, event.at);
    }
}

void CommitHistory::term_changed(BrokerId node, const observe::CoordinatorMoved& moved, Instant at) {
    if (!moved.loaded) {
        coordinators_[node].terms[moved.partition].ended_at = at;
        return;
    }
    for (auto& [other, coordinator] : coordinators_) {
        const auto term = coordinator.terms.find(moved.partition);
        if (other != node && term != coordinator.terms.end() && !term->second.succeeded_at) term->second.succeeded_at = at;
    }
    coordinators_[node].last_load = at;
    coordinators_[node].terms[moved.partition] = {};
}

Instant CommitHistory::answered_as_of(const std::string& group, Instant asked_at) const {
    const std::int32_t partition = coordinator::partition_for(group, offsets_partitions_);
    Instant as_of = asked_at;
    for (const auto& [node, coordinator] : coordinators_) {
        const auto term = coordinator.terms.find(partition);
        if (term == coordinator.terms.end() || !term->second.succeeded_at) continue;
        const bool knew_when_asked = term->second.ended_at && *term->second.ended_at < asked_at;
        if (!knew_when_asked) as_of = std::min(as_of, *term->second.succeeded_at);
    }
    return as_of;
}

void CommitHistory::on_views(const observe::NodeDelta& delta) {
    Coordinator& coordinator = coordinators_[delta.node];
    for (const std::string& removed : delta.removed_groups) coordinator.groups.erase(removed);
    for (const observe::GroupView& group : delta.groups) {
        const Instant loaded = coordinator.groups.try_emplace(group.group_id, coordinator.last_load).first->second;
        const auto found = groups_.find(group.group_id);
        if (found == groups_.end()) continue;
        for (const auto& [partition, of_partition] : found->second) {
            const auto expected = known_at(group.group_id, partition, loaded);
            if (!expected) continue;
            const auto shown = group.offsets.find(partition);
            if (shown != group.offsets.end() && shown->second.offset >= *expected) continue;
            report(delta.at,
                   fmt::format("group {} had committed offset {} of {}; coordinator {}, which loaded the group afterwards, has {}",
                               group.group_id, *expected, partition, delta.node,
                               shown == group.offsets.end() ? "none" : std::to_string(shown->second.offset.value())),
                   {delta.node}, partition);
        }
    }
}

}  // namespace vitrine::simulation
