// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <gtest/gtest.h>

#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using namespace std::chrono_literals;

TEST(AClusterTime, standsStillAndGoesOnWhereItStood) {
    ClusterTime time;
    const Instant before = time.now();
    time.stand_still();
    const Instant standing = time.now();
    EXPECT_GE(standing, before);
    std::this_thread::sleep_for(30ms);
    time.stand_still();  // twice is as good as once
    EXPECT_EQ(time.now(), standing);
    const auto real_before = std::chrono::steady_clock::now();
    time.go_on();
    time.go_on();
    const Instant after = time.now();
    EXPECT_GE(after, standing);
    EXPECT_LE(after - standing, std::chrono::steady_clock::now() - real_before) << "the standstill is not counted";
}

TEST(AClusterTime, whileItStandsNoTimerOfItsLoopsComesDue) {
    SilentObserver observer;
    auto time = std::make_shared<ClusterTime>();
    NodeLoop loop({.time = time}, observer);
    loop.start();
    Timer timer;
    bool due = false;
    ASSERT_TRUE(loop.run_and_wait([&] {
        time->stand_still();
        timer = loop.environment().clock.schedule_after(20ms, [&] { due = true; });
    }));
    // What must not come has no sign to wait for; the loop itself works on meanwhile.
    const auto until = std::chrono::steady_clock::now() + 100ms;
    while (std::chrono::steady_clock::now() < until) {
        bool now_due = true;
        ASSERT_TRUE(loop.run_and_wait([&] { now_due = due; }));
        ASSERT_FALSE(now_due);
        std::this_thread::sleep_for(5ms);
    }
    time->go_on();
    EXPECT_TRUE(eventually(loop, [&] { return due; }));
    loop.stop();
    timer.cancel();
}

}  // namespace
}  // namespace vitrine::env::real
