// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
using testing_env::frame_of;
using testing_env::Peer;
using testing_env::Server;

constexpr BrokerId client_id{1};
constexpr BrokerId server_id{2};
const Endpoint address{"127.0.0.1", 9092};

// One node that connects and one that listens and keeps what it hears.
class SimNetwork : public testing::Test {
protected:
    World world{42};
    Node& client_node = world.add_node(client_id);
    Node& server_node = world.add_node(server_id);
    Server server;
    Peer client;

    void listen(NetworkLimits limits = {}) { ASSERT_TRUE(server.listen(server_node.environment().network, address, limits)); }
    void connect() {
        client.connect(client_node.environment().network, address);
        ASSERT_TRUE(world.run_until([&] { return client.connected && !server.peers.empty(); }, 1s));
    }
    Peer& accepted() { return *server.peers.back(); }
};

TEST_F(SimNetwork, framesArriveInOrderAndLater) {
    listen();
    connect();
    const Instant sent_at = world.now();
    for (int i = 0; i < 100; ++i) client.connection->send(frame_of(std::to_string(i)));
    EXPECT_THAT(accepted().frames, IsEmpty());
    EXPECT_EQ(client.connection->unsent_bytes(), 10 + 2 * 90);
    ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 100; }, 1s));
    EXPECT_GT(world.now(), sent_at);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(accepted().frames[static_cast<std::size_t>(i)], std::to_string(i));
    EXPECT_EQ(client.connection->unsent_bytes(), 0);
}

TEST_F(SimNetwork, theSenderIsToldWhenWhatItSentHasGoneOut) {
    listen();
    connect();
    accepted().connection->set_reading(false);
    client.connection->tell_when_sent(0);
    EXPECT_EQ(client.sent_told, 0) << "not inside the call";
    ASSERT_TRUE(world.run_until([&] { return client.sent_told == 1; }, 1s)) << "nothing is unsent";
    for (int i = 0; i < 10; ++i) client.connection->send(frame_of("12345678"));
    client.connection->tell_when_sent(40);
    world.run_for(1s);
    EXPECT_EQ(client.sent_told, 1);
    accepted().on_frame_hook = [&](std::string_view) { EXPECT_EQ(client.sent_told, accepted().frames.size() <= 5 ? 1 : 2); };
    accepted().connection->set_reading(true);
    ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 10; }, 1s));
    EXPECT_EQ(client.sent_told, 2) << "once";
}

TEST_F(SimNetwork, bothSidesKnowEachOther) {
    listen();
    connect();
    EXPECT_EQ(client.connection->remote(), address);
    EXPECT_EQ(accepted().connection->local(), address);
    EXPECT_EQ(accepted().connection->remote(), client.connection->local());
    EXPECT_NE(client.connection->local().port, 0);
}

TEST_F(SimNetwork, whatIsSentBeforeTheConnectionStandsArrivesAfterwardsInOrder) {
    listen();
    client.connect(client_node.environment().network, address);
    client.connection->send(frame_of("a"));
    client.on_connect = [&] { client.connection->send(frame_of("c")); };
    client.connection->send(frame_of("b"));
    EXPECT_EQ(client.connection->unsent_bytes(), 2);
    ASSERT_TRUE(world.run_until([&] { return !server.peers.empty() && accepted().frames.size() == 3; }, 1s));
    EXPECT_THAT(accepted().frames, ElementsAre("a", "b", "c"));
}

TEST_F(SimNetwork, theServerMaySpeakFirst) {
    listen();
    server.on_accept = [](Peer& peer) { peer.connection->send(frame_of("welcome")); };
    connect();
    ASSERT_TRUE(world.run_until([&] { return client.frames.size() == 1; }, 1s));
    EXPECT_THAT(client.frames, ElementsAre("welcome"));
}

TEST_F(SimNetwork, aRefusedConnectionIsReportedLater) {
    client.connect(client_node.environment().network, address);
    EXPECT_FALSE(client.closed);
    ASSERT_TRUE(world.run_until([&] { return client.closed.has_value(); }, 1s));
    EXPECT_EQ(client.closed->code, ErrorCode::NETWORK_EXCEPTION);
    EXPECT_THAT(client.closed->message, HasSubstr("127.0.0.1:9092 refused"));
    EXPECT_FALSE(client.connected);
}

TEST_F(SimNetwork, anOccupiedPortIsNamed) {
    listen();
    const auto second = client_node.environment().network.listen(address, {}, [](auto) { return nullptr; });
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr("port 9092 on 127.0.0.1 is in use"));
    server.listener.reset();
    EXPECT_TRUE(client_node.environment().network.listen(address, {}, [](auto) { return nullptr; }));
}

