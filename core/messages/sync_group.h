// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// SyncGroup (API key 14), versions 0-5.
namespace vitrine::messages {

struct SyncGroupRequest {
    struct SyncGroupRequestAssignment {
        std::string member_id;
        Bytes assignment;

        friend bool operator==(const SyncGroupRequestAssignment&, const SyncGroupRequestAssignment&) = default;
        static const wire::Struct& structure();
    };

    std::string group_id;
    GenerationId generation_id;
    std::string member_id;
    std::optional<std::string> group_instance_id;
    std::optional<std::string> protocol_type;
    std::optional<std::string> protocol_name;
    std::vector<SyncGroupRequestAssignment> assignments;  // from the leader alone

    friend bool operator==(const SyncGroupRequest&, const SyncGroupRequest&) = default;
    static const wire::Message& message();
};

struct SyncGroupResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> protocol_type;
    std::optional<std::string> protocol_name;
    Bytes assignment;

    friend bool operator==(const SyncGroupResponse&, const SyncGroupResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
