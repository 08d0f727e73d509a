// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// ListGroups (API key 16), versions 0-5.
namespace vitrine::messages {

struct ListGroupsRequest {
    std::vector<std::string> states_filter;
    std::vector<std::string> types_filter;

    friend bool operator==(const ListGroupsRequest&, const ListGroupsRequest&) = default;
    static const wire::Message& message();
};

struct ListGroupsResponse {
    struct ListedGroup {
        std::string group_id;
        std::string protocol_type;
        std::string group_state;
        std::string group_type;

        friend bool operator==(const ListedGroup&, const ListedGroup&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<ListedGroup> groups;

    friend bool operator==(const ListGroupsResponse&, const ListGroupsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
