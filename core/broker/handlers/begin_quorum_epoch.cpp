// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/begin_quorum_epoch.h"

#include "broker/handlers/handlers.h"

// BeginQuorumEpoch: the quorum's (core/raft).
namespace vitrine::broker {

void handle_begin_quorum_epoch(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::BeginQuorumEpochRequest>(request, responder);
    if (asked) context.raft.handle(*asked, answer_with<messages::BeginQuorumEpochResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
