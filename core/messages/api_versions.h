// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wire/schema.h"

// ApiVersions (API key 18), versions 0-4.
namespace vitrine::messages {

struct ApiVersionsRequest {
    std::string client_software_name;
    std::string client_software_version;

    friend bool operator==(const ApiVersionsRequest&, const ApiVersionsRequest&) = default;
    static const wire::Message& message();
};

struct ApiVersionsResponse {
    struct ApiVersion {
        std::int16_t api_key = 0;
        std::int16_t min_version = 0;
        std::int16_t max_version = 0;

        friend bool operator==(const ApiVersion&, const ApiVersion&) = default;
        static const wire::Struct& structure();
    };

    struct SupportedFeatureKey {
        std::string name;
        std::int16_t min_version = 0;
        std::int16_t max_version = 0;

        friend bool operator==(const SupportedFeatureKey&, const SupportedFeatureKey&) = default;
        static const wire::Struct& structure();
    };

    struct FinalizedFeatureKey {
        std::string name;
        std::int16_t max_version_level = 0;
        std::int16_t min_version_level = 0;

        friend bool operator==(const FinalizedFeatureKey&, const FinalizedFeatureKey&) = default;
        static const wire::Struct& structure();
    };

    ErrorCode error_code = ErrorCode::NONE;
    std::vector<ApiVersion> api_keys;
    std::int32_t throttle_time_ms = 0;
    std::vector<SupportedFeatureKey> supported_features;
    std::int64_t finalized_features_epoch = -1;  // offset in the metadata log; -1 unknown
    std::vector<FinalizedFeatureKey> finalized_features;
    bool zk_migration_ready = false;

    friend bool operator==(const ApiVersionsResponse&, const ApiVersionsResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
