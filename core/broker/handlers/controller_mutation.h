// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>

#include "broker/client_quotas.h"
#include "broker/handlers/handlers.h"

// What creates and deletes partitions goes by its client's controller_mutation_rate, on the active controller (KIP-599).
namespace vitrine::broker {

// The quota of the request's client is asked for each topic. Versions before `refused_since` are done in any case; the answer says how long
// the client is to wait, counted from when it is made, which may be long after the quota was asked. The connection is not muted: the
// requests of many clients come over the one of their broker.
template <class Response, class Request>
void handle_within_quota(HandlerContext& context, const Request& asked, const rpc::Request& request, wire::Version refused_since,
                         rpc::Responder responder) {
    auto wait_until = std::make_shared<Instant>();
    const bool strict = request.version() >= refused_since;
    const metadata::PartitionQuota quota = [&context, strict, wait_until,
                                            client_id = request.header.client_id.value_or("")](std::size_t partitions) {
        const Milliseconds wait = context.client_quotas.take_mutations(client_id, static_cast<double>(partitions), strict);
        if (wait > Milliseconds(0)) *wait_until = context.environment.clock.now() + wait;
        return !strict || wait == Milliseconds(0);
    };
    context.controller.handle(
        asked, request.version(),
        [&context, wait_until, responder = std::move(responder)](Response response) mutable {
            const auto wait = std::chrono::ceil<Milliseconds>(*wait_until - context.environment.clock.now());
            response.throttle_time_ms = static_cast<std::int32_t>(std::max(wait, Milliseconds(0)).count());
            responder.respond(response);
        },
        quota);
}

}  // namespace vitrine::broker
