// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// OffsetFetch (API key 9), versions 1-10.
namespace vitrine::messages {

struct OffsetFetchRequest {
    struct OffsetFetchRequestTopic {
        std::string name;
        std::vector<std::int32_t> partition_indexes;

        friend bool operator==(const OffsetFetchRequestTopic&, const OffsetFetchRequestTopic&) = default;
        static const wire::Struct& structure();
    };

    struct OffsetFetchRequestGroup {
        struct OffsetFetchRequestTopics {
            std::string name;
            Uuid topic_id;
            std::vector<std::int32_t> partition_indexes;

            friend bool operator==(const OffsetFetchRequestTopics&, const OffsetFetchRequestTopics&) = default;
            static const wire::Struct& structure();
        };

        std::string group_id;
        std::optional<std::string> member_id;
        std::int32_t member_epoch = -1;
        std::optional<std::vector<OffsetFetchRequestTopics>> topics = std::vector<OffsetFetchRequestTopics>{};  // null: all

        friend bool operator==(const OffsetFetchRequestGroup&, const OffsetFetchRequestGroup&) = default;
        static const wire::Struct& structure();
    };

    std::string group_id;
    std::optional<std::vector<OffsetFetchRequestTopic>> topics = std::vector<OffsetFetchRequestTopic>{};  // until version 7; later `groups`
    std::vector<OffsetFetchRequestGroup> groups;
    bool require_stable = false;  // UNSTABLE_OFFSET_COMMIT where a transaction has the last word

    friend bool operator==(const OffsetFetchRequest&, const OffsetFetchRequest&) = default;
    static const wire::Message& message();
};

struct OffsetFetchResponse {
    struct OffsetFetchResponseTopic {
        struct OffsetFetchResponsePartition {
            std::int32_t partition_index = 0;
            Offset committed_offset;
            LeaderEpoch committed_leader_epoch{-1};
            std::optional<std::string> metadata = std::string{};
            ErrorCode error_code = ErrorCode::NONE;

            friend bool operator==(const OffsetFetchResponsePartition&, const OffsetFetchResponsePartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<OffsetFetchResponsePartition> partitions;

        friend bool operator==(const OffsetFetchResponseTopic&, const OffsetFetchResponseTopic&) = default;
        static const wire::Struct& structure();
    };

    struct OffsetFetchResponseGroup {
        struct OffsetFetchResponseTopics {
            struct OffsetFetchResponsePartitions {
                std::int32_t partition_index = 0;
                Offset committed_offset;
                LeaderEpoch committed_leader_epoch{-1};
                std::optional<std::string> metadata = std::string{};
                ErrorCode error_code = ErrorCode::NONE;

                friend bool operator==(const OffsetFetchResponsePartitions&, const OffsetFetchResponsePartitions&) = default;
                static const wire::Struct& structure();
            };

            std::string name;
            Uuid topic_id;
            std::vector<OffsetFetchResponsePartitions> partitions;

            friend bool operator==(const OffsetFetchResponseTopics&, const OffsetFetchResponseTopics&) = default;
            static const wire::Struct& structure();
        };

        std::string group_id;
        std::vector<OffsetFetchResponseTopics> topics;
        ErrorCode error_code = ErrorCode::NONE;

        friend bool operator==(const OffsetFetchResponseGroup&, const OffsetFetchResponseGroup&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<OffsetFetchResponseTopic> topics;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<OffsetFetchResponseGroup> groups;

    friend bool operator==(const OffsetFetchResponse&, const OffsetFetchResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
