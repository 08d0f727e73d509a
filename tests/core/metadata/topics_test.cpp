// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include "metadata/topic_control.h"
#include "tests/core/metadata/controller_test_context.h"

// Topics are created, grow and are deleted.
namespace vitrine::metadata::testing {
namespace {

using Context = ControllerTestContext;

class Topics : public ::testing::Test {
protected:
    Topics() {
        context.lead();
        context.start_brokers({1, 2, 3});
    }
    ErrorCode create_code(Context::CreatableTopic topic) { return context.try_create(std::move(topic)).error_code; }
    messages::DeleteTopicsResponse remove(std::vector<messages::DeleteTopicsRequest::DeleteTopicState> topics) {
        messages::DeleteTopicsRequest request;
        request.topics = std::move(topics);
        return context.ask<messages::DeleteTopicsResponse>(request, 6);
    }
    ErrorCode grow(std::string name, int count, std::optional<std::vector<std::vector<BrokerId>>> assignments = {},
                   bool validate_only = false) {
        messages::CreatePartitionsRequest request;
        auto& topic = request.topics.emplace_back();
        topic.name = std::move(name);
        topic.count = count;
        topic.assignments.reset();
        if (assignments) {
            topic.assignments.emplace();
            for (auto& brokers : *assignments) topic.assignments->push_back({std::move(brokers)});
        }
        request.validate_only = validate_only;
        return context.ask<messages::CreatePartitionsResponse>(request, 3).results.at(0).error_code;
    }

