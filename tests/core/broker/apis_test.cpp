// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "messages/api_versions.h"
#include "messages/create_partitions.h"
#include "messages/delete_topics.h"
#include "messages/describe_cluster.h"
#include "messages/describe_configs.h"
#include "messages/describe_quorum.h"
#include "messages/elect_leaders.h"
#include "messages/find_coordinator.h"
#include "messages/incremental_alter_configs.h"
#include "messages/join_group.h"
#include "messages/offset_commit.h"
#include "messages/offset_fetch.h"
#include "messages/sync_group.h"
#include "rpc/frames.h"
#include "tests/core/broker/cluster_fixture.h"

// What every API answers, through the wire.
namespace vitrine::broker::test {
namespace {

const env::Endpoint controller_of_1{"127.0.0.1", 9192};

TEST(ApiVersionsTest, each_listener_names_what_it_serves) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    messages::ApiVersionsRequest request{.client_software_name = "test", .client_software_version = "1.0"};
    const auto broker = cluster.ask<messages::ApiVersionsResponse>(1, request, 4);
    const auto controller = cluster.ask_at<messages::ApiVersionsResponse>(controller_of_1, request, 4);
    ASSERT_TRUE(broker && controller);
    const auto range = [](const messages::ApiVersionsResponse& response, int key) {
        const auto found =
            std::ranges::find(response.api_keys, static_cast<std::int16_t>(key), &messages::ApiVersionsResponse::ApiVersion::api_key);
        return found == response.api_keys.end() ? std::pair(-1, -1) : std::pair<int, int>(found->min_version, found->max_version);
    };
    EXPECT_EQ(range(*broker, 0), std::pair(0, 13));   // KAFKA-18659
    EXPECT_EQ(range(*broker, 1), std::pair(4, 18));
    EXPECT_EQ(range(*broker, 22), std::pair(0, 5));   // version 6 is not released
    EXPECT_EQ(range(*broker, 52), std::pair(-1, -1));
    EXPECT_EQ(range(*controller, 52), std::pair(0, 2));
    EXPECT_EQ(range(*controller, 0), std::pair(-1, -1));
    EXPECT_TRUE(std::ranges::is_sorted(broker->api_keys, {}, &messages::ApiVersionsResponse::ApiVersion::api_key));
    EXPECT_FALSE(broker->finalized_features.empty());
    // Before v4 no feature range begins at 0.
    const auto old = cluster.ask<messages::ApiVersionsResponse>(1, request, 3);
    for (const auto& feature : old->supported_features) EXPECT_GT(feature.min_version, 0) << feature.name;
    request.client_software_name = "no spaces";
    EXPECT_EQ(cluster.ask<messages::ApiVersionsResponse>(1, request, 3)->error_code, ErrorCode::INVALID_REQUEST);
}

// A connection that sends raw frames.
class RawConnection : public env::ConnectionEvents {
public:
    RawConnection(ClusterFixture& cluster, const env::Endpoint& endpoint)
        : cluster_(cluster), connection_(cluster.world.node(client_id).environment().network.connect(endpoint, *this)) {
        EXPECT_TRUE(cluster_.run_until([this] { return connected; }));
    }
    void on_connected() override { connected = true; }
    void on_frame(SharedBytes frame) override { frames.push_back(frame); }
    void on_closed(Error) override { closed = true; }
    void send(Bytes bytes) {
        env::Frame frame;
        frame.pieces.emplace_back(std::move(bytes));
        connection_->send(std::move(frame));
    }
    bool wait_closed() {
        return cluster_.run_until([this] { return closed; }, std::chrono::seconds(5));
    }

    bool connected = false;
    bool closed = false;
    std::vector<SharedBytes> frames;

private:
    ClusterFixture& cluster_;
    std::unique_ptr<env::Connection> connection_;
};

Bytes request_frame(std::int16_t key, std::int16_t version, Bytes body) {
    Bytes frame(10 + body.size());
    store_be<std::int16_t>(frame.data(), key);
    store_be<std::int16_t>(frame.data() + 2, version);
    store_be<std::int32_t>(frame.data() + 4, 77);
    store_be<std::int16_t>(frame.data() + 8, -1);
    std::ranges::copy(body, frame.begin() + 10);
    return frame;
}

TEST(ApiVersionsTest, an_unknown_version_is_answered_in_version_0) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    RawConnection connection(cluster, {"127.0.0.1", 9092});
    connection.send(request_frame(18, 99, {0}));  // a flexible header ends with its tagged fields
    ASSERT_TRUE(cluster.run_until([&] { return !connection.frames.empty(); }));
    const auto answer = messages::decode_response<messages::ApiVersionsResponse>(connection.frames[0], 0);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->error_code, ErrorCode::UNSUPPORTED_VERSION);
    ASSERT_EQ(answer->api_keys.size(), 1u);
    EXPECT_EQ(answer->api_keys[0].max_version, 4);
    EXPECT_FALSE(connection.closed);
}

