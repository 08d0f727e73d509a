// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// AlterClientQuotas (API key 49), versions 0-1: KIP-546.
namespace vitrine::messages {

struct AlterClientQuotasRequest {
    struct EntryData {
        struct EntityData {
            std::string entity_type;
            std::optional<std::string> entity_name = std::string{};  // null: the default entity

            friend bool operator==(const EntityData&, const EntityData&) = default;
            static const wire::Struct& structure();
        };

        struct OpData {
            std::string key;
            double value = 0;
            bool remove = false;

            friend bool operator==(const OpData&, const OpData&) = default;
            static const wire::Struct& structure();
        };

        std::vector<EntityData> entity;
        std::vector<OpData> ops;

        friend bool operator==(const EntryData&, const EntryData&) = default;
        static const wire::Struct& structure();
    };

    std::vector<EntryData> entries;
    bool validate_only = false;

    friend bool operator==(const AlterClientQuotasRequest&, const AlterClientQuotasRequest&) = default;
    static const wire::Message& message();
};

struct AlterClientQuotasResponse {
    struct EntryData {
        struct EntityData {
            std::string entity_type;
            std::optional<std::string> entity_name = std::string{};  // null: the default entity

            friend bool operator==(const EntityData&, const EntityData&) = default;
            static const wire::Struct& structure();
        };

        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message = std::string{};
        std::vector<EntityData> entity;

        friend bool operator==(const EntryData&, const EntryData&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<EntryData> entries;

    friend bool operator==(const AlterClientQuotasResponse&, const AlterClientQuotasResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
