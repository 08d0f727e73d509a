// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/allocate_producer_ids.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& AllocateProducerIdsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 67,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<AllocateProducerIdsRequest>("AllocateProducerIdsRequest", {
            field("BrokerId", &AllocateProducerIdsRequest::broker_id, since(0)),
            field("BrokerEpoch", &AllocateProducerIdsRequest::broker_epoch, since(0)),
        }),
    };
    return declared;
}

const Message& AllocateProducerIdsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 67,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<AllocateProducerIdsResponse>("AllocateProducerIdsResponse", {
            field("ThrottleTimeMs", &AllocateProducerIdsResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &AllocateProducerIdsResponse::error_code, since(0)),
            field("ProducerIdStart", &AllocateProducerIdsResponse::producer_id_start, since(0)),
            field("ProducerIdLen", &AllocateProducerIdsResponse::producer_id_len, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
