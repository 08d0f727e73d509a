// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_commit.h"

#include "broker/handlers/handlers.h"

// OffsetCommit: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_offset_commit(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::OffsetCommitRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, request.version(), answer_with<messages::OffsetCommitResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
