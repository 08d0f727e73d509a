// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_groups.h"

#include "broker/handlers/handlers.h"

// DescribeGroups: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_describe_groups(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeGroupsRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, request.version(), answer_with<messages::DescribeGroupsResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
