// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/fault_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::simulation::test {

using testing::HasSubstr;

TEST(FaultPlan, IsReadInTheOrderOfTimeWhateverTheOrderOfLines) {
    const auto plan =
        FaultPlan::parse("# a plan\n\nat 14s heal all\n  at 12.5s broker kill 2\nat 250ms link cut 1 3\nat 14s broker pause 1\n");
    ASSERT_TRUE(plan) << plan.error().message;
    EXPECT_EQ(plan->steps, (std::vector<FaultStep>{{Milliseconds(250), "link cut 1 3"},
                                                   {Milliseconds(12500), "broker kill 2"},
                                                   {Milliseconds(14000), "heal all"},
                                                   {Milliseconds(14000), "broker pause 1"}}));
    EXPECT_EQ(plan->to_text(), "at 0.25s link cut 1 3\nat 12.5s broker kill 2\nat 14s heal all\nat 14s broker pause 1\n");
}

TEST(FaultPlan, EveryTimeComesBackAsItWas) {
    FaultPlan plan;
    for (int ms = 0; ms < 20'000; ++ms) plan.steps.push_back({Milliseconds(ms), "heal all"});
    const auto again = FaultPlan::parse(plan.to_text());
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, plan);
}

TEST(FaultPlan, WhatIsWrongIsNamedWithItsLine) {
    const auto refused = [](std::string_view text) {
        const auto plan = FaultPlan::parse(text);
        EXPECT_FALSE(plan) << text;
        return plan ? "" : plan.error().message;
    };
    EXPECT_THAT(refused("at 1s heal all\nbroker kill 2\n"), HasSubstr("line 2: \"broker kill 2\" is no step"));
    EXPECT_THAT(refused("at soon heal all\n"), HasSubstr("line 1: the time of a step must be a time such as"));
    EXPECT_THAT(refused("at -1s heal all\n"), HasSubstr("line 1"));
    EXPECT_THAT(refused("at 5 heal all\n"), HasSubstr("line 1"));
    EXPECT_THAT(refused("\n\nat 1s\n"), HasSubstr("line 3: \"at 1s\" names no command"));
    EXPECT_THAT(refused("at 1s produce orders \"open\nat 2s heal all"), HasSubstr("line 1"));
}

}  // namespace vitrine::simulation::test
