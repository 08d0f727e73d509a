// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/client_quotas.h"

#include "messages/alter_client_quotas.h"
#include "messages/create_partitions.h"
#include "messages/create_topics.h"
#include "messages/delete_topics.h"
#include "messages/describe_client_quotas.h"
#include "tests/core/broker/cluster_fixture.h"

namespace vitrine::broker::test {
namespace {

using namespace std::chrono_literals;
using messages::AlterClientQuotasRequest;
using messages::AlterClientQuotasResponse;
using messages::DescribeClientQuotasRequest;
using messages::DescribeClientQuotasResponse;
using Kind = ClientQuotas::Kind;

class ClientQuotasTest : public ::testing::Test {
protected:
    void set(const metadata::QuotaEntity& entity, std::string_view key, double value) {
        auto next = std::make_shared<metadata::MetadataImage>(*image_);
        const metadata::QuotaValues* before = next->client_quotas.find(entity);
        metadata::QuotaValues values = before == nullptr ? metadata::QuotaValues{} : *before;
        values.set(std::string(key), value);
        next->client_quotas.set(entity, values);
        image_ = next;
        quotas_.apply(image_);
    }

    env::sim::World world_{1};
    env::Environment environment_ = world_.add_node(BrokerId(1)).environment();
    std::shared_ptr<const metadata::MetadataImage> image_ = std::make_shared<metadata::MetadataImage>();
    ClientQuotas quotas_{environment_.clock, {}, {}};
};

TEST_F(ClientQuotasTest, without_a_quota_nothing_is_held_back) {
    quotas_.apply(image_);
    EXPECT_TRUE(quotas_.idle());
    EXPECT_EQ(quotas_.record(Kind::produce, "app", 1e12), 0ms);
    EXPECT_FALSE(quotas_.most(Kind::fetch, "app"));
}

TEST_F(ClientQuotasTest, each_kind_has_its_own_limit) {
    set({{"client-id", "app"}}, metadata::producer_byte_rate, 1000);
    EXPECT_EQ(quotas_.record(Kind::produce, "app", 20'000), 10'000ms);
    EXPECT_EQ(quotas_.record(Kind::fetch, "app", 20'000), 0ms);
    EXPECT_EQ(quotas_.record(Kind::request, "app", 20'000), 0ms);
    EXPECT_EQ(quotas_.record(Kind::produce, "other", 20'000), 0ms);
}

TEST_F(ClientQuotasTest, a_default_holds_for_each_client_alone_and_a_users_for_all_of_its_clients) {
    set({{"client-id", std::nullopt}}, metadata::producer_byte_rate, 1000);
    EXPECT_EQ(quotas_.record(Kind::produce, "a", 10'000), 0ms);
    EXPECT_EQ(quotas_.record(Kind::produce, "b", 10'000), 0ms) << "another client, another account";
    set({{"user", std::nullopt}}, metadata::producer_byte_rate, 1000);
    EXPECT_EQ(quotas_.record(Kind::produce, "a", 10'000), 0ms);
    EXPECT_EQ(quotas_.record(Kind::produce, "b", 10'000), 10'000ms) << "the same user";
}

TEST_F(ClientQuotasTest, a_changed_limit_counts_what_was_used_before) {
    set({{"client-id", "app"}}, metadata::producer_byte_rate, 1'000'000);
    EXPECT_EQ(quotas_.record(Kind::produce, "app", 20'000), 0ms);
    set({{"client-id", "app"}}, metadata::producer_byte_rate, 1000);
    EXPECT_EQ(quotas_.record(Kind::produce, "app", 0), 10'000ms);
}

TEST_F(ClientQuotasTest, requests_wait_for_one_sample_at_most) {
    set({{"client-id", "app"}}, metadata::request_percentage, 1);
    EXPECT_EQ(quotas_.record(Kind::request, "app", 5000), 1000ms);
}

TEST_F(ClientQuotasTest, a_fetch_may_be_as_large_as_the_window_allows) {
    set({{"client-id", "app"}}, metadata::consumer_byte_rate, 1000);
    EXPECT_EQ(quotas_.most(Kind::fetch, "app"), 10'000);
}

TEST_F(ClientQuotasTest, any_number_of_names_costs_a_bounded_memory) {
    set({{"client-id", std::nullopt}}, metadata::producer_byte_rate, 1000);
    for (int i = 0; i < 25'000; ++i) quotas_.record(Kind::produce, "client-" + std::to_string(i), 1);
    EXPECT_EQ(quotas_.record(Kind::produce, "client-24999", 20'000), 10'001ms);
}

TEST_F(ClientQuotasTest, a_strict_quota_of_mutations_is_overdrawn_once_and_then_refuses) {
    set({{"client-id", "app"}}, metadata::controller_mutation_rate, 2);
    EXPECT_EQ(quotas_.take_mutations("app", 32, true), 0ms) << "22 may be taken at once, and the last topic may be larger";
    EXPECT_EQ(quotas_.take_mutations("app", 1, true), 5000ms);
    EXPECT_EQ(quotas_.take_mutations("app", 1, true), 5000ms) << "what was refused costs nothing";
    EXPECT_EQ(quotas_.take_mutations("other", 1000, true), 0ms);
    world_.run_for(5s);
    EXPECT_EQ(quotas_.take_mutations("app", 1, true), 0ms);
}

TEST_F(ClientQuotasTest, a_permissive_one_refuses_nothing_and_lets_the_client_wait) {
    set({{"client-id", "app"}}, metadata::controller_mutation_rate, 2);
    EXPECT_EQ(quotas_.take_mutations("app", 22, false), 0ms);
    EXPECT_EQ(quotas_.take_mutations("app", 4, false), 2000ms);
    EXPECT_EQ(quotas_.take_mutations("app", 4, false), 4000ms);
}

// --- through a broker ---

ErrorCode alter(ClusterFixture& cluster, const std::string& client, const std::string& key, std::optional<double> value) {
    AlterClientQuotasRequest request;
    request.entries.push_back({.entity = {{"client-id", client}}, .ops = {{key, value.value_or(0), !value}}});
    const auto response = cluster.ask<AlterClientQuotasResponse>(1, request, 1);
    EXPECT_TRUE(response);
    return response ? response->entries.at(0).error_code : ErrorCode::UNKNOWN_SERVER_ERROR;
}

// What a broker tells of all entities.
std::vector<DescribeClientQuotasResponse::EntryData> quotas_of(ClusterFixture& cluster, int broker) {
    const auto response = cluster.ask<DescribeClientQuotasResponse>(broker, DescribeClientQuotasRequest{}, 1);
    return response ? response->entries.value_or(std::vector<DescribeClientQuotasResponse::EntryData>{})
                    : std::vector<DescribeClientQuotasResponse::EntryData>{};
}
// The broker acts on so many entities.
bool wait_quotas(ClusterFixture& cluster, int broker, std::size_t count) {
    for (int i = 0; i < 100; ++i) {
        if (quotas_of(cluster, broker).size() == count) return true;
        cluster.world.run_for(50ms);
    }
    return false;
}

messages::ProduceRequest produce_request(std::size_t bytes) {
    messages::ProduceRequest request;
    request.acks = 1;
    request.timeout_ms = 1000;
    request.topic_data.push_back(
        {.name = "news", .partition_data = {{.index = 0, .records = wire::Records(make_batch({.values = {std::string(bytes, 'x')}}))}}});
    return request;
}

TEST(ClientQuotasOfABrokerTest, a_producer_above_its_rate_is_told_and_made_to_wait_but_nothing_is_refused) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    cluster.create_topic_on("news", {{1}});
    ASSERT_EQ(alter(cluster, "fast", "producer_byte_rate", 1000), ErrorCode::NONE);
    ASSERT_TRUE(wait_quotas(cluster, 1, 1));
    rpc::Channel fast(cluster.world.node(client_id).environment(), {"127.0.0.1", 9092}, {.client_id = "fast"});
    std::vector<std::pair<Instant, std::int32_t>> answers;
    const auto produce = [&] {
        fast.call<messages::ProduceResponse>(produce_request(20'000), 12, patience, [&](Result<messages::ProduceResponse> response) {
            ASSERT_TRUE(response);
            EXPECT_EQ(response->responses[0].partition_responses[0].error_code, ErrorCode::NONE);
            answers.emplace_back(cluster.world.now(), response->throttle_time_ms);
        });
    };
    produce();
    produce();
    ASSERT_TRUE(cluster.run_until([&] { return answers.size() == 2; }));
    EXPECT_GT(answers[0].second, 10'000) << "20 kB at 1 kB/s, of which ten seconds are the window";
    EXPECT_LT(answers[0].second, 10'200);
    EXPECT_GE(answers[1].first - answers[0].first, Milliseconds(answers[0].second));
    EXPECT_EQ(cluster.consume("news").size(), 2u);
    EXPECT_EQ(alter(cluster, "fast", "producer_byte_rate", std::nullopt), ErrorCode::NONE);
    EXPECT_TRUE(wait_quotas(cluster, 1, 0));
}

TEST(ClientQuotasOfABrokerTest, a_consumer_above_its_rate_gets_nothing_until_it_has_waited) {
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    cluster.create_topic("news", 1, 1);
    for (int i = 0; i < 3; ++i) cluster.produce(1, "news", 0, {.values = {std::string(8000, 'x')}});
    ASSERT_EQ(alter(cluster, "slow", "consumer_byte_rate", 1000), ErrorCode::NONE);
    ASSERT_TRUE(wait_quotas(cluster, 1, 1));
    rpc::Channel slow(cluster.world.node(client_id).environment(), {"127.0.0.1", 9092}, {.client_id = "slow"});
    std::int64_t offset = 0;
    int throttled = 0;
    int asked = 0;
    std::function<void()> fetch = [&] {
        ++asked;
        messages::FetchRequest request;
        request.max_wait_ms = 100;
        request.min_bytes = 1;
        request.max_bytes = 1 << 20;
        request.topics.push_back(
            {.topic = "news", .partitions = {{.partition = 0, .fetch_offset = Offset(offset), .partition_max_bytes = 8100}}});
        slow.call<messages::FetchResponse>(request, 12, patience, [&](Result<messages::FetchResponse> response) {
            ASSERT_TRUE(response);
            EXPECT_EQ(response->error_code, ErrorCode::NONE);
            if (response->throttle_time_ms > 0) {
                ++throttled;
                EXPECT_TRUE(response->responses.empty()) << "a throttled answer has no records";
            } else {
                offset += static_cast<std::int64_t>(ClusterFixture::values_of(response->responses.at(0).partitions.at(0).records).size());
            }
            if (offset < 3) fetch();
        });
    };
    const Instant began = cluster.world.now();
    fetch();
    ASSERT_TRUE(cluster.run_until([&] { return offset == 3; }, 120s));
    EXPECT_GT(throttled, 0);
    EXPECT_LT(asked, 10) << "it is held back, not made to ask again and again";
    EXPECT_GT(cluster.world.now() - began, 5s);
}

TEST(ClientQuotasOfABrokerTest, any_broker_tells_what_is_set) {
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    ASSERT_EQ(alter(cluster, "app", "producer_byte_rate", 1000), ErrorCode::NONE);
    EXPECT_EQ(alter(cluster, "app", "producer_byte_rate", -1), ErrorCode::INVALID_REQUEST);
    ASSERT_TRUE(wait_quotas(cluster, 3, 1));
    const auto entries = quotas_of(cluster, 3);
    EXPECT_EQ(entries.at(0).entity.at(0), (DescribeClientQuotasResponse::EntryData::EntityData{"client-id", "app"}));
    EXPECT_EQ(entries.at(0).values.at(0), (DescribeClientQuotasResponse::EntryData::ValueData{"producer_byte_rate", 1000}));
}

// Topics that a client creates, each with so many partitions: what the answer says, and for how long the client is to wait.
struct Created {
    std::vector<ErrorCode> errors;
    std::int32_t throttle_time_ms = 0;
    Instant at{};
};
class TopicsOf {
public:
    TopicsOf(ClusterFixture& cluster, std::string client, std::uint16_t port = 9092)
        : cluster_(cluster), channel_(cluster.world.node(client_id).environment(), {"127.0.0.1", port}, {.client_id = std::move(client)}) {}

    Created create(const std::vector<std::string>& names, std::int32_t partitions, wire::Version version = 7) {
        messages::CreateTopicsRequest request;
        request.timeout_ms = 5000;
        for (const std::string& name : names)
            request.topics.push_back({.name = name, .num_partitions = partitions, .replication_factor = 1});
        const auto response = ask<messages::CreateTopicsResponse>(request, version);
        Created created{.throttle_time_ms = response.throttle_time_ms, .at = cluster_.world.now()};
        for (const auto& topic : response.topics) created.errors.push_back(topic.error_code);
        return created;
    }
    template <class Response, class Request>
    Response ask(const Request& request, wire::Version version) {
        std::optional<Response> answer;
        channel_.call<Response>(request, version, patience, [&](Result<Response> response) {
            ASSERT_TRUE(response);
            answer = std::move(*response);
        });
        EXPECT_TRUE(cluster_.run_until([&] { return answer.has_value(); }, 120s));
        return answer.value_or(Response{});
    }

private:
    ClusterFixture& cluster_;
    rpc::Channel channel_;
};

TEST(ClientQuotasOfABrokerTest, who_creates_too_many_partitions_is_refused_and_told_when_to_come_again) {  // KIP-599
    ClusterFixture cluster(3);
    cluster.start_and_wait();
    ASSERT_EQ(alter(cluster, "app", "controller_mutation_rate", 2), ErrorCode::NONE);
    for (const int broker : {1, 2, 3}) ASSERT_TRUE(wait_quotas(cluster, broker, 1));
    TopicsOf app(cluster, "app");
    TopicsOf other(cluster, "other");

    // Each topic is asked for alone: 22 partitions are there at once, the second topic overdraws, the third is refused.
    const Created first = app.create({"a", "b", "c"}, 15);
    EXPECT_EQ(first.errors, (std::vector{ErrorCode::NONE, ErrorCode::NONE, ErrorCode::THROTTLING_QUOTA_EXCEEDED}));
    EXPECT_GT(first.throttle_time_ms, 3800);
    EXPECT_LE(first.throttle_time_ms, 4000) << "8 partitions at 2 a second";
    EXPECT_EQ(other.create({"d"}, 30).errors, std::vector{ErrorCode::NONE}) << "another client's quota is its own";

    // Its connection is muted for that time; then it may go on.
    const Created second = app.create({"c"}, 15);
    EXPECT_GE(second.at - first.at, Milliseconds(first.throttle_time_ms));
    EXPECT_EQ(second.errors, std::vector{ErrorCode::NONE});
    EXPECT_EQ(second.throttle_time_ms, 0) << "only what was refused waits";

    messages::CreatePartitionsRequest more;
    more.timeout_ms = 5000;
    more.topics.push_back({.name = "a", .count = 16, .assignments = std::nullopt});
    const auto grown = app.ask<messages::CreatePartitionsResponse>(more, 3);
    EXPECT_EQ(grown.results.at(0).error_code, ErrorCode::THROTTLING_QUOTA_EXCEEDED);
    EXPECT_EQ(grown.results.at(0).error_message, "The throttling quota has been exceeded.");
    EXPECT_GT(grown.throttle_time_ms, 0);
    messages::DeleteTopicsRequest gone;
    gone.timeout_ms = 5000;
    gone.topics = {{.name = "a"}, {.name = "d"}};
    const auto deleted = app.ask<messages::DeleteTopicsResponse>(gone, 6);
    EXPECT_EQ(deleted.responses.at(0).error_code, ErrorCode::NONE);
    EXPECT_EQ(deleted.responses.at(1).error_code, ErrorCode::THROTTLING_QUOTA_EXCEEDED) << "a deletion counts as a creation does";
    EXPECT_GT(deleted.throttle_time_ms, 0);
}

TEST(ClientQuotasOfABrokerTest, an_older_client_is_refused_nothing_and_waits) {  // KIP-599
    ClusterFixture cluster(1);
    cluster.start_and_wait();
    ASSERT_EQ(alter(cluster, "old", "controller_mutation_rate", 1), ErrorCode::NONE);
    ASSERT_TRUE(wait_quotas(cluster, 1, 1));
    TopicsOf old(cluster, "old");
    const Created first = old.create({"a", "b", "c"}, 5, 5);
    EXPECT_EQ(first.errors, (std::vector{ErrorCode::NONE, ErrorCode::NONE, ErrorCode::NONE}));
    EXPECT_GT(first.throttle_time_ms, 3800);
    EXPECT_LE(first.throttle_time_ms, 4000) << "15 partitions, of which 11 were there";
    EXPECT_GE(old.create({"d"}, 1, 5).at - first.at, Milliseconds(first.throttle_time_ms));
}

}  // namespace
}  // namespace vitrine::broker::test
