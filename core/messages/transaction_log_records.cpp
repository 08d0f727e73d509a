// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/transaction_log_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& TransactionLogKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 0,
        .versions = between(0, 0),
        .body = declare_struct<TransactionLogKey>("TransactionLogKey", {
            field("TransactionalId", &TransactionLogKey::transactional_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& TransactionLogValue::PartitionsSchema::structure() {
    static const Struct declared = declare_struct<PartitionsSchema>("PartitionsSchema", {
        field("Topic", &PartitionsSchema::topic, since(0)),
        field("PartitionIds", &PartitionsSchema::partition_ids, since(0)),
    });
    return declared;
}

const Message& TransactionLogValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 0,
        .versions = between(0, 1),
        .flexible_from = 1,
        .body = declare_struct<TransactionLogValue>("TransactionLogValue", {
            field("ProducerId", &TransactionLogValue::producer_id, since(0)),
            field("PreviousProducerId", &TransactionLogValue::previous_producer_id, since(1)).tagged_as(0, since(1)),
            field("NextProducerId", &TransactionLogValue::next_producer_id, since(1)).tagged_as(1, since(1)),
            field("ProducerEpoch", &TransactionLogValue::producer_epoch, since(0)),
            field("NextProducerEpoch", &TransactionLogValue::next_producer_epoch, since(1)).tagged_as(3, since(1)),
            field("TransactionTimeoutMs", &TransactionLogValue::transaction_timeout_ms, since(0)),
            field("TransactionStatus", &TransactionLogValue::transaction_status, since(0)),
            field("TransactionPartitions", &TransactionLogValue::transaction_partitions, since(0)).nullable_in(since(0)),
            field("TransactionLastUpdateTimestampMs", &TransactionLogValue::transaction_last_update_timestamp_ms, since(0)),
            field("TransactionStartTimestampMs", &TransactionLogValue::transaction_start_timestamp_ms, since(0)),
            field("ClientTransactionVersion", &TransactionLogValue::client_transaction_version, since(1)).tagged_as(2, since(1)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
