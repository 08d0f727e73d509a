// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of __consumer_offsets about the groups of Kafka Streams (KIP-1071). This cluster does not keep such groups; what prints
// a log reads them.
namespace vitrine::messages {

struct StreamsGroupMetadataKey {
    std::string group_id;

    friend bool operator==(const StreamsGroupMetadataKey&, const StreamsGroupMetadataKey&) = default;
    static const wire::Message& message();
};

struct StreamsGroupMetadataValue {
    struct LastAssignmentConfig {
        std::string key;
        std::string value;

        friend bool operator==(const LastAssignmentConfig&, const LastAssignmentConfig&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t epoch = 0;
    std::int64_t metadata_hash = 0;
    std::int32_t validated_topology_epoch = -1;
    std::optional<std::vector<LastAssignmentConfig>> last_assignment_configs = std::vector<LastAssignmentConfig>{};

    friend bool operator==(const StreamsGroupMetadataValue&, const StreamsGroupMetadataValue&) = default;
    static const wire::Message& message();
};

struct StreamsGroupMemberMetadataKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const StreamsGroupMemberMetadataKey&, const StreamsGroupMemberMetadataKey&) = default;
    static const wire::Message& message();
};

struct StreamsGroupMemberMetadataValue {
    struct Endpoint {
        std::string host;
        std::uint16_t port = 0;

        friend bool operator==(const Endpoint&, const Endpoint&) = default;
        static const wire::Struct& structure();
    };

    struct KeyValue {
        std::string key;
        std::string value;

        friend bool operator==(const KeyValue&, const KeyValue&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> instance_id = std::string{};
    std::optional<std::string> rack_id = std::string{};
    std::string client_id;
    std::string client_host;
    std::int32_t rebalance_timeout_ms = -1;
    std::int32_t topology_epoch = 0;
    std::string process_id;
    std::optional<Endpoint> user_endpoint;
    std::vector<KeyValue> client_tags;

    friend bool operator==(const StreamsGroupMemberMetadataValue&, const StreamsGroupMemberMetadataValue&) = default;
    static const wire::Message& message();
};

struct StreamsGroupTargetAssignmentMetadataKey {
    std::string group_id;

    friend bool operator==(const StreamsGroupTargetAssignmentMetadataKey&, const StreamsGroupTargetAssignmentMetadataKey&) = default;
    static const wire::Message& message();
};

struct StreamsGroupTargetAssignmentMetadataValue {
    std::int32_t assignment_epoch = 0;
    std::int64_t assignment_timestamp = 0;

    friend bool operator==(const StreamsGroupTargetAssignmentMetadataValue&, const StreamsGroupTargetAssignmentMetadataValue&) = default;
    static const wire::Message& message();
};

struct StreamsGroupTargetAssignmentMemberKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const StreamsGroupTargetAssignmentMemberKey&, const StreamsGroupTargetAssignmentMemberKey&) = default;
    static const wire::Message& message();
};

struct StreamsGroupTargetAssignmentMemberValue {
    struct TaskIds {
        std::string subtopology_id;
        std::vector<std::int32_t> partitions;

        friend bool operator==(const TaskIds&, const TaskIds&) = default;
        static const wire::Struct& structure();
    };

    std::vector<TaskIds> active_tasks;
    std::vector<TaskIds> standby_tasks;
    std::vector<TaskIds> warmup_tasks;

    friend bool operator==(const StreamsGroupTargetAssignmentMemberValue&, const StreamsGroupTargetAssignmentMemberValue&) = default;
    static const wire::Message& message();
};

struct StreamsGroupCurrentMemberAssignmentKey {
    std::string group_id;
    std::string member_id;

    friend bool operator==(const StreamsGroupCurrentMemberAssignmentKey&, const StreamsGroupCurrentMemberAssignmentKey&) = default;
    static const wire::Message& message();
};

struct StreamsGroupCurrentMemberAssignmentValue {
    struct TaskIds {
        std::string subtopology_id;
        std::vector<std::int32_t> partitions;
        std::optional<std::vector<std::int32_t>> assignment_epochs = std::vector<std::int32_t>{};

        friend bool operator==(const TaskIds&, const TaskIds&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t member_epoch = 0;
    std::int32_t previous_member_epoch = 0;
    std::int8_t state = 0;
    std::vector<TaskIds> active_tasks;
    std::vector<TaskIds> standby_tasks;
    std::vector<TaskIds> warmup_tasks;
    std::vector<TaskIds> active_tasks_pending_revocation;
    std::vector<TaskIds> standby_tasks_pending_revocation;
    std::vector<TaskIds> warmup_tasks_pending_revocation;

    friend bool operator==(const StreamsGroupCurrentMemberAssignmentValue&, const StreamsGroupCurrentMemberAssignmentValue&) = default;
    static const wire::Message& message();
};

struct StreamsGroupTopologyKey {
    std::string group_id;

    friend bool operator==(const StreamsGroupTopologyKey&, const StreamsGroupTopologyKey&) = default;
    static const wire::Message& message();
};

struct StreamsGroupTopologyValue {
    struct TopicConfig {
        std::string key;
        std::string value;

        friend bool operator==(const TopicConfig&, const TopicConfig&) = default;
        static const wire::Struct& structure();
    };

    struct TopicInfo {
        std::string name;
        std::int32_t partitions = 0;
        std::int16_t replication_factor = 0;
        std::vector<TopicConfig> topic_configs;

        friend bool operator==(const TopicInfo&, const TopicInfo&) = default;
        static const wire::Struct& structure();
    };

    struct CopartitionGroup {
        std::vector<std::int16_t> source_topics;
        std::vector<std::int16_t> source_topic_regex;
        std::vector<std::int16_t> repartition_source_topics;

        friend bool operator==(const CopartitionGroup&, const CopartitionGroup&) = default;
        static const wire::Struct& structure();
    };

    struct Subtopology {
        std::string subtopology_id;
        std::vector<std::string> source_topics;
        std::vector<std::string> source_topic_regex;
        std::vector<TopicInfo> state_changelog_topics;
        std::vector<std::string> repartition_sink_topics;
        std::vector<TopicInfo> repartition_source_topics;
        std::vector<CopartitionGroup> copartition_groups;

        friend bool operator==(const Subtopology&, const Subtopology&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t epoch = 0;
    std::vector<Subtopology> subtopologies;

    friend bool operator==(const StreamsGroupTopologyValue&, const StreamsGroupTopologyValue&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
