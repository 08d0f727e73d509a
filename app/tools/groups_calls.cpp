// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/groups_calls.h"

#include <algorithm>
#include <set>

#include "app/tools/admin_calls.h"
#include "client/offset_reset.h"
#include "messages/consumer_protocol.h"
#include "messages/delete_groups.h"
#include "messages/describe_groups.h"
#include "messages/list_groups.h"
#include "messages/offset_commit.h"
#include "messages/offset_delete.h"
#include "messages/offset_fetch.h"
#include "wire/codec.h"

namespace vitrine::tools {
namespace {

Status statusOf(ErrorCode code)
{
    if (code == ErrorCode::NONE) return {};
    return failure(code, std::string(error_info(code).meaning));
}

// The bytes that the group's leader made for a member: a version, then ConsumerProtocolAssignment.
std::vector<TopicPartition> decodeAssignment(const Bytes &bytes)
{
    std::vector<TopicPartition> assigned;
    if (bytes.size() < 2) return assigned;
    const auto version = static_cast<wire::Version>((bytes[0] << 8) | bytes[1]);
    messages::ConsumerProtocolAssignment assignment;
    std::size_t at = 2;
    const auto known = std::min(version, messages::ConsumerProtocolAssignment::message().versions.highest);
    if (version < 0 || !wire::decode(messages::ConsumerProtocolAssignment::message(), &assignment, SharedBytes(bytes), at, known))
        return assigned;
    for (const auto &topic : assignment.assigned_partitions) {
        for (const std::int32_t partition : topic.partitions) assigned.push_back({topic.topic, partition});
    }
    std::ranges::sort(assigned);
    return assigned;
}

}  // namespace

Result<std::vector<GroupListing>> listGroups(Cluster &cluster)
{
    const auto brokers = cluster.brokers();
    if (!brokers) return std::unexpected(brokers.error());
    std::vector<GroupListing> groups;
    for (const auto &[broker, endpoint] : *brokers) {
        const auto response = cluster.at<messages::ListGroupsResponse>(broker, messages::ListGroupsRequest{});
        if (!response) return std::unexpected(response.error());
        if (const auto status = statusOf(response->error_code); !status) return std::unexpected(status.error());
        for (const auto &group : response->groups) {
            const bool ofConsumers = group.protocol_type == "consumer" || group.protocol_type.empty();
            if (!ofConsumers || group.group_type == "share" || group.group_type == "streams") continue;
            std::string type = group.group_type.empty() ? "Classic" : group.group_type;
            if (type.front() >= 'a') type.front() = static_cast<char>(type.front() - 'a' + 'A');
            groups.push_back({group.group_id, std::move(type), group.group_state.empty() ? "Unknown" : group.group_state});
        }
    }
    std::ranges::sort(groups, {}, &GroupListing::group);
    return groups;
}

Result<GroupFacts> describeGroup(Cluster &cluster, const std::string &group)
{
    using Response = messages::DescribeGroupsResponse;
    messages::DescribeGroupsRequest request;
    request.groups.push_back(group);
    const auto response = cluster.coordinator<Response>(
        group, request, [](const Response &answer) { return answer.groups.empty() ? ErrorCode::NONE : answer.groups.front().error_code; });
    if (!response) return std::unexpected(response.error());
    if (response->groups.size() != 1) return failure(ErrorCode::UNKNOWN_SERVER_ERROR, "DescribeGroups answered for no group");
    const auto &described = response->groups.front();
    if (described.error_code != ErrorCode::NONE)
        return failure(described.error_code, sentenceOf(described.error_code, described.error_message));
    const auto coordinator = cluster.findCoordinator(group);
    GroupFacts facts{.group = group,
                     .state = described.group_state,
                     .assignor = described.protocol_data,
                     .coordinator = coordinator ? *coordinator : no_broker,
                     .members = {}};
    for (const auto &member : described.members) {
        facts.members.push_back({.memberId = member.member_id,
                                 .instanceId = member.group_instance_id.value_or(""),
                                 .clientId = member.client_id,
                                 .host = member.client_host,
                                 .assigned = decodeAssignment(member.member_assignment)});
    }
    return facts;
}

Result<std::map<TopicPartition, CommittedFacts>> committedOffsets(Cluster &cluster, const std::string &group)
{
    using Response = messages::OffsetFetchResponse;
    messages::OffsetFetchRequest request;
    request.groups.push_back({.group_id = group, .member_id = std::nullopt, .member_epoch = -1, .topics = std::nullopt});
    const auto response = cluster.coordinator<Response>(
        group, request, [](const Response &answer) { return answer.groups.empty() ? ErrorCode::NONE : answer.groups.front().error_code; });
    if (!response) return std::unexpected(response.error());
    std::map<TopicPartition, CommittedFacts> committed;
    for (const auto &answered : response->groups) {
        if (const auto status = statusOf(answered.error_code); !status) return std::unexpected(status.error());
        for (const auto &topic : answered.topics) {
            for (const auto &partition : topic.partitions) {
                if (partition.error_code == ErrorCode::NONE && partition.committed_offset >= Offset(0))
                    committed[{topic.name, partition.partition_index}] = {partition.committed_offset, partition.committed_leader_epoch};
            }
        }
    }
    return committed;
}

Status commitOffsets(Cluster &cluster, const std::string &group, const std::map<TopicPartition, Offset> &offsets)
{
    using Response = messages::OffsetCommitResponse;
    if (offsets.empty()) return {};
    messages::OffsetCommitRequest request;
    request.group_id = group;
    for (const auto &[key, offset] : offsets) {
        if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
        request.topics.back().partitions.push_back({.partition_index = key.partition, .committed_offset = offset});
    }
    const auto firstError = [](const Response &answer) {
        for (const auto &topic : answer.topics) {
            for (const auto &partition : topic.partitions) {
                if (partition.error_code != ErrorCode::NONE) return partition.error_code;
            }
        }
        return ErrorCode::NONE;
    };
    const auto response = cluster.coordinator<Response>(group, request, firstError);
    if (!response) return std::unexpected(response.error());
    return statusOf(firstError(*response));
}

Result<std::map<TopicPartition, ErrorCode>> deleteOffsets(Cluster &cluster, const std::string &group,
                                                          const std::vector<TopicPartition> &partitions)
{
    using Response = messages::OffsetDeleteResponse;
    messages::OffsetDeleteRequest request;
    request.group_id = group;
    for (const TopicPartition &key : partitions) {
        if (request.topics.empty() || request.topics.back().name != key.topic) request.topics.emplace_back().name = key.topic;
        request.topics.back().partitions.push_back({.partition_index = key.partition});
    }
    const auto response = cluster.coordinator<Response>(group, request, [](const Response &answer) { return answer.error_code; });
    if (!response) return std::unexpected(response.error());
    if (const auto status = statusOf(response->error_code); !status) return std::unexpected(status.error());
    std::map<TopicPartition, ErrorCode> outcome;
    for (const auto &topic : response->topics) {
        for (const auto &partition : topic.partitions) outcome[{topic.name, partition.partition_index}] = partition.error_code;
    }
    return outcome;
}

Status deleteGroup(Cluster &cluster, const std::string &group)
{
    using Response = messages::DeleteGroupsResponse;
    messages::DeleteGroupsRequest request;
    request.groups_names.push_back(group);
    const auto errorOf = [](const Response &answer) {
        return answer.results.empty() ? ErrorCode::NONE : answer.results.front().error_code;
    };
    const auto response = cluster.coordinator<Response>(group, request, errorOf);
    if (!response) return std::unexpected(response.error());
    return statusOf(errorOf(*response));
}

Result<std::vector<TopicPartition>> partitionsOf(Cluster &cluster, const std::vector<std::string> &scopes)
{
    const auto topics = listTopics(cluster);
    if (!topics) return std::unexpected(topics.error());
    std::set<TopicPartition> partitions;
    for (const std::string &text : scopes) {
        const auto scope = client::parse_topic_scope(text);
        if (!scope) return std::unexpected(scope.error());
        const auto topic = std::ranges::find(*topics, scope->topic, &TopicFacts::name);
        if (topic == topics->end())
            return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("there is no topic {}", scope->topic));
        for (const std::int32_t partition : scope->partitions) {
            if (static_cast<std::size_t>(partition) >= topic->partitions.size()) {
                return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                               fmt::format("The partitions \"{}-{}\" do not exist", scope->topic, partition));
            }
            partitions.insert({scope->topic, partition});
        }
        if (!scope->partitions.empty()) continue;
        for (const PartitionFacts &partition : topic->partitions) partitions.insert({scope->topic, partition.index});
    }
    return std::vector<TopicPartition>(partitions.begin(), partitions.end());
}

Result<std::vector<TopicPartition>> existing(Cluster &cluster, const std::vector<TopicPartition> &partitions)
{
    const auto topics = listTopics(cluster);
    if (!topics) return std::unexpected(topics.error());
    std::vector<TopicPartition> there;
    for (const TopicPartition &key : partitions) {
        const auto topic = std::ranges::find(*topics, key.topic, &TopicFacts::name);
        if (topic != topics->end() && static_cast<std::size_t>(key.partition) < topic->partitions.size()) there.push_back(key);
    }
    return there;
}

}  // namespace vitrine::tools
