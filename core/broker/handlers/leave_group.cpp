// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/leave_group.h"

#include "broker/handlers/handlers.h"

// LeaveGroup: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_leave_group(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::LeaveGroupRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, request.version(), answer_with<messages::LeaveGroupResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
