// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/fetch_snapshot.h"

#include "broker/handlers/handlers.h"

// FetchSnapshot: the quorum's (core/raft).
namespace vitrine::broker {

void handle_fetch_snapshot(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::FetchSnapshotRequest>(request, responder);
    if (asked) context.raft.handle(*asked, answer_with<messages::FetchSnapshotResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
