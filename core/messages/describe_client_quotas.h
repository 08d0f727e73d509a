// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeClientQuotas (API key 48), versions 0-1: KIP-546.
namespace vitrine::messages {

struct DescribeClientQuotasRequest {
    struct ComponentData {
        std::string entity_type;  // "user", "client-id", "ip"
        std::int8_t match_type = 0;  // 0 exact name, 1 default entity, 2 any that is named
        std::optional<std::string> match = std::string{};  // of an exact match

        friend bool operator==(const ComponentData&, const ComponentData&) = default;
        static const wire::Struct& structure();
    };

    std::vector<ComponentData> components;
    bool strict = false;  // entities with other types too do not match

    friend bool operator==(const DescribeClientQuotasRequest&, const DescribeClientQuotasRequest&) = default;
    static const wire::Message& message();
};

struct DescribeClientQuotasResponse {
    struct EntryData {
        struct EntityData {
            std::string entity_type;
            std::optional<std::string> entity_name = std::string{};  // null: the default entity

            friend bool operator==(const EntityData&, const EntityData&) = default;
            static const wire::Struct& structure();
        };

        struct ValueData {
            std::string key;
            double value = 0;

            friend bool operator==(const ValueData&, const ValueData&) = default;
            static const wire::Struct& structure();
        };

        std::vector<EntityData> entity;
        std::vector<ValueData> values;

        friend bool operator==(const EntryData&, const EntryData&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};
    std::optional<std::vector<EntryData>> entries = std::vector<EntryData>{};

    friend bool operator==(const DescribeClientQuotasResponse&, const DescribeClientQuotasResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
