// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeGroups (API key 15), versions 0-6.
namespace vitrine::messages {

struct DescribeGroupsRequest {
    std::vector<std::string> groups;
    bool include_authorized_operations = false;

    friend bool operator==(const DescribeGroupsRequest&, const DescribeGroupsRequest&) = default;
    static const wire::Message& message();
};

struct DescribeGroupsResponse {
    struct DescribedGroup {
        struct DescribedGroupMember {
            std::string member_id;
            std::optional<std::string> group_instance_id;
            std::string client_id;
            std::string client_host;
            Bytes member_metadata;  // what the member said for that assignor (ConsumerProtocolSubscription)
            Bytes member_assignment;  // ConsumerProtocolAssignment

            friend bool operator==(const DescribedGroupMember&, const DescribedGroupMember&) = default;
            static const wire::Struct& structure();
        };

        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message;
        std::string group_id;
        std::string group_state;
        std::string protocol_type;
        std::string protocol_data;  // the chosen assignor
        std::vector<DescribedGroupMember> members;
        std::int32_t authorized_operations = std::numeric_limits<std::int32_t>::min();  // bits by AclOperation; the minimum: not asked

        friend bool operator==(const DescribedGroup&, const DescribedGroup&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<DescribedGroup> groups;

    friend bool operator==(const DescribeGroupsResponse&, const DescribeGroupsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
