// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/cluster/cluster_scenario.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "cluster/scenario.h"

namespace vitrine::cluster::test {
namespace {

SimClusterOptions options_of(int brokers, std::map<std::string, std::string> settings, std::uint64_t seed) {
    SimClusterOptions options;
    options.brokers = brokers;
    options.settings = std::move(settings);
    options.seed = seed;
    return options;
}

}  // namespace

std::vector<std::uint64_t> seeds(std::uint64_t count) {
    std::uint64_t first = 1;
    if (std::getenv("VITRINE_LONG_TESTS") != nullptr) count *= 50;
    if (const char* wanted = std::getenv("VITRINE_CLUSTER_SEEDS")) {
        char* rest = nullptr;
        first = std::strtoull(wanted, &rest, 10);
        count = *rest == ',' ? std::strtoull(rest + 1, nullptr, 10) : 1;
    }
    std::vector<std::uint64_t> wanted(count);
    std::iota(wanted.begin(), wanted.end(), first);
    return wanted;
}

ClusterScenario::ClusterScenario(int brokers, std::map<std::string, std::string> settings, std::uint64_t seed)
    : ClusterScenario(options_of(brokers, std::move(settings), seed)) {}

ClusterScenario::ClusterScenario(SimClusterOptions options) : cluster(std::move(options)) {}

void ClusterScenario::start() {
    std::optional<Status> ready;
    cluster.start([&](Status status) { ready = std::move(status); });
    ASSERT_TRUE(run_until([&] { return ready.has_value(); })) << "the cluster did not become ready";
    ASSERT_TRUE(*ready) << ready->error().message;
}

void ClusterScenario::run(std::string_view commands) {
    for (const ScenarioStep& step : parse_scenario(commands)) {
        const CommandAnswer answer = ask(step.command);
        ASSERT_TRUE(answer.ok) << step.command << ": " << answer.sentence;
    }
}

CommandAnswer ClusterScenario::ask(const std::string& command, Duration limit) {
    auto answer = std::make_shared<std::optional<CommandAnswer>>();
    cluster.execute(command, [answer](CommandAnswer given) {
        EXPECT_FALSE(answer->has_value()) << "a command answers once";
        *answer = std::move(given);
    });
    if (!run_until([&] { return answer->has_value(); }, limit)) {
        ADD_FAILURE() << command << " was not answered";
        return {};
    }
    EXPECT_TRUE(Json::accept((*answer)->json)) << (*answer)->json;
    return **answer;
}

Json ClusterScenario::json(const std::string& command) {
    const CommandAnswer answer = ask(command);
    EXPECT_TRUE(answer.ok) << command << ": " << answer.sentence;
    return Json::parse(answer.json, nullptr, false);
}

std::string ClusterScenario::refusal(const std::string& command) {
    const CommandAnswer answer = ask(command);
    EXPECT_FALSE(answer.ok) << command << ": " << answer.sentence;
    return answer.sentence;
}

Json ClusterScenario::partition_of(const std::string& topic, int partition) {
    // Some brokers learn of a topic later than others.
    for (const Instant deadline = cluster.now() + std::chrono::seconds(30); cluster.now() < deadline; run_for(Milliseconds(10))) {
        const CommandAnswer answer = ask("topic describe " + topic);
        if (!answer.ok) continue;
        Json described = Json::parse(answer.json)["partitions"][static_cast<std::size_t>(partition)];
        if (described["leader"] != -1) return described;
    }
    ADD_FAILURE() << topic << " has no leader for partition " << partition;
    return {{"leader", -1}, {"isr", Json::array()}};
}

int ClusterScenario::leader_of(const std::string& topic, int partition) { return partition_of(topic, partition)["leader"]; }

std::set<int> ClusterScenario::isr_of(const std::string& topic, int partition) {
    return partition_of(topic, partition)["isr"].get<std::set<int>>();
}

client::ClientConfig ClusterScenario::client(const std::string& id) const {
    client::ClientConfig config;
    config.client_id = id;
    config.bootstrap_servers = cluster.bootstrap_servers();
    return config;
}

SteadyProducer::SteadyProducer(ClusterScenario& scenario, std::string topic, Duration interval, client::ProducerConfig config,
                               const std::string& name)
    : topic_(std::move(topic)), interval_(interval), environment_(scenario.cluster.add_client(name).environment()) {
    producer = std::make_unique<client::Producer>(environment_, scenario.client(name), config);
    if (interval_ > Duration(0)) tick();
}

void SteadyProducer::tick() {
    send_one();
    timer_ = environment_.clock.schedule_after(interval_, [this] { tick(); });
}

void SteadyProducer::send_one() {
    std::string value = "record " + std::to_string(next_++);
    client::ProducerRecord record;
    record.topic = topic_;
    record.value = to_bytes(value);
    producer->send(std::move(record), [this, value](const Result<client::RecordMetadata>& result) {
        if (acknowledged.contains(value) || failed.contains(value)) answered_twice.push_back(value);
        if (result) {
            acknowledged[value] = {result->partition, result->offset};
        } else {
            failed[value] = result.error();
        }
    });
}

void Received::on_records(const client::FetchedRecords& fetched) {
    auto& entries = records[fetched.partition];
    for (const auto& record : fetched.records) {
        entries.push_back({record.offset, record.value ? std::string(as_text(*record.value)) : std::string("null")});
    }
}

std::size_t Received::count() const {
    std::size_t total = 0;
    for (const auto& [partition, entries] : records) total += entries.size();
    return total;
}

std::vector<std::string> Received::values(const TopicPartition& partition) const {
    std::vector<std::string> values;
    const auto found = records.find(partition);
    if (found == records.end()) return values;
    for (const Entry& entry : found->second) values.push_back(entry.value);
    return values;
}

Received read_all(ClusterScenario& scenario, const std::string& topic, int partitions) {
    Received received;
    static constexpr std::string_view name = "reader";
    client::ConsumerConfig config;
    client::Consumer consumer(scenario.cluster.add_client(std::string(name)).environment(), scenario.client(std::string(name)), config,
                              received);
    std::map<TopicPartition, client::Position> all;
    for (int partition = 0; partition < partitions; ++partition)
        all[{topic, partition}] = client::Position{.kind = client::Position::Kind::beginning};
    consumer.assign(all);
    const bool complete = scenario.run_until([&] {
        const auto positions = consumer.view().positions;
        return static_cast<int>(positions.size()) == partitions && std::ranges::all_of(positions, [](const auto& entry) {
                   return entry.second.high_watermark && entry.second.position >= entry.second.high_watermark;
               });
    });
    EXPECT_TRUE(complete) << topic << " could not be read to its end";
    return received;
}

void expect_nothing_lost_or_twice(const SteadyProducer& producer, const Received& received) {
    EXPECT_TRUE(producer.answered_twice.empty()) << producer.answered_twice.front();
    std::map<std::string, std::vector<SteadyProducer::Place>> found;
    for (const auto& [partition, entries] : received.records) {
        for (const auto& entry : entries) found[entry.value].push_back({partition.partition, entry.offset});
    }
    for (const auto& [value, places] : found) EXPECT_EQ(places.size(), 1u) << value << " is there more than once";
    for (const auto& [value, place] : producer.acknowledged) {
        const auto at = found.find(value);
        ASSERT_NE(at, found.end()) << value << " was acknowledged at partition " << place.partition << " offset " << place.offset.value()
                                   << " and is lost";
        EXPECT_EQ(at->second.front().partition, place.partition) << value;
        EXPECT_EQ(at->second.front().offset, place.offset) << value;
    }
}

}  // namespace vitrine::cluster::test
