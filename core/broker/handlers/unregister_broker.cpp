// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/unregister_broker.h"

#include "broker/handlers/handlers.h"

// UnregisterBroker: the active controller's to do (KIP-746).
namespace vitrine::broker {

using messages::UnregisterBrokerRequest;
using messages::UnregisterBrokerResponse;

void handle_unregister_broker(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<UnregisterBrokerRequest>(request, responder);
    if (!asked) return;
    forward<UnregisterBrokerResponse>(
        context, std::move(*asked), request.version(), context.config.values().request_timeout_ms,
        [](const UnregisterBrokerResponse& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [](const Error& error) {
            UnregisterBrokerResponse response;
            response.error_code = error.code;
            response.error_message = error.message;
            return response;
        },
        answer_with<UnregisterBrokerResponse>(std::move(responder)));
}

void handle_controller_unregister_broker(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<UnregisterBrokerRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<UnregisterBrokerResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
