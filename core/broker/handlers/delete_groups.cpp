// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/delete_groups.h"

#include <algorithm>

#include "broker/handlers/handlers.h"

// DeleteGroups (KIP-229): of groups that this broker coordinates.
namespace vitrine::broker {

void handle_delete_groups(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DeleteGroupsRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, [&context, key = request.header.request_api_key,
                                   responder = std::move(responder)](messages::DeleteGroupsResponse response) mutable {
        if (std::ranges::any_of(response.results, [](const auto& result) { return result.error_code != ErrorCode::NONE; }))
            context.count_error(key);
        responder.respond(response);
    });
}

}  // namespace vitrine::broker
