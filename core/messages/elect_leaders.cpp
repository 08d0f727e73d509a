// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/elect_leaders.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ElectLeadersRequest::TopicPartitions::structure() {
    static const Struct declared = declare_struct<TopicPartitions>("TopicPartitions", {
        field("Topic", &TopicPartitions::topic, since(0)),
        field("Partitions", &TopicPartitions::partitions, since(0)),
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
    static const Struct declared = declare_struct<PartitionResult>("PartitionResult", {
        field("PartitionId", &PartitionResult::partition_id, since(0)),
        field("ErrorCode", &PartitionResult::error_code, since(0)),
        field("ErrorMessage", &PartitionResult::error_message, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& ElectLeadersResponse::ReplicaElectionResult::structure() {
    static const Struct declared = declare_struct<ReplicaElectionResult>("ReplicaElectionResult", {
        field("Topic", &ReplicaElectionResult::topic, since(0)),
        field("PartitionResult", &ReplicaElectionResult::partition_result, since(0)),
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
