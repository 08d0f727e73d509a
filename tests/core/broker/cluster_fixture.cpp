// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/broker/cluster_fixture.h"

#include <algorithm>

namespace vitrine::broker::test {

Bytes make_batch(const BatchSpec& spec) {
    records::BatchBuilder builder(
        {.producer_id = spec.producer_id, .producer_epoch = spec.producer_epoch, .base_sequence = spec.base_sequence});
    for (const std::string& value : spec.values) {
        builder.append(spec.timestamp_ms, spec.key ? std::optional(as_bytes(*spec.key)) : std::nullopt, as_bytes(value));
    }
    return *builder.build();
}

ClusterFixture::ClusterFixture(int nodes, std::map<std::string, std::string> settings_, std::uint64_t seed)
    : world(seed), settings(std::move(settings_)), count_(nodes) {
    world.add_node(client_id);
    settings.try_emplace("offsets.topic.replication.factor", std::to_string(std::min(nodes, 3)));
    settings.try_emplace("offsets.topic.num.partitions", "4");
    settings.try_emplace("group.initial.rebalance.delay.ms", "100");
}

ClusterFixture::~ClusterFixture() {
    channels_.clear();
    nodes_.clear();
}

NodeConfig ClusterFixture::config_of(int id) const {
    NodeConfig config;
    config.node_id = BrokerId(id);
    config.cluster_id = "AAAAAAAAAAAAAAAAAAAAAg";
    config.broker_port = static_cast<std::uint16_t>(9091 + id);
    config.controller_port = static_cast<std::uint16_t>(9191 + id);
    for (int i = 1; i <= count_; ++i) config.voters[BrokerId(i)] = {"127.0.0.1", static_cast<std::uint16_t>(9191 + i)};
    config.settings = settings;
    return config;
}

void ClusterFixture::make(int id) {
    nodes_[id] = std::make_unique<Node>(world.node(BrokerId(id)).environment(), config_of(id));
    const auto started = nodes_[id]->start();
    ASSERT_TRUE(started) << started.error().message;
}

void ClusterFixture::start(int id) {
    world.add_node(BrokerId(id), {.disks = disks});
    make(id);
}

void ClusterFixture::start_all() {
    for (int id = 1; id <= count_; ++id) start(id);
}

bool ClusterFixture::wait_ready() {
    return run_until([this] { return std::ranges::all_of(nodes_, [](const auto& entry) { return entry.second->state().ready(); }); });
}

void ClusterFixture::kill(int id) {
    world.kill(BrokerId(id));
    nodes_.erase(id);
}

void ClusterFixture::crash(int id, const env::sim::CrashOptions& options) {
    world.crash(BrokerId(id), options);
    nodes_.erase(id);
}

void ClusterFixture::restart(int id) {
    world.restart(BrokerId(id));
    make(id);
}

void ClusterFixture::stop(int id) {
    bool done = false;
    nodes_.at(id)->shutdown([&] { done = true; });
    ASSERT_TRUE(run_until([&] { return done; }, std::chrono::minutes(2))) << "node " << id << " does not stop";
    world.kill(BrokerId(id));
    nodes_.erase(id);
}

void ClusterFixture::stop_all() {
    const auto each = [&](const auto& ask, std::string_view what) {
        for (auto& [id, node] : nodes_) {
            bool done = false;
            ask(*node, [&] { done = true; });
            ASSERT_TRUE(run_until([&] { return done; }, std::chrono::minutes(2))) << "node " << id << " does not " << what;
        }
    };
    each([](Node& node, auto done) { node.leave(std::move(done)); }, "leave");
    each([](Node& node, auto done) { node.close(std::move(done)); }, "close");
    for (auto& [id, node] : nodes_) world.kill(BrokerId(id));
    nodes_.clear();
}

int ClusterFixture::controller() {
    int leader = -1;
    LeaderEpoch epoch{-1};
    for (const auto& [id, node] : nodes_) {
        const NodeState state = node->state();
        if (state.controller_epoch >= epoch && state.controller != no_broker) {
            epoch = state.controller_epoch;
            leader = state.controller.value();
        }
    }
    return leader;
}

rpc::Channel& ClusterFixture::channel(const env::Endpoint& endpoint) {
    auto& channel = channels_[endpoint];
    if (channel == nullptr) {
        rpc::ChannelOptions options;
        options.client_id = "test";
        channel = std::make_unique<rpc::Channel>(world.node(client_id).environment(), endpoint, options);
    }
    return *channel;
}

// --- topics ---

void ClusterFixture::create_topic(const std::string& name, int partitions, int replicas,
                                  const std::map<std::string, std::string>& configs) {
    messages::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.num_partitions = partitions;
    topic.replication_factor = static_cast<std::int16_t>(replicas);
    for (const auto& [key, value] : configs) topic.configs.push_back({.name = key, .value = value});
    const auto response = ask<messages::CreateTopicsResponse>(nodes_.begin()->first, request, 7);
    ASSERT_TRUE(response) << response.error().message;
    ASSERT_EQ(response->topics.at(0).error_code, ErrorCode::NONE) << response->topics[0].error_message.value_or("");
    for (int partition = 0; partition < partitions; ++partition) {
        ASSERT_TRUE(wait_leader(name, partition, [](const PartitionState& state) { return state.leader >= 0; }));
    }
}

void ClusterFixture::create_topic_on(const std::string& name, const std::vector<std::vector<int>>& assignment,
                                     const std::map<std::string, std::string>& configs) {
    messages::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.num_partitions = -1;
    topic.replication_factor = -1;
    for (std::size_t i = 0; i < assignment.size(); ++i) {
        auto& partition = topic.assignments.emplace_back();
        partition.partition_index = static_cast<std::int32_t>(i);
        for (const int id : assignment[i]) partition.broker_ids.push_back(BrokerId(id));
    }
    for (const auto& [key, value] : configs) topic.configs.push_back({.name = key, .value = value});
    const auto response = ask<messages::CreateTopicsResponse>(nodes_.begin()->first, request, 7);
    ASSERT_TRUE(response) << response.error().message;
    ASSERT_EQ(response->topics.at(0).error_code, ErrorCode::NONE) << response->topics[0].error_message.value_or("");
    for (std::size_t partition = 0; partition < assignment.size(); ++partition) {
        ASSERT_TRUE(wait_leader(name, static_cast<int>(partition), [](const PartitionState& state) { return state.leader >= 0; }));
    }
}

ClusterFixture::PartitionState ClusterFixture::state_of(const std::string& topic, int partition) {
    PartitionState newest;
    for (const auto& [id, node] : nodes_) {
        if (!node->state().ready()) continue;
        messages::DescribeTopicPartitionsRequest request;
        request.topics.push_back({.name = topic});
        const auto response = ask<messages::DescribeTopicPartitionsResponse>(id, request, 0, std::chrono::seconds(2));
        if (!response || response->topics.empty() || response->topics[0].error_code != ErrorCode::NONE) continue;
        for (const auto& row : response->topics[0].partitions) {
            if (row.partition_index != partition || row.leader_epoch.value() < newest.leader_epoch) continue;
            newest = {};
            newest.leader = row.leader_id.value();
            newest.leader_epoch = row.leader_epoch.value();
            newest.topic_id = response->topics[0].topic_id;
            for (const BrokerId member : row.isr_nodes) newest.isr.push_back(member.value());
            std::ranges::sort(newest.isr);
            for (const BrokerId member : row.eligible_leader_replicas.value_or(std::vector<BrokerId>{}))
                newest.elr.push_back(member.value());
        }
    }
    return newest;
}

bool ClusterFixture::wait_leader(const std::string& topic, int partition, const std::function<bool(const PartitionState&)>& good) {
    const Instant deadline = world.now() + patience;
    while (world.now() < deadline) {
        if (good(state_of(topic, partition))) return true;
        world.run_for(Milliseconds(20));
    }
    return false;
}

bool ClusterFixture::wait_isr(const std::string& topic, int partition, std::vector<int> isr) {
    std::ranges::sort(isr);
    return wait_leader(topic, partition, [&](const PartitionState& state) { return state.isr == isr; });
}

// --- records ---

ClusterFixture::ProduceRow ClusterFixture::produce(int broker, const std::string& topic, int partition, const BatchSpec& batch, int acks,
                                                   int timeout_ms) {
    messages::ProduceRequest request;
    request.acks = static_cast<std::int16_t>(acks);
    request.timeout_ms = timeout_ms;
    request.topic_data.push_back({.name = topic, .partition_data = {{.index = partition, .records = wire::Records(make_batch(batch))}}});
    auto response = ask<messages::ProduceResponse>(broker, request, 12, std::chrono::minutes(2));
    ProduceRow row;
    row.error_code = ErrorCode::NETWORK_EXCEPTION;
    if (!response) {
        row.error_message = response.error().message;
        return row;
    }
    return response->responses.at(0).partition_responses.at(0);
}

ClusterFixture::ProduceRow ClusterFixture::produce_to_leader(const std::string& topic, int partition, const BatchSpec& batch, int acks) {
    const Instant deadline = world.now() + std::chrono::minutes(1);
    ProduceRow row;
    while (world.now() < deadline) {
        const PartitionState state = state_of(topic, partition);
        if (state.leader >= 0 && alive(state.leader)) {
            row = produce(state.leader, topic, partition, batch, acks);
            if (row.error_code == ErrorCode::NONE) return row;
        }
        world.run_for(Milliseconds(50));
    }
    ADD_FAILURE() << "nobody took the records: " << name_of(row.error_code);
    return row;
}

ClusterFixture::FetchRow ClusterFixture::fetch(int broker, const std::string& topic, int partition, std::int64_t offset, int max_wait_ms,
                                               int min_bytes) {
    messages::FetchRequest request;
    request.max_wait_ms = max_wait_ms;
    request.min_bytes = min_bytes;
    request.topics.push_back(
        {.topic = topic, .partitions = {{.partition = partition, .fetch_offset = Offset(offset), .partition_max_bytes = 1024 * 1024}}});
    auto response = ask<messages::FetchResponse>(broker, request, 12);
    FetchRow row;
    row.error_code = ErrorCode::NETWORK_EXCEPTION;
    if (!response) return row;
    if (response->error_code != ErrorCode::NONE) {
        row.error_code = response->error_code;
        return row;
    }
    return response->responses.at(0).partitions.at(0);
}

std::vector<std::string> ClusterFixture::values_of(const std::optional<wire::Records>& records) {
    std::vector<std::string> values;
    if (!records) return values;
    const auto read = records::read_records(records->span());
    EXPECT_TRUE(read);
    if (!read) return values;
    for (const records::Record& record : *read) values.emplace_back(as_text(*record.value));
    return values;
}

std::vector<std::string> ClusterFixture::consume(const std::string& topic, int partition, std::int64_t offset) {
    std::vector<std::string> values;
    const Instant deadline = world.now() + patience;
    while (world.now() < deadline) {
        const int leader = state_of(topic, partition).leader;
        if (leader < 0) {
            world.run_for(Milliseconds(50));
            continue;
        }
        const FetchRow row = fetch(leader, topic, partition, offset);
        if (row.error_code != ErrorCode::NONE) {
            world.run_for(Milliseconds(50));
            continue;
        }
        if (row.high_watermark <= Offset(offset)) return values;
        const auto read = records::read_records(row.records->span());
        EXPECT_TRUE(read);
        if (!read) return values;
        for (const records::Record& record : *read) {
            if (record.offset < Offset(offset)) continue;
            values.emplace_back(as_text(*record.value));
            offset = record.offset.value() + 1;
        }
    }
    ADD_FAILURE() << topic << " could not be read to its end";
    return values;
}

// --- disks ---

Bytes ClusterFixture::log_bytes(int id, const std::string& topic, int partition, std::int64_t end) {
    Bytes bytes;
    const std::string directory = topic + "-" + std::to_string(partition);
    std::size_t place = 0;
    while (place + 1 < world.node(BrokerId(id)).disk_count() && !world.node(BrokerId(id)).disk(place).exists(directory)) ++place;
    env::sim::MemoryDisk& disk = world.node(BrokerId(id)).disk(place);
    const auto entries = disk.list(directory);
    EXPECT_TRUE(entries);
    if (!entries) return bytes;
    for (const env::DirectoryEntry& entry : *entries) {
        if (!entry.name.ends_with(".log")) continue;
        const auto content = env::read_file(disk, directory + "/" + entry.name);
        EXPECT_TRUE(content);
        if (content) bytes.insert(bytes.end(), content->begin(), content->end());
    }
    if (end < 0) return bytes;
    records::BatchIterator batches(bytes);
    std::size_t size = 0;
    while (true) {
        const auto batch = batches.next();
        if (!batch || !*batch || (*batch)->header.next_offset() > Offset(end)) break;
        size += (*batch)->bytes.size();
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace vitrine::broker::test
