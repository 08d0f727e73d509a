// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// Produce (API key 0), versions 3-13.
namespace vitrine::messages {

struct ProduceRequest {
    struct TopicProduceData {
        struct PartitionProduceData {
            std::int32_t index = 0;
            std::optional<wire::Records> records = wire::Records{};

            friend bool operator==(const PartitionProduceData&, const PartitionProduceData&) = default;
            static const wire::Struct& structure();
        };

        std::string name;  // until version 12; later topic_id
        Uuid topic_id;
        std::vector<PartitionProduceData> partition_data;

        friend bool operator==(const TopicProduceData&, const TopicProduceData&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> transactional_id;
    std::int16_t acks = 0;  // 0 no answer, 1 the leader, -1 all in sync
    std::int32_t timeout_ms = 0;
    std::vector<TopicProduceData> topic_data;

    friend bool operator==(const ProduceRequest&, const ProduceRequest&) = default;
    static const wire::Message& message();
};

struct ProduceResponse {
    struct TopicProduceResponse {
        struct PartitionProduceResponse {
            struct BatchIndexAndErrorMessage {
                std::int32_t batch_index = 0;
                std::optional<std::string> batch_index_error_message;

                friend bool operator==(const BatchIndexAndErrorMessage&, const BatchIndexAndErrorMessage&) = default;
                static const wire::Struct& structure();
            };

            struct LeaderIdAndEpoch {
                BrokerId leader_id{-1};
                LeaderEpoch leader_epoch{-1};

                friend bool operator==(const LeaderIdAndEpoch&, const LeaderIdAndEpoch&) = default;
                static const wire::Struct& structure();
            };

            std::int32_t index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            Offset base_offset;  // given to the first record
            std::int64_t log_append_time_ms = -1;  // -1: the topic keeps the producer's timestamps
            Offset log_start_offset{-1};
            std::vector<BatchIndexAndErrorMessage> record_errors;  // of records that are to blame
            std::optional<std::string> error_message;
            LeaderIdAndEpoch current_leader;  // told with NOT_LEADER_OR_FOLLOWER

            friend bool operator==(const PartitionProduceResponse&, const PartitionProduceResponse&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        Uuid topic_id;
        std::vector<PartitionProduceResponse> partition_responses;

        friend bool operator==(const TopicProduceResponse&, const TopicProduceResponse&) = default;
        static const wire::Struct& structure();
    };

    struct NodeEndpoint {
        BrokerId node_id;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        friend bool operator==(const NodeEndpoint&, const NodeEndpoint&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicProduceResponse> responses;
    std::int32_t throttle_time_ms = 0;
    std::vector<NodeEndpoint> node_endpoints;

    friend bool operator==(const ProduceResponse&, const ProduceResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
