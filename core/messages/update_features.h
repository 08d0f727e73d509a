// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// UpdateFeatures (API key 57), versions 0-2: KIP-584, KIP-778.
namespace vitrine::messages {

struct UpdateFeaturesRequest {
    struct FeatureUpdateKey {
        std::string feature;
        std::int16_t max_version_level = 0;  // below 1: the feature is deleted
        bool allow_downgrade = false;
        std::int8_t upgrade_type = 1;  // 1 upgrade, 2 safe downgrade, 3 unsafe downgrade

        friend bool operator==(const FeatureUpdateKey&, const FeatureUpdateKey&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t timeout_ms = 60000;
    std::vector<FeatureUpdateKey> feature_updates;
    bool validate_only = false;

    friend bool operator==(const UpdateFeaturesRequest&, const UpdateFeaturesRequest&) = default;
    static const wire::Message& message();
};

struct UpdateFeaturesResponse {
    struct UpdatableFeatureResult {
        std::string feature;
        ErrorCode error_code = ErrorCode::NONE;
        std::optional<std::string> error_message = std::string{};

        friend bool operator==(const UpdatableFeatureResult&, const UpdatableFeatureResult&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t throttle_time_ms = 0;
    ErrorCode error_code = ErrorCode::NONE;
    std::optional<std::string> error_message = std::string{};
    std::vector<UpdatableFeatureResult> results;

    friend bool operator==(const UpdateFeaturesResponse&, const UpdateFeaturesResponse&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
