// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/create_partitions.h"

#include <algorithm>

#include "broker/handlers/controller_mutation.h"
#include "broker/handlers/handlers.h"

// CreatePartitions: the active controller's to do.
namespace vitrine::broker {

using messages::CreatePartitionsRequest;
using messages::CreatePartitionsResponse;

void handle_create_partitions(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<CreatePartitionsRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    std::vector<std::string> names;
    for (const auto& topic : asked->topics) names.push_back(topic.name);
    forward<CreatePartitionsResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const CreatePartitionsResponse& response) {
            return std::ranges::any_of(response.results, [](const auto& row) { return row.error_code == ErrorCode::NOT_CONTROLLER; });
        },
        [names = std::move(names)](const Error& error) {
            CreatePartitionsResponse response;
            for (const std::string& name : names)
                response.results.push_back({.name = name, .error_code = error.code, .error_message = error.message});
            return response;
        },
        answer_and_mute<CreatePartitionsResponse>(std::move(responder)), request.header.client_id.value_or(""));
}

void handle_controller_create_partitions(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<CreatePartitionsRequest>(request, responder);
    constexpr wire::Version refused_since = 3;  // that know THROTTLING_QUOTA_EXCEEDED
    if (asked) handle_within_quota<CreatePartitionsResponse>(context, *asked, request, refused_since, std::move(responder));
}

}  // namespace vitrine::broker
