// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "tests/core/env/peer.h"

namespace vitrine::env::sim {
namespace {

using namespace std::chrono_literals;
using testing_env::frame_of;
using testing_env::Peer;
using testing_env::Server;

constexpr int nodes = 3;

// A node that gossips: by chance it writes to its disk, syncs it, sends to others, answers, and tells of it.
struct Gossip {
    explicit Gossip(Environment its_env, BrokerId its_id) : env(its_env), id(its_id) {
        file = env.disk.open("log", OpenMode::read_write).value();
        server.on_accept = [](Peer& peer) {
            peer.on_frame_hook = [&peer](std::string_view text) {
                peer.connection->send(frame_of(std::string("re: ") + std::string(text)));
            };
        };
        EXPECT_TRUE(server.listen(env.network, {"127.0.0.1", static_cast<std::uint16_t>(9092 + id.value())}, {}));
        tick();
    }
    void tick() {
        timer = env.clock.schedule_after(Milliseconds(env.random.between(1, 20)), [this] {
            act();
            tick();
        });
    }
    void act() {
        switch (env.random.below(4)) {
            case 0: EXPECT_TRUE(file->append(as_bytes(env.random.uuid().to_string()))); break;
            case 1:
                file->sync([this](Status) {
                    env.observer.record(env.clock.now(), env.clock.wall_now(), observe::SegmentRolled{.base_offset = Offset(file->size())});
                });
                break;
            case 2: {
                auto peer = std::make_unique<Peer>();
                peer->connect(env.network, {"127.0.0.1", static_cast<std::uint16_t>(9092 + env.random.between(1, nodes))});
                peer->connection->send(frame_of(env.random.uuid().to_string()));
                peers.push_back(std::move(peer));
                break;
            }
            case 3:
                if (!peers.empty()) peers.erase(peers.begin());
                break;
        }
        if (env.observer.interest().views) env.observer.publish({.node = id});
    }

    Environment env;
    BrokerId id;
    std::shared_ptr<File> file;
    Server server;
    std::vector<std::unique_ptr<Peer>> peers;
    Timer timer;
};

struct Outcome {
    std::uint64_t digest = 0;
    std::uint64_t steps = 0;
    std::size_t events = 0;
};

Outcome run(std::uint64_t seed, observe::Interest interest = {}) {
    World world(seed);
    std::map<BrokerId, std::unique_ptr<Gossip>> gossips;
    const auto start = [&](BrokerId id) { gossips[id] = std::make_unique<Gossip>(world.node(id).environment(), id); };
    for (int i = 1; i <= nodes; ++i) {
        world.add_node(BrokerId(i)).observed().set_interest(interest);
        start(BrokerId(i));
    }
    Xoshiro faults(seed);
    for (int round = 0; round < 40; ++round) {
        world.run_for(50ms);
        const BrokerId a(static_cast<std::int32_t>(faults.between(1, nodes)));
        const BrokerId b(static_cast<std::int32_t>(faults.between(1, nodes)));
        switch (faults.below(7)) {
            case 0:
                world.crash(a, {.bytes = UnsyncedBytes::torn});
                gossips.erase(a);
                world.restart(a);
                start(a);
                break;
            case 1: world.cut_one_way(a, b); break;
            case 2: world.heal_all(); break;
            case 3: world.pause(a); break;
            case 4: world.resume(a); break;
            case 5: world.slow(a, b, 5ms); break;
            case 6: world.break_connections(a, b); break;
        }
    }
    Outcome outcome{.digest = world.digest(), .steps = world.steps()};
    for (int i = 1; i <= nodes; ++i) outcome.events += world.node(BrokerId(i)).observed().events().size();
    return outcome;
}

TEST(Determinism, theSameSeedGivesTheSameRun) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Outcome first = run(seed);
        const Outcome second = run(seed);
        EXPECT_EQ(first.digest, second.digest) << "seed " << seed;
        EXPECT_EQ(first.steps, second.steps) << "seed " << seed;
        EXPECT_GT(first.steps, 500U);
        EXPECT_GT(first.events, 0U);
    }
}

TEST(Determinism, otherSeedsGiveOtherRuns) {
    std::set<std::uint64_t> digests;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) digests.insert(run(seed).digest);
    EXPECT_EQ(digests.size(), 20U);
}

TEST(Determinism, anObserverWhoLooksChangesNothing) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        EXPECT_EQ(run(seed).digest, run(seed, {.views = true, .segments = true, .wire = true}).digest) << "seed " << seed;
    }
}

TEST(Determinism, oneByteOnADiskChangesTheDigest) {
    World world(1);
    Node& node = world.add_node(BrokerId(1));
    ASSERT_TRUE(node.disk().open("a", OpenMode::read_write).value()->append(as_bytes("x")));
    const std::uint64_t before = world.digest();
    ASSERT_TRUE(node.disk().corrupt("a", 0));
    EXPECT_NE(world.digest(), before);
}

TEST(Teardown, aWorldMayEndWithEverythingUnderWay) {
    auto captured = std::make_shared<std::vector<std::unique_ptr<Peer>>>();
    Server server;
    {
        World world(1);
        const Environment env = world.add_node(BrokerId(1)).environment();
        ASSERT_TRUE(server.listen(env.network, {"127.0.0.1", 9092}, {}));
        captured->push_back(std::make_unique<Peer>());
        captured->back()->connect(env.network, {"127.0.0.1", 9092});
        captured->back()->connection->send(frame_of("x"));
        auto timer = std::make_shared<Timer>(env.clock.schedule_after(1h, [] {}));
        // The queue is the last holder of a connection and of a timer.
        env.clock.post([captured, timer] {});
        captured.reset();
        server.listener.reset();
    }
    SUCCEED();
}

}  // namespace
}  // namespace vitrine::env::sim
