// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// AlterConfigs (API key 33), versions 0-2: KIP-133.
namespace vitrine::messages {

struct AlterConfigsRequest {
    struct AlterConfigsResource {
        struct AlterableConfig {
            std::string name;
            std::optional<std::string> value = std::string{};

            friend bool operator==(const AlterableConfig&, const AlterableConfig&) = default;
            static const wire::Struct& structure();
        };

        std::int8_t resource_type =
            0;  // org.apache.kafka.common.config.ConfigResource.Type: 2 topic, 4 broker, 8 logger, 16 client metrics, 32 group
        std::string resource_name;
        std::vector<AlterableConfig> configs;

        friend bool operator==(const AlterConfigsResource&, const AlterConfigsResource&) = default;
        static const wire::Struct& structure();
    };

    std::vector<AlterConfigsResource> resources;
    bool validate_only = false;

    friend bool operator==(const AlterConfigsRequest&, const AlterConfigsRequest&) = default;
    static const wire::Message& message();
};

struct AlterConfigsResponse {
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

    friend bool operator==(const AlterConfigsResponse&, const AlterConfigsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
