// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/fetch.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& FetchRequest::ReplicaState::structure() {
    static const Struct declared = declare_struct<ReplicaState>("ReplicaState", {
        field("ReplicaId", &ReplicaState::replica_id, since(15)),
        field("ReplicaEpoch", &ReplicaState::replica_epoch, since(15)),
    });
    return declared;
}

const Struct& FetchRequest::FetchTopic::FetchPartition::structure() {
    static const Struct declared = declare_struct<FetchPartition>("FetchPartition", {
        field("Partition", &FetchPartition::partition, since(0)),
        field("CurrentLeaderEpoch", &FetchPartition::current_leader_epoch, since(9)).ignored_where_absent(),
        field("FetchOffset", &FetchPartition::fetch_offset, since(0)),
        field("LastFetchedEpoch", &FetchPartition::last_fetched_epoch, since(12)),
        field("LogStartOffset", &FetchPartition::log_start_offset, since(5)).ignored_where_absent(),
        field("PartitionMaxBytes", &FetchPartition::partition_max_bytes, since(0)),
        field("ReplicaDirectoryId", &FetchPartition::replica_directory_id, since(17)).tagged_as(0, since(17)).ignored_where_absent(),
        field("HighWatermark", &FetchPartition::high_watermark, since(18)).tagged_as(1, since(18)).ignored_where_absent(),
    });
    return declared;
}

const Struct& FetchRequest::FetchTopic::structure() {
    static const Struct declared = declare_struct<FetchTopic>("FetchTopic", {
        field("Topic", &FetchTopic::topic, between(0, 12)).ignored_where_absent(),
        field("TopicId", &FetchTopic::topic_id, since(13)).ignored_where_absent(),
        field("Partitions", &FetchTopic::partitions, since(0)),
    });
    return declared;
}

const Struct& FetchRequest::ForgottenTopic::structure() {
    static const Struct declared = declare_struct<ForgottenTopic>("ForgottenTopic", {
        field("Topic", &ForgottenTopic::topic, between(7, 12)).ignored_where_absent(),
        field("TopicId", &ForgottenTopic::topic_id, since(13)).ignored_where_absent(),
        field("Partitions", &ForgottenTopic::partitions, since(7)),
    });
    return declared;
}

const Message& FetchRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 1,
        .versions = between(4, 18),
        .flexible_from = 12,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<FetchRequest>("FetchRequest", {
            field("ClusterId", &FetchRequest::cluster_id, since(12)).nullable_in(since(12)).tagged_as(0, since(12)).ignored_where_absent(),
            field("ReplicaId", &FetchRequest::replica_id, between(0, 14)),
            field("ReplicaState", &FetchRequest::replica_state, since(15)).tagged_as(1, since(15)),
            field("MaxWaitMs", &FetchRequest::max_wait_ms, since(0)),
            field("MinBytes", &FetchRequest::min_bytes, since(0)),
            field("MaxBytes", &FetchRequest::max_bytes, since(3)).ignored_where_absent(),
            field("IsolationLevel", &FetchRequest::isolation_level, since(4)).ignored_where_absent(),
            field("SessionId", &FetchRequest::session_id, since(7)).ignored_where_absent(),
            field("SessionEpoch", &FetchRequest::session_epoch, since(7)).ignored_where_absent(),
            field("Topics", &FetchRequest::topics, since(0)),
            field("ForgottenTopicsData", &FetchRequest::forgotten_topics_data, since(7)),
            field("RackId", &FetchRequest::rack_id, since(11)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Struct& FetchResponse::FetchableTopicResponse::PartitionData::EpochEndOffset::structure() {
    static const Struct declared = declare_struct<EpochEndOffset>("EpochEndOffset", {
        field("Epoch", &EpochEndOffset::epoch, since(12)),
        field("EndOffset", &EpochEndOffset::end_offset, since(12)),
    });
    return declared;
}

const Struct& FetchResponse::FetchableTopicResponse::PartitionData::LeaderIdAndEpoch::structure() {
    static const Struct declared = declare_struct<LeaderIdAndEpoch>("LeaderIdAndEpoch", {
        field("LeaderId", &LeaderIdAndEpoch::leader_id, since(12)),
        field("LeaderEpoch", &LeaderIdAndEpoch::leader_epoch, since(12)),
    });
    return declared;
}

const Struct& FetchResponse::FetchableTopicResponse::PartitionData::SnapshotId::structure() {
    static const Struct declared = declare_struct<SnapshotId>("SnapshotId", {
        field("EndOffset", &SnapshotId::end_offset, since(0)),
        field("Epoch", &SnapshotId::epoch, since(0)),
    });
    return declared;
}

const Struct& FetchResponse::FetchableTopicResponse::PartitionData::AbortedTransaction::structure() {
    static const Struct declared = declare_struct<AbortedTransaction>("AbortedTransaction", {
        field("ProducerId", &AbortedTransaction::producer_id, since(4)),
        field("FirstOffset", &AbortedTransaction::first_offset, since(4)),
    });
    return declared;
}

const Struct& FetchResponse::FetchableTopicResponse::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ErrorCode", &PartitionData::error_code, since(0)),
        field("HighWatermark", &PartitionData::high_watermark, since(0)),
        field("LastStableOffset", &PartitionData::last_stable_offset, since(4)).ignored_where_absent(),
        field("LogStartOffset", &PartitionData::log_start_offset, since(5)).ignored_where_absent(),
        field("DivergingEpoch", &PartitionData::diverging_epoch, since(12)).tagged_as(0, since(12)),
        field("CurrentLeader", &PartitionData::current_leader, since(12)).tagged_as(1, since(12)),
        field("SnapshotId", &PartitionData::snapshot_id, since(12)).tagged_as(2, since(12)),
        field("AbortedTransactions", &PartitionData::aborted_transactions, since(4)).nullable_in(since(4)).ignored_where_absent(),
        field("PreferredReadReplica", &PartitionData::preferred_read_replica, since(11)),
        field("Records", &PartitionData::records, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& FetchResponse::FetchableTopicResponse::structure() {
    static const Struct declared = declare_struct<FetchableTopicResponse>("FetchableTopicResponse", {
        field("Topic", &FetchableTopicResponse::topic, between(0, 12)).ignored_where_absent(),
        field("TopicId", &FetchableTopicResponse::topic_id, since(13)).ignored_where_absent(),
        field("Partitions", &FetchableTopicResponse::partitions, since(0)),
    });
    return declared;
}

const Struct& FetchResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &NodeEndpoint::node_id, since(16)),
        field("Host", &NodeEndpoint::host, since(16)),
        field("Port", &NodeEndpoint::port, since(16)),
        field("Rack", &NodeEndpoint::rack, since(16)).nullable_in(since(16)),
    });
    return declared;
}

const Message& FetchResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 1,
        .versions = between(4, 18),
        .flexible_from = 12,
        .body = declare_struct<FetchResponse>("FetchResponse", {
            field("ThrottleTimeMs", &FetchResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("ErrorCode", &FetchResponse::error_code, since(7)).ignored_where_absent(),
            field("SessionId", &FetchResponse::session_id, since(7)),
            field("Responses", &FetchResponse::responses, since(0)),
            field("NodeEndpoints", &FetchResponse::node_endpoints, since(16)).tagged_as(0, since(16)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
