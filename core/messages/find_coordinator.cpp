// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/find_coordinator.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& FindCoordinatorRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 10,
        .versions = between(0, 6),
        .flexible_from = 3,
        .listeners = ListenerType::broker,
        .body = declare_struct<FindCoordinatorRequest>("FindCoordinatorRequest", {
            field("Key", &FindCoordinatorRequest::key, between(0, 3)),
            field("KeyType", &FindCoordinatorRequest::key_type, since(1)),
            field("CoordinatorKeys", &FindCoordinatorRequest::coordinator_keys, since(4)),
        }),
    };
    return declared;
}

const Struct& FindCoordinatorResponse::Coordinator::structure() {
    static const Struct declared = declare_struct<Coordinator>("Coordinator", {
        field("Key", &Coordinator::key, since(4)),
        field("NodeId", &Coordinator::node_id, since(4)),
        field("Host", &Coordinator::host, since(4)),
        field("Port", &Coordinator::port, since(4)),
        field("ErrorCode", &Coordinator::error_code, since(4)),
        field("ErrorMessage", &Coordinator::error_message, since(4)).nullable_in(since(4)).ignored_where_absent(),
    });
    return declared;
}

const Message& FindCoordinatorResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 10,
        .versions = between(0, 6),
        .flexible_from = 3,
        .body = declare_struct<FindCoordinatorResponse>("FindCoordinatorResponse", {
            field("ThrottleTimeMs", &FindCoordinatorResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("ErrorCode", &FindCoordinatorResponse::error_code, between(0, 3)),
            field("ErrorMessage", &FindCoordinatorResponse::error_message, between(1, 3)).nullable_in(between(1, 3)).ignored_where_absent(),
            field("NodeId", &FindCoordinatorResponse::node_id, between(0, 3)),
            field("Host", &FindCoordinatorResponse::host, between(0, 3)),
            field("Port", &FindCoordinatorResponse::port, between(0, 3)),
            field("Coordinators", &FindCoordinatorResponse::coordinators, since(4)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
