// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/groups_text.h"

#include <gmock/gmock.h>

namespace vitrine::tools {
namespace {

using ::testing::HasSubstr;

// What Apache Kafka 4.3's tool printed for the same.
TEST(GroupsText, TablesAreThoseOfKafka) {
    EXPECT_EQ(groupTable({{"g1", "Classic", "Empty"}}, true, true),
              "GROUP                     TYPE                 STATE               \n"
              "g1                        Classic              Empty               \n");
    std::vector<GroupOffsetRow> rows{
        {.group = "g1", .partition = TopicPartition{"orders", 2}, .leaderEpoch = std::nullopt, .current = 12, .end = 30}};
    EXPECT_EQ(
        offsetTable(rows, false),
        "\nGROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            "
        "CLIENT-ID"
        "\ng1              orders          2          12              30              18              -               -               -\n");
    EXPECT_EQ(offsetTable(rows, true),
              "\nGROUP           TOPIC           PARTITION  LEADER-EPOCH    CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID    "
              " HOST            CLIENT-ID"
              "\ng1              orders          2          -               12              30              18              -              "
              " -               -\n");
    EXPECT_EQ(stateTable({"live", "127.0.0.1:42092  (1)", "range", "Stable", 2}, false),
              "\nGROUP           COORDINATOR (ID)          ASSIGNMENT-STRATEGY  STATE                #MEMBERS"
              "\nlive            127.0.0.1:42092  (1)      range                Stable               2\n");
}

TEST(GroupsText, MembersAreShownWithWhatTheyRead) {
    const std::vector<GroupMemberRow> rows{
        {"live", "me-3101cf5f-7bb9-401a-9ed3-aa55085d1c02", "", "/127.0.0.1", "me", {{"orders", 2}, {"orders", 3}}},
        {"live", "stat1-edae2c3b-60b2-43ef-ab9d-47b94dadbc27", "stat1", "/127.0.0.1", "console-consumer", {{"orders", 0}, {"orders", 1}}}};
    EXPECT_EQ(memberTable(rows, true),
              "\nGROUP           CONSUMER-ID                                GROUP-INSTANCE-ID HOST            CLIENT-ID        #PARTITIONS "
              "    CURRENT-EPOCH   CURRENT-ASSIGNMENT   TARGET-EPOCH    TARGET-ASSIGNMENT   "
              "\nlive            me-3101cf5f-7bb9-401a-9ed3-aa55085d1c02                      /127.0.0.1      me               2           "
              "    -               orders:2,3           -               -                   "
              "\nlive            stat1-edae2c3b-60b2-43ef-ab9d-47b94dadbc27 stat1             /127.0.0.1      console-consumer 2           "
              "    -               orders:0,1           -               -                   \n");
    EXPECT_EQ(assignmentText({{"a", 0}, {"a", 1}, {"b", 3}}), "a:0,1;b:3");
}

TEST(GroupsText, AResetIsATableOrLinesForAFile) {
    const GroupOffsets offsets{{"g1", {{{"orders", 0}, Offset(7)}}}};
    EXPECT_EQ(resetTable(offsets),
              "\nGROUP           TOPIC           PARTITION  NEW-OFFSET\ng1              orders          0          7\n");
    EXPECT_EQ(resetCsv(offsets, false), "orders,0,7\n");
    EXPECT_EQ(resetCsv(offsets, true), "g1,orders,0,7\n");
    EXPECT_EQ(parseResetPlan("orders,0,7\n", "g1"), offsets);
    EXPECT_EQ(parseResetPlan("\"g1\",orders,0,7\n\n", "other"), offsets);
    const auto wrong = parseResetPlan("orders,0,7\norders,x,7\n", "g1");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message, HasSubstr("line 2"));
}

TEST(GroupsText, StatesAreReadInAnySpelling) {
    EXPECT_EQ(parseGroupStates("stable, PREPARING_REBALANCE"), (std::vector<std::string>{"Stable", "PreparingRebalance"}));
    const auto wrong = parseGroupStates("asleep");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().message, HasSubstr("there is no state \"asleep\"; there are PreparingRebalance"));
}

}  // namespace
}  // namespace vitrine::tools
