// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/update_features.h"

#include "broker/handlers/handlers.h"

// UpdateFeatures (KIP-584): the active controller's to do.
namespace vitrine::broker {

using messages::UpdateFeaturesRequest;
using messages::UpdateFeaturesResponse;

void handle_update_features(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<UpdateFeaturesRequest>(request, responder);
    if (!asked) return;
    const Duration timeout = forward_timeout(context, asked->timeout_ms);
    forward<UpdateFeaturesResponse>(
        context, std::move(*asked), request.version(), timeout,
        [](const UpdateFeaturesResponse& response) { return response.error_code == ErrorCode::NOT_CONTROLLER; },
        [](const Error& error) {
            UpdateFeaturesResponse response;
            response.error_code = error.code;
            response.error_message = error.message;
            return response;
        },
        answer_with<UpdateFeaturesResponse>(std::move(responder)));
}

void handle_controller_update_features(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<UpdateFeaturesRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<UpdateFeaturesResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