TEST(DispatchTest, what_is_not_served_costs_its_connection_and_no_more) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    const std::vector<Bytes> bad = {
        request_frame(4, 0, {}),                 // LeaderAndIsr is gone
        request_frame(999, 0, {}),               // nobody's
        request_frame(0, 2, {}),                 // Produce before 3, though advertised
        request_frame(1, 3, {}),                 // Fetch before 4
        request_frame(52, 0, {}),                // Vote on a broker's listener
        request_frame(3, 1, {0x7f, 0xff, 0xff, 0xff}),  // Metadata: an array longer than the frame
        request_frame(3, 1, {0, 0}),                    // Metadata: cut in the middle
        {0, 1},                                  // no header
    };
    for (const Bytes& frame : bad) {
        RawConnection connection(cluster, {"127.0.0.1", 9092});
        connection.send(frame);
        EXPECT_TRUE(connection.wait_closed()) << &frame - bad.data();
        EXPECT_TRUE(connection.frames.empty()) << &frame - bad.data();
    }
    messages::MetadataRequest request;
    request.topics.reset();
    EXPECT_TRUE(cluster.ask<messages::MetadataResponse>(1, request, 12));
}

TEST(MetadataTest, brokers_topics_and_who_leads) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2}, {2, 3}});
    messages::MetadataRequest request;
    request.topics.reset();
    ASSERT_TRUE(cluster.run_until([&] { return cluster.ask<messages::MetadataResponse>(3, request, 12)->brokers.size() == 3; }));
    auto response = cluster.ask<messages::MetadataResponse>(3, request, 12);
    EXPECT_EQ(response->cluster_id, cluster.config_of(1).cluster_id);
    EXPECT_EQ(response->controller_id, BrokerId(cluster.controller()));
    ASSERT_EQ(response->topics.size(), 1u);
    EXPECT_EQ(response->topics[0].name, "news");
    ASSERT_EQ(response->topics[0].partitions.size(), 2u);
    EXPECT_EQ(response->topics[0].partitions[1].leader_id, BrokerId(2));
    EXPECT_EQ(response->topics[0].partitions[1].replica_nodes, (std::vector<BrokerId>{BrokerId(2), BrokerId(3)}));
    // By id.
    request.topics.emplace();
    request.topics->push_back({.topic_id = response->topics[0].topic_id, .name = std::nullopt});
    request.topics->push_back({.topic_id = Uuid::from_halves(3, 3), .name = std::nullopt});
    response = cluster.ask<messages::MetadataResponse>(3, request, 12);
    EXPECT_EQ(response->topics[0].name, "news");
    EXPECT_EQ(response->topics[1].error_code, ErrorCode::UNKNOWN_TOPIC_ID);
}

