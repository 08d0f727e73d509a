// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_topic_partitions.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeTopicPartitionsRequest::TopicRequest::structure() {
    static const Struct declared = declare_struct<TopicRequest>("TopicRequest", {
        field("Name", &TopicRequest::name, since(0)),
    });
    return declared;
}

const Struct& DescribeTopicPartitionsRequest::Cursor::structure() {
    static const Struct declared = declare_struct<Cursor>("Cursor", {
        field("TopicName", &Cursor::topic_name, since(0)),
        field("PartitionIndex", &Cursor::partition_index, since(0)),
    });
    return declared;
}

const Message& DescribeTopicPartitionsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 75,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker,
        .body = declare_struct<DescribeTopicPartitionsRequest>("DescribeTopicPartitionsRequest", {
            field("Topics", &DescribeTopicPartitionsRequest::topics, since(0)),
            field("ResponsePartitionLimit", &DescribeTopicPartitionsRequest::response_partition_limit, since(0)),
            field("Cursor", &DescribeTopicPartitionsRequest::cursor, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

const Struct& DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponseTopic::DescribeTopicPartitionsResponsePartition::structure() {
    static const Struct declared = declare_struct<DescribeTopicPartitionsResponsePartition>("DescribeTopicPartitionsResponsePartition", {
        field("ErrorCode", &DescribeTopicPartitionsResponsePartition::error_code, since(0)),
        field("PartitionIndex", &DescribeTopicPartitionsResponsePartition::partition_index, since(0)),
        field("LeaderId", &DescribeTopicPartitionsResponsePartition::leader_id, since(0)),
        field("LeaderEpoch", &DescribeTopicPartitionsResponsePartition::leader_epoch, since(0)).ignored_where_absent(),
        field("ReplicaNodes", &DescribeTopicPartitionsResponsePartition::replica_nodes, since(0)),
        field("IsrNodes", &DescribeTopicPartitionsResponsePartition::isr_nodes, since(0)),
        field("EligibleLeaderReplicas", &DescribeTopicPartitionsResponsePartition::eligible_leader_replicas, since(0))
            .nullable_in(since(0)),
        field("LastKnownElr", &DescribeTopicPartitionsResponsePartition::last_known_elr, since(0)).nullable_in(since(0)),
        field("OfflineReplicas", &DescribeTopicPartitionsResponsePartition::offline_replicas, since(0)).ignored_where_absent(),
    });
    return declared;
}

const Struct& DescribeTopicPartitionsResponse::DescribeTopicPartitionsResponseTopic::structure() {
    static const Struct declared = declare_struct<DescribeTopicPartitionsResponseTopic>("DescribeTopicPartitionsResponseTopic", {
        field("ErrorCode", &DescribeTopicPartitionsResponseTopic::error_code, since(0)),
        field("Name", &DescribeTopicPartitionsResponseTopic::name, since(0)).nullable_in(since(0)),
        field("TopicId", &DescribeTopicPartitionsResponseTopic::topic_id, since(0)).ignored_where_absent(),
        field("IsInternal", &DescribeTopicPartitionsResponseTopic::is_internal, since(0)).ignored_where_absent(),
        field("Partitions", &DescribeTopicPartitionsResponseTopic::partitions, since(0)),
        field("TopicAuthorizedOperations", &DescribeTopicPartitionsResponseTopic::topic_authorized_operations, since(0)),
    });
    return declared;
}

const Struct& DescribeTopicPartitionsResponse::Cursor::structure() {
    static const Struct declared = declare_struct<Cursor>("Cursor", {
        field("TopicName", &Cursor::topic_name, since(0)),
        field("PartitionIndex", &Cursor::partition_index, since(0)),
    });
    return declared;
}

const Message& DescribeTopicPartitionsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 75,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<DescribeTopicPartitionsResponse>("DescribeTopicPartitionsResponse", {
            field("ThrottleTimeMs", &DescribeTopicPartitionsResponse::throttle_time_ms, since(0)).ignored_where_absent(),
            field("Topics", &DescribeTopicPartitionsResponse::topics, since(0)),
            field("NextCursor", &DescribeTopicPartitionsResponse::next_cursor, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
