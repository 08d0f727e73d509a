// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/broker_config.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine::broker::test {
namespace {

const DescribedConfig& find(const std::vector<DescribedConfig>& configs, std::string_view name) {
    const auto found = std::ranges::find(configs, name, &DescribedConfig::name);
    EXPECT_NE(found, configs.end()) << name;
    return *found;
}

TEST(BrokerConfigTest, every_default_is_valid_and_named_once) {
    std::string before;
    for (const BrokerConfigKey& key : broker_config_keys()) {
        EXPECT_LT(before, key.name);
        before = key.name;
        EXPECT_FALSE(key.doc.empty()) << key.name;
        if (key.default_value) {
            EXPECT_TRUE(validate_broker_config(key.name, *key.default_value)) << key.name;
        }
    }
}

TEST(BrokerConfigTest, a_broker_key_without_a_setting_gives_its_topic_key_the_default_of_that_key) {
    const auto config = BrokerConfig::parse({});
    ASSERT_TRUE(config);
    EXPECT_EQ(config->log_defaults(), storage::LogConfig{});
}

TEST(BrokerConfigTest, a_wrong_value_is_refused_by_name) {
    const auto config = BrokerConfig::parse({{"num.partitions", "0"}});
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().code, ErrorCode::INVALID_CONFIG);
    EXPECT_NE(config.error().message.find("num.partitions"), std::string::npos);
    EXPECT_FALSE(BrokerConfig::parse({{"num.partitions", "many"}}));
    EXPECT_FALSE(BrokerConfig::parse({{"num.partitions", "99999999999"}}));
    EXPECT_FALSE(BrokerConfig::parse({{"auto.create.topics.enable", "yes"}}));
    EXPECT_FALSE(BrokerConfig::parse({{"log.cleanup.policy", "burn"}}));
    EXPECT_TRUE(BrokerConfig::parse({{"log.cleanup.policy", "compact,delete"}}));
}

TEST(BrokerConfigTest, the_cleaner_has_kafkas_defaults_and_its_settings_change_while_it_runs) {
    auto config = BrokerConfig::parse({});
    ASSERT_TRUE(config);
    EXPECT_EQ(config->cleaner_settings(), storage::LogCleanerSettings{});
    config->set_dynamic({}, {{"log.cleaner.io.max.bytes.per.second", "1.5E6"}, {"log.cleaner.threads", "2"}});
    EXPECT_EQ(config->cleaner_settings().io_bytes_per_second_max, 1.5e6);
    EXPECT_EQ(config->cleaner_settings().threads, 2);
    EXPECT_TRUE(config->check_changes({{"log.cleaner.dedupe.buffer.size", "4000000"}}));
    EXPECT_EQ(config->check_changes({{"log.cleaner.dedupe.buffer.size", "2000000"}}).error().message,
              "log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.");
    EXPECT_FALSE(config->check_changes({{"log.cleaner.threads", "0"}}));
    const auto small = BrokerConfig::parse({{"log.cleaner.dedupe.buffer.size", "1048576"}});
    ASSERT_FALSE(small);
    EXPECT_EQ(small.error().message, "log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.");
}

TEST(BrokerConfigTest, the_largest_request_fits_what_all_may_take) {
    EXPECT_TRUE(BrokerConfig::parse({{"queued.max.request.bytes", "104857600"}}));
    EXPECT_TRUE(BrokerConfig::parse({{"queued.max.request.bytes", "1000"}, {"socket.request.max.bytes", "1000"}}));
    const auto small = BrokerConfig::parse({{"queued.max.request.bytes", "104857599"}});
    ASSERT_FALSE(small);
    EXPECT_EQ(small.error().message, "queued.max.request.bytes must be larger or equal to socket.request.max.bytes");
}

std::string refusal(std::string_view key, std::string_view value) {
    const auto valid = validate_broker_config(key, value);
    return valid ? "none" : valid.error().message;
}

