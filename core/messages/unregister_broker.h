// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wire/schema.h"

// UnregisterBroker (API key 64), version 0.
namespace vitrine::messages {

struct UnregisterBrokerRequest {
    BrokerId broker_id;

    friend bool operator==(const UnregisterBrokerRequest&, const UnregisterBrokerRequest&) = default;
    static const wire::Message& message();
};

struct UnregisterBrokerResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};

    friend bool operator==(const UnregisterBrokerResponse&, const UnregisterBrokerResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
