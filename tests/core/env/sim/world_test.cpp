// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/sim/world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::env::sim {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr BrokerId node_1{1};
constexpr BrokerId node_2{2};

TEST(VirtualTime, passesOnlyWithEvents) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    const Instant start = env.clock.now();
    Instant fired{};
    const Timer timer = env.clock.schedule_after(90min, [&] { fired = env.clock.now(); });
    ASSERT_TRUE(world.run_until([&] { return fired != Instant{}; }, 2h));
    EXPECT_EQ(fired - start, 90min);
    EXPECT_EQ(world.now(), fired);
}

TEST(VirtualTime, runForEndsExactlyThen) {
    World world(1);
    world.add_node(node_1);
    world.run_for(1500ms);
    EXPECT_EQ(world.now().time_since_epoch(), 1500ms);
}

TEST(VirtualTime, aLimitThatPassesIsAnsweredWithFalse) {
    World world(1);
    const Instant start = world.now();
    EXPECT_FALSE(world.run_until([] { return false; }, 3s));
    EXPECT_EQ(world.now() - start, 3s);
}

TEST(VirtualTime, callbacksOfEqualTimeRunInTheOrderOfScheduling) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    std::string order;
    const Instant at = env.clock.now() + 1s;
    const Timer b = env.clock.schedule(at, [&] { order += 'b'; });
    const Timer c = env.clock.schedule(at, [&] { order += 'c'; });
    const Timer a = env.clock.schedule(at - 1ms, [&] { order += 'a'; });
    env.clock.post([&] { order += '1'; });
    env.clock.post([&] {
        order += '2';
        env.clock.post([&] { order += '3'; });
    });
    world.run_for(2s);
    EXPECT_EQ(order, "123abc");
}

TEST(VirtualTime, aCallbackNeverRunsInsideTheCallThatAskedForIt) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    bool ran = false;
    const Timer timer = env.clock.schedule(env.clock.now() - 5s, [&] { ran = true; });
    env.clock.post([] {});
    EXPECT_FALSE(ran);
    EXPECT_TRUE(world.step());
    EXPECT_TRUE(ran);
}

TEST(VirtualTime, aCancelledTimerNeverRuns) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    int fired = 0;
    Timer cancelled = env.clock.schedule_after(1ms, [&] { ++fired; });
    {
        const Timer destroyed = env.clock.schedule_after(1ms, [&] { ++fired; });
    }
    Timer replaced = env.clock.schedule_after(1ms, [&] { ++fired; });
    replaced = env.clock.schedule_after(2ms, [&] { fired += 100; });
    cancelled.cancel();
    EXPECT_FALSE(cancelled.held());
    world.run_for(1s);
    EXPECT_EQ(fired, 100);
    EXPECT_TRUE(replaced.held());
}

TEST(VirtualTime, aTimerMayCancelItselfAndAnotherOfTheSameInstant) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    Timer first;
    Timer second;
    bool second_ran = false;
    first = env.clock.schedule_after(1ms, [&] {
        first.cancel();
        second.cancel();
    });
    second = env.clock.schedule_after(1ms, [&] { second_ran = true; });
    world.run_for(1s);
    EXPECT_FALSE(second_ran);
}

TEST(VirtualTime, theWallClockOfEachNodeHasItsOwnOffsetAndSpeed) {
    World world(1);
    const Environment right = world.add_node(node_1).environment();
    const Environment wrong = world.add_node(node_2, {.wall_offset = 5s, .wall_skew_ppm = 1000}).environment();
    EXPECT_EQ(wrong.clock.wall_now() - right.clock.wall_now(), 5s);
    world.run_for(1000s);
    EXPECT_EQ(wrong.clock.wall_now() - right.clock.wall_now(), 6s);
    EXPECT_EQ(wrong.clock.now(), right.clock.now());
    world.node(node_2).set_wall_offset(-2s);
    EXPECT_EQ(wrong.clock.wall_now() - right.clock.wall_now(), -1s);
}

