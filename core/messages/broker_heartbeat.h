// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "wire/schema.h"

// BrokerHeartbeat (API key 63), versions 0-2.
namespace vitrine::messages {

struct BrokerHeartbeatRequest {
    BrokerId broker_id;
    BrokerEpoch broker_epoch{-1};
    Offset current_metadata_offset;  // the last that the broker has applied
    bool want_fence = false;
    bool want_shut_down = false;  // controlled shutdown: give my leaderships away
    std::vector<Uuid> offline_log_dirs;
    std::optional<std::vector<Uuid>> cordoned_log_dirs;

    friend bool operator==(const BrokerHeartbeatRequest&, const BrokerHeartbeatRequest&) = default;
    static const wire::Message& message();
};

struct BrokerHeartbeatResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    bool is_caught_up = false;
    bool is_fenced = true;
    bool should_shut_down = false;

    friend bool operator==(const BrokerHeartbeatResponse&, const BrokerHeartbeatResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
