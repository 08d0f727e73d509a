// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/leave_group.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& LeaveGroupRequest::MemberIdentity::structure() {
    static const Struct declared = declare_struct<MemberIdentity>("MemberIdentity", {
        field("MemberId", &MemberIdentity::member_id, since(3)),
        field("GroupInstanceId", &MemberIdentity::group_instance_id, since(3)).nullable_in(since(3)),
        field("Reason", &MemberIdentity::reason, since(5)).nullable_in(since(5)).ignored_where_absent(),
    });
    return declared;
}

const Message& LeaveGroupRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 13,
        .versions = between(0, 5),
        .flexible_from = 4,
        .listeners = ListenerType::broker,
        .body = declare_struct<LeaveGroupRequest>("LeaveGroupRequest", {
            field("GroupId", &LeaveGroupRequest::group_id, since(0)),
            field("MemberId", &LeaveGroupRequest::member_id, between(0, 2)),
            field("Members", &LeaveGroupRequest::members, since(3)),
        }),
    };
    return declared;
}

const Struct& LeaveGroupResponse::MemberResponse::structure() {
    static const Struct declared = declare_struct<MemberResponse>("MemberResponse", {
        field("MemberId", &MemberResponse::member_id, since(3)),
        field("GroupInstanceId", &MemberResponse::group_instance_id, since(3)).nullable_in(since(3)),
        field("ErrorCode", &MemberResponse::error_code, since(3)),
    });
    return declared;
}

const Message& LeaveGroupResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 13,
        .versions = between(0, 5),
        .flexible_from = 4,
        .body = declare_struct<LeaveGroupResponse>("LeaveGroupResponse", {
            field("ThrottleTimeMs", &LeaveGroupResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("ErrorCode", &LeaveGroupResponse::error_code, since(0)),
            field("Members", &LeaveGroupResponse::members, since(3)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
