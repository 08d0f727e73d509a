// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_client_quotas.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeClientQuotasRequest::ComponentData::structure() {
    static const Struct declared = declare_struct<ComponentData>("ComponentData", {
        field("EntityType", &ComponentData::entity_type, since(0)),
        field("MatchType", &ComponentData::match_type, since(0)),
        field("Match", &ComponentData::match, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Message& DescribeClientQuotasRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 48,
        .versions = between(0, 1),
        .flexible_from = 1,
        .listeners = ListenerType::broker,
        .body = declare_struct<DescribeClientQuotasRequest>("DescribeClientQuotasRequest", {
            field("Components", &DescribeClientQuotasRequest::components, since(0)),
            field("Strict", &DescribeClientQuotasRequest::strict, since(0)),
        }),
    };
    return declared;
}

const Struct& DescribeClientQuotasResponse::EntryData::EntityData::structure() {
    static const Struct declared = declare_struct<EntityData>("EntityData", {
        field("EntityType", &EntityData::entity_type, since(0)),
        field("EntityName", &EntityData::entity_name, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& DescribeClientQuotasResponse::EntryData::ValueData::structure() {
    static const Struct declared = declare_struct<ValueData>("ValueData", {
        field("Key", &ValueData::key, since(0)),
        field("Value", &ValueData::value, since(0)),
    });
    return declared;
}

const Struct& DescribeClientQuotasResponse::EntryData::structure() {
    static const Struct declared = declare_struct<EntryData>("EntryData", {
        field("Entity", &EntryData::entity, since(0)),
        field("Values", &EntryData::values, since(0)),
    });
    return declared;
}

const Message& DescribeClientQuotasResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 48,
        .versions = between(0, 1),
        .flexible_from = 1,
        .body = declare_struct<DescribeClientQuotasResponse>("DescribeClientQuotasResponse", {
            field("ThrottleTimeMs", &DescribeClientQuotasResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &DescribeClientQuotasResponse::error_code, since(0)),
            field("ErrorMessage", &DescribeClientQuotasResponse::error_message, since(0)).nullable_in(since(0)),
            field("Entries", &DescribeClientQuotasResponse::entries, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
