// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_configs.h"

#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"

// DescribeConfigs (KIP-133, KIP-226, KIP-569): of topics, of this broker, of every broker, and of the log.
namespace vitrine::broker {

namespace {

using Response = messages::DescribeConfigsResponse;
using ResultRow = Response::DescribeConfigsResult;

void fill(ResultRow& row, const std::vector<DescribedConfig>& configs, const messages::DescribeConfigsRequest& asked) {
    for (const DescribedConfig& config : configs) {
        auto& entry = row.configs.emplace_back();
        entry.name = config.name;
        entry.value = config.sensitive ? std::nullopt : config.value;
        entry.read_only = config.read_only;
        entry.config_source = static_cast<std::int8_t>(config.source);
        entry.is_sensitive = config.sensitive;
        entry.config_type = static_cast<std::int8_t>(config.type);
        entry.documentation.reset();
        if (asked.include_documentation) entry.documentation = config.documentation;
        if (!asked.include_synonyms) continue;
        for (const ConfigSynonym& synonym : config.synonyms) {
            entry.synonyms.push_back({.name = synonym.name, .value = synonym.value, .source = static_cast<std::int8_t>(synonym.source)});
        }
    }
}

// In log4j's words.
std::string_view level_in_force(const Logger& logger) {
    return logger.enabled(LogLevel::debug)     ? "DEBUG"
           : logger.enabled(LogLevel::info)    ? "INFO"
           : logger.enabled(LogLevel::warning) ? "WARN"
                                               : "ERROR";
}

void refuse(ResultRow& row, ErrorCode error, std::string why) {
    row.error_code = error;
    row.error_message = std::move(why);
}

void describe(const HandlerContext& context, const messages::DescribeConfigsRequest& asked,
              const messages::DescribeConfigsRequest::DescribeConfigsResource& resource, ResultRow& row) {
    // No keys, and an empty list, mean all.
    std::optional<std::vector<std::string>> keys = resource.configuration_keys;
    if (keys && keys->empty()) keys.reset();
    switch (static_cast<metadata::ResourceType>(resource.resource_type)) {
        case metadata::ResourceType::topic: {
            if (!is_valid_topic_name(resource.resource_name)) {
                return refuse(row, ErrorCode::INVALID_TOPIC_EXCEPTION, fmt::format("Topic name \"{}\" is illegal", resource.resource_name));
            }
            if (context.image().topic(resource.resource_name) == nullptr) {
                return refuse(row, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "This server does not host this topic-partition.");
            }
            return fill(row, context.config.describe_topic(topic_settings(context.image(), resource.resource_name), keys), asked);
        }
        case metadata::ResourceType::broker:
            if (resource.resource_name.empty()) return fill(row, context.config.describe_cluster_default(keys), asked);
            if (resource.resource_name != std::to_string(context.node.node_id.value())) {
                return refuse(row, ErrorCode::INVALID_REQUEST,
                              fmt::format("Unexpected broker id, expected {} or empty string, but received {}", context.node.node_id,
                                          resource.resource_name));
            }
            return fill(row, context.config.describe_broker(keys), asked);
        case metadata::ResourceType::broker_logger: {
            if (resource.resource_name.empty()) return refuse(row, ErrorCode::INVALID_REQUEST, "Broker id must not be empty");
            if (resource.resource_name != std::to_string(context.node.node_id.value())) {
                return refuse(
                    row, ErrorCode::INVALID_REQUEST,
                    fmt::format("Unexpected broker id, expected {} but received {}", context.node.node_id, resource.resource_name));
            }
            // There is one log, of the whole process.
            return fill(row,
                        {{.name = "root",
                          .value = std::string(level_in_force(context.logger)),
                          .read_only = true,
                          .source = ConfigSource::dynamic_broker_logger_config}},
                        asked);
        }
        case metadata::ResourceType::unknown:
        case metadata::ResourceType::client_metrics:
        case metadata::ResourceType::group: break;
    }
    refuse(row, ErrorCode::INVALID_REQUEST, fmt::format("Unsupported resource type: {}", resource.resource_type));
}

}  // namespace

void handle_describe_configs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeConfigsRequest>(request, responder);
    if (!asked) return;
    Response response;
    bool failed = false;
    for (const auto& resource : asked->resources) {
        ResultRow& row = response.results.emplace_back();
        row.error_message.reset();
        row.resource_type = resource.resource_type;
        row.resource_name = resource.resource_name;
        describe(context, *asked, resource, row);
        failed = failed || row.error_code != ErrorCode::NONE;
    }
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
