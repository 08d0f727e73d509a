// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_quorum.h"

#include <algorithm>

#include "broker/handlers/handlers.h"

// DescribeQuorum (KIP-836): the quorum leader knows; brokers send it on.
namespace vitrine::broker {

using messages::DescribeQuorumRequest;
using messages::DescribeQuorumResponse;

void handle_describe_quorum(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<DescribeQuorumRequest>(request, responder);
    if (!asked) return;
    forward<DescribeQuorumResponse>(
        context, std::move(*asked), request.version(), context.config.values().request_timeout_ms,
        [](const DescribeQuorumResponse& response) {
            const auto not_leader = [](const auto& partition) { return partition.error_code == ErrorCode::NOT_LEADER_OR_FOLLOWER; };
            return response.error_code == ErrorCode::NOT_CONTROLLER || std::ranges::any_of(response.topics, [&](const auto& topic) {
                       return std::ranges::any_of(topic.partitions, not_leader);
                   });
        },
        [](const Error& error) {
            DescribeQuorumResponse response;
            response.error_code = error.code;
            response.error_message = error.message;
            return response;
        },
        answer_with<DescribeQuorumResponse>(std::move(responder)));
}

void handle_controller_describe_quorum(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<DescribeQuorumRequest>(request, responder);
    if (asked) responder.respond(context.raft.describe(*asked));
}

}  // namespace vitrine::broker
