// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/simulation/planted/hunt.h"

namespace vitrine::simulation::test {

namespace {

std::string named(const testing::TestParamInfo<PlantedScenario>& info) { return std::string(planted::info_of(info.param.defect).id); }

}  // namespace

class Planted : public testing::TestWithParam<PlantedScenario> {};

TEST_P(Planted, PassesWithTheRuleRight) {
    const Verdict verdict = run_scenario(GetParam().scenario);
    EXPECT_TRUE(verdict.ok()) << to_string(verdict);
}

TEST_P(Planted, IsCaughtWithTheRuleWrong) {
    const auto found = run_wrong(GetParam().defect, GetParam().scenario);
    ASSERT_TRUE(found) << planted::info_of(GetParam().defect).wrong_rule;
    EXPECT_EQ(found->checker, GetParam().checker) << found->sentence;
}

INSTANTIATE_TEST_SUITE_P(Scenario, Planted, testing::ValuesIn(planted_scenarios()), named);

}  // namespace vitrine::simulation::test
