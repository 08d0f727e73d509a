// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_producers.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeProducersRequest::TopicRequest::structure() {
    static const Struct declared = declare_struct<TopicRequest>("TopicRequest", {
        field("Name", &TopicRequest::name, since(0)),
        field("PartitionIndexes", &TopicRequest::partition_indexes, since(0)),
    });
    return declared;
}

const Message& DescribeProducersRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 61,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker,
        .body = declare_struct<DescribeProducersRequest>("DescribeProducersRequest", {
            field("Topics", &DescribeProducersRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& DescribeProducersResponse::TopicResponse::PartitionResponse::ProducerState::structure() {
    static const Struct declared = declare_struct<ProducerState>("ProducerState", {
        field("ProducerId", &ProducerState::producer_id, since(0)),
        field("ProducerEpoch", &ProducerState::producer_epoch, since(0)),
        field("LastSequence", &ProducerState::last_sequence, since(0)),
        field("LastTimestamp", &ProducerState::last_timestamp, since(0)),
        field("CoordinatorEpoch", &ProducerState::coordinator_epoch, since(0)),
        field("CurrentTxnStartOffset", &ProducerState::current_txn_start_offset, since(0)),
    });
    return declared;
}

const Struct& DescribeProducersResponse::TopicResponse::PartitionResponse::structure() {
    static const Struct declared = declare_struct<PartitionResponse>("PartitionResponse", {
        field("PartitionIndex", &PartitionResponse::partition_index, since(0)),
        field("ErrorCode", &PartitionResponse::error_code, since(0)),
        field("ErrorMessage", &PartitionResponse::error_message, since(0)).nullable_in(since(0)),
        field("ActiveProducers", &PartitionResponse::active_producers, since(0)),
    });
    return declared;
}

const Struct& DescribeProducersResponse::TopicResponse::structure() {
    static const Struct declared = declare_struct<TopicResponse>("TopicResponse", {
        field("Name", &TopicResponse::name, since(0)),
        field("Partitions", &TopicResponse::partitions, since(0)),
    });
    return declared;
}

const Message& DescribeProducersResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 61,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<DescribeProducersResponse>("DescribeProducersResponse", {
            field("ThrottleTimeMs", &DescribeProducersResponse::throttle_time_ms, since(0)),
            field("Topics", &DescribeProducersResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
