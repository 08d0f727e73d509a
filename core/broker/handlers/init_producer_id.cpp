// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/init_producer_id.h"

#include "broker/handlers/handlers.h"
#include "broker/producer_ids.h"

// InitProducerId for idempotent producers (KIP-98). Transactions are not served: a transactional id is refused for good.
namespace vitrine::broker {

void handle_init_producer_id(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::InitProducerIdRequest>(request, responder);
    if (!asked) return;
    const auto refuse = [&](ErrorCode error) {
        messages::InitProducerIdResponse response;
        response.error_code = error;
        response.producer_epoch = no_producer_epoch;
        context.count_error(request.header.request_api_key);
        responder.respond(response);
    };
    if (asked->transactional_id) return refuse(ErrorCode::INVALID_REQUEST);
    // Either both or neither (KIP-360); an idempotent producer that lost its state just gets a new id.
    if ((asked->producer_id == no_producer_id) != (asked->producer_epoch == no_producer_epoch)) return refuse(ErrorCode::INVALID_REQUEST);
    context.producer_ids.next([responder = std::move(responder)](Result<ProducerId> id) mutable {
        messages::InitProducerIdResponse response;
        if (id) {
            response.producer_id = *id;
            response.producer_epoch = ProducerEpoch(0);
        } else {
            response.error_code = id.error().code;
            response.producer_epoch = no_producer_epoch;
        }
        responder.respond(response);
    });
}

}  // namespace vitrine::broker
