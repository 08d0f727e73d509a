// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "wire/schema.h"

// PushTelemetry (API key 72), version 0: KIP-714.
namespace vitrine::messages {

struct PushTelemetryRequest {
    Uuid client_instance_id;
    std::int32_t subscription_id = 0;
    bool terminating = false;
    std::int8_t compression_type = 0;  // as in record batches
    Bytes metrics;

    friend bool operator==(const PushTelemetryRequest&, const PushTelemetryRequest&) = default;
    static const wire::Message& message();
};

struct PushTelemetryResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;

    friend bool operator==(const PushTelemetryResponse&, const PushTelemetryResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
