// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/metadata.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& MetadataRequest::MetadataRequestTopic::structure() {
    static const Struct declared = declare_struct<MetadataRequestTopic>("MetadataRequestTopic", {
        field("TopicId", &MetadataRequestTopic::topic_id, since(10)).ignored_where_absent(),
        field("Name", &MetadataRequestTopic::name, since(0)).nullable_in(since(10)),
    });
    return declared;
}

const Message& MetadataRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 3,
        .versions = between(0, 13),
        .flexible_from = 9,
        .listeners = ListenerType::broker,
        .body = declare_struct<MetadataRequest>("MetadataRequest", {
            field("Topics", &MetadataRequest::topics, since(0)).nullable_in(since(1)),
            field("AllowAutoTopicCreation", &MetadataRequest::allow_auto_topic_creation, since(4)),
            field("IncludeClusterAuthorizedOperations", &MetadataRequest::include_cluster_authorized_operations, between(8, 10)),
            field("IncludeTopicAuthorizedOperations", &MetadataRequest::include_topic_authorized_operations, since(8)),
        }),
    };
    return declared;
}

const Struct& MetadataResponse::MetadataResponseBroker::structure() {
    static const Struct declared = declare_struct<MetadataResponseBroker>("MetadataResponseBroker", {
        field("NodeId", &MetadataResponseBroker::node_id, since(0)),
        field("Host", &MetadataResponseBroker::host, since(0)),
        field("Port", &MetadataResponseBroker::port, since(0)),
        field("Rack", &MetadataResponseBroker::rack, since(1)).nullable_in(since(1)).ignored_where_absent(),
    });
    return declared;
}

const Struct& MetadataResponse::MetadataResponseTopic::MetadataResponsePartition::structure() {
    static const Struct declared = declare_struct<MetadataResponsePartition>("MetadataResponsePartition", {
        field("ErrorCode", &MetadataResponsePartition::error_code, since(0)),
        field("PartitionIndex", &MetadataResponsePartition::partition_index, since(0)),
        field("LeaderId", &MetadataResponsePartition::leader_id, since(0)),
        field("LeaderEpoch", &MetadataResponsePartition::leader_epoch, since(7)).ignored_where_absent(),
        field("ReplicaNodes", &MetadataResponsePartition::replica_nodes, since(0)),
        field("IsrNodes", &MetadataResponsePartition::isr_nodes, since(0)),
        field("OfflineReplicas", &MetadataResponsePartition::offline_replicas, since(5)).ignored_where_absent(),
    });
    return declared;
}

const Struct& MetadataResponse::MetadataResponseTopic::structure() {
    static const Struct declared = declare_struct<MetadataResponseTopic>("MetadataResponseTopic", {
        field("ErrorCode", &MetadataResponseTopic::error_code, since(0)),
        field("Name", &MetadataResponseTopic::name, since(0)).nullable_in(since(12)),
        field("TopicId", &MetadataResponseTopic::topic_id, since(10)).ignored_where_absent(),
        field("IsInternal", &MetadataResponseTopic::is_internal, since(1)).ignored_where_absent(),
        field("Partitions", &MetadataResponseTopic::partitions, since(0)),
        field("TopicAuthorizedOperations", &MetadataResponseTopic::topic_authorized_operations, since(8)),
    });
    return declared;
}

const Message& MetadataResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 3,
        .versions = between(0, 13),
        .flexible_from = 9,
        .body = declare_struct<MetadataResponse>("MetadataResponse", {
            field("ThrottleTimeMs", &MetadataResponse::throttle_time_ms, since(3)).ignored_where_absent(),
            field("Brokers", &MetadataResponse::brokers, since(0)),
            field("ClusterId", &MetadataResponse::cluster_id, since(2)).nullable_in(since(2)).ignored_where_absent(),
            field("ControllerId", &MetadataResponse::controller_id, since(1)).ignored_where_absent(),
            field("Topics", &MetadataResponse::topics, since(0)),
            field("ClusterAuthorizedOperations", &MetadataResponse::cluster_authorized_operations, between(8, 10)),
            field("ErrorCode", &MetadataResponse::error_code, since(13)).ignored_where_absent(),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
