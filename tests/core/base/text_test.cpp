// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

using testing::ElementsAre;

TEST(TextTest, TrimTakesTheBlanksOfBothEnds) {
    EXPECT_EQ(trim(" \t broker kill 2\r\n"), "broker kill 2");
    EXPECT_EQ(trim(" \t\r\n\f"), "");
    EXPECT_EQ(trim(""), "");
}

TEST(TextTest, WordsAreTakenOneAfterAnotherUntilNothingIsLeft) {
    std::string_view text = "  at\t12.5s  broker ";
    EXPECT_EQ(take_word(text), "at");
    EXPECT_EQ(text, "12.5s  broker");
    EXPECT_EQ(take_word(text), "12.5s");
    EXPECT_EQ(take_word(text), "broker");
    EXPECT_EQ(take_word(text), "");
}

TEST(TextTest, EachLineIsTakenOnceWithAnEmptyOneInBetweenAndWithoutALineBreakAtTheEnd) {
    std::string_view text = "one\r\n\n  two ";
    std::vector<std::string> lines;
    while (!text.empty()) lines.emplace_back(take_line(text));
    EXPECT_THAT(lines, ElementsAre("one", "", "two"));
}

}  // namespace
}  // namespace vitrine
