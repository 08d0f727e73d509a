// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// JoinGroup (API key 11), versions 0-9.
namespace vitrine::messages {

struct JoinGroupRequest {
    struct JoinGroupRequestProtocol {
        std::string name;
        Bytes metadata;

        friend bool operator==(const JoinGroupRequestProtocol&, const JoinGroupRequestProtocol&) = default;
        static const wire::Struct& structure();
    };

    std::string group_id;
    std::int32_t session_timeout_ms = 0;
    std::int32_t rebalance_timeout_ms = -1;  // how long others are waited for; version 0: the session timeout
    std::string member_id;  // empty at the first time: the answer gives one (MEMBER_ID_REQUIRED)
    std::optional<std::string> group_instance_id;  // static membership, KIP-345
    std::string protocol_type;
    std::vector<JoinGroupRequestProtocol> protocols;
    std::optional<std::string> reason;

    friend bool operator==(const JoinGroupRequest&, const JoinGroupRequest&) = default;
    static const wire::Message& message();
};

struct JoinGroupResponse {
    struct JoinGroupResponseMember {
        std::string member_id;
        std::optional<std::string> group_instance_id;
        Bytes metadata;

        friend bool operator==(const JoinGroupResponseMember&, const JoinGroupResponseMember&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    GenerationId generation_id{-1};
    std::optional<std::string> protocol_type;
    std::optional<std::string> protocol_name = std::string{};
    std::string leader;
    bool skip_assignment = false;  // the leader keeps the assignment that stands, KIP-814
    std::string member_id;
    std::vector<JoinGroupResponseMember> members;  // told to the leader alone

    friend bool operator==(const JoinGroupResponse&, const JoinGroupResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
