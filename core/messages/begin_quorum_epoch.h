// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// BeginQuorumEpoch (API key 53), versions 0-1.
namespace vitrine::messages {

struct BeginQuorumEpochRequest {
    struct TopicData {
        struct PartitionData {
            std::int32_t partition_index = 0;
            Uuid voter_directory_id;
            BrokerId leader_id;
            LeaderEpoch leader_epoch;

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        std::string topic_name;
        std::vector<PartitionData> partitions;

        friend bool operator==(const TopicData&, const TopicData&) = default;
        static const wire::Struct& structure();
    };

    struct LeaderEndpoint {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        friend bool operator==(const LeaderEndpoint&, const LeaderEndpoint&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> cluster_id;
    BrokerId voter_id{-1};  // who is asked; -1 not said
    std::vector<TopicData> topics;
    std::vector<LeaderEndpoint> leader_endpoints;

    friend bool operator==(const BeginQuorumEpochRequest&, const BeginQuorumEpochRequest&) = default;
    static const wire::Message& message();
};

struct BeginQuorumEpochResponse {
    struct TopicData {
        struct PartitionData {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            BrokerId leader_id;
            LeaderEpoch leader_epoch;

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        std::string topic_name;
        std::vector<PartitionData> partitions;

        friend bool operator==(const TopicData&, const TopicData&) = default;
        static const wire::Struct& structure();
    };

    struct NodeEndpoint {
        BrokerId node_id;
        std::string host;
        std::uint16_t port = 0;

        friend bool operator==(const NodeEndpoint&, const NodeEndpoint&) = default;
        static const wire::Struct& structure();
    };

    ErrorCode error_code = ErrorCode::NONE;
    std::vector<TopicData> topics;
    std::vector<NodeEndpoint> node_endpoints;

    friend bool operator==(const BeginQuorumEpochResponse&, const BeginQuorumEpochResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
