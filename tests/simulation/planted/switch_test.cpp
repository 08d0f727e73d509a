// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/planted.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace vitrine::planted {

namespace {

#ifdef VITRINE_PLANTED_DEFECTS

int answer() { return VITRINE_RULE(KAFKA_7164, 1, 2); }

TEST(PlantedSwitch, ARuleIsRightUntilItsDefectIsTurnedOn) {
    EXPECT_EQ(answer(), 1);
    {
        const PlantedDefects wrong(Defect::KAFKA_7164);
        EXPECT_EQ(answer(), 2);
        {
            const std::array two{Defect::KIP_101, Defect::KIP_996};
            const PlantedDefects another(two);
            EXPECT_EQ(answer(), 1) << "the inner world has its own rules";
            EXPECT_TRUE(is_on(Defect::KIP_101));
            EXPECT_TRUE(is_on(Defect::KIP_996));
        }
        EXPECT_EQ(answer(), 2);
    }
    EXPECT_EQ(answer(), 1);
}

TEST(PlantedSwitch, OnlyTheExpressionThatCountsIsEvaluated) {
    int right = 0;
    int wrong = 0;
    EXPECT_EQ(VITRINE_RULE(KIP_279, ++right, ++wrong), 1);
    EXPECT_EQ(wrong, 0);
}

#endif

TEST(PlantedSwitch, EveryDefectHasANameAndARuleOfItsOwn) {
    std::set<std::string_view> names;
    for (const DefectInfo& info : all_defects) {
        EXPECT_TRUE(names.insert(info.name).second) << info.name;
        EXPECT_FALSE(info.wrong_rule.empty()) << info.name;
        EXPECT_EQ(parse_defect(info.id), info.defect);
        EXPECT_EQ(&info_of(info.defect), &info);
    }
    EXPECT_EQ(parse_defect("KAFKA_1"), std::nullopt);
}

}  // namespace

}  // namespace vitrine::planted
