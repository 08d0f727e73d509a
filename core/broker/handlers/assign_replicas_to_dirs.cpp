// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/assign_replicas_to_dirs.h"

#include "broker/handlers/handlers.h"

// AssignReplicasToDirs (KIP-858): the active controller's (core/metadata).
namespace vitrine::broker {

void handle_assign_replicas_to_dirs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::AssignReplicasToDirsRequest>(request, responder);
    if (!asked) return;
    context.controller.handle(*asked, request.version(), answer_with<messages::AssignReplicasToDirsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
