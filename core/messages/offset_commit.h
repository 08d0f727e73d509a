// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// OffsetCommit (API key 8), versions 2-10.
namespace vitrine::messages {

struct OffsetCommitRequest {
    struct OffsetCommitRequestTopic {
        struct OffsetCommitRequestPartition {
            std::int32_t partition_index = 0;
            Offset committed_offset;
            LeaderEpoch committed_leader_epoch{-1};
            std::optional<std::string> committed_metadata = std::string{};

            friend bool operator==(const OffsetCommitRequestPartition&, const OffsetCommitRequestPartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        Uuid topic_id;
        std::vector<OffsetCommitRequestPartition> partitions;

        friend bool operator==(const OffsetCommitRequestTopic&, const OffsetCommitRequestTopic&) = default;
        static const wire::Struct& structure();
    };

    std::string group_id;
    std::int32_t generation_id_or_member_epoch = -1;  // -1: no member, only commits
    std::string member_id;
    std::optional<std::string> group_instance_id;
    std::int64_t retention_time_ms = -1;  // until version 4
    std::vector<OffsetCommitRequestTopic> topics;

    friend bool operator==(const OffsetCommitRequest&, const OffsetCommitRequest&) = default;
    static const wire::Message& message();
};

struct OffsetCommitResponse {
    struct OffsetCommitResponseTopic {
        struct OffsetCommitResponsePartition {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;

            friend bool operator==(const OffsetCommitResponsePartition&, const OffsetCommitResponsePartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        Uuid topic_id;
        std::vector<OffsetCommitResponsePartition> partitions;

        friend bool operator==(const OffsetCommitResponseTopic&, const OffsetCommitResponseTopic&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<OffsetCommitResponseTopic> topics;

    friend bool operator==(const OffsetCommitResponse&, const OffsetCommitResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
