// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/sync_group.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& SyncGroupRequest::SyncGroupRequestAssignment::structure() {
    static const Struct declared = declare_struct<SyncGroupRequestAssignment>("SyncGroupRequestAssignment", {
        field("MemberId", &SyncGroupRequestAssignment::member_id, since(0)),
        field("Assignment", &SyncGroupRequestAssignment::assignment, since(0)),
    });
    return declared;
}

const Message& SyncGroupRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 14,
        .versions = between(0, 5),
        .flexible_from = 4,
        .listeners = ListenerType::broker,
        .body = declare_struct<SyncGroupRequest>("SyncGroupRequest", {
            field("GroupId", &SyncGroupRequest::group_id, since(0)),
            field("GenerationId", &SyncGroupRequest::generation_id, since(0)),
            field("MemberId", &SyncGroupRequest::member_id, since(0)),
            field("GroupInstanceId", &SyncGroupRequest::group_instance_id, since(3)).nullable_in(since(3)),
            field("ProtocolType", &SyncGroupRequest::protocol_type, since(5)).nullable_in(since(5)).ignored_where_absent(),
            field("ProtocolName", &SyncGroupRequest::protocol_name, since(5)).nullable_in(since(5)).ignored_where_absent(),
            field("Assignments", &SyncGroupRequest::assignments, since(0)),
        }),
    };
    return declared;
}

const Message& SyncGroupResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 14,
        .versions = between(0, 5),
        .flexible_from = 4,
        .body = declare_struct<SyncGroupResponse>("SyncGroupResponse", {
            field("ThrottleTimeMs", &SyncGroupResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("ErrorCode", &SyncGroupResponse::error_code, since(0)),
            field("ProtocolType", &SyncGroupResponse::protocol_type, since(5)).nullable_in(since(5)).ignored_where_absent(),
            field("ProtocolName", &SyncGroupResponse::protocol_name, since(5)).nullable_in(since(5)).ignored_where_absent(),
            field("Assignment", &SyncGroupResponse::assignment, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
