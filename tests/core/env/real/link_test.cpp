// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/env/peer.h"
#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing_env::frame_of;
using testing_env::Peer;
using testing_env::Server;

constexpr BrokerId client_id{1};
constexpr BrokerId server_id{2};

TEST(LinkTable, aLinkHasNoDirection) {
    LinkTable table;
    table.cut(client_id, server_id);
    EXPECT_TRUE(table.state(server_id, client_id).cut);
    table.slow(server_id, client_id, 5ms);
    EXPECT_EQ(table.state(client_id, server_id), (LinkTable::State{.cut = true, .delay = 5ms}));
    table.heal(server_id, client_id);
    EXPECT_EQ(table.state(client_id, server_id), LinkTable::State{});
    table.lossy(server_id, client_id, 10);
    EXPECT_EQ(table.state(client_id, server_id), (LinkTable::State{.loss_percent = 10}));
    table.cut(client_id, client_id);
    EXPECT_FALSE(table.state(client_id, client_id).cut) << "a node reaches itself";
}

TEST(LinkTable, tellsOfEachChangeWhileSomebodyListens) {
    LinkTable table;
    int told = 0;
    auto subscription = table.subscribe([&] { ++told; });
    table.cut(client_id, server_id);
    table.heal_all();
    EXPECT_EQ(told, 2);
    subscription.reset();
    table.cut(client_id, server_id);
    EXPECT_EQ(told, 2);
}

class Links : public testing::Test {
protected:
    SilentObserver observer;
    std::shared_ptr<LinkTable> table = std::make_shared<LinkTable>();
    NodeLoop server_loop{{.node = server_id, .links = table}, observer};
    NodeLoop client_loop{{.node = client_id, .links = table}, observer};
    NodeLoop outside_loop{{}, observer};
    Server server;
    Peer client;
    Endpoint address;

    void SetUp() override {
        for (NodeLoop* loop : {&server_loop, &client_loop, &outside_loop}) loop->start();
        server.on_accept = [](Peer& peer) {
            peer.on_frame_hook = [&peer](std::string_view text) { peer.connection->send(frame_of(text)); };
        };
        server_loop.run_and_wait([&] {
            ASSERT_TRUE(server.listen(server_loop.environment().network, {"127.0.0.1", 0}, {}));
            address = server.listener->endpoint();
        });
        table->set_owner(address, server_id);
    }
    void TearDown() override {
        for (NodeLoop* loop : {&outside_loop, &client_loop, &server_loop}) loop->stop();
    }
    void connect() {
        client_loop.run_and_wait([&] { client.connect(client_loop.environment().network, address); });
        ASSERT_TRUE(eventually(client_loop, [&] { return client.connected; }));
        ASSERT_TRUE(eventually(server_loop, [&] { return !server.peers.empty(); }));
    }
    // A change of the table reaches a loop by post: afterwards it is in force there.
    void in_force() {
        client_loop.run_and_wait([] {});
    }
    // Long enough that on a link that lets it pass, everything would have passed: the round trip of somebody outside.
    void let_pass() {
        Peer outside;
        outside_loop.run_and_wait([&] {
            outside.connect(outside_loop.environment().network, address);
            outside.connection->send(frame_of("outside"));
        });
        EXPECT_TRUE(eventually(outside_loop, [&] { return outside.frames.size() == 1; })) << "links are between nodes";
        outside_loop.run_and_wait([&] { outside.connection.reset(); });
        client_loop.run_and_wait([] {});
    }
};

TEST_F(Links, aCutLinkHoldsFramesOfBothDirections) {
    connect();
    Peer* accepted = server.peers.front().get();
    table->cut(client_id, server_id);
    in_force();
    client_loop.run_and_wait([&] { client.connection->send(frame_of("question")); });
    server_loop.run_and_wait([&] { accepted->connection->send(frame_of("notice")); });
    let_pass();
    client_loop.run_and_wait([&] {
        EXPECT_THAT(client.frames, IsEmpty());
        EXPECT_GT(client.connection->unsent_bytes(), 0);
    });
    server_loop.run_and_wait([&] { EXPECT_THAT(accepted->frames, IsEmpty()); });
    table->heal(client_id, server_id);
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == 2; }));
    EXPECT_THAT(client.frames, ElementsAre("notice", "question"));
}

