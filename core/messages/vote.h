// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// Vote (API key 52), versions 0-2.
namespace vitrine::messages {

struct VoteRequest {
    struct TopicData {
        struct PartitionData {
            std::int32_t partition_index = 0;
            LeaderEpoch replica_epoch;  // the epoch that is asked for; of a pre-vote, the present one
            BrokerId replica_id;  // the candidate
            Uuid replica_directory_id;
            Uuid voter_directory_id;
            LeaderEpoch last_offset_epoch;  // of the candidate's last record
            Offset last_offset;  // the candidate's log end
            bool pre_vote = false;

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        std::string topic_name;
        std::vector<PartitionData> partitions;

        friend bool operator==(const TopicData&, const TopicData&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> cluster_id;
    BrokerId voter_id{-1};  // who is asked
    std::vector<TopicData> topics;

    friend bool operator==(const VoteRequest&, const VoteRequest&) = default;
    static const wire::Message& message();
};

struct VoteResponse {
    struct TopicData {
        struct PartitionData {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            BrokerId leader_id;
            LeaderEpoch leader_epoch;
            bool vote_granted = false;

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

    friend bool operator==(const VoteResponse&, const VoteResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
