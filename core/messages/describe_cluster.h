// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeCluster (API key 60), versions 0-2.
namespace vitrine::messages {

struct DescribeClusterRequest {
    bool include_cluster_authorized_operations = false;
    std::int8_t endpoint_type = 1;  // 1 brokers, 2 controllers
    bool include_fenced_brokers = false;

    friend bool operator==(const DescribeClusterRequest&, const DescribeClusterRequest&) = default;
    static const wire::Message& message();
};

struct DescribeClusterResponse {
    struct DescribeClusterBroker {
        BrokerId broker_id;
        std::string host;
        std::int32_t port = 0;
        std::optional<std::string> rack;
        bool is_fenced = false;

        friend bool operator==(const DescribeClusterBroker&, const DescribeClusterBroker&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message;
    std::int8_t endpoint_type = 1;
    std::string cluster_id;
    BrokerId controller_id{-1};
    std::vector<DescribeClusterBroker> brokers;
    std::int32_t cluster_authorized_operations = std::numeric_limits<std::int32_t>::min();  // bits by AclOperation; the minimum: not asked

    friend bool operator==(const DescribeClusterResponse&, const DescribeClusterResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
