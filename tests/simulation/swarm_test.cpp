// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"
#include "simulation/campaign.h"

namespace vitrine::simulation::test {

// Every 20th seed is run twice. What fails is named with its seed, and stands as a scenario file in the directory of the test.
TEST(Swarm, EverySeedKeepsEveryRule) {
    const bool is_long = std::getenv("VITRINE_LONG_TESTS") != nullptr;
    const std::uint64_t seeds = is_long ? 20'000 : SWARM_SEEDS;
    const Finished finished = simulate({"--seeds", fmt::format("1..{}", seeds), "--twice-every", "20", "--write", "."}, true);
    std::fputs(finished.output.c_str(), stdout);
    EXPECT_EQ(finished.code, 0);
    EXPECT_THAT(finished.output, testing::HasSubstr(with_commas(seeds) + " seeds in "));
    EXPECT_THAT(finished.output, testing::HasSubstr(with_commas(seeds / 20) + " of them twice: 0 failed, 0 violations"));
}

}  // namespace vitrine::simulation::test
