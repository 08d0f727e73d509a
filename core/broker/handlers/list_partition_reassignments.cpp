// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_partition_reassignments.h"

#include "broker/handlers/handlers.h"

// ListPartitionReassignments: the active controller knows.
namespace vitrine::broker {

using messages::ListPartitionReassignmentsRequest;
using messages::ListPartitionReassignmentsResponse;

void handle_list_partition_reassignments(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<ListPartitionReassignmentsRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    forward<ListPartitionReassignmentsResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const ListPartitionReassignmentsResponse& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [](const Error& error) {
            ListPartitionReassignmentsResponse response;
            response.error_code = error.code;
            response.error_message = error.message;
            return response;
        },
        answer_with<ListPartitionReassignmentsResponse>(std::move(responder)));
}

void handle_controller_list_partition_reassignments(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<ListPartitionReassignmentsRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<ListPartitionReassignmentsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
