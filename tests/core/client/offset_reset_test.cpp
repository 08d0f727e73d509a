// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/offset_reset.h"

#include <gmock/gmock.h>

namespace vitrine::client {
namespace {

using ::testing::ElementsAre;

TEST(OffsetReset, ScopesNameTopicsAndPartitions) {
    const auto scope = parse_topic_scope("orders:0,2");
    ASSERT_TRUE(scope);
    EXPECT_EQ(scope->topic, "orders");
    EXPECT_THAT(scope->partitions, ElementsAre(0, 2));
    for (const char* wrong : {"orders:", "orders:x", ":1", "orders:-1", "orders:1,"}) EXPECT_FALSE(parse_topic_scope(wrong)) << wrong;
}

TEST(OffsetReset, TimesAreReadWithAndWithoutZone) {
    EXPECT_EQ(parse_datetime("1970-01-01T00:00:01.500"), 1500);
    EXPECT_EQ(parse_datetime("2026-11-22T18:41:28.404Z"), 1795372888404);
    EXPECT_EQ(parse_datetime("1970-01-01T01:00:00.000+01:00"), 0);
    EXPECT_EQ(parse_datetime("1970-01-01T00:00:00.5"), 500);
    for (const char* wrong :
         {"", "2026", "2026-02-30T00:00:00.000", "2026-01-01 00:00:00", "2026-01-01T24:00:00.000", "2026-01-01T00:00:00.000+1"})
        EXPECT_FALSE(parse_datetime(wrong)) << wrong;
}

TEST(OffsetReset, DurationsAreReadAsJavaReadsThem) {
    EXPECT_EQ(parse_duration("PT1H30M"), 5'400'000);
    EXPECT_EQ(parse_duration("P2DT0.5S"), 172'800'500);
    EXPECT_EQ(parse_duration("pt-5s"), -5000);
    for (const char* wrong : {"", "P", "PT", "1H", "P1H", "PT1D", "PT1", "PT1.5H"}) EXPECT_FALSE(parse_duration(wrong)) << wrong;
}

TEST(OffsetReset, OffsetsAreBroughtBackIntoTheLog) {
    EXPECT_EQ(within_log(Offset(7), Offset(5), Offset(9)).offset, Offset(7));
    EXPECT_EQ(within_log(Offset(7), Offset(5), Offset(9)).bound, LogBound::none);
    EXPECT_EQ(within_log(Offset(4), Offset(5), Offset(9)).offset, Offset(5));
    EXPECT_EQ(within_log(Offset(4), Offset(5), Offset(9)).bound, LogBound::start);
    EXPECT_EQ(within_log(Offset(10), Offset(5), Offset(9)).offset, Offset(9));
    EXPECT_EQ(within_log(Offset(10), Offset(5), Offset(9)).bound, LogBound::end);
    // The end itself is where the next record will be.
    EXPECT_EQ(within_log(Offset(9), Offset(5), Offset(9)).bound, LogBound::none);
}

}  // namespace
}  // namespace vitrine::client
