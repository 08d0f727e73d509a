// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "tests/fuzz/wire/frame_check.h"

namespace vitrine::messages::test {
namespace {

int rounds() { return std::getenv("VITRINE_LONG_TESTS") != nullptr ? 1'000'000 : 50'000; }

TEST(Mutation, GoodFramesAreTaken) {
    std::mt19937_64 engine(8);
    const auto next = [&engine] { return engine(); };
    for (int i = 0; i < 2'000; ++i) ASSERT_EQ(check_frame(make_frame(next)), FrameOutcome::taken) << "frame " << i;
}

// The control is inside check_frame(), which aborts.
TEST(Mutation, SpoiledFramesAreRefusedOrMeanSomething) {
    std::mt19937_64 engine(9);
    const auto next = [&engine] { return engine(); };
    int refused = 0;
    for (int i = 0; i < rounds(); ++i) {
        Bytes input = make_frame(next);
        spoil(input, next);
        if (check_frame(input) == FrameOutcome::refused) ++refused;
    }
    std::printf("%d of %d spoiled frames were refused\n", refused, rounds());
    EXPECT_GT(refused, rounds() / 4);
    EXPECT_LT(refused, rounds() * 3 / 4);
}

}  // namespace
}  // namespace vitrine::messages::test
