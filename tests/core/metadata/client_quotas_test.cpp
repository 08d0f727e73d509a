// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/client_quotas.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/core/metadata/controller_test_context.h"

namespace vitrine::metadata::testing {
namespace {

using messages::AlterClientQuotasRequest;
using messages::AlterClientQuotasResponse;
using messages::DescribeClientQuotasRequest;
using Entity = std::vector<AlterClientQuotasRequest::EntryData::EntityData>;
using Ops = std::vector<AlterClientQuotasRequest::EntryData::OpData>;

class ClientQuotas : public ::testing::Test {
protected:
    ClientQuotas() { context.lead(); }

    AlterClientQuotasResponse::EntryData alter(Entity entity, Ops ops, bool validate_only = false) {
        AlterClientQuotasRequest request;
        request.entries.push_back({std::move(entity), std::move(ops)});
        request.validate_only = validate_only;
        return context.ask<AlterClientQuotasResponse>(request, 1).entries.at(0);
    }
    const MetadataImage& image() { return context.controller->committed_image(); }
    // "client-id=app user=<default>: producer_byte_rate=1" for each entity.
    std::vector<std::string> described(std::vector<DescribeClientQuotasRequest::ComponentData> components, bool strict = false) {
        const auto response = describe_client_quotas({std::move(components), strict}, image());
        EXPECT_EQ(response.error_code, ErrorCode::NONE) << response.error_message.value_or("");
        std::vector<std::string> lines;
        for (const auto& entry : response.entries.value_or(std::vector<messages::DescribeClientQuotasResponse::EntryData>{})) {
            std::string line;
            for (const auto& part : entry.entity) line += part.entity_type + "=" + part.entity_name.value_or("<default>") + " ";
            for (const auto& value : entry.values) line += fmt::format("{}={} ", value.key, value.value);
            lines.push_back(line.substr(0, line.size() - 1));
        }
        return lines;
    }
    ErrorCode describe_error(std::vector<DescribeClientQuotasRequest::ComponentData> components) {
        return describe_client_quotas({std::move(components), false}, image()).error_code;
    }