TEST_F(SimNetwork, closeIsToldToThePeerAfterWhatWasSent) {
    listen();
    connect();
    client.connection->send(frame_of("last words"));
    client.connection->close();
    client.connection->send(frame_of("ignored"));
    ASSERT_TRUE(world.run_until([&] { return accepted().closed.has_value(); }, 1s));
    EXPECT_THAT(accepted().frames, ElementsAre("last words"));
    EXPECT_FALSE(client.closed) << "who closes is not told";
}

TEST_F(SimNetwork, destroyingAConnectionClosesIt) {
    listen();
    connect();
    client.connection.reset();
    ASSERT_TRUE(world.run_until([&] { return accepted().closed.has_value(); }, 1s));
}

TEST_F(SimNetwork, aConnectionMayBeDestroyedByItsOwnFrame) {
    listen();
    connect();
    accepted().on_frame_hook = [&](std::string_view) { accepted().connection.reset(); };
    client.connection->send(frame_of("a"));
    client.connection->send(frame_of("b"));
    ASSERT_TRUE(world.run_until([&] { return client.closed.has_value(); }, 1s));
    EXPECT_THAT(accepted().frames, ElementsAre("a"));
}

TEST_F(SimNetwork, anAcceptorThatTakesNobodyClosesTheConnection) {
    auto listener = server_node.environment().network.listen(address, {}, [](auto) { return nullptr; });
    ASSERT_TRUE(listener);
    client.connect(client_node.environment().network, address);
    ASSERT_TRUE(world.run_until([&] { return client.closed.has_value(); }, 1s));
}

TEST_F(SimNetwork, aFrameLongerThanAllowedClosesTheConnection) {
    listen({.frame_bytes_max = 10});
    connect();
    client.connection->send(frame_of("0123456789"));
    client.connection->send(frame_of("01234567890"));
    ASSERT_TRUE(world.run_until([&] { return accepted().closed && client.closed; }, 1s));
    EXPECT_THAT(accepted().frames, ElementsAre("0123456789"));
    EXPECT_EQ(accepted().closed->code, ErrorCode::INVALID_REQUEST);
    EXPECT_THAT(accepted().closed->message, HasSubstr("11 bytes"));
}

TEST_F(SimNetwork, noMoreConnectionsAreAcceptedThanAllowed) {
    listen({.connections_max = 2});
    connect();
    Peer second;
    Peer third;
    second.connect(client_node.environment().network, address);
    ASSERT_TRUE(world.run_until([&] { return server.peers.size() == 2; }, 1s));
    third.connect(client_node.environment().network, address);
    ASSERT_TRUE(world.run_until([&] { return third.closed.has_value(); }, 1s));
    EXPECT_FALSE(second.closed);
    client.connection->close();
    world.run_for(1s);
    Peer fourth;
    fourth.connect(client_node.environment().network, address);
    world.run_for(1s);
    EXPECT_TRUE(fourth.connected);
    EXPECT_FALSE(fourth.closed);
}

TEST_F(SimNetwork, framesWaitWhileTheReaderDoesNotRead) {
    listen();
    connect();
    accepted().connection->set_reading(false);
    client.connection->send(frame_of("a"));
    client.connection->send(frame_of("b"));
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, IsEmpty());
    EXPECT_EQ(client.connection->unsent_bytes(), 2);
    accepted().connection->set_reading(true);
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, ElementsAre("a", "b"));
    EXPECT_EQ(client.connection->unsent_bytes(), 0);
}

TEST_F(SimNetwork, piecesOfFilesAreReadWhenTheyAreDelivered) {
    listen();
    connect();
    Disk& disk = client_node.environment().disk;
    const std::shared_ptr<File> file = *disk.open("log", OpenMode::read_write);
    ASSERT_TRUE(file->append(as_bytes("0123456789")));
    Frame frame;
    frame.pieces.emplace_back(to_bytes("<"));
    frame.pieces.emplace_back(FileSlice{.file = file, .position = 2, .size = 3});
    frame.pieces.emplace_back(SharedBytes(to_bytes(">")));
    client.connection->send(std::move(frame));
    ASSERT_TRUE(world.run_until([&] { return !accepted().frames.empty(); }, 1s));
    EXPECT_THAT(accepted().frames, ElementsAre("<234>"));
}

