// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_replica_log_dirs.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& AlterReplicaLogDirsRequest::AlterReplicaLogDir::AlterReplicaLogDirTopic::structure() {
    static const Struct declared = declare_struct<AlterReplicaLogDirTopic>("AlterReplicaLogDirTopic", {
        field("Name", &AlterReplicaLogDirTopic::name, since(0)),
        field("Partitions", &AlterReplicaLogDirTopic::partitions, since(0)),
    });
    return declared;
}

const Struct& AlterReplicaLogDirsRequest::AlterReplicaLogDir::structure() {
    static const Struct declared = declare_struct<AlterReplicaLogDir>("AlterReplicaLogDir", {
        field("Path", &AlterReplicaLogDir::path, since(0)),
        field("Topics", &AlterReplicaLogDir::topics, since(0)),
    });
    return declared;
}

const Message& AlterReplicaLogDirsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 34,
        .versions = between(1, 2),
        .flexible_from = 2,
        .listeners = ListenerType::broker,
        .body = declare_struct<AlterReplicaLogDirsRequest>("AlterReplicaLogDirsRequest", {
            field("Dirs", &AlterReplicaLogDirsRequest::dirs, since(0)),
        }),
    };
    return declared;
}

const Struct& AlterReplicaLogDirsResponse::AlterReplicaLogDirTopicResult::AlterReplicaLogDirPartitionResult::structure() {
    static const Struct declared = declare_struct<AlterReplicaLogDirPartitionResult>("AlterReplicaLogDirPartitionResult", {
        field("PartitionIndex", &AlterReplicaLogDirPartitionResult::partition_index, since(0)),
        field("ErrorCode", &AlterReplicaLogDirPartitionResult::error_code, since(0)),
    });
    return declared;
}

const Struct& AlterReplicaLogDirsResponse::AlterReplicaLogDirTopicResult::structure() {
    static const Struct declared = declare_struct<AlterReplicaLogDirTopicResult>("AlterReplicaLogDirTopicResult", {
        field("TopicName", &AlterReplicaLogDirTopicResult::topic_name, since(0)),
        field("Partitions", &AlterReplicaLogDirTopicResult::partitions, since(0)),
    });
    return declared;
}

const Message& AlterReplicaLogDirsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 34,
        .versions = between(1, 2),
        .flexible_from = 2,
        .body = declare_struct<AlterReplicaLogDirsResponse>("AlterReplicaLogDirsResponse", {
            field("ThrottleTimeMs", &AlterReplicaLogDirsResponse::throttle_time_ms, since(0)),
            field("Results", &AlterReplicaLogDirsResponse::results, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
