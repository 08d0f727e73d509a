// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_config.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "storage/log_config_fields.h"
#include "storage/try.h"

namespace vitrine::storage {

std::int64_t LogConfig::effective_segment_ms() const {
    return cleanup_compact && max_compaction_lag_ms > 0 ? std::min(max_compaction_lag_ms, segment_ms) : segment_ms;
}

Error invalid_config_value(std::string_view key, std::string_view value, std::string_view why) {
    return {ErrorCode::INVALID_CONFIG, fmt::format("Invalid value {} for configuration {}: {}", value, key, why)};
}

std::span<const TopicConfigKey> topic_config_keys() {
    static const std::vector<TopicConfigKey> keys = [] {
        std::vector<TopicConfigKey> described;
        for (const TopicConfigField& field : topic_config_fields()) described.push_back(field.key);
        return described;
    }();
    return keys;
}

const TopicConfigKey* find_topic_config_key(std::string_view name) {
    const auto keys = topic_config_keys();
    const auto found = std::lower_bound(keys.begin(), keys.end(), name,
                                        [](const TopicConfigKey& key, std::string_view wanted) { return key.name < wanted; });
    return found != keys.end() && found->name == name ? &*found : nullptr;
}

namespace {

Status set_field(LogConfig& config, std::string_view name, std::string_view value) {
    for (const TopicConfigField& field : topic_config_fields()) {
        if (field.key.name == name) return field.set(field.key, value, config);
    }
    return failure(ErrorCode::INVALID_CONFIG, fmt::format("Unknown topic config name: {}", name));
}

}  // namespace

Status validate_topic_config(std::string_view key, std::string_view value) {
    LogConfig scratch;
    return set_field(scratch, key, value);
}

Result<LogConfig> LogConfig::parse(const std::map<std::string, std::string>& overrides, const LogConfig& defaults) {
    LogConfig config = defaults;
    for (const auto& [name, value] : overrides) STORAGE_TRY(set_field(config, name, value));
    if (config.min_compaction_lag_ms > config.max_compaction_lag_ms) {
        return failure(ErrorCode::INVALID_CONFIG,
                       fmt::format("conflict topic config setting min.compaction.lag.ms ({}) > max.compaction.lag.ms ({})",
                                   config.min_compaction_lag_ms, config.max_compaction_lag_ms));
    }
    if (config.remote_storage_enable) {
        return failure(ErrorCode::INVALID_CONFIG,
                       "Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.");
    }
    return config;
}

std::map<std::string, std::string> LogConfig::to_map() const {
    std::map<std::string, std::string> values;
    for (const TopicConfigField& field : topic_config_fields()) {
        if (!field.key.internal) values.emplace(field.key.name, field.get(*this));
    }
    return values;
}

}  // namespace vitrine::storage
