// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/incremental_alter_configs.h"

#include <vector>

#include <fmt/ranges.h>

#include "broker/handlers/config_forwarding.h"

// IncrementalAlterConfigs (KIP-339): the active controller's to do. What concerns brokers is checked here first, since the keys of
// brokers are known to brokers (as Kafka's ConfigAdminManager does); resources that are wrong are not sent on.
namespace vitrine::broker {

using messages::IncrementalAlterConfigsRequest;
using messages::IncrementalAlterConfigsResponse;

namespace {

constexpr std::int8_t set_operation = 0;
constexpr std::int8_t remove_operation = 1;

}  // namespace

Status check_broker_resource(const HandlerContext& context, const IncrementalAlterConfigsRequest::AlterConfigsResource& resource) {
    const bool default_broker = resource.resource_name.empty();
    if (!default_broker && resource.resource_name != std::to_string(context.node.node_id.value())) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("Unexpected broker id, expected {}, but received {}", context.node.node_id, resource.resource_name));
    }
    std::vector<std::string_view> fixed;
    std::vector<std::string_view> of_one_broker;
    for (const auto& config : resource.configs) {
        const BrokerConfigKey* key = find_broker_config_key(config.name);
        // Keys of nobody are kept, as Kafka keeps those of plug-ins. What goes away may be wrong.
        if (key == nullptr || config.config_operation == remove_operation) continue;
        if (key->update == UpdateMode::read_only) fixed.push_back(config.name);
        if (key->update == UpdateMode::per_broker && default_broker) of_one_broker.push_back(config.name);
    }
    if (!fixed.empty()) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("Cannot update these configs dynamically: [{}]", fmt::join(fixed, ", ")));
    }
    if (!of_one_broker.empty()) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("Cannot update these configs at default cluster level, broker id must be specified: [{}]",
                                   fmt::join(of_one_broker, ", ")));
    }
    Settings changes;
    for (const auto& config : resource.configs) {
        if (config.config_operation != set_operation || !config.value || find_broker_config_key(config.name) == nullptr) continue;
        // Kafka tells INVALID_REQUEST of a broker's value, INVALID_CONFIG of a topic's.
        if (auto valid = validate_broker_config(config.name, *config.value); !valid)
            return failure(ErrorCode::INVALID_REQUEST, std::move(valid.error().message));
        changes[config.name] = *config.value;
    }
    if (auto fit = context.config.check_changes(changes); !fit) return failure(ErrorCode::INVALID_REQUEST, std::move(fit.error().message));
    return {};
}

void handle_incremental_alter_configs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<IncrementalAlterConfigsRequest>(request, responder);
    if (!asked) return;
    forward_configs<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>(
        context, request, std::move(responder), std::move(*asked), [&](const auto& resource) -> Status {
            switch (static_cast<metadata::ResourceType>(resource.resource_type)) {
                case metadata::ResourceType::broker: return check_broker_resource(context, resource);
                case metadata::ResourceType::broker_logger:
                    return failure(ErrorCode::INVALID_REQUEST,
                                   "the log's level is that of the whole process and does not change while it runs");
                case metadata::ResourceType::unknown:
                case metadata::ResourceType::topic:
                case metadata::ResourceType::client_metrics:
                case metadata::ResourceType::group: break;
            }
            return {};
        });
}

void handle_controller_incremental_alter_configs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<IncrementalAlterConfigsRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<IncrementalAlterConfigsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
