// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/api_versions.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& ApiVersionsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 18,
        .versions = between(0, 4),
        .flexible_from = 3,
        .listeners = ListenerType::broker_and_controller,
        .body = declare_struct<ApiVersionsRequest>("ApiVersionsRequest", {
            field("ClientSoftwareName", &ApiVersionsRequest::client_software_name, since(3)).ignored_where_absent(),
            field("ClientSoftwareVersion", &ApiVersionsRequest::client_software_version, since(3)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Struct& ApiVersionsResponse::ApiVersion::structure() {
    static const Struct declared = declare_struct<ApiVersion>("ApiVersion", {
        field("ApiKey", &ApiVersion::api_key, since(0)),
        field("MinVersion", &ApiVersion::min_version, since(0)),
        field("MaxVersion", &ApiVersion::max_version, since(0)),
    });
    return declared;
}

const Struct& ApiVersionsResponse::SupportedFeatureKey::structure() {
    static const Struct declared = declare_struct<SupportedFeatureKey>("SupportedFeatureKey", {
        field("Name", &SupportedFeatureKey::name, since(3)),
        field("MinVersion", &SupportedFeatureKey::min_version, since(3)),
        field("MaxVersion", &SupportedFeatureKey::max_version, since(3)),
    });
    return declared;
}

const Struct& ApiVersionsResponse::FinalizedFeatureKey::structure() {
    static const Struct declared = declare_struct<FinalizedFeatureKey>("FinalizedFeatureKey", {
        field("Name", &FinalizedFeatureKey::name, since(3)),
        field("MaxVersionLevel", &FinalizedFeatureKey::max_version_level, since(3)),
        field("MinVersionLevel", &FinalizedFeatureKey::min_version_level, since(3)),
    });
    return declared;
}

const Message& ApiVersionsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 18,
        .versions = between(0, 4),
        .flexible_from = 3,
        .body = declare_struct<ApiVersionsResponse>("ApiVersionsResponse", {
            field("ErrorCode", &ApiVersionsResponse::error_code, since(0)),
            field("ApiKeys", &ApiVersionsResponse::api_keys, since(0)),
            field("ThrottleTimeMs", &ApiVersionsResponse::throttle_time_ms, since(1)).ignored_where_absent(),
            field("SupportedFeatures", &ApiVersionsResponse::supported_features, since(3)).tagged_as(0, since(3)).ignored_where_absent(),
            field("FinalizedFeaturesEpoch", &ApiVersionsResponse::finalized_features_epoch, since(3))
                .tagged_as(1, since(3)).ignored_where_absent(),
            field("FinalizedFeatures", &ApiVersionsResponse::finalized_features, since(3)).tagged_as(2, since(3)).ignored_where_absent(),
            field("ZkMigrationReady", &ApiVersionsResponse::zk_migration_ready, since(3)).tagged_as(3, since(3)).ignored_where_absent(),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
