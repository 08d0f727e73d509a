// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_config_resources.h"

#include <algorithm>
#include <array>

#include "broker/handlers/handlers.h"

// ListConfigResources (KIP-1142): what DescribeConfigs can be asked about. Groups and client metrics have no configuration here.
namespace vitrine::broker {

void handle_list_config_resources(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    using metadata::ResourceType;
    const auto asked = decode_or_close<messages::ListConfigResourcesRequest>(request, responder);
    if (!asked) return;
    messages::ListConfigResourcesResponse response;
    // Version 0 knows client metrics alone, of which there are none.
    if (request.version() == 0) return responder.respond(response);
    constexpr std::array known{ResourceType::group, ResourceType::client_metrics, ResourceType::broker_logger, ResourceType::broker,
                               ResourceType::topic};
    const auto is_known = [&](std::int8_t type) { return std::ranges::find(known, static_cast<ResourceType>(type)) != known.end(); };
    if (!std::ranges::all_of(asked->resource_types, is_known)) {
        response.error_code = ErrorCode::UNSUPPORTED_VERSION;
        context.count_error(request.header.request_api_key);
        return responder.respond(response);
    }
    const auto wanted = [&](ResourceType type) {
        return asked->resource_types.empty() ||
               std::ranges::find(asked->resource_types, static_cast<std::int8_t>(type)) != asked->resource_types.end();
    };
    const auto add = [&](ResourceType type, std::string name) {
        response.config_resources.push_back({.resource_name = std::move(name), .resource_type = static_cast<std::int8_t>(type)});
    };
    for (const ResourceType type : {ResourceType::broker_logger, ResourceType::broker}) {
        if (!wanted(type)) continue;
        for (const auto& [id, broker] : context.image().brokers) {
            if (!broker->fenced) add(type, std::to_string(id.value()));
        }
    }
    if (wanted(ResourceType::topic)) {
        for (const auto& [name, topic] : context.image().topics_by_name) add(ResourceType::topic, name);
    }
    responder.respond(response);
}

}  // namespace vitrine::broker
