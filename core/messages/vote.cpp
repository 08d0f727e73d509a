// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/vote.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& VoteRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ReplicaEpoch", &PartitionData::replica_epoch, since(0)),
        field("ReplicaId", &PartitionData::replica_id, since(0)),
        field("ReplicaDirectoryId", &PartitionData::replica_directory_id, since(1)).ignored_where_absent(),
        field("VoterDirectoryId", &PartitionData::voter_directory_id, since(1)).ignored_where_absent(),
        field("LastOffsetEpoch", &PartitionData::last_offset_epoch, since(0)),
        field("LastOffset", &PartitionData::last_offset, since(0)),
        field("PreVote", &PartitionData::pre_vote, since(2)),
    });
    return declared;
}

const Struct& VoteRequest::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Message& VoteRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 52,
        .versions = between(0, 2),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<VoteRequest>("VoteRequest", {
            field("ClusterId", &VoteRequest::cluster_id, since(0)).nullable_in(since(0)),
            field("VoterId", &VoteRequest::voter_id, since(1)).ignored_where_absent(),
            field("Topics", &VoteRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& VoteResponse::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ErrorCode", &PartitionData::error_code, since(0)),
        field("LeaderId", &PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
        field("VoteGranted", &PartitionData::vote_granted, since(0)),
    });
    return declared;
}

const Struct& VoteResponse::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicName", &TopicData::topic_name, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& VoteResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &NodeEndpoint::node_id, since(1)),
        field("Host", &NodeEndpoint::host, since(1)),
        field("Port", &NodeEndpoint::port, since(1)),
    });
    return declared;
}

const Message& VoteResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 52,
        .versions = between(0, 2),
        .flexible_from = 0,
        .body = declare_struct<VoteResponse>("VoteResponse", {
            field("ErrorCode", &VoteResponse::error_code, since(0)),
            field("Topics", &VoteResponse::topics, since(0)),
            field("NodeEndpoints", &VoteResponse::node_endpoints, since(1)).tagged_as(0, since(1)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