TEST(MetadataTest, a_topic_that_is_asked_for_is_created_unless_that_is_switched_off) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    messages::MetadataRequest request;
    request.topics->push_back({.name = "fresh"});
    request.allow_auto_topic_creation = false;
    EXPECT_EQ(cluster.ask<messages::MetadataResponse>(1, request, 9)->topics[0].error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    cluster.world.run_for(std::chrono::seconds(1));
    EXPECT_EQ(cluster.ask<messages::MetadataResponse>(1, request, 9)->topics[0].error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    request.allow_auto_topic_creation = true;
    EXPECT_EQ(cluster.ask<messages::MetadataResponse>(1, request, 9)->topics[0].error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
    EXPECT_TRUE(
        cluster.run_until([&] { return cluster.ask<messages::MetadataResponse>(1, request, 9)->topics[0].error_code == ErrorCode::NONE; }));
    request.topics->push_back({.name = "not valid!"});
    EXPECT_EQ(cluster.ask<messages::MetadataResponse>(1, request, 9)->topics[1].error_code, ErrorCode::INVALID_TOPIC_EXCEPTION);
}

TEST(DescribeClusterTest, brokers_here_controllers_there) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    ASSERT_TRUE(cluster.run_until(
        [&] { return cluster.ask<messages::DescribeClusterResponse>(1, messages::DescribeClusterRequest{}, 2)->brokers.size() == 3; }));
    messages::DescribeClusterRequest request;
    request.endpoint_type = 2;
    EXPECT_EQ(cluster.ask<messages::DescribeClusterResponse>(1, request, 2)->error_code, ErrorCode::MISMATCHED_ENDPOINT_TYPE);
    const auto controllers = cluster.ask_at<messages::DescribeClusterResponse>(controller_of_1, request, 2);
    ASSERT_TRUE(controllers);
    EXPECT_EQ(controllers->brokers.size(), 3u);
    EXPECT_EQ(controllers->brokers[0].port, 9192);
    EXPECT_EQ(controllers->controller_id, BrokerId(cluster.controller()));
}

TEST(DescribeTopicPartitionsTest, pages_follow_the_cursor) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("a", 3, 1);
    cluster.create_topic("b", 2, 1);
    messages::DescribeTopicPartitionsRequest request;
    request.response_partition_limit = 2;
    std::vector<std::string> seen;
    for (int pages = 0; pages < 10; ++pages) {
        const auto response = cluster.ask<messages::DescribeTopicPartitionsResponse>(1, request, 0);
        ASSERT_TRUE(response);
        for (const auto& topic : response->topics) {
            for (const auto& partition : topic.partitions) seen.push_back(*topic.name + std::to_string(partition.partition_index));
        }
        if (!response->next_cursor) break;
        request.cursor.emplace();
        request.cursor->topic_name = response->next_cursor->topic_name;
        request.cursor->partition_index = response->next_cursor->partition_index;
    }
    EXPECT_EQ(seen, (std::vector<std::string>{"a0", "a1", "a2", "b0", "b1"}));
}

TEST(TopicsTest, a_deleted_topic_is_gone_from_every_disk_and_its_name_is_free) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3);
    cluster.produce_to_leader("news", 0, {.values = {"old"}});
    messages::DeleteTopicsRequest request;
    request.topics.push_back({.name = "news"});
    request.timeout_ms = 10'000;
    const auto response = cluster.ask<messages::DeleteTopicsResponse>(2, request, 6);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->responses[0].error_code, ErrorCode::NONE);
    for (int id = 1; id <= 3; ++id) {
        EXPECT_TRUE(cluster.run_until([&] { return !cluster.world.node(BrokerId(id)).disk().exists("news-0"); }));
    }
    cluster.create_topic("news", 1, 3);
    cluster.produce_to_leader("news", 0, {.values = {"new"}});
    EXPECT_EQ(cluster.consume("news"), std::vector<std::string>{"new"});
}

TEST(TopicsTest, who_was_away_while_a_topic_was_replaced_drops_the_old_one) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3);
    cluster.produce_to_leader("news", 0, {.values = {"old"}});
    cluster.kill(3);
    messages::DeleteTopicsRequest request;
    request.topics.push_back({.name = "news"});
    request.timeout_ms = 10'000;
    ASSERT_EQ(cluster.ask<messages::DeleteTopicsResponse>(1, request, 6)->responses[0].error_code, ErrorCode::NONE);
    ASSERT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader == -1; }));
    cluster.restart(3);
    ASSERT_TRUE(cluster.wait_ready());
    EXPECT_FALSE(cluster.world.node(BrokerId(3)).disk().exists("news-0"));
    cluster.create_topic("news", 1, 3);
    cluster.produce_to_leader("news", 0, {.values = {"new"}});
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    EXPECT_EQ(cluster.log_bytes(3, "news", 0), cluster.log_bytes(1, "news", 0));
}

TEST(TopicsTest, partitions_are_added) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 2);
    messages::CreatePartitionsRequest request;
    request.topics.push_back({.name = "news", .count = 3, .assignments = std::nullopt});
    request.timeout_ms = 10'000;
    const auto response = cluster.ask<messages::CreatePartitionsResponse>(1, request, 3);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->results[0].error_code, ErrorCode::NONE) << response->results[0].error_message.value_or("");
    cluster.produce_to_leader("news", 2, {.values = {"third"}});
    EXPECT_EQ(cluster.consume("news", 2), std::vector<std::string>{"third"});
}

