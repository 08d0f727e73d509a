// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_groups.h"

#include "broker/handlers/handlers.h"

// ListGroups: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_list_groups(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::ListGroupsRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, answer_with<messages::ListGroupsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
