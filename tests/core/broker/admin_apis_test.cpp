// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <iterator>

#include "messages/alter_configs.h"
#include "messages/alter_replica_log_dirs.h"
#include "messages/api_versions.h"
#include "messages/delete_groups.h"
#include "messages/delete_records.h"
#include "messages/describe_configs.h"
#include "messages/describe_log_dirs.h"
#include "messages/describe_producers.h"
#include "messages/find_coordinator.h"
#include "messages/get_telemetry_subscriptions.h"
#include "messages/incremental_alter_configs.h"
#include "messages/list_config_resources.h"
#include "messages/list_offsets.h"
#include "messages/offset_commit.h"
#include "messages/offset_delete.h"
#include "messages/offset_fetch.h"
#include "messages/push_telemetry.h"
#include "messages/update_features.h"
#include "tests/core/broker/cluster_fixture.h"

// What administrators ask.
namespace vitrine::broker::test {
namespace {

// --- configurations ---

using Described = messages::DescribeConfigsResponse::DescribeConfigsResult;

Described describe(ClusterFixture& cluster, int broker, int type, const std::string& name) {
    messages::DescribeConfigsRequest request;
    request.resources.push_back(
        {.resource_type = static_cast<std::int8_t>(type), .resource_name = name, .configuration_keys = std::nullopt});
    const auto response = cluster.ask<messages::DescribeConfigsResponse>(broker, request, 4);
    EXPECT_TRUE(response);
    return response->results.at(0);
}
std::pair<std::string, int> value_and_source(const Described& described, const std::string& key) {
    for (const auto& config : described.configs) {
        if (config.name == key) return {config.value.value_or("null"), config.config_source};
    }
    return {"absent", -1};
}

ErrorCode replace(ClusterFixture& cluster, int broker, int type, const std::string& name, std::map<std::string, std::string> values,
                  bool validate_only = false) {
    messages::AlterConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resource_type = static_cast<std::int8_t>(type);
    resource.resource_name = name;
    for (auto& [key, value] : values) resource.configs.push_back({key, value});
    request.validate_only = validate_only;
    const auto response = cluster.ask<messages::AlterConfigsResponse>(broker, request, 2);
    EXPECT_TRUE(response);
    return response->responses.at(0).error_code;
}

TEST(AlterConfigsTest, what_is_not_named_is_removed) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3, {{"retention.ms", "1000"}, {"segment.bytes", "2097152"}});
    EXPECT_EQ(replace(cluster, 2, 2, "news", {{"segment.bytes", "1048576"}}, true), ErrorCode::NONE);
    EXPECT_EQ(value_and_source(describe(cluster, 1, 2, "news"), "retention.ms").first, "1000") << "it was only checked";
    EXPECT_EQ(replace(cluster, 2, 2, "news", {{"segment.bytes", "1048576"}, {"max.message.bytes", "5000"}}), ErrorCode::NONE);
    const auto became = [&] {
        const Described now = describe(cluster, 1, 2, "news");
        return value_and_source(now, "retention.ms") == std::pair<std::string, int>("604800000", 5) &&
               value_and_source(now, "segment.bytes") == std::pair<std::string, int>("1048576", 1) &&
               value_and_source(now, "max.message.bytes") == std::pair<std::string, int>("5000", 1);
    };
    EXPECT_TRUE(cluster.run_until(became));
    EXPECT_EQ(replace(cluster, 1, 2, "news", {{"segment.bytes", "1"}}), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(replace(cluster, 1, 2, "olds", {{"segment.bytes", "1048576"}}), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_TRUE(became());
}

TEST(AlterConfigsTest, a_brokers_values_are_replaced_by_the_broker_alone) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    EXPECT_EQ(replace(cluster, 2, 4, "2", {{"message.max.bytes", "7000"}}), ErrorCode::NONE);
    EXPECT_EQ(replace(cluster, 1, 4, "", {{"message.max.bytes", "6000"}}), ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until([&] {
        return value_and_source(describe(cluster, 2, 4, "2"), "message.max.bytes") == std::pair<std::string, int>("7000", 2) &&
               value_and_source(describe(cluster, 3, 4, "3"), "message.max.bytes") == std::pair<std::string, int>("6000", 3);
    }));
    EXPECT_EQ(replace(cluster, 1, 4, "2", {}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(replace(cluster, 2, 4, "2", {{"num.partitions", "3"}}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(replace(cluster, 2, 4, "2", {}), ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until(
        [&] { return value_and_source(describe(cluster, 2, 4, "2"), "message.max.bytes") == std::pair<std::string, int>("6000", 3); }));
}

TEST(DescribeConfigsTest, the_log_has_one_level) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    const Described log = describe(cluster, 1, 8, "1");
    ASSERT_EQ(log.error_code, ErrorCode::NONE);
    ASSERT_EQ(log.configs.size(), 1u);
    EXPECT_EQ(log.configs[0].name, "root");
    EXPECT_EQ(log.configs[0].config_source, 6);
    EXPECT_EQ(describe(cluster, 1, 8, "").error_code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(describe(cluster, 1, 8, "2").error_code, ErrorCode::INVALID_REQUEST);
    messages::IncrementalAlterConfigsRequest request;
    request.resources.push_back({.resource_type = 8, .resource_name = "1", .configs = {{.name = "root", .value = "DEBUG"}}});
    EXPECT_EQ(cluster.ask<messages::IncrementalAlterConfigsResponse>(1, request, 1)->responses.at(0).error_code,
              ErrorCode::INVALID_REQUEST);
}

TEST(ListConfigResourcesTest, names_what_can_be_described) {
    ClusterFixture cluster(2);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    const auto list = [&](std::vector<std::int8_t> types, wire::Version version) {
        std::vector<std::pair<int, std::string>> listed;
        const auto response =
            cluster.ask<messages::ListConfigResourcesResponse>(1, messages::ListConfigResourcesRequest{.resource_types = types}, version);
        EXPECT_TRUE(response);
        if (response->error_code != ErrorCode::NONE) return std::pair(response->error_code, listed);
        for (const auto& resource : response->config_resources) listed.emplace_back(resource.resource_type, resource.resource_name);
        return std::pair(ErrorCode::NONE, listed);
    };
    using Rows = std::vector<std::pair<int, std::string>>;
    EXPECT_EQ(list({2}, 1).second, (Rows{{2, "news"}}));
    EXPECT_EQ(list({}, 1).second, (Rows{{8, "1"}, {8, "2"}, {4, "1"}, {4, "2"}, {2, "news"}}));
    EXPECT_EQ(list({16, 32}, 1).second, Rows{});
    EXPECT_EQ(list({3}, 1).first, ErrorCode::UNSUPPORTED_VERSION);
    EXPECT_EQ(list({}, 0).second, Rows{});
}

// --- groups ---

TEST(GroupDeletionTest, offsets_and_groups_go_through_the_broker) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 2, 1);
    messages::FindCoordinatorRequest find;
    find.coordinator_keys = {"readers"};
    ASSERT_TRUE(cluster.run_until([&] {
        const auto response = cluster.ask<messages::FindCoordinatorResponse>(1, find, 4);
        return response && response->coordinators[0].error_code == ErrorCode::NONE;
    }));
    messages::OffsetCommitRequest commit;
    commit.group_id = "readers";
    commit.topics.push_back(
        {.name = "news",
         .partitions = {{.partition_index = 0, .committed_offset = Offset(5)}, {.partition_index = 1, .committed_offset = Offset(6)}}});
    ASSERT_TRUE(cluster.run_until([&] {
        const auto response = cluster.ask<messages::OffsetCommitResponse>(1, commit, 8);
        return response && response->topics.at(0).partitions.at(0).error_code == ErrorCode::NONE;
    }));
    messages::OffsetDeleteRequest offsets{.group_id = "readers"};
    offsets.topics.push_back({.name = "news", .partitions = {{0}}});
    offsets.topics.push_back({.name = "olds", .partitions = {{3}}});
    const auto deleted = cluster.ask<messages::OffsetDeleteResponse>(1, offsets, 0);
    ASSERT_TRUE(deleted);
    EXPECT_EQ(deleted->error_code, ErrorCode::NONE);
    ASSERT_EQ(deleted->topics.size(), 2u);
    EXPECT_EQ(deleted->topics[0].partitions[0].error_code, ErrorCode::NONE);
    EXPECT_EQ(deleted->topics[1].partitions[0].error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    const auto committed = [&] {
        messages::OffsetFetchRequest request;
        request.groups.push_back({.group_id = "readers", .topics = std::nullopt});
        const auto response = cluster.ask<messages::OffsetFetchResponse>(1, request, 8);
        std::vector<std::int32_t> partitions;
        for (const auto& topic : response->groups.at(0).topics) {
            for (const auto& partition : topic.partitions) partitions.push_back(partition.partition_index);
        }
        return partitions;
    };
    EXPECT_EQ(committed(), std::vector<std::int32_t>{1});
    const messages::DeleteGroupsRequest groups{.groups_names = {"readers", "nobody"}};
    const auto gone = cluster.ask<messages::DeleteGroupsResponse>(1, groups, 2);
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->results.at(0).error_code, ErrorCode::NONE);
    EXPECT_EQ(gone->results.at(1).error_code, ErrorCode::GROUP_ID_NOT_FOUND);
    EXPECT_EQ(committed(), std::vector<std::int32_t>{});
}

// --- records ---

messages::DeleteRecordsResponse::DeleteRecordsTopicResult::DeleteRecordsPartitionResult delete_records(ClusterFixture& cluster, int broker,
                                                                                                       const std::string& topic,
                                                                                                       std::int64_t offset,
                                                                                                       int timeout_ms = 10'000) {
    messages::DeleteRecordsRequest request;
    request.topics.push_back({.name = topic, .partitions = {{.partition_index = 0, .offset = Offset(offset)}}});
    request.timeout_ms = timeout_ms;
    const auto response = cluster.ask<messages::DeleteRecordsResponse>(broker, request, 2);
    EXPECT_TRUE(response);
    return response->topics.at(0).partitions.at(0);
}
std::int64_t earliest(ClusterFixture& cluster, int broker, const std::string& topic) {
    messages::ListOffsetsRequest request;
    request.topics.push_back({.name = topic, .partitions = {{.partition_index = 0, .timestamp = -2}}});
    return cluster.ask<messages::ListOffsetsResponse>(broker, request, 8)->topics.at(0).partitions.at(0).offset.value();
}

TEST(DeleteRecordsTest, every_replica_begins_later_and_the_answer_waits_for_that) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    for (int i = 0; i < 10; ++i)
        ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"v" + std::to_string(i)}}).error_code, ErrorCode::NONE);
    const auto deleted = delete_records(cluster, 1, "news", 4);
    EXPECT_EQ(deleted.error_code, ErrorCode::NONE);
    EXPECT_EQ(deleted.low_watermark, Offset(4));
    for (int id = 1; id <= 3; ++id) {
        const auto replicas = cluster.node(id).snapshot(false).replicas;
        ASSERT_EQ(replicas.size(), 1u);
        EXPECT_EQ(replicas[0].log_start, Offset(4)) << "broker " << id;
    }
    EXPECT_EQ(earliest(cluster, 1, "news"), 4);
    EXPECT_EQ(cluster.fetch(1, "news", 0, 3).error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    EXPECT_EQ(cluster.consume("news", 0, 4).front(), "v4");
    // Again, and below: nothing changes, and it is no error.
    EXPECT_EQ(delete_records(cluster, 1, "news", 2).low_watermark, Offset(4));
    // All there is.
    EXPECT_EQ(delete_records(cluster, 1, "news", -1).low_watermark, Offset(10));
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {"after"}}).base_offset, Offset(10));
    EXPECT_EQ(cluster.consume("news", 0, 10), std::vector<std::string>{"after"});
}

