// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/update_raft_voter.h"

#include "broker/handlers/handlers.h"

// UpdateRaftVoter (KIP-853): from a voter that listens somewhere else now.
namespace vitrine::broker {

void handle_update_raft_voter(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::UpdateRaftVoterRequest>(request, responder);
    if (asked) context.raft.handle(*asked, answer_with<messages::UpdateRaftVoterResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
