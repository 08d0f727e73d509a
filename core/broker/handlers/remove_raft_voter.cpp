// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/remove_raft_voter.h"

#include "broker/handlers/handlers.h"

// RemoveRaftVoter (KIP-853): the quorum's leader changes the voters; brokers send it on.
namespace vitrine::broker {

using messages::RemoveRaftVoterRequest;
using messages::RemoveRaftVoterResponse;

void handle_remove_raft_voter(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<RemoveRaftVoterRequest>(request, responder);
    if (!asked) return;
    forward<RemoveRaftVoterResponse>(
        context, std::move(*asked), request.version(), context.config.values().request_timeout_ms,
        [](const RemoveRaftVoterResponse& response) { return response.error_code == ErrorCode::NOT_LEADER_OR_FOLLOWER; },
        [](const Error& error) {
            RemoveRaftVoterResponse response;
            response.error_code = error.code;
            response.error_message = error.message;
            return response;
        },
        answer_with<RemoveRaftVoterResponse>(std::move(responder)));
}

void handle_controller_remove_raft_voter(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<RemoveRaftVoterRequest>(request, responder);
    if (asked) context.raft.handle(*asked, answer_with<RemoveRaftVoterResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
