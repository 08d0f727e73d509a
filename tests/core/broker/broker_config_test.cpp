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
    const auto small = BrokerConfig::parse({{"log.cleaner.dedupe.buffer.size", "1048576"}});
    ASSERT_FALSE(small);
    EXPECT_EQ(small.error().message, "log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.");
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

TEST(BrokerConfigTest, a_topic_of_default_retention_names_the_hours_it_comes_from) {
    const auto config = BrokerConfig::parse({});
    const auto described = config->describe_topic({}, std::vector<std::string>{"retention.ms"});
    ASSERT_EQ(described.size(), 1u);
    EXPECT_EQ(described[0].value, "604800000");
    EXPECT_EQ(described[0].source, ConfigSource::default_config);
    ASSERT_EQ(described[0].synonyms.size(), 1u);
    EXPECT_EQ(described[0].synonyms[0].name, "log.retention.hours");
    EXPECT_EQ(described[0].synonyms[0].value, "168");
}

}  // namespace
}  // namespace vitrine::broker::test
