// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/vote.h"

#include "broker/handlers/handlers.h"

// Vote: the quorum's (core/raft).
namespace vitrine::broker {

void handle_vote(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::VoteRequest>(request, responder);
    if (asked) context.raft.handle(*asked, answer_with<messages::VoteResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
