// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/create_topics.h"

#include <algorithm>

#include "broker/handlers/controller_mutation.h"
#include "broker/handlers/handlers.h"

// CreateTopics: the active controller's to do.
namespace vitrine::broker {

using messages::CreateTopicsRequest;
using messages::CreateTopicsResponse;

void handle_create_topics(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<CreateTopicsRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    std::vector<std::string> names;
    for (const auto& topic : asked->topics) names.push_back(topic.name);
    forward<CreateTopicsResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const CreateTopicsResponse& response) {
            return std::ranges::any_of(response.topics, [](const auto& topic) { return topic.error_code == ErrorCode::NOT_CONTROLLER; });
        },
        [names = std::move(names)](const Error& error) {
            CreateTopicsResponse response;
            for (const std::string& name : names)
                response.topics.push_back({.name = name, .error_code = error.code, .error_message = error.message});
            return response;
        },
        answer_and_mute<CreateTopicsResponse>(std::move(responder)), request.header.client_id.value_or(""));
}

void handle_controller_create_topics(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<CreateTopicsRequest>(request, responder);
    constexpr wire::Version refused_since = 6;  // that know THROTTLING_QUOTA_EXCEEDED
    if (asked) handle_within_quota<CreateTopicsResponse>(context, *asked, request, refused_since, std::move(responder));
}

}  // namespace vitrine::broker
