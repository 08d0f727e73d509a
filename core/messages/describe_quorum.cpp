// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_quorum.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeQuorumRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<DescribeQuorumRequest::TopicData::PartitionData>("PartitionData", {
        field("PartitionIndex", &DescribeQuorumRequest::TopicData::PartitionData::partition_index, since(0)),
    });
    return declared;
}

const Struct& DescribeQuorumRequest::TopicData::structure() {
    static const Struct declared = declare_struct<DescribeQuorumRequest::TopicData>("TopicData", {
        field("TopicName", &DescribeQuorumRequest::TopicData::topic_name, since(0)),
        field("Partitions", &DescribeQuorumRequest::TopicData::partitions, since(0)),
    });
    return declared;
}

const Message& DescribeQuorumRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 55,
        .versions = between(0, 2),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<DescribeQuorumRequest>("DescribeQuorumRequest", {
            field("Topics", &DescribeQuorumRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& DescribeQuorumResponse::ReplicaState::structure() {
    static const Struct declared = declare_struct<DescribeQuorumResponse::ReplicaState>("ReplicaState", {
        field("ReplicaId", &DescribeQuorumResponse::ReplicaState::replica_id, since(0)),
        field("ReplicaDirectoryId", &DescribeQuorumResponse::ReplicaState::replica_directory_id, since(2)),
        field("LogEndOffset", &DescribeQuorumResponse::ReplicaState::log_end_offset, since(0)),
        field("LastFetchTimestamp", &DescribeQuorumResponse::ReplicaState::last_fetch_timestamp, since(1)).ignored_where_absent(),
        field("LastCaughtUpTimestamp", &DescribeQuorumResponse::ReplicaState::last_caught_up_timestamp, since(1)).ignored_where_absent(),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<DescribeQuorumResponse::TopicData::PartitionData>("PartitionData", {
        field("PartitionIndex", &DescribeQuorumResponse::TopicData::PartitionData::partition_index, since(0)),
        field("ErrorCode", &DescribeQuorumResponse::TopicData::PartitionData::error_code, since(0)),
        field("ErrorMessage", &DescribeQuorumResponse::TopicData::PartitionData::error_message, since(2)).nullable_in(since(2)).ignored_where_absent(),
        field("LeaderId", &DescribeQuorumResponse::TopicData::PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &DescribeQuorumResponse::TopicData::PartitionData::leader_epoch, since(0)),
        field("HighWatermark", &DescribeQuorumResponse::TopicData::PartitionData::high_watermark, since(0)),
        field("CurrentVoters", &DescribeQuorumResponse::TopicData::PartitionData::current_voters, since(0)),
        field("Observers", &DescribeQuorumResponse::TopicData::PartitionData::observers, since(0)),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::TopicData::structure() {
    static const Struct declared = declare_struct<DescribeQuorumResponse::TopicData>("TopicData", {
        field("TopicName", &DescribeQuorumResponse::TopicData::topic_name, since(0)),
        field("Partitions", &DescribeQuorumResponse::TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::Node::Listener::structure() {
    static const Struct declared = declare_struct<DescribeQuorumResponse::Node::Listener>("Listener", {
        field("Name", &DescribeQuorumResponse::Node::Listener::name, since(2)),
        field("Host", &DescribeQuorumResponse::Node::Listener::host, since(2)),
        field("Port", &DescribeQuorumResponse::Node::Listener::port, since(2)),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::Node::structure() {
    static const Struct declared = declare_struct<DescribeQuorumResponse::Node>("Node", {
        field("NodeId", &DescribeQuorumResponse::Node::node_id, since(2)),
        field("Listeners", &DescribeQuorumResponse::Node::listeners, since(2)),
    });
    return declared;
}

const Message& DescribeQuorumResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 55,
        .versions = between(0, 2),
        .flexible_from = 0,
        .body = declare_struct<DescribeQuorumResponse>("DescribeQuorumResponse", {
            field("ErrorCode", &DescribeQuorumResponse::error_code, since(0)),
            field("ErrorMessage", &DescribeQuorumResponse::error_message, since(2)).nullable_in(since(2)).ignored_where_absent(),
            field("Topics", &DescribeQuorumResponse::topics, since(0)),
            field("Nodes", &DescribeQuorumResponse::nodes, since(2)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
