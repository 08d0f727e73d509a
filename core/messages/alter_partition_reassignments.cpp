// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_partition_reassignments.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& AlterPartitionReassignmentsRequest::ReassignableTopic::ReassignablePartition::structure() {
    static const Struct declared = declare_struct<ReassignablePartition>("ReassignablePartition", {
        field("PartitionIndex", &ReassignablePartition::partition_index, since(0)),
        field("Replicas", &ReassignablePartition::replicas, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& AlterPartitionReassignmentsRequest::ReassignableTopic::structure() {
    static const Struct declared = declare_struct<ReassignableTopic>("ReassignableTopic", {
        field("Name", &ReassignableTopic::name, since(0)),
        field("Partitions", &ReassignableTopic::partitions, since(0)),
    });
    return declared;
}

const Message& AlterPartitionReassignmentsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 45,
        .versions = between(0, 1),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<AlterPartitionReassignmentsRequest>("AlterPartitionReassignmentsRequest", {
            field("TimeoutMs", &AlterPartitionReassignmentsRequest::timeout_ms, since(0)),
            field("AllowReplicationFactorChange", &AlterPartitionReassignmentsRequest::allow_replication_factor_change, since(1)),
            field("Topics", &AlterPartitionReassignmentsRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& AlterPartitionReassignmentsResponse::ReassignableTopicResponse::ReassignablePartitionResponse::structure() {
    static const Struct declared = declare_struct<ReassignablePartitionResponse>("ReassignablePartitionResponse", {
        field("PartitionIndex", &ReassignablePartitionResponse::partition_index, since(0)),
        field("ErrorCode", &ReassignablePartitionResponse::error_code, since(0)),
        field("ErrorMessage", &ReassignablePartitionResponse::error_message, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& AlterPartitionReassignmentsResponse::ReassignableTopicResponse::structure() {
    static const Struct declared = declare_struct<ReassignableTopicResponse>("ReassignableTopicResponse", {
        field("Name", &ReassignableTopicResponse::name, since(0)),
        field("Partitions", &ReassignableTopicResponse::partitions, since(0)),
    });
    return declared;
}

const Message& AlterPartitionReassignmentsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 45,
        .versions = between(0, 1),
        .flexible_from = 0,
        .body = declare_struct<AlterPartitionReassignmentsResponse>("AlterPartitionReassignmentsResponse", {
            field("ThrottleTimeMs", &AlterPartitionReassignmentsResponse::throttle_time_ms, since(0)),
            field("AllowReplicationFactorChange", &AlterPartitionReassignmentsResponse::allow_replication_factor_change, since(1))
                .ignored_where_absent(),
            field("ErrorCode", &AlterPartitionReassignmentsResponse::error_code, since(0)),
            field("ErrorMessage", &AlterPartitionReassignmentsResponse::error_message, since(0)).nullable_in(since(0)),
            field("Responses", &AlterPartitionReassignmentsResponse::responses, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
