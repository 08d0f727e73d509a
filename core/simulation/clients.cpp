// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/clients.h"

#include <algorithm>

#include <fmt/format.h>

namespace vitrine::simulation {

namespace {

client::ClientConfig client_config(const ClientSetup& setup) {
    client::ClientConfig config;
    config.client_id = setup.name;
    config.bootstrap_servers = setup.bootstrap_servers;
    config.request_timeout = std::chrono::seconds(10);
    return config;
}

client::ProducerConfig producer_config() {
    client::ProducerConfig config;
    // Short, so that records of unknown outcome are a part of what is tested.
    config.delivery_timeout = std::chrono::seconds(30);
    return config;
}

client::ConsumerConfig consumer_config(std::optional<client::GroupMemberConfig> group) {
    client::ConsumerConfig config;
    config.fetch.auto_offset_reset = client::OffsetReset::earliest;
    config.group = std::move(group);
    config.auto_commit_interval = std::chrono::seconds(1);
    return config;
}

client::GroupMemberConfig member_config(const GroupClient::Options& options) {
    client::GroupMemberConfig config;
    config.group_id = options.group;
    config.session_timeout = std::chrono::seconds(10);
    config.heartbeat_interval = std::chrono::seconds(1);
    config.rebalance_timeout = std::chrono::seconds(20);
    config.assignor = options.assignor;
    return config;
}

ByteSpan bytes_or_empty(const std::optional<Bytes>& bytes) { return bytes ? ByteSpan(*bytes) : ByteSpan{}; }

void note_read(const ClientSetup& setup, const client::FetchedRecords& fetched) {
    const Instant now = setup.environment.clock.now();
    setup.histories.readers.fetched(fetched.partition, fetched.records.empty() ? fetched.next_offset : fetched.records.back().offset.next(),
                                    fetched.high_watermark, !fetched.records.empty(), now);
    for (const records::Record& record : fetched.records) {
        setup.histories.producers.read(fetched.partition, record.offset, bytes_or_empty(record.key), bytes_or_empty(record.value), now);
    }
}

}  // namespace

// --- producing ---

ProducingClient::ProducingClient(ClientSetup setup, Options options, std::vector<std::string> topics)
    : setup_(std::move(setup)),
      options_(options),
      topics_(std::move(topics)),
      producer_(setup_.environment, client_config(setup_), producer_config()) {
    schedule();
}

void ProducingClient::schedule() {
    // From nothing to twice the mean: bursts and silence.
    const std::int64_t mean_us = 1'000'000 / options_.records_per_second;
    const auto pause = std::chrono::microseconds(setup_.environment.random.between(0, 2 * mean_us));
    timer_ = setup_.environment.clock.schedule_after(pause, [this] {
        send();
        schedule();
    });
}

void ProducingClient::send() {
    env::Random& random = setup_.environment.random;
    const std::string& topic = topics_[random.below(topics_.size())];
    std::string value = fmt::format("{}-{}", options_.number, sent_++);
    value.resize(std::max(value.size(), static_cast<std::size_t>(options_.record_bytes)), '.');
    client::ProducerRecord record;
    record.topic = topic;
    if (options_.with_keys) record.key = to_bytes(fmt::format("k{}", random.below(100)));
    record.value = to_bytes(value);
    ProducerHistory& history = setup_.histories.producers;
    const auto number = history.sent(options_.number, topic, bytes_or_empty(record.key), *record.value, setup_.environment.clock.now());
    ++outstanding_;
    producer_.send(std::move(record), [this, &history, number, topic](Result<client::RecordMetadata> outcome) {
        --outstanding_;
        // A failure says that the producer gave up, not that no broker has the record.
        if (!outcome) return;
        history.acknowledged(number, outcome->partition, outcome->offset, setup_.environment.clock.now());
        setup_.histories.isr.high_watermark_is_at_least({topic, outcome->partition}, outcome->offset.next());
    });
}

// --- groups ---

GroupClient::GroupClient(ClientSetup setup, Options options)
    : setup_(std::move(setup)),
      group_(options.group),
      consumer_(setup_.environment, client_config(setup_), consumer_config(member_config(options)), *this) {
    consumer_.subscribe(options.topics);
    note_commits();
}

void GroupClient::on_records(const client::FetchedRecords& records) { note_read(setup_, records); }

void GroupClient::on_assigned(const std::vector<TopicPartition>& owned) {
    const auto member = consumer_.view().member;
    if (!member) return;
    setup_.histories.owners.owns(group_, member->member_id, member->generation, owned, setup_.environment.clock.now());
}

void GroupClient::note_commits() {
    const Instant now = setup_.environment.clock.now();
    for (const auto& [partition, offset] : consumer_.view().committed) {
        const auto [noted, first] = noted_.try_emplace(partition, offset);
        if (!first && noted->second == offset) continue;
        noted->second = offset;
        setup_.histories.commits.acknowledged(group_, partition, offset, now);
    }
    timer_ = setup_.environment.clock.schedule_after(Milliseconds(200), [this] { note_commits(); });
}

// --- reading ---

ReadingClient::ReadingClient(ClientSetup setup)
    : setup_(std::move(setup)), consumer_(setup_.environment, client_config(setup_), consumer_config(std::nullopt), *this) {}

void ReadingClient::read(const std::set<TopicPartition>& partitions) {
    std::map<TopicPartition, client::Position> positions;
    for (const TopicPartition& partition : partitions) positions[partition] = {.kind = client::Position::Kind::beginning};
    consumer_.assign(positions);
}

void ReadingClient::on_records(const client::FetchedRecords& records) {
    begins_.try_emplace(records.partition, records.log_start);
    positions_[records.partition] = records.next_offset;
    note_read(setup_, records);
}

std::optional<Offset> ReadingClient::position(const TopicPartition& partition) const {
    const auto found = positions_.find(partition);
    return found == positions_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Offset> ReadingClient::begin(const TopicPartition& partition) const {
    const auto found = begins_.find(partition);
    return found == begins_.end() ? std::nullopt : std::optional(found->second);
}

// --- auditing ---

AuditingClient::AuditingClient(ClientSetup setup, std::set<TopicPartition> partitions, std::vector<std::string> groups)
    : setup_(std::move(setup)),
      partitions_(std::move(partitions)),
      groups_(std::move(groups)),
      admin_(setup_.environment, client_config(setup_)) {
    ask();
}

std::map<TopicPartition, LeaderEpoch> AuditingClient::leader_epochs() {
    std::map<TopicPartition, LeaderEpoch> epochs;
    for (const TopicPartition& partition : partitions_) {
        const auto& topics = admin_.cluster().info().topics;
        const auto topic = topics.find(partition.topic);
        if (topic == topics.end() || partition.partition >= std::ssize(topic->second.partitions)) continue;
        epochs[partition] = topic->second.partitions[static_cast<std::size_t>(partition.partition)].leader_epoch;
    }
    return epochs;
}

void AuditingClient::ask() {
    const env::Clock& clock = setup_.environment.clock;
    const Instant asked_at = clock.now();
    std::map<TopicPartition, client::Position> ends;
    for (const TopicPartition& partition : partitions_) ends[partition] = {.kind = client::Position::Kind::end};
    admin_.list_offsets(ends, [this, &clock, asked_at, asked_in = leader_epochs()](const Result<std::map<TopicPartition, Offset>>& told) {
        if (!told) return;
        const auto answered_in = leader_epochs();
        for (const auto& [partition, end] : *told) {
            // Who answered is known where the leader that was known did not change meanwhile.
            const auto epoch = asked_in.find(partition);
            const auto now = answered_in.find(partition);
            if (epoch == asked_in.end() || now == answered_in.end() || epoch->second != now->second) continue;
            setup_.histories.readers.end_told(partition, epoch->second, end, asked_at, clock.now());
        }
    });
    for (const std::string& group : groups_) {
        // What was known when the question was asked is what the answer must have.
        const auto known = setup_.histories.commits.committed(group);
        admin_.committed_offsets(
            group, [this, &clock, group, known, asked_at](const Result<std::map<TopicPartition, client::CommittedOffsetInfo>>& told) {
                if (!told) return;
                for (const auto& [partition, offset] : known) {
                    const auto found = told->find(partition);
                    const auto answered = found == told->end() ? std::nullopt : std::optional(found->second.offset);
                    setup_.histories.commits.fetched(group, partition, answered, asked_at, clock.now());
                }
            });
    }
    timer_ = setup_.environment.clock.schedule_after(Milliseconds(setup_.environment.random.between(100, 3000)), [this] { ask(); });
}

// --- creating ---

CreatingClient::CreatingClient(ClientSetup setup, Options options, std::function<void(const std::string&)> created)
    : setup_(std::move(setup)), options_(options), created_(std::move(created)), admin_(setup_.environment, client_config(setup_)) {
    timer_ = setup_.environment.clock.schedule_after(Milliseconds(60'000 / options_.per_minute), [this] { create(); });
}

void CreatingClient::create() {
    client::NewTopic topic;
    topic.name = fmt::format("x{}", next_++);
    topic.partitions = options_.partitions;
    topic.replication_factor = static_cast<std::int16_t>(options_.replication_factor);
    admin_.create_topic(topic, [this, name = topic.name](const Status& status) {
        if (status) created_(name);
    });
    timer_ = setup_.environment.clock.schedule_after(Milliseconds(60'000 / options_.per_minute), [this] { create(); });
}

}  // namespace vitrine::simulation
