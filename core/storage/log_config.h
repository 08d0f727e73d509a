// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "base/time.h"

// The configuration of a topic: Kafka's keys, types, defaults and bounds (TopicConfig and LogConfig of 4.3), as one table
// and as a typed value. Broker keys (log.retention.hours, …) are another library's: it makes the defaults handed to parse().
namespace vitrine::storage {

inline constexpr std::int64_t long_max = std::numeric_limits<std::int64_t>::max();

enum class CompressionType : std::uint8_t { producer, uncompressed, gzip, snappy, lz4, zstd };
enum class MessageTimestampType : std::uint8_t { create_time, log_append_time };

struct LogConfig {
    std::int32_t segment_bytes = 1024 * 1024 * 1024;
    std::int64_t segment_ms = 7 * 24 * 3600 * 1000LL;
    std::int64_t segment_jitter_ms = 0;
    std::int32_t segment_index_bytes = 10 * 1024 * 1024;
    std::int64_t flush_messages = long_max;
    std::int64_t flush_ms = long_max;
    std::int64_t retention_bytes = -1;  // < 0: unlimited
    std::int64_t retention_ms = 7 * 24 * 3600 * 1000LL;  // -1: unlimited
    std::int32_t max_message_bytes = 1024 * 1024 + 12;
    std::int32_t index_interval_bytes = 4096;
    std::int64_t delete_retention_ms = 24 * 3600 * 1000LL;
    std::int64_t min_compaction_lag_ms = 0;
    std::int64_t max_compaction_lag_ms = long_max;
    std::int64_t file_delete_delay_ms = 60 * 1000;
    double min_cleanable_dirty_ratio = 0.5;
    bool cleanup_compact = false;  // cleanup.policy; both false: kept for ever
    bool cleanup_delete = true;
    bool unclean_leader_election_enable = false;
    std::int32_t min_insync_replicas = 1;
    CompressionType compression_type = CompressionType::producer;
    std::int32_t compression_gzip_level = -1;
    std::int32_t compression_lz4_level = 9;
    std::int32_t compression_zstd_level = 3;
    bool preallocate = false;
    MessageTimestampType message_timestamp_type = MessageTimestampType::create_time;
    std::int64_t message_timestamp_before_max_ms = long_max;
    std::int64_t message_timestamp_after_max_ms = 3600 * 1000;
    std::vector<std::string> leader_replication_throttled_replicas;
    std::vector<std::string> follower_replication_throttled_replicas;
    bool remote_storage_enable = false;
    std::int64_t local_retention_ms = -2;     // -2: as retention.ms
    std::int64_t local_retention_bytes = -2;  // -2: as retention.bytes
    bool remote_log_copy_disable = false;
    bool remote_log_delete_on_disable = false;
    // Kafka's internal.segment.bytes: below the bound of segment.bytes, for tests and for the metadata log.
    std::optional<std::int32_t> internal_segment_bytes;

    // What a segment may hold, and its age at most when it is rolled (a compacted topic rolls within its compaction lag).
    [[nodiscard]] std::int32_t effective_segment_bytes() const { return internal_segment_bytes.value_or(segment_bytes); }
    [[nodiscard]] std::int64_t effective_segment_ms() const;

    // `overrides` on top of `defaults`. INVALID_CONFIG: an unknown key, a value of the wrong type or out of bounds, or two that
    // contradict each other; the sentence names key, value and what is allowed, as Kafka's ConfigException does.
    static Result<LogConfig> parse(const std::map<std::string, std::string>& overrides, const LogConfig& defaults);
    static Result<LogConfig> parse(const std::map<std::string, std::string>& overrides) { return parse(overrides, LogConfig()); }
    // Every key of the table with its value, as DescribeConfigs answers them.
    [[nodiscard]] std::map<std::string, std::string> to_map() const;

    friend bool operator==(const LogConfig&, const LogConfig&) = default;
};

// As DescribeConfigs numbers them (ConfigDef.Type).
enum class ConfigType : std::int8_t {
    unknown = 0,
    boolean = 1,
    string = 2,
    int32 = 3,
    int16 = 4,
    int64 = 5,
    float64 = 6,
    list = 7,
    class_name = 8,
    password = 9
};

// A broker key that gives a topic key its default; converted to milliseconds where the broker key counts in larger units.
struct BrokerSynonym {
    std::string_view key;
    std::int64_t factor = 1;  // value of the topic key = value of the broker key * factor
};

struct TopicConfigKey {
    std::string_view name;
    ConfigType type = ConfigType::string;
    std::string default_value;
    // Inclusive; for numbers.
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    std::vector<std::string_view> allowed;        // for strings and lists of known words
    std::string_view doc;                         // one or two sentences
    std::vector<BrokerSynonym> broker_synonyms;   // first one wins; may be empty
    bool internal = false;                        // not described to clients
};

// In order of name; the same objects for the life of the process.
std::span<const TopicConfigKey> topic_config_keys();
const TopicConfigKey* find_topic_config_key(std::string_view name);
// Checks one value alone. INVALID_CONFIG as above.
Status validate_topic_config(std::string_view key, std::string_view value);
// "Invalid value X for configuration Y: …": also for broker keys, whose table is elsewhere.
Error invalid_config_value(std::string_view key, std::string_view value, std::string_view why);
// As Java prints it: 2 is "2.0".
std::string java_double(double value);

}  // namespace vitrine::storage
