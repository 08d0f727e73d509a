// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of __consumer_offsets about share groups (KIP-932). This cluster does not keep such groups; what prints a log reads
// them.
namespace vitrine::messages {

struct ShareGroupMemberMetadataKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const ShareGroupMemberMetadataKey&, const ShareGroupMemberMetadataKey&) = default;
    static const wire::Message& message();
};

struct ShareGroupMemberMetadataValue {
    std::optional<std::string> rack_id = std::string{};
    std::string client_id;
    std::string client_host;
    std::vector<std::string> subscribed_topic_names;

    friend bool operator==(const ShareGroupMemberMetadataValue&, const ShareGroupMemberMetadataValue&) = default;
    static const wire::Message& message();
};

struct ShareGroupMetadataKey {
    std::string group_id;

    friend bool operator==(const ShareGroupMetadataKey&, const ShareGroupMetadataKey&) = default;
    static const wire::Message& message();
};

struct ShareGroupMetadataValue {
    std::int32_t epoch = 0;
    std::int64_t metadata_hash = 0;

    friend bool operator==(const ShareGroupMetadataValue&, const ShareGroupMetadataValue&) = default;
    static const wire::Message& message();
};

struct ShareGroupTargetAssignmentMetadataKey {
    std::string group_id;

    friend bool operator==(const ShareGroupTargetAssignmentMetadataKey&, const ShareGroupTargetAssignmentMetadataKey&) = default;
    static const wire::Message& message();
};

struct ShareGroupTargetAssignmentMetadataValue {
    std::int32_t assignment_epoch = 0;
    std::int64_t assignment_timestamp = 0;

    friend bool operator==(const ShareGroupTargetAssignmentMetadataValue&, const ShareGroupTargetAssignmentMetadataValue&) = default;
    static const wire::Message& message();
};

struct ShareGroupTargetAssignmentMemberKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const ShareGroupTargetAssignmentMemberKey&, const ShareGroupTargetAssignmentMemberKey&) = default;
    static const wire::Message& message();
};

struct ShareGroupTargetAssignmentMemberValue {
    struct TopicPartition {
        Uuid topic_id;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TopicPartition&, const TopicPartition&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicPartition> topic_partitions;

    friend bool operator==(const ShareGroupTargetAssignmentMemberValue&, const ShareGroupTargetAssignmentMemberValue&) = default;
    static const wire::Message& message();
};

struct ShareGroupCurrentMemberAssignmentKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const ShareGroupCurrentMemberAssignmentKey&, const ShareGroupCurrentMemberAssignmentKey&) = default;
    static const wire::Message& message();
};

struct ShareGroupCurrentMemberAssignmentValue {
    struct TopicPartitions {
        Uuid topic_id;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TopicPartitions&, const TopicPartitions&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t member_epoch = 0;
    std::int32_t previous_member_epoch = 0;
    std::int8_t state = 0;
    std::vector<TopicPartitions> assigned_partitions;

    friend bool operator==(const ShareGroupCurrentMemberAssignmentValue&, const ShareGroupCurrentMemberAssignmentValue&) = default;
    static const wire::Message& message();
};

struct ShareGroupStatePartitionMetadataKey {
    std::string group_id;

    friend bool operator==(const ShareGroupStatePartitionMetadataKey&, const ShareGroupStatePartitionMetadataKey&) = default;
    static const wire::Message& message();
};

struct ShareGroupStatePartitionMetadataValue {
    struct TopicPartitionsInfo {
        Uuid topic_id;
        std::string topic_name;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TopicPartitionsInfo&, const TopicPartitionsInfo&) = default;
        static const wire::Struct& structure();
    };

    struct TopicInfo {
        Uuid topic_id;
        std::string topic_name;

        friend bool operator==(const TopicInfo&, const TopicInfo&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TopicPartitionsInfo> initializing_topics;
    std::vector<TopicPartitionsInfo> initialized_topics;
    std::vector<TopicInfo> deleting_topics;

    friend bool operator==(const ShareGroupStatePartitionMetadataValue&, const ShareGroupStatePartitionMetadataValue&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
