// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/push_telemetry.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& PushTelemetryRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 72,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker,
        .body = declare_struct<PushTelemetryRequest>("PushTelemetryRequest", {
            field("ClientInstanceId", &PushTelemetryRequest::client_instance_id, since(0)),
            field("SubscriptionId", &PushTelemetryRequest::subscription_id, since(0)),
            field("Terminating", &PushTelemetryRequest::terminating, since(0)),
            field("CompressionType", &PushTelemetryRequest::compression_type, since(0)),
            field("Metrics", &PushTelemetryRequest::metrics, since(0)),
        }),
    };
    return declared;
}

const Message& PushTelemetryResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 72,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<PushTelemetryResponse>("PushTelemetryResponse", {
            field("ThrottleTimeMs", &PushTelemetryResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &PushTelemetryResponse::error_code, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