TEST(TopicsTest, the_preferred_leader_is_elected_on_demand) {
    ClusterFixture cluster(3, {{"auto.leader.rebalance.enable", "false"}});
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.stop(1);
    cluster.restart(1);
    ASSERT_TRUE(cluster.wait_ready());
    ASSERT_TRUE(cluster.wait_isr("news", 0, {1, 2, 3}));
    ASSERT_NE(cluster.state_of("news").leader, 1);
    messages::ElectLeadersRequest request;
    request.topic_partitions->push_back({.topic = "news", .partitions = {0}});
    const auto response = cluster.ask<messages::ElectLeadersResponse>(3, request, 2);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->error_code, ErrorCode::NONE);
    EXPECT_TRUE(cluster.wait_leader("news", 0, [](const auto& state) { return state.leader == 1; }));
}

messages::DescribeConfigsResponse::DescribeConfigsResult describe(ClusterFixture& cluster, int broker, int type, const std::string& name) {
    messages::DescribeConfigsRequest request;
    request.resources.push_back(
        {.resource_type = static_cast<std::int8_t>(type), .resource_name = name, .configuration_keys = std::nullopt});
    request.include_synonyms = true;
    request.include_documentation = true;
    const auto response = cluster.ask<messages::DescribeConfigsResponse>(broker, request, 4);
    EXPECT_TRUE(response);
    return response->results.at(0);
}

std::string value_of(const messages::DescribeConfigsResponse::DescribeConfigsResult& result, const std::string& key) {
    for (const auto& config : result.configs) {
        if (config.name == key) return config.value.value_or("null");
    }
    return "absent";
}

ErrorCode alter(ClusterFixture& cluster, int broker, int type, const std::string& name, const std::string& key, const std::string& value) {
    messages::IncrementalAlterConfigsRequest request;
    auto& resource = request.resources.emplace_back();
    resource.resource_type = static_cast<std::int8_t>(type);
    resource.resource_name = name;
    resource.configs.push_back({.name = key, .config_operation = 0, .value = value});
    const auto response = cluster.ask<messages::IncrementalAlterConfigsResponse>(broker, request, 1);
    EXPECT_TRUE(response);
    return response->responses.at(0).error_code;
}

TEST(ConfigsTest, a_topics_configuration_changes_what_the_broker_does) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    EXPECT_EQ(value_of(describe(cluster, 1, 2, "news"), "max.message.bytes"), "1048588");
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {std::string(3000, 'x')}}).error_code, ErrorCode::NONE);
    EXPECT_EQ(alter(cluster, 1, 2, "news", "max.message.bytes", "1000"), ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until([&] { return value_of(describe(cluster, 1, 2, "news"), "max.message.bytes") == "1000"; }));
    EXPECT_EQ(cluster.produce(1, "news", 0, {.values = {std::string(3000, 'x')}}).error_code, ErrorCode::MESSAGE_TOO_LARGE);
    EXPECT_EQ(alter(cluster, 1, 2, "news", "max.message.bytes", "-5"), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(alter(cluster, 1, 2, "news", "no.such.key", "1"), ErrorCode::INVALID_CONFIG);
    EXPECT_EQ(describe(cluster, 1, 2, "olds").error_code, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION);
}

TEST(ConfigsTest, a_brokers_configuration_is_the_default_of_topics) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3);
    EXPECT_EQ(alter(cluster, 2, 4, "", "message.max.bytes", "2000"), ErrorCode::NONE);
    EXPECT_TRUE(cluster.run_until([&] { return value_of(describe(cluster, 1, 2, "news"), "max.message.bytes") == "2000"; }));
    EXPECT_EQ(value_of(describe(cluster, 1, 4, "1"), "message.max.bytes"), "2000");
    EXPECT_EQ(value_of(describe(cluster, 1, 4, ""), "message.max.bytes"), "2000");
    const int leader = cluster.state_of("news").leader;
    EXPECT_TRUE(cluster.run_until([&] { return value_of(describe(cluster, leader, 2, "news"), "max.message.bytes") == "2000"; }));
    EXPECT_EQ(cluster.produce(leader, "news", 0, {.values = {std::string(3000, 'x')}}).error_code, ErrorCode::MESSAGE_TOO_LARGE);
    EXPECT_EQ(alter(cluster, 1, 4, "1", "num.partitions", "7"), ErrorCode::INVALID_REQUEST);       // read-only
    EXPECT_EQ(alter(cluster, 1, 4, "1", "message.max.bytes", "many"), ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(alter(cluster, 1, 4, "2", "message.max.bytes", "7"), ErrorCode::INVALID_REQUEST);    // another broker's
    EXPECT_EQ(describe(cluster, 1, 4, "2").error_code, ErrorCode::INVALID_REQUEST);
}

