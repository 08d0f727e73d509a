// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/init_producer_id.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& InitProducerIdRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 22,
        .versions = between(0, 6),
        .flexible_from = 2,
        .listeners = ListenerType::broker,
        .latest_version_unstable = true,
        .body = declare_struct<InitProducerIdRequest>("InitProducerIdRequest", {
            field("TransactionalId", &InitProducerIdRequest::transactional_id, since(0)).nullable_in(since(0)),
            field("TransactionTimeoutMs", &InitProducerIdRequest::transaction_timeout_ms, since(0)),
            field("ProducerId", &InitProducerIdRequest::producer_id, since(3)),
            field("ProducerEpoch", &InitProducerIdRequest::producer_epoch, since(3)),
            field("Enable2Pc", &InitProducerIdRequest::enable_2pc, since(6)),
            field("KeepPreparedTxn", &InitProducerIdRequest::keep_prepared_txn, since(6)),
        }),
    };
    return declared;
}

const Message& InitProducerIdResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 22,
        .versions = between(0, 6),
        .flexible_from = 2,
        .body = declare_struct<InitProducerIdResponse>("InitProducerIdResponse", {
            field("ThrottleTimeMs", &InitProducerIdResponse::throttle_time_ms, since(0)).ignored_where_absent(),
            field("ErrorCode", &InitProducerIdResponse::error_code, since(0)),
            field("ProducerId", &InitProducerIdResponse::producer_id, since(0)),
            field("ProducerEpoch", &InitProducerIdResponse::producer_epoch, since(0)),
            field("OngoingTxnProducerId", &InitProducerIdResponse::ongoing_txn_producer_id, since(6)),
            field("OngoingTxnProducerEpoch", &InitProducerIdResponse::ongoing_txn_producer_epoch, since(6)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