TEST_F(SimNetwork, aFileThatBecameTooShortBreaksTheConnection) {
    listen();
    connect();
    const std::shared_ptr<File> file = *client_node.environment().disk.open("log", OpenMode::read_write);
    ASSERT_TRUE(file->append(as_bytes("0123456789")));
    Frame frame;
    frame.pieces.emplace_back(FileSlice{.file = file, .position = 0, .size = 10});
    client.connection->send(std::move(frame));
    ASSERT_TRUE(file->truncate(5));
    ASSERT_TRUE(world.run_until([&] { return accepted().closed && client.closed; }, 1s));
    EXPECT_THAT(accepted().frames, IsEmpty());
}

TEST_F(SimNetwork, aKilledNodesConnectionsBreak) {
    listen();
    connect();
    Peer& peer = accepted();
    const Instant killed_at = world.now();
    world.kill(server_id);
    EXPECT_FALSE(client.closed);
    ASSERT_TRUE(world.run_until([&] { return client.closed.has_value(); }, 1s));
    EXPECT_GT(world.now(), killed_at);
    EXPECT_FALSE(peer.closed) << "nobody tells the dead";
    Peer late;
    late.connect(client_node.environment().network, address);
    ASSERT_TRUE(world.run_until([&] { return late.closed.has_value(); }, 1s));
    EXPECT_THAT(late.closed->message, HasSubstr("refused"));
}

TEST_F(SimNetwork, ofTheFramesUnderWayADeadNodeLeavesSomeFirstOnes) {
    std::set<std::size_t> counts;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        World some(seed);
        Node& from = some.add_node(client_id);
        Server to;
        ASSERT_TRUE(to.listen(some.add_node(server_id).environment().network, address, {}));
        Peer sender;
        sender.connect(from.environment().network, address);
        ASSERT_TRUE(some.run_until([&] { return sender.connected && !to.peers.empty(); }, 1s));
        for (const char* text : {"a", "b", "c"}) sender.connection->send(frame_of(text));
        some.kill(client_id);
        ASSERT_TRUE(some.run_until([&] { return to.peers.back()->closed.has_value(); }, 1s));
        const std::vector<std::string> all{"a", "b", "c"};
        const auto& got = to.peers.back()->frames;
        EXPECT_TRUE(std::equal(got.begin(), got.end(), all.begin()));
        counts.insert(got.size());
    }
    EXPECT_THAT(counts, ElementsAre(0, 1, 2, 3));
}

TEST_F(SimNetwork, aRestartedNodeListensAgain) {
    listen();
    connect();
    world.kill(server_id);
    world.restart(server_id);
    Server again;
    ASSERT_TRUE(again.listen(server_node.environment().network, address, {}));
    Peer late;
    late.connect(client_node.environment().network, address);
    ASSERT_TRUE(world.run_until([&] { return late.connected; }, 1s));
    EXPECT_EQ(again.peers.size(), 1U);
}

TEST_F(SimNetwork, aPausedServerIsConnectedToButDoesNotAnswer) {
    listen();
    world.pause(server_id);
    client.connect(client_node.environment().network, address);
    client.connection->send(frame_of("hello"));
    ASSERT_TRUE(world.run_until([&] { return client.connected; }, 1s));
    world.run_for(1s);
    EXPECT_THAT(server.peers, IsEmpty());
    world.resume(server_id);
    world.run_for(1s);
    EXPECT_THAT(accepted().frames, ElementsAre("hello"));
}

TEST_F(SimNetwork, aCutLinkHoldsEverythingUntilItIsHealed) {
    listen();
    connect();
    world.cut(client_id, server_id);
    client.connection->send(frame_of("question"));
    accepted().connection->send(frame_of("notice"));
    Peer late;
    late.connect(client_node.environment().network, address);
    world.run_for(60s);
    EXPECT_THAT(accepted().frames, IsEmpty());
    EXPECT_THAT(client.frames, IsEmpty());
    EXPECT_FALSE(client.closed);
    EXPECT_FALSE(late.connected);
    EXPECT_FALSE(late.closed);
    world.heal(server_id, client_id);
    world.run_for(1s);
    EXPECT_THAT(server.peers.front()->frames, ElementsAre("question"));
    EXPECT_THAT(client.frames, ElementsAre("notice"));
    EXPECT_TRUE(late.connected);
}

TEST_F(SimNetwork, aLinkMayBeCutOneWay) {
    listen();
    connect();
    world.cut_one_way(server_id, client_id);
    client.connection->send(frame_of("question"));
    accepted().connection->send(frame_of("answer"));
    world.run_for(5s);
    EXPECT_THAT(accepted().frames, ElementsAre("question"));
    EXPECT_THAT(client.frames, IsEmpty());
    world.heal_all();
    world.run_for(1s);
    EXPECT_THAT(client.frames, ElementsAre("answer"));
}

