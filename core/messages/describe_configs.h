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
        std::int8_t resource_type = 0;  // 2 topic, 4 broker, 8 broker logger, 16 client metrics, 32 group
        std::string resource_name;
        std::optional<std::vector<std::string>> configuration_keys = std::vector<std::string>{};  // null or empty: all

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
            std::int8_t config_source =
                -1;  // 1 topic, 2 dynamic broker, 3 dynamic default, 4 static, 5 default, 6 logger, 7 client metrics, 8 group
            bool is_sensitive = false;
            std::vector<DescribeConfigsSynonym> synonyms;
            std::int8_t config_type = 0;  // 1 boolean, 2 string, 3 int, 4 short, 5 long, 6 double, 7 list, 8 class, 9 password
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
