// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/api_versions.h"
#include "messages/registry.h"
#include "tests/core/broker/cluster_fixture.h"
#include "wire/walk.h"

// Requests that are well formed and make no sense: every API, every version, both listeners.
namespace vitrine::broker::test {
namespace {

constexpr int drawn_for_each_version = 12;

class EveryRequestTest : public ::testing::Test {
protected:
    // Sends it on a connection of its own; an answer, silence and a closed connection are all right.
    static void send(ClusterFixture& cluster, const env::Endpoint& endpoint, const messages::ApiMessages& api, const void* body,
                     wire::Version version) {
        bool over = false;
        rpc::Channel channel(cluster.world.node(client_id).environment(), endpoint, {.client_id = "hostile"});
        channel.call_raw(*api.request, body, version, std::chrono::seconds(1), [&](Result<SharedBytes>) { over = true; });
        cluster.run_until([&] { return over; }, Milliseconds(100));
    }
    static bool still_serves(ClusterFixture& cluster, const env::Endpoint& endpoint) {
        const messages::ApiVersionsRequest request{.client_software_name = "test", .client_software_version = "1"};
        return cluster.ask_at<messages::ApiVersionsResponse>(endpoint, request, 3).has_value();
    }
    static void sweep(bool controller_listener, std::uint64_t seed) {
        ClusterFixture cluster(1);
        cluster.start_and_wait();
        cluster.create_topic("news", 1, 1);
        cluster.produce(1, "news", 0, {.values = {"a"}});
        const env::Endpoint endpoint{"127.0.0.1", static_cast<std::uint16_t>(controller_listener ? 9192 : 9092)};
        env::Xoshiro random(seed);
        for (const ApiRow& row : api_table()) {
            if (!(controller_listener ? row.controller_listener : row.broker_listener)) continue;
            const messages::ApiMessages& api = *messages::find_api(row.key);
            for (wire::Version version = row.lowest; version <= row.highest; ++version) {
                for (int i = 0; i <= drawn_for_each_version; ++i) {
                    void* body = api.new_request();
                    if (i > 0) wire::randomize(*api.request, body, version, [&] { return random.next(); });
                    send(cluster, endpoint, api, body, version);
                    api.delete_request(body);
                }
            }
            ASSERT_TRUE(still_serves(cluster, endpoint)) << row.name;
        }
    }
};

TEST_F(EveryRequestTest, a_broker_listener_survives_all_of_them) { sweep(false, 3); }
TEST_F(EveryRequestTest, a_controller_listener_survives_all_of_them) { sweep(true, 4); }

}  // namespace
}  // namespace vitrine::broker::test
