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
    static const Struct declared = declare_struct<DescribeGroupsResponse::DescribedGroup::DescribedGroupMember>("DescribedGroupMember", {
        field("MemberId", &DescribeGroupsResponse::DescribedGroup::DescribedGroupMember::member_id, since(0)),
        field("GroupInstanceId", &DescribeGroupsResponse::DescribedGroup::DescribedGroupMember::group_instance_id, since(4)).nullable_in(since(4)).ignored_where_absent(),
        field("ClientId", &DescribeGroupsResponse::DescribedGroup::DescribedGroupMember::client_id, since(0)),
        field("ClientHost", &DescribeGroupsResponse::DescribedGroup::DescribedGroupMember::client_host, since(0)),
        field("MemberMetadata", &DescribeGroupsResponse::DescribedGroup::DescribedGroupMember::member_metadata, since(0)),
        field("MemberAssignment", &DescribeGroupsResponse::DescribedGroup::DescribedGroupMember::member_assignment, since(0)),
    });
    return declared;
}

const Struct& DescribeGroupsResponse::DescribedGroup::structure() {
    static const Struct declared = declare_struct<DescribeGroupsResponse::DescribedGroup>("DescribedGroup", {
        field("ErrorCode", &DescribeGroupsResponse::DescribedGroup::error_code, since(0)),
        field("ErrorMessage", &DescribeGroupsResponse::DescribedGroup::error_message, since(6)).nullable_in(since(6)),
        field("GroupId", &DescribeGroupsResponse::DescribedGroup::group_id, since(0)),
        field("GroupState", &DescribeGroupsResponse::DescribedGroup::group_state, since(0)),
        field("ProtocolType", &DescribeGroupsResponse::DescribedGroup::protocol_type, since(0)),
        field("ProtocolData", &DescribeGroupsResponse::DescribedGroup::protocol_data, since(0)),
        field("Members", &DescribeGroupsResponse::DescribedGroup::members, since(0)),
        field("AuthorizedOperations", &DescribeGroupsResponse::DescribedGroup::authorized_operations, since(3)),
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
