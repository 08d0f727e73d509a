// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/fetch_snapshot.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& FetchSnapshotRequest::TopicSnapshot::PartitionSnapshot::SnapshotId::structure() {
    static const Struct declared = declare_struct<SnapshotId>("SnapshotId", {
        field("EndOffset", &SnapshotId::end_offset, since(0)),
        field("Epoch", &SnapshotId::epoch, since(0)),
    });
    return declared;
}

const Struct& FetchSnapshotRequest::TopicSnapshot::PartitionSnapshot::structure() {
    static const Struct declared = declare_struct<PartitionSnapshot>("PartitionSnapshot", {
        field("Partition", &PartitionSnapshot::partition, since(0)),
        field("CurrentLeaderEpoch", &PartitionSnapshot::current_leader_epoch, since(0)),
        field("SnapshotId", &PartitionSnapshot::snapshot_id, since(0)),
        field("Position", &PartitionSnapshot::position, since(0)),
        field("ReplicaDirectoryId", &PartitionSnapshot::replica_directory_id, since(1)).tagged_as(0, since(1)).ignored_where_absent(),
    });
    return declared;
}

const Struct& FetchSnapshotRequest::TopicSnapshot::structure() {
    static const Struct declared = declare_struct<TopicSnapshot>("TopicSnapshot", {
        field("Name", &TopicSnapshot::name, since(0)),
        field("Partitions", &TopicSnapshot::partitions, since(0)),
    });
    return declared;
}

const Message& FetchSnapshotRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 59,
        .versions = between(0, 1),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<FetchSnapshotRequest>("FetchSnapshotRequest", {
            field("ClusterId", &FetchSnapshotRequest::cluster_id, since(0)).nullable_in(since(0)).tagged_as(0, since(0)),
            field("ReplicaId", &FetchSnapshotRequest::replica_id, since(0)),
            field("MaxBytes", &FetchSnapshotRequest::max_bytes, since(0)),
            field("Topics", &FetchSnapshotRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& FetchSnapshotResponse::TopicSnapshot::PartitionSnapshot::SnapshotId::structure() {
    static const Struct declared = declare_struct<SnapshotId>("SnapshotId", {
        field("EndOffset", &SnapshotId::end_offset, since(0)),
        field("Epoch", &SnapshotId::epoch, since(0)),
    });
    return declared;
}

const Struct& FetchSnapshotResponse::TopicSnapshot::PartitionSnapshot::LeaderIdAndEpoch::structure() {
    static const Struct declared = declare_struct<LeaderIdAndEpoch>("LeaderIdAndEpoch", {
        field("LeaderId", &LeaderIdAndEpoch::leader_id, since(0)),
        field("LeaderEpoch", &LeaderIdAndEpoch::leader_epoch, since(0)),
    });
    return declared;
}

const Struct& FetchSnapshotResponse::TopicSnapshot::PartitionSnapshot::structure() {
    static const Struct declared = declare_struct<PartitionSnapshot>("PartitionSnapshot", {
        field("Index", &PartitionSnapshot::index, since(0)),
        field("ErrorCode", &PartitionSnapshot::error_code, since(0)),
        field("SnapshotId", &PartitionSnapshot::snapshot_id, since(0)),
        field("CurrentLeader", &PartitionSnapshot::current_leader, since(0)).tagged_as(0, since(0)),
        field("Size", &PartitionSnapshot::size, since(0)),
        field("Position", &PartitionSnapshot::position, since(0)),
        field("UnalignedRecords", &PartitionSnapshot::unaligned_records, since(0)),
    });
    return declared;
}

const Struct& FetchSnapshotResponse::TopicSnapshot::structure() {
    static const Struct declared = declare_struct<TopicSnapshot>("TopicSnapshot", {
        field("Name", &TopicSnapshot::name, since(0)),
        field("Partitions", &TopicSnapshot::partitions, since(0)),
    });
    return declared;
}

const Struct& FetchSnapshotResponse::NodeEndpoint::structure() {
    static const Struct declared = declare_struct<NodeEndpoint>("NodeEndpoint", {
        field("NodeId", &NodeEndpoint::node_id, since(1)),
        field("Host", &NodeEndpoint::host, since(1)),
        field("Port", &NodeEndpoint::port, since(1)),
    });
    return declared;
}

const Message& FetchSnapshotResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 59,
        .versions = between(0, 1),
        .flexible_from = 0,
        .body = declare_struct<FetchSnapshotResponse>("FetchSnapshotResponse", {
            field("ThrottleTimeMs", &FetchSnapshotResponse::throttle_time_ms, since(0)).ignored_where_absent(),
            field("ErrorCode", &FetchSnapshotResponse::error_code, since(0)),
            field("Topics", &FetchSnapshotResponse::topics, since(0)),
            field("NodeEndpoints", &FetchSnapshotResponse::node_endpoints, since(1)).tagged_as(0, since(1)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
