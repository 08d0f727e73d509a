// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/delete_topics.h"

#include <algorithm>

#include "broker/handlers/controller_mutation.h"
#include "broker/handlers/handlers.h"

// DeleteTopics: the active controller's to do. By name before v6, by name or id since.
namespace vitrine::broker {

using messages::DeleteTopicsRequest;
using messages::DeleteTopicsResponse;

void handle_delete_topics(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<DeleteTopicsRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    std::vector<DeleteTopicsResponse::DeletableTopicResult> rows;
    for (const std::string& name : asked->topic_names) rows.push_back({.name = name});
    for (const auto& topic : asked->topics) rows.push_back({.name = topic.name, .topic_id = topic.topic_id});
    forward<DeleteTopicsResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const DeleteTopicsResponse& response) {
            return std::ranges::any_of(response.responses, [](const auto& row) { return row.error_code == ErrorCode::NOT_CONTROLLER; });
        },
        [rows = std::move(rows)](const Error& error) {
            DeleteTopicsResponse response;
            response.responses = rows;
            for (auto& row : response.responses) {
                row.error_code = error.code;
                row.error_message = error.message;
            }
            return response;
        },
        answer_and_mute<DeleteTopicsResponse>(std::move(responder)), request.header.client_id.value_or(""));
}

void handle_controller_delete_topics(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<DeleteTopicsRequest>(request, responder);
    constexpr wire::Version refused_since = 5;  // that know THROTTLING_QUOTA_EXCEEDED
    if (asked) handle_within_quota<DeleteTopicsResponse>(context, *asked, request, refused_since, std::move(responder));
}

}  // namespace vitrine::broker
