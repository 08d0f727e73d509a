// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

// IncrementalAlterConfigs: what may be set, where, and what it does.
namespace vitrine::metadata::testing {
namespace {

using Request = messages::IncrementalAlterConfigsRequest;
constexpr std::int8_t set = 0;
constexpr std::int8_t remove = 1;
constexpr std::int8_t append = 2;
constexpr std::int8_t subtract = 3;

class Configuration : public ::testing::Test {
protected:
    Configuration() {
        context.lead();
        context.start_brokers({1, 2});
        context.create(ControllerTestContext::topic("t", 1, 1));
    }
    struct Alteration {
        std::string key;
        std::int8_t operation;
        std::optional<std::string> value;
    };
    static Request request(ResourceType type, std::string name, std::vector<Alteration> alterations) {
        Request result;
        auto& resource = result.resources.emplace_back();
        resource.resource_type = static_cast<std::int8_t>(type);
        resource.resource_name = std::move(name);
        for (auto& alteration : alterations) resource.configs.push_back({alteration.key, alteration.operation, alteration.value});
        return result;
    }
    ErrorCode alter(const Request& wanted) {
        const auto response = context.ask<messages::IncrementalAlterConfigsResponse>(wanted, 1);
        const auto& result = response.responses.at(0);
        EXPECT_EQ(result.error_message.has_value(), result.error_code != ErrorCode::NONE);
        EXPECT_EQ(result.resource_type, wanted.resources[0].resource_type);
        EXPECT_EQ(result.resource_name, wanted.resources[0].resource_name);
        return result.error_code;
    }
    ErrorCode alter_topic(std::vector<Alteration> alterations) { return alter(request(ResourceType::topic, "t", std::move(alterations))); }
    std::optional<std::string> value(std::string_view key, ResourceType type = ResourceType::topic, std::string_view name = "t") {
        const ConfigMap configs = context.controller->committed_image().config(type, name);
        const std::string* found = configs.find(key);
        return found == nullptr ? std::nullopt : std::optional(*found);
    }

