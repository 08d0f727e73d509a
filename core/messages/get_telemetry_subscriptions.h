// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// GetTelemetrySubscriptions (API key 71), version 0: KIP-714.
namespace vitrine::messages {

struct GetTelemetrySubscriptionsRequest {
    Uuid client_instance_id;  // zero: not given yet

    friend bool operator==(const GetTelemetrySubscriptionsRequest&, const GetTelemetrySubscriptionsRequest&) = default;
    static const wire::Message& message();
};

struct GetTelemetrySubscriptionsResponse {
    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    Uuid client_instance_id;
    std::int32_t subscription_id = 0;
    std::vector<std::int8_t> accepted_compression_types;
    std::int32_t push_interval_ms = 0;
    std::int32_t telemetry_max_bytes = 0;
    bool delta_temporality = false;
    std::vector<std::string> requested_metrics;  // prefixes; empty: nothing; "": everything

    friend bool operator==(const GetTelemetrySubscriptionsResponse&, const GetTelemetrySubscriptionsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
