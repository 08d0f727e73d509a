// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/elect_leaders.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ElectLeadersRequest::TopicPartitions::structure() {
    static const Struct declared = declare_struct<ElectLeadersRequest::TopicPartitions>("TopicPartitions", {
        field("Topic", &ElectLeadersRequest::TopicPartitions::topic, since(0)),
        field("Partitions", &ElectLeadersRequest::TopicPartitions::partitions, since(0)),
    });
    return declared;
}

const Message& ElectLeadersRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 43,
        .versions = between(0, 2),
        .flexible_from = 2,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<ElectLeadersRequest>("ElectLeadersRequest", {
            field("ElectionType", &ElectLeadersRequest::election_type, since(1)),
            field("TopicPartitions", &ElectLeadersRequest::topic_partitions, since(0)).nullable_in(since(0)),
            field("TimeoutMs", &ElectLeadersRequest::timeout_ms, since(0)),
        }),
    };
    return declared;
}

const Struct& ElectLeadersResponse::ReplicaElectionResult::PartitionResult::structure() {
    static const Struct declared = declare_struct<ElectLeadersResponse::ReplicaElectionResult::PartitionResult>("PartitionResult", {
        field("PartitionId", &ElectLeadersResponse::ReplicaElectionResult::PartitionResult::partition_id, since(0)),
        field("ErrorCode", &ElectLeadersResponse::ReplicaElectionResult::PartitionResult::error_code, since(0)),
        field("ErrorMessage", &ElectLeadersResponse::ReplicaElectionResult::PartitionResult::error_message, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& ElectLeadersResponse::ReplicaElectionResult::structure() {
    static const Struct declared = declare_struct<ElectLeadersResponse::ReplicaElectionResult>("ReplicaElectionResult", {
        field("Topic", &ElectLeadersResponse::ReplicaElectionResult::topic, since(0)),
        field("PartitionResult", &ElectLeadersResponse::ReplicaElectionResult::partition_result, since(0)),
    });
    return declared;
}

const Message& ElectLeadersResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 43,
        .versions = between(0, 2),
        .flexible_from = 2,
        .body = declare_struct<ElectLeadersResponse>("ElectLeadersResponse", {
            field("ThrottleTimeMs", &ElectLeadersResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &ElectLeadersResponse::error_code, since(1)),
            field("ReplicaElectionResults", &ElectLeadersResponse::replica_election_results, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