TEST_F(Links, aNewConnectionHangsUntilTheLinkIsHealed) {
    table->cut(client_id, server_id);
    client_loop.run_and_wait([&] {
        client.connect(client_loop.environment().network, address);
        client.connection->send(frame_of("hello"));
    });
    let_pass();
    client_loop.run_and_wait([&] {
        EXPECT_FALSE(client.connected);
        EXPECT_FALSE(client.closed);
    });
    table->heal_all();
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == 1; }));
}

TEST_F(Links, aConnectionThatHangsMayBeGivenUp) {
    table->cut(client_id, server_id);
    client_loop.run_and_wait([&] { client.connect(client_loop.environment().network, address); });
    in_force();
    client_loop.run_and_wait([&] { client.connection.reset(); });
    table->heal_all();
    let_pass();
    server_loop.run_and_wait([&] { EXPECT_EQ(server.peers.size(), 1U) << "only the one from outside"; });
}

TEST_F(Links, theNewsOfAnEndDoesNotPassACutLink) {
    connect();
    Peer* accepted = server.peers.front().get();
    table->cut(client_id, server_id);
    in_force();
    client_loop.run_and_wait([&] { client.connection.reset(); });
    let_pass();
    server_loop.run_and_wait([&] { EXPECT_FALSE(accepted->closed); });
    table->heal_all();
    ASSERT_TRUE(eventually(server_loop, [&] { return accepted->closed.has_value(); }));
}

TEST_F(Links, aDeathBehindACutIsSeenAfterwards) {
    connect();
    table->cut(client_id, server_id);
    in_force();
    server_loop.stop();
    client_loop.run_and_wait([&] { EXPECT_FALSE(client.closed); });
    table->heal_all();
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
}

TEST_F(Links, aSlowLinkDelaysEachWay) {
    constexpr Duration delay = 40ms;
    connect();
    table->slow(client_id, server_id, delay);
    in_force();
    Instant sent;
    Instant came;
    client.on_frame_hook = [&](std::string_view) { came = client_loop.environment().clock.now(); };
    client_loop.run_and_wait([&] {
        sent = client_loop.environment().clock.now();
        for (const char* text : {"a", "b", "c"}) client.connection->send(frame_of(text));
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == 3; }));
    EXPECT_GE(came - sent, 2 * delay);
    EXPECT_THAT(client.frames, ElementsAre("a", "b", "c"));
}

TEST_F(Links, aLossyLinkDelaysSomeFramesAndKeepsTheirOrder) {
    connect();
    table->lossy(client_id, server_id, 20);
    in_force();
    std::vector<std::string> sent;
    std::vector<Instant> came;
    client.on_frame_hook = [&](std::string_view) { came.push_back(client_loop.environment().clock.now()); };
    Instant begin;
    client_loop.run_and_wait([&] {
        begin = client_loop.environment().clock.now();
        for (int i = 0; i < 40; ++i) {
            sent.push_back(std::to_string(i));
            client.connection->send(frame_of(sent.back()));
        }
    });
    // Of eighty frames at least one is lost, but for one run in 10^7.
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == 40; }, 60s));
    EXPECT_EQ(client.frames, sent);
    EXPECT_GE(came.back() - begin, 200ms) << "what follows waits for what is sent again";
    table->heal(client_id, server_id);
    in_force();
    client_loop.run_and_wait([&] { client.connection->send(frame_of("healed")); });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.back() == "healed"; }));
}

TEST_F(Links, healingASlowLinkLetsGoWhatItHeld) {
    connect();
    table->slow(client_id, server_id, 1h);
    in_force();
    client_loop.run_and_wait([&] { client.connection->send(frame_of("a")); });
    let_pass();
    client_loop.run_and_wait([&] { EXPECT_THAT(client.frames, IsEmpty()); });
    Peer late;
    client_loop.run_and_wait([&] { late.connect(client_loop.environment().network, address); });
    in_force();
    client_loop.run_and_wait([&] { EXPECT_FALSE(late.connected); });
    table->heal(client_id, server_id);
    ASSERT_TRUE(eventually(client_loop, [&] { return client.frames.size() == 1 && late.connected; }));
    client_loop.stop();
}

TEST_F(Links, aSlowLinkTellsTheEndAfterWhatItHeld) {
    connect();
    table->slow(client_id, server_id, 20ms);
    in_force();
    server_loop.run_and_wait([&] {
        server.peers.front()->connection->send(frame_of("last"));
        server.peers.front()->connection->close();
    });
    ASSERT_TRUE(eventually(client_loop, [&] { return client.closed.has_value(); }));
    EXPECT_THAT(client.frames, ElementsAre("last"));
}

}  // namespace
}  // namespace vitrine::env::real
