// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Loop : public testing::Test {
protected:
    SilentObserver observer;
    NodeLoop loop{{}, observer};
};

TEST_F(Loop, runsWhatIsPostedInOrderOnItsOwnThread) {
    loop.start();
    std::vector<int> order;
    std::thread::id where;
    for (int i = 0; i < 100; ++i) {
        loop.post([&order, i] { order.push_back(i); });
    }
    ASSERT_TRUE(loop.run_and_wait([&] { where = std::this_thread::get_id(); }));
    EXPECT_NE(where, std::this_thread::get_id());
    ASSERT_EQ(order.size(), 100U);
    EXPECT_TRUE(std::ranges::is_sorted(order));
}

TEST_F(Loop, takesPostsOfManyThreads) {
    loop.start();
    int count = 0;  // touched on the loop alone
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 2000; ++i) loop.post([&count] { ++count; });
        });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_TRUE(loop.run_and_wait([] {}));
    EXPECT_EQ(count, 8000);
}

TEST_F(Loop, timersRunInOrderOfTimeThenOfScheduling) {
    loop.start();
    std::string order;
    std::vector<Timer> timers;
    bool last = false;
    ASSERT_TRUE(loop.run_and_wait([&] {
        Clock& clock = loop.environment().clock;
        const Instant at = clock.now() + 5ms;
        timers.push_back(clock.schedule(at, [&] { order += 'b'; }));
        timers.push_back(clock.schedule(at, [&] { order += 'c'; }));
        timers.push_back(clock.schedule(at - 1ms, [&] { order += 'a'; }));
        timers.push_back(clock.schedule(at, [&] { order += 'x'; }));
        timers.back().cancel();
        timers.push_back(clock.schedule(at + 1ms, [&] { last = true; }));
        timers.push_back(clock.schedule(at - 1h, [&] { order += '0'; }));
        EXPECT_EQ(order, "") << "never inside the call";
    }));
    ASSERT_TRUE(eventually(loop, [&] { return last; }));
    EXPECT_EQ(order, "0abc");
    loop.run_and_wait([&] { timers.clear(); });
}

TEST_F(Loop, aTimerIsNotEarly) {
    loop.start();
    Timer timer;
    Duration late{-1h};
    loop.run_and_wait([&] {
        Clock& clock = loop.environment().clock;
        const Instant at = clock.now() + 3ms;
        timer = clock.schedule(at, [&late, &clock, at] { late = clock.now() - at; });
    });
    ASSERT_TRUE(eventually(loop, [&] { return late >= 0ms; }));
    loop.run_and_wait([&] { timer.cancel(); });
}

TEST_F(Loop, aTimerMayReplaceItself) {
    loop.start();
    Timer timer;
    int rounds = 0;
    std::function<void()> again = [&] {
        if (++rounds < 50) timer = loop.environment().clock.schedule_after(0ms, [&] { again(); });
    };
    loop.post([&] { again(); });
    ASSERT_TRUE(eventually(loop, [&] { return rounds == 50; }));
    loop.run_and_wait([&] { timer.cancel(); });
}

TEST_F(Loop, wallTimeIsThatOfTheSystem) {
    const auto before = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    const auto now = loop.environment().clock.wall_now().time_since_epoch();
    const auto after = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    EXPECT_LE(before, now);
    EXPECT_LE(now, after);
}

TEST_F(Loop, everyLifeDrawsOtherNumbers) {
    NodeLoop other({}, observer);
    EXPECT_NE(loop.environment().random.next(), other.environment().random.next());
}

