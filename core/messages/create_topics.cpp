// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/create_topics.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& CreateTopicsRequest::CreatableTopic::CreatableReplicaAssignment::structure() {
    static const Struct declared = declare_struct<CreatableReplicaAssignment>("CreatableReplicaAssignment", {
        field("PartitionIndex", &CreatableReplicaAssignment::partition_index, since(0)),
        field("BrokerIds", &CreatableReplicaAssignment::broker_ids, since(0)),
    });
    return declared;
}

const Struct& CreateTopicsRequest::CreatableTopic::CreatableTopicConfig::structure() {
    static const Struct declared = declare_struct<CreatableTopicConfig>("CreatableTopicConfig", {
        field("Name", &CreatableTopicConfig::name, since(0)),
        field("Value", &CreatableTopicConfig::value, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& CreateTopicsRequest::CreatableTopic::structure() {
    static const Struct declared = declare_struct<CreatableTopic>("CreatableTopic", {
        field("Name", &CreatableTopic::name, since(0)),
        field("NumPartitions", &CreatableTopic::num_partitions, since(0)),
        field("ReplicationFactor", &CreatableTopic::replication_factor, since(0)),
        field("Assignments", &CreatableTopic::assignments, since(0)),
        field("Configs", &CreatableTopic::configs, since(0)),
    });
    return declared;
}

const Message& CreateTopicsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 19,
        .versions = between(2, 7),
        .flexible_from = 5,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<CreateTopicsRequest>("CreateTopicsRequest", {
            field("Topics", &CreateTopicsRequest::topics, since(0)),
            field("timeoutMs", &CreateTopicsRequest::timeout_ms, since(0)),
            field("validateOnly", &CreateTopicsRequest::validate_only, since(1)),
        }),
    };
    return declared;
}

const Struct& CreateTopicsResponse::CreatableTopicResult::CreatableTopicConfigs::structure() {
    static const Struct declared = declare_struct<CreatableTopicConfigs>("CreatableTopicConfigs", {
        field("Name", &CreatableTopicConfigs::name, since(5)),
        field("Value", &CreatableTopicConfigs::value, since(5)).nullable_in(since(5)),
        field("ReadOnly", &CreatableTopicConfigs::read_only, since(5)),
        field("ConfigSource", &CreatableTopicConfigs::config_source, since(5)).ignored_where_absent(),
        field("IsSensitive", &CreatableTopicConfigs::is_sensitive, since(5)),
    });
    return declared;
}

const Struct& CreateTopicsResponse::CreatableTopicResult::structure() {
    static const Struct declared = declare_struct<CreatableTopicResult>("CreatableTopicResult", {
        field("Name", &CreatableTopicResult::name, since(0)),
        field("TopicId", &CreatableTopicResult::topic_id, since(7)).ignored_where_absent(),
        field("ErrorCode", &CreatableTopicResult::error_code, since(0)),
        field("ErrorMessage", &CreatableTopicResult::error_message, since(1)).nullable_in(since(0)).ignored_where_absent(),
        field("TopicConfigErrorCode", &CreatableTopicResult::topic_config_error_code, since(5))
            .tagged_as(0, since(5)).ignored_where_absent(),
        field("NumPartitions", &CreatableTopicResult::num_partitions, since(5)).ignored_where_absent(),
        field("ReplicationFactor", &CreatableTopicResult::replication_factor, since(5)).ignored_where_absent(),
        field("Configs", &CreatableTopicResult::configs, since(5)).nullable_in(since(5)).ignored_where_absent(),
    });
    return declared;
}

const Message& CreateTopicsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 19,
        .versions = between(2, 7),
        .flexible_from = 5,
        .body = declare_struct<CreateTopicsResponse>("CreateTopicsResponse", {
            field("ThrottleTimeMs", &CreateTopicsResponse::throttle_time_ms, since(2)).ignored_where_absent(),
            field("Topics", &CreateTopicsResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
