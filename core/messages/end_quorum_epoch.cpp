// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/end_quorum_epoch.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& EndQuorumEpochRequest::TopicData::PartitionData::ReplicaInfo::structure() {
    static const Struct declared = declare_struct<EndQuorumEpochRequest::TopicData::PartitionData::ReplicaInfo>("ReplicaInfo", {
        field("CandidateId", &EndQuorumEpochRequest::TopicData::PartitionData::ReplicaInfo::candidate_id, since(1)),
        field("CandidateDirectoryId", &EndQuorumEpochRequest::TopicData::PartitionData::ReplicaInfo::candidate_directory_id, since(1)),
    });
    return declared;
}

const Struct& EndQuorumEpochRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<EndQuorumEpochRequest::TopicData::PartitionData>("PartitionData", {
        field("PartitionIndex", &EndQuorumEpochRequest::TopicData::PartitionData::partition_index, since(0)),
        field("LeaderId", &EndQuorumEpochRequest::TopicData::PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &EndQuorumEpochRequest::TopicData::PartitionData::leader_epoch, since(0)),
        field("PreferredSuccessors", &EndQuorumEpochRequest::TopicData::PartitionData::preferred_successors, between(0, 0)).ignored_where_absent(),
        field("PreferredCandidates", &EndQuorumEpochRequest::TopicData::PartitionData::preferred_candidates, since(1)).ignored_where_absent(),
    });
    return declared;
}

const Struct& EndQuorumEpochRequest::TopicData::structure() {
    static const Struct declared = declare_struct<EndQuorumEpochRequest::TopicData>("TopicData", {
        field("TopicName", &EndQuorumEpochRequest::TopicData::topic_name, since(0)),
        field("Partitions", &EndQuorumEpochRequest::TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& EndQuorumEpochRequest::LeaderEndpoint::structure() {
    static const Struct declared = declare_struct<EndQuorumEpochRequest::LeaderEndpoint>("LeaderEndpoint", {
        field("Name", &EndQuorumEpochRequest::LeaderEndpoint::name, since(1)),
        field("Host", &EndQuorumEpochRequest::LeaderEndpoint::host, since(1)),
        field("Port", &EndQuorumEpochRequest::LeaderEndpoint::port, since(1)),
    });
    return declared;
}

const Message& EndQuorumEpochRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 54,
        .versions = between(0, 1),
        .flexible_from = 1,
        .listeners = ListenerType::controller,
        .body = declare_struct<EndQuorumEpochRequest>("EndQuorumEpochRequest", {
            field("ClusterId", &EndQuorumEpochRequest::cluster_id, since(0)).nullable_in(since(0)),
            field("Topics", &EndQuorumEpochRequest::topics, since(0)),
            field("LeaderEndpoints", &EndQuorumEpochRequest::leader_endpoints, since(1)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Struct& EndQuorumEpochResponse::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<EndQuorumEpochResponse::TopicData::PartitionData>("PartitionData", {
        field("PartitionIndex", &EndQuorumEpochResponse::TopicData::PartitionData::partition_index, since(0)),
        field("ErrorCode", &EndQuorumEpochResponse::TopicData::PartitionData::error_code, since(0)),
        field("LeaderId", &EndQuorumEpochResponse::TopicData::PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &EndQuorumEpochResponse::TopicData::PartitionData::leader_epoch, since(0)),
    });
    return declared;
}

const Struct& EndQuorumEpochResponse::TopicData::structure() {
    static const Struct declared = declare_struct<EndQuorumEpochResponse::TopicData>("TopicData", {
        field("TopicName", &EndQuorumEpochResponse::TopicData::topic_name, since(0)),
        field("Partitions", &EndQuorumEpochResponse::TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& EndQuorumEpochResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<EndQuorumEpochResponse::NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &EndQuorumEpochResponse::NodeEndpoint::node_id, since(1)),
        field("Host", &EndQuorumEpochResponse::NodeEndpoint::host, since(1)),
        field("Port", &EndQuorumEpochResponse::NodeEndpoint::port, since(1)),
    });
    return declared;
}

const Message& EndQuorumEpochResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 54,
        .versions = between(0, 1),
        .flexible_from = 1,
        .body = declare_struct<EndQuorumEpochResponse>("EndQuorumEpochResponse", {
            field("ErrorCode", &EndQuorumEpochResponse::error_code, since(0)),
            field("Topics", &EndQuorumEpochResponse::topics, since(0)),
            field("NodeEndpoints", &EndQuorumEpochResponse::node_endpoints, since(1)).tagged_as(0, since(1)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
