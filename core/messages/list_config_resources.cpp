// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_config_resources.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& ListConfigResourcesRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 74,
        .versions = between(0, 1),
        .flexible_from = 0,
        .listeners = ListenerType::broker,
        .body = declare_struct<ListConfigResourcesRequest>("ListConfigResourcesRequest", {
            field("ResourceTypes", &ListConfigResourcesRequest::resource_types, since(1)),
        }),
    };
    return declared;
}

const Struct& ListConfigResourcesResponse::ConfigResource::structure() {
    static const Struct declared = declare_struct<ConfigResource>("ConfigResource", {
        field("ResourceName", &ConfigResource::resource_name, since(0)),
        field("ResourceType", &ConfigResource::resource_type, since(1)).ignored_where_absent(),
    });
    return declared;
}

const Message& ListConfigResourcesResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 74,
        .versions = between(0, 1),
        .flexible_from = 0,
        .body = declare_struct<ListConfigResourcesResponse>("ListConfigResourcesResponse", {
            field("ThrottleTimeMs", &ListConfigResourcesResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &ListConfigResourcesResponse::error_code, since(0)),
            field("ConfigResources", &ListConfigResourcesResponse::config_resources, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
