// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// DeleteRecords (API key 21), versions 0-2: KIP-107.
namespace vitrine::messages {

struct DeleteRecordsRequest {
    struct DeleteRecordsTopic {
        struct DeleteRecordsPartition {
            std::int32_t partition_index = 0;
            Offset offset;  // -1: the high watermark

            friend bool operator==(const DeleteRecordsPartition&, const DeleteRecordsPartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<DeleteRecordsPartition> partitions;

        friend bool operator==(const DeleteRecordsTopic&, const DeleteRecordsTopic&) = default;
        static const wire::Struct& structure();
    };

    std::vector<DeleteRecordsTopic> topics;
    std::int32_t timeout_ms = 0;

    friend bool operator==(const DeleteRecordsRequest&, const DeleteRecordsRequest&) = default;
    static const wire::Message& message();
};

struct DeleteRecordsResponse {
    struct DeleteRecordsTopicResult {
        struct DeleteRecordsPartitionResult {
            std::int32_t partition_index = 0;
            Offset low_watermark;  // least log start offset of the live replicas; -1 with an error
            ErrorCode error_code = ErrorCode::NONE;

            friend bool operator==(const DeleteRecordsPartitionResult&, const DeleteRecordsPartitionResult&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<DeleteRecordsPartitionResult> partitions;

        friend bool operator==(const DeleteRecordsTopicResult&, const DeleteRecordsTopicResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<DeleteRecordsTopicResult> topics;

    friend bool operator==(const DeleteRecordsResponse&, const DeleteRecordsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
