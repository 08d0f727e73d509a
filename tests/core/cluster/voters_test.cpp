// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "client/broker_calls.h"
#include "cluster/node_roles.h"
#include "messages/add_raft_voter.h"
#include "messages/api_versions.h"
#include "messages/remove_raft_voter.h"
#include "messages/update_features.h"
#include "storage/meta_properties.h"
#include "tests/core/cluster/cluster_scenario.h"

// Controllers apart whose voters move into the log (kraft.version 1), and come and go from then on (KIP-853).
namespace vitrine::cluster::test {
namespace {

using ::testing::HasSubstr;

SimClusterOptions three_and_three(std::uint64_t seed = 1) {
    SimClusterOptions options;
    options.brokers = 3;
    options.controllers = 3;
    options.seed = seed;
    return options;
}

class VotersTest : public ::testing::Test {
protected:
    void begin(SimClusterOptions options) {
        scenario.emplace(std::move(options));
        scenario->start();
        calls = std::make_unique<client::BrokerCalls>(scenario->cluster.add_client("administrator").environment(),
                                                      scenario->client("administrator"));
    }
    void TearDown() override { calls.reset(); }

    template <class Response, class Request>
    Result<Response> ask(const Request& request) {
        std::optional<Result<Response>> answer;
        calls->call_any<Response>(request, std::chrono::seconds(20), [&answer](Result<Response> got) { answer = std::move(got); });
        EXPECT_TRUE(scenario->run_until([&answer] { return answer.has_value(); }));
        return answer ? std::move(*answer) : std::unexpected(Error{ErrorCode::REQUEST_TIMED_OUT, ""});
    }
    ErrorCode try_upgrade() {
        messages::UpdateFeaturesRequest request;
        request.feature_updates.push_back({.feature = "kraft.version", .max_version_level = 1, .upgrade_type = 1});
        const auto answer = ask<messages::UpdateFeaturesResponse>(request);
        return answer ? answer->error_code : answer.error().code;
    }
    // What a voter has not told its leader of yet, it tells soon.
    void upgrade() {
        ErrorCode last = ErrorCode::NONE;
        for (int i = 0; i < 50 && (last = try_upgrade()) != ErrorCode::NONE; ++i) scenario->run_for(Milliseconds(200));
        ASSERT_EQ(last, ErrorCode::NONE);
    }
    int finalized() {
        const auto versions = ask<messages::ApiVersionsResponse>(
            messages::ApiVersionsRequest{.client_software_name = "test", .client_software_version = "1"});
        if (!versions) return -1;
        for (const auto& feature : versions->finalized_features) {
            if (feature.name == "kraft.version") return feature.max_version_level;
        }
        return 0;
    }
    Uuid directory_of(int id) {
        const auto properties = storage::read_meta_properties(scenario->cluster.disk(BrokerId(id)));
        EXPECT_TRUE(properties && *properties);
        return (*properties)->directory_id;
    }
    template <class Response, class Request>
    void change(const Request& request) {
        ErrorCode last = ErrorCode::NONE;
        for (int i = 0; i < 50; ++i) {
            const auto answer = ask<Response>(request);
            last = answer ? answer->error_code : answer.error().code;
            if (last == ErrorCode::NONE) return;
            scenario->run_for(Milliseconds(200));
        }
        FAIL() << name_of(last);
    }
    void add_voter(int id) {
        const auto nodes = scenario->cluster.nodes();
        const auto node = std::ranges::find(nodes, BrokerId(id), &NodeInfo::id);
        messages::AddRaftVoterRequest request{.cluster_id = std::nullopt, .voter_id = BrokerId(id), .voter_directory_id = directory_of(id)};
        request.listeners.push_back({"CONTROLLER", node->controller_endpoint.host, node->controller_endpoint.port});
        change<messages::AddRaftVoterResponse>(request);
    }
    void remove_voter(int id) {
        change<messages::RemoveRaftVoterResponse>(
            messages::RemoveRaftVoterRequest{.cluster_id = std::nullopt, .voter_id = BrokerId(id), .voter_directory_id = directory_of(id)});
    }
    std::set<int> voters() {
        std::set<int> ids;
        const Json described = scenario->json("quorum");
        for (const Json& voter : described["voters"]) ids.insert(static_cast<int>(voter["id"]));
        return ids;
    }

