// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/heartbeat.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& HeartbeatRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 12,
        .versions = between(0, 4),
        .flexible_from = 4,
        .listeners = ListenerType::broker,
        .body = declare_struct<HeartbeatRequest>("HeartbeatRequest", {
            field("GroupId", &HeartbeatRequest::group_id, since(0)),
            field("GenerationId", &HeartbeatRequest::generation_id, since(0)),
            field("MemberId", &HeartbeatRequest::member_id, since(0)),
            field("GroupInstanceId", &HeartbeatRequest::group_instance_id, since(3)).nullable_in(since(3)),
        }),
    };
    return declared;
}

const Message& HeartbeatResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 12,
        .versions = between(0, 4),
        .flexible_from = 4,
        .body = declare_struct<HeartbeatResponse>("HeartbeatResponse", {
            field("ThrottleTimeMs", &HeartbeatResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("ErrorCode", &HeartbeatResponse::error_code, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
