// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/delete_groups.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& DeleteGroupsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 42,
        .versions = between(0, 2),
        .flexible_from = 2,
        .listeners = ListenerType::broker,
        .body = declare_struct<DeleteGroupsRequest>("DeleteGroupsRequest", {
            field("GroupsNames", &DeleteGroupsRequest::groups_names, since(0)),
        }),
    };
    return declared;
}

const Struct& DeleteGroupsResponse::DeletableGroupResult::structure() {
    static const Struct declared = declare_struct<DeletableGroupResult>("DeletableGroupResult", {
        field("GroupId", &DeletableGroupResult::group_id, since(0)),
        field("ErrorCode", &DeletableGroupResult::error_code, since(0)),
    });
    return declared;
}

const Message& DeleteGroupsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 42,
        .versions = between(0, 2),
        .flexible_from = 2,
        .body = declare_struct<DeleteGroupsResponse>("DeleteGroupsResponse", {
            field("ThrottleTimeMs", &DeleteGroupsResponse::throttle_time_ms, since(0)),
            field("Results", &DeleteGroupsResponse::results, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