TEST(DeleteRecordsTest, a_dead_replica_is_not_waited_for_and_a_slow_one_only_so_long) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"a", "b", "c"}}).error_code, ErrorCode::NONE);
    cluster.kill(3);
    // Not fenced yet: it might be alive.
    const auto slow = delete_records(cluster, 1, "news", 1, 100);
    EXPECT_EQ(slow.error_code, ErrorCode::REQUEST_TIMED_OUT);
    EXPECT_EQ(slow.low_watermark, no_offset);
    const auto later = delete_records(cluster, 1, "news", 2, 10'000);
    EXPECT_EQ(later.error_code, ErrorCode::NONE);
    EXPECT_EQ(later.low_watermark, Offset(2));
    // What comes back follows, and what was deleted stays so under the next leader.
    cluster.restart(3);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    EXPECT_TRUE(cluster.run_until([&] { return cluster.node(3).snapshot(false).replicas.at(0).log_start == Offset(2); }));
    cluster.stop(1);
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader > 1; }));
    EXPECT_EQ(earliest(cluster, cluster.state_of("news").leader, "news"), 2);
}

TEST(DeleteRecordsTest, refusals) {
    ClusterFixture cluster(2);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2}});
    cluster.create_topic("table", 1, 1, {{"cleanup.policy", "compact"}});
    ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"a", "b"}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(delete_records(cluster, 1, "news", 3).error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    EXPECT_EQ(delete_records(cluster, 1, "news", -7).error_code, ErrorCode::OFFSET_OUT_OF_RANGE);
    EXPECT_EQ(delete_records(cluster, 2, "news", 1).error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_EQ(delete_records(cluster, 1, "olds", 1).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(delete_records(cluster, cluster.state_of("table").leader, "table", 0).error_code, ErrorCode::POLICY_VIOLATION);
    EXPECT_EQ(cluster.consume("news").size(), 2u);
}

TEST(DeleteRecordsTest, the_beginning_outlives_a_restart) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"a", "b", "c"}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(delete_records(cluster, 1, "news", 2).low_watermark, Offset(2));
    cluster.stop_all();
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader == 1; }));
    EXPECT_EQ(earliest(cluster, 1, "news"), 2);
}