TEST(BrokerConfigTest, a_wrong_value_is_refused_in_kafkas_words) {
    EXPECT_EQ(refusal("num.io.threads", "many"), "Invalid value many for configuration num.io.threads: Not a number of type INT");
    EXPECT_EQ(refusal("offsets.topic.replication.factor", "99999"),
              "Invalid value 99999 for configuration offsets.topic.replication.factor: Not a number of type SHORT");
    EXPECT_EQ(refusal("log.retention.ms", "soon"), "Invalid value soon for configuration log.retention.ms: Not a number of type LONG");
    EXPECT_EQ(refusal("num.io.threads", "0"), "Invalid value 0 for configuration num.io.threads: Value must be at least 1");
    EXPECT_EQ(refusal("log.cleaner.min.cleanable.ratio", "2"),
              "Invalid value 2.0 for configuration log.cleaner.min.cleanable.ratio: Value must be no more than 1");
    EXPECT_EQ(refusal("log.cleanup.policy", "delete,shred"),
              "Invalid value shred for configuration log.cleanup.policy: String must be one of: compact, delete");
    EXPECT_EQ(refusal("compression.gzip.level", "10"),
              "Invalid value 10 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1");
    EXPECT_EQ(refusal("compression.gzip.level", "-1"), "none");
    EXPECT_EQ(refusal("group.consumer.migration.policy", "Upgrade"), "none");
    EXPECT_EQ(refusal("group.consumer.migration.policy", "sideways"),
              "Invalid value sideways for configuration group.consumer.migration.policy: String must be one of (case insensitive): "
              "DISABLED, DOWNGRADE, "
              "UPGRADE, BIDIRECTIONAL");
}