TEST(VirtualTime, aWallClockThatBeginsToRunFasterOrSlowerDoesNotJump) {
    World world(1);
    const Environment right = world.add_node(node_1).environment();
    Node& node = world.add_node(node_2, {.wall_offset = 5s, .wall_skew_ppm = 1000});
    const Environment wrong = node.environment();
    world.run_for(1000s);
    node.set_wall_skew(-2000);
    EXPECT_EQ(wrong.clock.wall_now() - right.clock.wall_now(), 6s);
    world.run_for(1000s);
    EXPECT_EQ(wrong.clock.wall_now() - right.clock.wall_now(), 4s);
    node.set_wall_skew(0);
    world.run_for(1000s);
    EXPECT_EQ(wrong.clock.wall_now() - right.clock.wall_now(), 4s);
    EXPECT_EQ(node.wall_skew_ppm(), 0);
}

TEST(Life, aSlowNodeTakesItsTimeForEachCallback) {
    World world(1);
    const Environment slow = world.add_node(node_1).environment();
    const Environment other = world.add_node(node_2).environment();
    world.slow_down(node_1, 100ms);
    std::vector<std::pair<int, Instant>> ran;
    const auto note = [&](int what) { return [&ran, &world, what] { ran.emplace_back(what, world.now()); }; };
    const Instant begin = world.now();
    for (int i = 0; i < 3; ++i) slow.clock.post(note(i));
    const Timer timer = slow.clock.schedule_after(50ms, note(3));
    Timer cancelled = slow.clock.schedule_after(60ms, note(4));
    other.clock.post(note(9));
    world.run_for(80ms);
    cancelled.cancel();  // while it waits
    world.run_for(1s);
    using testing::Pair;
    EXPECT_THAT(
        ran, testing::ElementsAre(Pair(0, begin), Pair(9, begin), Pair(1, begin + 100ms), Pair(2, begin + 200ms), Pair(3, begin + 300ms)));
    slow.clock.post(note(5));
    slow.clock.post(note(6));
    world.run_for(10ms);
    world.slow_down(node_1, 0ms);
    world.run_for(1s);
    slow.clock.post(note(7));
    slow.clock.post(note(8));
    const Instant healed = world.now();
    world.run_for(1s);
    EXPECT_EQ(ran.size(), 9u);
    EXPECT_EQ(ran.back(), std::pair(8, healed));
}

TEST(Life, aSlowNodeMayBePausedKilledAndStartedAgain) {
    World world(1);
    Node& node = world.add_node(node_1);
    world.slow_down(node_1, 100ms);
    int ran = 0;
    for (int i = 0; i < 5; ++i) node.environment().clock.post([&ran] { ++ran; });
    world.run_for(150ms);
    EXPECT_EQ(ran, 2);
    world.pause(node_1);
    world.run_for(1s);
    EXPECT_EQ(ran, 2);
    world.resume(node_1);
    world.run_for(50ms);
    EXPECT_EQ(ran, 3);
    world.kill(node_1);
    world.run_for(1s);
    EXPECT_EQ(ran, 3);
    world.restart(node_1);
    for (int i = 0; i < 2; ++i) node.environment().clock.post([&ran] { ++ran; });
    world.run_for(50ms);
    EXPECT_EQ(ran, 4) << "the machine is as slow as it was";
    world.run_for(1s);
    EXPECT_EQ(ran, 5);
}

TEST(Life, aKilledNodeRunsNothingMore) {
    World world(1);
    Node& node = world.add_node(node_1);
    const Environment env = node.environment();
    int ran = 0;
    const Timer timer = env.clock.schedule_after(1ms, [&] { ++ran; });
    env.clock.post([&] { ++ran; });
    auto file = env.disk.open("a", OpenMode::read_write);
    (*file)->sync([&](Status) { ++ran; });
    world.kill(node_1);
    EXPECT_FALSE(node.alive());
    env.clock.post([&] { ++ran; });
    const Timer late = env.clock.schedule_after(1ms, [&] { ++ran; });
    world.run_for(10s);
    EXPECT_EQ(ran, 0);
}

