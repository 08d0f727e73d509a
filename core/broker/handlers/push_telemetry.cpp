// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/push_telemetry.h"

#include "broker/handlers/handlers.h"

// PushTelemetry (KIP-714), as a broker without a metrics plug-in answers: what is well formed is taken, and goes nowhere.
namespace vitrine::broker {

namespace {

constexpr std::size_t telemetry_max_bytes = 1024 * 1024;  // telemetry.max.bytes
constexpr std::int8_t codecs = 5;                         // none, gzip, snappy, lz4, zstd

ErrorCode check(const messages::PushTelemetryRequest& asked) {
    if (asked.client_instance_id == Uuid{}) return ErrorCode::INVALID_REQUEST;
    // There is one subscription, to nothing.
    if (asked.subscription_id != 0) return ErrorCode::UNKNOWN_SUBSCRIPTION_ID;
    if (asked.compression_type < 0 || asked.compression_type >= codecs) return ErrorCode::UNSUPPORTED_COMPRESSION_TYPE;
    if (asked.metrics.size() > telemetry_max_bytes) return ErrorCode::TELEMETRY_TOO_LARGE;
    return ErrorCode::NONE;
}

}  // namespace

void handle_push_telemetry(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::PushTelemetryRequest>(request, responder);
    if (!asked) return;
    messages::PushTelemetryResponse response;
    response.error_code = check(*asked);
    if (response.error_code != ErrorCode::NONE) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
