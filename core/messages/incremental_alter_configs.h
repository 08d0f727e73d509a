// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// IncrementalAlterConfigs (API key 44), versions 0-1.
namespace vitrine::messages {

struct IncrementalAlterConfigsRequest {
    struct AlterConfigsResource {
        struct AlterableConfig {
            std::string name;
            std::int8_t config_operation = 0;  // 0 set, 1 delete, 2 append, 3 subtract
            std::optional<std::string> value = std::string{};

            friend bool operator==(const AlterableConfig&, const AlterableConfig&) = default;
            static const wire::Struct& structure();
        };

        std::int8_t resource_type = 0;
        std::string resource_name;
        std::vector<AlterableConfig> configs;

        friend bool operator==(const AlterConfigsResource&, const AlterConfigsResource&) = default;
        static const wire::Struct& structure();
    };

    std::vector<AlterConfigsResource> resources;
    bool validate_only = false;

    friend bool operator==(const IncrementalAlterConfigsRequest&, const IncrementalAlterConfigsRequest&) = default;
    static const wire::Message& message();
};

struct IncrementalAlterConfigsResponse {
    struct AlterConfigsResourceResponse {
        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message = std::string{};
        std::int8_t resource_type = 0;
        std::string resource_name;

        friend bool operator==(const AlterConfigsResourceResponse&, const AlterConfigsResourceResponse&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<AlterConfigsResourceResponse> responses;

    friend bool operator==(const IncrementalAlterConfigsResponse&, const IncrementalAlterConfigsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
