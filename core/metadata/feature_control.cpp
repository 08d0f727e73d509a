// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/feature_control.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "raft/voter_set.h"

namespace vitrine::metadata {
namespace {

constexpr std::string_view metadata_version = "metadata.version";
constexpr std::string_view kraft_version = "kraft.version";

// 7 is 3.3-IV3, the lowest that 4.x reads; 30 is 4.3-IV0.
constexpr SupportedFeature features[] = {
    {"eligible.leader.replicas.version", 0, 1},
    {"group.version", 0, 1},
    {kraft_version, raft::supported_kraft_versions.lowest, raft::supported_kraft_versions.highest},
    {metadata_version, 7, 30},
    {"share.version", 0, 1},
    {"streams.version", 0, 1},
    {"transaction.version", 0, 2},
};

constexpr std::string_view eligible_replicas = "eligible.leader.replicas.version";
constexpr std::int16_t eligible_replicas_metadata_version = 23;  // 4.0-IV1

// FeatureUpdate.UpgradeType
constexpr std::int8_t upgrade = 1;
constexpr std::int8_t safe_downgrade = 2;
constexpr std::int8_t unsafe_downgrade = 3;

// Why a node that supports `range` (none: it does not name the feature) cannot go to this level.
std::optional<std::string> misfit(std::int16_t level, const VersionRange* range) {
    if (range == nullptr) return level == 0 ? std::nullopt : std::optional<std::string>("does not support this feature.");
    if (level >= range->lowest && level <= range->highest) return std::nullopt;
    return fmt::format("only supports versions {}-{}", range->lowest, range->highest);
}

messages::FeatureLevelRecord level(std::string_view name, std::int16_t value) {
    messages::FeatureLevelRecord record;
    record.name = name;
    record.feature_level = value;
    return record;
}

}  // namespace

std::span<const SupportedFeature> supported_features() { return features; }

bool controllers_register(const MetadataImage& image) {
    constexpr std::int16_t since = 15;  // 3.7-IV0
    return image.feature(metadata_version) >= since;
}

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

Result<messages::UpdateFeaturesResponse> FeatureControl::update(const messages::UpdateFeaturesRequest& request, wire::Version version,
                                                                raft::MetadataLog& log, LeaderEpoch epoch, Change& change) const {
    const MetadataImage before = change.image();
    Status updated;
    std::optional<std::int16_t> quorum_level;
    std::set<std::string_view> seen;
    for (const auto& asked : request.feature_updates) {
        // Version 0 knows two kinds of changes alone.
        const std::int8_t kind = version >= 1 ? asked.upgrade_type : asked.allow_downgrade ? safe_downgrade : upgrade;
        const std::int16_t* finalized = change.image().features.find(asked.feature);
        const bool of_quorum = asked.feature == kraft_version;
        const std::int16_t now = of_quorum ? log.kraft_version() : finalized == nullptr ? std::int16_t{0} : *finalized;
        updated = seen.insert(asked.feature).second
                      ? update_one(asked.feature, asked.max_version_level, kind, now, change)
                      : failure(ErrorCode::INVALID_REQUEST, fmt::format("Feature {} is named twice.", asked.feature));
        if (updated && of_quorum && kind == upgrade) {
            quorum_level = asked.max_version_level;
            updated = log.upgrade_kraft_version(epoch, *quorum_level, true);
        }
        if (!updated) break;
    }
    // Nothing can fail behind it: what is in the log does not come back.
    if (updated && quorum_level && !request.validate_only) {
        updated = log.upgrade_kraft_version(epoch, *quorum_level, false);
        change.add(messages::NoOpRecord{});
    }
    if (!updated && updated.error().code == ErrorCode::NOT_CONTROLLER) return std::unexpected(updated.error());
    messages::UpdateFeaturesResponse response;
    response.error_message.reset();
    if (!updated) {
        change.drop(before);
        response.error_code = updated.error().code;
        response.error_message =
            fmt::format("The update failed for all features since the following feature had an error: {}", updated.error().message);
        return response;
    }
    if (request.validate_only) change.drop(before);
    if (version <= 1) {
        for (const auto& asked : request.feature_updates)
            response.results.push_back({.feature = asked.feature, .error_code = ErrorCode::NONE, .error_message = std::nullopt});
    }
    return response;
}

Status FeatureControl::update_one(const std::string& name, std::int16_t wanted, std::int8_t kind, std::int16_t now, Change& change) const {
    const auto refuse = [&](std::string why) {
        return failure(ErrorCode::INVALID_UPDATE_VERSION, fmt::format("Invalid update version {} for feature {}. {}", wanted, name, why));
    };
    if (kind != upgrade && kind != safe_downgrade && kind != unsafe_downgrade)
        return failure(ErrorCode::INVALID_UPDATE_VERSION, "The controller does not support the given upgrade type.");
    if (wanted < 0) return refuse("A feature version cannot be less than 0.");
    const auto known = std::ranges::find(features, name, &SupportedFeature::name);
    const VersionRange here = known == std::end(features) ? VersionRange{} : VersionRange{known->lowest, known->highest};
    if (auto why = misfit(wanted, known == std::end(features) ? nullptr : &here))
        return refuse(fmt::format("Local controller {} {}", config_.node_id, *why));
    for (const auto& [id, broker] : change.image().brokers) {
        if (auto why = misfit(wanted, broker->features.find(name))) return refuse(fmt::format("Broker {} {}", id, *why));
    }
    for (const auto& [id, controller] : change.image().controllers) {
        if (auto why = misfit(wanted, controller->features.find(name))) return refuse(fmt::format("Controller {} {}", id, *why));
    }
    if (wanted < now && kind == upgrade)
        return refuse("Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.");
    if (wanted > now && kind != upgrade) return refuse("Can't downgrade to a newer version.");
    if (wanted == now) return {};
    if (name == kraft_version) return kind == upgrade ? Status{} : refuse("Can't downgrade the version of this feature.");
    if (name == metadata_version && wanted < now) {
        return failure(ErrorCode::INVALID_UPDATE_VERSION,
                       fmt::format("Unsupported metadata.version downgrade from {} to {}. {}", now, wanted,
                                   kind == unsafe_downgrade
                                       ? "Unsafe metadata downgrade is not supported in this version."
                                       : "Refusing to perform the requested downgrade because it might delete metadata information."));
    }
    if (name == eligible_replicas) {
        const std::int16_t* metadata = change.image().features.find(std::string(metadata_version));
        if (wanted > 0 && (metadata == nullptr || *metadata < eligible_replicas_metadata_version)) {
            return refuse(fmt::format("{} could not be set to {} because it depends on {} level {}", name, wanted, metadata_version,
                                      eligible_replicas_metadata_version));
        }
        if (wanted == 0) {
            change.add(messages::ClearElrRecord{});
        } else {
            // min.insync.replicas must mean the same on every broker from now on.
            constexpr std::string_view key = "min.insync.replicas";
            const auto config = [&](const ConfigResource& resource, std::optional<std::string> value) {
                messages::ConfigRecord record;
                record.resource_type = static_cast<std::int8_t>(resource.type);
                record.resource_name = resource.name;
                record.name = key;
                record.value = std::move(value);
                return record;
            };
            const ConfigResource every_broker{ResourceType::broker, ""};
            const ConfigMap* common = change.image().configs.find(every_broker);
            if (common == nullptr || common->find(std::string(key)) == nullptr)
                change.add(config(every_broker, std::to_string(config_.topic_defaults.min_insync_replicas)));
            std::vector<ConfigResource> own;
            for (const auto& [resource, values] : change.image().configs) {
                if (resource.type == ResourceType::broker && !resource.name.empty() && values.find(std::string(key)) != nullptr)
                    own.push_back(resource);
            }
            for (const ConfigResource& resource : own) change.add(config(resource, std::nullopt));
        }
    }
    change.add(level(name, wanted));
    return {};
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
