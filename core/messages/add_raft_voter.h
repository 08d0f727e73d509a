// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// AddRaftVoter (API key 80), versions 0-1.
namespace vitrine::messages {

struct AddRaftVoterRequest {
    struct Listener {
        std::string name;
        std::string host;
        std::uint16_t port = 0;

        friend bool operator==(const Listener&, const Listener&) = default;
        static const wire::Struct& structure();
    };

    std::optional<std::string> cluster_id = std::string{};
    std::int32_t timeout_ms = 0;
    BrokerId voter_id;
    Uuid voter_directory_id;
    std::vector<Listener> listeners;
    bool ack_when_committed = true;  // else it is answered as soon as the leader has written the change

    friend bool operator==(const AddRaftVoterRequest&, const AddRaftVoterRequest&) = default;
    static const wire::Message& message();
};

struct AddRaftVoterResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};

    friend bool operator==(const AddRaftVoterResponse&, const AddRaftVoterResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
