// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "messages/broker_registration.h"
#include "messages/update_features.h"
#include "metadata/change.h"
#include "metadata/controller_config.h"
#include "metadata/image.h"
#include "metadata/record_serde.h"
#include "raft/metadata_log.h"

namespace vitrine::metadata {

struct SupportedFeature {
    std::string_view name;
    std::int16_t lowest = 0;
    std::int16_t highest = 0;
};
// What a node supports, in order of name: for ApiVersions and for its registration. As Apache Kafka 4.3's. The finalized level of
// kraft.version is the quorum's (core/raft), not the image's.
[[nodiscard]] std::span<const SupportedFeature> supported_features();

// Whether the cluster's metadata.version knows of controllers that register (KIP-919).
[[nodiscard]] bool controllers_register(const MetadataImage& image);

// Feature levels of the cluster (KIP-584).
class FeatureControl {
public:
    explicit FeatureControl(const ControllerConfig& config) : config_(config) {}

    // What the first leader of an empty log writes, as one metadata transaction: the feature levels, metadata.version first;
    // and, with eligible leader replicas, a min.insync.replicas for every broker, so that it means the same on each.
    [[nodiscard]] std::vector<MetadataRecord> bootstrap_records() const;

    // All of it or nothing. INVALID_UPDATE_VERSION, INVALID_REQUEST. kraft.version is raised in `log`, which this node leads in `epoch`:
    // last, and at once; a record of the change is committed behind it.
    [[nodiscard]] Result<messages::UpdateFeaturesResponse> update(const messages::UpdateFeaturesRequest& request, wire::Version version,
                                                                  raft::MetadataLog& log, LeaderEpoch epoch, Change& change) const;

    // UNSUPPORTED_VERSION where the broker does not support a finalized level. A feature that it does not name it supports at
    // level 0 only.
    [[nodiscard]] static Status check_supported(const MetadataImage& image, const messages::BrokerRegistrationRequest& request);

private:
    Status update_one(const std::string& name, std::int16_t level, std::int8_t kind, std::int16_t now, Change& change) const;

    const ControllerConfig& config_;
};

}  // namespace vitrine::metadata