    ControllerTestContext context;
};

TEST_F(Topics, AreCreatedWithPlacedReplicas) {
    const auto result = context.try_create(Context::topic("payments", 6, 3, {{"retention.ms", "1000"}}));
    ASSERT_EQ(result.error_code, ErrorCode::NONE);
    EXPECT_EQ(result.error_message, std::nullopt);
    EXPECT_EQ(result.num_partitions, 6);
    EXPECT_EQ(result.replication_factor, 3);
    EXPECT_FALSE(result.topic_id.is_zero());
    const TopicImage* topic = context.controller->committed_image().topic(std::string_view("payments"));
    ASSERT_NE(topic, nullptr);
    EXPECT_EQ(topic->id, result.topic_id);
    std::map<BrokerId, int> led;
    for (const auto& [index, partition] : topic->partitions) {
        EXPECT_EQ(partition->isr, partition->replicas);
        EXPECT_TRUE(partition->has_preferred_leader());
        for (const BrokerId replica : partition->replicas) EXPECT_EQ(partition->directory_of(replica), directory_of(replica.value()));
        ++led[partition->leader];
    }
    EXPECT_EQ(led, (std::map<BrokerId, int>{{BrokerId(1), 2}, {BrokerId(2), 2}, {BrokerId(3), 2}}));
    EXPECT_EQ(context.controller->committed_image().topic_config("payments", "retention.ms"), "1000");
    const auto created = context.events<observe::TopicCreated>();
    ASSERT_EQ(created.size(), 1u);
    EXPECT_EQ(created[0].partitions, 6);
}

TEST_F(Topics, TheAnswerDescribesTheWholeConfiguration) {
    const auto result = context.try_create(Context::topic("t", 1, 1, {{"retention.ms", "1000"}}));
    const auto find = [&](std::string_view name) {
        for (const auto& config : *result.configs) {
            if (config.name == name) return config;
        }
        ADD_FAILURE() << name;
        return result.configs->at(0);
    };
    EXPECT_EQ(find("retention.ms").value, "1000");
    EXPECT_EQ(find("retention.ms").config_source, 1) << "DYNAMIC_TOPIC_CONFIG";
    EXPECT_EQ(find("min.insync.replicas").value, "1");
    EXPECT_EQ(find("min.insync.replicas").config_source, 3) << "DYNAMIC_DEFAULT_BROKER_CONFIG: set when the cluster was formatted";
    EXPECT_EQ(find("segment.bytes").value, "1073741824");
    EXPECT_EQ(find("segment.bytes").config_source, 5) << "DEFAULT_CONFIG";
    EXPECT_TRUE(std::ranges::is_sorted(*result.configs, {}, [](const auto& config) { return config.name; }));
}

TEST_F(Topics, MinusOneMeansTheDefaults) {
    ControllerTestContext other([](ControllerConfig& config) {
        config.num_partitions = 4;
        config.default_replication_factor = 2;
    });
    other.lead();
    other.start_brokers({1, 2, 3});
    const auto result = other.try_create(Context::topic("t", -1, -1));
    EXPECT_EQ(result.num_partitions, 4);
    EXPECT_EQ(result.replication_factor, 2);
    EXPECT_EQ(context.try_create(Context::topic("t", -1, -1)).num_partitions, 1);
}

TEST_F(Topics, ReplicasMayBeAssignedByHand) {
    context.create(Context::topic_on("t", {ids({2, 1}), ids({3, 2})}));
    EXPECT_EQ(context.partition("t", 0).replicas, ids({2, 1}));
    EXPECT_EQ(context.partition("t", 1).leader, BrokerId(3));
}

TEST_F(Topics, AFencedReplicaIsNotInTheFirstIsr) {
    context.only({1, 2});
    context.create(Context::topic_on("t", {ids({3, 1, 2})}));
    EXPECT_EQ(describe(context.partition("t")), "leader 1 epoch 0.0 isr 1,2");
    EXPECT_EQ(create_code(Context::topic_on("u", {ids({3})})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
}

TEST_F(Topics, WrongRequestsAreRefused) {
    context.create(Context::topic("t", 1, 1));
    EXPECT_EQ(create_code(Context::topic("t", 1, 1)), ErrorCode::TOPIC_ALREADY_EXISTS);
    EXPECT_EQ(create_code(Context::topic("", 1, 1)), ErrorCode::INVALID_TOPIC_EXCEPTION);
    EXPECT_EQ(create_code(Context::topic("a/b", 1, 1)), ErrorCode::INVALID_TOPIC_EXCEPTION);
    EXPECT_EQ(create_code(Context::topic("__cluster_metadata", 1, 1)), ErrorCode::TOPIC_AUTHORIZATION_FAILED);
    EXPECT_EQ(create_code(Context::topic("a", 0, 1)), ErrorCode::INVALID_PARTITIONS);
    EXPECT_EQ(create_code(Context::topic("a", -2, 1)), ErrorCode::INVALID_PARTITIONS);
    EXPECT_EQ(create_code(Context::topic("a", 1, 0)), ErrorCode::INVALID_REPLICATION_FACTOR);
    EXPECT_EQ(create_code(Context::topic("a", 1, 4)), ErrorCode::INVALID_REPLICATION_FACTOR);
    EXPECT_EQ(create_code(Context::topic("a", 10'001, 1)), ErrorCode::POLICY_VIOLATION);
    EXPECT_EQ(create_code(Context::topic("a", 1, 1, {{"retention.ms", "soon"}})), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(create_code(Context::topic("a", 1, 1, {{"no.such.key", "1"}})), ErrorCode::INVALID_CONFIG);
    auto null_value = Context::topic("a", 1, 1, {{"retention.ms", "1"}});
    null_value.configs[0].value.reset();
    EXPECT_EQ(create_code(null_value), ErrorCode::INVALID_CONFIG);

    EXPECT_EQ(create_code(Context::topic_on("a", {ids({})})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(create_code(Context::topic_on("a", {ids({1, 1})})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(create_code(Context::topic_on("a", {ids({9})})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(create_code(Context::topic_on("a", {ids({1}), ids({1, 2})})), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    auto gap = Context::topic_on("a", {ids({1}), ids({2})});
    gap.assignments[1].partition_index = 2;
    EXPECT_EQ(create_code(gap), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    gap.assignments[1].partition_index = 0;
    EXPECT_EQ(create_code(gap), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    auto both = Context::topic_on("a", {ids({1})});
    both.num_partitions = 1;
    EXPECT_EQ(create_code(both), ErrorCode::INVALID_REQUEST);
    both = Context::topic_on("a", {ids({1})});
    both.replication_factor = 1;
    EXPECT_EQ(create_code(both), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(context.controller->committed_image().topics_by_id.size(), 1u) << "nothing of it was created";
}

TEST_F(Topics, NamesThatMetricsCannotTellApartCollide) {
    context.create(Context::topic("my.topic", 1, 1));
    EXPECT_EQ(create_code(Context::topic("my_topic", 1, 1)), ErrorCode::INVALID_TOPIC_EXCEPTION);
    EXPECT_EQ(create_code(Context::topic("my-topic", 1, 1)), ErrorCode::NONE);
}

TEST_F(Topics, ATopicNamedTwiceIsRefusedAndTheOthersAreCreated) {
    messages::CreateTopicsRequest request;
    request.topics = {Context::topic("a", 1, 1), Context::topic("b", 1, 1), Context::topic("a", 2, 1)};
    const auto response = context.ask<messages::CreateTopicsResponse>(request, 7);
    ASSERT_EQ(response.topics.size(), 2u);
    EXPECT_EQ(response.topics[0].error_code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(response.topics[1].error_code, ErrorCode::NONE);
}

TEST_F(Topics, ARequestFitsOneBatchOfTheLog) {
    messages::CreateTopicsRequest request;
    request.topics = {Context::topic("a", 5000, 1), Context::topic("b", 4999, 1)};
    const auto response = context.ask<messages::CreateTopicsResponse>(request, 7);
    EXPECT_EQ(response.topics[0].error_code, ErrorCode::NONE);
    EXPECT_EQ(response.topics[1].error_code, ErrorCode::POLICY_VIOLATION) << "with the records of the topics themselves it is 10,001";
}

TEST_F(Topics, TwoTopicsOfOneRequestMayNotCollideEither) {
    messages::CreateTopicsRequest request;
    request.topics = {Context::topic("a.b", 1, 1), Context::topic("a_b", 1, 1)};
    const auto response = context.ask<messages::CreateTopicsResponse>(request, 7);
    EXPECT_EQ(response.topics[0].error_code, ErrorCode::NONE);
    EXPECT_EQ(response.topics[1].error_code, ErrorCode::INVALID_TOPIC_EXCEPTION);
}

TEST_F(Topics, ValidationAloneCreatesNothing) {
    const Offset end = context.log.log_end();
    EXPECT_EQ(context.try_create(Context::topic("t", 3, 2), true).error_code, ErrorCode::NONE);
    EXPECT_EQ(context.try_create(Context::topic("t", 3, 9), true).error_code, ErrorCode::INVALID_REPLICATION_FACTOR);
    EXPECT_EQ(context.log.log_end(), end);
    EXPECT_TRUE(context.events<observe::TopicCreated>().empty());
    EXPECT_EQ(create_code(Context::topic("t", 3, 2)), ErrorCode::NONE);
}

TEST_F(Topics, NamesFollowKafkasRules) {
    const auto valid = [](std::string_view name) { return validate_topic_name(name).has_value(); };
    EXPECT_TRUE(valid("A-z_0.9"));
    EXPECT_TRUE(valid(std::string(249, 'a')));
    EXPECT_TRUE(valid("..."));
    for (const std::string& name : {std::string(), std::string("."), std::string(".."), std::string(250, 'a'), std::string("a b"),
                                    std::string("ü"), std::string("a\0b", 3)}) {
        EXPECT_FALSE(valid(name)) << name;
    }
}

// --- deletion ---

TEST_F(Topics, AreDeletedByNameOrById) {
    context.create(Context::topic("a", 2, 1, {{"retention.ms", "1000"}}));
    const Uuid b = context.create(Context::topic("b", 1, 1));
    const auto response = remove({{"a", Uuid{}}, {std::nullopt, b}});
    ASSERT_EQ(response.responses.size(), 2u);
    EXPECT_EQ(response.responses[0].error_code, ErrorCode::NONE);
    EXPECT_FALSE(response.responses[0].topic_id.is_zero());
    EXPECT_EQ(response.responses[1].error_code, ErrorCode::NONE);
    EXPECT_EQ(response.responses[1].name, "b");
    EXPECT_TRUE(context.controller->committed_image().topics_by_id.empty());
    EXPECT_TRUE(context.controller->committed_image().config(ResourceType::topic, "a").empty());
    EXPECT_EQ(context.events<observe::TopicDeleted>().size(), 2u);
    // The name comes again; the id does not.
    EXPECT_NE(context.create(Context::topic("b", 1, 1)), b);
}

TEST_F(Topics, OlderClientsDeleteByName) {
    context.create(Context::topic("a", 1, 1));
    messages::DeleteTopicsRequest request;
    request.topic_names = {"a", "nothing"};
    const auto response = context.ask<messages::DeleteTopicsResponse>(request, 3);
    EXPECT_EQ(response.responses.at(0).error_code, ErrorCode::NONE);
    EXPECT_EQ(response.responses.at(1).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

TEST_F(Topics, WrongDeletionsAreRefused) {
    const Uuid a = context.create(Context::topic("a", 1, 1));
    const Uuid unknown = Uuid::from_halves(9, 9);
    const auto code = [&](std::vector<messages::DeleteTopicsRequest::DeleteTopicState> topics) {
        return remove(std::move(topics)).responses.at(0).error_code;
    };
    EXPECT_EQ(code({{"nothing", Uuid{}}}), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(code({{std::nullopt, unknown}}), ErrorCode::UNKNOWN_TOPIC_ID);
    EXPECT_EQ(code({{std::nullopt, Uuid{}}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(code({{"a", a}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(code({{"a", Uuid{}}, {"a", Uuid{}}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(code({{"a", Uuid{}}, {std::nullopt, a}}), ErrorCode::INVALID_REQUEST);
    EXPECT_NE(context.controller->committed_image().topic(a), nullptr);
}

TEST(TopicDeletion, MayBeSwitchedOff) {
    ControllerTestContext context([](ControllerConfig& config) { config.delete_topic_enable = false; });
    context.lead();
    context.start_brokers({1});
    context.create(Context::topic("a", 1, 1));
    messages::DeleteTopicsRequest request;
    request.topics = {{"a", Uuid{}}};
    EXPECT_EQ(context.ask<messages::DeleteTopicsResponse>(request, 6).responses.at(0).error_code, ErrorCode::TOPIC_DELETION_DISABLED);
}

// --- more partitions ---

TEST_F(Topics, Grow) {
    context.create(Context::topic("t", 2, 2));
    EXPECT_EQ(grow("t", 5), ErrorCode::NONE);
    EXPECT_EQ(context.controller->committed_image().topic(std::string_view("t"))->partitions.size(), 5u);
    EXPECT_EQ(context.partition("t", 4).replicas.size(), 2u);
    const auto added = context.events<observe::PartitionsAdded>();
    ASSERT_EQ(added.size(), 1u);
    EXPECT_EQ(added[0].from, 2);
    EXPECT_EQ(added[0].to, 5);
    EXPECT_EQ(grow("t", 6, {{ids({3, 1})}}), ErrorCode::NONE);
    EXPECT_EQ(context.partition("t", 5).replicas, ids({3, 1}));
}

TEST_F(Topics, WrongGrowthIsRefused) {
    context.create(Context::topic("t", 2, 2));
    const Offset end = context.log.log_end();
    EXPECT_EQ(grow("nothing", 3), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(grow("t", 2), ErrorCode::INVALID_PARTITIONS);
    EXPECT_EQ(grow("t", 1), ErrorCode::INVALID_PARTITIONS);
    EXPECT_EQ(grow("t", 20'000), ErrorCode::POLICY_VIOLATION);
    EXPECT_EQ(grow("t", 4, {{ids({1, 2})}}), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(grow("t", 3, {{ids({1})}}), ErrorCode::INVALID_REPLICA_ASSIGNMENT);
    EXPECT_EQ(grow("t", 3, {}, true), ErrorCode::NONE);
    EXPECT_EQ(context.log.log_end(), end);
    context.only({1});
    EXPECT_EQ(grow("t", 3, {{ids({2, 3})}}), ErrorCode::INVALID_REPLICA_ASSIGNMENT) << "all of them are fenced";
}

}  // namespace
}  // namespace vitrine::metadata::testing
