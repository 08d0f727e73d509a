// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/sync_group.h"

#include "broker/handlers/handlers.h"

// SyncGroup: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_sync_group(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::SyncGroupRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, answer_with<messages::SyncGroupResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
