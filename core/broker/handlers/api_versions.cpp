// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/api_versions.h"

#include <algorithm>

#include "broker/handlers/handlers.h"
#include "metadata/feature_control.h"

// ApiVersions: what each listener serves, and the cluster's features (KIP-35, KIP-511, KIP-584). A version that is not known is
// answered in version 0 with UNSUPPORTED_VERSION, so that any client can go on.
namespace vitrine::broker {

namespace {

constexpr std::string_view kraft_version_feature = "kraft.version";

// [a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?
bool is_software_name(std::string_view text) {
    const auto alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    if (text.empty() || !alphanumeric(text.front()) || !alphanumeric(text.back())) return false;
    return std::ranges::all_of(text, [&](char c) { return alphanumeric(c) || c == '-' || c == '.'; });
}

std::vector<messages::ApiVersionsResponse::ApiVersion> versions_of(bool controller_listener) {
    std::vector<messages::ApiVersionsResponse::ApiVersion> versions;
    for (const ApiRow& row : api_table()) {
        if (!row.advertised || !(controller_listener ? row.controller_listener : row.broker_listener)) continue;
        versions.push_back({.api_key = row.key, .min_version = row.advertised_lowest, .max_version = row.highest});
    }
    return versions;
}

void answer(HandlerContext& context, rpc::Request request, rpc::Responder responder, bool controller_listener,
            const metadata::MetadataImage& image) {
    const auto asked = decode_or_close<messages::ApiVersionsRequest>(request, responder);
    if (!asked) return;
    messages::ApiVersionsResponse response;
    if (request.version() >= 3 && (!is_software_name(asked->client_software_name) || !is_software_name(asked->client_software_version))) {
        response.error_code = ErrorCode::INVALID_REQUEST;
        context.count_error(request.header.request_api_key);
        return responder.respond(response);
    }
    response.api_keys = versions_of(controller_listener);
    const auto support = [&](std::string_view name, std::int16_t lowest, std::int16_t highest) {
        // Clients before v4 cannot read a range that begins at 0.
        if (lowest == 0 && request.version() < 4) return;
        response.supported_features.push_back({.name = std::string(name), .min_version = lowest, .max_version = highest});
    };
    for (const metadata::SupportedFeature& feature : metadata::supported_features()) support(feature.name, feature.lowest, feature.highest);
    response.finalized_features_epoch = image.offset.value();
    for (const auto& [name, level] : image.features) {
        response.finalized_features.push_back({.name = name, .max_version_level = level, .min_version_level = level});
    }
    // The quorum's own (KIP-853): its level stands in control records.
    if (const std::int16_t level = context.raft.kraft_version(); level > 0) {
        response.finalized_features.push_back(
            {.name = std::string(kraft_version_feature), .max_version_level = level, .min_version_level = level});
    }
    responder.respond(response);
}

}  // namespace

void handle_api_versions(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    answer(context, std::move(request), std::move(responder), false, context.image());
}

void handle_controller_api_versions(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    answer(context, std::move(request), std::move(responder), true, *context.loader.image());
}

void handle_unsupported_api_versions(rpc::Responder responder, bool controller_listener) {
    messages::ApiVersionsResponse response;
    response.error_code = ErrorCode::UNSUPPORTED_VERSION;
    // Kafka names the one range that helps; everything else is asked for again in a version that is known.
    for (auto& version : versions_of(controller_listener)) {
        if (version.api_key == static_cast<std::int16_t>(wire::ApiKey::api_versions)) response.api_keys.push_back(version);
    }
    responder.respond(response, 0);
}

}  // namespace vitrine::broker
