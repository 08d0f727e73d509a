// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/broker_calls.h"

#include <gmock/gmock.h>

#include "messages/describe_cluster.h"
#include "messages/find_coordinator.h"
#include "messages/metadata.h"
#include "messages/offset_fetch.h"
#include "tests/core/cluster/cluster_scenario.h"

namespace vitrine::client {
namespace {

using cluster::test::ClusterScenario;
using ::testing::HasSubstr;

struct BrokerCallsTest : ::testing::Test {
    ClusterScenario scenario;
    std::unique_ptr<BrokerCalls> calls;

    void SetUp() override {
        scenario.start();
        begin(scenario.client("calls").bootstrap_servers);
    }
    void begin(std::vector<env::Endpoint> servers) {
        ClientConfig client = scenario.client("calls");
        client.bootstrap_servers = std::move(servers);
        calls = std::make_unique<BrokerCalls>(scenario.cluster.add_client("calls").environment(), std::move(client));
    }
    template <class T>
    Result<T> answer(const std::function<void(BrokerCalls::DoneWith<T>)>& call) {
        std::optional<Result<T>> answered;
        call([&](Result<T> result) { answered = std::move(result); });
        EXPECT_FALSE(answered) << "an answer comes later";
        EXPECT_TRUE(scenario.run_until([&] { return answered.has_value(); }, std::chrono::minutes(5))) << "no answer came";
        return answered ? std::move(*answered) : failure(ErrorCode::UNKNOWN_SERVER_ERROR, "no answer");
    }
    Result<messages::MetadataResponse> metadata(Duration timeout = std::chrono::seconds(30)) {
        return answer<messages::MetadataResponse>([&](auto done) {
            calls->call_any<messages::MetadataResponse>(messages::MetadataRequest{.allow_auto_topic_creation = false}, timeout,
                                                        std::move(done));
        });
    }
};

TEST_F(BrokerCallsTest, ARequestGoesOutInAVersionThatTheBrokerServes) {
    const auto served = answer<std::map<std::int16_t, wire::Versions>>([&](auto done) {
        calls->served_versions(scenario.client("calls").bootstrap_servers.front(), std::chrono::seconds(30), std::move(done));
    });
    ASSERT_TRUE(served);
    EXPECT_TRUE(served->contains(messages::MetadataRequest::message().api_key));
    const auto response = metadata();
    ASSERT_TRUE(response) << response.error().message;
    EXPECT_EQ(response->brokers.size(), 3u);
}

TEST_F(BrokerCallsTest, ABrokerThatIsGoneIsFollowedByAnother) {
    scenario.run("broker kill 1");
    const auto response = metadata();
    ASSERT_TRUE(response) << response.error().message;
}

TEST_F(BrokerCallsTest, WhereNobodyAnswersASentenceComesInTime) {
    begin({{"nowhere", 1}, {"nowhere", 2}});
    const Instant before = scenario.cluster.add_client("watch").environment().clock.now();
    const auto response = metadata(std::chrono::seconds(5));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, ErrorCode::NETWORK_EXCEPTION);
    EXPECT_THAT(response.error().message, HasSubstr("no broker answered"));
    EXPECT_LE(scenario.cluster.add_client("watch2").environment().clock.now() - before, std::chrono::seconds(7));
}

TEST_F(BrokerCallsTest, OffsetsAreAskedForByTheNamesOfTopics) {
    messages::OffsetFetchRequest request;
    request.groups.push_back({.group_id = "nobody", .member_id = std::nullopt, .member_epoch = -1, .topics = std::nullopt});
    messages::FindCoordinatorRequest find;
    find.coordinator_keys.push_back("nobody");
    Result<messages::FindCoordinatorResponse> found = failure(ErrorCode::UNKNOWN_SERVER_ERROR, "not asked");
    for (int attempt = 0; attempt < 100; ++attempt) {
        found = answer<messages::FindCoordinatorResponse>(
            [&](auto done) { calls->call_any<messages::FindCoordinatorResponse>(find, std::chrono::seconds(30), std::move(done)); });
        ASSERT_TRUE(found);
        ASSERT_EQ(found->coordinators.size(), 1u);
        if (found->coordinators.front().error_code == ErrorCode::NONE) break;
        scenario.run_for(Milliseconds(100));
    }
    const auto& coordinator = found->coordinators.front();
    ASSERT_EQ(coordinator.error_code, ErrorCode::NONE);
    const auto response = answer<messages::OffsetFetchResponse>([&](auto done) {
        calls->call<messages::OffsetFetchResponse>({coordinator.host, static_cast<std::uint16_t>(coordinator.port)}, request,
                                                   std::chrono::seconds(30), std::move(done));
    });
    ASSERT_TRUE(response) << response.error().message;
    ASSERT_EQ(response->groups.size(), 1u);
    EXPECT_TRUE(response->groups.front().topics.empty());
}

}  // namespace
}  // namespace vitrine::client
