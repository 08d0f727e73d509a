// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "tests/simulation/planted/hunt.h"

// What a person sees who runs the file: the first violation, with the seed that it has.
namespace vitrine::simulation::test {

namespace {

std::string named(const testing::TestParamInfo<PlantedScenario>& info) { return std::string(planted::info_of(info.param.defect).id); }

}  // namespace

class Planted : public testing::TestWithParam<PlantedScenario> {};

TEST_P(Planted, PassesWithTheRuleRight) {
    ScenarioFile right = GetParam().scenario;
    right.options.wrong_rules.clear();
    const Verdict verdict = run_scenario(right);
    EXPECT_TRUE(verdict.ok()) << to_string(verdict);
}

TEST_P(Planted, IsCaughtWithTheRuleWrong) {
    const Verdict verdict = run_scenario(GetParam().scenario, {.progress = {}, .stop_at_violation = true});
    ASSERT_FALSE(verdict.violations.empty()) << planted::info_of(GetParam().defect).wrong_rule;
    EXPECT_EQ(verdict.violations.front().checker, GetParam().checker) << verdict.violations.front().sentence;
}

INSTANTIATE_TEST_SUITE_P(Scenario, Planted, testing::ValuesIn(planted_scenarios()), named);

}  // namespace vitrine::simulation::test
