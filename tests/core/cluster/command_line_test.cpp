// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/condition.h"
#include "cluster/scenario.h"

namespace vitrine::cluster {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CommandLine parsed(std::string_view text) {
    auto line = CommandLine::parse(text);
    EXPECT_TRUE(line) << text;
    return line ? *line : CommandLine{};
}

TEST(CommandLineTest, WordsAreSeparatedByBlanks) {
    EXPECT_THAT(parsed("  topic\tcreate  orders ").words, ElementsAre("topic", "create", "orders"));
}

TEST(CommandLineTest, AnEmptyLineAndACommentHaveNoWords) {
    EXPECT_THAT(parsed("").words, IsEmpty());
    EXPECT_THAT(parsed("   ").words, IsEmpty());
    EXPECT_THAT(parsed("# a comment").words, IsEmpty());
    EXPECT_THAT(parsed("status # after it").words, ElementsAre("status"));
    EXPECT_THAT(parsed("topic describe a#b").words, ElementsAre("topic", "describe", "a#b"));
}

TEST(CommandLineTest, QuotesKeepBlanksTogetherAndMayBeEmpty) {
    EXPECT_THAT(parsed(R"(produce orders "two words" 'and "these"')").words,
                ElementsAre("produce", "orders", "two words", "and \"these\""));
    EXPECT_THAT(parsed(R"(produce orders "")").words, ElementsAre("produce", "orders", ""));
    EXPECT_THAT(parsed(R"(produce a"b c"d)").words, ElementsAre("produce", "ab cd"));
}

TEST(CommandLineTest, AQuoteThatIsNotClosedIsRefused) {
    const auto line = CommandLine::parse("produce orders \"half");
    ASSERT_FALSE(line);
    EXPECT_EQ(line.error().code, ErrorCode::INVALID_REQUEST);
    EXPECT_THAT(line.error().message, HasSubstr("not closed"));
}

TEST(CommandLineTest, OptionsHaveTheirValueBehindAnEqualsSignOrABlank) {
    const CommandLine line = parsed("topic create orders --partitions 3 --config=a=1 --config b=2 --flag --last");
    EXPECT_THAT(line.words, ElementsAre("topic", "create", "orders"));
    EXPECT_EQ(line.option("partitions"), "3");
    EXPECT_THAT(line.all("config"), ElementsAre("a=1", "b=2"));
    EXPECT_EQ(line.option("flag"), "");
    EXPECT_EQ(line.option("last"), "");
    EXPECT_EQ(line.option("replication-factor"), std::nullopt);
}

TEST(CommandLineTest, AQuotedWordIsNoOption) {
    EXPECT_THAT(parsed(R"(produce orders "--value")").words, ElementsAre("produce", "orders", "--value"));
    EXPECT_EQ(parsed(R"(produce orders x --key "--y")").option("key"), "--y");
}

TEST(CommandLineTest, AQuotedWordIsReadBackAsItWas) {
    for (const std::string word : {"plain", "", "two words", "--option", "# no comment", "it's", "say \"it\"", "both ' and \"", "a\tb"}) {
        EXPECT_THAT(parsed("produce " + quote(word)).words, ElementsAre("produce", word)) << quote(word);
    }
}

TEST(CommandLineTest, NumbersHaveARangeThatTheErrorNames) {
    EXPECT_EQ(parse_integer("12", "the broker", 0, 20), 12);
    EXPECT_EQ(parse_integer("-1", "the offset", -1, 20), -1);
    for (const std::string_view text : {"", "x", "1x", "21", "-1", "1.5", "99999999999999999999"}) {
        const auto number = parse_integer(text, "the broker", 0, 20);
        ASSERT_FALSE(number) << text;
        EXPECT_THAT(number.error().message, HasSubstr("the broker must be a number from 0 to 20"));
    }
}

TEST(CommandLineTest, DurationsHaveUnits) {
    EXPECT_EQ(parse_duration_ms("250", "the time"), 250);
    EXPECT_EQ(parse_duration_ms("250ms", "the time"), 250);
    EXPECT_EQ(parse_duration_ms("1.5s", "the time"), 1500);
    EXPECT_EQ(parse_duration_ms("2m", "the time"), 120'000);
    EXPECT_EQ(parse_duration_ms("0", "the time"), 0);
    for (const std::string_view text : {"", "ms", "-1s", "1h", "1e300", "nan", "inf", "s1", "2 m"}) {
        const auto duration = parse_duration_ms(text, "the time");
        ASSERT_FALSE(duration) << text;
        EXPECT_THAT(duration.error().message, HasSubstr("the time must be a time such as 250ms"));
    }
}

TEST(ScenarioTest, EmptyLinesAndCommentsAreSkippedAndLinesAreCountedFromOne) {
    const auto steps = parse_scenario("# a scenario\n\n  status  \r\nwait 1s\n#end");
    ASSERT_EQ(steps.size(), 2u);
    EXPECT_EQ(steps[0].line, 3);
    EXPECT_EQ(steps[0].command, "status");
    EXPECT_EQ(steps[1].line, 4);
    EXPECT_EQ(steps[1].command, "wait 1s");
    EXPECT_THAT(parse_scenario(""), IsEmpty());
}

TEST(ConditionTest, WhatCanBeSaidIsUnderstood) {
    for (const std::string_view text :
         {"broker 1 ready", "broker 2 killed", "brokers 3", "topic orders", "no topic orders", "leader orders 0 is 1",
          "leader orders 0 is not 1", "leader orders 0 any", "isr orders 0 is 1,2,3", "isr orders 0 size 2", "under-replicated 0",
          "leaderless 0", "high-watermark orders 0 >= 10", "group g stable", "group g members 2", "lag g <= 0", "controller is 1",
          "controller is not 1", "controller any"}) {
        EXPECT_TRUE(Condition::parse(parsed(text).words)) << text;
    }
}

TEST(ConditionTest, WhatCannotBeSaidIsRefusedWithASentence) {
    for (const std::string_view text : {"",
                                        "weather fine",
                                        "broker",
                                        "broker 1",
                                        "broker x ready",
                                        "broker 1 happy",
                                        "broker 1 ready now",
                                        "brokers",
                                        "brokers many",
                                        "topic",
                                        "no topic",
                                        "no",
                                        "leader",
                                        "leader orders",
                                        "leader orders 0",
                                        "leader orders x is 1",
                                        "leader orders 0 is",
                                        "leader orders 0 is not",
                                        "leader orders 0 is maybe 1",
                                        "leader orders -1 any",
                                        "isr orders 0",
                                        "isr orders 0 is",
                                        "isr orders 0 is 1,,2",
                                        "isr orders 0 is x",
                                        "isr orders 0 size many",
                                        "under-replicated",
                                        "under-replicated few",
                                        "leaderless",
                                        "high-watermark orders 0 10",
                                        "high-watermark orders 0 >= x",
                                        "high-watermark orders 0 <= 1",
                                        "group",
                                        "group g",
                                        "group g members",
                                        "group g members many",
                                        "group g stable 2",
                                        "group g asleep",
                                        "lag g",
                                        "lag g <= x",
                                        "lag g >= 1",
                                        "controller",
                                        "controller is",
                                        "controller is x"}) {
        const auto condition = Condition::parse(parsed(text).words);
        ASSERT_FALSE(condition) << text;
        EXPECT_EQ(condition.error().code, ErrorCode::INVALID_REQUEST) << text;
        EXPECT_FALSE(condition.error().message.empty()) << text;
    }
}

}  // namespace
}  // namespace vitrine::cluster
