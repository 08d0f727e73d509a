// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/topics_text.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace vitrine::tools {

std::size_t replicationFactor(const PartitionFacts &partition, const ReassignmentFacts *reassignment)
{
    const bool underWay = reassignment != nullptr && std::ranges::any_of(partition.replicas, [&](BrokerId replica) {
                              return std::ranges::find(reassignment->adding, replica) != reassignment->adding.end() ||
                                     std::ranges::find(reassignment->removing, replica) != reassignment->removing.end();
                          });
    return underWay ? reassignment->replicas.size() - reassignment->adding.size() : partition.replicas.size();
}

std::string topicLine(const TopicFacts &topic, const std::vector<ConfigFacts> &configs, const ReassignmentFacts *firstPartition)
{
    std::string text = "Topic: " + topic.name;
    if (topic.id != Uuid()) text += "\tTopicId: " + topic.id.to_string();
    text += fmt::format("\tPartitionCount: {}\tReplicationFactor: {}\tConfigs: ", topic.partitions.size(),
                        topic.partitions.empty() ? 0 : replicationFactor(topic.partitions.front(), firstPartition));
    bool first = true;
    for (const ConfigFacts &config : configs) {
        if (config.source == defaultSource) continue;
        text += fmt::format("{}{}={}", first ? "" : ",", config.name, config.value.value_or("null"));
        first = false;
    }
    return text + "\n";
}

std::string partitionLine(const std::string &topic, const PartitionFacts &partition, const ReassignmentFacts *reassignment)
{
    std::string text = fmt::format("\tTopic: {}\tPartition: {}\tLeader: {}\tReplicas: {}\tIsr: {}", topic, partition.index,
                                   partition.leader < BrokerId(0) ? "none" : fmt::format("{}", partition.leader),
                                   joined(partition.replicas), joined(partition.isr));
    if (reassignment != nullptr)
        text += fmt::format("\tAdding Replicas: {}\tRemoving Replicas: {}", joined(reassignment->adding), joined(reassignment->removing));
    text += "\tElr: " + (partition.elr ? joined(*partition.elr) : "N/A");
    text += "\tLastKnownElr: " + (partition.lastKnownElr ? joined(*partition.lastKnownElr) : "N/A");
    return text + "\n";
}

Result<std::vector<std::vector<BrokerId>>> parseReplicaAssignment(const std::string &text)
{
    std::vector<std::vector<BrokerId>> assignment;
    std::string_view rest = text;
    for (bool more = true; more;) {
        const std::size_t comma = rest.find(',');
        std::string_view partition = rest.substr(0, comma);
        more = comma != std::string_view::npos;
        if (more) rest.remove_prefix(comma + 1);
        auto &replicas = assignment.emplace_back();
        for (bool moreReplicas = true; moreReplicas;) {
            const std::size_t colon = partition.find(':');
            const std::string_view word = trim(partition.substr(0, colon));
            moreReplicas = colon != std::string_view::npos;
            if (moreReplicas) partition.remove_prefix(colon + 1);
            std::int32_t id = -1;
            const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
            if (error != std::errc() || end != word.data() + word.size() || id < 0)
                return failure(ErrorCode::INVALID_REQUEST,
                               fmt::format("--replica-assignment takes broker ids as in 1:2,2:3, not \"{}\"", text));
            if (std::ranges::find(replicas, BrokerId(id)) != replicas.end()) {
                return failure(ErrorCode::INVALID_REQUEST,
                               fmt::format("Partition replica lists may not contain duplicate entries: {}", id));
            }
            replicas.emplace_back(id);
        }
        if (replicas.size() != assignment.front().size()) {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("Partition {} has different replication factor: [{}]",
                                                                   assignment.size() - 1, joined(replicas, ", ")));
        }
    }
    return assignment;
}

}  // namespace vitrine::tools
