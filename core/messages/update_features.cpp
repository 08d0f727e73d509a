// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/update_features.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& UpdateFeaturesRequest::FeatureUpdateKey::structure() {
    static const Struct declared = declare_struct<FeatureUpdateKey>("FeatureUpdateKey", {
        field("Feature", &FeatureUpdateKey::feature, since(0)),
        field("MaxVersionLevel", &FeatureUpdateKey::max_version_level, since(0)),
        field("AllowDowngrade", &FeatureUpdateKey::allow_downgrade, between(0, 0)),
        field("UpgradeType", &FeatureUpdateKey::upgrade_type, since(1)),
    });
    return declared;
}

const Message& UpdateFeaturesRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 57,
        .versions = between(0, 2),
        .flexible_from = 0,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<UpdateFeaturesRequest>("UpdateFeaturesRequest", {
            field("timeoutMs", &UpdateFeaturesRequest::timeout_ms, since(0)),
            field("FeatureUpdates", &UpdateFeaturesRequest::feature_updates, since(0)),
            field("ValidateOnly", &UpdateFeaturesRequest::validate_only, since(1)),
        }),
    };
    return declared;
}

const Struct& UpdateFeaturesResponse::UpdatableFeatureResult::structure() {
    static const Struct declared = declare_struct<UpdatableFeatureResult>("UpdatableFeatureResult", {
        field("Feature", &UpdatableFeatureResult::feature, since(0)),
        field("ErrorCode", &UpdatableFeatureResult::error_code, since(0)),
        field("ErrorMessage", &UpdatableFeatureResult::error_message, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Message& UpdateFeaturesResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 57,
        .versions = between(0, 2),
        .flexible_from = 0,
        .body = declare_struct<UpdateFeaturesResponse>("UpdateFeaturesResponse", {
            field("ThrottleTimeMs", &UpdateFeaturesResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &UpdateFeaturesResponse::error_code, since(0)),
            field("ErrorMessage", &UpdateFeaturesResponse::error_message, since(0)).nullable_in(since(0)),
            field("Results", &UpdateFeaturesResponse::results, between(0, 1)).ignored_where_absent(),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