TEST(Life, aNodeMayBeKilledByItsOwnCallback) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    bool next_ran = false;
    env.clock.post([&] { world.kill(node_1); });
    env.clock.post([&] { next_ran = true; });
    world.run_for(1s);
    EXPECT_FALSE(next_ran);
}

TEST(Life, callbacksThatAreDroppedMayHoldFurtherTimers) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    bool ran = false;
    auto inner = std::make_shared<Timer>(env.clock.schedule_after(2ms, [&] { ran = true; }));
    env.clock.post([inner] {});
    inner.reset();
    world.kill(node_1);
    world.run_for(1s);
    EXPECT_FALSE(ran);
}

TEST(Life, restartBeginsANewLifeOnTheSameDisk) {
    World world(1);
    Node& node = world.add_node(node_1);
    std::uint64_t drawn = 0;
    {
        const Environment env = node.environment();
        ASSERT_TRUE(write_file(env.disk, "meta.properties", as_bytes("node.id=1")));
        drawn = env.random.next();
    }
    world.kill(node_1);
    world.restart(node_1);
    EXPECT_TRUE(node.alive());
    EXPECT_EQ(node.life(), 2);
    const Environment env = node.environment();
    EXPECT_EQ(as_text(*read_file(env.disk, "meta.properties")), "node.id=1");
    EXPECT_NE(env.random.next(), drawn) << "a process that starts again draws other numbers";
}

TEST(Life, aFileOfAFormerLifeCannotWriteAnyMore) {
    World world(1);
    Node& node = world.add_node(node_1);
    const auto file = *node.environment().disk.open("a", OpenMode::read_write);
    world.kill(node_1);
    world.restart(node_1);
    EXPECT_EQ(file->append(as_bytes("ghost")).error().code, ErrorCode::KAFKA_STORAGE_ERROR);
    EXPECT_EQ((*node.environment().disk.open("a", OpenMode::read_only))->size(), 0);
}

TEST(Life, aPausedNodeRunsItsEventsAfterwardsInOrder) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    std::string order;
    const Timer b = env.clock.schedule_after(2s, [&] { order += 'b'; });
    const Timer a = env.clock.schedule_after(1s, [&] { order += 'a'; });
    Timer cancelled = env.clock.schedule_after(1s, [&] { order += 'x'; });
    world.pause(node_1);
    world.run_for(10s);
    EXPECT_EQ(order, "");
    cancelled.cancel();
    world.resume(node_1);
    world.run_for(1s);
    EXPECT_EQ(order, "ab");
}

TEST(Life, aPausedNodeMayBeKilled) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    bool ran = false;
    env.clock.post([&] { ran = true; });
    world.pause(node_1);
    world.run_for(1s);
    world.kill(node_1);
    world.restart(node_1);
    world.run_for(1s);
    EXPECT_FALSE(ran);
    EXPECT_FALSE(world.node(node_1).paused());
}

TEST(Standstill, whatWasDueInThreeSecondsIsDueThreeSecondsAfterIt) {
    World world(1);
    const Environment standing = world.add_node(node_1).environment();
    const Environment other = world.add_node(node_2).environment();
    std::vector<std::string> ran;
    const Timer timer = standing.clock.schedule_after(3s, [&] { ran.emplace_back("timer"); });
    const Timer others = other.clock.schedule_after(4s, [&] { ran.emplace_back("other"); });
    world.run_for(1s);
    world.stop_time(node_1);
    world.stop_time(node_1);
    world.run_for(1h);
    EXPECT_THAT(ran, ElementsAre("other")) << "somebody else's time goes on";
    EXPECT_EQ(standing.clock.now().time_since_epoch(), 1s);
    // Posted callbacks run, and may ask for timers, which stand too.
    Timer asked_while_standing;
    standing.clock.post([&] {
        ran.emplace_back("posted");
        asked_while_standing = standing.clock.schedule_after(1s, [&] { ran.emplace_back("later"); });
    });
    world.run_for(1min);
    EXPECT_THAT(ran, ElementsAre("other", "posted"));
    world.let_time_go_on(node_1);
    EXPECT_EQ(standing.clock.now().time_since_epoch(), 1s);
    world.run_for(1500ms);
    EXPECT_THAT(ran, ElementsAre("other", "posted", "later"));
    world.run_for(1s);
    EXPECT_THAT(ran, ElementsAre("other", "posted", "later", "timer"));
    EXPECT_EQ(standing.clock.now().time_since_epoch(), 3500ms);
}

