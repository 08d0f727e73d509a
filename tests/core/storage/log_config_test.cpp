// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/log_config.h"

#include <algorithm>

#include "tests/core/storage/support.h"

namespace vitrine::storage {
namespace {

// From ConfigDef of Apache Kafka 4.3.1: name, default as DescribeConfigs prints it, first broker synonym.
struct KafkaKey {
    const char* name;
    const char* default_value;
    const char* synonym;
};
const KafkaKey kafka_keys[] = {
    {"cleanup.policy", "delete", "log.cleanup.policy"},
    {"compression.gzip.level", "-1", "compression.gzip.level"},
    {"compression.lz4.level", "9", "compression.lz4.level"},
    {"compression.type", "producer", "compression.type"},
    {"compression.zstd.level", "3", "compression.zstd.level"},
    {"delete.retention.ms", "86400000", "log.cleaner.delete.retention.ms"},
    {"file.delete.delay.ms", "60000", "log.segment.delete.delay.ms"},
    {"flush.messages", "9223372036854775807", "log.flush.interval.messages"},
    {"flush.ms", "9223372036854775807", "log.flush.interval.ms"},
    {"follower.replication.throttled.replicas", "", ""},
    {"index.interval.bytes", "4096", "log.index.interval.bytes"},
    {"leader.replication.throttled.replicas", "", ""},
    {"local.retention.bytes", "-2", "log.local.retention.bytes"},
    {"local.retention.ms", "-2", "log.local.retention.ms"},
    {"max.compaction.lag.ms", "9223372036854775807", "log.cleaner.max.compaction.lag.ms"},
    {"max.message.bytes", "1048588", "message.max.bytes"},
    {"message.timestamp.after.max.ms", "3600000", "log.message.timestamp.after.max.ms"},
    {"message.timestamp.before.max.ms", "9223372036854775807", "log.message.timestamp.before.max.ms"},
    {"message.timestamp.type", "CreateTime", "log.message.timestamp.type"},
    {"min.cleanable.dirty.ratio", "0.5", "log.cleaner.min.cleanable.ratio"},
    {"min.compaction.lag.ms", "0", "log.cleaner.min.compaction.lag.ms"},
    {"min.insync.replicas", "1", "min.insync.replicas"},
    {"preallocate", "false", "log.preallocate"},
    {"remote.log.copy.disable", "false", ""},
    {"remote.log.delete.on.disable", "false", ""},
    {"remote.storage.enable", "false", ""},
    {"retention.bytes", "-1", "log.retention.bytes"},
    {"retention.ms", "604800000", "log.retention.ms"},
    {"segment.bytes", "1073741824", "log.segment.bytes"},
    {"segment.index.bytes", "10485760", "log.index.size.max.bytes"},
    {"segment.jitter.ms", "0", "log.roll.jitter.ms"},
    {"segment.ms", "604800000", "log.roll.ms"},
    {"unclean.leader.election.enable", "false", "unclean.leader.election.enable"},
};

TEST(LogConfig, TheTableIsKafkas) {
    std::vector<std::string> described;
    for (const TopicConfigKey& key : topic_config_keys()) {
        if (!key.internal) described.emplace_back(key.name);
        EXPECT_FALSE(key.doc.empty()) << key.name;
    }
    EXPECT_TRUE(std::is_sorted(described.begin(), described.end()));
    std::vector<std::string> expected;
    for (const KafkaKey& kafka : kafka_keys) {
        expected.emplace_back(kafka.name);
        const TopicConfigKey* key = find_topic_config_key(kafka.name);
        ASSERT_NE(key, nullptr) << kafka.name;
        EXPECT_EQ(key->default_value, kafka.default_value) << kafka.name;
        EXPECT_EQ(key->broker_synonyms.empty() ? "" : key->broker_synonyms.front().key, kafka.synonym) << kafka.name;
    }
    EXPECT_EQ(described, expected);
    EXPECT_EQ(find_topic_config_key("message.format.version"), nullptr);
}

TEST(LogConfig, HoursAndMinutesBecomeMilliseconds) {
    const TopicConfigKey* retention = find_topic_config_key("retention.ms");
    ASSERT_EQ(retention->broker_synonyms.size(), 3u);
    EXPECT_EQ(retention->broker_synonyms[1].key, "log.retention.minutes");
    EXPECT_EQ(retention->broker_synonyms[1].factor, 60'000);
    EXPECT_EQ(retention->broker_synonyms[2].key, "log.retention.hours");
    EXPECT_EQ(retention->broker_synonyms[2].factor, 3'600'000);
}

TEST(LogConfig, WhatIsPrintedIsReadAgain) {
    const std::map<std::string, std::string> values{{"cleanup.policy", "compact,delete"},
                                                    {"segment.bytes", "1048576"},
                                                    {"compression.type", "zstd"},
                                                    {"message.timestamp.type", "LogAppendTime"},
                                                    {"min.cleanable.dirty.ratio", "0.1"},
                                                    {"leader.replication.throttled.replicas", "0:1,3:2"},
                                                    {"preallocate", "true"}};
    const auto config = LogConfig::parse(values);
    ASSERT_OK(config);
    EXPECT_TRUE(config->cleanup_compact && config->cleanup_delete);
    EXPECT_EQ(config->segment_bytes, 1048576);
    EXPECT_EQ(config->compression_type, CompressionType::zstd);
    for (const auto& [name, value] : values) EXPECT_EQ(config->to_map().at(name), value);
    EXPECT_EQ(*LogConfig::parse(config->to_map()), *config);
    EXPECT_EQ(*LogConfig::parse({}), LogConfig());
}

TEST(LogConfig, OverridesLieOnDefaults) {
    LogConfig defaults;
    defaults.retention_ms = 5;
    defaults.segment_ms = 6;
    const auto config = LogConfig::parse({{"segment.ms", "7"}}, defaults);
    EXPECT_EQ(config->retention_ms, 5);
    EXPECT_EQ(config->segment_ms, 7);
}

TEST(LogConfig, ErrorsNameKeyValueAndBounds) {
    const auto message = [](const char* key, const char* value) {
        const auto config = LogConfig::parse({{key, value}});
        EXPECT_FALSE(config.has_value()) << key << '=' << value;
        if (config) return std::string();
        EXPECT_EQ(config.error().code, ErrorCode::INVALID_CONFIG);
        EXPECT_FALSE(validate_topic_config(key, value).has_value() && std::string(key) != "remote.storage.enable") << key;
        return config.error().message;
    };
    EXPECT_EQ(message("segment.bytes", "1000"), "Invalid value 1000 for configuration segment.bytes: Value must be at least 1048576");
    EXPECT_EQ(message("segment.bytes", "9999999999"), "Invalid value 9999999999 for configuration segment.bytes: Not a number of type INT");
    EXPECT_EQ(message("retention.ms", "-2"), "Invalid value -2 for configuration retention.ms: Value must be at least -1");
    EXPECT_EQ(message("retention.ms", "1 week"), "Invalid value 1 week for configuration retention.ms: Not a number of type LONG");
    EXPECT_EQ(message("min.cleanable.dirty.ratio", "1.5"),
              "Invalid value 1.5 for configuration min.cleanable.dirty.ratio: Value must be no more than 1");
    EXPECT_EQ(message("min.cleanable.dirty.ratio", "nan"),
              "Invalid value nan for configuration min.cleanable.dirty.ratio: Value must be at least 0");
    EXPECT_EQ(message("compression.type", "brotli"),
              "Invalid value brotli for configuration compression.type: String must be one of: uncompressed, zstd, lz4, "
              "snappy, gzip, producer");
    EXPECT_EQ(message("cleanup.policy", "delete,shred"),
              "Invalid value shred for configuration cleanup.policy: String must be one of: compact, delete");
    EXPECT_EQ(message("compression.gzip.level", "0"),
              "Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1");
    EXPECT_EQ(message("compression.gzip.level", "10"),
              "Invalid value 10 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1");
    EXPECT_EQ(message("min.cleanable.dirty.ratio", "2"),
              "Invalid value 2.0 for configuration min.cleanable.dirty.ratio: Value must be no more than 1");
    EXPECT_EQ(message("leader.replication.throttled.replicas", "all,some").substr(0, 76),
              "Invalid value [all, some] for configuration leader.replication.throttled.rep");
    EXPECT_EQ(message("unclean.leader.election.enable", "yes"),
              "Invalid value yes for configuration unclean.leader.election.enable: Expected value to be either true or false");
    EXPECT_EQ(message("no.such.key", "1"), "Unknown topic config name: no.such.key");
    EXPECT_NE(message("leader.replication.throttled.replicas", "0-1").find("[partitionId]:[brokerId]"), std::string::npos);
    EXPECT_NE(message("remote.storage.enable", "true").find("Tiered Storage"), std::string::npos);
}

TEST(LogConfig, ValuesAreTrimmedAsKafkaDoes) {
    const auto config = LogConfig::parse({{"retention.ms", " 5 "}, {"preallocate", "TRUE"}, {"cleanup.policy", " delete , compact"}});
    ASSERT_OK(config);
    EXPECT_EQ(config->retention_ms, 5);
    EXPECT_TRUE(config->preallocate && config->cleanup_compact && config->cleanup_delete);
}

TEST(LogConfig, APolicyThatIsNamedTwiceCountsOnce) {
    const auto config = LogConfig::parse({{"cleanup.policy", "delete,delete"}});
    ASSERT_OK(config);
    EXPECT_EQ(config->to_map().at("cleanup.policy"), "delete");
}

TEST(LogConfig, CompactionLagsMayNotContradict) {
    EXPECT_FALSE(LogConfig::parse({{"min.compaction.lag.ms", "10"}, {"max.compaction.lag.ms", "9"}}).has_value());
}

TEST(LogConfig, NoPolicyKeepsForEver) {
    const auto config = LogConfig::parse({{"cleanup.policy", ""}});
    ASSERT_OK(config);
    EXPECT_FALSE(config->cleanup_compact || config->cleanup_delete);
}

TEST(LogConfig, ACompactedTopicRollsWithinItsCompactionLag) {
    const auto config = LogConfig::parse({{"cleanup.policy", "compact"}, {"max.compaction.lag.ms", "1000"}});
    EXPECT_EQ(config->effective_segment_ms(), 1000);
    EXPECT_EQ(LogConfig().effective_segment_ms(), LogConfig().segment_ms);
}

}  // namespace
}  // namespace vitrine::storage