TEST_F(Loop, stopDropsWhatDidNotRun) {
    loop.start();
    auto held = std::make_shared<int>();
    std::atomic<int> ran{0};
    Timer timer;
    std::promise<void> in_callback;
    std::promise<void> go_on;
    ASSERT_TRUE(loop.run_and_wait([&] { timer = loop.environment().clock.schedule_after(1h, [held] {}); }));
    loop.post([&] {
        in_callback.set_value();
        go_on.get_future().wait();
        ++ran;
    });
    loop.post([&ran, held] { ++ran; });
    in_callback.get_future().wait();
    std::thread stopper([&] { loop.stop(); });
    // stop() waits for the callback under way, but from the moment that it began, what is posted is destroyed at once.
    for (auto probe = std::make_shared<int>();; probe = std::make_shared<int>()) {
        loop.post([probe] {});
        if (probe.use_count() == 1) break;
        std::this_thread::yield();
    }
    go_on.set_value();
    stopper.join();
    EXPECT_EQ(ran, 1) << "the callback that ran ended; the next did not begin";
    EXPECT_EQ(held.use_count(), 1) << "what did not run is destroyed";
    EXPECT_FALSE(loop.running());
    loop.post([&ran] { ++ran; });
    EXPECT_FALSE(loop.run_and_wait([&ran] { ++ran; }));
    EXPECT_EQ(ran, 1);
}

TEST_F(Loop, nobodyWaitsForALoopThatWasNeverStarted) {
    bool ran = false;
    EXPECT_FALSE(loop.run_and_wait([&] { ran = true; }));
    EXPECT_FALSE(ran);
}

TEST_F(Loop, runAndWaitOnTheLoopItselfRunsAtOnce) {
    loop.start();
    bool inner = false;
    ASSERT_TRUE(loop.run_and_wait([&] { EXPECT_TRUE(loop.run_and_wait([&] { inner = true; })); }));
    EXPECT_TRUE(inner);
}

TEST_F(Loop, standsStillWhilePaused) {
    loop.start();
    int ticks = 0;
    Timer timer;
    std::function<void()> tick = [&] {
        ++ticks;
        timer = loop.environment().clock.schedule_after(100us, [&] { tick(); });
    };
    loop.post([&] { tick(); });
    ASSERT_TRUE(eventually(loop, [&] { return ticks > 3; }));
    loop.pause();
    // The loop's memory may be read: it stands, and whatever was going on has ended.
    const int standing = ticks;
    std::atomic<bool> ran{false};
    loop.post([&] { ran = true; });
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(ticks, standing);
    EXPECT_FALSE(ran);
    loop.pause();
    loop.resume();
    ASSERT_TRUE(eventually(loop, [&] { return ran && ticks > standing; }));
    loop.resume();
    loop.run_and_wait([&] { timer.cancel(); });
}

TEST_F(Loop, mayBePausedAndResumedQuickly) {
    loop.start();
    std::thread other([&] {
        for (int i = 0; i < 200; ++i) {
            loop.pause();
            loop.resume();
        }
    });
    for (int i = 0; i < 200; ++i) {
        loop.pause();
        loop.resume();
    }
    other.join();
    loop.resume();
    EXPECT_TRUE(loop.run_and_wait([] {}));
}

TEST_F(Loop, aPausedLoopMayBeStopped) {
    loop.start();
    loop.pause();
    loop.stop();
    EXPECT_FALSE(loop.running());
}

TEST(LoopFailure, anExceptionEndsTheLoopAndIsReported) {
    SilentObserver observer;
    std::promise<std::string> reported;
    NodeLoop loop({.node = BrokerId(7), .on_failure = [&](std::string sentence) { reported.set_value(std::move(sentence)); }}, observer);
    loop.start();
    bool next_ran = false;
    loop.post([] { throw std::runtime_error("no memory for a log"); });
    loop.post([&] { next_ran = true; });
    EXPECT_THAT(reported.get_future().get(), HasSubstr("node-7 failed: no memory for a log"));
    EXPECT_FALSE(loop.run_and_wait([] {}));
    loop.pause();
    loop.stop();
    EXPECT_FALSE(next_ran);
}

}  // namespace
}  // namespace vitrine::env::real
