// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_user_scram_credentials.h"

#include "broker/handlers/handlers.h"
#include "metadata/scram_credentials.h"

// DescribeUserScramCredentials (KIP-554): from the metadata that the broker acts on. kafka-configs asks it of every user whose quotas it
// describes.
namespace vitrine::broker {

void handle_describe_user_scram_credentials(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeUserScramCredentialsRequest>(request, responder);
    if (!asked) return;
    responder.respond(metadata::describe_user_scram_credentials(*asked, context.image()));
}

}  // namespace vitrine::broker
