// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_config_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"
#include "storage/try.h"

namespace vitrine::storage {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t minute_ms = 60'000;

std::unexpected<Error> invalid(const TopicConfigKey& key, std::string_view value, std::string_view why) {
    return std::unexpected(invalid_config_value(key.name, value, why));
}

std::vector<std::string> split_list(std::string_view text) {
    std::vector<std::string> words;
    text = trim(text);
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        words.emplace_back(trim(text.substr(0, comma)));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return words;
}

template <class Number>
Result<Number> parse_number(const TopicConfigKey& key, std::string_view value) {
    const std::string_view text = trim(value);
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    Number number{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        constexpr std::string_view type = std::is_floating_point_v<Number> ? "DOUBLE" : sizeof(Number) == 4 ? "INT" : "LONG";
        return invalid(key, value, fmt::format("Not a number of type {}", type));
    }
    const auto written = [&] {
        if constexpr (std::is_floating_point_v<Number>) return java_double(number);
        else return std::string(text);
    };
    // Also refuses NaN.
    if (key.min && !(static_cast<double>(number) >= static_cast<double>(*key.min)))
        return invalid(key, written(), fmt::format("Value must be at least {}", *key.min));
    if (key.max && !(static_cast<double>(number) <= static_cast<double>(*key.max))) {
        return invalid(key, written(), fmt::format("Value must be no more than {}", *key.max));
    }
    return number;
}

struct Described {
    std::string_view name;
    std::string_view doc;
    std::vector<BrokerSynonym> synonyms;
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    std::vector<std::string_view> allowed;
};

TopicConfigField make(Described described, ConfigType type, decltype(TopicConfigField::set) set, decltype(TopicConfigField::get) get) {
    TopicConfigField field;
    field.key = {described.name,   type,
                 get(LogConfig()), described.min,
                 described.max,    std::move(described.allowed),
                 described.doc,    std::move(described.synonyms)};
    field.set = std::move(set);
    field.get = std::move(get);
    return field;
}

template <class Int>
TopicConfigField integer(Described described, Int LogConfig::* member) {
    return make(
        std::move(described), sizeof(Int) == 4 ? ConfigType::int32 : ConfigType::int64,
        [member](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
            STORAGE_TAKE(config.*member, parse_number<Int>(key, value));
            return {};
        },
        [member](const LogConfig& config) { return fmt::format("{}", config.*member); });
}

TopicConfigField boolean(Described described, bool LogConfig::* member) {
    return make(
        std::move(described), ConfigType::boolean,
        [member](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
            std::string text(trim(value));
            std::transform(text.begin(), text.end(), text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
            if (text != "true" && text != "false") return invalid(key, value, "Expected value to be either true or false");
            config.*member = text == "true";
            return {};
        },
        [member](const LogConfig& config) { return std::string(config.*member ? "true" : "false"); });
}

template <class Enum, std::size_t Count>
TopicConfigField word(Described described, Enum LogConfig::* member, const std::array<std::pair<std::string_view, Enum>, Count>& words) {
    for (const auto& [name, value] : words) described.allowed.push_back(name);
    return make(
        std::move(described), ConfigType::string,
        [member, words](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
            for (const auto& [name, meaning] : words) {
                if (name != trim(value)) continue;
                config.*member = meaning;
                return {};
            }
            return invalid(key, value, fmt::format("String must be one of: {}", fmt::join(key.allowed, ", ")));
        },
        [member, words](const LogConfig& config) {
            for (const auto& [name, meaning] : words) {
                if (meaning == config.*member) return std::string(name);
            }
            return std::string();
        });
}

TopicConfigField replica_list(Described described, std::vector<std::string> LogConfig::* member) {
    return make(
        std::move(described), ConfigType::list,
        [member](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
            std::vector<std::string> words = split_list(value);
            const auto is_replica = [](const std::string& text) {
                const std::size_t colon = text.find(':');
                const auto all_digits = [](std::string_view part) {
                    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
                };
                return text.empty() || (colon != std::string::npos && all_digits(std::string_view(text).substr(0, colon)) &&
                                        all_digits(std::string_view(text).substr(colon + 1)));
            };
            const bool everything = words.size() == 1 && words[0] == "*";
            if (!everything && !std::all_of(words.begin(), words.end(), is_replica)) {
                return invalid(key, fmt::format("[{}]", fmt::join(words, ", ")),
                               fmt::format("{} must be the literal '*' or a list of replicas in the following format: "
                                           "[partitionId]:[brokerId],[partitionId]:[brokerId],...",
                                           key.name));
            }
            config.*member = std::move(words);
            return {};
        },
        [member](const LogConfig& config) { return fmt::format("{}", fmt::join(config.*member, ",")); });
}

TopicConfigField cleanup_policy(Described described) {
    described.allowed = {"compact", "delete"};
    return make(
        std::move(described), ConfigType::list,
        [](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
            bool compact = false;
            bool remove = false;
            for (const std::string& policy : split_list(value)) {
                if (policy != "compact" && policy != "delete") return invalid(key, policy, "String must be one of: compact, delete");
                // One that is named twice counts once (KIP-1161).
                (policy == "compact" ? compact : remove) = true;
            }
            config.cleanup_compact = compact;
            config.cleanup_delete = remove;
            return {};
        },
        [](const LogConfig& config) {
            if (config.cleanup_compact && config.cleanup_delete) return std::string("compact,delete");
            if (config.cleanup_compact) return std::string("compact");
            return std::string(config.cleanup_delete ? "delete" : "");
        });
}

TopicConfigField dirty_ratio(Described described) {
    return make(
        std::move(described), ConfigType::float64,
        [](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
            STORAGE_TAKE(config.min_cleanable_dirty_ratio, parse_number<double>(key, value));
            return {};
        },
        [](const LogConfig& config) { return java_double(config.min_cleanable_dirty_ratio); });
}

// 1 to 9, or -1 for the library's own.
TopicConfigField gzip_level(Described described) {
    TopicConfigField field = integer(std::move(described), &LogConfig::compression_gzip_level);
    field.set = [](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
        TopicConfigKey unbounded = key;
        unbounded.min.reset();
        unbounded.max.reset();
        STORAGE_TAKE(const std::int32_t level, parse_number<std::int32_t>(unbounded, value));
        if (level != -1 && (level < 1 || level > 9)) return invalid(key, value, "Value must be between 1 and 9 or equal to -1");
        config.compression_gzip_level = level;
        return {};
    };
    return field;
}

TopicConfigField internal_segment_bytes(Described described) {
    TopicConfigField field = make(
        std::move(described), ConfigType::int32,
        [](const TopicConfigKey& key, std::string_view value, LogConfig& config) -> Status {
            STORAGE_TAKE(config.internal_segment_bytes, parse_number<std::int32_t>(key, value));
            return {};
        },
        [](const LogConfig& config) {
            return config.internal_segment_bytes ? fmt::format("{}", *config.internal_segment_bytes) : std::string();
        });
    field.key.internal = true;
    return field;
}

constexpr std::array<std::pair<std::string_view, CompressionType>, 6> compression_words{{{"uncompressed", CompressionType::uncompressed},
                                                                                         {"zstd", CompressionType::zstd},
                                                                                         {"lz4", CompressionType::lz4},
                                                                                         {"snappy", CompressionType::snappy},
                                                                                         {"gzip", CompressionType::gzip},
                                                                                         {"producer", CompressionType::producer}}};
constexpr std::array<std::pair<std::string_view, MessageTimestampType>, 2> timestamp_words{
    {{"CreateTime", MessageTimestampType::create_time}, {"LogAppendTime", MessageTimestampType::log_append_time}}};

std::vector<TopicConfigField> make_fields() {
    constexpr std::int64_t mebibyte = 1024 * 1024;
    std::vector<TopicConfigField> fields{
        integer({"segment.bytes",
                 "The size at which a segment is closed and a new one begun. Retention deletes whole segments.",
                 {{"log.segment.bytes"}},
                 mebibyte},
                &LogConfig::segment_bytes),
        integer({"segment.ms",
                 "The age at which a segment is closed even if it is not full, so that retention can reach it.",
                 {{"log.roll.ms"}, {"log.roll.hours", hour_ms}},
                 1},
                &LogConfig::segment_ms),
        integer({"segment.jitter.ms",
                 "At most so much is taken off segment.ms by chance, so that many partitions do not roll at once.",
                 {{"log.roll.jitter.ms"}, {"log.roll.jitter.hours", hour_ms}},
                 0},
                &LogConfig::segment_jitter_ms),
        integer({"segment.index.bytes", "The size of an index at which its segment is closed.", {{"log.index.size.max.bytes"}}, 4},
                &LogConfig::segment_index_bytes),
        integer({"flush.messages",
                 "After so many records the log is synced to disk. Usually left to replication and the operating system.",
                 {{"log.flush.interval.messages"}},
                 1},
                &LogConfig::flush_messages),
        integer({"flush.ms",
                 "After so long the log is synced to disk. Usually left to replication and the operating system.",
                 {{"log.flush.interval.ms"}, {"log.flush.scheduler.interval.ms"}},
                 0},
                &LogConfig::flush_ms),
        integer({"retention.bytes",
                 "The size of a partition above which its oldest segments are deleted; negative: no limit.",
                 {{"log.retention.bytes"}}},
                &LogConfig::retention_bytes),
        integer({"retention.ms",
                 "A segment is deleted when its newest record is older than this; -1: never.",
                 {{"log.retention.ms"}, {"log.retention.minutes", minute_ms}, {"log.retention.hours", hour_ms}},
                 -1},
                &LogConfig::retention_ms),
        integer({"max.message.bytes", "The largest record batch that is accepted, after compression.", {{"message.max.bytes"}}, 0},
                &LogConfig::max_message_bytes),
        integer({"index.interval.bytes", "An index has one entry for about so many bytes of the log.", {{"log.index.interval.bytes"}}, 0},
                &LogConfig::index_interval_bytes),
        integer({"delete.retention.ms",
                 "How long compaction keeps a tombstone, so that a reader who began at the start sees it.",
                 {{"log.cleaner.delete.retention.ms"}},
                 0},
                &LogConfig::delete_retention_ms),
        integer({"min.compaction.lag.ms", "A record is not compacted before this age.", {{"log.cleaner.min.compaction.lag.ms"}}, 0},
                &LogConfig::min_compaction_lag_ms),
        integer({"max.compaction.lag.ms",
                 "A record becomes eligible for compaction at this age at the latest.",
                 {{"log.cleaner.max.compaction.lag.ms"}},
                 1},
                &LogConfig::max_compaction_lag_ms),
        integer({"file.delete.delay.ms",
                 "How long a deleted file is kept under another name before it is removed.",
                 {{"log.segment.delete.delay.ms"}},
                 0},
                &LogConfig::file_delete_delay_ms),
        dirty_ratio({"min.cleanable.dirty.ratio",
                     "Compaction begins when this part of the log is not compacted yet.",
                     {{"log.cleaner.min.cleanable.ratio"}},
                     0,
                     1}),
        cleanup_policy(
            {"cleanup.policy",
             "What happens to old segments: 'delete' removes them, 'compact' keeps the last record of each key; both or none are possible.",
             {{"log.cleanup.policy"}}}),
        boolean({"unclean.leader.election.enable",
                 "Whether a replica outside the in-sync set may lead when no other is left. Records may be lost.",
                 {{"unclean.leader.election.enable"}}},
                &LogConfig::unclean_leader_election_enable),
        integer({"min.insync.replicas",
                 "With acks=all a write needs so many in-sync replicas, the leader included; fewer refuse it.",
                 {{"min.insync.replicas"}},
                 1},
                &LogConfig::min_insync_replicas),
        word({"compression.type", "How the broker stores batches: 'producer' keeps what the producer chose.", {{"compression.type"}}},
             &LogConfig::compression_type, compression_words),
        gzip_level({"compression.gzip.level", "The level if compression.type is gzip.", {{"compression.gzip.level"}}, -1, 9}),
        integer({"compression.lz4.level", "The level if compression.type is lz4.", {{"compression.lz4.level"}}, 1, 17},
                &LogConfig::compression_lz4_level),
        integer({"compression.zstd.level", "The level if compression.type is zstd.", {{"compression.zstd.level"}}, -131072, 22},
                &LogConfig::compression_zstd_level),
        boolean({"preallocate", "Whether the file of a new segment takes its full size on disk at once.", {{"log.preallocate"}}},
                &LogConfig::preallocate),
        word({"message.timestamp.type",
              "Whether a record keeps the producer's time (CreateTime) or gets the broker's (LogAppendTime).",
              {{"log.message.timestamp.type"}}},
             &LogConfig::message_timestamp_type, timestamp_words),
        integer({"message.timestamp.before.max.ms",
                 "A record with CreateTime may be so much older than the broker's clock.",
                 {{"log.message.timestamp.before.max.ms"}},
                 0},
                &LogConfig::message_timestamp_before_max_ms),
        integer({"message.timestamp.after.max.ms",
                 "A record with CreateTime may be so much ahead of the broker's clock.",
                 {{"log.message.timestamp.after.max.ms"}},
                 0},
                &LogConfig::message_timestamp_after_max_ms),
        replica_list({"leader.replication.throttled.replicas",
                      "Replicas whose traffic is throttled on the leader's side: 'partition:broker', or '*'.",
                      {}},
                     &LogConfig::leader_replication_throttled_replicas),
        replica_list({"follower.replication.throttled.replicas",
                      "Replicas whose traffic is throttled on the follower's side: 'partition:broker', or '*'.",
                      {}},
                     &LogConfig::follower_replication_throttled_replicas),
        boolean({"remote.storage.enable", "Whether segments are copied to tiered storage. This broker has none.", {}},
                &LogConfig::remote_storage_enable),
        integer({"local.retention.ms",
                 "With tiered storage: how long segments stay on the broker; -2: as retention.ms.",
                 {{"log.local.retention.ms"}},
                 -2},
                &LogConfig::local_retention_ms),
        integer({"local.retention.bytes",
                 "With tiered storage: how much stays on the broker; -2: as retention.bytes.",
                 {{"log.local.retention.bytes"}},
                 -2},
                &LogConfig::local_retention_bytes),
        boolean({"remote.log.copy.disable", "With tiered storage: nothing more is copied; what is there stays readable.", {}},
                &LogConfig::remote_log_copy_disable),
        boolean({"remote.log.delete.on.disable", "With tiered storage: what was copied is deleted when it is turned off.", {}},
                &LogConfig::remote_log_delete_on_disable),
        internal_segment_bytes({"internal.segment.bytes", "The size of a segment without the bound of segment.bytes, for tests.", {}}),
    };
    std::sort(fields.begin(), fields.end(), [](const TopicConfigField& a, const TopicConfigField& b) { return a.key.name < b.key.name; });
    return fields;
}

}  // namespace

std::string java_double(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";
    return text;
}

const std::vector<TopicConfigField>& topic_config_fields() {
    static const std::vector<TopicConfigField> fields = make_fields();
    return fields;
}

}  // namespace vitrine::storage
