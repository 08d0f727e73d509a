// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// DeleteGroups (API key 42), versions 0-2: KIP-229.
namespace vitrine::messages {

struct DeleteGroupsRequest {
    std::vector<std::string> groups_names;

    friend bool operator==(const DeleteGroupsRequest&, const DeleteGroupsRequest&) = default;
    static const wire::Message& message();
};

struct DeleteGroupsResponse {
    struct DeletableGroupResult {
        std::string group_id;
        ErrorCode error_code = ErrorCode::NONE;

        friend bool operator==(const DeletableGroupResult&, const DeletableGroupResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<DeletableGroupResult> results;

    friend bool operator==(const DeleteGroupsResponse&, const DeleteGroupsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