TEST(BrokerConfigTest, synonyms_before_a_keys_own_first_value_say_nothing_of_it) {
    auto config = BrokerConfig::parse({{"log.retention.hours", "1"}});
    ASSERT_TRUE(config);
    const auto names = [](const DescribedConfig& described) {
        std::vector<std::string> all;
        for (const ConfigSynonym& synonym : described.synonyms) all.push_back(synonym.name + "=" + synonym.value.value_or("null"));
        return all;
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(names(find(config->describe_broker(std::nullopt), "log.retention.ms")), Names{});
    EXPECT_EQ(names(find(config->describe_broker(std::nullopt), "log.retention.hours")),
              (Names{"log.retention.hours=1", "log.retention.hours=168"}));
    const auto topic = config->describe_topic({}, std::nullopt);
    EXPECT_EQ(find(topic, "retention.ms").value, "3600000");
    EXPECT_EQ(names(find(topic, "retention.ms")), Names{});
    EXPECT_EQ(find(topic, "retention.ms").source, ConfigSource::default_config);

    config->set_dynamic({}, {{"log.retention.ms", "5000"}});
    EXPECT_EQ(names(find(config->describe_broker(std::nullopt), "log.retention.ms")),
              (Names{"log.retention.ms=5000", "log.retention.hours=1", "log.retention.hours=168"}));
    EXPECT_EQ(names(find(config->describe_broker(std::nullopt), "log.retention.hours")),
              (Names{"log.retention.hours=1", "log.retention.hours=168"}));
    EXPECT_EQ(names(find(config->describe_topic({{"retention.ms", "7"}}, std::nullopt), "retention.ms")),
              (Names{"retention.ms=7", "log.retention.ms=5000", "log.retention.hours=1", "log.retention.hours=168"}));
}

TEST(BrokerConfigTest, keys_of_nobody_and_passwords_are_described_without_their_values) {
    auto config = BrokerConfig::parse({{"my.plugin.key", "7"}, {"ssl.key.password", "secret"}});
    ASSERT_TRUE(config);
    config->set_dynamic({{"my.plugin.key", "8"}, {"another.key", "9"}}, {});
    const auto described = config->describe_broker(std::nullopt);
    for (const std::string_view name : {"my.plugin.key", "another.key", "ssl.key.password"}) {
        EXPECT_EQ(std::ranges::count(described, name, &DescribedConfig::name), 1) << name;
        const DescribedConfig& key = find(described, name);
        EXPECT_TRUE(key.sensitive) << name;
        EXPECT_EQ(key.value, std::nullopt) << name;
        ASSERT_FALSE(key.synonyms.empty()) << name;
        EXPECT_EQ(key.synonyms.front().value, std::nullopt) << name;
    }
    EXPECT_EQ(find(described, "my.plugin.key").source, ConfigSource::dynamic_broker_config);
    EXPECT_EQ(find(described, "ssl.key.password").source, ConfigSource::static_broker_config);
}

TEST(BrokerConfigTest, internal_and_dynamic_keys_are_described_where_they_are_set) {
    const auto has = [](const BrokerConfig& config, std::string_view name) {
        const auto described = config.describe_broker(std::nullopt);
        return std::ranges::find(described, name, &DescribedConfig::name) != described.end();
    };
    auto config = BrokerConfig::parse({});
    ASSERT_TRUE(config);
    EXPECT_FALSE(has(*config, "log.initial.task.delay.ms"));
    EXPECT_FALSE(has(*config, "leader.replication.throttled.rate"));
    EXPECT_TRUE(has(*BrokerConfig::parse({{"log.initial.task.delay.ms", "5"}}), "log.initial.task.delay.ms"));
    config->set_dynamic({{"leader.replication.throttled.rate", "1000"}}, {});
    const auto described = config->describe_broker(std::nullopt);
    EXPECT_EQ(find(described, "leader.replication.throttled.rate").synonyms.size(), 1);
}

TEST(BrokerConfigTest, keys_without_effect_say_why) {
    int without_effect = 0;
    for (const BrokerConfigKey& key : broker_config_keys()) without_effect += key.without_effect ? 1 : 0;
    EXPECT_GT(without_effect, 200);
    ASSERT_NE(find_broker_config_key("ssl.keystore.location"), nullptr);
    EXPECT_TRUE(find_broker_config_key("ssl.keystore.location")->without_effect);
    EXPECT_FALSE(find_broker_config_key("message.max.bytes")->without_effect);
}

TEST(BrokerConfigTest, unknown_keys_are_kept_aside) {
    const auto config = BrokerConfig::parse({{"my.plugin.key", "7"}});
    ASSERT_TRUE(config);
    EXPECT_EQ(config->unknown_keys(), (std::vector<std::string>{"my.plugin.key"}));
}

TEST(BrokerConfigTest, the_finest_of_several_units_wins) {
    const auto config = BrokerConfig::parse({{"log.retention.hours", "1"}, {"log.retention.minutes", "2"}});
    ASSERT_TRUE(config);
    EXPECT_EQ(config->log_defaults().retention_ms, 120'000);
    EXPECT_EQ(BrokerConfig::parse({{"log.retention.hours", "-1"}})->log_defaults().retention_ms, -1);
}

TEST(BrokerConfigTest, layers_lie_over_each_other) {
    auto config = BrokerConfig::parse({{"min.insync.replicas", "2"}});
    ASSERT_TRUE(config);
    config->set_dynamic({}, {{"min.insync.replicas", "3"}});
    EXPECT_EQ(config->log_defaults().min_insync_replicas, 3);
    config->set_dynamic({{"min.insync.replicas", "4"}}, {{"min.insync.replicas", "3"}});
    EXPECT_EQ(config->log_defaults().min_insync_replicas, 4);
    EXPECT_EQ(config->topic_config({{"min.insync.replicas", "5"}}).min_insync_replicas, 5);
    const auto described = config->describe_topic({{"min.insync.replicas", "5"}}, std::nullopt);
    const DescribedConfig& key = find(described, "min.insync.replicas");
    EXPECT_EQ(key.value, "5");
    std::vector<ConfigSource> sources;
    for (const ConfigSynonym& synonym : key.synonyms) sources.push_back(synonym.source);
    EXPECT_EQ(sources, (std::vector<ConfigSource>{ConfigSource::dynamic_topic_config, ConfigSource::dynamic_broker_config,
                                                  ConfigSource::dynamic_default_broker_config, ConfigSource::static_broker_config,
                                                  ConfigSource::default_config}));
    config->set_dynamic({}, {});
    EXPECT_EQ(config->log_defaults().min_insync_replicas, 2);
}

TEST(BrokerConfigTest, a_read_only_key_does_not_change_while_the_broker_runs) {
    auto config = BrokerConfig::parse({});
    config->set_dynamic({{"num.partitions", "9"}}, {});
    EXPECT_EQ(config->values().num_partitions, 1);
    EXPECT_TRUE(find(config->describe_broker(std::nullopt), "num.partitions").read_only);
    EXPECT_FALSE(find(config->describe_broker(std::nullopt), "log.retention.ms").read_only);
}

TEST(BrokerConfigTest, a_topic_of_default_retention_is_told_as_default_without_synonyms) {
    const auto config = BrokerConfig::parse({});
    const auto described = config->describe_topic({}, std::vector<std::string>{"retention.ms"});
    ASSERT_EQ(described.size(), 1u);
    EXPECT_EQ(described[0].value, "604800000");
    EXPECT_EQ(described[0].source, ConfigSource::default_config);
    EXPECT_TRUE(described[0].synonyms.empty());
}

}  // namespace
}  // namespace vitrine::broker::test