    std::optional<ClusterScenario> scenario;
    std::unique_ptr<client::BrokerCalls> calls;
};

TEST_F(VotersTest, the_leader_goes_another_controller_comes_and_the_cluster_goes_on) {
    begin(three_and_three());
    scenario->run("topic create orders --partitions 3 --replication-factor 3 --config min.insync.replicas=2");
    EXPECT_EQ(finalized(), 0);
    SteadyProducer producer(*scenario, "orders", Milliseconds(20));
    upgrade();
    EXPECT_EQ(finalized(), 1);
    EXPECT_EQ(voters(), (std::set{101, 102, 103}));

    EXPECT_EQ(scenario->json("controller add")["broker"], 104);
    EXPECT_EQ(scenario->json("status")["nodes"].back()["roles"], "controller");
    EXPECT_EQ(voters(), (std::set{101, 102, 103})) << "it observes";
    add_voter(104);
    EXPECT_EQ(voters(), (std::set{101, 102, 103, 104}));
    EXPECT_THAT(scenario->refusal("controller remove 104"), HasSubstr("is a voter of the metadata quorum"));

    const int former = scenario->controller();
    remove_voter(former);
    ASSERT_TRUE(scenario->run_until([&] { return scenario->controller() != former; }));
    std::set left{101, 102, 103, 104};
    left.erase(former);
    EXPECT_EQ(voters(), left);
    scenario->run(fmt::format("controller remove {}\ntopic create more --partitions 3 --replication-factor 3", former));
    EXPECT_EQ(scenario->json("status")["nodes"].size(), 6U);

    // All controllers lose power, all brokers are killed: the log knows who votes, whatever the configuration says.
    producer.stop();
    ASSERT_TRUE(scenario->run_until([&] { return producer.idle(); }));
    std::string again;
    for (const NodeInfo& node : scenario->cluster.nodes()) {
        scenario->run(fmt::format("broker {} {}", node.broker ? "kill" : "crash", node.id));
        again += fmt::format("broker start {}\n", node.id);
    }
    scenario->run(again + "wait until brokers 3\nwait until under-replicated 0");
    EXPECT_EQ(voters(), left);
    scenario->run("topic create last --partitions 1 --replication-factor 3");
    // One of three may be gone, also the one that came.
    scenario->run("broker kill 104\ntopic create one-more --partitions 1 --replication-factor 3");
    EXPECT_TRUE(producer.failed.empty());
    expect_nothing_lost_or_twice(producer, read_all(*scenario, "orders", 3));
}

TEST_F(VotersTest, an_upgrade_survives_the_death_of_its_leader_or_is_made_again) {
    for (const std::uint64_t seed : seeds(4)) {
        begin(three_and_three(seed));
        scenario->run("wait 4s");
        const int leader = scenario->controller();
        messages::UpdateFeaturesRequest request;
        request.feature_updates.push_back({.feature = "kraft.version", .max_version_level = 1, .upgrade_type = 1});
        std::optional<ErrorCode> answer;
        calls->call_any<messages::UpdateFeaturesResponse>(
            request, std::chrono::seconds(20),
            [&answer](const Result<messages::UpdateFeaturesResponse>& got) { answer = got ? got->error_code : got.error().code; });
        scenario->run_for(std::chrono::microseconds(400 * seed));
        scenario->run(fmt::format("broker crash {}", leader));
        ASSERT_TRUE(scenario->run_until([&] { return answer.has_value(); }));
        scenario->run(fmt::format("broker start {}", leader));
        if (*answer != ErrorCode::NONE) upgrade();
        ASSERT_TRUE(scenario->run_until([&] { return finalized() == 1; }));
        EXPECT_EQ(voters(), (std::set{101, 102, 103})) << "seed " << seed;
        scenario->run("topic create orders --partitions 1 --replication-factor 3");
        calls.reset();
        scenario.reset();
    }
}

TEST_F(VotersTest, a_controller_may_make_itself_a_voter) {
    SimClusterOptions options = three_and_three();
    options.controllers = 1;
    options.settings["controller.quorum.auto.join.enable"] = "true";
    begin(std::move(options));
    EXPECT_EQ(scenario->json("controller add 105")["endpoint"], "127.0.0.1:9196");
    scenario->run("wait 6s");
    EXPECT_EQ(voters(), std::set{101}) << "the configuration says who votes";
    upgrade();
    ASSERT_TRUE(scenario->run_until([&] { return voters() == std::set{101, 105}; }));
    scenario->run("topic create orders --partitions 1 --replication-factor 3");
}

TEST_F(VotersTest, a_spare_controller_goes_again_and_its_place_is_free) {
    SimClusterOptions options = three_and_three();
    options.controllers = 0;  // brokers are controllers too
    begin(std::move(options));
    EXPECT_EQ(scenario->json("controller add")["endpoint"], "127.0.0.1:9201") << "above those of the brokers";
    EXPECT_EQ(scenario->refusal("controller add 101"), "there is a controller 101 already");
    EXPECT_EQ(scenario->refusal("controller add 7"), "the id of a controller that is added is 101 to 109, not 7");
    EXPECT_THAT(scenario->refusal("controller remove 2"), HasSubstr("broker 2 is no controller apart"));
    EXPECT_THAT(scenario->refusal("controller kill 101"), HasSubstr("broker stop 101"));
    EXPECT_THAT(scenario->refusal("broker remove 101"), HasSubstr("controller remove 101"));
    scenario->run("broker stop 101\nbroker start 101\nbroker kill 101\ncontroller remove 101");
    EXPECT_EQ(scenario->json("status")["nodes"].size(), 3U);
    EXPECT_EQ(scenario->json("controller add")["broker"], 101);
    scenario->run("wait 3s\ncontroller remove 101\nexpect brokers 3");
}

TEST_F(VotersTest, directories_tell_the_voters_of_the_newest_record) {
    begin(three_and_three());
    upgrade();
    scenario->run("controller add\nwait 1s");
    add_voter(104);
    scenario->run("wait 1s\nbroker stop 104");
    remove_voter(103);
    const auto of_103 = read_voters(scenario->cluster.disk(BrokerId(103)));
    const auto of_104 = read_voters(scenario->cluster.disk(BrokerId(104)));
    const auto of_102 = read_voters(scenario->cluster.disk(BrokerId(102)));
    ASSERT_TRUE(of_102 && of_103 && of_104);
    EXPECT_EQ(of_104->ids, (std::set{BrokerId(101), BrokerId(102), BrokerId(103), BrokerId(104)}));
    EXPECT_EQ(of_102->ids, (std::set{BrokerId(101), BrokerId(102), BrokerId(104)}));
    EXPECT_GT(of_102->since, of_104->since);
    EXPECT_FALSE(is_brokers_directory(scenario->cluster.disk(BrokerId(104)), BrokerId(104)).value());
}

}  // namespace
}  // namespace vitrine::cluster::test
