// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include "app/tools/configs_text.h"
#include "app/tools/quorum_text.h"
#include "app/tools/reassign_text.h"

namespace vitrine::tools {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(ConfigsText, ListsMayHaveValuesWithCommasInBrackets) {
    const auto configs = parseConfigList("a=1, cleanup.policy=[compact,delete] ,c=");
    ASSERT_TRUE(configs);
    EXPECT_THAT(*configs, ElementsAre(Pair("a", "1"), Pair("c", ""), Pair("cleanup.policy", "compact,delete")));
    for (const char* wrong : {"", "a", "=1", "a=1,b"}) EXPECT_FALSE(parseConfigList(wrong)) << wrong;
}

TEST(ConfigsText, ALineNamesTheValueAndWhereItComesFrom) {
    const ConfigFacts config{
        .name = "retention.ms", .value = "5", .source = 1, .synonyms = {{"retention.ms", "5", 1}, {"log.retention.ms", std::nullopt, 4}}};
    EXPECT_EQ(
        configLine(config),
        "  retention.ms=5 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5, STATIC_BROKER_CONFIG:log.retention.ms=null}\n");
}

TEST(ConfigsText, QuotasAreToldInKafkasWords) {
    EXPECT_EQ(quotaLine({.entity = {{"client-id", std::nullopt}, {"user", "alice"}},
                         .values = {{"producer_byte_rate", 1000000}, {"request_percentage", 12.5}, {"consumer_byte_rate", 1.5e8}}}),
              "Quota configs for user-principal 'alice', the default client-id are consumer_byte_rate=1.5E8, producer_byte_rate=1000000.0, "
              "request_percentage=12.5\n");
    EXPECT_EQ(quotaLine({.entity = {{"ip", "127.0.0.9"}}, .values = {{"connection_creation_rate", 1e7}}}),
              "Quota configs for ip '127.0.0.9' are connection_creation_rate=1.0E7\n");
    EXPECT_EQ(quotaValue(" 1e3 "), 1000);
    for (const char* wrong : {"", "many", "5MB", "1,5"}) EXPECT_EQ(quotaValue(wrong), std::nullopt) << wrong;
}

TEST(ReassignText, AnAssignmentIsReadAsItWasWritten) {
    const Assignment assignment{{{"orders", 0}, {BrokerId(1), BrokerId(2)}}, {{"orders", 1}, {BrokerId(3)}}};
    const std::string json = assignmentJson(assignment);
    EXPECT_EQ(
        json,
        R"({"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[1,2],"log_dirs":["any","any"]},{"topic":"orders","partition":1,"replicas":[3],"log_dirs":["any"]}]})");
    EXPECT_EQ(parsePlan(json), (Plan{assignment, {}}));
}

TEST(ReassignText, AFileThatIsNoAssignmentIsRefusedWithTheReason) {
    const auto refused = [](const char* text) {
        const auto parsed = parsePlan(text);
        EXPECT_FALSE(parsed) << text;
        return parsed ? std::string() : parsed.error().message;
    };
    EXPECT_THAT(refused("nonsense"), HasSubstr("not a JSON object"));
    EXPECT_THAT(refused("{}"), HasSubstr("no list \"partitions\""));
    EXPECT_THAT(refused(R"({"version":2,"partitions":[]})"), HasSubstr("version 2"));
    EXPECT_THAT(refused(R"({"partitions":[]})"), HasSubstr("cannot be empty"));
    EXPECT_THAT(refused(R"({"partitions":[{"topic":"a","partition":0,"replicas":[1,1]}]})"), HasSubstr("duplicate"));
    EXPECT_THAT(refused(R"({"partitions":[{"topic":"a","partition":0,"replicas":["1"]}]})"), HasSubstr("an entry is not"));
    EXPECT_THAT(refused(R"({"partitions":[{"topic":"a","partition":0,"replicas":[1],"log_dirs":[]}]})"), HasSubstr("not as many"));
    EXPECT_THAT(refused(R"({"partitions":[{"topic":"a","partition":0,"replicas":[1],"log_dirs":[7]}]})"), HasSubstr("paths or \"any\""));
    EXPECT_FALSE(parseTopicsToMove(R"({"topics":[]})"));
    EXPECT_EQ(parseTopicsToMove(R"({"topics":[{"topic":"b"},{"topic":"a"}],"version":1})"), (std::vector<std::string>{"a", "b"}));
}

TEST(ReassignText, AReplicaMayBeToldItsLogDirectory) {
    const auto plan = parsePlan(R"({"partitions":[{"topic":"a","partition":0,"replicas":[1,2],"log_dirs":["any","/x"]}]})");
    const Replica replica{{"a", 0}, BrokerId(2)};
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->directories, (ReplicaDirectories{{replica, "/x"}}));
    const auto said = [&](Whereabouts found) { return directorySentence(replica, &found, "/x"); };
    EXPECT_EQ(directorySentence(replica, nullptr, "/x"), "Partition a-0 cannot be found in any live log directory on broker 2.");
    EXPECT_THAT(said({}), HasSubstr("There is likely an offline log directory"));
    EXPECT_EQ(said({.current = "/x"}), "Reassignment of replica a-0-2 completed successfully.");
    EXPECT_EQ(said({.current = "/y"}), "Partition a-0 on broker 2 is not being moved from log dir /y to /x.");
    EXPECT_EQ(said({.current = "/y", .future = "/x"}), "Reassignment of replica a-0-2 is still in progress.");
    EXPECT_EQ(said({.current = "/y", .future = "/z"}), "Partition a-0 on broker 2 is being moved to log dir /z instead of /x.");
}

