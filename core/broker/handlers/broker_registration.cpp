// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/broker_registration.h"

#include "broker/handlers/handlers.h"

// BrokerRegistration: the active controller's (core/metadata).
namespace vitrine::broker {

void handle_broker_registration(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::BrokerRegistrationRequest>(request, responder);
    if (asked)
        context.controller.handle(*asked, request.version(), answer_with<messages::BrokerRegistrationResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
