// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/broker_lifecycle.h"

#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "rpc/server.h"

// A broker's standing with the controller, without the rest of the broker.
namespace vitrine::broker::test {
namespace {

constexpr BrokerId self{1};
constexpr BrokerId controller{2};
constexpr std::int64_t registered_at = 100;

// Registers whoever asks and keeps the heartbeats; unfences as Kafka's controller does.
class RecordingController final : public rpc::RequestHandler {
public:
    void handle(rpc::Request request, rpc::Responder responder) override {
        if (request.header.request_api_key == static_cast<std::int16_t>(wire::ApiKey::broker_registration)) {
            messages::BrokerRegistrationResponse response;
            response.broker_epoch = BrokerEpoch(registered_at);
            return responder.respond(response);
        }
        const auto heartbeat = request.decode<messages::BrokerHeartbeatRequest>();
        ASSERT_TRUE(heartbeat) << "nothing else is asked";
        heartbeats.push_back(*heartbeat);
        messages::BrokerHeartbeatResponse response;
        response.is_caught_up = heartbeat->current_metadata_offset >= Offset(registered_at);
        response.is_fenced = heartbeat->want_fence || !response.is_caught_up;
        responder.respond(response);
    }
    std::vector<messages::BrokerHeartbeatRequest> heartbeats;
};

class BrokerLifecycleTest : public ::testing::Test {
protected:
    BrokerLifecycleTest()
        : world(1),
          logger("broker-1"),
          server(world.add_node(controller).environment(), {.node = controller, .controller_listener = true}, recording, logger),
          channel(world.add_node(self).environment(), self, "heartbeat", [this](BrokerId) { return voters.at(controller); }),
          lifecycle({.environment = world.node(self).environment(),
                     .broker = self,
                     .cluster_id = "AAAAAAAAAAAAAAAAAAAAAg",
                     .incarnation_id = Uuid::from_halves(1, 1),
                     .directory_ids = {Uuid::from_halves(2, 2), Uuid::from_halves(2, 3)},
                     .endpoint = {"127.0.0.1", 9092},
                     .config = config,
                     .controller = channel,
                     .metadata_offset = [this] { return applied; },
                     .on_caught_up = [this] { ++caught_up; },
                     .on_changed = [] {},
                     .on_unheard = [this](const Error& error) { unheard.push_back(error.message); },
                     .logger = logger}) {
        EXPECT_TRUE(server.listen(voters.at(controller)));
        channel.on_controller_changed({controller, LeaderEpoch(1)});
    }

    env::sim::World world;
    Logger logger;
    BrokerConfig config = *BrokerConfig::parse({});
    std::map<BrokerId, env::Endpoint> voters{{controller, {"127.0.0.1", 9192}}};
    RecordingController recording;
    rpc::Server server;
    ControllerChannel channel;
    Offset applied{7};
    int caught_up = 0;
    std::vector<std::string> unheard;
    BrokerLifecycle lifecycle;
};

// KIP-631: a heartbeat says how far the broker has applied the metadata; whoever is behind its own registration stays fenced.
TEST_F(BrokerLifecycleTest, heartbeats_tell_what_the_broker_has_applied_and_it_asks_for_work_only_when_it_is_ready) {
    lifecycle.start();
    ASSERT_TRUE(world.run_until([&] { return recording.heartbeats.size() == 2; }, std::chrono::seconds(30)));
    EXPECT_EQ(lifecycle.state(), BrokerLifecycle::State::catching_up);
    for (const auto& heartbeat : recording.heartbeats) {
        EXPECT_EQ(heartbeat.current_metadata_offset, Offset(7));
        EXPECT_TRUE(heartbeat.want_fence);
        EXPECT_EQ(heartbeat.broker_epoch, BrokerEpoch(registered_at));
    }
    // The log may hold more: what counts is what was applied.
    applied = Offset(registered_at - 1);
    lifecycle.on_metadata();
    EXPECT_EQ(caught_up, 0);
    applied = Offset(registered_at);
    lifecycle.on_metadata();
    EXPECT_EQ(caught_up, 1);
    EXPECT_TRUE(lifecycle.fenced());

    applied = Offset(registered_at + 3);
    lifecycle.ready();
    ASSERT_TRUE(world.run_until([&] { return lifecycle.state() == BrokerLifecycle::State::running; }, std::chrono::seconds(1)));
    EXPECT_FALSE(recording.heartbeats.back().want_fence);
    EXPECT_EQ(recording.heartbeats.back().current_metadata_offset, Offset(registered_at + 3));
    EXPECT_FALSE(lifecycle.fenced());
    lifecycle.stop();
}

// KIP-858: the controller hears of a log directory that failed at once, and with every heartbeat from then on.
TEST_F(BrokerLifecycleTest, heartbeats_tell_of_log_directories_that_failed) {
    lifecycle.start();
    applied = Offset(registered_at);
    ASSERT_TRUE(world.run_until([&] { return lifecycle.registered(); }, std::chrono::seconds(5)));
    lifecycle.on_metadata();
    lifecycle.ready();
    ASSERT_TRUE(world.run_until([&] { return lifecycle.state() == BrokerLifecycle::State::running; }, std::chrono::seconds(1)));
    EXPECT_TRUE(recording.heartbeats.back().offline_log_dirs.empty());
    const std::size_t before = recording.heartbeats.size();
    lifecycle.on_directory_failed(Uuid::from_halves(2, 3));
    ASSERT_TRUE(world.run_until([&] { return recording.heartbeats.size() == before + 1; }, std::chrono::milliseconds(100)));
    EXPECT_EQ(recording.heartbeats.back().offline_log_dirs, std::vector{Uuid::from_halves(2, 3)});
    world.run_for(std::chrono::minutes(2));
    EXPECT_GT(recording.heartbeats.size(), before + 50);
    EXPECT_EQ(recording.heartbeats.back().offline_log_dirs, std::vector{Uuid::from_halves(2, 3)});
    EXPECT_TRUE(unheard.empty());

    world.cut(self, controller);
    lifecycle.on_directory_failed(Uuid::from_halves(2, 2));
    world.run_for(std::chrono::seconds(29));
    EXPECT_TRUE(unheard.empty());
    world.run_for(std::chrono::seconds(2));
    EXPECT_EQ(unheard.size(), 1u) << "log.dir.failure.timeout.ms";
    lifecycle.stop();
}

}  // namespace
}  // namespace vitrine::broker::test
