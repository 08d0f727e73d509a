// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_cluster.h"

#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"

// DescribeCluster (KIP-700, KIP-919): the brokers on a broker's listener, the controllers on a controller's.
namespace vitrine::broker {

namespace {

constexpr std::int8_t endpoint_type_broker = 1;
constexpr std::int8_t endpoint_type_controller = 2;

// True if answered: the other kind of endpoint was asked for, or one that does not exist.
bool refuse_endpoint_type(const messages::DescribeClusterRequest& asked, std::int8_t served, const HandlerContext& context,
                          rpc::Responder& responder) {
    if (asked.endpoint_type == served) return false;
    messages::DescribeClusterResponse response;
    const bool known = asked.endpoint_type == endpoint_type_broker || asked.endpoint_type == endpoint_type_controller;
    response.error_code = known ? ErrorCode::MISMATCHED_ENDPOINT_TYPE : ErrorCode::UNSUPPORTED_ENDPOINT_TYPE;
    response.error_message = known ? fmt::format("The request was sent to an endpoint of type {}, but we wanted an endpoint of type {}",
                                                 served == endpoint_type_broker ? "BROKER" : "CONTROLLER",
                                                 served == endpoint_type_broker ? "CONTROLLER" : "BROKER")
                                   : fmt::format("Unsupported endpoint type {}", asked.endpoint_type);
    response.endpoint_type = served;
    response.cluster_id = context.cluster_id;
    context.count_error(static_cast<std::int16_t>(wire::ApiKey::describe_cluster));
    responder.respond(response);
    return true;
}

}  // namespace

void handle_describe_cluster(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeClusterRequest>(request, responder);
    if (!asked || refuse_endpoint_type(*asked, endpoint_type_broker, context, responder)) return;
    const metadata::MetadataImage& image = context.image();
    messages::DescribeClusterResponse response;
    response.endpoint_type = endpoint_type_broker;
    response.cluster_id = context.cluster_id;
    for (const auto& [id, broker] : image.brokers) {
        const auto endpoint = client_endpoint(*broker);
        if (!endpoint || (broker->fenced && !asked->include_fenced_brokers)) continue;
        response.brokers.push_back(
            {.broker_id = id, .host = endpoint->host, .port = endpoint->port, .rack = broker->rack, .is_fenced = broker->fenced});
    }
    const BrokerId controller = context.loader.controller().leader;
    if (is_alive(image, controller)) response.controller_id = controller;
    else if (!response.brokers.empty()) response.controller_id = response.brokers.front().broker_id;
    if (asked->include_cluster_authorized_operations) response.cluster_authorized_operations = cluster_operations;
    responder.respond(response);
}

void handle_controller_describe_cluster(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeClusterRequest>(request, responder);
    if (!asked || refuse_endpoint_type(*asked, endpoint_type_controller, context, responder)) return;
    messages::DescribeClusterResponse response;
    response.endpoint_type = endpoint_type_controller;
    response.cluster_id = context.cluster_id;
    // Those that have registered say where they are; of the others that vote the configuration does, or the log.
    std::map<BrokerId, env::Endpoint> controllers;
    for (const auto& voter : context.raft.view().voters) {
        if (const auto endpoint = context.raft.endpoint_of(voter.id)) controllers[voter.id] = *endpoint;
    }
    for (const auto& [id, controller] : context.loader.image()->controllers) {
        for (const metadata::BrokerEndpoint& endpoint : controller->endpoints) {
            if (endpoint.listener == controller_listener_name) controllers[id] = {endpoint.host, endpoint.port};
        }
    }
    for (const auto& [id, endpoint] : controllers) {
        response.brokers.push_back({.broker_id = id, .host = endpoint.host, .port = endpoint.port});
    }
    response.controller_id = context.raft.leader().leader;
    if (asked->include_cluster_authorized_operations) response.cluster_authorized_operations = cluster_operations;
    responder.respond(response);
}

}  // namespace vitrine::broker
