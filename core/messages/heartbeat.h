// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wire/schema.h"

// Heartbeat (API key 12), versions 0-4.
namespace vitrine::messages {

struct HeartbeatRequest {
    std::string group_id;
    GenerationId generation_id;
    std::string member_id;
    std::optional<std::string> group_instance_id;

    friend bool operator==(const HeartbeatRequest&, const HeartbeatRequest&) = default;
    static const wire::Message& message();
};

struct HeartbeatResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;

    friend bool operator==(const HeartbeatResponse&, const HeartbeatResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
