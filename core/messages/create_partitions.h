// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// CreatePartitions (API key 37), versions 0-3.
namespace vitrine::messages {

struct CreatePartitionsRequest {
    struct CreatePartitionsTopic {
        struct CreatePartitionsAssignment {
            std::vector<BrokerId> broker_ids;

            friend bool operator==(const CreatePartitionsAssignment&, const CreatePartitionsAssignment&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::int32_t count = 0;  // in all, not more
        std::optional<std::vector<CreatePartitionsAssignment>> assignments = std::vector<CreatePartitionsAssignment>{};

        friend bool operator==(const CreatePartitionsTopic&, const CreatePartitionsTopic&) = default;
        static const wire::Struct& structure();
    };

    std::vector<CreatePartitionsTopic> topics;
    std::int32_t timeout_ms = 0;
    bool validate_only = false;

    friend bool operator==(const CreatePartitionsRequest&, const CreatePartitionsRequest&) = default;
    static const wire::Message& message();
};

struct CreatePartitionsResponse {
    struct CreatePartitionsTopicResult {
        std::string name;
        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message;

        friend bool operator==(const CreatePartitionsTopicResult&, const CreatePartitionsTopicResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<CreatePartitionsTopicResult> results;

    friend bool operator==(const CreatePartitionsResponse&, const CreatePartitionsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
