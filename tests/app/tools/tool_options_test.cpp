// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/tool_options.h"

#include <gmock/gmock.h>

#include "app/tools/cluster.h"
#include "app/tools/tools.h"

namespace vitrine::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

struct ToolOptionsTest : ::testing::Test {
    ToolOptions options{"sample", "Does something."};

    void SetUp() override {
        options.flag("list", "List");
        options.value("topic", "NAME", "The topic");
        options.values("config", "KEY=VALUE", "A setting");
        options.optionalValue("state", "STATES", "States");
        options.value("shift-by", "N", "How far");
    }
    // What standard error gets when the command line is refused.
    std::string refused(const std::vector<std::string>& arguments) {
        ::testing::internal::CaptureStderr();
        EXPECT_EQ(options.parse(arguments), exitUsage);
        return ::testing::internal::GetCapturedStderr();
    }
};

TEST_F(ToolOptionsTest, ValuesComeBehindTheirOptionOrBehindASignOfEquality) {
    EXPECT_EQ(options.parse({"--list", "--topic", "a", "--config", "x=1", "--config=y=2"}), std::nullopt);
    EXPECT_TRUE(options.has("list"));
    EXPECT_EQ(options.get("topic"), "a");
    EXPECT_THAT(options.all("config"), ElementsAre("x=1", "y=2"));
    EXPECT_FALSE(options.has("state"));
}

TEST_F(ToolOptionsTest, AnOptionalValueMayBeMissing) {
    EXPECT_EQ(options.parse({"--list", "--state"}), std::nullopt);
    EXPECT_TRUE(options.has("state"));
    EXPECT_EQ(options.get("state"), std::nullopt);
}

TEST_F(ToolOptionsTest, AnOptionalValueMayBeGiven) {
    EXPECT_EQ(options.parse({"--state", "stable,empty", "--list"}), std::nullopt);
    EXPECT_EQ(options.get("state"), "stable,empty");
    EXPECT_TRUE(options.has("list"));
}

TEST_F(ToolOptionsTest, ANegativeNumberIsAValue) {
    EXPECT_EQ(options.parse({"--shift-by", "-5"}), std::nullopt);
    const auto number = options.number("shift-by");
    ASSERT_TRUE(number);
    EXPECT_EQ(*number, -5);
}

TEST_F(ToolOptionsTest, WhatIsWrongIsSaidInOneSentenceThatNamesIt) {
    EXPECT_EQ(refused({"--lisst"}), "vitrine sample: --lisst is not an option of this command; vitrine sample --help lists the options\n");
    ToolOptions other("sample", "");
    other.value("topic", "NAME", "");
    ::testing::internal::CaptureStderr();
    EXPECT_EQ(other.parse({"--topic"}), exitUsage);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr("--topic needs a value"));
}

TEST_F(ToolOptionsTest, AWordThatNobodyWantsIsNamed) {
    EXPECT_THAT(refused({"orders"}), HasSubstr("nothing is expected where \"orders\" stands"));
}

TEST_F(ToolOptionsTest, ANumberIsCheckedAgainstItsBounds) {
    ASSERT_EQ(options.parse({"--shift-by", "x7"}), std::nullopt);
    const auto number = options.number("shift-by", 1, 9);
    ASSERT_FALSE(number);
    EXPECT_EQ(number.error().message, "--shift-by takes a whole number of at least 1 and at most 9, not \"x7\"");
}

TEST_F(ToolOptionsTest, OptionsThatExcludeOrNeedEachOtherAreNamed) {
    ASSERT_EQ(options.parse({"--list", "--topic", "a"}), std::nullopt);
    EXPECT_EQ(options.notTogether("list", {"topic"}).error().message, "--list does not go together with --topic");
    EXPECT_TRUE(options.notTogether("list", {"config"}));
    EXPECT_EQ(options.onlyWith("topic", {"config", "state"}).error().message, "--topic goes only with --config or --state");
    EXPECT_TRUE(options.onlyWith("topic", {"list"}));
}

TEST_F(ToolOptionsTest, TheHelpIsAlignedAndNoLineIsLong) {
    const std::string help = options.help();
    EXPECT_THAT(help, HasSubstr("\n  --topic NAME        The topic\n"));
    for (const Tool& tool : allTools()) {
        ::testing::internal::CaptureStdout();
        EXPECT_EQ(tool.run({"--help"}), exitDone) << tool.name;
        const std::string text = ::testing::internal::GetCapturedStdout();
        EXPECT_THAT(text, HasSubstr("--help")) << tool.name;
        EXPECT_THAT(text, HasSubstr(std::string(tool.name) == "log" ? "--files" : "--bootstrap-server")) << tool.name;
    }
}

TEST(Properties, AreReadAsJavaReadsThem) {
    EXPECT_THAT(parseProperties("# a comment\na=1\n  b : two words \n! another\nc\nd=x\\\n  y\n"),
                ElementsAre(Pair("a", "1"), Pair("b", "two words"), Pair("c", ""), Pair("d", "xy")));
    EXPECT_THAT(parseProperties(""), IsEmpty());
}

TEST(Properties, PairsNeedAKey) {
    const auto pairs = parsePairs({"a=1", "b=x=y", "c"});
    ASSERT_TRUE(pairs);
    EXPECT_THAT(*pairs, ElementsAre(Pair("a", "1"), Pair("b", "x=y"), Pair("c", "")));
    EXPECT_FALSE(parsePairs({"=1"}));
}

TEST(Servers, AreHostsWithPorts) {
    const auto servers = parseServers("a:1,[::1]:9092,10.0.0.1:65535");
    ASSERT_TRUE(servers);
    EXPECT_THAT(*servers, ElementsAre(env::Endpoint{"a", 1}, env::Endpoint{"::1", 9092}, env::Endpoint{"10.0.0.1", 65535}));
    for (const char* wrong : {"", "a", "a:", ":1", "a:0", "a:x", "a:70000"}) EXPECT_FALSE(parseServers(wrong)) << wrong;
}

TEST(Tools, AreFoundByTheirNames) {
    EXPECT_NE(findTool("topics"), nullptr);
    EXPECT_EQ(findTool("serve"), nullptr);
}

}  // namespace
}  // namespace vitrine::tools
