// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_configs.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeConfigsRequest::DescribeConfigsResource::structure() {
    static const Struct declared = declare_struct<DescribeConfigsResource>("DescribeConfigsResource", {
        field("ResourceType", &DescribeConfigsResource::resource_type, since(0)),
        field("ResourceName", &DescribeConfigsResource::resource_name, since(0)),
        field("ConfigurationKeys", &DescribeConfigsResource::configuration_keys, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Message& DescribeConfigsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 32,
        .versions = between(1, 4),
        .flexible_from = 4,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<DescribeConfigsRequest>("DescribeConfigsRequest", {
            field("Resources", &DescribeConfigsRequest::resources, since(0)),
            field("IncludeSynonyms", &DescribeConfigsRequest::include_synonyms, since(1)),
            field("IncludeDocumentation", &DescribeConfigsRequest::include_documentation, since(3)),
        }),
    };
    return declared;
}

const Struct& DescribeConfigsResponse::DescribeConfigsResult::DescribeConfigsResourceResult::DescribeConfigsSynonym::structure() {
    static const Struct declared = declare_struct<DescribeConfigsSynonym>("DescribeConfigsSynonym", {
        field("Name", &DescribeConfigsSynonym::name, since(1)),
        field("Value", &DescribeConfigsSynonym::value, since(1)).nullable_in(since(0)),
        field("Source", &DescribeConfigsSynonym::source, since(1)),
    });
    return declared;
}

const Struct& DescribeConfigsResponse::DescribeConfigsResult::DescribeConfigsResourceResult::structure() {
    static const Struct declared = declare_struct<DescribeConfigsResourceResult>("DescribeConfigsResourceResult", {
        field("Name", &DescribeConfigsResourceResult::name, since(0)),
        field("Value", &DescribeConfigsResourceResult::value, since(0)).nullable_in(since(0)),
        field("ReadOnly", &DescribeConfigsResourceResult::read_only, since(0)),
        field("ConfigSource", &DescribeConfigsResourceResult::config_source, since(1)).ignored_where_absent(),
        field("IsSensitive", &DescribeConfigsResourceResult::is_sensitive, since(0)),
        field("Synonyms", &DescribeConfigsResourceResult::synonyms, since(1)).ignored_where_absent(),
        field("ConfigType", &DescribeConfigsResourceResult::config_type, since(3)).ignored_where_absent(),
        field("Documentation", &DescribeConfigsResourceResult::documentation, since(3)).nullable_in(since(0)).ignored_where_absent(),
    });
    return declared;
}

const Struct& DescribeConfigsResponse::DescribeConfigsResult::structure() {
    static const Struct declared = declare_struct<DescribeConfigsResult>("DescribeConfigsResult", {
        field("ErrorCode", &DescribeConfigsResult::error_code, since(0)),
        field("ErrorMessage", &DescribeConfigsResult::error_message, since(0)).nullable_in(since(0)),
        field("ResourceType", &DescribeConfigsResult::resource_type, since(0)),
        field("ResourceName", &DescribeConfigsResult::resource_name, since(0)),
        field("Configs", &DescribeConfigsResult::configs, since(0)),
    });
    return declared;
}

const Message& DescribeConfigsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 32,
        .versions = between(1, 4),
        .flexible_from = 4,
        .body = declare_struct<DescribeConfigsResponse>("DescribeConfigsResponse", {
            field("ThrottleTimeMs", &DescribeConfigsResponse::throttle_time_ms, since(0)),
            field("Results", &DescribeConfigsResponse::results, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
