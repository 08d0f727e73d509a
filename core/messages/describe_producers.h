// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeProducers (API key 61), version 0: KIP-664.
namespace vitrine::messages {

struct DescribeProducersRequest {
    struct TopicRequest {
        std::string name;
        std::vector<std::int32_t> partition_indexes;

        friend bool operator==(const TopicRequest&, const TopicRequest&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicRequest> topics;

    friend bool operator==(const DescribeProducersRequest&, const DescribeProducersRequest&) = default;
    static const wire::Message& message();
};

struct DescribeProducersResponse {
    struct TopicResponse {
        struct PartitionResponse {
            struct ProducerState {
                ProducerId producer_id;
                std::int32_t producer_epoch = 0;
                std::int32_t last_sequence = -1;
                std::int64_t last_timestamp = -1;  // milliseconds; -1: none
                std::int32_t coordinator_epoch = 0;
                Offset current_txn_start_offset{-1};

                friend bool operator==(const ProducerState&, const ProducerState&) = default;
                static const wire::Struct& structure();
            };

            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            std::optional<std::string> error_message;
            std::vector<ProducerState> active_producers;

            friend bool operator==(const PartitionResponse&, const PartitionResponse&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<PartitionResponse> partitions;

        friend bool operator==(const TopicResponse&, const TopicResponse&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<TopicResponse> topics;

    friend bool operator==(const DescribeProducersResponse&, const DescribeProducersResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
