// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_offsets.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ListOffsetsRequest::ListOffsetsTopic::ListOffsetsPartition::structure() {
    static const Struct declared = declare_struct<ListOffsetsPartition>("ListOffsetsPartition", {
        field("PartitionIndex", &ListOffsetsPartition::partition_index, since(0)),
        field("CurrentLeaderEpoch", &ListOffsetsPartition::current_leader_epoch, since(4)).ignored_where_absent(),
        field("Timestamp", &ListOffsetsPartition::timestamp, since(0)),
    });
    return declared;
}

const Struct& ListOffsetsRequest::ListOffsetsTopic::structure() {
    static const Struct declared = declare_struct<ListOffsetsTopic>("ListOffsetsTopic", {
        field("Name", &ListOffsetsTopic::name, since(0)),
        field("Partitions", &ListOffsetsTopic::partitions, since(0)),
    });
    return declared;
}

const Message& ListOffsetsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 2,
        .versions = between(1, 11),
        .flexible_from = 6,
        .listeners = ListenerType::broker,
        .body = declare_struct<ListOffsetsRequest>("ListOffsetsRequest", {
            field("ReplicaId", &ListOffsetsRequest::replica_id, since(0)),
            field("IsolationLevel", &ListOffsetsRequest::isolation_level, since(2)),
            field("Topics", &ListOffsetsRequest::topics, since(0)),
            field("TimeoutMs", &ListOffsetsRequest::timeout_ms, since(10)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Struct& ListOffsetsResponse::ListOffsetsTopicResponse::ListOffsetsPartitionResponse::structure() {
    static const Struct declared = declare_struct<ListOffsetsPartitionResponse>("ListOffsetsPartitionResponse", {
        field("PartitionIndex", &ListOffsetsPartitionResponse::partition_index, since(0)),
        field("ErrorCode", &ListOffsetsPartitionResponse::error_code, since(0)),
        field("Timestamp", &ListOffsetsPartitionResponse::timestamp, since(1)),
        field("Offset", &ListOffsetsPartitionResponse::offset, since(1)),
        field("LeaderEpoch", &ListOffsetsPartitionResponse::leader_epoch, since(4)),
    });
    return declared;
}

const Struct& ListOffsetsResponse::ListOffsetsTopicResponse::structure() {
    static const Struct declared = declare_struct<ListOffsetsTopicResponse>("ListOffsetsTopicResponse", {
        field("Name", &ListOffsetsTopicResponse::name, since(0)),
        field("Partitions", &ListOffsetsTopicResponse::partitions, since(0)),
    });
    return declared;
}

const Message& ListOffsetsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 2,
        .versions = between(1, 11),
        .flexible_from = 6,
        .body = declare_struct<ListOffsetsResponse>("ListOffsetsResponse", {
            field("ThrottleTimeMs", &ListOffsetsResponse::throttle_time_ms, since(2)).ignored_where_absent(),
            field("Topics", &ListOffsetsResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
