// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/real/ending.h"

#include <chrono>

#include <gtest/gtest.h>

#include "tests/core/env/real/fixture.h"

namespace vitrine::env::real {
namespace {

using namespace std::chrono_literals;

TEST(AnEnding, isWaitedForUntilALoopLetsGo) {
    SilentObserver observer;
    NodeLoop loop({}, observer);
    loop.start();
    Ending ending;
    bool ran = false;
    loop.post([&ran, token = ending.token()] { ran = true; });
    EXPECT_TRUE(ending.wait_for(10s));
    EXPECT_TRUE(ran);
    EXPECT_TRUE(ending.wait_for(0s)) << "what is over stays over";
}

TEST(AnEnding, comesAlsoWhereTheCallbackIsDropped) {
    SilentObserver observer;
    Ending ending;
    {
        NodeLoop loop({}, observer);
        loop.start();
        loop.stop();
        loop.post([token = ending.token()] { FAIL() << "no callback runs after the stop"; });
    }
    EXPECT_TRUE(ending.wait_for(10s));
}

TEST(AnEnding, isNotWaitedForLongerThanWasSaid) {
    Ending ending;
    const auto token = ending.token();
    EXPECT_FALSE(ending.wait_for(1ms));
}

}  // namespace
}  // namespace vitrine::env::real