TEST(ReassignText, ReplicasArePlacedInTurnAndNeverTwiceOnOneBroker) {
    const std::vector<BrokerId> brokers{BrokerId(1), BrokerId(2), BrokerId(3)};
    const auto placed = placeInTurn(brokers, 6, 2);
    EXPECT_THAT(placed[0], ElementsAre(BrokerId(1), BrokerId(2)));
    EXPECT_THAT(placed[1], ElementsAre(BrokerId(2), BrokerId(3)));
    EXPECT_THAT(placed[3], ElementsAre(BrokerId(1), BrokerId(3)));
    for (const auto& replicas : placeInTurn(brokers, 20, 3)) EXPECT_EQ(std::set<BrokerId>(replicas.begin(), replicas.end()).size(), 3u);
    EXPECT_EQ(placeInTurn({BrokerId(7)}, 2, 1), (std::vector<std::vector<BrokerId>>{{BrokerId(7)}, {BrokerId(7)}}));
}

TEST(ReassignText, EachPartitionHasASentence) {
    const std::vector<BrokerId> wanted{BrokerId(1), BrokerId(2)};
    const std::vector<BrokerId> other{BrokerId(3)};
    const TopicPartition key{"orders", 0};
    const auto sentence = [&](const std::vector<BrokerId>* now, bool underWay) {
        return moveSentence(key, moveState(wanted, now, underWay), wanted, now == nullptr ? std::vector<BrokerId>() : *now);
    };
    EXPECT_EQ(sentence(&wanted, false), "Reassignment of partition orders-0 is completed.");
    EXPECT_EQ(sentence(&wanted, true), "Reassignment of partition orders-0 is still in progress.");
    EXPECT_EQ(sentence(&other, false), "There is no active reassignment of partition orders-0, but replica set is 3 rather than 1,2.");
    EXPECT_EQ(sentence(nullptr, false), "There is no partition orders-0.");
    EXPECT_EQ(underWayLine(key, {.replicas = {BrokerId(1), BrokerId(3)}, .adding = {BrokerId(3)}, .removing = {BrokerId(1)}}),
              "orders-0: replicas: 1,3. adding: 3. removing: 1.");
}

messages::DescribeQuorumResponse quorum() {
    messages::DescribeQuorumResponse response;
    auto& topic = response.topics.emplace_back();
    auto& partition = topic.partitions.emplace_back();
    partition.leader_id = BrokerId(1);
    partition.leader_epoch = LeaderEpoch(4);
    partition.high_watermark = Offset(90);
    partition.current_voters = {
        {.replica_id = BrokerId(1), .log_end_offset = Offset(100), .last_fetch_timestamp = 1000, .last_caught_up_timestamp = 1000},
        {.replica_id = BrokerId(2), .log_end_offset = Offset(95), .last_fetch_timestamp = 900, .last_caught_up_timestamp = 800}};
    partition.observers = {
        {.replica_id = BrokerId(4), .log_end_offset = Offset(90), .last_fetch_timestamp = -1, .last_caught_up_timestamp = -1}};
    auto& node = response.nodes.emplace_back();
    node.node_id = BrokerId(1);
    node.listeners.push_back({.name = "CONTROLLER", .host = "127.0.0.1", .port = 42093});
    return response;
}

TEST(QuorumText, TheStatusIsThatOfKafka) {
    EXPECT_EQ(quorumStatus(quorum(), "abc"),
              "ClusterId:              abc\n"
              "LeaderId:               1\n"
              "LeaderEpoch:            4\n"
              "HighWatermark:          90\n"
              "MaxFollowerLag:         5\n"
              "MaxFollowerLagTimeMs:   200\n"
              "CurrentVoters:          [{\"id\": 1, \"endpoints\": [\"CONTROLLER://127.0.0.1:42093\"]}, {\"id\": 2}]\n"
              "CurrentObservers:       [{\"id\": 4}]\n");
    EXPECT_FALSE(quorumStatus({}, "abc"));
}

TEST(QuorumText, TheReplicationIsATableOfTabs) {
    const auto table = quorumReplication(quorum(), true, 1016);
    ASSERT_TRUE(table);
    EXPECT_THAT(*table,
                HasSubstr("NodeId\tDirectoryId           \tLogEndOffset\tLag\tLastFetchTimestamp\tLastCaughtUpTimestamp\tStatus  \t\n"));
    EXPECT_THAT(*table,
                HasSubstr("1     \tAAAAAAAAAAAAAAAAAAAAAA\t100         \t0  \t16 ms ago         \t16 ms ago            \tLeader  \t\n"));
    EXPECT_THAT(*table,
                HasSubstr("4     \tAAAAAAAAAAAAAAAAAAAAAA\t90          \t10 \tunknown           \tunknown              \tObserver\t\n"));
}

}  // namespace
}  // namespace vitrine::tools
