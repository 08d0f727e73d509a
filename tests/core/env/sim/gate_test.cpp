// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "env/sim/world.h"

namespace vitrine::env::sim {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr BrokerId id{1};

// One node that counts, once each 10 ms.
class SimGate : public testing::Test {
protected:
    World world{42};
    Node& node = world.add_node(id);
    std::vector<Instant> ticks;
    Timer timer;

    void SetUp() override { tick(); }
    void tick() {
        timer = node.environment().clock.schedule_after(10ms, [this] {
            ticks.push_back(world.now());
            tick();
        });
    }
};

TEST_F(SimGate, isAskedBeforeEachEvent) {
    std::vector<std::size_t> ticks_before;
    world.set_gate([&] {
        ticks_before.push_back(ticks.size());
        return true;
    });
    world.run_for(35ms);
    EXPECT_THAT(ticks_before, ElementsAre(0, 1, 2));
    EXPECT_EQ(world.now(), Instant{} + 35ms);
}

TEST_F(SimGate, thatAnswersFalseEndsTheRunForGood) {
    world.set_gate([&] { return ticks.size() < 2; });
    world.run_for(1s);
    EXPECT_EQ(ticks.size(), 2u);
    EXPECT_EQ(world.now(), Instant{} + 20ms);
    EXPECT_TRUE(world.stopped());
    EXPECT_FALSE(world.run_until([] { return false; }, 1s));
    EXPECT_FALSE(world.step());
    world.set_gate({});
    world.run_for(1s);
    EXPECT_EQ(ticks.size(), 2u);
}

TEST_F(SimGate, letsTimePassUpToTheNextEventAndNoFurther) {
    std::vector<Instant> seen;
    world.set_gate([&] {
        if (ticks.size() == 1 && world.now() < Instant{} + 15ms) {
            world.let_time_pass(Instant{} + 15ms);
            seen.push_back(world.now());
            world.let_time_pass(Instant{} + 5ms);
            seen.push_back(world.now());
            world.let_time_pass(Instant{} + 1s);
            seen.push_back(world.now());
        }
        return true;
    });
    world.run_for(25ms);
    EXPECT_THAT(seen, ElementsAre(Instant{} + 15ms, Instant{} + 15ms, Instant{} + 20ms));
    EXPECT_THAT(ticks, ElementsAre(Instant{} + 10ms, Instant{} + 20ms));
}

TEST_F(SimGate, letsTimePassUpToTheEndOfTheRunThatIsUnderWay) {
    world.run_for(10ms);
    timer.cancel();
    bool ran = false;
    const Timer later = node.environment().clock.schedule_after(10ms, [&] { ran = true; });
    world.set_gate([&] {
        world.kill(id);  // the event that was to run is gone
        world.let_time_pass(Instant{} + 1s);
        return true;
    });
    world.run_for(15ms);
    EXPECT_FALSE(ran);
    EXPECT_EQ(world.now(), Instant{} + 25ms);
}

TEST_F(SimGate, mayTakeAwayTheEventThatWasToRun) {
    world.set_gate([&] {
        if (ticks.size() == 1 && !node.paused()) world.pause(id);
        return true;
    });
    world.run_for(1s);
    EXPECT_EQ(ticks.size(), 1u);
    EXPECT_EQ(world.now(), Instant{} + 1s);
    world.set_gate({});
    world.resume(id);
    world.run_for(10ms);
    EXPECT_GE(ticks.size(), 2u);
}

TEST_F(SimGate, isNotAskedForEventsThatWait) {
    int asked = 0;
    world.set_gate([&] {
        ++asked;
        return true;
    });
    world.pause(id);
    world.run_for(1s);
    EXPECT_EQ(asked, 0);
}

TEST_F(SimGate, thatOnlyLooksChangesNothing) {
    world.run_for(100ms);
    World other(42);
    Node& same = other.add_node(id);
    Timer again;
    std::function<void()> tick_again = [&] { again = same.environment().clock.schedule_after(10ms, [&] { tick_again(); }); };
    tick_again();
    other.set_gate([&] {
        other.let_time_pass(other.now() + 3ms);
        return true;
    });
    other.run_for(100ms);
    EXPECT_EQ(other.digest(), world.digest());
    EXPECT_EQ(other.steps(), world.steps());
}

TEST_F(SimGate, aDeedCountsAsAnEventOfItsOwn) {
    World other(42);
    other.add_node(id);
    World third(42);
    third.add_node(id);
    const auto before = other.digest();
    EXPECT_EQ(third.digest(), before);
    other.count_deed("broker kill 1");
    third.count_deed("broker kill 2");
    EXPECT_EQ(other.steps(), 1u);
    EXPECT_NE(other.digest(), before);
    EXPECT_NE(other.digest(), third.digest());
}

}  // namespace
}  // namespace vitrine::env::sim
