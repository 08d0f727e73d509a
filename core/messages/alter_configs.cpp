// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_configs.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& AlterConfigsRequest::AlterConfigsResource::AlterableConfig::structure() {
    static const Struct declared = declare_struct<AlterableConfig>("AlterableConfig", {
        field("Name", &AlterableConfig::name, since(0)),
        field("Value", &AlterableConfig::value, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& AlterConfigsRequest::AlterConfigsResource::structure() {
    static const Struct declared = declare_struct<AlterConfigsResource>("AlterConfigsResource", {
        field("ResourceType", &AlterConfigsResource::resource_type, since(0)),
        field("ResourceName", &AlterConfigsResource::resource_name, since(0)),
        field("Configs", &AlterConfigsResource::configs, since(0)),
    });
    return declared;
}

const Message& AlterConfigsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 33,
        .versions = between(0, 2),
        .flexible_from = 2,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<AlterConfigsRequest>("AlterConfigsRequest", {
            field("Resources", &AlterConfigsRequest::resources, since(0)),
            field("ValidateOnly", &AlterConfigsRequest::validate_only, since(0)),
        }),
    };
    return declared;
}

const Struct& AlterConfigsResponse::AlterConfigsResourceResponse::structure() {
    static const Struct declared = declare_struct<AlterConfigsResourceResponse>("AlterConfigsResourceResponse", {
        field("ErrorCode", &AlterConfigsResourceResponse::error_code, since(0)),
        field("ErrorMessage", &AlterConfigsResourceResponse::error_message, since(0)).nullable_in(since(0)),
        field("ResourceType", &AlterConfigsResourceResponse::resource_type, since(0)),
        field("ResourceName", &AlterConfigsResourceResponse::resource_name, since(0)),
    });
    return declared;
}

const Message& AlterConfigsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 33,
        .versions = between(0, 2),
        .flexible_from = 2,
        .body = declare_struct<AlterConfigsResponse>("AlterConfigsResponse", {
            field("ThrottleTimeMs", &AlterConfigsResponse::throttle_time_ms, since(0)),
            field("Responses", &AlterConfigsResponse::responses, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
