// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wire/schema.h"

// RemoveRaftVoter (API key 81), version 0.
namespace vitrine::messages {

struct RemoveRaftVoterRequest {
    std::optional<std::string> cluster_id = std::string{};
    BrokerId voter_id;
    Uuid voter_directory_id;

    friend bool operator==(const RemoveRaftVoterRequest&, const RemoveRaftVoterRequest&) = default;
    static const wire::Message& message();
};

struct RemoveRaftVoterResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};

    friend bool operator==(const RemoveRaftVoterResponse&, const RemoveRaftVoterResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
