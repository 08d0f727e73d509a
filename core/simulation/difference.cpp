// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/difference.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>

#include <fmt/ranges.h>

namespace vitrine::simulation {

namespace {

enum class Part { broker, quorum, topic, partition, replica, group, committed };

// Where a row stands among the others.
struct Key {
    Part part = Part::broker;
    std::string name;  // of a topic or group
    std::int32_t index = 0;
    int field = 0;
    std::string of;    // a topic of committed offsets
    std::int32_t of_index = 0;  // its partition, or the broker of a replica
    friend auto operator<=>(const Key&, const Key&) = default;
};
struct Row {
    std::string what;
    std::string value;
};
using Rows = std::map<Key, Row>;

std::string broker_text(BrokerId id) { return id == no_broker ? "none" : fmt::format("broker {}", id); }

const observe::NodeDelta* view_of(const ClusterState& state, BrokerId node) {
    const auto found = std::ranges::find(state.views, node, &observe::NodeDelta::node);
    return found == state.views.end() ? nullptr : &*found;
}

void add_brokers(Rows& rows, const ClusterState& state) {
    for (const cluster::NodeInfo& node : state.nodes) {
        std::string text(observe::name_of(node.run));
        const observe::NodeDelta* view = view_of(state, node.id);
        if (view != nullptr && view->status) {
            if (!view->status->registered) text += ", not registered";
            else if (view->status->fenced) text += ", fenced";
        }
        rows[{.part = Part::broker, .index = node.id.value()}] = {fmt::format("broker {}", node.id), std::move(text)};
    }
}

// As whoever knows the newest epoch sees it.
void add_quorum(Rows& rows, const ClusterState& state) {
    const observe::QuorumView* newest = nullptr;
    for (const observe::NodeDelta& view : state.views) {
        if (!view.quorum) continue;
        const bool newer =
            newest == nullptr || view.quorum->epoch > newest->epoch || (view.quorum->epoch == newest->epoch && newest->leader == no_broker);
        if (newer) newest = &*view.quorum;
    }
    if (newest == nullptr) return;
    rows[{.part = Part::quorum, .field = 0}] = {"quorum leader", broker_text(newest->leader)};
    rows[{.part = Part::quorum, .field = 1}] = {"quorum epoch", fmt::format("{}", newest->epoch)};
}

void add_partitions(Rows& rows, const ClusterState& state) {
    const observe::MetadataDelta* newest = nullptr;
    for (const observe::NodeDelta& view : state.views) {
        if (view.metadata && (newest == nullptr || view.metadata->image_offset > newest->image_offset)) newest = &*view.metadata;
    }
    if (newest == nullptr) return;
    for (const observe::TopicView& topic : newest->topics) {
        rows[{.part = Part::topic, .name = topic.name}] = {
            fmt::format("topic {}", topic.name),
            fmt::format("{} partition{}", topic.partitions.size(), topic.partitions.size() == 1 ? "" : "s")};
        for (const observe::PartitionView& partition : topic.partitions) {
            const auto row = [&](int field, std::string_view what, std::string value) {
                rows[{.part = Part::partition, .name = topic.name, .index = partition.index, .field = field}] = {
                    fmt::format("{}-{} {}", topic.name, partition.index, what), std::move(value)};
            };
            auto isr = partition.isr;
            std::ranges::sort(isr);
            row(0, "leader", broker_text(partition.leader));
            row(1, "leader epoch", fmt::format("{}", partition.leader_epoch));
            row(2, "ISR", fmt::format("{}", fmt::join(isr, ", ")));
            row(3, "replicas", fmt::format("{}", fmt::join(partition.replicas, ", ")));
        }
    }
}

void add_replicas(Rows& rows, const ClusterState& state) {
    for (const observe::NodeDelta& view : state.views) {
        for (const observe::ReplicaView& replica : view.replicas) {
            const auto row = [&](int field, std::string_view what, Offset value) {
                rows[{.part = Part::replica,
                      .name = replica.partition.topic,
                      .index = replica.partition.partition,
                      .field = field,
                      .of_index = view.node.value()}] = {fmt::format("{} {} on broker {}", replica.partition, what, view.node),
                                                         fmt::format("{}", value)};
            };
            row(0, "log end", replica.log_end);
            row(1, "high watermark", replica.high_watermark);
        }
    }
}

void add_groups(Rows& rows, const ClusterState& state) {
    for (const observe::NodeDelta& view : state.views) {
        for (const observe::GroupView& group : view.groups) {
            const auto row = [&](int field, std::string_view what, std::string value) {
                rows[{.part = Part::group, .name = group.group_id, .field = field}] = {fmt::format("group {} {}", group.group_id, what),
                                                                                       std::move(value)};
            };
            std::vector<std::string> members;
            for (const observe::MemberView& member : group.members) members.push_back(member.member_id);
            row(0, "coordinator", broker_text(view.node));
            row(1, "state", std::string(observe::name_of(group.state)));
            row(2, "generation", fmt::format("{}", group.generation));
            row(3, "members", fmt::format("{}", fmt::join(members, ", ")));
            for (const auto& [partition, committed] : group.offsets) {
                rows[{.part = Part::committed, .name = group.group_id, .of = partition.topic, .of_index = partition.partition}] = {
                    fmt::format("group {} committed offset of {}", group.group_id, partition), fmt::format("{}", committed.offset)};
            }
        }
    }
}

Rows rows_of(const ClusterState& state) {
    Rows rows;
    add_brokers(rows, state);
    add_quorum(rows, state);
    add_partitions(rows, state);
    add_replicas(rows, state);
    add_groups(rows, state);
    return rows;
}

}  // namespace

std::vector<Difference> differences(const ClusterState& a, const ClusterState& b) {
    std::map<Key, Difference> all;
    for (auto& [key, row] : rows_of(a)) all[key] = {.what = row.what, .in_a = row.value, .in_b = ""};
    for (auto& [key, row] : rows_of(b)) {
        Difference& difference = all[key];
        difference.what = row.what;
        difference.in_b = row.value;
    }
    std::vector<Difference> found;
    for (auto& [key, difference] : all) {
        if (difference.in_a != difference.in_b) found.push_back(std::move(difference));
    }
    return found;
}

}  // namespace vitrine::simulation
