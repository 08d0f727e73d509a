// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/get_telemetry_subscriptions.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& GetTelemetrySubscriptionsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 71,
        .versions = between(0, 0),
        .flexible_from = 0,
        .listeners = ListenerType::broker,
        .body = declare_struct<GetTelemetrySubscriptionsRequest>("GetTelemetrySubscriptionsRequest", {
            field("ClientInstanceId", &GetTelemetrySubscriptionsRequest::client_instance_id, since(0)),
        }),
    };
    return declared;
}

const Message& GetTelemetrySubscriptionsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 71,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<GetTelemetrySubscriptionsResponse>("GetTelemetrySubscriptionsResponse", {
            field("ThrottleTimeMs", &GetTelemetrySubscriptionsResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &GetTelemetrySubscriptionsResponse::error_code, since(0)),
            field("ClientInstanceId", &GetTelemetrySubscriptionsResponse::client_instance_id, since(0)),
            field("SubscriptionId", &GetTelemetrySubscriptionsResponse::subscription_id, since(0)),
            field("AcceptedCompressionTypes", &GetTelemetrySubscriptionsResponse::accepted_compression_types, since(0)),
            field("PushIntervalMs", &GetTelemetrySubscriptionsResponse::push_interval_ms, since(0)),
            field("TelemetryMaxBytes", &GetTelemetrySubscriptionsResponse::telemetry_max_bytes, since(0)),
            field("DeltaTemporality", &GetTelemetrySubscriptionsResponse::delta_temporality, since(0)),
            field("RequestedMetrics", &GetTelemetrySubscriptionsResponse::requested_metrics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
