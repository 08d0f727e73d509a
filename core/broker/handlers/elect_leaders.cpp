// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/elect_leaders.h"

#include "broker/handlers/handlers.h"

// ElectLeaders: the active controller's to do (KIP-460).
namespace vitrine::broker {

using messages::ElectLeadersRequest;
using messages::ElectLeadersResponse;

void handle_elect_leaders(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<ElectLeadersRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    std::vector<ElectLeadersResponse::ReplicaElectionResult> rows;
    if (asked->topic_partitions) {
        for (const auto& topic : *asked->topic_partitions) {
            auto& row = rows.emplace_back();
            row.topic = topic.topic;
            for (const std::int32_t partition : topic.partitions) row.partition_result.push_back({.partition_id = partition});
        }
    }
    forward<ElectLeadersResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const ElectLeadersResponse& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [rows = std::move(rows)](const Error& error) {
            ElectLeadersResponse response;
            response.error_code = error.code;
            response.replica_election_results = rows;
            for (auto& topic : response.replica_election_results) {
                for (auto& row : topic.partition_result) {
                    row.error_code = error.code;
                    row.error_message = error.message;
                }
            }
            return response;
        },
        answer_with<ElectLeadersResponse>(std::move(responder)));
}

void handle_controller_elect_leaders(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<ElectLeadersRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<ElectLeadersResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
