// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// OffsetForLeaderEpoch (API key 23), versions 2-4.
namespace vitrine::messages {

struct OffsetForLeaderEpochRequest {
    struct OffsetForLeaderTopic {
        struct OffsetForLeaderPartition {
            std::int32_t partition = 0;
            LeaderEpoch current_leader_epoch{-1};  // that the asker knows: fenced if stale
            LeaderEpoch leader_epoch;  // whose end is asked for

            friend bool operator==(const OffsetForLeaderPartition&, const OffsetForLeaderPartition&) = default;
            static const wire::Struct& structure();
        };

        std::string topic;
        std::vector<OffsetForLeaderPartition> partitions;

        friend bool operator==(const OffsetForLeaderTopic&, const OffsetForLeaderTopic&) = default;
        static const wire::Struct& structure();
    };

    BrokerId replica_id{-2};  // -1 a consumer, -2 not said
    std::vector<OffsetForLeaderTopic> topics;

    friend bool operator==(const OffsetForLeaderEpochRequest&, const OffsetForLeaderEpochRequest&) = default;
    static const wire::Message& message();
};

struct OffsetForLeaderEpochResponse {
    struct OffsetForLeaderTopicResult {
        struct EpochEndOffset {
            ErrorCode error_code = ErrorCode::NONE;
            std::int32_t partition = 0;
            LeaderEpoch leader_epoch{-1};  // the largest that is not above the one asked for
            Offset end_offset{-1};  // where the next epoch began

            friend bool operator==(const EpochEndOffset&, const EpochEndOffset&) = default;
            static const wire::Struct& structure();
        };

        std::string topic;
        std::vector<EpochEndOffset> partitions;

        friend bool operator==(const OffsetForLeaderTopicResult&, const OffsetForLeaderTopicResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<OffsetForLeaderTopicResult> topics;

    friend bool operator==(const OffsetForLeaderEpochResponse&, const OffsetForLeaderEpochResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
