// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/controller_registration.h"

#include "broker/handlers/handlers.h"

// ControllerRegistration (KIP-919): the active controller's (core/metadata).
namespace vitrine::broker {

void handle_controller_registration(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::ControllerRegistrationRequest>(request, responder);
    if (asked)
        context.controller.handle(*asked, request.version(), answer_with<messages::ControllerRegistrationResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
