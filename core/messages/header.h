// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wire/schema.h"

// The headers in front of every request and response.
namespace vitrine::messages {

struct RequestHeader {
    std::int16_t request_api_key = 0;
    std::int16_t request_api_version = 0;
    std::int32_t correlation_id = 0;
    std::optional<std::string> client_id = std::string{};

    friend bool operator==(const RequestHeader&, const RequestHeader&) = default;
    static const wire::Message& message();
};

struct ResponseHeader {
    std::int32_t correlation_id = 0;

    friend bool operator==(const ResponseHeader&, const ResponseHeader&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
