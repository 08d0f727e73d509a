// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_groups.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& ListGroupsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 16,
        .versions = between(0, 5),
        .flexible_from = 3,
        .listeners = ListenerType::broker,
        .body = declare_struct<ListGroupsRequest>("ListGroupsRequest", {
            field("StatesFilter", &ListGroupsRequest::states_filter, since(4)),
            field("TypesFilter", &ListGroupsRequest::types_filter, since(5)),
        }),
    };
    return declared;
}

const Struct& ListGroupsResponse::ListedGroup::structure() {
    static const Struct declared = declare_struct<ListedGroup>("ListedGroup", {
        field("GroupId", &ListedGroup::group_id, since(0)),
        field("ProtocolType", &ListedGroup::protocol_type, since(0)),
        field("GroupState", &ListedGroup::group_state, since(4)).ignored_where_absent(),
        field("GroupType", &ListedGroup::group_type, since(5)).ignored_where_absent(),
    });
    return declared;
}

const Message& ListGroupsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 16,
        .versions = between(0, 5),
        .flexible_from = 3,
        .body = declare_struct<ListGroupsResponse>("ListGroupsResponse", {
            field("ThrottleTimeMs", &ListGroupsResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("ErrorCode", &ListGroupsResponse::error_code, since(0)),
            field("Groups", &ListGroupsResponse::groups, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
