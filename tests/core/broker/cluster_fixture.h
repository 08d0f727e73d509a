// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "broker/node.h"
#include "env/sim/world.h"
#include "messages/create_topics.h"
#include "messages/describe_topic_partitions.h"
#include "messages/fetch.h"
#include "messages/list_offsets.h"
#include "messages/metadata.h"
#include "messages/produce.h"
#include "records/record.h"
#include "rpc/channel.h"

namespace vitrine::broker::test {

inline constexpr BrokerId client_id{100};
inline constexpr std::chrono::seconds patience{30};

// A batch as a producer makes it.
struct BatchSpec {
    std::vector<std::string> values;
    ProducerId producer_id{no_producer_id};
    ProducerEpoch producer_epoch{no_producer_epoch};
    std::int32_t base_sequence = records::no_sequence;
    std::int64_t timestamp_ms = 1'700'000'000'000;
    std::optional<std::string> key;
};
Bytes make_batch(const BatchSpec& spec);

// One to nine whole nodes in one simulated world, and a client that talks Kafka's protocol to them.
class ClusterFixture {
public:
    explicit ClusterFixture(int nodes, std::map<std::string, std::string> settings = {}, std::uint64_t seed = 1);
    ~ClusterFixture();

    env::sim::World world;
    int disks = 1;  // of each node that is started, a log directory on each

    // --- nodes ---
    void start(int id);
    void start_all();
    // All that live are registered and unfenced.
    [[nodiscard]] bool wait_ready();
    void start_and_wait() {
        start_all();
        ASSERT_TRUE(wait_ready()) << "the cluster did not become ready";
    }
    // Memory gone, directory as it was.
    void kill(int id);
    void crash(int id, const env::sim::CrashOptions& options = {});
    // Begins the next life of a killed node.
    void restart(int id);
    // Controlled shutdown; then the node is gone.
    void stop(int id);
    // Each broker leaves, then each node closes.
    void stop_all();
    [[nodiscard]] Node& node(int id) { return *nodes_.at(id); }
    [[nodiscard]] bool alive(int id) const { return nodes_.contains(id); }
    [[nodiscard]] env::sim::RecordingObserver& observed(int id) { return world.node(BrokerId(id)).observed(); }
    [[nodiscard]] int controller();
    bool run_until(const std::function<bool()>& done, Duration limit = patience) { return world.run_until(done, limit); }

    // --- the client ---
    template <class Response, class Request>
    Result<Response> ask(int id, const Request& request, wire::Version version, Duration timeout = patience) {
        return ask_at<Response>(env::Endpoint{"127.0.0.1", static_cast<std::uint16_t>(9091 + id)}, request, version, timeout);
    }
    template <class Response, class Request>
    Result<Response> ask_at(const env::Endpoint& endpoint, const Request& request, wire::Version version, Duration timeout = patience) {
        std::optional<Result<Response>> answer;
        channel(endpoint).template call<Response>(request, version, timeout,
                                                  [&](Result<Response> response) { answer = std::move(response); });
        if (!world.run_until([&] { return answer.has_value(); }, timeout + std::chrono::seconds(1))) {
            return failure(ErrorCode::REQUEST_TIMED_OUT, "no answer");
        }
        return std::move(*answer);
    }
    [[nodiscard]] rpc::Channel& channel(const env::Endpoint& endpoint);
    [[nodiscard]] rpc::Channel& channel(int id) { return channel(env::Endpoint{"127.0.0.1", static_cast<std::uint16_t>(9091 + id)}); }

    // --- topics ---
    void create_topic(const std::string& name, int partitions, int replicas, const std::map<std::string, std::string>& configs = {});
    // Replicas on these brokers, the first the preferred leader.
    void create_topic_on(const std::string& name, const std::vector<std::vector<int>>& assignment,
                         const std::map<std::string, std::string>& configs = {});
    struct PartitionState {
        int leader = -1;
        int leader_epoch = -1;
        std::vector<int> isr;  // sorted
        Uuid topic_id;
        std::vector<int> elr;
    };
    // As a live broker's metadata have it; leader -1 where there is none.
    PartitionState state_of(const std::string& topic, int partition = 0);
    bool wait_leader(const std::string& topic, int partition, const std::function<bool(const PartitionState&)>& good);
    bool wait_isr(const std::string& topic, int partition, std::vector<int> isr);

    // --- records ---
    using ProduceRow = messages::ProduceResponse::TopicProduceResponse::PartitionProduceResponse;
    ProduceRow produce(int broker, const std::string& topic, int partition, const BatchSpec& batch, int acks = -1, int timeout_ms = 30'000);
    // To whoever leads, again after errors that may pass, until it is acknowledged.
    ProduceRow produce_to_leader(const std::string& topic, int partition, const BatchSpec& batch, int acks = -1);
    using FetchRow = messages::FetchResponse::FetchableTopicResponse::PartitionData;
    // A whole sessionless fetch of one partition.
    FetchRow fetch(int broker, const std::string& topic, int partition, std::int64_t offset, int max_wait_ms = 0, int min_bytes = 1);
    // All values from `offset` to the high watermark, from the leader.
    std::vector<std::string> consume(const std::string& topic, int partition = 0, std::int64_t offset = 0);

    // --- disks ---
    // The bytes of all .log files of a replica in order, up to a batch boundary at `end` (-1: all).
    Bytes log_bytes(int id, const std::string& topic, int partition, std::int64_t end = -1);

    static std::vector<std::string> values_of(const std::optional<wire::Records>& records);
    NodeConfig config_of(int id) const;
    std::map<std::string, std::string> settings;  // of nodes that start from now on

private:
    void make(int id);

    int count_;
    std::map<int, std::unique_ptr<Node>> nodes_;
    std::map<int, bool> known_to_world_;
    std::map<env::Endpoint, std::unique_ptr<rpc::Channel>> channels_;
};

}  // namespace vitrine::broker::test