    ControllerTestContext context;
};

TEST_F(Configuration, ValuesAreSetAndRemoved) {
    EXPECT_EQ(alter_topic({{"retention.ms", set, "60000"}, {"segment.bytes", set, "1048576"}}), ErrorCode::NONE);
    EXPECT_EQ(value("retention.ms"), "60000");
    EXPECT_EQ(value("segment.bytes"), "1048576");
    EXPECT_EQ(alter_topic({{"retention.ms", remove, std::nullopt}}), ErrorCode::NONE);
    EXPECT_EQ(value("retention.ms"), std::nullopt);
    EXPECT_EQ(value("segment.bytes"), "1048576");
    const auto changed = context.events<observe::ConfigChanged>();
    ASSERT_EQ(changed.size(), 3u);
    EXPECT_EQ(changed[0].resource, "topic t");
    EXPECT_EQ(changed[2].value, std::nullopt);
}

TEST_F(Configuration, ListsGrowAndShrink) {
    EXPECT_EQ(alter_topic({{"cleanup.policy", append, "compact"}}), ErrorCode::NONE);
    EXPECT_EQ(value("cleanup.policy"), "delete,compact") << "begins with the default";
    EXPECT_EQ(alter_topic({{"cleanup.policy", append, "compact"}}), ErrorCode::NONE);
    EXPECT_EQ(value("cleanup.policy"), "delete,compact") << "each once";
    EXPECT_EQ(alter_topic({{"cleanup.policy", subtract, "delete"}}), ErrorCode::NONE);
    EXPECT_EQ(value("cleanup.policy"), "compact");
    EXPECT_EQ(alter_topic({{"retention.ms", append, "1"}}), ErrorCode::INVALID_CONFIG) << "no list";
    EXPECT_EQ(alter_topic({{"retention.ms", subtract, "1"}}), ErrorCode::INVALID_CONFIG);
}

TEST_F(Configuration, AnUnchangedTopicValueIsNoRecord) {
    EXPECT_EQ(alter_topic({{"retention.ms", set, "60000"}}), ErrorCode::NONE);
    const Offset end = context.log.log_end();
    EXPECT_EQ(alter_topic({{"retention.ms", set, "60000"}, {"segment.ms", remove, std::nullopt}}), ErrorCode::NONE);
    EXPECT_EQ(context.log.log_end(), end);
}

TEST_F(Configuration, WrongValuesAreRefused) {
    EXPECT_EQ(alter_topic({{"retention.ms", set, "soon"}}), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter_topic({{"min.insync.replicas", set, "0"}}), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter_topic({{"no.such.key", set, "1"}}), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter_topic({{"cleanup.policy", set, "shred"}}), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter_topic({{"retention.ms", set, std::nullopt}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(alter_topic({{"retention.ms", 9, "1"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(alter_topic({{"retention.ms", set, "1"}, {"retention.ms", set, "2"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(alter_topic({{"retention.ms", set, "60000"}, {"segment.ms", set, "x"}}), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(value("retention.ms"), std::nullopt) << "one wrong value spoils the whole resource";
}

TEST_F(Configuration, UnknownResourcesAreRefused) {
    EXPECT_EQ(alter(request(ResourceType::topic, "nothing", {{"retention.ms", set, "1"}})), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(alter(request(ResourceType::broker, "9", {{"log.retention.ms", set, "1"}})), ErrorCode::BROKER_ID_NOT_REGISTERED);
    EXPECT_EQ(alter(request(ResourceType::broker, "one", {{"log.retention.ms", set, "1"}})), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(alter(request(ResourceType::broker_logger, "1", {{"root", set, "DEBUG"}})), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(alter(request(ResourceType::unknown, "1", {})), ErrorCode::INVALID_REQUEST);
}

TEST_F(Configuration, AResourceMayBeNamedOnce) {
    Request twice = request(ResourceType::topic, "t", {{"retention.ms", set, "1000"}});
    twice.resources.push_back(twice.resources[0]);
    EXPECT_EQ(alter(twice), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(value("retention.ms"), std::nullopt);
}

TEST_F(Configuration, ValidationAloneChangesNothing) {
    Request wanted = request(ResourceType::topic, "t", {{"retention.ms", set, "1000"}});
    wanted.validate_only = true;
    const Offset end = context.log.log_end();
    EXPECT_EQ(alter(wanted), ErrorCode::NONE);
    EXPECT_EQ(context.log.log_end(), end);
    EXPECT_TRUE(context.events<observe::ConfigChanged>().empty());
}

TEST_F(Configuration, OneBrokerOrEveryBrokerIsConfigured) {
    EXPECT_EQ(alter(request(ResourceType::broker, "1", {{"log.retention.ms", set, "1000"}})), ErrorCode::NONE);
    EXPECT_EQ(value("log.retention.ms", ResourceType::broker, "1"), "1000");
    EXPECT_EQ(alter(request(ResourceType::broker, "", {{"log.retention.ms", set, "2000"}})), ErrorCode::NONE);
    EXPECT_EQ(value("log.retention.ms", ResourceType::broker, ""), "2000");
    // A broker is told again of a value that stays the same (KAFKA-14136).
    const Offset end = context.log.log_end();
    EXPECT_EQ(alter(request(ResourceType::broker, "1", {{"log.retention.ms", set, "1000"}})), ErrorCode::NONE);
    EXPECT_EQ(context.log.log_end(), end + 1);
    EXPECT_EQ(context.events<observe::ConfigChanged>().at(1).resource, "every broker");
}

TEST_F(Configuration, WithElrMinInsyncReplicasIsTheSameOnEveryBroker) {
    EXPECT_EQ(value("min.insync.replicas", ResourceType::broker, ""), "1") << "set when the cluster was formatted";
    EXPECT_EQ(alter(request(ResourceType::broker, "1", {{"min.insync.replicas", set, "2"}})), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter(request(ResourceType::broker, "", {{"min.insync.replicas", remove, std::nullopt}})), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter(request(ResourceType::broker, "", {{"min.insync.replicas", set, "none"}})), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter(request(ResourceType::broker, "", {{"min.insync.replicas", set, "2"}})), ErrorCode::NONE);
    EXPECT_EQ(context.controller->committed_image().min_insync_replicas("t"), 2);
}

}  // namespace
}  // namespace vitrine::metadata::testing
