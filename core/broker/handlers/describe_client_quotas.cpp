// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_client_quotas.h"

#include "broker/handlers/handlers.h"
#include "metadata/client_quotas.h"

// DescribeClientQuotas (KIP-546): from the metadata that the broker acts on.
namespace vitrine::broker {

void handle_describe_client_quotas(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeClientQuotasRequest>(request, responder);
    if (!asked) return;
    const auto response = metadata::describe_client_quotas(*asked, context.image());
    if (response.error_code != ErrorCode::NONE) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
