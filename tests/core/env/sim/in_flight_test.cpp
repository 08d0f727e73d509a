// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "tests/core/env/peer.h"

namespace vitrine::env::sim {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing_env::frame_of;
using testing_env::Peer;
using testing_env::Server;

constexpr BrokerId client_id{1};
constexpr BrokerId server_id{2};
const Endpoint address{"127.0.0.1", 9092};

std::string text_of(const FrameInFlight& frame) { return std::string(as_text(frame.bytes.span())); }

// One node that connects and one that listens.
class SimFramesInFlight : public testing::Test {
protected:
    World world{42, {.link_delay = 5ms, .link_jitter = Duration(0)}};
    Node& client_node = world.add_node(client_id);
    Node& server_node = world.add_node(server_id);
    Server server;
    Peer client;

    void SetUp() override {
        ASSERT_TRUE(server.listen(server_node.environment().network, address, {}));
        client.connect(client_node.environment().network, address);
        ASSERT_TRUE(world.run_until([&] { return client.connected && !server.peers.empty(); }, 1s));
    }
    Peer& accepted() { return *server.peers.back(); }
    void send(std::string_view text) { client.connection->send(frame_of(text)); }
    std::uint64_t id_of(std::string_view text) {
        for (const FrameInFlight& frame : world.frames_in_flight()) {
            if (text_of(frame) == text) return frame.id;
        }
        return 0;
    }
};

TEST_F(SimFramesInFlight, areShownFromSendingToDelivery) {
    EXPECT_THAT(world.frames_in_flight(), IsEmpty());
    const Instant sent_at = world.now();
    send("hello");
    accepted().connection->send(frame_of("welcome"));
    const auto frames = world.frames_in_flight();
    ASSERT_THAT(frames, SizeIs(2));
    EXPECT_EQ(text_of(frames[0]), "hello");
    EXPECT_EQ(frames[0].id, 1u);
    EXPECT_EQ(frames[0].from, client_id);
    EXPECT_EQ(frames[0].to, server_id);
    EXPECT_EQ(frames[0].listener, address);
    EXPECT_FALSE(frames[0].backward);
    EXPECT_EQ(frames[0].sent_at, sent_at);
    EXPECT_EQ(frames[0].arrives_at, sent_at + 5ms);
    EXPECT_EQ(frames[0].held, FrameHeld::no);
    EXPECT_EQ(frames[0].size_bytes, 5);
    EXPECT_EQ(text_of(frames[1]), "welcome");
    EXPECT_EQ(frames[1].id, 2u);
    EXPECT_EQ(frames[1].connection, frames[0].connection);
    EXPECT_EQ(frames[1].from, server_id);
    EXPECT_EQ(frames[1].to, client_id);
    EXPECT_TRUE(frames[1].backward);
    EXPECT_EQ(text_of(*world.frame_in_flight(2)), "welcome");
    EXPECT_FALSE(world.frame_in_flight(3));
    world.run_for(10ms);
    EXPECT_THAT(world.frames_in_flight(), IsEmpty());
}

TEST_F(SimFramesInFlight, sayWhatHoldsThem) {
    send("a");
    world.cut_one_way(client_id, server_id);
    EXPECT_EQ(world.frames_in_flight().front().held, FrameHeld::cut);
    world.heal(client_id, server_id);
    world.pause(server_id);
    EXPECT_EQ(world.frames_in_flight().front().held, FrameHeld::paused);
    world.resume(server_id);
    accepted().connection->set_reading(false);
    world.run_for(1s);
    EXPECT_EQ(world.frames_in_flight().front().held, FrameHeld::not_reading);
    accepted().connection->set_reading(true);
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, ElementsAre("a"));

    Peer second;
    second.connect(client_node.environment().network, address);
    second.connection->send(frame_of("b"));
    EXPECT_EQ(world.frames_in_flight().front().held, FrameHeld::connecting);
}

TEST_F(SimFramesInFlight, waitForASlowMachineThatIsBusyWithWhatCameBefore) {
    world.slow_down(server_id, 20ms);
    send("a");
    send("b");
    EXPECT_EQ(world.frames_in_flight().front().held, FrameHeld::no) << "it is on its way, and nobody is busy yet";
    ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 1; }, 1s));
    const auto frames = world.frames_in_flight();
    ASSERT_THAT(frames, SizeIs(1));
    EXPECT_EQ(text_of(frames[0]), "b");
    EXPECT_EQ(frames[0].held, FrameHeld::busy);
    send("c");
    world.run_for(1ms);
    EXPECT_EQ(world.frame_in_flight(id_of("b"))->held, FrameHeld::busy);
    ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 2; }, 1s));
    world.slow_down(server_id, Duration(0));
    ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 3; }, 1s));
    send("d");
    EXPECT_EQ(world.frames_in_flight().front().held, FrameHeld::no) << "it is as it was";
}

TEST_F(SimFramesInFlight, droppedOnesNeverArriveAndTheConnectionStays) {
    send("a");
    send("b");
    send("c");
    EXPECT_EQ(client.connection->unsent_bytes(), 3);
    ASSERT_TRUE(world.drop_frame(id_of("a")));
    ASSERT_TRUE(world.drop_frame(id_of("c")));
    EXPECT_EQ(client.connection->unsent_bytes(), 1);
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, ElementsAre("b"));
    send("d");
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, ElementsAre("b", "d"));
    EXPECT_FALSE(accepted().closed);
}

