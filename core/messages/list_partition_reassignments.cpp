// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_partition_reassignments.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ListPartitionReassignmentsRequest::ListPartitionReassignmentsTopics::structure() {
    static const Struct declared = declare_struct<ListPartitionReassignmentsTopics>("ListPartitionReassignmentsTopics", {
        field("Name", &ListPartitionReassignmentsTopics::name, since(0)),
        field("PartitionIndexes", &ListPartitionReassignmentsTopics::partition_indexes, since(0)),
    });
    return declared;
}

const Message& ListPartitionReassignmentsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 46,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<ListPartitionReassignmentsRequest>("ListPartitionReassignmentsRequest", {
            field("TimeoutMs", &ListPartitionReassignmentsRequest::timeout_ms, since(0)),
            field("Topics", &ListPartitionReassignmentsRequest::topics, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

const Struct& ListPartitionReassignmentsResponse::OngoingTopicReassignment::OngoingPartitionReassignment::structure() {
    static const Struct declared = declare_struct<OngoingPartitionReassignment>("OngoingPartitionReassignment", {
        field("PartitionIndex", &OngoingPartitionReassignment::partition_index, since(0)),
        field("Replicas", &OngoingPartitionReassignment::replicas, since(0)),
        field("AddingReplicas", &OngoingPartitionReassignment::adding_replicas, since(0)),
        field("RemovingReplicas", &OngoingPartitionReassignment::removing_replicas, since(0)),
    });
    return declared;
}

const Struct& ListPartitionReassignmentsResponse::OngoingTopicReassignment::structure() {
    static const Struct declared = declare_struct<OngoingTopicReassignment>("OngoingTopicReassignment", {
        field("Name", &OngoingTopicReassignment::name, since(0)),
        field("Partitions", &OngoingTopicReassignment::partitions, since(0)),
    });
    return declared;
}

const Message& ListPartitionReassignmentsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 46,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ListPartitionReassignmentsResponse>("ListPartitionReassignmentsResponse", {
            field("ThrottleTimeMs", &ListPartitionReassignmentsResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &ListPartitionReassignmentsResponse::error_code, since(0)),
            field("ErrorMessage", &ListPartitionReassignmentsResponse::error_message, since(0)).nullable_in(since(0)),
            field("Topics", &ListPartitionReassignmentsResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
