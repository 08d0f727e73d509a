// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_client_quotas.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& AlterClientQuotasRequest::EntryData::EntityData::structure() {
    static const Struct declared = declare_struct<EntityData>("EntityData", {
        field("EntityType", &EntityData::entity_type, since(0)),
        field("EntityName", &EntityData::entity_name, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& AlterClientQuotasRequest::EntryData::OpData::structure() {
    static const Struct declared = declare_struct<OpData>("OpData", {
        field("Key", &OpData::key, since(0)),
        field("Value", &OpData::value, since(0)),
        field("Remove", &OpData::remove, since(0)),
    });
    return declared;
}

const Struct& AlterClientQuotasRequest::EntryData::structure() {
    static const Struct declared = declare_struct<EntryData>("EntryData", {
        field("Entity", &EntryData::entity, since(0)),
        field("Ops", &EntryData::ops, since(0)),
    });
    return declared;
}

const Message& AlterClientQuotasRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 49,
        .versions = between(0, 1),
        .flexible_from = 1,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<AlterClientQuotasRequest>("AlterClientQuotasRequest", {
            field("Entries", &AlterClientQuotasRequest::entries, since(0)),
            field("ValidateOnly", &AlterClientQuotasRequest::validate_only, since(0)),
        }),
    };
    return declared;
}

const Struct& AlterClientQuotasResponse::EntryData::EntityData::structure() {
    static const Struct declared = declare_struct<EntityData>("EntityData", {
        field("EntityType", &EntityData::entity_type, since(0)),
        field("EntityName", &EntityData::entity_name, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& AlterClientQuotasResponse::EntryData::structure() {
    static const Struct declared = declare_struct<EntryData>("EntryData", {
        field("ErrorCode", &EntryData::error_code, since(0)),
        field("ErrorMessage", &EntryData::error_message, since(0)).nullable_in(since(0)),
        field("Entity", &EntryData::entity, since(0)),
    });
    return declared;
}

const Message& AlterClientQuotasResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 49,
        .versions = between(0, 1),
        .flexible_from = 1,
        .body = declare_struct<AlterClientQuotasResponse>("AlterClientQuotasResponse", {
            field("ThrottleTimeMs", &AlterClientQuotasResponse::throttle_time_ms, since(0)),
            field("Entries", &AlterClientQuotasResponse::entries, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
