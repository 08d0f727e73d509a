// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// ElectLeaders (API key 43), versions 0-2.
namespace vitrine::messages {

struct ElectLeadersRequest {
    struct TopicPartitions {
        std::string topic;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TopicPartitions&, const TopicPartitions&) = default;
        static const wire::Struct& structure();
    };

    std::int8_t election_type = 0;  // 0 preferred, 1 unclean
    std::optional<std::vector<TopicPartitions>> topic_partitions = std::vector<TopicPartitions>{};  // null: all
    std::int32_t timeout_ms = 60000;

    friend bool operator==(const ElectLeadersRequest&, const ElectLeadersRequest&) = default;
    static const wire::Message& message();
};

struct ElectLeadersResponse {
    struct ReplicaElectionResult {
        struct PartitionResult {
            std::int32_t partition_id = 0;
            ErrorCode error_code = ErrorCode::NONE;
            std::optional<std::string> error_message = std::string{};

            friend bool operator==(const PartitionResult&, const PartitionResult&) = default;
            static const wire::Struct& structure();
        };

        std::string topic;
        std::vector<PartitionResult> partition_result;

        friend bool operator==(const ReplicaElectionResult&, const ReplicaElectionResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<ReplicaElectionResult> replica_election_results;

    friend bool operator==(const ElectLeadersResponse&, const ElectLeadersResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
