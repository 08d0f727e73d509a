// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/end_quorum_epoch.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& EndQuorumEpochRequest::TopicData::PartitionData::ReplicaInfo::structure() {
    static const Struct declared = declare_struct<ReplicaInfo>("ReplicaInfo", {
        field("CandidateId", &ReplicaInfo::candidate_id, since(1)),
        field("CandidateDirectoryId", &ReplicaInfo::candidate_directory_id, since(1)),
    });
    return declared;
}

const Struct& EndQuorumEpochRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("LeaderId", &PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
        field("PreferredSuccessors", &PartitionData::preferred_successors, between(0, 0)).ignored_where_absent(),
        field("PreferredCandidates", &PartitionData::preferred_candidates, since(1)).ignored_where_absent(),
    });
    return declared;
}

const Struct& EndQuorumEpochRequest::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& EndQuorumEpochRequest::LeaderEndpoint::structure() {
    static const Struct declared = declare_struct<LeaderEndpoint>("LeaderEndpoint", {
        field("Name", &LeaderEndpoint::name, since(1)),
        field("Host", &LeaderEndpoint::host, since(1)),
        field("Port", &LeaderEndpoint::port, since(1)),
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
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ErrorCode", &PartitionData::error_code, since(0)),
        field("LeaderId", &PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
    });
    return declared;
}

const Struct& EndQuorumEpochResponse::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& EndQuorumEpochResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &NodeEndpoint::node_id, since(1)),
        field("Host", &NodeEndpoint::host, since(1)),
        field("Port", &NodeEndpoint::port, since(1)),
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
