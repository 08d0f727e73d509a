// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "storage/log_cleaner_settings.h"
#include "storage/log_config.h"

// The configuration of a broker: Kafka 4.3's keys, types, defaults and bounds as one table, and the values in force: what the
// node was started with, under what the metadata says for the cluster's default broker and for this broker (KIP-226).
namespace vitrine::broker {

// Who may change a key while the broker runs.
enum class UpdateMode : std::uint8_t { read_only, per_broker, cluster_wide };

struct BrokerConfigKey {
    std::string_view name;
    storage::ConfigType type = storage::ConfigType::string;
    std::optional<std::string_view> default_value;  // none: null
    std::optional<std::int64_t> min;                // inclusive; numbers
    std::optional<std::int64_t> max;
    UpdateMode update = UpdateMode::read_only;
    std::vector<std::string_view> allowed;          // known words of strings and lists; empty: any
    std::string_view doc;
    bool internal = false;        // described only where it is set
    bool any_case = false;        // of the words in `allowed`
    bool dynamic_only = false;    // not of a server.properties: described only where it is set, and without its default
    bool without_effect = false;  // Kafka's, but nothing here depends on it; the doc says why
};

inline constexpr std::string_view max_connections_overrides = "max.connections.per.ip.overrides";

// In order of name; the same objects for the life of the process.
std::span<const BrokerConfigKey> broker_config_keys();
const BrokerConfigKey* find_broker_config_key(std::string_view name);
// One value alone. INVALID_CONFIG names key, value and what is allowed, in Kafka's words.
Status validate_broker_config(std::string_view key, std::string_view value);

// As DescribeConfigs numbers them (ConfigSource).
enum class ConfigSource : std::int8_t {
    unknown = 0,
    dynamic_topic_config = 1,
    dynamic_broker_config = 2,
    dynamic_default_broker_config = 3,
    static_broker_config = 4,
    default_config = 5,
    dynamic_broker_logger_config = 6,
};

struct ConfigSynonym {
    std::string name;
    std::optional<std::string> value;
    ConfigSource source = ConfigSource::default_config;
};
struct DescribedConfig {
    std::string name;
    std::optional<std::string> value;
    bool read_only = false;
    ConfigSource source = ConfigSource::default_config;
    bool sensitive = false;
    std::vector<ConfigSynonym> synonyms;  // strongest first, the value in force is the first one's
    storage::ConfigType type = storage::ConfigType::string;
    std::string documentation;
};

using Settings = std::map<std::string, std::string>;

// The values that the broker acts on, typed. Kafka's names with '_' for '.'.
struct BrokerValues {
    // replication
    Milliseconds replica_lag_time_max_ms{};
    Milliseconds replica_socket_timeout_ms{};
    std::int32_t replica_fetch_max_bytes = 0;
    Milliseconds replica_fetch_wait_max_ms{};
    std::int32_t replica_fetch_min_bytes = 0;
    std::int32_t replica_fetch_response_max_bytes = 0;
    Milliseconds replica_fetch_backoff_ms{};
    // clients
    std::int32_t fetch_max_bytes = 0;
    std::int32_t fetch_session_slots = 0;  // max.incremental.fetch.session.cache.slots
    std::int32_t socket_request_max_bytes = 0;
    Milliseconds connections_max_idle_ms{};
    std::int32_t max_connections = 0;
    Milliseconds request_timeout_ms{};
    std::int32_t max_request_partition_size_limit = 0;
    // topics
    bool auto_create_topics_enable = true;
    std::int32_t num_partitions = 1;
    std::int32_t default_replication_factor = 1;
    std::int32_t offsets_topic_num_partitions = 50;
    std::int16_t offsets_topic_replication_factor = 3;
    std::int32_t offsets_topic_segment_bytes = 0;
    // lifecycle
    Milliseconds broker_heartbeat_interval_ms{};
    Milliseconds broker_session_timeout_ms{};
    bool controlled_shutdown_enable = true;
    std::optional<std::string> broker_rack;
};

class BrokerConfig {
public:
    // INVALID_CONFIG for a known key with a wrong value. Keys that Kafka does not have are kept aside, see unknown_keys().
    static Result<BrokerConfig> parse(const Settings& settings);

    // Of the metadata image; keys that are read-only or wrong are ignored, as Kafka's brokers do (the controller refused them). Keys that
    // Kafka does not have are described, without their values.
    void set_dynamic(Settings per_broker, Settings cluster_default);
    // cordoned.log.dirs, with * for all of log.dirs (KIP-1066); sorted.
    [[nodiscard]] std::vector<std::string> cordoned_log_dirs() const;
    // INVALID_CONFIG: cordoned.log.dirs names what is not in log.dirs, or * and others.
    [[nodiscard]] Status check_cordoned() const;
    // Whether these, each valid by itself, could be set of this broker: INVALID_CONFIG where values together contradict each other.
    [[nodiscard]] Status check_changes(const Settings& changes) const;

    [[nodiscard]] const BrokerValues& values() const { return values_; }
    // The value in force as text; none: null.
    [[nodiscard]] std::optional<std::string> value_of(std::string_view key) const;
    [[nodiscard]] std::int64_t number_of(std::string_view key) const;
    [[nodiscard]] double real_of(std::string_view key) const;
    [[nodiscard]] bool flag_of(std::string_view key) const;
    // max.connections.per.ip, or what max.connections.per.ip.overrides says of this host.
    [[nodiscard]] std::int64_t connections_max_of(std::string_view host) const;
    // log.cleaner.*
    [[nodiscard]] storage::LogCleanerSettings cleaner_settings() const;
    // What a topic without configuration of its own has.
    [[nodiscard]] const storage::LogConfig& log_defaults() const { return log_defaults_; }
    // With a topic's own values on top. Wrong ones (which the controller let pass) are left out.
    [[nodiscard]] storage::LogConfig topic_config(const Settings& topic_overrides) const;
    [[nodiscard]] const std::vector<std::string>& unknown_keys() const { return unknown_; }
    // For keys that describe the node and come from elsewhere (node.id, listeners, …).
    void set_static(std::string_view key, std::string value);

    // `keys`: none: all.
    [[nodiscard]] std::vector<DescribedConfig> describe_broker(const std::optional<std::vector<std::string>>& keys) const;
    // Only what is set dynamically for the cluster's default broker.
    [[nodiscard]] std::vector<DescribedConfig> describe_cluster_default(const std::optional<std::vector<std::string>>& keys) const;
    [[nodiscard]] std::vector<DescribedConfig> describe_topic(const Settings& topic_overrides,
                                                              const std::optional<std::vector<std::string>>& keys) const;

private:
    [[nodiscard]] Status check_cleaner() const;
    Status refresh();
    // Every layer that sets the key, strongest first; the default last where it is not null.
    [[nodiscard]] std::vector<ConfigSynonym> synonyms_in_force(std::string_view broker_key) const;
    [[nodiscard]] std::vector<std::string_view> synonyms_of(std::string_view broker_key) const;

    Settings static_;
    Settings dynamic_broker_;
    Settings dynamic_default_;
    std::vector<std::string> unknown_;
    BrokerValues values_;
    storage::LogConfig log_defaults_;
};

}  // namespace vitrine::broker
