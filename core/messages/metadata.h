// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// Metadata (API key 3), versions 0-13.
namespace vitrine::messages {

struct MetadataRequest {
    struct MetadataRequestTopic {
        Uuid topic_id;
        std::optional<std::string> name = std::string{};

        friend bool operator==(const MetadataRequestTopic&, const MetadataRequestTopic&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::vector<MetadataRequestTopic>> topics = std::vector<MetadataRequestTopic>{};  // null: all; version 0: empty means all
    bool allow_auto_topic_creation = true;
    bool include_cluster_authorized_operations = false;
    bool include_topic_authorized_operations = false;

    friend bool operator==(const MetadataRequest&, const MetadataRequest&) = default;
    static const wire::Message& message();
};

struct MetadataResponse {
    struct MetadataResponseBroker {
        BrokerId node_id;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;

        friend bool operator==(const MetadataResponseBroker&, const MetadataResponseBroker&) = default;
        static const wire::Struct& structure();
    };

    struct MetadataResponseTopic {
        struct MetadataResponsePartition {
            ErrorCode error_code = ErrorCode::NONE;
            std::int32_t partition_index = 0;
            BrokerId leader_id;
            LeaderEpoch leader_epoch{-1};
            std::vector<BrokerId> replica_nodes;
            std::vector<BrokerId> isr_nodes;
            std::vector<BrokerId> offline_replicas;  // on brokers that are fenced or lost the log directory

            friend bool operator==(const MetadataResponsePartition&, const MetadataResponsePartition&) = default;
            static const wire::Struct& structure();
        };

        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> name = std::string{};
        Uuid topic_id;
        bool is_internal = false;
        std::vector<MetadataResponsePartition> partitions;
        std::int32_t topic_authorized_operations = std::numeric_limits<std::int32_t>::min();

        friend bool operator==(const MetadataResponseTopic&, const MetadataResponseTopic&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<MetadataResponseBroker> brokers;
    std::optional<std::string> cluster_id;
    BrokerId controller_id{-1};  // some living broker: clients do not reach the controller
    std::vector<MetadataResponseTopic> topics;
    std::int32_t cluster_authorized_operations = std::numeric_limits<std::int32_t>::min();
    ErrorCode error_code = ErrorCode::NONE;

    friend bool operator==(const MetadataResponse&, const MetadataResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
