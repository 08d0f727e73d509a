// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/admin.h"

#include <gmock/gmock.h>

#include "tests/core/cluster/cluster_scenario.h"

namespace vitrine::client {
namespace {

using cluster::test::ClusterScenario;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct AdminTest : ::testing::Test {
    ClusterScenario scenario;
    std::unique_ptr<Admin> admin;

    void SetUp() override {
        scenario.start();
        ClientConfig client = scenario.client("admin");
        client.request_timeout = std::chrono::seconds(10);
        admin = std::make_unique<Admin>(scenario.cluster.add_client("admin").environment(), std::move(client));
    }

    // The answer of one call; none is an error of the test.
    Status done(const std::function<void(Admin::Done)>& call) {
        std::optional<Status> answer;
        call([&](Status status) { answer = std::move(status); });
        EXPECT_FALSE(answer) << "an answer comes later";
        EXPECT_TRUE(scenario.run_until([&] { return answer.has_value(); }, std::chrono::minutes(5))) << "no answer came";
        return answer.value_or(failure(ErrorCode::UNKNOWN_SERVER_ERROR, "no answer"));
    }
    template <class T>
    Result<T> with(const std::function<void(Admin::DoneWith<T>)>& call) {
        std::optional<Result<T>> answer;
        call([&](Result<T> result) { answer = std::move(result); });
        EXPECT_FALSE(answer) << "an answer comes later";
        EXPECT_TRUE(scenario.run_until([&] { return answer.has_value(); }, std::chrono::minutes(5))) << "no answer came";
        return answer ? std::move(*answer) : failure(ErrorCode::UNKNOWN_SERVER_ERROR, "no answer");
    }
    Status create(const NewTopic& topic) {
        return done([&](Admin::Done then) { admin->create_topic(topic, std::move(then)); });
    }
    // A refusal has the code, and one sentence that names what it is about.
    static void expect_refused(const Status& status, ErrorCode code, const std::string& part) {
        ASSERT_FALSE(status) << part;
        EXPECT_EQ(status.error().code, code) << status.error().message;
        EXPECT_THAT(status.error().message, HasSubstr(part));
        EXPECT_EQ(status.error().message.find('\n'), std::string::npos);
    }
};

TEST_F(AdminTest, ATopicIsMadeWithItsPartitionsReplicasAndConfigs) {
    ASSERT_TRUE(create({.name = "orders", .partitions = 3, .replication_factor = 2, .configs = {{"cleanup.policy", "delete"}}}));
    scenario.run("wait until leader orders 2 any");
    const auto info = with<ClusterInfo>([&](auto then) { admin->describe_cluster(std::move(then)); });
    ASSERT_TRUE(info);
    EXPECT_EQ(info->brokers.size(), 3u);
    const TopicInfo& topic = info->topics.at("orders");
    ASSERT_EQ(topic.partitions.size(), 3u);
    for (const PartitionInfo& partition : topic.partitions) EXPECT_EQ(partition.replicas.size(), 2u);
}

TEST_F(AdminTest, ATopicIsMadeWithReplicasByHand) {
    ASSERT_TRUE(create({.name = "orders", .assignments = {{0, {BrokerId(3), BrokerId(1)}}, {1, {BrokerId(2), BrokerId(3)}}}}));
    scenario.run("wait until leader orders 0 is 3\nwait until leader orders 1 is 2");
}

TEST_F(AdminTest, TopicsThatCannotBeMadeAreRefusedWithTheReason) {
    ASSERT_TRUE(create({.name = "orders", .partitions = 1, .replication_factor = 1}));
    expect_refused(create({.name = "orders"}), ErrorCode::TOPIC_ALREADY_EXISTS, "topic orders");
    expect_refused(create({.name = "a b"}), ErrorCode::INVALID_TOPIC_EXCEPTION, "a b");
    expect_refused(create({.name = std::string(300, 'x')}), ErrorCode::INVALID_TOPIC_EXCEPTION, "249");
    expect_refused(create({.name = "x", .replication_factor = 4}), ErrorCode::INVALID_REPLICATION_FACTOR, "4");
    expect_refused(create({.name = "x", .partitions = 0}), ErrorCode::INVALID_PARTITIONS, "topic x");
    expect_refused(create({.name = "x", .configs = {{"retention.ms", "soon"}}}), ErrorCode::INVALID_CONFIG, "retention.ms");
    expect_refused(create({.name = "x", .configs = {{"no.such.key", "1"}}}), ErrorCode::INVALID_CONFIG, "no.such.key");
    expect_refused(create({.name = "x", .assignments = {{0, {BrokerId(9)}}}}), ErrorCode::INVALID_REPLICA_ASSIGNMENT, "9");
    expect_refused(create({.name = "x", .assignments = {{0, {BrokerId(1), BrokerId(1)}}}}), ErrorCode::INVALID_REPLICA_ASSIGNMENT, "1");
    expect_refused(create({.name = "x", .assignments = {{1, {BrokerId(1)}}}}), ErrorCode::INVALID_REPLICA_ASSIGNMENT, "");
}

TEST_F(AdminTest, PartitionsOnlyGrow) {
    ASSERT_TRUE(create({.name = "orders", .partitions = 2, .replication_factor = 1}));
    const auto grow = [&](const std::string& topic, std::int32_t total) {
        return done([&](Admin::Done then) { admin->create_partitions(topic, total, std::move(then)); });
    };
    EXPECT_TRUE(grow("orders", 4));
    expect_refused(grow("orders", 3), ErrorCode::INVALID_PARTITIONS, "4");
    expect_refused(grow("orders", 4), ErrorCode::INVALID_PARTITIONS, "4");
    expect_refused(grow("nothing", 4), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "nothing");
}

TEST_F(AdminTest, ATopicIsDeletedOnce) {
    ASSERT_TRUE(create({.name = "orders"}));
    const auto remove = [&] { return done([&](Admin::Done then) { admin->delete_topic("orders", std::move(then)); }); };
    EXPECT_TRUE(remove());
    expect_refused(remove(), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "orders");
}

TEST_F(AdminTest, ConfigsOfTopicsAndBrokersAreSetShownAndTakenBack) {
    ASSERT_TRUE(create({.name = "orders"}));
    scenario.run("wait until topic orders");
    const auto alter = [&](ConfigResource type, const std::string& name, const std::string& key, const std::optional<std::string>& value) {
        return done([&](Admin::Done then) { admin->alter_config(type, name, key, value, std::move(then)); });
    };
    const auto value_of = [&](ConfigResource type, const std::string& name, const std::string& key) -> std::string {
        scenario.run_for(Milliseconds(100));  // until every broker knows
        const auto entries = with<std::vector<ConfigEntry>>([&](auto then) { admin->describe_configs(type, name, std::move(then)); });
        EXPECT_TRUE(entries);
        if (!entries) return {};
        const auto found = std::ranges::find(*entries, key, &ConfigEntry::name);
        return found == entries->end() ? "nothing" : found->value.value_or("null") + (found->is_default ? " by default" : "");
    };
    EXPECT_EQ(value_of(ConfigResource::topic, "orders", "retention.ms"), "604800000 by default");
    EXPECT_TRUE(alter(ConfigResource::topic, "orders", "retention.ms", "1000"));
    EXPECT_EQ(value_of(ConfigResource::topic, "orders", "retention.ms"), "1000");
    EXPECT_TRUE(alter(ConfigResource::topic, "orders", "retention.ms", std::nullopt));
    EXPECT_EQ(value_of(ConfigResource::topic, "orders", "retention.ms"), "604800000 by default");
    expect_refused(alter(ConfigResource::topic, "orders", "retention.ms", "soon"), ErrorCode::INVALID_CONFIG, "retention.ms");
    expect_refused(alter(ConfigResource::topic, "nothing", "retention.ms", "1"), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "nothing");
    EXPECT_TRUE(alter(ConfigResource::broker, "", "log.retention.ms", "2000"));
    EXPECT_EQ(value_of(ConfigResource::topic, "orders", "retention.ms"), "2000");
}

TEST_F(AdminTest, OffsetsOfBeginningEndAndTimesAreListed) {
    ASSERT_TRUE(create({.name = "orders", .partitions = 2, .replication_factor = 3}));
    scenario.run("wait until leader orders 1 any\nproduce orders x --partition 0 --count 10");
    const auto list = [&](const TopicPartition& key, Position::Kind kind) {
        return with<std::map<TopicPartition, Offset>>([&](auto then) { admin->list_offsets({{key, {.kind = kind}}}, std::move(then)); });
    };
    EXPECT_EQ(list({"orders", 0}, Position::Kind::end)->at({"orders", 0}), Offset(10));
    EXPECT_EQ(list({"orders", 0}, Position::Kind::beginning)->at({"orders", 0}), Offset(0));
    EXPECT_EQ(list({"orders", 1}, Position::Kind::end)->at({"orders", 1}), Offset(0));
    const auto nothing = list({"orders", 7}, Position::Kind::end);
    ASSERT_FALSE(nothing);
    EXPECT_THAT(nothing.error().message, HasSubstr("there is no partition orders-7"));
    const auto none = with<std::map<TopicPartition, Offset>>([&](auto then) { admin->list_offsets({}, std::move(then)); });
    ASSERT_TRUE(none);
    EXPECT_THAT(*none, IsEmpty());
}

TEST_F(AdminTest, PreferredLeadersAreElectedWhereItIsNeeded) {
    ASSERT_TRUE(create({.name = "orders", .assignments = {{0, {BrokerId(1), BrokerId(2), BrokerId(3)}}}}));
    const auto elect = [&](std::optional<std::vector<TopicPartition>> partitions) {
        return done([&](Admin::Done then) { admin->elect_preferred_leaders(partitions, std::move(then)); });
    };
    scenario.run("wait until leader orders 0 is 1");
    EXPECT_TRUE(elect(std::vector<TopicPartition>{{"orders", 0}})) << "not needed is no failure";
    scenario.run("broker stop 1\nwait until leader orders 0 is not 1");
    expect_refused(elect(std::vector<TopicPartition>{{"orders", 0}}), ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE, "orders-0");
    scenario.run("broker start 1\nwait until isr orders 0 size 3");
    EXPECT_TRUE(elect(std::nullopt));
    scenario.run("wait until leader orders 0 is 1");
    expect_refused(elect(std::vector<TopicPartition>{{"nothing", 0}}), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "nothing-0");
}

TEST_F(AdminTest, AnyReplicaInSyncIsMadeTheLeaderForGood) {
    ASSERT_TRUE(create({.name = "orders", .assignments = {{0, {BrokerId(1), BrokerId(2)}}}}));
    scenario.run("wait until leader orders 0 is 1\nwait until isr orders 0 size 2");
    const auto lead = [&](const std::string& topic, int partition, int broker) {
        return done([&](Admin::Done then) { admin->make_leader({topic, partition}, BrokerId(broker), std::move(then)); });
    };
    EXPECT_TRUE(lead("orders", 0, 2));
    scenario.run("wait until leader orders 0 is 2");
    EXPECT_TRUE(lead("orders", 0, 2)) << "it leads already";
    const auto info = with<ClusterInfo>([&](auto then) { admin->describe_cluster(std::move(then)); });
    ASSERT_TRUE(info);
    EXPECT_THAT(info->topics.at("orders").partitions.at(0).replicas, ElementsAre(BrokerId(2), BrokerId(1)));

    expect_refused(lead("orders", 7, 2), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "orders-7");
    expect_refused(lead("nothing", 0, 2), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, "nothing-0");
    expect_refused(lead("orders", 0, 3), ErrorCode::INVALID_REPLICA_ASSIGNMENT, "broker 3 holds no replica of orders-0");
    scenario.run("broker stop 1\nwait until isr orders 0 size 1");
    expect_refused(lead("orders", 0, 1), ErrorCode::BROKER_NOT_AVAILABLE, "broker 1 is not running");
    scenario.run("broker start 1\nwait until isr orders 0 size 2");
    EXPECT_TRUE(lead("orders", 0, 1));
    scenario.run("wait until leader orders 0 is 1");
}

TEST_F(AdminTest, ReplicasAreMovedListedAndTheMoveIsCancelled) {
    ASSERT_TRUE(create({.name = "orders", .assignments = {{0, {BrokerId(1), BrokerId(2)}}}}));
    scenario.run("wait until leader orders 0 is 1\nwait until isr orders 0 size 2");
    const auto move = [&](std::optional<std::vector<BrokerId>> replicas, bool allow_change = true) {
        return done([&](Admin::Done then) { admin->alter_reassignments({{{"orders", 0}, replicas}}, allow_change, std::move(then)); });
    };
    const auto list = [&](std::optional<std::vector<TopicPartition>> partitions) {
        return with<std::map<TopicPartition, Reassignment>>([&](auto then) { admin->list_reassignments(partitions, std::move(then)); });
    };
    expect_refused(move(std::nullopt), ErrorCode::NO_REASSIGNMENT_IN_PROGRESS, "orders-0");
    expect_refused(move(std::vector{BrokerId(1)}, false), ErrorCode::INVALID_REPLICATION_FACTOR, "from 2 to 1");
    scenario.run("broker stop 3");
    ASSERT_TRUE(move(std::vector{BrokerId(1), BrokerId(3)}));
    auto under_way = list(std::nullopt);
    ASSERT_TRUE(under_way);
    const Reassignment& moving = under_way->at({"orders", 0});
    EXPECT_THAT(moving.replicas, ElementsAre(BrokerId(1), BrokerId(3), BrokerId(2)));
    EXPECT_THAT(moving.adding, ElementsAre(BrokerId(3)));
    EXPECT_THAT(moving.removing, ElementsAre(BrokerId(2)));
    const auto lead = done([&](Admin::Done then) { admin->make_leader({"orders", 0}, BrokerId(2), std::move(then)); });
    expect_refused(lead, ErrorCode::REASSIGNMENT_IN_PROGRESS, "orders-0");
    ASSERT_TRUE(move(std::nullopt));
    EXPECT_THAT(*list(std::vector<TopicPartition>{{"orders", 0}}), IsEmpty());
    scenario.run("broker start 3");
    ASSERT_TRUE(move(std::vector{BrokerId(3), BrokerId(2)}));
    scenario.run("wait until leader orders 0 is not 1");
    EXPECT_TRUE(scenario.run_until([&] { return list(std::nullopt)->empty(); }, std::chrono::minutes(1)));
}

TEST_F(AdminTest, GroupsAreListedDescribedAndTheirOffsetsSet) {
    scenario.run("topic create orders --partitions 1 --replication-factor 3\nproduce orders x --count 10");
    scenario.run("group add-member readers --topic orders\nwait until group readers stable\nwait until lag readers <= 0");
    const auto groups = with<std::vector<std::string>>([&](auto then) { admin->list_groups(std::move(then)); });
    ASSERT_TRUE(groups);
    EXPECT_THAT(*groups, ElementsAre("readers"));
    const auto described =
        with<messages::DescribeGroupsResponse::DescribedGroup>([&](auto then) { admin->describe_group("readers", std::move(then)); });
    ASSERT_TRUE(described);
    EXPECT_EQ(described->group_state, "Stable");
    EXPECT_EQ(described->members.size(), 1u);
    const std::map<TopicPartition, Offset> back{{{"orders", 0}, Offset(5)}};
    const auto set = [&] { return done([&](Admin::Done then) { admin->alter_committed_offsets("readers", back, std::move(then)); }); };
    expect_refused(set(), ErrorCode::UNKNOWN_MEMBER_ID, "readers");  // it has a member
    scenario.run("group remove-member readers\nwait until group readers empty");
    EXPECT_TRUE(set());
    const auto committed =
        with<std::map<TopicPartition, CommittedOffsetInfo>>([&](auto then) { admin->committed_offsets("readers", std::move(then)); });
    ASSERT_TRUE(committed);
    EXPECT_EQ((committed->at({"orders", 0}).offset), Offset(5));
    scenario.run("group add-member readers --topic orders\nwait until lag readers <= 0");
    const auto unknown = done([&](Admin::Done then) { admin->remove_member("readers", "somebody", "a test", std::move(then)); });
    expect_refused(unknown, ErrorCode::UNKNOWN_MEMBER_ID, "somebody");
}

TEST_F(AdminTest, TheQuorumIsDescribed) {
    const auto quorum = with<QuorumInfo>([&](auto then) { admin->describe_quorum(std::move(then)); });
    ASSERT_TRUE(quorum);
    EXPECT_EQ(quorum->current_voters.size(), 3u);
    EXPECT_EQ(quorum->leader_id.value(), scenario.controller());
}

TEST_F(AdminTest, WithoutBrokersEveryCallEndsWithAnError) {
    ASSERT_TRUE(create({.name = "orders"}));
    scenario.run("broker kill 1\nbroker kill 2\nbroker kill 3");
    const TopicPartition key{"orders", 0};
    EXPECT_FALSE(create({.name = "more"}));
    EXPECT_FALSE(done([&](auto then) { admin->delete_topic("orders", std::move(then)); }));
    EXPECT_FALSE(done([&](auto then) { admin->create_partitions("orders", 5, std::move(then)); }));
    EXPECT_FALSE(done([&](auto then) { admin->alter_config(ConfigResource::topic, "orders", "retention.ms", "1", std::move(then)); }));
    EXPECT_FALSE(done([&](auto then) { admin->elect_preferred_leaders(std::nullopt, std::move(then)); }));
    EXPECT_FALSE(done([&](auto then) { admin->remove_member("g", "m", "", std::move(then)); }));
    EXPECT_FALSE(done([&](auto then) { admin->alter_committed_offsets("g", {{key, Offset(1)}}, std::move(then)); }));
    EXPECT_FALSE((with<ClusterInfo>([&](auto then) { admin->describe_cluster(std::move(then)); })));
    EXPECT_FALSE((with<std::vector<std::string>>([&](auto then) { admin->list_groups(std::move(then)); })));
    EXPECT_FALSE((with<std::map<TopicPartition, Offset>>([&](auto then) { admin->list_offsets({{key, {}}}, std::move(then)); })));
    EXPECT_FALSE((with<std::map<TopicPartition, CommittedOffsetInfo>>([&](auto then) { admin->committed_offsets("g", std::move(then)); })));
    EXPECT_FALSE((with<QuorumInfo>([&](auto then) { admin->describe_quorum(std::move(then)); })));
}

TEST_F(AdminTest, ABrokerThatDiesDoesNotHoldUpAnAdministrator) {
    scenario.run("broker kill 1");
    for (int i = 0; i < 6; ++i) EXPECT_TRUE(create({.name = "topic-" + std::to_string(i), .partitions = 1, .replication_factor = 2}));
    scenario.run("broker start 1\nwait until brokers 3\nbroker pause 2");
    for (int i = 0; i < 6; ++i) {
        const auto info = with<ClusterInfo>([&](auto then) { admin->describe_cluster(std::move(then)); });
        EXPECT_TRUE(info) << info.error().message;
    }
}

}  // namespace
}  // namespace vitrine::client
