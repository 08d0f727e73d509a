// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// Fetch (API key 1), versions 4-18.
namespace vitrine::messages {

struct FetchRequest {
    struct ReplicaState {
        BrokerId replica_id{-1};  // -1 a consumer
        BrokerEpoch replica_epoch{-1};

        friend bool operator==(const ReplicaState&, const ReplicaState&) = default;
        static const wire::Struct& structure();
    };

    struct FetchTopic {
        struct FetchPartition {
            std::int32_t partition = 0;
            LeaderEpoch current_leader_epoch{-1};  // that the fetcher knows: fenced if stale
            Offset fetch_offset;
            LeaderEpoch last_fetched_epoch{-1};  // of the record before fetch_offset: finds divergence (KIP-595)
            Offset log_start_offset{-1};  // of the follower
            std::int32_t partition_max_bytes = 0;
            Uuid replica_directory_id;
            Offset high_watermark{std::numeric_limits<std::int64_t>::max()};  // that the follower knows, KIP-1166; the maximum: not said

            friend bool operator==(const FetchPartition&, const FetchPartition&) = default;
            static const wire::Struct& structure();
        };

        std::string topic;
        Uuid topic_id;
        std::vector<FetchPartition> partitions;

        friend bool operator==(const FetchTopic&, const FetchTopic&) = default;
        static const wire::Struct& structure();
    };

    struct ForgottenTopic {
        std::string topic;
        Uuid topic_id;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const ForgottenTopic&, const ForgottenTopic&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> cluster_id;
    BrokerId replica_id{-1};
    ReplicaState replica_state;
    std::int32_t max_wait_ms = 0;
    std::int32_t min_bytes = 0;
    std::int32_t max_bytes = std::numeric_limits<std::int32_t>::max();
    std::int8_t isolation_level = 0;
    std::int32_t session_id = 0;
    std::int32_t session_epoch = -1;  // -1: no session; 0 with id 0: a new one
    std::vector<FetchTopic> topics;
    std::vector<ForgottenTopic> forgotten_topics_data;  // to be dropped from the session
    std::string rack_id;

    friend bool operator==(const FetchRequest&, const FetchRequest&) = default;
    static const wire::Message& message();
};

struct FetchResponse {
    struct FetchableTopicResponse {
        struct PartitionData {
            struct EpochEndOffset {
                LeaderEpoch epoch{-1};
                Offset end_offset{-1};

                friend bool operator==(const EpochEndOffset&, const EpochEndOffset&) = default;
                static const wire::Struct& structure();
            };

            struct LeaderIdAndEpoch {
                BrokerId leader_id{-1};
                LeaderEpoch leader_epoch{-1};

                friend bool operator==(const LeaderIdAndEpoch&, const LeaderIdAndEpoch&) = default;
                static const wire::Struct& structure();
            };

            struct SnapshotId {
                Offset end_offset{-1};
                LeaderEpoch epoch{-1};

                friend bool operator==(const SnapshotId&, const SnapshotId&) = default;
                static const wire::Struct& structure();
            };

            struct AbortedTransaction {
                ProducerId producer_id;
                Offset first_offset;

                friend bool operator==(const AbortedTransaction&, const AbortedTransaction&) = default;
                static const wire::Struct& structure();
            };

            std::int32_t partition_index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            Offset high_watermark;
            Offset last_stable_offset{-1};  // where open transactions begin
            Offset log_start_offset{-1};
            EpochEndOffset diverging_epoch;  // set: truncate to here, no records
            LeaderIdAndEpoch current_leader;
            SnapshotId snapshot_id;  // set: fetch this snapshot first, the log begins later
            // Of read_committed fetches; null: not asked.
            std::optional<std::vector<AbortedTransaction>> aborted_transactions = std::vector<AbortedTransaction>{};
            BrokerId preferred_read_replica{-1};  // read there instead, KIP-392
            std::optional<wire::Records> records = wire::Records{};

            friend bool operator==(const PartitionData&, const PartitionData&) = default;
            static const wire::Struct& structure();
        };

        std::string topic;
        Uuid topic_id;
        std::vector<PartitionData> partitions;

        friend bool operator==(const FetchableTopicResponse&, const FetchableTopicResponse&) = default;
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

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::int32_t session_id = 0;
    std::vector<FetchableTopicResponse> responses;
    std::vector<NodeEndpoint> node_endpoints;  // of the leaders in current_leader

    friend bool operator==(const FetchResponse&, const FetchResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
