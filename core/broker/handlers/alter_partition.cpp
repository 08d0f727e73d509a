// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_partition.h"

#include "broker/handlers/handlers.h"

// AlterPartition: the active controller's (core/metadata).
namespace vitrine::broker {

void handle_alter_partition(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::AlterPartitionRequest>(request, responder);
    if (asked) context.controller.handle(*asked, request.version(), answer_with<messages::AlterPartitionResponse>(std::move(responder)));
}

}  // namespace vitrine::broker
