// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_topic_partitions.h"

#include <algorithm>
#include <set>

#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"

// DescribeTopicPartitions (KIP-966): topics in order of name, page by page; the cursor names where the next page begins.
namespace vitrine::broker {

namespace {

using Response = messages::DescribeTopicPartitionsResponse;
using TopicRow = Response::DescribeTopicPartitionsResponseTopic;

TopicRow::DescribeTopicPartitionsResponsePartition describe(const metadata::MetadataImage& image, std::int32_t index,
                                                            const metadata::PartitionRegistration& partition) {
    TopicRow::DescribeTopicPartitionsResponsePartition row;
    const metadata::BrokerRegistration* leader = image.broker(partition.leader);
    const bool reachable = leader != nullptr && client_endpoint(*leader).has_value();
    row.error_code = reachable ? ErrorCode::NONE : ErrorCode::LEADER_NOT_AVAILABLE;
    row.partition_index = index;
    row.leader_id = reachable ? partition.leader : no_broker;
    row.leader_epoch = partition.leader_epoch;
    row.replica_nodes = partition.replicas;
    row.isr_nodes = partition.isr;
    row.eligible_leader_replicas = partition.elr;
    row.last_known_elr = partition.last_known_elr;
    row.offline_replicas = offline_replicas(image, partition);
    return row;
}

}  // namespace

void handle_describe_topic_partitions(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeTopicPartitionsRequest>(request, responder);
    if (!asked) return;
    if (asked->cursor && asked->cursor->partition_index < 0) {
        return responder.close({ErrorCode::INVALID_REQUEST, "DescribeTopicPartitions: the cursor's partition is negative"});
    }
    const metadata::MetadataImage& image = context.image();
    std::set<std::string> names;
    for (const auto& topic : asked->topics) names.insert(topic.name);
    const bool all = names.empty();
    if (all) {
        for (const auto& [name, topic] : image.topics_by_name) names.insert(name);
    }
    const std::string first = asked->cursor ? asked->cursor->topic_name : std::string{};
    std::int32_t room = std::clamp(asked->response_partition_limit, 1, context.config.values().max_request_partition_size_limit);

    Response response;
    for (const std::string& name : names) {
        if (name < first) continue;
        if (room == 0) {
            response.next_cursor = Response::Cursor{.topic_name = name, .partition_index = 0};
            break;
        }
        const metadata::TopicImage* topic = image.topic(name);
        TopicRow row;
        row.name = name;
        if (topic == nullptr) {
            // Deleted between two pages: the next one just goes on.
            if (!all && !(asked->cursor && name == first)) {
                row.error_code = is_valid_topic_name(name) ? ErrorCode::UNKNOWN_TOPIC_OR_PARTITION : ErrorCode::INVALID_TOPIC_EXCEPTION;
                response.topics.push_back(std::move(row));
            }
            continue;
        }
        row.topic_id = topic->id;
        row.is_internal = metadata::is_internal_topic(name);
        row.topic_authorized_operations = topic_operations;
        const std::int32_t from = asked->cursor && name == first ? asked->cursor->partition_index : 0;
        bool whole = true;
        for (auto at = topic->partitions.lower_bound(from); at != topic->partitions.end(); ++at) {
            if (room == 0) {
                response.next_cursor = Response::Cursor{.topic_name = name, .partition_index = at->first};
                whole = false;
                break;
            }
            row.partitions.push_back(describe(image, at->first, *at->second));
            --room;
        }
        response.topics.push_back(std::move(row));
        if (!whole) break;
    }
    responder.respond(response);
}

}  // namespace vitrine::broker
