// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of __consumer_offsets about the groups of KIP-848. This cluster does not keep such groups; what prints a log reads
// them.
namespace vitrine::messages {

struct ConsumerGroupMetadataKey {
    std::string group_id;

    friend bool operator==(const ConsumerGroupMetadataKey&, const ConsumerGroupMetadataKey&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupMetadataValue {
    std::int32_t epoch = 0;
    std::int64_t metadata_hash = 0;

    friend bool operator==(const ConsumerGroupMetadataValue&, const ConsumerGroupMetadataValue&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupPartitionMetadataKey {
    std::string group_id;

    friend bool operator==(const ConsumerGroupPartitionMetadataKey&, const ConsumerGroupPartitionMetadataKey&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupPartitionMetadataValue {
    struct PartitionMetadata {
        std::int32_t partition = 0;
        std::vector<std::string> racks;

        friend bool operator==(const PartitionMetadata&, const PartitionMetadata&) = default;
        static const wire::Struct& structure();
    };

    struct TopicMetadata {
        Uuid topic_id;
        std::string topic_name;
        std::int32_t num_partitions = 0;
        std::vector<PartitionMetadata> partition_metadata;

        friend bool operator==(const TopicMetadata&, const TopicMetadata&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicMetadata> topics;

    friend bool operator==(const ConsumerGroupPartitionMetadataValue&, const ConsumerGroupPartitionMetadataValue&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupMemberMetadataKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const ConsumerGroupMemberMetadataKey&, const ConsumerGroupMemberMetadataKey&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupMemberMetadataValue {
    struct ClassicProtocol {
        std::string name;
        Bytes metadata;

        friend bool operator==(const ClassicProtocol&, const ClassicProtocol&) = default;
        static const wire::Struct& structure();
    };

    struct ClassicMemberMetadata {
        std::int32_t session_timeout_ms = 0;
        std::vector<ClassicProtocol> supported_protocols;

        friend bool operator==(const ClassicMemberMetadata&, const ClassicMemberMetadata&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> instance_id = std::string{};
    std::optional<std::string> rack_id = std::string{};
    std::string client_id;
    std::string client_host;
    std::vector<std::string> subscribed_topic_names;
    std::optional<std::string> subscribed_topic_regex = std::string{};
    std::int32_t rebalance_timeout_ms = -1;
    std::optional<std::string> server_assignor = std::string{};
    std::optional<ClassicMemberMetadata> classic_member_metadata = ClassicMemberMetadata{};

    friend bool operator==(const ConsumerGroupMemberMetadataValue&, const ConsumerGroupMemberMetadataValue&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupTargetAssignmentMetadataKey {
    std::string group_id;

    friend bool operator==(const ConsumerGroupTargetAssignmentMetadataKey&, const ConsumerGroupTargetAssignmentMetadataKey&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupTargetAssignmentMetadataValue {
    std::int32_t assignment_epoch = 0;
    std::int64_t assignment_timestamp = 0;

    friend bool operator==(const ConsumerGroupTargetAssignmentMetadataValue&, const ConsumerGroupTargetAssignmentMetadataValue&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupTargetAssignmentMemberKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const ConsumerGroupTargetAssignmentMemberKey&, const ConsumerGroupTargetAssignmentMemberKey&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupTargetAssignmentMemberValue {
    struct TopicPartition {
        Uuid topic_id;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TopicPartition&, const TopicPartition&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicPartition> topic_partitions;

    friend bool operator==(const ConsumerGroupTargetAssignmentMemberValue&, const ConsumerGroupTargetAssignmentMemberValue&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupCurrentMemberAssignmentKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const ConsumerGroupCurrentMemberAssignmentKey&, const ConsumerGroupCurrentMemberAssignmentKey&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupCurrentMemberAssignmentValue {
    struct TopicPartitions {
        Uuid topic_id;
        std::vector<std::int32_t> partitions;
        std::optional<std::vector<std::int32_t>> assignment_epochs = std::vector<std::int32_t>{};

        friend bool operator==(const TopicPartitions&, const TopicPartitions&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t member_epoch = 0;
    std::int32_t previous_member_epoch = 0;
    std::int8_t state = 0;
    std::vector<TopicPartitions> assigned_partitions;
    std::vector<TopicPartitions> partitions_pending_revocation;

    friend bool operator==(const ConsumerGroupCurrentMemberAssignmentValue&, const ConsumerGroupCurrentMemberAssignmentValue&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupRegularExpressionKey {
    std::string group_id;
    std::string regular_expression;

    friend bool operator==(const ConsumerGroupRegularExpressionKey&, const ConsumerGroupRegularExpressionKey&) = default;
    static const wire::Message& message();
};

struct ConsumerGroupRegularExpressionValue {
    std::vector<std::string> topics;
    std::int64_t version = 0;
    std::int64_t timestamp = 0;

    friend bool operator==(const ConsumerGroupRegularExpressionValue&, const ConsumerGroupRegularExpressionValue&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
