// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// OffsetDelete (API key 47), version 0: KIP-496.
namespace vitrine::messages {

struct OffsetDeleteRequest {
    struct OffsetDeleteRequestTopic {
        struct OffsetDeleteRequestPartition {
            std::int32_t partition_index = 0;

            friend bool operator==(const OffsetDeleteRequestPartition&, const OffsetDeleteRequestPartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<OffsetDeleteRequestPartition> partitions;

        friend bool operator==(const OffsetDeleteRequestTopic&, const OffsetDeleteRequestTopic&) = default;
        static const wire::Struct& structure();
    };

    std::string group_id;
    std::vector<OffsetDeleteRequestTopic> topics;

    friend bool operator==(const OffsetDeleteRequest&, const OffsetDeleteRequest&) = default;
    static const wire::Message& message();
};

struct OffsetDeleteResponse {
    struct OffsetDeleteResponseTopic {
        struct OffsetDeleteResponsePartition {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;

            friend bool operator==(const OffsetDeleteResponsePartition&, const OffsetDeleteResponsePartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<OffsetDeleteResponsePartition> partitions;

        friend bool operator==(const OffsetDeleteResponseTopic&, const OffsetDeleteResponseTopic&) = default;
        static const wire::Struct& structure();
    };

    ErrorCode error_code = ErrorCode::NONE;
    std::int32_t throttle_time_ms = 0;
    std::vector<OffsetDeleteResponseTopic> topics;

    friend bool operator==(const OffsetDeleteResponse&, const OffsetDeleteResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
