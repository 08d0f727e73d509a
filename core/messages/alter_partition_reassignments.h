// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// AlterPartitionReassignments (API key 45), versions 0-1.
namespace vitrine::messages {

struct AlterPartitionReassignmentsRequest {
    struct ReassignableTopic {
        struct ReassignablePartition {
            std::int32_t partition_index = 0;
            std::optional<std::vector<BrokerId>> replicas;  // null: cancels what is under way

            friend bool operator==(const ReassignablePartition&, const ReassignablePartition&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<ReassignablePartition> partitions;

        friend bool operator==(const ReassignableTopic&, const ReassignableTopic&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t timeout_ms = 60000;
    bool allow_replication_factor_change = true;
    std::vector<ReassignableTopic> topics;

    friend bool operator==(const AlterPartitionReassignmentsRequest&, const AlterPartitionReassignmentsRequest&) = default;
    static const wire::Message& message();
};

struct AlterPartitionReassignmentsResponse {
    struct ReassignableTopicResponse {
        struct ReassignablePartitionResponse {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            std::optional<std::string> error_message = std::string{};

            friend bool operator==(const ReassignablePartitionResponse&, const ReassignablePartitionResponse&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<ReassignablePartitionResponse> partitions;

        friend bool operator==(const ReassignableTopicResponse&, const ReassignableTopicResponse&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    bool allow_replication_factor_change = true;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};
    std::vector<ReassignableTopicResponse> responses;

    friend bool operator==(const AlterPartitionReassignmentsResponse&, const AlterPartitionReassignmentsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
