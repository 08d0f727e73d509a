// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_client_quotas.h"

#include <algorithm>

#include "broker/handlers/handlers.h"
#include "metadata/controller_answers.h"

// AlterClientQuotas (KIP-546): the active controller's to do.
namespace vitrine::broker {

using messages::AlterClientQuotasRequest;
using messages::AlterClientQuotasResponse;

void handle_alter_client_quotas(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<AlterClientQuotasRequest>(request, responder);
    if (!asked) return;
    const wire::Version version = request.version();
    forward<AlterClientQuotasResponse>(
        context, *asked, version, forward_timeout(context, std::numeric_limits<std::int32_t>::max()),
        [](const AlterClientQuotasResponse& response) {
            return std::ranges::any_of(response.entries, [](const auto& entry) { return entry.error_code == ErrorCode::NOT_CONTROLLER; });
        },
        [asked = *asked, version](const Error& error) { return metadata::error_response(asked, version, error); },
        answer_with<AlterClientQuotasResponse>(std::move(responder)));
}

void handle_controller_alter_client_quotas(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<AlterClientQuotasRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<AlterClientQuotasResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
