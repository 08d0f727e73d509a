// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeLogDirs (API key 35), versions 1-5: KIP-113.
namespace vitrine::messages {

struct DescribeLogDirsRequest {
    struct DescribableLogDirTopic {
        std::string topic;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const DescribableLogDirTopic&, const DescribableLogDirTopic&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::vector<DescribableLogDirTopic>> topics = std::vector<DescribableLogDirTopic>{};  // null: all

    friend bool operator==(const DescribeLogDirsRequest&, const DescribeLogDirsRequest&) = default;
    static const wire::Message& message();
};

struct DescribeLogDirsResponse {
    struct DescribeLogDirsResult {
        struct DescribeLogDirsTopic {
            struct DescribeLogDirsPartition {
                std::int32_t partition_index = 0;
                std::int64_t partition_size = 0;  // bytes of all segments
                std::int64_t offset_lag = 0;  // high watermark - log end, at least 0; of a future replica: behind the current one
                bool is_future_key = false;  // AlterReplicaLogDirs is making it

                friend bool operator==(const DescribeLogDirsPartition&, const DescribeLogDirsPartition&) = default;
                static const wire::Struct& structure();
            };

            std::string name;
            std::vector<DescribeLogDirsPartition> partitions;

            friend bool operator==(const DescribeLogDirsTopic&, const DescribeLogDirsTopic&) = default;
            static const wire::Struct& structure();
        };

        ErrorCode error_code = ErrorCode::NONE;
        std::string log_dir;  // absolute path
        std::vector<DescribeLogDirsTopic> topics;
        std::int64_t total_bytes = -1;  // of the volume; -1: unknown
        std::int64_t usable_bytes = -1;
        bool is_cordoned = false;  // KIP-1066

        friend bool operator==(const DescribeLogDirsResult&, const DescribeLogDirsResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<DescribeLogDirsResult> results;

    friend bool operator==(const DescribeLogDirsResponse&, const DescribeLogDirsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
