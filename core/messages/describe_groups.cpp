// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_groups.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& DescribeGroupsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 15,
        .versions = between(0, 6),
        .flexible_from = 5,
        .listeners = ListenerType::broker,
        .body = declare_struct<DescribeGroupsRequest>("DescribeGroupsRequest", {
            field("Groups", &DescribeGroupsRequest::groups, since(0)),
            field("IncludeAuthorizedOperations", &DescribeGroupsRequest::include_authorized_operations, since(3)),
        }),
    };
    return declared;
}

const Struct& DescribeGroupsResponse::DescribedGroup::DescribedGroupMember::structure() {
    static const Struct declared = declare_struct<DescribedGroupMember>("DescribedGroupMember", {
        field("MemberId", &DescribedGroupMember::member_id, since(0)),
        field("GroupInstanceId", &DescribedGroupMember::group_instance_id, since(4)).nullable_in(since(4)).ignored_where_absent(),
        field("ClientId", &DescribedGroupMember::client_id, since(0)),
        field("ClientHost", &DescribedGroupMember::client_host, since(0)),
        field("MemberMetadata", &DescribedGroupMember::member_metadata, since(0)),
        field("MemberAssignment", &DescribedGroupMember::member_assignment, since(0)),
    });
    return declared;
}

const Struct& DescribeGroupsResponse::DescribedGroup::structure() {
    static const Struct declared = declare_struct<DescribedGroup>("DescribedGroup", {
        field("ErrorCode", &DescribedGroup::error_code, since(0)),
        field("ErrorMessage", &DescribedGroup::error_message, since(6)).nullable_in(since(6)),
        field("GroupId", &DescribedGroup::group_id, since(0)),
        field("GroupState", &DescribedGroup::group_state, since(0)),
        field("ProtocolType", &DescribedGroup::protocol_type, since(0)),
        field("ProtocolData", &DescribedGroup::protocol_data, since(0)),
        field("Members", &DescribedGroup::members, since(0)),
        field("AuthorizedOperations", &DescribedGroup::authorized_operations, since(3)),
    });
    return declared;
}

const Message& DescribeGroupsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 15,
        .versions = between(0, 6),
        .flexible_from = 5,
        .body = declare_struct<DescribeGroupsResponse>("DescribeGroupsResponse", {
            field("ThrottleTimeMs", &DescribeGroupsResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("Groups", &DescribeGroupsResponse::groups, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