// --- logs ---

TEST(LogDirsTest, the_one_directory_is_described_and_nothing_moves) {
    ClusterFixture cluster(2);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2}, {2, 1}});
    cluster.create_topic_on("notes", {{1}});
    ASSERT_EQ(cluster.produce(1, "news", 0, {.values = {"a"}}).error_code, ErrorCode::NONE);
    messages::DescribeLogDirsRequest request;
    request.topics.reset();
    const auto all = cluster.ask<messages::DescribeLogDirsResponse>(1, request, 5);
    ASSERT_TRUE(all);
    ASSERT_EQ(all->results.size(), 1u);
    const std::string path = all->results[0].log_dir;
    EXPECT_FALSE(path.empty());
    ASSERT_EQ(all->results[0].topics.size(), 2u);
    ASSERT_EQ(all->results[0].topics[0].partitions.size(), 2u);
    EXPECT_GT(all->results[0].topics[0].partitions[0].partition_size, 60);
    EXPECT_EQ(all->results[0].topics[0].partitions[1].partition_size, 0);
    request.topics.emplace();
    request.topics->push_back({.topic = "news", .partitions = {1, 9}});
    EXPECT_EQ(cluster.ask<messages::DescribeLogDirsResponse>(1, request, 1)->results[0].topics[0].partitions.size(), 1u);

    const auto move = [&](int broker, const std::string& topic, int partition, const std::string& to) {
        messages::AlterReplicaLogDirsRequest alter;
        alter.dirs.push_back({.path = to, .topics = {{.name = topic, .partitions = {partition}}}});
        return cluster.ask<messages::AlterReplicaLogDirsResponse>(broker, alter, 2)->results.at(0).partitions.at(0).error_code;
    };
    EXPECT_EQ(move(1, "news", 0, path), ErrorCode::NONE);
    EXPECT_EQ(move(1, "news", 0, "/elsewhere"), ErrorCode::LOG_DIR_NOT_FOUND);
    EXPECT_EQ(move(2, "notes", 0, path), ErrorCode::REPLICA_NOT_AVAILABLE);
    EXPECT_EQ(move(1, "olds", 0, path), ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

TEST(DescribeProducersTest, the_leader_tells_whom_it_remembers) {
    ClusterFixture cluster(2);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2}});
    ASSERT_EQ(cluster
                  .produce(1, "news", 0,
                           {.values = {"a", "b"}, .producer_id = ProducerId(77), .producer_epoch = ProducerEpoch(3), .base_sequence = 0})
                  .error_code,
              ErrorCode::NONE);
    const auto ask = [&](int broker, const std::string& topic, int partition) {
        messages::DescribeProducersRequest request;
        request.topics.push_back({.name = topic, .partition_indexes = {partition}});
        return cluster.ask<messages::DescribeProducersResponse>(broker, request, 0)->topics.at(0).partitions.at(0);
    };
    const auto told = ask(1, "news", 0);
    EXPECT_EQ(told.error_code, ErrorCode::NONE);
    ASSERT_EQ(told.active_producers.size(), 1u);
    EXPECT_EQ(told.active_producers[0].producer_id, ProducerId(77));
    EXPECT_EQ(told.active_producers[0].producer_epoch, 3);
    EXPECT_EQ(told.active_producers[0].last_sequence, 1);
    EXPECT_EQ(told.active_producers[0].current_txn_start_offset, no_offset);
    EXPECT_EQ(ask(2, "news", 0).error_code, ErrorCode::NOT_LEADER_OR_FOLLOWER);
    EXPECT_TRUE(ask(2, "news", 0).error_message.has_value());
    EXPECT_EQ(ask(1, "olds", 0).error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_EQ(ask(1, "no/name", 0).error_code, ErrorCode::INVALID_TOPIC_EXCEPTION);
}

