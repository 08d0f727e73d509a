// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// ListPartitionReassignments (API key 46), version 0.
namespace vitrine::messages {

struct ListPartitionReassignmentsRequest {
    struct ListPartitionReassignmentsTopics {
        std::string name;
        std::vector<std::int32_t> partition_indexes;

        friend bool operator==(const ListPartitionReassignmentsTopics&, const ListPartitionReassignmentsTopics&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t timeout_ms = 60000;
    std::optional<std::vector<ListPartitionReassignmentsTopics>> topics;  // null: all that are under way

    friend bool operator==(const ListPartitionReassignmentsRequest&, const ListPartitionReassignmentsRequest&) = default;
    static const wire::Message& message();
};

struct ListPartitionReassignmentsResponse {
    struct OngoingTopicReassignment {
        struct OngoingPartitionReassignment {
            std::int32_t partition_index = 0;
            std::vector<BrokerId> replicas;
            std::vector<BrokerId> adding_replicas;
            std::vector<BrokerId> removing_replicas;

            friend bool operator==(const OngoingPartitionReassignment&, const OngoingPartitionReassignment&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<OngoingPartitionReassignment> partitions;

        friend bool operator==(const OngoingTopicReassignment&, const OngoingTopicReassignment&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};
    std::vector<OngoingTopicReassignment> topics;

    friend bool operator==(const ListPartitionReassignmentsResponse&, const ListPartitionReassignmentsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
