// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/connection_limits.h"

#include <gtest/gtest.h>

#include "env/sim/world.h"

namespace vitrine::broker::test {
namespace {

using namespace std::chrono_literals;

class ConnectionLimitsTest : public ::testing::Test {
protected:
    void configure(const Settings& settings) {
        auto parsed = BrokerConfig::parse(settings);
        ASSERT_TRUE(parsed) << parsed.error().message;
        config_ = std::move(*parsed);
    }
    void limit(std::optional<std::string> address, double rate) {
        auto image = std::make_shared<metadata::MetadataImage>();
        metadata::QuotaValues values;
        values.set("connection_creation_rate", rate);
        image->client_quotas.set({{"ip", std::move(address)}}, values);
        limits_.apply(image);
    }

    env::sim::World world_{1};
    env::Environment environment_ = world_.add_node(BrokerId(1)).environment();
    BrokerConfig config_ = BrokerConfig::parse({}).value();
    ConnectionLimits limits_{environment_.clock, config_, {}};
};

TEST_F(ConnectionLimitsTest, without_limits_everybody_is_admitted_at_once) {
    for (std::size_t i = 0; i < 1000; ++i) {
        const auto admission = limits_.admit("10.0.0.1", i);
        EXPECT_TRUE(admission.accepted);
        EXPECT_EQ(admission.pause, 0ms);
    }
}

TEST_F(ConnectionLimitsTest, an_address_has_as_many_connections_as_the_configuration_allows) {
    configure({{"max.connections.per.ip", "2"}, {"max.connections.per.ip.overrides", "10.0.0.7:3, ::1:0"}});
    EXPECT_TRUE(limits_.admit("10.0.0.1", 1).accepted);
    EXPECT_FALSE(limits_.admit("10.0.0.1", 2).accepted);
    EXPECT_EQ(limits_.admit("10.0.0.1", 2).reason, "10.0.0.1 has 2 connections, the most that max.connections.per.ip allows");
    EXPECT_TRUE(limits_.admit("10.0.0.7", 2).accepted);
    EXPECT_FALSE(limits_.admit("10.0.0.7", 3).accepted);
    EXPECT_FALSE(limits_.admit("::1", 0).accepted);
    for (const char* wrong : {"10.0.0.7", "10.0.0.7:x", ":5", "a:-1"})
        EXPECT_FALSE(BrokerConfig::parse({{"max.connections.per.ip.overrides", wrong}})) << wrong;
}

TEST_F(ConnectionLimitsTest, an_address_that_connects_too_fast_is_refused_after_a_pause) {
    limit("10.0.0.1", 2);
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(limits_.admit("10.0.0.1", 0).accepted) << "two a second, over ten seconds";
    const auto refused = limits_.admit("10.0.0.1", 0);
    EXPECT_FALSE(refused.accepted);
    EXPECT_EQ(refused.pause, 500ms);
    EXPECT_EQ(limits_.admit("10.0.0.1", 0).pause, 500ms) << "a refused one does not count";
    EXPECT_TRUE(limits_.admit("10.0.0.2", 0).accepted);
    world_.run_for(11s);
    EXPECT_TRUE(limits_.admit("10.0.0.1", 0).accepted);
}

TEST_F(ConnectionLimitsTest, a_broker_that_is_connected_to_too_fast_lets_wait) {
    configure({{"max.connection.creation.rate", "1"}});
    for (int i = 0; i < 10; ++i) EXPECT_EQ(limits_.admit("10.0.0.1", 0).pause, 0ms);
    EXPECT_EQ(limits_.admit("10.0.0.1", 0).pause, 1000ms);
    EXPECT_TRUE(limits_.admit("10.0.0.2", 0).accepted);
    EXPECT_EQ(limits_.admit("10.0.0.2", 0).pause, 1000ms) << "one sample at most";
}

}  // namespace
}  // namespace vitrine::broker::test
