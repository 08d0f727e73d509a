// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_quorum.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeQuorumRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
    });
    return declared;
}

const Struct& DescribeQuorumRequest::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
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
    static const Struct declared = declare_struct<ReplicaState>("ReplicaState", {
        field("ReplicaId", &ReplicaState::replica_id, since(0)),
        field("ReplicaDirectoryId", &ReplicaState::replica_directory_id, since(2)),
        field("LogEndOffset", &ReplicaState::log_end_offset, since(0)),
        field("LastFetchTimestamp", &ReplicaState::last_fetch_timestamp, since(1)).ignored_where_absent(),
        field("LastCaughtUpTimestamp", &ReplicaState::last_caught_up_timestamp, since(1)).ignored_where_absent(),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ErrorCode", &PartitionData::error_code, since(0)),
        field("ErrorMessage", &PartitionData::error_message, since(2)).nullable_in(since(2)).ignored_where_absent(),
        field("LeaderId", &PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
        field("HighWatermark", &PartitionData::high_watermark, since(0)),
        field("CurrentVoters", &PartitionData::current_voters, since(0)),
        field("Observers", &PartitionData::observers, since(0)),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::Node::Listener::structure() {
    static const Struct declared = declare_struct<Listener>("Listener", {
        field("Name", &Listener::name, since(2)),
        field("Host", &Listener::host, since(2)),
        field("Port", &Listener::port, since(2)),
    });
    return declared;
}

const Struct& DescribeQuorumResponse::Node::structure() {
    static const Struct declared = declare_struct<Node>("Node", {
        field("NodeId", &Node::node_id, since(2)),
        field("Listeners", &Node::listeners, since(2)),
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
