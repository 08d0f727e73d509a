// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// CreateTopics (API key 19), versions 2-7.
namespace vitrine::messages {

struct CreateTopicsRequest {
    struct CreatableTopic {
        struct CreatableReplicaAssignment {
            std::int32_t partition_index = 0;
            std::vector<BrokerId> broker_ids;

            friend bool operator==(const CreatableReplicaAssignment&, const CreatableReplicaAssignment&) = default;
            static const wire::Struct& structure();
        };

        struct CreatableTopicConfig {
            std::string name;
            std::optional<std::string> value = std::string{};

            friend bool operator==(const CreatableTopicConfig&, const CreatableTopicConfig&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        std::int32_t num_partitions = 0;  // -1: the default, or as assigned
        std::int16_t replication_factor = 0;  // -1: the default, or as assigned
        std::vector<CreatableReplicaAssignment> assignments;
        std::vector<CreatableTopicConfig> configs;

        friend bool operator==(const CreatableTopic&, const CreatableTopic&) = default;
        static const wire::Struct& structure();
    };

    std::vector<CreatableTopic> topics;
    std::int32_t timeout_ms = 60000;
    bool validate_only = false;

    friend bool operator==(const CreateTopicsRequest&, const CreateTopicsRequest&) = default;
    static const wire::Message& message();
};

struct CreateTopicsResponse {
    struct CreatableTopicResult {
        struct CreatableTopicConfigs {
            std::string name;
            std::optional<std::string> value = std::string{};
            bool read_only = false;
            std::int8_t config_source = -1;  // as in DescribeConfigs
            bool is_sensitive = false;

            friend bool operator==(const CreatableTopicConfigs&, const CreatableTopicConfigs&) = default;
            static const wire::Struct& structure();
        };

        std::string name;
        Uuid topic_id;
        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message = std::string{};
        ErrorCode topic_config_error_code = ErrorCode::NONE;  // why there are no configs
        std::int32_t num_partitions = -1;
        std::int16_t replication_factor = -1;
        std::optional<std::vector<CreatableTopicConfigs>> configs = std::vector<CreatableTopicConfigs>{};

        friend bool operator==(const CreatableTopicResult&, const CreatableTopicResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<CreatableTopicResult> topics;

    friend bool operator==(const CreateTopicsResponse&, const CreateTopicsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
