// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/broker_config.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/assert.h"

namespace vitrine::broker {

namespace {

using storage::ConfigType;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    text = trimmed(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// As Kafka's parser names what a value is not.
std::string_view number_type(ConfigType type) {
    switch (type) {
        case ConfigType::int16: return "SHORT";
        case ConfigType::int64: return "LONG";
        case ConfigType::float64: return "DOUBLE";
        case ConfigType::int32:
        case ConfigType::unknown:
        case ConfigType::boolean:
        case ConfigType::string:
        case ConfigType::list:
        case ConfigType::class_name:
        case ConfigType::password: break;
    }
    return "INT";
}

// The type's own range, which Kafka's parser enforces before the bounds.
std::pair<std::int64_t, std::int64_t> range_of(ConfigType type) {
    switch (type) {
        case ConfigType::int16: return {std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()};
        case ConfigType::int32: return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
        case ConfigType::unknown:
        case ConfigType::boolean:
        case ConfigType::string:
        case ConfigType::int64:
        case ConfigType::float64:
        case ConfigType::list:
        case ConfigType::class_name:
        case ConfigType::password: break;
    }
    return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
}

Status wrong(std::string_view key, std::string_view value, std::string_view why) {
    return std::unexpected(storage::invalid_config_value(key, value, why));
}

// "address:number,address:number"; an IPv6 address has colons of its own. None: it is not that form.
std::optional<std::map<std::string, std::int64_t>> parse_connection_overrides(std::string_view text) {
    std::map<std::string, std::int64_t> numbers;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view entry = trimmed(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        const std::size_t colon = entry.rfind(':');
        const auto number = colon == std::string_view::npos ? std::nullopt : parse_number(entry.substr(colon + 1));
        if (colon == 0 || !number || *number < 0) return std::nullopt;
        numbers[std::string(trimmed(entry.substr(0, colon)))] = *number;
    }
    return numbers;
}

bool same_without_case(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_allowed(const BrokerConfigKey& key, std::string_view word) {
    const auto same = [&](std::string_view known) { return key.any_case ? same_without_case(known, word) : known == word; };
    return key.allowed.empty() || std::ranges::any_of(key.allowed, same);
}

std::string one_of(const BrokerConfigKey& key) {
    return fmt::format("String must be one of{}: {}", key.any_case ? " (case insensitive)" : "", fmt::join(key.allowed, ", "));
}

}  // namespace

Status validate_broker_config(std::string_view name, std::string_view value) {
    const BrokerConfigKey* key = find_broker_config_key(name);
    if (key == nullptr) return wrong(name, value, "there is no such broker configuration");
    switch (key->type) {
        case ConfigType::boolean:
            if (trimmed(value) != "true" && trimmed(value) != "false")
                return wrong(name, value, "Expected value to be either true or false");
            break;
        case ConfigType::int16:
        case ConfigType::int32:
        case ConfigType::int64: {
            const auto number = parse_number(value);
            const auto [lowest, highest] = range_of(key->type);
            if (!number || *number < lowest || *number > highest)
                return wrong(name, value, fmt::format("Not a number of type {}", number_type(key->type)));
            if (name == "compression.gzip.level") {
                if (auto valid = storage::validate_topic_config(name, value); !valid) return valid;
            }
            if (key->min && *number < *key->min) return wrong(name, value, "Value must be at least " + std::to_string(*key->min));
            if (key->max && *number > *key->max) return wrong(name, value, "Value must be no more than " + std::to_string(*key->max));
            break;
        }
        case ConfigType::float64: {
            double number = 0;
            const std::string_view text = trimmed(value);
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (error != std::errc{} || end != text.data() + text.size()) return wrong(name, value, "Not a number of type DOUBLE");
            if (key->min && !(number >= static_cast<double>(*key->min)))
                return wrong(name, storage::java_double(number), "Value must be at least " + std::to_string(*key->min));
            if (key->max && !(number <= static_cast<double>(*key->max)))
                return wrong(name, storage::java_double(number), "Value must be no more than " + std::to_string(*key->max));
            break;
        }
        case ConfigType::list: {
            std::string_view rest = value;
            while (!rest.empty()) {
                const std::size_t comma = rest.find(',');
                const std::string_view word = trimmed(rest.substr(0, comma));
                rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
                if (!is_allowed(*key, word)) return wrong(name, word, one_of(*key));
            }
            break;
        }
        case ConfigType::string:
            if (!is_allowed(*key, trimmed(value))) return wrong(name, trimmed(value), one_of(*key));
            if (name == max_connections_overrides && !parse_connection_overrides(value))
                return wrong(name, value, "Expected address:number,address:number");
            break;
        case ConfigType::unknown:
        case ConfigType::class_name:
        case ConfigType::password: break;
    }
    return {};
}

Result<BrokerConfig> BrokerConfig::parse(const Settings& settings) {
    BrokerConfig config;
    for (const auto& [key, value] : settings) {
        if (find_broker_config_key(key) == nullptr) {
            config.unknown_.push_back(key);
            continue;
        }
        if (auto valid = validate_broker_config(key, value); !valid) return std::unexpected(std::move(valid.error()));
        config.static_[key] = std::string(trimmed(value));
    }
    // Log keys that contradict each other.
    if (auto fits = config.refresh(); !fits) return std::unexpected(std::move(fits.error()));
    if (auto fits = config.check_cleaner(); !fits) return std::unexpected(std::move(fits.error()));
    const std::int64_t queued_bytes = config.number_of("queued.max.request.bytes");
    if (queued_bytes > 0 && queued_bytes < config.values().socket_request_max_bytes)
        return failure(ErrorCode::INVALID_CONFIG, "queued.max.request.bytes must be larger or equal to socket.request.max.bytes");
    return config;
}

namespace {

// A list as Kafka reads one: without empty entries and without the space around them.
std::vector<std::string> split_list(std::string_view list) {
    std::vector<std::string> entries;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (const std::string_view entry = trimmed(list.substr(0, comma)); !entry.empty()) entries.emplace_back(entry);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return entries;
}

}  // namespace

Status BrokerConfig::check_cleaner() const {
    constexpr std::int64_t dedupe_bytes_min = 1024 * 1024;
    const storage::LogCleanerSettings cleaner = cleaner_settings();
    if (cleaner.dedupe_buffer_bytes / std::max(cleaner.threads, 1) <= dedupe_bytes_min)
        return failure(ErrorCode::INVALID_CONFIG, "log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.");
    return {};
}

std::vector<std::string> BrokerConfig::cordoned_log_dirs() const {
    std::vector<std::string> cordoned = split_list(value_of("cordoned.log.dirs").value_or(""));
    if (std::ranges::find(cordoned, "*") != cordoned.end()) cordoned = split_list(value_of("log.dirs").value_or(""));
    std::ranges::sort(cordoned);
    return cordoned;
}

Status BrokerConfig::check_cordoned() const {
    const std::vector<std::string> said = split_list(value_of("cordoned.log.dirs").value_or(""));
    if (std::ranges::find(said, "*") != said.end()) {
        if (said.size() == 1) return {};
        return failure(ErrorCode::INVALID_CONFIG, "When cordoned.log.dirs is set to *, it must not contain other values");
    }
    const std::vector<std::string> all = split_list(value_of("log.dirs").value_or(""));
    for (const std::string& directory : said) {
        if (std::ranges::find(all, directory) != all.end()) continue;
        return failure(ErrorCode::INVALID_CONFIG,
                       fmt::format("Invalid entry in cordoned.log.dirs: {}. All cordoned log dirs must be entries of log.dirs or log.dir.",
                                   directory));
    }
    return {};
}

Status BrokerConfig::check_changes(const Settings& changes) const {
    BrokerConfig changed = *this;
    for (const auto& [key, value] : changes) changed.dynamic_broker_[key] = std::string(trimmed(value));
    if (auto fits = changed.refresh(); !fits) return fits;
    if (changes.contains("cordoned.log.dirs")) {
        if (auto fits = changed.check_cordoned(); !fits) return fits;
    }
    if (changed.cleaner_settings().threads < 1 && changes.contains("log.cleaner.threads"))
        return failure(ErrorCode::INVALID_CONFIG, "log.cleaner.threads must be at least 1 while the broker runs.");
    return changed.check_cleaner();
}

void BrokerConfig::set_static(std::string_view key, std::string value) {
    VITRINE_ASSERT(find_broker_config_key(key) != nullptr, "the node sets keys that exist");
    static_[std::string(key)] = std::move(value);
    static_cast<void>(refresh());
}

void BrokerConfig::set_dynamic(Settings per_broker, Settings cluster_default) {
    const auto drop_unusable = [](Settings& settings) {
        std::erase_if(settings, [](const auto& entry) {
            const BrokerConfigKey* key = find_broker_config_key(entry.first);
            if (key == nullptr) return false;
            return key->update == UpdateMode::read_only || !validate_broker_config(entry.first, entry.second);
        });
    };
    drop_unusable(per_broker);
    drop_unusable(cluster_default);
    if (per_broker == dynamic_broker_ && cluster_default == dynamic_default_) return;
    dynamic_broker_ = std::move(per_broker);
    dynamic_default_ = std::move(cluster_default);
    // Log keys that contradict each other change nothing.
    static_cast<void>(refresh());
}

std::optional<std::string> BrokerConfig::value_of(std::string_view key) const {
    const std::string name(key);
    for (const Settings* layer : {&dynamic_broker_, &dynamic_default_, &static_}) {
        if (const auto found = layer->find(name); found != layer->end()) return found->second;
    }
    const BrokerConfigKey* known = find_broker_config_key(key);
    VITRINE_ASSERT(known != nullptr, "the broker asks for keys of the table");
    if (!known->default_value) return std::nullopt;
    return std::string(*known->default_value);
}

std::int64_t BrokerConfig::connections_max_of(std::string_view host) const {
    const auto overrides = parse_connection_overrides(*value_of(max_connections_overrides));
    VITRINE_ASSERT(overrides.has_value(), "values were validated when they came in");
    const auto found = overrides->find(std::string(host));
    return found == overrides->end() ? number_of("max.connections.per.ip") : found->second;
}

std::int64_t BrokerConfig::number_of(std::string_view key) const {
    const auto value = value_of(key);
    VITRINE_ASSERT(value.has_value(), "numbers that the broker acts on have defaults");
    const auto number = parse_number(*value);
    VITRINE_ASSERT(number.has_value(), "values were validated when they came in");
    return *number;
}

double BrokerConfig::real_of(std::string_view key) const {
    const auto value = value_of(key);
    VITRINE_ASSERT(value.has_value(), "numbers that the broker acts on have defaults");
    double number = 0;
    const std::string_view text = trimmed(*value);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    VITRINE_ASSERT(error == std::errc{}, "values were validated when they came in");
    return number;
}

bool BrokerConfig::flag_of(std::string_view key) const { return value_of(key) == "true"; }

storage::LogCleanerSettings BrokerConfig::cleaner_settings() const {
    return {.enable = flag_of("log.cleaner.enable"),
            .backoff = Milliseconds(number_of("log.cleaner.backoff.ms")),
            .dedupe_buffer_bytes = number_of("log.cleaner.dedupe.buffer.size"),
            .dedupe_load_factor = real_of("log.cleaner.io.buffer.load.factor"),
            .io_buffer_bytes = number_of("log.cleaner.io.buffer.size"),
            .io_bytes_per_second_max = real_of("log.cleaner.io.max.bytes.per.second"),
            .threads = static_cast<std::int32_t>(number_of("log.cleaner.threads"))};
}

Status BrokerConfig::refresh() {
    const auto ms = [this](std::string_view key) { return Milliseconds(number_of(key)); };
    const auto int_of = [this](std::string_view key) { return static_cast<std::int32_t>(number_of(key)); };
    values_ = BrokerValues{
        .replica_lag_time_max_ms = ms("replica.lag.time.max.ms"),
        .replica_socket_timeout_ms = ms("replica.socket.timeout.ms"),
        .replica_fetch_max_bytes = int_of("replica.fetch.max.bytes"),
        .replica_fetch_wait_max_ms = ms("replica.fetch.wait.max.ms"),
        .replica_fetch_min_bytes = int_of("replica.fetch.min.bytes"),
        .replica_fetch_response_max_bytes = int_of("replica.fetch.response.max.bytes"),
        .replica_fetch_backoff_ms = ms("replica.fetch.backoff.ms"),
        .fetch_max_bytes = int_of("fetch.max.bytes"),
        .fetch_session_slots = int_of("max.incremental.fetch.session.cache.slots"),
        .socket_request_max_bytes = int_of("socket.request.max.bytes"),
        .connections_max_idle_ms = ms("connections.max.idle.ms"),
        .max_connections = int_of("max.connections"),
        .request_timeout_ms = ms("request.timeout.ms"),
        .max_request_partition_size_limit = int_of("max.request.partition.size.limit"),
        .auto_create_topics_enable = flag_of("auto.create.topics.enable"),
        .num_partitions = int_of("num.partitions"),
        .default_replication_factor = int_of("default.replication.factor"),
        .offsets_topic_num_partitions = int_of("offsets.topic.num.partitions"),
        .offsets_topic_replication_factor = static_cast<std::int16_t>(number_of("offsets.topic.replication.factor")),
        .offsets_topic_segment_bytes = int_of("offsets.topic.segment.bytes"),
        .broker_heartbeat_interval_ms = ms("broker.heartbeat.interval.ms"),
        .broker_session_timeout_ms = ms("broker.session.timeout.ms"),
        .controlled_shutdown_enable = flag_of("controlled.shutdown.enable"),
        .broker_rack = value_of("broker.rack"),
    };

    Settings defaults;
    for (const storage::TopicConfigKey& key : storage::topic_config_keys()) {
        // The first broker key that is set anywhere, else the first that has a default: log.retention.ms, .minutes, .hours.
        for (const storage::BrokerSynonym& synonym : key.broker_synonyms) {
            if (find_broker_config_key(synonym.key) == nullptr) continue;
            const auto value = value_of(synonym.key);
            if (!value) continue;
            if (synonym.factor == 1) {
                defaults[std::string(key.name)] = *value;
            } else {
                const std::int64_t number = *parse_number(*value);
                defaults[std::string(key.name)] = std::to_string(number < 0 ? number : number * synonym.factor);
            }
            break;
        }
    }
    auto parsed = storage::LogConfig::parse(defaults);
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    log_defaults_ = std::move(*parsed);
    return {};
}

storage::LogConfig BrokerConfig::topic_config(const Settings& topic_overrides) const {
    if (auto whole = storage::LogConfig::parse(topic_overrides, log_defaults_)) return *whole;
    storage::LogConfig config = log_defaults_;
    for (const auto& [key, value] : topic_overrides) {
        if (auto next = storage::LogConfig::parse({{key, value}}, config)) config = *next;
    }
    return config;
}

// Kafka's order: by source first. What stands before the key's own first value does not count for it: log.retention.hours says nothing of
// log.retention.ms where that is not set.
std::vector<ConfigSynonym> BrokerConfig::synonyms_in_force(std::string_view key) const {
    const std::vector<std::string_view> names = synonyms_of(key);
    std::vector<ConfigSynonym> synonyms;
    const auto add = [&](const Settings& layer, ConfigSource source) {
        for (const std::string_view name : names) {
            if (const auto found = layer.find(std::string(name)); found != layer.end())
                synonyms.push_back({found->first, found->second, source});
        }
    };
    add(dynamic_broker_, ConfigSource::dynamic_broker_config);
    add(dynamic_default_, ConfigSource::dynamic_default_broker_config);
    add(static_, ConfigSource::static_broker_config);
    for (const std::string_view name : names) {
        const BrokerConfigKey* known = find_broker_config_key(name);
        if (known != nullptr && known->default_value && !known->dynamic_only)
            synonyms.push_back({std::string(name), std::string(*known->default_value), ConfigSource::default_config});
    }
    synonyms.erase(synonyms.begin(), std::ranges::find(synonyms, key, &ConfigSynonym::name));
    return synonyms;
}

std::vector<std::string_view> BrokerConfig::synonyms_of(std::string_view key) const {
    if (key.starts_with("log.retention.") && (key.ends_with(".ms") || key.ends_with(".minutes") || key.ends_with(".hours")) &&
        key != "log.retention.check.interval.ms") {
        return {"log.retention.ms", "log.retention.minutes", "log.retention.hours"};
    }
    if (key == "log.roll.ms" || key == "log.roll.hours") return {"log.roll.ms", "log.roll.hours"};
    if (key == "log.roll.jitter.ms" || key == "log.roll.jitter.hours") return {"log.roll.jitter.ms", "log.roll.jitter.hours"};
    if (key == "log.flush.interval.ms") return {"log.flush.interval.ms", "log.flush.scheduler.interval.ms"};
    return {key};
}

namespace {
bool wanted(const std::optional<std::vector<std::string>>& keys, std::string_view name) {
    return !keys || std::ranges::find(*keys, name) != keys->end();
}

void hide_values(DescribedConfig& config) {
    config.value.reset();
    for (ConfigSynonym& synonym : config.synonyms) synonym.value.reset();
}

// It may be a plug-in's password: Kafka tells that it is there, not what it is.
DescribedConfig unknown_key(const std::string& name, ConfigSource source) {
    return {.name = name,
            .value = std::nullopt,
            .read_only = true,
            .source = source,
            .sensitive = true,
            .synonyms = {{name, std::nullopt, source}},
            .type = storage::ConfigType::unknown,
            .documentation = {}};
}
}  // namespace

std::vector<DescribedConfig> BrokerConfig::describe_broker(const std::optional<std::vector<std::string>>& keys) const {
    std::vector<DescribedConfig> described;
    for (const BrokerConfigKey& key : broker_config_keys()) {
        if (!wanted(keys, key.name)) continue;
        DescribedConfig config{.name = std::string(key.name),
                               .value = value_of(key.name),
                               .read_only = key.update == UpdateMode::read_only,
                               .sensitive = key.type == storage::ConfigType::password,
                               .synonyms = synonyms_in_force(key.name),
                               .type = key.type,
                               .documentation = std::string(key.doc)};
        if (!config.synonyms.empty()) config.source = config.synonyms.front().source;
        if ((key.internal || key.dynamic_only) && (config.synonyms.empty() || config.source == ConfigSource::default_config)) continue;
        if (config.sensitive) hide_values(config);
        described.push_back(std::move(config));
    }
    std::map<std::string, ConfigSource> unknown;
    for (const auto& [name, value] : dynamic_broker_) unknown.emplace(name, ConfigSource::dynamic_broker_config);
    for (const auto& [name, value] : dynamic_default_) unknown.emplace(name, ConfigSource::dynamic_default_broker_config);
    for (const std::string& name : unknown_) unknown.emplace(name, ConfigSource::static_broker_config);
    for (const auto& [name, source] : unknown) {
        if (wanted(keys, name) && find_broker_config_key(name) == nullptr) described.push_back(unknown_key(name, source));
    }
    return described;
}

std::vector<DescribedConfig> BrokerConfig::describe_cluster_default(const std::optional<std::vector<std::string>>& keys) const {
    std::vector<DescribedConfig> described;
    for (const auto& [name, value] : dynamic_default_) {
        if (!wanted(keys, name)) continue;
        const BrokerConfigKey* key = find_broker_config_key(name);
        if (key == nullptr) {
            described.push_back(unknown_key(name, ConfigSource::dynamic_default_broker_config));
            continue;
        }
        described.push_back({.name = name,
                             .value = value,
                             .source = ConfigSource::dynamic_default_broker_config,
                             .sensitive = key->type == storage::ConfigType::password,
                             .synonyms = {{name, value, ConfigSource::dynamic_default_broker_config}},
                             .type = key->type,
                             .documentation = std::string(key->doc)});
        if (described.back().sensitive) hide_values(described.back());
    }
    return described;
}

std::vector<DescribedConfig> BrokerConfig::describe_topic(const Settings& topic_overrides,
                                                          const std::optional<std::vector<std::string>>& keys) const {
    std::vector<DescribedConfig> described;
    const std::map<std::string, std::string> in_force = topic_config(topic_overrides).to_map();
    for (const storage::TopicConfigKey& key : storage::topic_config_keys()) {
        if (key.internal || !wanted(keys, key.name)) continue;
        const std::string name(key.name);
        DescribedConfig config{.name = name, .type = key.type, .documentation = std::string(key.doc)};
        if (const auto found = in_force.find(name); found != in_force.end()) config.value = found->second;
        if (topic_overrides.contains(name)) config.synonyms.push_back({name, config.value, ConfigSource::dynamic_topic_config});
        if (!key.broker_synonyms.empty())
            std::ranges::move(synonyms_in_force(key.broker_synonyms.front().key), std::back_inserter(config.synonyms));
        if (!config.synonyms.empty()) config.source = config.synonyms.front().source;
        described.push_back(std::move(config));
    }
    return described;
}

}  // namespace vitrine::broker
