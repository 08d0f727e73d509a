// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/get_telemetry_subscriptions.h"

#include "broker/handlers/handlers.h"

// GetTelemetrySubscriptions (KIP-714), as a broker without a metrics plug-in answers: nothing is subscribed to.
namespace vitrine::broker {

namespace {

constexpr std::int32_t push_interval_ms = 300'000;
constexpr std::int32_t telemetry_max_bytes = 1024 * 1024;  // telemetry.max.bytes

}  // namespace

void handle_get_telemetry_subscriptions(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::GetTelemetrySubscriptionsRequest>(request, responder);
    if (!asked) return;
    messages::GetTelemetrySubscriptionsResponse response;
    response.client_instance_id = asked->client_instance_id == Uuid{} ? context.environment.random.uuid() : asked->client_instance_id;
    response.accepted_compression_types = {4, 3, 1, 2};  // zstd, lz4, gzip, snappy
    response.push_interval_ms = push_interval_ms;
    response.telemetry_max_bytes = telemetry_max_bytes;
    response.delta_temporality = true;
    responder.respond(response);
}

}  // namespace vitrine::broker
