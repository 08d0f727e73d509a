// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/delete_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DeleteRecordsRequest::DeleteRecordsTopic::DeleteRecordsPartition::structure() {
    static const Struct declared = declare_struct<DeleteRecordsPartition>("DeleteRecordsPartition", {
        field("PartitionIndex", &DeleteRecordsPartition::partition_index, since(0)),
        field("Offset", &DeleteRecordsPartition::offset, since(0)),
    });
    return declared;
}

const Struct& DeleteRecordsRequest::DeleteRecordsTopic::structure() {
    static const Struct declared = declare_struct<DeleteRecordsTopic>("DeleteRecordsTopic", {
        field("Name", &DeleteRecordsTopic::name, since(0)),
        field("Partitions", &DeleteRecordsTopic::partitions, since(0)),
    });
    return declared;
}

const Message& DeleteRecordsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 21,
        .versions = between(0, 2),
        .flexible_from = 2,
        .listeners = ListenerType::broker,
        .body = declare_struct<DeleteRecordsRequest>("DeleteRecordsRequest", {
            field("Topics", &DeleteRecordsRequest::topics, since(0)),
            field("TimeoutMs", &DeleteRecordsRequest::timeout_ms, since(0)),
        }),
    };
    return declared;
}

const Struct& DeleteRecordsResponse::DeleteRecordsTopicResult::DeleteRecordsPartitionResult::structure() {
    static const Struct declared = declare_struct<DeleteRecordsPartitionResult>("DeleteRecordsPartitionResult", {
        field("PartitionIndex", &DeleteRecordsPartitionResult::partition_index, since(0)),
        field("LowWatermark", &DeleteRecordsPartitionResult::low_watermark, since(0)),
        field("ErrorCode", &DeleteRecordsPartitionResult::error_code, since(0)),
    });
    return declared;
}

const Struct& DeleteRecordsResponse::DeleteRecordsTopicResult::structure() {
    static const Struct declared = declare_struct<DeleteRecordsTopicResult>("DeleteRecordsTopicResult", {
        field("Name", &DeleteRecordsTopicResult::name, since(0)),
        field("Partitions", &DeleteRecordsTopicResult::partitions, since(0)),
    });
    return declared;
}

const Message& DeleteRecordsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 21,
        .versions = between(0, 2),
        .flexible_from = 2,
        .body = declare_struct<DeleteRecordsResponse>("DeleteRecordsResponse", {
            field("ThrottleTimeMs", &DeleteRecordsResponse::throttle_time_ms, since(0)),
            field("Topics", &DeleteRecordsResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
