// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// AlterReplicaLogDirs (API key 34), versions 1-2: KIP-113.
namespace vitrine::messages {

struct AlterReplicaLogDirsRequest {
    struct AlterReplicaLogDir {
        struct AlterReplicaLogDirTopic {
            std::string name;
            std::vector<std::int32_t> partitions;

            friend bool operator==(const AlterReplicaLogDirTopic&, const AlterReplicaLogDirTopic&) = default;
            static const wire::Struct& structure();
        };

        std::string path;
        std::vector<AlterReplicaLogDirTopic> topics;

        friend bool operator==(const AlterReplicaLogDir&, const AlterReplicaLogDir&) = default;
        static const wire::Struct& structure();
    };

    std::vector<AlterReplicaLogDir> dirs;

    friend bool operator==(const AlterReplicaLogDirsRequest&, const AlterReplicaLogDirsRequest&) = default;
    static const wire::Message& message();
};

struct AlterReplicaLogDirsResponse {
    struct AlterReplicaLogDirTopicResult {
        struct AlterReplicaLogDirPartitionResult {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;

            friend bool operator==(const AlterReplicaLogDirPartitionResult&, const AlterReplicaLogDirPartitionResult&) = default;
            static const wire::Struct& structure();
        };

        std::string topic_name;
        std::vector<AlterReplicaLogDirPartitionResult> partitions;

        friend bool operator==(const AlterReplicaLogDirTopicResult&, const AlterReplicaLogDirTopicResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<AlterReplicaLogDirTopicResult> results;

    friend bool operator==(const AlterReplicaLogDirsResponse&, const AlterReplicaLogDirsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
