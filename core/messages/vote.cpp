// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/vote.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& VoteRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<VoteRequest::TopicData::PartitionData>("PartitionData", {
        field("PartitionIndex", &VoteRequest::TopicData::PartitionData::partition_index, since(0)),
        field("ReplicaEpoch", &VoteRequest::TopicData::PartitionData::replica_epoch, since(0)),
        field("ReplicaId", &VoteRequest::TopicData::PartitionData::replica_id, since(0)),
        field("ReplicaDirectoryId", &VoteRequest::TopicData::PartitionData::replica_directory_id, since(1)).ignored_where_absent(),
        field("VoterDirectoryId", &VoteRequest::TopicData::PartitionData::voter_directory_id, since(1)).ignored_where_absent(),
        field("LastOffsetEpoch", &VoteRequest::TopicData::PartitionData::last_offset_epoch, since(0)),
        field("LastOffset", &VoteRequest::TopicData::PartitionData::last_offset, since(0)),
        field("PreVote", &VoteRequest::TopicData::PartitionData::pre_vote, since(2)),
    });
    return declared;
}

const Struct& VoteRequest::TopicData::structure() {
    static const Struct declared = declare_struct<VoteRequest::TopicData>("TopicData", {
        field("TopicName", &VoteRequest::TopicData::topic_name, since(0)),
        field("Partitions", &VoteRequest::TopicData::partitions, since(0)),
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
    static const Struct declared = declare_struct<VoteResponse::TopicData::PartitionData>("PartitionData", {
        field("PartitionIndex", &VoteResponse::TopicData::PartitionData::partition_index, since(0)),
        field("ErrorCode", &VoteResponse::TopicData::PartitionData::error_code, since(0)),
        field("LeaderId", &VoteResponse::TopicData::PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &VoteResponse::TopicData::PartitionData::leader_epoch, since(0)),
        field("VoteGranted", &VoteResponse::TopicData::PartitionData::vote_granted, since(0)),
    });
    return declared;
}

const Struct& VoteResponse::TopicData::structure() {
    static const Struct declared = declare_struct<VoteResponse::TopicData>("TopicData", {
        field("TopicName", &VoteResponse::TopicData::topic_name, since(0)),
        field("Partitions", &VoteResponse::TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& VoteResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<VoteResponse::NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &VoteResponse::NodeEndpoint::node_id, since(1)),
        field("Host", &VoteResponse::NodeEndpoint::host, since(1)),
        field("Port", &VoteResponse::NodeEndpoint::port, since(1)),
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