TEST_F(SimNetwork, theNewsOfADeathDoesNotPassACutLink) {
    listen();
    connect();
    world.cut(client_id, server_id);
    world.kill(server_id);
    world.run_for(60s);
    EXPECT_FALSE(client.closed);
    world.heal_all();
    world.run_for(1s);
    EXPECT_TRUE(client.closed);
}

TEST_F(SimNetwork, aSlowLinkDelaysEachWay) {
    listen();
    connect();
    world.slow(client_id, server_id, 200ms);
    accepted().on_frame_hook = [&](std::string_view text) { accepted().connection->send(frame_of(text)); };
    const Instant sent_at = world.now();
    client.connection->send(frame_of("ping"));
    ASSERT_TRUE(world.run_until([&] { return !client.frames.empty(); }, 5s));
    EXPECT_GE(world.now() - sent_at, 400ms);
    EXPECT_LT(world.now() - sent_at, 410ms);
}

TEST_F(SimNetwork, aCloggedLinkPassesItsFramesOneAfterAnother) {
    listen();
    connect();
    world.clog(client_id, server_id, 1000);
    const Instant sent_at = world.now();
    for (int i = 0; i < 3; ++i) client.connection->send(frame_of(std::string(496, 'x')));  // with its length half a second each
    accepted().connection->send(frame_of("back"));
    ASSERT_TRUE(world.run_until([&] { return !client.frames.empty(); }, 5s));
    EXPECT_LT(world.now() - sent_at, 20ms) << "each direction has its own bytes";
    ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 2; }, 5s));
    EXPECT_GE(world.now() - sent_at, 1000ms);
    EXPECT_LT(world.now() - sent_at, 1010ms);
    ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 3; }, 5s));
    EXPECT_GE(world.now() - sent_at, 1500ms);
}

TEST_F(SimNetwork, connectionsShareTheBytesOfACloggedLink) {
    listen();
    connect();
    Peer other;
    other.connect(client_node.environment().network, address);
    ASSERT_TRUE(world.run_until([&] { return other.connected && server.peers.size() == 2; }, 1s));
    world.clog(server_id, client_id, 1000);
    const Instant sent_at = world.now();
    client.connection->send(frame_of(std::string(996, 'x')));
    other.connection->send(frame_of(std::string(996, 'x')));
    ASSERT_TRUE(world.run_until([&] { return !server.peers.back()->frames.empty(); }, 5s));
    EXPECT_GE(world.now() - sent_at, 2s);
}

TEST_F(SimNetwork, whatWaitsInACloggedLinkGoesWhenItIsHealed) {
    for (const bool all : {false, true}) {
        SCOPED_TRACE(all);
        if (!all) listen();
        if (all) client = {};
        connect();
        world.clog(client_id, server_id, 10);
        std::vector<std::string> sent;
        for (int i = 0; i < 5; ++i) {
            sent.push_back(std::string(1000, static_cast<char>('a' + i)));
            client.connection->send(frame_of(sent.back()));
        }
        world.run_for(1s);
        EXPECT_THAT(accepted().frames, IsEmpty());
        if (all) world.heal_all();
        else world.heal(server_id, client_id);
        const Instant healed_at = world.now();
        ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 5; }, 1s));
        EXPECT_LT(world.now() - healed_at, 20ms);
        EXPECT_EQ(accepted().frames, sent) << "in their order";
        client.connection->send(frame_of("later"));
        ASSERT_TRUE(world.run_until([&] { return accepted().frames.size() == 6; }, 1s));
        world.run_for(500s);  // until after the time when they would have arrived
        EXPECT_EQ(accepted().frames.size(), 6u);
    }
}

TEST_F(SimNetwork, brokenConnectionsAreToldToBothSides) {
    listen();
    connect();
    client.connection->send(frame_of("lost"));
    world.break_connections(server_id, client_id);
    world.run_for(1s);
    EXPECT_TRUE(client.closed);
    EXPECT_TRUE(accepted().closed);
    EXPECT_THAT(accepted().frames, IsEmpty());
    EXPECT_EQ(client.connection->unsent_bytes(), 0);
}

TEST_F(SimNetwork, aNodeReachesItselfWhateverIsCut) {
    listen();
    world.cut(server_id, server_id);
    world.cut(server_id, client_id);
    client.connect(server_node.environment().network, address);
    ASSERT_TRUE(world.run_until([&] { return client.connected; }, 1s));
}

}  // namespace
}  // namespace vitrine::env::sim