    ControllerTestContext context;
};

TEST_F(ClientQuotas, AreSetChangedAndRemoved) {
    EXPECT_EQ(alter({{"client-id", "app"}}, {{"producer_byte_rate", 1000, false}, {"request_percentage", 12.5, false}}).error_code,
              ErrorCode::NONE);
    EXPECT_EQ(described({}), std::vector<std::string>{"client-id=app producer_byte_rate=1000 request_percentage=12.5"});
    EXPECT_EQ(alter({{"client-id", "app"}}, {{"producer_byte_rate", 2000, false}, {"request_percentage", 0, true}}).error_code,
              ErrorCode::NONE);
    EXPECT_EQ(described({}), std::vector<std::string>{"client-id=app producer_byte_rate=2000"});
    EXPECT_EQ(alter({{"client-id", "app"}}, {{"producer_byte_rate", 0, true}}).error_code, ErrorCode::NONE);
    EXPECT_TRUE(image().client_quotas.empty()) << "nothing is left of an entity without a value";
}

TEST_F(ClientQuotas, OnlyWhatChangesIsWritten) {
    ASSERT_EQ(alter({{"client-id", "app"}}, {{"producer_byte_rate", 1000, false}}).error_code, ErrorCode::NONE);
    const Offset before = image().offset;
    EXPECT_EQ(alter({{"client-id", "app"}}, {{"producer_byte_rate", 1000, false}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(alter({{"client-id", "app"}}, {{"consumer_byte_rate", 0, true}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(alter({{"client-id", "other"}}, {{"producer_byte_rate", 5, false}}, true).error_code, ErrorCode::NONE);
    EXPECT_EQ(image().offset, before);
}

TEST_F(ClientQuotas, WhatMakesNoSenseIsRefusedAndChangesNothing) {
    const auto refused = [&](Entity entity, Ops ops) {
        const auto result = alter(std::move(entity), std::move(ops));
        EXPECT_EQ(result.error_code, ErrorCode::INVALID_REQUEST);
        EXPECT_TRUE(image().client_quotas.empty());
        return result.error_message.value_or("");
    };
    const Ops rate{{"producer_byte_rate", 1, false}};
    EXPECT_EQ(refused({}, rate), "Invalid empty client quota entity");
    EXPECT_EQ(refused({{"topic", "t"}}, rate), "Unhandled client quota entity type: topic");
    EXPECT_EQ(refused({{"user", "a"}, {"user", "b"}}, rate), "Invalid client quota entity, duplicate entity entry user");
    EXPECT_EQ(refused({{"ip", "1.2.3.4"}, {"user", "b"}}, rate),
              "Invalid quota entity combination, IP entity should not be combined with User or ClientId");
    for (const char* address : {"1.2.3", "1.2.3.4.5", "1.2.3.256", "a.b.c.d", "1..2.3"})
        EXPECT_EQ(refused({{"ip", address}}, {{"connection_creation_rate", 1, false}}),
                  std::string(address) + " is not a valid IP or resolvable host.");
    EXPECT_EQ(refused({{"ip", "1.2.3.4"}}, rate), "Invalid configuration key producer_byte_rate");
    EXPECT_EQ(refused({{"user", "a"}}, {{"connection_creation_rate", 1, false}}), "Invalid configuration key connection_creation_rate");
    EXPECT_EQ(refused({{"user", "a"}}, {{"producer_byte_rate", 0, false}}), "Quota producer_byte_rate must be greater than 0");
    EXPECT_EQ(refused({{"user", "a"}}, {{"producer_byte_rate", 1.5, false}}), "producer_byte_rate cannot be a fractional value.");
    EXPECT_EQ(refused({{"user", "a"}}, {{"producer_byte_rate", 1e30, false}}),
              "Proposed value for producer_byte_rate is too large for a LONG.");
    EXPECT_EQ(refused({{"ip", std::nullopt}}, {{"connection_creation_rate", 3e9, false}}),
              "Proposed value for connection_creation_rate is too large for an INT.");
    EXPECT_EQ(refused({{"user", "a"}}, {{"producer_byte_rate", 1, false}, {"producer_byte_rate", 2, false}}),
              "Duplicate quota key producer_byte_rate: not updating quota for this entity");
    EXPECT_EQ(alter({{"ip", "::1"}}, {{"connection_creation_rate", 5, false}}).error_code, ErrorCode::NONE);
}

TEST_F(ClientQuotas, OneRefusedEntityLeavesTheOthers) {
    AlterClientQuotasRequest request;
    request.entries.push_back({{{"user", "a"}}, {{"producer_byte_rate", 1, false}}});
    request.entries.push_back({{{"user", "b"}}, {{"wrong", 1, false}}});
    request.entries.push_back({{{"user", "a"}}, {{"producer_byte_rate", 2, false}}});
    const auto response = context.ask<AlterClientQuotasResponse>(request, 1);
    EXPECT_EQ(response.entries[0].error_code, ErrorCode::NONE);
    EXPECT_EQ(response.entries[1].error_message, "Invalid configuration key wrong");
    EXPECT_EQ(response.entries[2].error_message, "Ignoring duplicate entity");
    EXPECT_EQ(described({}), std::vector<std::string>{"user=a producer_byte_rate=1"});
}

TEST_F(ClientQuotas, AFilterNamesEntitiesDefaultsOrAnyName) {
    const Ops rate{{"producer_byte_rate", 1, false}};
    for (const Entity& entity : std::vector<Entity>{{{"user", "a"}},
                                                    {{"user", std::nullopt}},
                                                    {{"user", "a"}, {"client-id", "app"}},
                                                    {{"client-id", "app"}},
                                                    {{"ip", "1.2.3.4"}}}) {
        ASSERT_EQ(alter(entity, entity[0].entity_type == "ip" ? Ops{{"connection_creation_rate", 1, false}} : rate).error_code,
                  ErrorCode::NONE);
    }
    using Lines = std::vector<std::string>;
    EXPECT_EQ(described({}).size(), 5u);
    EXPECT_EQ(described({{"user", 0, "a"}}), (Lines{"client-id=app user=a producer_byte_rate=1", "user=a producer_byte_rate=1"}));
    EXPECT_EQ(described({{"user", 0, "a"}}, true), Lines{"user=a producer_byte_rate=1"});
    EXPECT_EQ(described({{"user", 1, std::nullopt}}), Lines{"user=<default> producer_byte_rate=1"});
    EXPECT_EQ(described({{"user", 2, std::nullopt}}).size(), 3u);
    EXPECT_EQ(described({{"user", 2, std::nullopt}, {"client-id", 0, "app"}}), Lines{"client-id=app user=a producer_byte_rate=1"});
    EXPECT_EQ(described({{"ip", 2, std::nullopt}}), Lines{"ip=1.2.3.4 connection_creation_rate=1"});

    EXPECT_EQ(describe_error({{"", 0, "a"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe_error({{"topic", 0, "a"}}), ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_EQ(describe_error({{"user", 0, std::nullopt}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe_error({{"user", 1, "a"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe_error({{"user", 2, "a"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe_error({{"user", 3, "a"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe_error({{"user", 0, "a"}, {"user", 0, "b"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe_error({{"user", 0, "a"}, {"ip", 0, "1.2.3.4"}}), ErrorCode::INVALID_REQUEST);
}

TEST_F(ClientQuotas, TheMostParticularOneHolds) {
    const std::vector<std::pair<Entity, std::string>> order{
        {{{"client-id", std::nullopt}}, "\napp"},
        {{{"client-id", "app"}}, "\napp"},
        {{{"user", std::nullopt}}, "u\n"},
        {{{"user", std::nullopt}, {"client-id", std::nullopt}}, "u\napp"},
        {{{"user", std::nullopt}, {"client-id", "app"}}, "u\napp"},
        {{{"user", "u"}}, "u\n"},
        {{{"user", "u"}, {"client-id", std::nullopt}}, "u\napp"},
        {{{"user", "u"}, {"client-id", "app"}}, "u\napp"},
    };
    EXPECT_FALSE(client_quota(image(), producer_byte_rate, "u", "app"));
    double limit = 0;
    for (const auto& [entity, share] : order) {
        ASSERT_EQ(alter(entity, {{"producer_byte_rate", ++limit, false}}).error_code, ErrorCode::NONE);
        EXPECT_EQ(client_quota(image(), producer_byte_rate, "u", "app"), (ClientQuota{limit, share}));
        EXPECT_FALSE(client_quota(image(), consumer_byte_rate, "u", "app"));
    }
}

TEST_F(ClientQuotas, AnAddressHasItsOwnConnectionRateOrThatOfAll) {
    EXPECT_FALSE(connection_rate_limit(image(), "1.2.3.4"));
    ASSERT_EQ(alter({{"ip", std::nullopt}}, {{"connection_creation_rate", 7, false}}).error_code, ErrorCode::NONE);
    ASSERT_EQ(alter({{"ip", "1.2.3.4"}}, {{"connection_creation_rate", 3, false}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(connection_rate_limit(image(), "1.2.3.4"), 3);
    EXPECT_EQ(connection_rate_limit(image(), "1.2.3.5"), 7);
}

}  // namespace
}  // namespace vitrine::metadata::testing