TEST_F(SimFramesInFlight, delayedOnesKeepTheOrderOfTheirConnection) {
    send("a");
    send("b");
    send("c");
    const Instant before = world.now();
    ASSERT_TRUE(world.delay_frame(id_of("b"), 100ms));
    EXPECT_EQ(world.frame_in_flight(id_of("a"))->arrives_at, before + 5ms);
    EXPECT_EQ(world.frame_in_flight(id_of("b"))->arrives_at, before + 105ms);
    EXPECT_EQ(world.frame_in_flight(id_of("c"))->arrives_at, before + 105ms);
    world.run_for(50ms);
    EXPECT_THAT(accepted().frames, ElementsAre("a"));
    send("d");
    world.run_for(54ms);
    EXPECT_THAT(accepted().frames, ElementsAre("a"));
    world.run_for(1ms);
    EXPECT_THAT(accepted().frames, ElementsAre("a", "b", "c", "d"));
}

TEST_F(SimFramesInFlight, duplicatedOnesArriveTwiceInARow) {
    send("a");
    send("b");
    ASSERT_TRUE(world.duplicate_frame(id_of("a")));
    EXPECT_THAT(world.frames_in_flight(), SizeIs(3));
    EXPECT_EQ(client.connection->unsent_bytes(), 3);
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, ElementsAre("a", "a", "b"));
    EXPECT_EQ(client.connection->unsent_bytes(), 0);
}

TEST_F(SimFramesInFlight, thatHaveNotLeftMayBeDroppedAndDuplicatedToo) {
    Peer second;
    second.connect(client_node.environment().network, address);
    second.connection->send(frame_of("a"));
    second.connection->send(frame_of("b"));
    ASSERT_TRUE(world.drop_frame(id_of("a")));
    ASSERT_TRUE(world.duplicate_frame(id_of("b")));
    EXPECT_THAT(world.delay_frame(id_of("b"), 1s).error().message, HasSubstr("does not stand yet"));
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, ElementsAre("b", "b"));
}

TEST_F(SimFramesInFlight, thatAreNotCannotBeChanged) {
    send("a");
    const std::uint64_t id = id_of("a");
    world.run_for(1s);
    for (const Status& status : {world.drop_frame(id), world.delay_frame(id, 1s), world.duplicate_frame(id)}) {
        ASSERT_FALSE(status);
        EXPECT_EQ(status.error().message, "no frame 1 is under way: it has arrived, or its connection is over");
    }
}

// Every frame that was sent is delivered or lost, once.
TEST_F(SimFramesInFlight, areToldOfToAListener) {
    struct Listener final : FrameListener {
        std::map<std::uint64_t, std::string> sent;
        std::vector<std::uint64_t> delivered;
        std::vector<std::uint64_t> lost;
        std::vector<std::uint64_t> over;
        void on_sent(std::uint64_t id, std::uint64_t, bool, ByteSpan first_piece) override { sent[id] = as_text(first_piece); }
        void on_delivered(const FrameInFlight& frame) override {
            delivered.push_back(frame.id);
            EXPECT_EQ(text_of(frame), sent[frame.id]);
        }
        void on_lost(std::uint64_t id) override { lost.push_back(id); }
        void on_connection_over(std::uint64_t connection) override { over.push_back(connection); }
    };
    Listener listener;
    world.set_frame_listener(&listener);
    send("a");
    send("b");
    ASSERT_TRUE(world.duplicate_frame(id_of("a")));
    ASSERT_TRUE(world.drop_frame(id_of("b")));
    world.run_for(1s);
    EXPECT_THAT(listener.delivered, ElementsAre(1, 3));
    EXPECT_THAT(listener.lost, ElementsAre(2));
    EXPECT_THAT(listener.over, IsEmpty());
    send("c");
    world.break_connections(client_id, server_id);
    world.run_for(1s);
    EXPECT_THAT(listener.lost, ElementsAre(2, 4));
    EXPECT_THAT(listener.over, SizeIs(1));
    world.set_frame_listener(nullptr);
}

TEST_F(SimFramesInFlight, areLostWithAMachine) {
    struct Listener final : FrameListener {
        std::set<std::uint64_t> open;
        void on_sent(std::uint64_t id, std::uint64_t, bool, ByteSpan) override { open.insert(id); }
        void on_delivered(const FrameInFlight& frame) override { EXPECT_EQ(open.erase(frame.id), 1u); }
        void on_lost(std::uint64_t id) override { EXPECT_EQ(open.erase(id), 1u); }
        void on_connection_over(std::uint64_t) override {}
    };
    Listener listener;
    world.set_frame_listener(&listener);
    for (int i = 0; i < 10; ++i) {
        send("to the server");
        accepted().connection->send(frame_of("to the client"));
    }
    Peer second;
    second.connect(client_node.environment().network, address);
    second.connection->send(frame_of("early"));
    world.kill(server_id);
    world.run_for(1s);
    EXPECT_THAT(listener.open, IsEmpty());
    world.set_frame_listener(nullptr);
}

}  // namespace
}  // namespace vitrine::env::sim
