// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "controller_test_context.h"
#include "messages/update_features.h"

// kraft.version (KIP-853): its level is the quorum's, what may be asked for is the controller's to say.
namespace vitrine::metadata::testing {
namespace {

constexpr std::int8_t upgrade = 1;
constexpr std::int8_t safe_downgrade = 2;

using Request = messages::UpdateFeaturesRequest;

Request request_for(std::initializer_list<std::pair<const char*, int>> levels, std::int8_t kind = upgrade, bool validate_only = false) {
    Request request;
    for (const auto& [name, level] : levels) {
        request.feature_updates.push_back({.feature = name, .max_version_level = static_cast<std::int16_t>(level), .upgrade_type = kind});
    }
    request.validate_only = validate_only;
    return request;
}

messages::UpdateFeaturesResponse ask(ControllerTestContext& context, const Request& request) {
    return context.ask<messages::UpdateFeaturesResponse>(request, 2);
}

TEST(KRaftVersion, IsRaisedInTheQuorumAndAnsweredWhenThatIsCommitted) {
    ControllerTestContext context;
    context.lead().start_brokers({1});
    const Offset before = context.log.log_end();
    const auto answer = context.send<messages::UpdateFeaturesResponse>(request_for({{"kraft.version", 1}}), 2);
    EXPECT_EQ(context.log.kraft_version(), 1);
    EXPECT_FALSE(answer->has_value()) << "a record behind it is not committed";
    EXPECT_EQ(context.log.log_end(), before + 3);
    context.commit();
    ASSERT_TRUE(answer->has_value());
    EXPECT_EQ((*answer)->error_code, ErrorCode::NONE);
    EXPECT_EQ(context.controller->committed_image().features.find("kraft.version"), nullptr) << "no record of the metadata says it";
    EXPECT_EQ(ask(context, request_for({{"kraft.version", 1}})).error_code, ErrorCode::NONE) << "it is that already";
}

TEST(KRaftVersion, IsOnlyCheckedWhereThatIsAskedFor) {
    ControllerTestContext context;
    context.lead();
    EXPECT_EQ(ask(context, request_for({{"kraft.version", 1}}, upgrade, true)).error_code, ErrorCode::NONE);
    EXPECT_EQ(context.log.kraft_version(), 0);
    context.log.refuse_upgrades({ErrorCode::INVALID_UPDATE_VERSION, "not all of the voters support it"});
    const auto refused = ask(context, request_for({{"kraft.version", 1}}, upgrade, true));
    EXPECT_EQ(refused.error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(refused.error_message,
              "The update failed for all features since the following feature had an error: not all of the voters support it");
}

TEST(KRaftVersion, NeverGoesDown) {
    ControllerTestContext context;
    context.lead();
    EXPECT_EQ(ask(context, request_for({{"kraft.version", 0}}, safe_downgrade)).error_code, ErrorCode::NONE) << "nothing changes";
    ASSERT_EQ(ask(context, request_for({{"kraft.version", 1}})).error_code, ErrorCode::NONE);
    const auto down = ask(context, request_for({{"kraft.version", 0}}, safe_downgrade));
    EXPECT_EQ(down.error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_NE(down.error_message->find("Can't downgrade the version of this feature."), std::string::npos) << *down.error_message;
    EXPECT_EQ(ask(context, request_for({{"kraft.version", 0}})).error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(ask(context, request_for({{"kraft.version", 2}})).error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(context.log.kraft_version(), 1);
}

TEST(KRaftVersion, StaysWhereAnotherFeatureOfTheRequestIsRefused) {
    ControllerTestContext context;
    context.lead();
    EXPECT_EQ(ask(context, request_for({{"kraft.version", 1}, {"group.version", 9}})).error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(context.log.kraft_version(), 0);
}

TEST(KRaftVersion, NeedsBrokersThatSupportIt) {
    ControllerTestContext context;
    context.lead();
    auto old = context.registration(1);
    std::erase_if(old.features, [](const auto& feature) { return feature.name == "kraft.version"; });
    ASSERT_EQ(context.try_register(old), ErrorCode::NONE);
    const auto refused = ask(context, request_for({{"kraft.version", 1}}));
    EXPECT_EQ(refused.error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_NE(refused.error_message->find("Broker 1 does not support this feature."), std::string::npos) << *refused.error_message;
}

TEST(KRaftVersion, IsNotAnsweredAsDoneByALeaderThatLeadsNoMore) {
    ControllerTestContext context;
    context.lead();
    const auto answer = context.send<messages::UpdateFeaturesResponse>(request_for({{"kraft.version", 1}}), 2);
    context.lose_leadership();
    ASSERT_TRUE(answer->has_value());
    EXPECT_EQ((*answer)->error_code, ErrorCode::NOT_CONTROLLER);
}

}  // namespace
}  // namespace vitrine::metadata::testing
