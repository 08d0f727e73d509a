// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/join_group.h"

#include "broker/handlers/handlers.h"

// JoinGroup: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_join_group(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::JoinGroupRequest>(request, responder);
    if (!asked) return;
    const coordinator::ClientInfo client{.client_id = request.header.client_id.value_or(""), .client_host = "/" + request.remote.host};
    context.groups.handle(*asked, request.version(), client,
                          [responder = std::move(responder), version = request.version()](messages::JoinGroupResponse response) mutable {
                              // Before version 7 "no protocol" is an empty name.
                              if (version < 7 && !response.protocol_name) response.protocol_name.emplace();
                              responder.respond(response);
                          });
}

}  // namespace vitrine::broker
