// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/heartbeat.h"

#include "broker/handlers/handlers.h"

// Heartbeat: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_heartbeat(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::HeartbeatRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, answer_with<messages::HeartbeatResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