TEST(Standstill, aTimerThatIsCancelledMeanwhileNeverRuns) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    bool ran = false;
    Timer overdue = env.clock.schedule_after(1s, [&] { ran = true; });
    Timer moved = env.clock.schedule_after(1min, [&] { ran = true; });
    world.stop_time(node_1);
    world.run_for(10s);  // the first is put aside
    overdue.cancel();
    world.let_time_go_on(node_1);
    moved.cancel();  // the second lies somewhere else now
    world.run_for(1h);
    EXPECT_FALSE(ran);
}

TEST(Standstill, aPausedNodeWhoseTimeStandsFindsNothingOverdue) {
    World world(1);
    const Environment env = world.add_node(node_1).environment();
    std::vector<Instant> ran;
    const Timer timer = env.clock.schedule_after(3s, [&] { ran.push_back(env.clock.now()); });
    world.run_for(1s);
    world.pause(node_1);
    world.stop_time(node_1);
    world.run_for(1h);
    world.let_time_go_on(node_1);
    world.resume(node_1);
    world.run_for(1h);
    EXPECT_THAT(ran, ElementsAre(Instant(3s)));
}

TEST(Observed, theRecorderNumbersEventsAlsoAcrossLives) {
    World world(1);
    Node& node = world.add_node(node_1);
    const auto tell = [&] {
        const Environment env = node.environment();
        return env.observer.record(env.clock.now(), env.clock.wall_now(), observe::TopicDeleted{"t"});
    };
    const observe::EventId first = tell();
    world.kill(node_1);
    world.restart(node_1);
    const observe::EventId second = tell();
    EXPECT_EQ(first, (observe::EventId{node_1, 1}));
    EXPECT_EQ(second, (observe::EventId{node_1, 2}));
    EXPECT_EQ(node.observed().all<observe::TopicDeleted>().size(), 2U);
    EXPECT_EQ(node.observed().all<observe::TopicCreated>().size(), 0U);
}

TEST(Random, nodesDrawUnrelatedNumbersFromOneSeed) {
    World world(7);
    World same(7);
    World other(8);
    const auto draw = [](World& from, BrokerId id) {
        Node& node = from.add_node(id);
        return node.environment().random.next();
    };
    const std::uint64_t one = draw(world, node_1);
    const std::uint64_t two = draw(world, node_2);
    EXPECT_NE(one, two);
    // The order in which nodes are added changes nothing.
    EXPECT_EQ(draw(same, node_2), two);
    EXPECT_EQ(draw(same, node_1), one);
    EXPECT_NE(draw(other, node_1), one);
}

TEST(Random, rangesIncludeBothEndsAndNothingElse) {
    Xoshiro random(3);
    std::vector<int> seen(4);
    for (int i = 0; i < 400; ++i) {
        const std::int64_t drawn = random.between(-1, 2);
        ASSERT_GE(drawn, -1);
        ASSERT_LE(drawn, 2);
        ++seen[static_cast<std::size_t>(drawn + 1)];
    }
    for (const int count : seen) EXPECT_GT(count, 50);
}

TEST(Random, theGeneratorIsXoshiro256StarStar) {
    // The first numbers of the authors' reference program, seeded by SplitMix64 from 0.
    Xoshiro random(0);
    EXPECT_EQ(random.next(), 11091344671253066420ULL);
    EXPECT_EQ(random.next(), 13793997310169335082ULL);
    EXPECT_EQ(random.next(), 1900383378846508768ULL);
}

}  // namespace
}  // namespace vitrine::env::sim
