// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "client/consumer.h"
#include "client/producer.h"
#include "cluster/sim_cluster.h"

namespace vitrine::cluster::test {

using Json = nlohmann::json;

// The seeds of one test: 1 to `count`, fifty times as many with VITRINE_LONG_TESTS; VITRINE_CLUSTER_SEEDS=from,count runs others.
std::vector<std::uint64_t> seeds(std::uint64_t count);

// A cluster in the simulated world that is told what to do in the command language.
class ClusterScenario {
public:
    explicit ClusterScenario(int brokers = 3, std::map<std::string, std::string> settings = {}, std::uint64_t seed = 1);
    explicit ClusterScenario(SimClusterOptions options);

    SimCluster cluster;

    // Starts all nodes and waits until they are ready.
    void start();
    // One command after another, one a line; the first that is not carried out fails the test.
    void run(std::string_view commands);
    // One command and its answer. No answer within `limit`, or one that is no line of JSON, fails the test.
    CommandAnswer ask(const std::string& command, Duration limit = std::chrono::minutes(5));
    // The same, of a command that is carried out: what it answers.
    Json json(const std::string& command);
    // The sentence with which a command is refused.
    std::string refusal(const std::string& command);

    bool run_until(const std::function<bool()>& done, Duration limit = std::chrono::seconds(60)) { return cluster.run_until(done, limit); }
    void run_for(Duration duration) { cluster.run_for(duration); }

    // As `topic describe` tells of it; waits until it has a leader.
    [[nodiscard]] Json partition_of(const std::string& topic, int partition);
    [[nodiscard]] int leader_of(const std::string& topic, int partition = 0);
    [[nodiscard]] std::set<int> isr_of(const std::string& topic, int partition = 0);
    [[nodiscard]] int controller() { return json("quorum")["leader"]; }
    [[nodiscard]] client::ClientConfig client(const std::string& id) const;
};

// A producer on a machine of its own that sends "record 0", "record 1", … and remembers what came of each.
class SteadyProducer {
public:
    SteadyProducer(ClusterScenario& scenario, std::string topic, Duration interval, client::ProducerConfig config = {},
                   const std::string& name = "producer");

    void stop() { timer_.cancel(); }
    void send_one();
    [[nodiscard]] std::size_t sent() const { return static_cast<std::size_t>(next_); }
    [[nodiscard]] std::size_t answered() const { return acknowledged.size() + failed.size(); }
    [[nodiscard]] bool idle() const { return answered() == sent(); }

    struct Place {
        std::int32_t partition = -1;
        Offset offset;
    };
    std::map<std::string, Place> acknowledged;
    std::map<std::string, Error> failed;
    std::vector<std::string> answered_twice;
    std::unique_ptr<client::Producer> producer;

private:
    void tick();

    std::string topic_;
    Duration interval_;
    env::Environment environment_;
    std::int64_t next_ = 0;
    env::Timer timer_;
};

// What a consumer was handed, in order, by partition.
struct Received : client::ConsumerListener {
    struct Entry {
        Offset offset;
        std::string value;
    };
    std::map<TopicPartition, std::vector<Entry>> records;
    std::vector<Error> errors;
    std::vector<std::vector<TopicPartition>> assigned;
    std::vector<std::vector<TopicPartition>> revoked;

    void on_records(const client::FetchedRecords& fetched) override;
    void on_assigned(const std::vector<TopicPartition>& owned) override { assigned.push_back(owned); }
    void on_revoked(const std::vector<TopicPartition>& given_up) override { revoked.push_back(given_up); }
    void on_error(const Error& error) override { errors.push_back(error); }

    [[nodiscard]] std::size_t count() const;
    // Values of one partition in order.
    [[nodiscard]] std::vector<std::string> values(const TopicPartition& partition) const;
};

// Everything that a topic holds, read to its end by a consumer of its own.
Received read_all(ClusterScenario& scenario, const std::string& topic, int partitions);

// Every acknowledged record is where the acknowledgement said, and no record is there twice.
void expect_nothing_lost_or_twice(const SteadyProducer& producer, const Received& received);

}  // namespace vitrine::cluster::test
