// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/incremental_alter_configs.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& IncrementalAlterConfigsRequest::AlterConfigsResource::AlterableConfig::structure() {
    static const Struct declared = declare_struct<IncrementalAlterConfigsRequest::AlterConfigsResource::AlterableConfig>("AlterableConfig", {
        field("Name", &IncrementalAlterConfigsRequest::AlterConfigsResource::AlterableConfig::name, since(0)),
        field("ConfigOperation", &IncrementalAlterConfigsRequest::AlterConfigsResource::AlterableConfig::config_operation, since(0)),
        field("Value", &IncrementalAlterConfigsRequest::AlterConfigsResource::AlterableConfig::value, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& IncrementalAlterConfigsRequest::AlterConfigsResource::structure() {
    static const Struct declared = declare_struct<IncrementalAlterConfigsRequest::AlterConfigsResource>("AlterConfigsResource", {
        field("ResourceType", &IncrementalAlterConfigsRequest::AlterConfigsResource::resource_type, since(0)),
        field("ResourceName", &IncrementalAlterConfigsRequest::AlterConfigsResource::resource_name, since(0)),
        field("Configs", &IncrementalAlterConfigsRequest::AlterConfigsResource::configs, since(0)),
    });
    return declared;
}

const Message& IncrementalAlterConfigsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 44,
        .versions = between(0, 1),
        .flexible_from = 1,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<IncrementalAlterConfigsRequest>("IncrementalAlterConfigsRequest", {
            field("Resources", &IncrementalAlterConfigsRequest::resources, since(0)),
            field("ValidateOnly", &IncrementalAlterConfigsRequest::validate_only, since(0)),
        }),
    };
    return declared;
}

const Struct& IncrementalAlterConfigsResponse::AlterConfigsResourceResponse::structure() {
    static const Struct declared = declare_struct<IncrementalAlterConfigsResponse::AlterConfigsResourceResponse>("AlterConfigsResourceResponse", {
        field("ErrorCode", &IncrementalAlterConfigsResponse::AlterConfigsResourceResponse::error_code, since(0)),
        field("ErrorMessage", &IncrementalAlterConfigsResponse::AlterConfigsResourceResponse::error_message, since(0)).nullable_in(since(0)),
        field("ResourceType", &IncrementalAlterConfigsResponse::AlterConfigsResourceResponse::resource_type, since(0)),
        field("ResourceName", &IncrementalAlterConfigsResponse::AlterConfigsResourceResponse::resource_name, since(0)),
    });
    return declared;
}

const Message& IncrementalAlterConfigsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 44,
        .versions = between(0, 1),
        .flexible_from = 1,
        .body = declare_struct<IncrementalAlterConfigsResponse>("IncrementalAlterConfigsResponse", {
            field("ThrottleTimeMs", &IncrementalAlterConfigsResponse::throttle_time_ms, since(0)),
            field("Responses", &IncrementalAlterConfigsResponse::responses, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
