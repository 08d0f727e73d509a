// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/console_text.h"

#include <gmock/gmock.h>

namespace vitrine::tools {
namespace {

using ::testing::HasSubstr;

Bytes bytes(std::string_view text) { return Bytes(text.begin(), text.end()); }

records::Record record() {
    return {.offset = Offset(7),
            .timestamp_ms = 99,
            .key = bytes("k"),
            .value = std::nullopt,
            .headers = {{"h", bytes("1")}, {"i", std::nullopt}}};
}

std::string shown(const Properties& properties, const client::RecordOrigin& origin = {}) {
    const auto format = recordFormat(properties);
    EXPECT_TRUE(format);
    return format ? formatRecord(*format, 3, record(), origin) : std::string();
}

TEST(ConsoleText, ARecordIsItsValueUnlessMoreIsAskedFor) {
    EXPECT_EQ(shown({}), "null\n");
    EXPECT_EQ(shown({{"null.literal", "-"}}), "-\n");
    EXPECT_EQ(shown({{"print.key", "true"}}), "k\tnull\n");
    EXPECT_EQ(shown({{"print.key", "true"}, {"print.value", "false"}}), "k\n");
    EXPECT_EQ(shown({{"print.value", "false"}}), "");
}

TEST(ConsoleText, ColumnsComeInTheOrderOfKafka) {
    EXPECT_EQ(shown({{"print.timestamp", "TRUE"},
                     {"print.partition", "true"},
                     {"print.offset", "true"},
                     {"print.epoch", "true"},
                     {"print.headers", "true"},
                     {"print.key", "true"},
                     {"key.separator", "|"}},
                    {records::TimestampType::log_append_time, LeaderEpoch(5)}),
              "LogAppendTime:99|Partition:3|Offset:7|Epoch:5|h:1,i:null|k|null\n");
}

TEST(ConsoleText, APropertyWithoutMeaningIsRefusedByName) {
    const auto format = recordFormat({{"print.color", "true"}});
    ASSERT_FALSE(format);
    EXPECT_THAT(format.error().message, HasSubstr("print.color has no meaning here"));
    EXPECT_FALSE(lineFormat({{"schema.file", "x"}}));
    EXPECT_FALSE(lineFormat({{"headers.delimiter", ","}}));
}

TEST(ConsoleText, ALineIsAValue) {
    const auto line = parseLine(*lineFormat({}), "a\tb", 1);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->key, std::nullopt);
    EXPECT_EQ(line->value, bytes("a\tb"));
}

TEST(ConsoleText, ALineHasHeadersKeyAndValue) {
    const auto format = lineFormat({{"parse.key", "true"}, {"parse.headers", "true"}, {"key.separator", "="}, {"null.marker", "NULL"}});
    ASSERT_TRUE(format);
    const auto line = parseLine(*format, "h:1,i:NULL\tk=NULL", 1);
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_EQ(line->key, bytes("k"));
    EXPECT_EQ(line->value, std::nullopt);
    ASSERT_EQ(line->headers.size(), 2u);
    EXPECT_EQ(line->headers[0], (records::RecordHeader{"h", bytes("1")}));
    EXPECT_EQ(line->headers[1], (records::RecordHeader{"i", std::nullopt}));
}

TEST(ConsoleText, ALineWithoutItsSeparatorIsNamedOrTakenWhole) {
    const auto strict = lineFormat({{"parse.key", "true"}});
    const auto refused = parseLine(*strict, "only", 4);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message, "No key separator found on line number 4: 'only'");
    const auto lenient = lineFormat({{"parse.key", "true"}, {"ignore.error", "true"}});
    const auto taken = parseLine(*lenient, "only", 4);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->key, std::nullopt);
    EXPECT_EQ(taken->value, bytes("only"));
}

}  // namespace
}  // namespace vitrine::tools
