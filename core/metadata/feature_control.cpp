// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/feature_control.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

namespace vitrine::metadata {
namespace {

constexpr std::string_view metadata_version = "metadata.version";

// 7 is 3.3-IV3, the lowest that 4.x reads; 30 is 4.3-IV0.
constexpr SupportedFeature features[] = {
    {"eligible.leader.replicas.version", 0, 1},
    {"group.version", 0, 1},
    {metadata_version, 7, 30},
    {"share.version", 0, 1},
    {"streams.version", 0, 1},
    {"transaction.version", 0, 2},
};

messages::FeatureLevelRecord level(std::string_view name, std::int16_t value) {
    messages::FeatureLevelRecord record;
    record.name = name;
    record.feature_level = value;
    return record;
}

}  // namespace

std::span<const SupportedFeature> supported_features() { return features; }

std::vector<MetadataRecord> FeatureControl::bootstrap_records() const {
    std::vector<MetadataRecord> records;
    messages::BeginTransactionRecord begin;
    begin.name = "Bootstrap records";
    records.emplace_back(begin);
    if (const auto found = config_.bootstrap_features.find(std::string(metadata_version)); found != config_.bootstrap_features.end()) {
        records.emplace_back(level(found->first, found->second));
    }
    for (const auto& [name, value] : config_.bootstrap_features) {
        if (name != metadata_version && value != 0) records.emplace_back(level(name, value));
    }
    const auto elr = config_.bootstrap_features.find("eligible.leader.replicas.version");
    if (elr != config_.bootstrap_features.end() && elr->second >= 1) {
        messages::ConfigRecord min_isr;
        min_isr.resource_type = static_cast<std::int8_t>(ResourceType::broker);
        min_isr.name = "min.insync.replicas";
        min_isr.value = std::to_string(config_.topic_defaults.min_insync_replicas);
        records.emplace_back(min_isr);
    }
    records.emplace_back(messages::EndTransactionRecord{});
    return records;
}

Status FeatureControl::check_supported(const MetadataImage& image, const messages::BrokerRegistrationRequest& request) {
    for (const auto& [name, finalized] : image.features) {
        const auto range = std::ranges::find(request.features, name, &messages::BrokerRegistrationRequest::Feature::name);
        const std::int16_t lowest = range == request.features.end() ? std::int16_t{0} : range->min_supported_version;
        const std::int16_t highest = range == request.features.end() ? std::int16_t{0} : range->max_supported_version;
        if (finalized < lowest || finalized > highest) {
            return failure(
                ErrorCode::UNSUPPORTED_VERSION,
                fmt::format("Unable to register because the broker does not support finalized version {} of {}. The broker wants a "
                            "version between {} and {}, inclusive.",
                            finalized, name, lowest, highest));
        }
    }
    return {};
}

}  // namespace vitrine::metadata
