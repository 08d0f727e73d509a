// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/metadata.h"

#include <algorithm>

#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"
#include "broker/topic_creation.h"

// Metadata: brokers, topics, leaders, as this broker's image has them. Clients of a combined node are told the active
// controller's broker as the controller (Kafka tells a random broker: any forwards).
namespace vitrine::broker {

namespace {

using Response = messages::MetadataResponse;
using Topic = Response::MetadataResponseTopic;

Topic describe(const metadata::MetadataImage& image, const metadata::TopicImage& topic) {
    Topic described;
    described.name = topic.name;
    described.topic_id = topic.id;
    described.is_internal = metadata::is_internal_topic(topic.name);
    for (const auto& [index, partition] : topic.partitions) {
        auto& row = described.partitions.emplace_back();
        row.partition_index = index;
        const metadata::BrokerRegistration* leader = image.broker(partition->leader);
        const bool reachable = leader != nullptr && client_endpoint(*leader).has_value();
        row.error_code = reachable ? ErrorCode::NONE : ErrorCode::LEADER_NOT_AVAILABLE;
        row.leader_id = reachable ? partition->leader : no_broker;
        row.leader_epoch = partition->leader_epoch;
        row.replica_nodes = partition->replicas;
        row.isr_nodes = partition->isr;
        row.offline_replicas = offline_replicas(image, *partition);
    }
    return described;
}

}  // namespace

void handle_metadata(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::MetadataRequest>(request, responder);
    if (!asked) return;
    const metadata::MetadataImage& image = context.image();
    Response response;
    const bool all = !asked->topics || (request.version() == 0 && asked->topics->empty());
    if (all) {
        for (const auto& [name, topic] : image.topics_by_name) response.topics.push_back(describe(image, *topic));
    } else {
        for (const auto& wanted : *asked->topics) {
            if (request.version() < 12 && (!wanted.name || !wanted.topic_id.is_zero())) {
                return responder.close({ErrorCode::INVALID_REQUEST, "Metadata asks by topic id before version 12"});
            }
            if (!wanted.topic_id.is_zero()) {
                if (const metadata::TopicImage* topic = image.topic(wanted.topic_id)) {
                    response.topics.push_back(describe(image, *topic));
                } else {
                    response.topics.push_back(
                        {.error_code = ErrorCode::UNKNOWN_TOPIC_ID, .name = std::nullopt, .topic_id = wanted.topic_id});
                }
                continue;
            }
            if (!wanted.name) {
                response.topics.push_back({.error_code = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, .name = std::nullopt});
                continue;
            }
            if (const metadata::TopicImage* topic = image.topic(*wanted.name)) {
                response.topics.push_back(describe(image, *topic));
                continue;
            }
            Topic unknown{.error_code = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION,
                          .name = wanted.name,
                          .is_internal = metadata::is_internal_topic(*wanted.name)};
            const bool may_create = asked->allow_auto_topic_creation && context.config.values().auto_create_topics_enable;
            if (may_create) unknown.error_code = context.topic_creation.create(*wanted.name, request.header.client_id);
            else if (!is_valid_topic_name(*wanted.name)) unknown.error_code = ErrorCode::INVALID_TOPIC_EXCEPTION;
            response.topics.push_back(std::move(unknown));
        }
    }
    if (asked->include_topic_authorized_operations) {
        for (Topic& topic : response.topics) {
            if (topic.error_code == ErrorCode::NONE) topic.topic_authorized_operations = topic_operations;
        }
    }
    if (asked->include_cluster_authorized_operations) response.cluster_authorized_operations = cluster_operations;
    for (const auto& [id, broker] : image.brokers) {
        const auto endpoint = client_endpoint(*broker);
        if (broker->fenced || !endpoint) continue;
        response.brokers.push_back({.node_id = id, .host = endpoint->host, .port = endpoint->port, .rack = broker->rack});
    }
    response.cluster_id = context.cluster_id;
    // Any broker that lives will do, since each forwards; the controller's own comes first.
    const BrokerId controller = context.loader.controller().leader;
    if (is_alive(image, controller)) response.controller_id = controller;
    else if (!response.brokers.empty()) response.controller_id = response.brokers.front().node_id;
    const bool failed = std::ranges::any_of(response.topics, [](const Topic& topic) { return topic.error_code != ErrorCode::NONE; });
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
