// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/begin_quorum_epoch.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& BeginQuorumEpochRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("VoterDirectoryId", &PartitionData::voter_directory_id, since(1)).ignored_where_absent(),
        field("LeaderId", &PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
    });
    return declared;
}

const Struct& BeginQuorumEpochRequest::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& BeginQuorumEpochRequest::LeaderEndpoint::structure() {
    static const Struct declared = declare_struct<LeaderEndpoint>("LeaderEndpoint", {
        field("Name", &LeaderEndpoint::name, since(1)),
        field("Host", &LeaderEndpoint::host, since(1)),
        field("Port", &LeaderEndpoint::port, since(1)),
    });
    return declared;
}

const Message& BeginQuorumEpochRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 53,
        .versions = between(0, 1),
        .flexible_from = 1,
        .listeners = ListenerType::controller,
        .body = declare_struct<BeginQuorumEpochRequest>("BeginQuorumEpochRequest", {
            field("ClusterId", &BeginQuorumEpochRequest::cluster_id, since(0)).nullable_in(since(0)),
            field("VoterId", &BeginQuorumEpochRequest::voter_id, since(1)).ignored_where_absent(),
            field("Topics", &BeginQuorumEpochRequest::topics, since(0)),
            field("LeaderEndpoints", &BeginQuorumEpochRequest::leader_endpoints, since(1)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Struct& BeginQuorumEpochResponse::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ErrorCode", &PartitionData::error_code, since(0)),
        field("LeaderId", &PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
    });
    return declared;
}

const Struct& BeginQuorumEpochResponse::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& BeginQuorumEpochResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &NodeEndpoint::node_id, since(1)),
        field("Host", &NodeEndpoint::host, since(1)),
        field("Port", &NodeEndpoint::port, since(1)),
    });
    return declared;
}

const Message& BeginQuorumEpochResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 53,
        .versions = between(0, 1),
        .flexible_from = 1,
        .body = declare_struct<BeginQuorumEpochResponse>("BeginQuorumEpochResponse", {
            field("ErrorCode", &BeginQuorumEpochResponse::error_code, since(0)),
            field("Topics", &BeginQuorumEpochResponse::topics, since(0)),
            field("NodeEndpoints", &BeginQuorumEpochResponse::node_endpoints, since(1)).tagged_as(0, since(1)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