// --- the cluster ---

messages::UpdateFeaturesResponse update(ClusterFixture& cluster, std::vector<std::pair<std::string, int>> levels, int type = 1,
                                        wire::Version version = 2, bool validate_only = false) {
    messages::UpdateFeaturesRequest request;
    for (const auto& [name, level] : levels) {
        request.feature_updates.push_back({.feature = name,
                                           .max_version_level = static_cast<std::int16_t>(level),
                                           .allow_downgrade = version == 0 && type != 1,
                                           .upgrade_type = static_cast<std::int8_t>(version == 0 ? 1 : type)});
    }
    request.validate_only = validate_only;
    const auto response = cluster.ask<messages::UpdateFeaturesResponse>(1, request, version);
    EXPECT_TRUE(response);
    return *response;
}
int finalized(ClusterFixture& cluster, const std::string& name) {
    const messages::ApiVersionsRequest request{.client_software_name = "test", .client_software_version = "1"};
    const auto versions = cluster.ask<messages::ApiVersionsResponse>(1, request, 4);
    for (const auto& feature : versions->finalized_features) {
        if (feature.name == name) return feature.max_version_level;
    }
    return 0;
}

TEST(UpdateFeaturesTest, levels_go_up_and_down_as_far_as_everybody_can) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    const int groups = finalized(cluster, "group.version");
    EXPECT_EQ(update(cluster, {{"group.version", 0}}).error_code, ErrorCode::INVALID_UPDATE_VERSION) << "that is no upgrade";
    EXPECT_EQ(update(cluster, {{"group.version", 0}}, 2, 2, true).error_code, ErrorCode::NONE);
    EXPECT_EQ(finalized(cluster, "group.version"), groups) << "it was only checked";
    EXPECT_EQ(update(cluster, {{"group.version", 0}}, 2).error_code, ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until([&] { return finalized(cluster, "group.version") == 0; }));
    const auto up = update(cluster, {{"group.version", 1}}, 1, 1);
    EXPECT_EQ(up.error_code, ErrorCode::NONE);
    ASSERT_EQ(up.results.size(), 1u);
    EXPECT_TRUE(cluster.run_until([&] { return finalized(cluster, "group.version") == 1; }));
    EXPECT_EQ(update(cluster, {{"group.version", 2}}).error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(update(cluster, {{"no.such.feature", 1}}).error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(update(cluster, {{"metadata.version", 29}}, 2).error_code, ErrorCode::INVALID_UPDATE_VERSION);
    EXPECT_EQ(update(cluster, {{"metadata.version", 30}}).error_code, ErrorCode::NONE) << "nothing changes";
    // All or nothing.
    const auto both = update(cluster, {{"group.version", 0}, {"share.version", 9}}, 2);
    EXPECT_EQ(both.error_code, ErrorCode::INVALID_UPDATE_VERSION);
    ASSERT_TRUE(both.error_message);
    EXPECT_NE(both.error_message->find("share.version"), std::string::npos);
    EXPECT_EQ(finalized(cluster, "group.version"), 1);
    // With eligible leader replicas min.insync.replicas is one for all brokers, whatever each had.
    const std::string elr = "eligible.leader.replicas.version";
    EXPECT_EQ(update(cluster, {{elr, 0}}, 2).error_code, ErrorCode::NONE);
    EXPECT_EQ(replace(cluster, 2, 4, "2", {{"min.insync.replicas", "2"}}), ErrorCode::NONE);
    EXPECT_EQ(replace(cluster, 1, 4, "", {}), ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until(
        [&] { return value_and_source(describe(cluster, 2, 4, "2"), "min.insync.replicas") == std::pair<std::string, int>("2", 2); }));
    EXPECT_EQ(update(cluster, {{elr, 1}}).error_code, ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until(
        [&] { return value_and_source(describe(cluster, 2, 4, "2"), "min.insync.replicas") == std::pair<std::string, int>("1", 3); }));
    EXPECT_EQ(replace(cluster, 2, 4, "2", {{"min.insync.replicas", "2"}}), ErrorCode::INVALID_CONFIG);
    // The oldest version of the request.
    EXPECT_EQ(update(cluster, {{"group.version", 0}}, 2, 0).error_code, ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until([&] { return finalized(cluster, "group.version") == 0; }));
}

TEST(UpdateFeaturesTest, voters_move_into_the_log_when_all_have_told_of_themselves) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    EXPECT_EQ(update(cluster, {{"kraft.version", 1}}, 1, 2, true).error_code, ErrorCode::INVALID_UPDATE_VERSION)
        << "who votes tells its leader after it has followed for a time";
    EXPECT_TRUE(cluster.run_until([&] { return update(cluster, {{"kraft.version", 1}}, 1, 2, true).error_code == ErrorCode::NONE; }));
    EXPECT_EQ(finalized(cluster, "kraft.version"), 0) << "it was only checked";
    EXPECT_EQ(update(cluster, {{"kraft.version", 1}}).error_code, ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until([&] { return finalized(cluster, "kraft.version") == 1; }));
    EXPECT_EQ(update(cluster, {{"kraft.version", 0}}, 2).error_code, ErrorCode::INVALID_UPDATE_VERSION);
}

