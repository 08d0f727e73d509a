// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/assign_replicas_to_dirs.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& AssignReplicasToDirsRequest::DirectoryData::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
    });
    return declared;
}

const Struct& AssignReplicasToDirsRequest::DirectoryData::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicId", &TopicData::topic_id, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& AssignReplicasToDirsRequest::DirectoryData::structure() {
    static const Struct declared = declare_struct<DirectoryData>("DirectoryData", {
        field("Id", &DirectoryData::id, since(0)),
        field("Topics", &DirectoryData::topics, since(0)),
    });
    return declared;
}

const Message& AssignReplicasToDirsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 73,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<AssignReplicasToDirsRequest>("AssignReplicasToDirsRequest", {
            field("BrokerId", &AssignReplicasToDirsRequest::broker_id, since(0)),
            field("BrokerEpoch", &AssignReplicasToDirsRequest::broker_epoch, since(0)),
            field("Directories", &AssignReplicasToDirsRequest::directories, since(0)),
        }),
    };
    return declared;
}

const Struct& AssignReplicasToDirsResponse::DirectoryData::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ErrorCode", &PartitionData::error_code, since(0)),
    });
    return declared;
}

const Struct& AssignReplicasToDirsResponse::DirectoryData::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicId", &TopicData::topic_id, since(0)),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Struct& AssignReplicasToDirsResponse::DirectoryData::structure() {
    static const Struct declared = declare_struct<DirectoryData>("DirectoryData", {
        field("Id", &DirectoryData::id, since(0)),
        field("Topics", &DirectoryData::topics, since(0)),
    });
    return declared;
}

const Message& AssignReplicasToDirsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 73,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<AssignReplicasToDirsResponse>("AssignReplicasToDirsResponse", {
            field("ThrottleTimeMs", &AssignReplicasToDirsResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &AssignReplicasToDirsResponse::error_code, since(0)),
            field("Directories", &AssignReplicasToDirsResponse::directories, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
