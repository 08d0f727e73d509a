// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// LeaveGroup (API key 13), versions 0-5.
namespace vitrine::messages {

struct LeaveGroupRequest {
    struct MemberIdentity {
        std::string member_id;
        std::optional<std::string> group_instance_id;
        std::optional<std::string> reason;

        friend bool operator==(const MemberIdentity&, const MemberIdentity&) = default;
        static const wire::Struct& structure();
    };

    std::string group_id;
    std::string member_id;
    std::vector<MemberIdentity> members;

    friend bool operator==(const LeaveGroupRequest&, const LeaveGroupRequest&) = default;
    static const wire::Message& message();
};

struct LeaveGroupResponse {
    struct MemberResponse {
        std::string member_id;
        std::optional<std::string> group_instance_id = std::string{};
        ErrorCode error_code = ErrorCode::NONE;

        friend bool operator==(const MemberResponse&, const MemberResponse&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::vector<MemberResponse> members;

    friend bool operator==(const LeaveGroupResponse&, const LeaveGroupResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
