// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/join_group.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& JoinGroupRequest::JoinGroupRequestProtocol::structure() {
    static const Struct declared = declare_struct<JoinGroupRequestProtocol>("JoinGroupRequestProtocol", {
        field("Name", &JoinGroupRequestProtocol::name, since(0)),
        field("Metadata", &JoinGroupRequestProtocol::metadata, since(0)),
    });
    return declared;
}

const Message& JoinGroupRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 11,
        .versions = between(0, 9),
        .flexible_from = 6,
        .listeners = ListenerType::broker,
        .body = declare_struct<JoinGroupRequest>("JoinGroupRequest", {
            field("GroupId", &JoinGroupRequest::group_id, since(0)),
            field("SessionTimeoutMs", &JoinGroupRequest::session_timeout_ms, since(0)),
            field("RebalanceTimeoutMs", &JoinGroupRequest::rebalance_timeout_ms, since(1)).ignored_where_absent(),
            field("MemberId", &JoinGroupRequest::member_id, since(0)),
            field("GroupInstanceId", &JoinGroupRequest::group_instance_id, since(5)).nullable_in(since(5)),
            field("ProtocolType", &JoinGroupRequest::protocol_type, since(0)),
            field("Protocols", &JoinGroupRequest::protocols, since(0)),
            field("Reason", &JoinGroupRequest::reason, since(8)).nullable_in(since(8)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Struct& JoinGroupResponse::JoinGroupResponseMember::structure() {
    static const Struct declared = declare_struct<JoinGroupResponseMember>("JoinGroupResponseMember", {
        field("MemberId", &JoinGroupResponseMember::member_id, since(0)),
        field("GroupInstanceId", &JoinGroupResponseMember::group_instance_id, since(5)).nullable_in(since(5)).ignored_where_absent(),
        field("Metadata", &JoinGroupResponseMember::metadata, since(0)),
    });
    return declared;
}

const Message& JoinGroupResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 11,
        .versions = between(0, 9),
        .flexible_from = 6,
        .body = declare_struct<JoinGroupResponse>("JoinGroupResponse", {
            field("ThrottleTimeMs", &JoinGroupResponse::throttle_time_ms, since(2)).ignored_where_absent(),
            field("ErrorCode", &JoinGroupResponse::error_code, since(0)),
            field("GenerationId", &JoinGroupResponse::generation_id, since(0)),
            field("ProtocolType", &JoinGroupResponse::protocol_type, since(7)).nullable_in(since(7)).ignored_where_absent(),
            field("ProtocolName", &JoinGroupResponse::protocol_name, since(0)).nullable_in(since(7)),
            field("Leader", &JoinGroupResponse::leader, since(0)),
            field("SkipAssignment", &JoinGroupResponse::skip_assignment, since(9)),
            field("MemberId", &JoinGroupResponse::member_id, since(0)),
            field("Members", &JoinGroupResponse::members, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
