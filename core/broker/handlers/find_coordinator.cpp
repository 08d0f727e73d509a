// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/find_coordinator.h"

#include <algorithm>

#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"
#include "broker/topic_creation.h"

// FindCoordinator for groups; since v4 for several at once (KIP-699). The first question creates __consumer_offsets.
namespace vitrine::broker {

namespace {

constexpr std::int8_t key_type_group = 0;

using Coordinator = messages::FindCoordinatorResponse::Coordinator;

Coordinator find(HandlerContext& context, std::int8_t key_type, const std::string& key) {
    Coordinator found;
    found.key = key;
    found.node_id = no_broker;
    found.port = -1;
    found.error_message.reset();
    if (key_type != key_type_group) {
        found.error_code = ErrorCode::INVALID_REQUEST;
        found.error_message = "this broker coordinates groups only: neither transactions nor share groups";
        return found;
    }
    const metadata::MetadataImage& image = context.image();
    const metadata::TopicImage* topic = image.topic(offsets_topic_name);
    found.error_code = ErrorCode::COORDINATOR_NOT_AVAILABLE;
    if (topic == nullptr) {
        // Needs as many brokers as offsets.topic.replication.factor says; until then the client asks again.
        const auto alive = std::ranges::count_if(image.brokers, [](const auto& entry) { return !entry.second->fenced; });
        if (alive >= context.config.values().offsets_topic_replication_factor)
            context.topic_creation.create(std::string(offsets_topic_name));
        else
            found.error_message = fmt::format("{} needs {} brokers and there are {}", offsets_topic_name,
                                              context.config.values().offsets_topic_replication_factor, alive);
        return found;
    }
    const auto* partition = topic->partition(coordinator::partition_for(key, static_cast<std::int32_t>(topic->partitions.size())));
    if (partition == nullptr || !is_alive(image, partition->leader)) return found;
    const auto endpoint = client_endpoint(*image.broker(partition->leader));
    if (!endpoint) return found;
    found.error_code = ErrorCode::NONE;
    found.node_id = partition->leader;
    found.host = endpoint->host;
    found.port = endpoint->port;
    return found;
}

}  // namespace

void handle_find_coordinator(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::FindCoordinatorRequest>(request, responder);
    if (!asked) return;
    messages::FindCoordinatorResponse response;
    bool failed = false;
    if (request.version() >= 4) {
        for (const std::string& key : asked->coordinator_keys) {
            response.coordinators.push_back(find(context, asked->key_type, key));
            failed = failed || response.coordinators.back().error_code != ErrorCode::NONE;
        }
        response.error_message.reset();
    } else {
        Coordinator found = find(context, asked->key_type, asked->key);
        failed = found.error_code != ErrorCode::NONE;
        response.error_code = found.error_code;
        response.error_message = std::move(found.error_message);
        response.node_id = found.node_id;
        response.host = std::move(found.host);
        response.port = found.port;
    }
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
