// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_cluster.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& DescribeClusterRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 60,
        .versions = between(0, 2),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<DescribeClusterRequest>("DescribeClusterRequest", {
            field("IncludeClusterAuthorizedOperations", &DescribeClusterRequest::include_cluster_authorized_operations, since(0)),
            field("EndpointType", &DescribeClusterRequest::endpoint_type, since(1)),
            field("IncludeFencedBrokers", &DescribeClusterRequest::include_fenced_brokers, since(2)),
        }),
    };
    return declared;
}

const Struct& DescribeClusterResponse::DescribeClusterBroker::structure() {
    static const Struct declared = declare_struct<DescribeClusterBroker>("DescribeClusterBroker", {
        field("BrokerId", &DescribeClusterBroker::broker_id, since(0)),
        field("Host", &DescribeClusterBroker::host, since(0)),
        field("Port", &DescribeClusterBroker::port, since(0)),
        field("Rack", &DescribeClusterBroker::rack, since(0)).nullable_in(since(0)),
        field("IsFenced", &DescribeClusterBroker::is_fenced, since(2)),
    });
    return declared;
}

const Message& DescribeClusterResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 60,
        .versions = between(0, 2),
        .flexible_from = 0,
        .body = declare_struct<DescribeClusterResponse>("DescribeClusterResponse", {
            field("ThrottleTimeMs", &DescribeClusterResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &DescribeClusterResponse::error_code, since(0)),
            field("ErrorMessage", &DescribeClusterResponse::error_message, since(0)).nullable_in(since(0)),
            field("EndpointType", &DescribeClusterResponse::endpoint_type, since(1)),
            field("ClusterId", &DescribeClusterResponse::cluster_id, since(0)),
            field("ControllerId", &DescribeClusterResponse::controller_id, since(0)),
            field("Brokers", &DescribeClusterResponse::brokers, since(0)),
            field("ClusterAuthorizedOperations", &DescribeClusterResponse::cluster_authorized_operations, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