TEST(DescribeQuorumTest, any_broker_tells_what_the_leader_knows) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    for (int id = 1; id <= 3; ++id) {
        messages::DescribeQuorumRequest request;
        request.topics.push_back({.topic_name = std::string(metadata_topic_name), .partitions = {{.partition_index = 0}}});
        const auto response = cluster.ask<messages::DescribeQuorumResponse>(id, request, 2);
        ASSERT_TRUE(response);
        const auto& partition = response->topics.at(0).partitions.at(0);
        EXPECT_EQ(partition.leader_id, BrokerId(cluster.controller()));
        EXPECT_EQ(partition.current_voters.size(), 3u);
        EXPECT_GT(partition.high_watermark, Offset(0));
    }
}

TEST(GroupTest, the_first_question_for_a_coordinator_creates_the_offsets_topic) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    messages::FindCoordinatorRequest find;
    find.key = "readers";
    find.coordinator_keys = {"readers"};
    std::optional<int> coordinator;
    ASSERT_TRUE(cluster.run_until([&] {
        const auto response = cluster.ask<messages::FindCoordinatorResponse>(2, find, 4);
        if (response->coordinators[0].error_code == ErrorCode::NONE) coordinator = response->coordinators[0].node_id.value();
        return coordinator.has_value();
    }));
    EXPECT_EQ(cluster.ask<messages::FindCoordinatorResponse>(1, find, 3)->node_id, BrokerId(*coordinator));
    find.key_type = 1;
    EXPECT_EQ(cluster.ask<messages::FindCoordinatorResponse>(1, find, 4)->coordinators[0].error_code, ErrorCode::INVALID_REQUEST);
    EXPECT_EQ(value_of(describe(cluster, 1, 2, "__consumer_offsets"), "cleanup.policy"), "compact");
    EXPECT_EQ(cluster.produce(*coordinator, "__consumer_offsets", 0, {.values = {"x"}, .key = "k"}).error_code,
              ErrorCode::INVALID_TOPIC_EXCEPTION);
}

TEST(GroupTest, committed_offsets_outlive_their_coordinator) {
    ClusterFixture cluster(3, {{"broker.session.timeout.ms", "2000"}, {"broker.heartbeat.interval.ms", "500"}});
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 3);
    const auto coordinator = [&] {
        int found = -1;
        EXPECT_TRUE(cluster.run_until([&] {
            messages::FindCoordinatorRequest find;
            find.coordinator_keys = {"readers"};
            for (int id = 1; id <= 3; ++id) {
                if (!cluster.alive(id)) continue;
                const auto response = cluster.ask<messages::FindCoordinatorResponse>(id, find, 4);
                if (response && response->coordinators[0].error_code == ErrorCode::NONE &&
                    cluster.alive(response->coordinators[0].node_id.value())) {
                    found = response->coordinators[0].node_id.value();
                }
            }
            return found > 0;
        }));
        return found;
    };
    // Without membership, as an admin client commits.
    const auto commit = [&](std::int64_t offset) {
        messages::OffsetCommitRequest request;
        request.group_id = "readers";
        request.topics.push_back({.name = "news", .partitions = {{.partition_index = 0, .committed_offset = Offset(offset)}}});
        return cluster.ask<messages::OffsetCommitResponse>(coordinator(), request, 8)->topics.at(0).partitions.at(0).error_code;
    };
    const auto committed = [&] {
        std::int64_t offset = -2;
        cluster.run_until([&] {
            messages::OffsetFetchRequest request;
            request.groups.push_back({.group_id = "readers", .topics = std::nullopt});
            const auto response = cluster.ask<messages::OffsetFetchResponse>(coordinator(), request, 8);
            if (!response || response->groups[0].error_code != ErrorCode::NONE) return false;
            offset = response->groups[0].topics.empty() ? -1 : response->groups[0].topics[0].partitions[0].committed_offset.value();
            return true;
        });
        return offset;
    };
    ASSERT_TRUE(cluster.run_until([&] { return commit(5) == ErrorCode::NONE; }));
    EXPECT_EQ(committed(), 5);
    for (int round = 0; round < 2; ++round) {
        const int former = coordinator();
        cluster.kill(former);
        ASSERT_TRUE(cluster.run_until([&] { return coordinator() != former; }));
        EXPECT_EQ(committed(), 5 + round);
        ASSERT_TRUE(cluster.run_until([&] { return commit(6 + round) == ErrorCode::NONE; }));
        cluster.restart(former);
        ASSERT_TRUE(cluster.wait_ready());
    }
    EXPECT_EQ(committed(), 7);
}

