// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "wire/schema.h"

// AssignReplicasToDirs (API key 73), version 0: KIP-858. A broker tells the controller in which log directories its replicas lie.
namespace vitrine::messages {

struct AssignReplicasToDirsRequest {
    struct DirectoryData {
        struct TopicData {
            struct PartitionData {
                std::int32_t partition_index = 0;

                friend bool operator==(const PartitionData&, const PartitionData&) = default;
                static const wire::Struct& structure();
            };

            Uuid topic_id;
            std::vector<PartitionData> partitions;

            friend bool operator==(const TopicData&, const TopicData&) = default;
            static const wire::Struct& structure();
        };

        Uuid id;
        std::vector<TopicData> topics;

        friend bool operator==(const DirectoryData&, const DirectoryData&) = default;
        static const wire::Struct& structure();
    };

    BrokerId broker_id;
    BrokerEpoch broker_epoch{-1};
    std::vector<DirectoryData> directories;

    friend bool operator==(const AssignReplicasToDirsRequest&, const AssignReplicasToDirsRequest&) = default;
    static const wire::Message& message();
};

struct AssignReplicasToDirsResponse {
    struct DirectoryData {
        struct TopicData {
            struct PartitionData {
                std::int32_t partition_index = 0;
                ErrorCode error_code = ErrorCode::NONE;

                friend bool operator==(const PartitionData&, const PartitionData&) = default;
                static const wire::Struct& structure();
            };

            Uuid topic_id;
            std::vector<PartitionData> partitions;

            friend bool operator==(const TopicData&, const TopicData&) = default;
            static const wire::Struct& structure();
        };

        Uuid id;
        std::vector<TopicData> topics;

        friend bool operator==(const DirectoryData&, const DirectoryData&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<DirectoryData> directories;

    friend bool operator==(const AssignReplicasToDirsResponse&, const AssignReplicasToDirsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