TEST(TelemetryTest, is_not_offered_and_answered_all_the_same) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    const messages::ApiVersionsRequest versions{.client_software_name = "test", .client_software_version = "1"};
    const auto offered = cluster.ask<messages::ApiVersionsResponse>(1, versions, 4);
    for (const auto& api : offered->api_keys) {
        EXPECT_NE(api.api_key, 71);
        EXPECT_NE(api.api_key, 72);
    }
    const auto subscriptions = cluster.ask<messages::GetTelemetrySubscriptionsResponse>(1, messages::GetTelemetrySubscriptionsRequest{}, 0);
    ASSERT_TRUE(subscriptions);
    EXPECT_EQ(subscriptions->error_code, ErrorCode::NONE);
    EXPECT_NE(subscriptions->client_instance_id, Uuid{});
    EXPECT_TRUE(subscriptions->requested_metrics.empty());
    const auto push = [&](messages::PushTelemetryRequest request) {
        return cluster.ask<messages::PushTelemetryResponse>(1, request, 0)->error_code;
    };
    EXPECT_EQ(push({.client_instance_id = subscriptions->client_instance_id, .subscription_id = subscriptions->subscription_id}),
              ErrorCode::NONE);
    EXPECT_EQ(push({}), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(push({.client_instance_id = subscriptions->client_instance_id, .subscription_id = 5}), ErrorCode::UNKNOWN_SUBSCRIPTION_ID);
    EXPECT_EQ(push({.client_instance_id = subscriptions->client_instance_id, .compression_type = 9}),
              ErrorCode::UNSUPPORTED_COMPRESSION_TYPE);
}

// --- the table ---

TEST(ApiTableTest, every_api_of_kafka_is_served_or_has_a_reason) {
    const std::string table = api_table_markdown();
    std::int16_t rows = 0;
    for (std::size_t at = 0; (at = table.find('\n', at)) != std::string::npos; ++at) ++rows;
    EXPECT_EQ(rows - 2, 93) << "API keys of Kafka 4.3, 0 to 92";
    EXPECT_EQ(table.find("|  |"), std::string::npos) << "a row without a word";
    EXPECT_NE(table.find("| 4 | LeaderAndIsr | - | removed"), std::string::npos);
    EXPECT_NE(table.find("| 71 | GetTelemetrySubscriptions | 0 (not advertised) | broker |"), std::string::npos);
}

TEST(ApiTableTest, the_readme_has_it) {
    std::ifstream file(std::string(VITRINE_SOURCE_DIR) + "/core/broker/README.md");
    const std::string readme{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    EXPECT_NE(readme.find("\n" + api_table_markdown()), std::string::npos) << "renew it: packaging/renew-apis";
}

}  // namespace
}  // namespace vitrine::broker::test
