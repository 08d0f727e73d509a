// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_partition_reassignments.h"

#include "broker/handlers/handlers.h"

// AlterPartitionReassignments: the active controller's to do.
namespace vitrine::broker {

using messages::AlterPartitionReassignmentsRequest;
using messages::AlterPartitionReassignmentsResponse;

void handle_alter_partition_reassignments(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<AlterPartitionReassignmentsRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    AlterPartitionReassignmentsResponse unanswered;
    for (const auto& topic : asked->topics) {
        auto& result = unanswered.responses.emplace_back();
        result.name = topic.name;
        for (const auto& partition : topic.partitions) result.partitions.push_back({.partition_index = partition.partition_index});
    }
    forward<AlterPartitionReassignmentsResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const AlterPartitionReassignmentsResponse& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [unanswered = std::move(unanswered)](const Error& error) mutable {
            unanswered.error_code = error.code;
            unanswered.error_message = error.message;
            for (auto& topic : unanswered.responses) {
                for (auto& partition : topic.partitions) {
                    partition.error_code = error.code;
                    partition.error_message = error.message;
                }
            }
            return std::move(unanswered);
        },
        answer_with<AlterPartitionReassignmentsResponse>(std::move(responder)));
}

void handle_controller_alter_partition_reassignments(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<AlterPartitionReassignmentsRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<AlterPartitionReassignmentsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
