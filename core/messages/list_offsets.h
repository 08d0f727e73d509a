// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// ListOffsets (API key 2), versions 1-11.
namespace vitrine::messages {

struct ListOffsetsRequest {
    struct ListOffsetsTopic {
        struct ListOffsetsPartition {
            std::int32_t partition_index = 0;
            LeaderEpoch current_leader_epoch{-1};
            std::int64_t timestamp = 0;  // or -1 latest, -2 earliest, -3 of the greatest timestamp, -4 earliest local, -5 latest tiered

            friend bool operator==(const ListOffsetsPartition&, const ListOffsetsPartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<ListOffsetsPartition> partitions;

        friend bool operator==(const ListOffsetsTopic&, const ListOffsetsTopic&) = default;
        static const wire::Struct& structure();
    };

    BrokerId replica_id;  // -1 a consumer
    std::int8_t isolation_level = 0;  // 0 read_uncommitted, 1 read_committed
    std::vector<ListOffsetsTopic> topics;
    std::int32_t timeout_ms = 0;

    friend bool operator==(const ListOffsetsRequest&, const ListOffsetsRequest&) = default;
    static const wire::Message& message();
};

struct ListOffsetsResponse {
    struct ListOffsetsTopicResponse {
        struct ListOffsetsPartitionResponse {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            std::int64_t timestamp = -1;
            Offset offset{-1};
            LeaderEpoch leader_epoch{-1};

            friend bool operator==(const ListOffsetsPartitionResponse&, const ListOffsetsPartitionResponse&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<ListOffsetsPartitionResponse> partitions;

        friend bool operator==(const ListOffsetsTopicResponse&, const ListOffsetsTopicResponse&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<ListOffsetsTopicResponse> topics;

    friend bool operator==(const ListOffsetsResponse&, const ListOffsetsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
