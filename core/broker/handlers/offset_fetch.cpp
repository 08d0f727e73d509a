// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_fetch.h"

#include "broker/handlers/handlers.h"

// OffsetFetch: the group coordinator's (core/coordinator).
namespace vitrine::broker {

void handle_offset_fetch(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::OffsetFetchRequest>(request, responder);
    if (!asked) return;
    context.groups.handle(*asked, request.version(), answer_with<messages::OffsetFetchResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
