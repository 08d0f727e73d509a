// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tools/topics_text.h"

#include <gmock/gmock.h>

namespace vitrine::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

PartitionFacts partition(std::vector<BrokerId> replicas, std::vector<BrokerId> isr) {
    return {.index = 0,
            .leader = BrokerId(1),
            .replicas = std::move(replicas),
            .isr = std::move(isr),
            .elr = std::vector<BrokerId>{},
            .lastKnownElr = std::vector<BrokerId>{BrokerId(3)}};
}

TEST(TopicsText, ATopicIsALineOfTabs) {
    TopicFacts topic{.name = "orders",
                     .id = *Uuid::parse("lsbaOP0eSN26hhqkFKuBHQ"),
                     .internal = false,
                     .partitions = {partition({BrokerId(1), BrokerId(2)}, {BrokerId(1)})}};
    const std::vector<ConfigFacts> configs{{.name = "retention.ms", .value = "5", .source = 1, .synonyms = {}},
                                           {.name = "segment.ms", .value = "7", .source = 5, .synonyms = {}}};
    EXPECT_EQ(topicLine(topic, configs, nullptr),
              "Topic: orders\tTopicId: lsbaOP0eSN26hhqkFKuBHQ\tPartitionCount: 1\tReplicationFactor: 2\tConfigs: retention.ms=5\n");
}

TEST(TopicsText, APartitionIsALineOfTabs) {
    EXPECT_EQ(partitionLine("orders", partition({BrokerId(1), BrokerId(2)}, {BrokerId(1)}), nullptr),
              "\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2\tIsr: 1\tElr: \tLastKnownElr: 3\n");
    PartitionFacts without = partition({BrokerId(1)}, {});
    without.leader = no_broker;
    without.elr.reset();
    without.lastKnownElr.reset();
    EXPECT_EQ(partitionLine("orders", without, nullptr),
              "\tTopic: orders\tPartition: 0\tLeader: none\tReplicas: 1\tIsr: \tElr: N/A\tLastKnownElr: N/A\n");
}

TEST(TopicsText, AReassignmentDoesNotCountAsReplication) {
    const ReassignmentFacts moving{.replicas = {BrokerId(1), BrokerId(2), BrokerId(3)}, .adding = {BrokerId(3)}, .removing = {BrokerId(1)}};
    const PartitionFacts facts = partition({BrokerId(1), BrokerId(2), BrokerId(3)}, {BrokerId(1), BrokerId(2)});
    EXPECT_EQ(replicationFactor(facts, &moving), 2u);
    EXPECT_EQ(replicationFactor(facts, nullptr), 3u);
    EXPECT_THAT(partitionLine("orders", facts, &moving), HasSubstr("\tAdding Replicas: 3\tRemoving Replicas: 1\tElr: "));
}

TEST(TopicsText, AnAssignmentNamesTheReplicasOfEachPartition) {
    const auto assignment = parseReplicaAssignment("1:2, 2:3");
    ASSERT_TRUE(assignment);
    EXPECT_THAT(*assignment, ElementsAre(ElementsAre(BrokerId(1), BrokerId(2)), ElementsAre(BrokerId(2), BrokerId(3))));
    EXPECT_EQ(parseReplicaAssignment("1:2,3").error().message, "Partition 1 has different replication factor: [3]");
    EXPECT_EQ(parseReplicaAssignment("1:1").error().message, "Partition replica lists may not contain duplicate entries: 1");
    for (const char* wrong : {"", "a", "1:", "1:2,", "-1"}) EXPECT_FALSE(parseReplicaAssignment(wrong)) << wrong;
}

TEST(TopicFilter, TakesWholeNamesAndCommas) {
    const auto filter = TopicFilter::make("\"orders, pay.*\"");
    ASSERT_TRUE(filter);
    EXPECT_TRUE(filter->matches("orders"));
    EXPECT_TRUE(filter->matches("payments"));
    EXPECT_FALSE(filter->matches("orders2"));
    EXPECT_FALSE(TopicFilter::make("a("));
}

}  // namespace
}  // namespace vitrine::tools
