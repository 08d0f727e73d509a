// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/add_raft_voter.h"

#include "broker/handlers/handlers.h"

// AddRaftVoter (KIP-853): the quorum's leader changes the voters; brokers send it on.
namespace vitrine::broker {

using messages::AddRaftVoterRequest;
using messages::AddRaftVoterResponse;

void handle_add_raft_voter(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<AddRaftVoterRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    forward<AddRaftVoterResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const AddRaftVoterResponse& response) { return response.error_code == ErrorCode::NOT_LEADER_OR_FOLLOWER; },
        [](const Error& error) {
            AddRaftVoterResponse response;
            response.error_code = error.code;
            response.error_message = error.message;
            return response;
        },
        answer_with<AddRaftVoterResponse>(std::move(responder)));
}

void handle_controller_add_raft_voter(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<AddRaftVoterRequest>(request, responder);
    if (asked) context.raft.handle(*asked, answer_with<AddRaftVoterResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
