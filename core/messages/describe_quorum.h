// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeQuorum (API key 55), versions 0-2.
namespace vitrine::messages {

struct DescribeQuorumRequest {
    struct TopicData {
        struct PartitionData {
            std::int32_t partition_index = 0;

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        std::string topic_name;
        std::vector<PartitionData> partitions;

        friend bool operator==(const TopicData&, const TopicData&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicData> topics;

    friend bool operator==(const DescribeQuorumRequest&, const DescribeQuorumRequest&) = default;
    static const wire::Message& message();
};

struct DescribeQuorumResponse {
    struct ReplicaState {
        BrokerId replica_id;
        Uuid replica_directory_id;
        Offset log_end_offset;
        std::int64_t last_fetch_timestamp = -1;  // by the leader's wall clock, ms
        std::int64_t last_caught_up_timestamp = -1;  // when it last held all that the leader had then, ms

        friend bool operator==(const ReplicaState&, const ReplicaState&) = default;
        static const wire::Struct& structure();
    };

    struct TopicData {
        struct PartitionData {
            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            std::optional<std::string> error_message = std::string{};
            BrokerId leader_id;
            LeaderEpoch leader_epoch;
            Offset high_watermark;
            std::vector<ReplicaState> current_voters;
            std::vector<ReplicaState> observers;

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        std::string topic_name;
        std::vector<PartitionData> partitions;

        friend bool operator==(const TopicData&, const TopicData&) = default;
        static const wire::Struct& structure();
    };

    struct Node {
        struct Listener {
            std::string name;
            std::string host;
            std::uint16_t port = 0;

            friend bool operator==(const Listener&, const Listener&) = default;
            static const wire::Struct& structure();
        };

        BrokerId node_id;
        std::vector<Listener> listeners;

        friend bool operator==(const Node&, const Node&) = default;
        static const wire::Struct& structure();
    };

    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};
    std::vector<TopicData> topics;
    std::vector<Node> nodes;

    friend bool operator==(const DescribeQuorumResponse&, const DescribeQuorumResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
