// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/frame_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "messages/fetch.h"
#include "messages/framing.h"
#include "messages/heartbeat.h"

namespace vitrine::simulation::test {

namespace {

using testing::HasSubstr;

env::sim::FrameInFlight frame_of(Bytes bytes, bool backward, std::uint64_t id = 1) {
    const auto size = static_cast<std::int64_t>(bytes.size());
    return {.id = id, .connection = 4, .backward = backward, .size_bytes = size, .bytes = SharedBytes(std::move(bytes))};
}

Bytes heartbeat_request() {
    messages::HeartbeatRequest request;
    request.group_id = "billing";
    request.generation_id = GenerationId(3);
    request.member_id = "shop-1";
    return messages::encode_request(request, 4, 17, "shop").to_bytes();
}

Bytes heartbeat_response() {
    messages::HeartbeatResponse response;
    response.error_code = ErrorCode::REBALANCE_IN_PROGRESS;
    return messages::encode_response(response, 4, 17).to_bytes();
}

}  // namespace

TEST(FrameDescription, ARequestSaysWhatItIs) {
    const FrameDescription told = describe(frame_of(heartbeat_request(), false), {});
    EXPECT_EQ(told.title(), "Heartbeat request");
    EXPECT_EQ(told.api_key, 12);
    EXPECT_EQ(told.api_version, 4);
    EXPECT_EQ(told.correlation_id, 17);
    EXPECT_EQ(told.client_id, "shop");
    EXPECT_EQ(told.trouble, "");
    const auto fields = nlohmann::json::parse(told.fields_json);
    EXPECT_EQ(fields["groupId"], "billing");
    EXPECT_EQ(fields["generationId"], 3);
}

TEST(FrameDescription, AResponseIsNamedByWhatWasAsked) {
    FrameNames names;
    const Bytes request = heartbeat_request();
    const Bytes response = heartbeat_response();
    names.on_sent(1, 4, false, request);
    names.on_gone(1);
    names.on_sent(2, 4, true, response);
    const FrameDescription told = describe(frame_of(response, true, 2), names.of(2));
    EXPECT_EQ(told.title(), "Heartbeat response");
    EXPECT_EQ(told.correlation_id, 17);
    EXPECT_EQ(told.trouble, "");
    EXPECT_EQ(nlohmann::json::parse(told.fields_json)["errorCode"], 27);
    // A duplicate of it is the same.
    names.on_sent(3, 4, true, response);
    EXPECT_EQ(names.of(3), names.of(2));
    names.on_gone(2);
    EXPECT_FALSE(names.of(2));
}

TEST(FrameDescription, CorrelationIdsBelongToTheirConnection) {
    FrameNames names;
    names.on_sent(1, 4, false, heartbeat_request());
    names.on_sent(2, 5, true, heartbeat_response());
    EXPECT_FALSE(names.of(2));
    names.on_connection_over(4);
    names.on_sent(3, 4, true, heartbeat_response());
    EXPECT_FALSE(names.of(3));
    const FrameDescription told = describe(frame_of(heartbeat_response(), true, 3), names.of(3));
    EXPECT_EQ(told.title(), "response");
    EXPECT_EQ(told.trouble, "no request with correlation id 17 went the other way on its connection");
}

TEST(FrameDescription, OnlySoManyRequestsOfAConnectionAreRemembered) {
    FrameNames names;
    Bytes request = heartbeat_request();
    for (std::size_t i = 0; i < FrameNames::asked_max + 1; ++i) {
        store_be(request.data() + 4, static_cast<std::int32_t>(i));
        names.on_sent(i + 1, 4, false, request);
    }
    Bytes response = heartbeat_response();
    store_be(response.data(), std::int32_t{0});
    names.on_sent(10'000, 4, true, response);
    EXPECT_FALSE(names.of(10'000));
    store_be(response.data(), std::int32_t{1});
    names.on_sent(10'001, 4, true, response);
    EXPECT_TRUE(names.of(10'001));
}

TEST(FrameDescription, WhatCannotBeDecodedHasASentence) {
    const auto trouble = [](Bytes bytes, bool backward, std::optional<ApiOfFrame> api = {}) {
        const FrameDescription told = describe(frame_of(std::move(bytes), backward), api);
        EXPECT_EQ(told.fields_json, "");
        return told.trouble;
    };
    EXPECT_EQ(trouble({}, false), "0 bytes are no header of a request");
    EXPECT_EQ(trouble({1, 2, 3}, false), "3 bytes are no header of a request");
    EXPECT_EQ(trouble({0x12, 0x34, 0, 0, 0, 0, 0, 1, 0xff, 0xff}, false), "the fields of api 4660 are not known here");
    Bytes cut = heartbeat_request();
    cut.resize(cut.size() - 5);
    EXPECT_NE(trouble(cut, false), "");
    Bytes version = heartbeat_request();
    version[3] = 99;
    EXPECT_THAT(trouble(version, false), HasSubstr("HeartbeatRequest has no version 99; there are 0 to 4"));
    EXPECT_NE(trouble({0, 0}, true, ApiOfFrame{.key = 12, .version = 4, .correlation_id = 0}), "");
    EXPECT_NE(trouble({}, true, ApiOfFrame{.key = 12, .version = 4, .correlation_id = 0}), "");
    EXPECT_NE(trouble({0, 0, 0, 1, 0}, true, ApiOfFrame{.key = 4660, .version = 0, .correlation_id = 1}), "");
}

TEST(FrameDescription, NoBytesBreakIt) {
    std::uint64_t state = 1;
    for (int i = 0; i < 20'000; ++i) {
        Bytes bytes = i % 2 == 0 ? heartbeat_request() : messages::encode_request(messages::FetchRequest(), 12, 1, "x").to_bytes();
        for (int j = 0; j < 3; ++j) {
            state = state * 6364136223846793005ull + 1442695040888963407ull;
            bytes[(state >> 33) % bytes.size()] = static_cast<std::uint8_t>(state >> 56);
        }
        const FrameDescription request = describe(frame_of(bytes, false), {});
        EXPECT_TRUE(!request.trouble.empty() || nlohmann::json::accept(request.fields_json));
        const ApiOfFrame api{.key = static_cast<std::int16_t>(i % 70), .version = static_cast<std::int16_t>(i % 9), .correlation_id = 0};
        const FrameDescription response = describe(frame_of(std::move(bytes), true), api);
        EXPECT_TRUE(!response.trouble.empty() || nlohmann::json::accept(response.fields_json));
    }
}

}  // namespace vitrine::simulation::test
