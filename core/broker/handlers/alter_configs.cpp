// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_configs.h"

#include "broker/handlers/config_forwarding.h"

// AlterConfigs (KIP-133), which replaces the whole of a resource's configuration: the active controller's to do, like
// IncrementalAlterConfigs, which has taken its place.
namespace vitrine::broker {

using messages::AlterConfigsRequest;
using messages::AlterConfigsResponse;

void handle_alter_configs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<AlterConfigsRequest>(request, responder);
    if (!asked) return;
    forward_configs<AlterConfigsRequest, AlterConfigsResponse>(
        context, request, std::move(responder), std::move(*asked), [&](const auto& resource) -> Status {
            if (static_cast<metadata::ResourceType>(resource.resource_type) != metadata::ResourceType::broker) return {};
            messages::IncrementalAlterConfigsRequest::AlterConfigsResource same;
            same.resource_type = resource.resource_type;
            same.resource_name = resource.resource_name;
            for (const auto& config : resource.configs) same.configs.push_back({.name = config.name, .value = config.value});
            return check_broker_resource(context, same);
        });
}

void handle_controller_alter_configs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<AlterConfigsRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<AlterConfigsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