TEST(ViewsTest, deltas_merge_to_what_the_cluster_is) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1, 2, 3}});
    cluster.observed(1).set_interest({.views = true, .segments = true});
    cluster.world.run_for(Milliseconds(100));
    ASSERT_FALSE(cluster.observed(1).deltas().empty());
    const observe::NodeDelta& first = cluster.observed(1).deltas().front();
    EXPECT_TRUE(first.full);
    ASSERT_TRUE(first.status && first.quorum && first.counters && first.metadata);
    EXPECT_EQ(first.status->run, observe::NodeRun::running);
    EXPECT_FALSE(first.status->fenced);
    EXPECT_EQ(first.metadata->brokers.size(), 3u);
    ASSERT_EQ(first.replicas.size(), 1u);
    EXPECT_EQ(first.replicas[0].role, observe::ReplicaRole::leader);
    EXPECT_EQ(first.replicas[0].segments.size(), 1u);
    cluster.observed(1).clear();
    cluster.produce(1, "news", 0, {.values = {"a"}});
    cluster.world.run_for(Milliseconds(100));
    observe::ReplicaView replica;
    observe::CountersView counters;
    std::uint64_t version = first.version;
    for (const observe::NodeDelta& delta : cluster.observed(1).deltas()) {
        EXPECT_FALSE(delta.full);
        version = delta.version;
        for (const auto& changed : delta.replicas) replica = changed;
        if (delta.counters) counters = *delta.counters;
    }
    EXPECT_GT(version, 1u);
    EXPECT_EQ(replica.log_end, Offset(1));
    EXPECT_EQ(replica.high_watermark, Offset(1));
    EXPECT_EQ(counters.records_in, 1u);
    EXPECT_EQ(counters.apis.at(0).requests, 1u);
    EXPECT_GT(counters.replication_bytes_out, 0u);
}

TEST(NodeStartTest, a_directory_of_another_cluster_or_node_is_refused) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.kill(1);
    cluster.world.restart(BrokerId(1));
    NodeConfig other = cluster.config_of(1);
    other.cluster_id = "BBBBBBBBBBBBBBBBBBBBBg";
    Node node(cluster.world.node(BrokerId(1)).environment(), other);
    const auto started = node.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, ErrorCode::INCONSISTENT_CLUSTER_ID);
}

TEST(NodeStartTest, an_occupied_port_is_named) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.world.add_node(BrokerId(2));
    NodeConfig config = cluster.config_of(1);
    config.node_id = BrokerId(2);
    config.voters[BrokerId(2)] = {"127.0.0.1", config.controller_port};
    Node node(cluster.world.node(BrokerId(2)).environment(), config);
    const auto started = node.start();
    ASSERT_FALSE(started);
    EXPECT_NE(started.error().message.find("9092"), std::string::npos) << started.error().message;
}

TEST(ApiTableTest, the_table_names_every_api_once) {
    std::int16_t before = -1;
    for (const ApiRow& row : api_table()) {
        EXPECT_GT(row.key, before);
        before = row.key;
        EXPECT_LE(row.lowest, row.highest);
        EXPECT_TRUE(row.broker_listener || row.controller_listener);
    }
    EXPECT_NE(api_table_markdown().find("| 0 | Produce | 3-13 (advertised from 0) | broker |"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::broker::test
