// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// DescribeConfigs (API key 32), versions 1-4.
namespace vitrine::messages {

struct DescribeConfigsRequest {
    struct DescribeConfigsResource {
        std::int8_t resource_type = 0;
        std::string resource_name;
        std::optional<std::vector<std::string>> configuration_keys = std::vector<std::string>{};

        friend bool operator==(const DescribeConfigsResource&, const DescribeConfigsResource&) = default;
        static const wire::Struct& structure();
    };

    std::vector<DescribeConfigsResource> resources;
    bool include_synonyms = false;
    bool include_documentation = false;

    friend bool operator==(const DescribeConfigsRequest&, const DescribeConfigsRequest&) = default;
    static const wire::Message& message();
};

struct DescribeConfigsResponse {
    struct DescribeConfigsResult {
        struct DescribeConfigsResourceResult {
            struct DescribeConfigsSynonym {
                std::string name;
                std::optional<std::string> value = std::string{};
                std::int8_t source = 0;

                friend bool operator==(const DescribeConfigsSynonym&, const DescribeConfigsSynonym&) = default;
                static const wire::Struct& structure();
            };

            std::string name;
            std::optional<std::string> value = std::string{};
            bool read_only = false;
            std::int8_t config_source = -1;
            bool is_sensitive = false;
            std::vector<DescribeConfigsSynonym> synonyms;
            std::int8_t config_type = 0;
            std::optional<std::string> documentation = std::string{};

            friend bool operator==(const DescribeConfigsResourceResult&, const DescribeConfigsResourceResult&) = default;
            static const wire::Struct& structure();
        };

        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message = std::string{};
        std::int8_t resource_type = 0;
        std::string resource_name;
        std::vector<DescribeConfigsResourceResult> configs;

        friend bool operator==(const DescribeConfigsResult&, const DescribeConfigsResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    std::vector<DescribeConfigsResult> results;

    friend bool operator==(const DescribeConfigsResponse&, const DescribeConfigsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
