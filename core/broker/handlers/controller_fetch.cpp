// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/handlers/handlers.h"
#include "messages/fetch.h"

// Fetch on the controller's listener: of the metadata log alone (KIP-595); the quorum's (core/raft).
namespace vitrine::broker {

void handle_controller_fetch(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::FetchRequest>(request, responder);
    if (asked) context.raft.handle(*asked, request.version(), answer_with<messages::FetchResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
