// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeTopicPartitions (API key 75), versions 0.
namespace vitrine::messages {

struct DescribeTopicPartitionsRequest {
    struct TopicRequest {
        std::string name;

        friend bool operator==(const TopicRequest&, const TopicRequest&) = default;
        static const wire::Struct& structure();
    };

    struct Cursor {
        std::string topic_name;
        std::int32_t partition_index = 0;

        friend bool operator==(const Cursor&, const Cursor&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicRequest> topics;
    std::int32_t response_partition_limit = 2000;
    std::optional<Cursor> cursor;  // where the last answer ended

    friend bool operator==(const DescribeTopicPartitionsRequest&, const DescribeTopicPartitionsRequest&) = default;
    static const wire::Message& message();
};

struct DescribeTopicPartitionsResponse {
    struct DescribeTopicPartitionsResponseTopic {
        struct DescribeTopicPartitionsResponsePartition {
            ErrorCode error_code = ErrorCode::NONE;
            std::int32_t partition_index = 0;
            BrokerId leader_id;
            LeaderEpoch leader_epoch{-1};
            std::vector<BrokerId> replica_nodes;
            std::vector<BrokerId> isr_nodes;
            std::optional<std::vector<BrokerId>> eligible_leader_replicas;
            std::optional<std::vector<BrokerId>> last_known_elr;  // left it by an unclean shutdown: may lack data
            std::vector<BrokerId> offline_replicas;

            friend bool operator==(const DescribeTopicPartitionsResponsePartition&,
                                   const DescribeTopicPartitionsResponsePartition&) = default;
            static const wire::Struct& structure();
        };

        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> name = std::string{};
        Uuid topic_id;
        bool is_internal = false;
        std::vector<DescribeTopicPartitionsResponsePartition> partitions;
        std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();

        friend bool operator==(const DescribeTopicPartitionsResponseTopic&, const DescribeTopicPartitionsResponseTopic&) = default;
        static const wire::Struct& structure();
    };

    struct Cursor {
        std::string topic_name;
        std::int32_t partition_index = 0;

        friend bool operator==(const Cursor&, const Cursor&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<DescribeTopicPartitionsResponseTopic> topics;
    std::optional<Cursor> next_cursor;

    friend bool operator==(const DescribeTopicPartitionsResponse&, const DescribeTopicPartitionsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
