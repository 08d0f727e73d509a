// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// FetchSnapshot (API key 59), versions 0-1: a piece of a snapshot of the metadata log (KIP-630).
namespace vitrine::messages {

struct FetchSnapshotRequest {
    struct TopicSnapshot {
        struct PartitionSnapshot {
            struct SnapshotId {
                Offset end_offset;
                LeaderEpoch epoch;

                friend bool operator==(const SnapshotId&, const SnapshotId&) = default;
                static const wire::Struct& structure();
            };

            std::int32_t partition = 0;
            LeaderEpoch current_leader_epoch;
            SnapshotId snapshot_id;
            std::int64_t position = 0;  // in bytes
            Uuid replica_directory_id;

            friend bool operator==(const PartitionSnapshot&, const PartitionSnapshot&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<PartitionSnapshot> partitions;

        friend bool operator==(const TopicSnapshot&, const TopicSnapshot&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> cluster_id;
    BrokerId replica_id{-1};
    std::int32_t max_bytes = 0x7fffffff;
    std::vector<TopicSnapshot> topics;

    friend bool operator==(const FetchSnapshotRequest&, const FetchSnapshotRequest&) = default;
    static const wire::Message& message();
};

struct FetchSnapshotResponse {
    struct TopicSnapshot {
        struct PartitionSnapshot {
            struct SnapshotId {
                Offset end_offset;
                LeaderEpoch epoch;

                friend bool operator==(const SnapshotId&, const SnapshotId&) = default;
                static const wire::Struct& structure();
            };

            struct LeaderIdAndEpoch {
                BrokerId leader_id;
                LeaderEpoch leader_epoch;

                friend bool operator==(const LeaderIdAndEpoch&, const LeaderIdAndEpoch&) = default;
                static const wire::Struct& structure();
            };

            std::int32_t index = 0;
            ErrorCode error_code = ErrorCode::NONE;
            SnapshotId snapshot_id;
            LeaderIdAndEpoch current_leader;
            std::int64_t size = 0;      // of the whole snapshot
            std::int64_t position = 0;  // of these bytes in it
            wire::Records unaligned_records;  // may begin and end within a batch

            friend bool operator==(const PartitionSnapshot&, const PartitionSnapshot&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::vector<PartitionSnapshot> partitions;

        friend bool operator==(const TopicSnapshot&, const TopicSnapshot&) = default;
        static const wire::Struct& structure();
    };

    struct NodeEndpoint {
        BrokerId node_id;
        std::string host;
        std::uint16_t port = 0;

        friend bool operator==(const NodeEndpoint&, const NodeEndpoint&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<TopicSnapshot> topics;
    std::vector<NodeEndpoint> node_endpoints;

    friend bool operator==(const FetchSnapshotResponse&, const FetchSnapshotResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
