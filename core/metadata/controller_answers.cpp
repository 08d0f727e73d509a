// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/controller_answers.h"

namespace vitrine::metadata {
namespace {

template <class Response>
Response with_code(const Error& error) {
    Response response;
    response.error_code = error.code;
    return response;
}

template <class Response, class Request>
Response of_each_resource(const Request& request, const Error& error) {
    Response response;
    for (const auto& resource : request.resources) {
        auto& result = response.responses.emplace_back();
        result.error_code = error.code;
        result.error_message = error.message;
        result.resource_type = resource.resource_type;
        result.resource_name = resource.resource_name;
    }
    return response;
}

}  // namespace

messages::BrokerRegistrationResponse error_response(const messages::BrokerRegistrationRequest&, wire::Version, const Error& error) {
    return with_code<messages::BrokerRegistrationResponse>(error);
}

messages::BrokerHeartbeatResponse error_response(const messages::BrokerHeartbeatRequest&, wire::Version, const Error& error) {
    return with_code<messages::BrokerHeartbeatResponse>(error);
}

messages::ControllerRegistrationResponse error_response(const messages::ControllerRegistrationRequest&, wire::Version, const Error& error) {
    auto response = with_code<messages::ControllerRegistrationResponse>(error);
    response.error_message = error.message;
    return response;
}

messages::AssignReplicasToDirsResponse error_response(const messages::AssignReplicasToDirsRequest&, wire::Version, const Error& error) {
    return with_code<messages::AssignReplicasToDirsResponse>(error);
}

messages::UnregisterBrokerResponse error_response(const messages::UnregisterBrokerRequest&, wire::Version, const Error& error) {
    auto response = with_code<messages::UnregisterBrokerResponse>(error);
    response.error_message = error.message;
    return response;
}

messages::AlterPartitionResponse error_response(const messages::AlterPartitionRequest&, wire::Version, const Error& error) {
    return with_code<messages::AlterPartitionResponse>(error);
}

messages::AlterClientQuotasResponse error_response(const messages::AlterClientQuotasRequest& request, wire::Version, const Error& error) {
    messages::AlterClientQuotasResponse response;
    for (const auto& entry : request.entries) {
        auto& result = response.entries.emplace_back();
        result.error_code = error.code;
        result.error_message = error.message;
        for (const auto& part : entry.entity) result.entity.push_back({part.entity_type, part.entity_name});
    }
    return response;
}

messages::UpdateFeaturesResponse error_response(const messages::UpdateFeaturesRequest&, wire::Version, const Error& error) {
    auto response = with_code<messages::UpdateFeaturesResponse>(error);
    response.error_message = error.message;
    return response;
}

messages::AllocateProducerIdsResponse error_response(const messages::AllocateProducerIdsRequest&, wire::Version, const Error& error) {
    return with_code<messages::AllocateProducerIdsResponse>(error);
}

messages::CreateTopicsResponse error_response(const messages::CreateTopicsRequest& request, wire::Version, const Error& error) {
    messages::CreateTopicsResponse response;
    for (const auto& topic : request.topics) {
        auto& result = response.topics.emplace_back();
        result.name = topic.name;
        result.error_code = error.code;
        result.error_message = error.message;
    }
    return response;
}

messages::DeleteTopicsResponse error_response(const messages::DeleteTopicsRequest& request, wire::Version version, const Error& error) {
    messages::DeleteTopicsResponse response;
    const auto add = [&](std::optional<std::string> name, const Uuid& id) {
        auto& result = response.responses.emplace_back();
        result.name = std::move(name);
        result.topic_id = id;
        result.error_code = error.code;
        result.error_message = error.message;
    };
    if (version < 6) {
        for (const std::string& name : request.topic_names) add(name, Uuid{});
    } else {
        for (const auto& topic : request.topics) add(topic.name, topic.topic_id);
    }
    return response;
}

messages::CreatePartitionsResponse error_response(const messages::CreatePartitionsRequest& request, wire::Version, const Error& error) {
    messages::CreatePartitionsResponse response;
    for (const auto& topic : request.topics) {
        auto& result = response.results.emplace_back();
        result.name = topic.name;
        result.error_code = error.code;
        result.error_message = error.message;
    }
    return response;
}

messages::ElectLeadersResponse error_response(const messages::ElectLeadersRequest& request, wire::Version, const Error& error) {
    auto response = with_code<messages::ElectLeadersResponse>(error);
    if (!request.topic_partitions) return response;
    for (const auto& topic : *request.topic_partitions) {
        auto& result = response.replica_election_results.emplace_back();
        result.topic = topic.topic;
        for (const std::int32_t partition : topic.partitions) {
            auto& answered = result.partition_result.emplace_back();
            answered.partition_id = partition;
            answered.error_code = error.code;
            answered.error_message = error.message;
        }
    }
    return response;
}

messages::AlterPartitionReassignmentsResponse error_response(const messages::AlterPartitionReassignmentsRequest& request, wire::Version,
                                                             const Error& error) {
    auto response = with_code<messages::AlterPartitionReassignmentsResponse>(error);
    response.error_message = error.message;
    for (const auto& topic : request.topics) {
        auto& result = response.responses.emplace_back();
        result.name = topic.name;
        for (const auto& partition : topic.partitions) {
            result.partitions.push_back(
                {.partition_index = partition.partition_index, .error_code = error.code, .error_message = error.message});
        }
    }
    return response;
}

messages::ListPartitionReassignmentsResponse error_response(const messages::ListPartitionReassignmentsRequest&, wire::Version,
                                                            const Error& error) {
    auto response = with_code<messages::ListPartitionReassignmentsResponse>(error);
    response.error_message = error.message;
    return response;
}

messages::IncrementalAlterConfigsResponse error_response(const messages::IncrementalAlterConfigsRequest& request, wire::Version,
                                                         const Error& error) {
    return of_each_resource<messages::IncrementalAlterConfigsResponse>(request, error);
}

messages::AlterConfigsResponse error_response(const messages::AlterConfigsRequest& request, wire::Version, const Error& error) {
    return of_each_resource<messages::AlterConfigsResponse>(request, error);
}

}  // namespace vitrine::metadata
