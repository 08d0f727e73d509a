// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/incremental_alter_configs.h"

#include <algorithm>
#include <map>

#include "broker/handlers/handlers.h"

// IncrementalAlterConfigs (KIP-339): the active controller's to do. What concerns brokers is checked here first, since the keys of
// brokers are known to brokers (as Kafka's ConfigAdminManager does); resources that are wrong are not sent on.
namespace vitrine::broker {

using messages::IncrementalAlterConfigsRequest;
using messages::IncrementalAlterConfigsResponse;

namespace {

using Resource = IncrementalAlterConfigsRequest::AlterConfigsResource;
using Row = IncrementalAlterConfigsResponse::AlterConfigsResourceResponse;
constexpr std::int8_t set_operation = 0;

Status check_broker_resource(const HandlerContext& context, const Resource& resource) {
    const bool default_broker = resource.resource_name.empty();
    if (!default_broker && resource.resource_name != std::to_string(context.node.node_id.value())) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("Unexpected broker id, expected {}, but received {}", context.node.node_id, resource.resource_name));
    }
    for (const auto& config : resource.configs) {
        const BrokerConfigKey* key = find_broker_config_key(config.name);
        // Keys of nobody are kept, as Kafka keeps those of plug-ins.
        if (key == nullptr) continue;
        if (key->update == UpdateMode::read_only) {
            return failure(ErrorCode::INVALID_REQUEST, fmt::format("Cannot update these configs dynamically: {}", config.name));
        }
        if (key->update == UpdateMode::per_broker && default_broker) {
            return failure(ErrorCode::INVALID_REQUEST,
                           fmt::format("Cannot update these configs at default cluster level: {}", config.name));
        }
        if (config.config_operation == set_operation && config.value) {
            if (auto valid = validate_broker_config(config.name, *config.value); !valid) return valid;
        }
    }
    return {};
}

}  // namespace

void handle_incremental_alter_configs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<IncrementalAlterConfigsRequest>(request, responder);
    if (!asked) return;
    IncrementalAlterConfigsRequest sent;
    sent.validate_only = asked->validate_only;
    std::vector<Row> rows;
    std::vector<std::size_t> places;  // of the resources that are sent on
    for (Resource& resource : asked->resources) {
        Row& row = rows.emplace_back();
        row.error_message.reset();
        row.resource_type = resource.resource_type;
        row.resource_name = resource.resource_name;
        if (static_cast<metadata::ResourceType>(resource.resource_type) == metadata::ResourceType::broker) {
            if (auto valid = check_broker_resource(context, resource); !valid) {
                row.error_code = valid.error().code;
                row.error_message = valid.error().message;
                continue;
            }
        }
        places.push_back(rows.size() - 1);
        sent.resources.push_back(std::move(resource));
    }
    if (sent.resources.empty()) {
        context.count_error(request.header.request_api_key);
        IncrementalAlterConfigsResponse response;
        response.responses = std::move(rows);
        return responder.respond(response);
    }
    std::vector<Row> unanswered;
    for (const std::size_t place : places) unanswered.push_back(rows[place]);
    forward<IncrementalAlterConfigsResponse>(
        context, std::move(sent), request.version(), context.config.values().request_timeout_ms,
        [](const IncrementalAlterConfigsResponse& response) {
            return std::ranges::any_of(response.responses, [](const auto& row) { return row.error_code == ErrorCode::NOT_CONTROLLER; });
        },
        [unanswered = std::move(unanswered)](const Error& error) {
            IncrementalAlterConfigsResponse response;
            response.responses = unanswered;
            for (Row& row : response.responses) {
                row.error_code = error.code;
                row.error_message = error.message;
            }
            return response;
        },
        [rows = std::move(rows), places = std::move(places),
         responder = std::move(responder)](IncrementalAlterConfigsResponse answered) mutable {
            std::map<std::pair<std::int8_t, std::string>, Row> by_resource;
            for (Row& row : answered.responses) by_resource.insert_or_assign({row.resource_type, row.resource_name}, std::move(row));
            for (const std::size_t place : places) {
                const auto found = by_resource.find({rows[place].resource_type, rows[place].resource_name});
                if (found != by_resource.end()) rows[place] = found->second;
                else rows[place].error_code = ErrorCode::UNKNOWN_SERVER_ERROR;
            }
            answered.responses = std::move(rows);
            responder.respond(answered);
        });
}

void handle_controller_incremental_alter_configs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<IncrementalAlterConfigsRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<IncrementalAlterConfigsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
