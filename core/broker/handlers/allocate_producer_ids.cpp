// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/allocate_producer_ids.h"

#include "broker/handlers/handlers.h"

// AllocateProducerIds: the active controller's (core/metadata).
namespace vitrine::broker {

void handle_allocate_producer_ids(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::AllocateProducerIdsRequest>(request, responder);
    if (asked)
        context.controller.handle(*asked, request.version(), answer_with<messages::AllocateProducerIdsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
