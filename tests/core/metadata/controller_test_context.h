// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "env/sim/world.h"
#include "metadata/controller.h"
#include "metadata/feature_control.h"
#include "metadata/image_builder.h"
#include "raft/metadata_log.h"

namespace vitrine::metadata::testing {

using std::chrono::milliseconds;
using std::chrono::seconds;

// The metadata log of a quorum of which one node is looked at: what that node appends is committed, or lost, when the test
// says so. Offsets have the gaps of leader change records.
class MemoryMetadataLog final : public raft::MetadataLog {
public:
    explicit MemoryMetadataLog(BrokerId self) : self_(self) {}

    void add_listener(raft::MetadataLogListener& listener) override { listeners_.push_back(&listener); }
    void remove_listeners() { listeners_.clear(); }
    Result<Offset> append(LeaderEpoch epoch, std::vector<Bytes> values) override {
        if (refuses_ || leader_.leader != self_ || leader_.epoch != epoch) return failure(ErrorCode::NOT_CONTROLLER, "does not lead");
        std::size_t size = 0;
        for (const Bytes& value : values) size += value.size();
        if (size > bytes_max_) return failure(ErrorCode::RECORD_LIST_TOO_LARGE, "too large");
        raft::CommittedBatch batch;
        batch.base_offset = end_;
        batch.epoch = epoch;
        for (Bytes& value : values) batch.values.emplace_back(std::move(value));
        end_ = batch.last_offset().next();
        uncommitted_.push_back(std::move(batch));
        if (commits_at_once_) commit();
        return end_ - 1;
    }
    void resign(LeaderEpoch epoch) override { resigned_.push_back(epoch); }
    raft::LeaderAndEpoch leader() const override { return leader_; }
    Offset high_watermark() const override { return high_watermark_; }
    Offset log_end() const override { return end_; }
    std::int16_t kraft_version() const override { return kraft_version_; }
    // Takes the two offsets of its records.
    Status upgrade_kraft_version(LeaderEpoch epoch, std::int16_t version, bool validate_only) override {
        if (leader_.leader != self_ || leader_.epoch != epoch) return failure(ErrorCode::NOT_CONTROLLER, "does not lead");
        if (upgrade_refusal_) return std::unexpected(*upgrade_refusal_);
        if (validate_only || version == kraft_version_) return {};
        kraft_version_ = version;
        end_ = end_ + 2;
        return {};
    }
    void refuse_upgrades(Error error) { upgrade_refusal_ = std::move(error); }

    // This node becomes the leader of the next epoch: a leader change record takes one offset.
    void elect_self() { change_leader(self_); }
    // Another node leads the next epoch. What was not committed is lost, or (kept) committed by the new leader.
    void elect_other(BrokerId other, bool keep_uncommitted = false) {
        if (!keep_uncommitted && !uncommitted_.empty()) {
            end_ = uncommitted_.front().base_offset;
            uncommitted_.clear();
        }
        change_leader(other);
        if (keep_uncommitted) commit();
    }
    // Hands over what is not yet committed, or the first batches of it.
    void commit(std::size_t batches_max = std::numeric_limits<std::size_t>::max()) {
        for (; !uncommitted_.empty() && batches_max > 0; --batches_max) {
            raft::CommittedBatch batch = std::move(uncommitted_.front());
            uncommitted_.erase(uncommitted_.begin());
            high_watermark_ = batch.last_offset().next();
            committed_.push_back(batch);
            for (raft::MetadataLogListener* listener : listeners_) listener->on_committed(batch);
        }
    }
    // As another leader's records arrive.
    void append_foreign(LeaderEpoch epoch, std::vector<Bytes> values) {
        raft::CommittedBatch batch;
        batch.base_offset = end_;
        batch.epoch = epoch;
        for (Bytes& value : values) batch.values.emplace_back(std::move(value));
        end_ = batch.last_offset().next();
        uncommitted_.push_back(std::move(batch));
        commit();
    }
    void refuse_appends() { refuses_ = true; }
    void commit_at_once() { commits_at_once_ = true; }
    void limit_batches_to(std::size_t bytes) { bytes_max_ = bytes; }

    [[nodiscard]] const std::vector<raft::CommittedBatch>& committed() const { return committed_; }
    [[nodiscard]] std::size_t uncommitted_batches() const { return uncommitted_.size(); }
    [[nodiscard]] const std::vector<LeaderEpoch>& resigned() const { return resigned_; }

private:
    void change_leader(BrokerId leader) {
        leader_ = {leader, leader_.epoch.next()};
        if (leader == self_) end_ = end_.next();
        for (raft::MetadataLogListener* listener : listeners_) listener->on_leader_changed(leader_);
    }

    BrokerId self_;
    raft::LeaderAndEpoch leader_;
    std::vector<raft::MetadataLogListener*> listeners_;
    std::vector<raft::CommittedBatch> uncommitted_;
    std::vector<raft::CommittedBatch> committed_;
    std::vector<LeaderEpoch> resigned_;
    Offset end_{0};
    Offset high_watermark_{no_offset};
    bool refuses_ = false;
    std::int16_t kraft_version_ = 0;
    std::optional<Error> upgrade_refusal_;
    bool commits_at_once_ = false;
    std::size_t bytes_max_ = 8 * 1024 * 1024;
};

inline std::vector<BrokerId> ids(std::initializer_list<int> numbers) {
    std::vector<BrokerId> result;
    for (const int number : numbers) result.emplace_back(number);
    return result;
}

inline Uuid directory_of(int broker) { return Uuid::from_halves(0xd1, static_cast<std::uint64_t>(broker)); }

// One controller under virtual time, leading a quorum whose other members do what the test says; brokers that register and
// send heartbeats when told. Each request is committed and answered at once by ask(); send() leaves it waiting.
class ControllerTestContext {
public:
    static constexpr auto cluster_id = "Vitrine-test-cluster-1";

    explicit ControllerTestContext(std::function<void(ControllerConfig&)> configure = {}, std::uint64_t seed = 1)
        : world(seed), node(world.add_node(BrokerId(100))), log(BrokerId(100)) {
        config.node_id = BrokerId(100);
        config.cluster_id = cluster_id;
        if (configure) configure(config);
        controller = std::make_unique<Controller>(node.environment(), config, log);
        log.add_listener(*controller);
    }
    ~ControllerTestContext() {
        // Whatever happened: who replays the committed log from its start has the very image that the controller worked on.
        log.commit();
        EXPECT_TRUE(replayed() == controller->committed_image()) << "the log does not give the image that the controller decided by";
        controller->stop();
    }

    // Leads, and its bootstrap records are committed.
    ControllerTestContext& lead() {
        log.elect_self();
        log.commit();
        return *this;
    }
    void commit() { log.commit(); }
    void lose_leadership() { log.elect_other(BrokerId(101)); }

    [[nodiscard]] MetadataImage replayed() const {
        ImageBuilder builder;
        for (const raft::CommittedBatch& batch : log.committed()) {
            const Status applied = builder.apply(batch);
            EXPECT_TRUE(applied) << applied.error().message;
        }
        return builder.image();
    }

    // --- requests ---
    template <class Response, class Request>
    std::shared_ptr<std::optional<Response>> send(const Request& request, wire::Version version) {
        auto got = std::make_shared<std::optional<Response>>();
        controller->handle(request, version, [got](Response response) {
            EXPECT_FALSE(got->has_value()) << "answered twice";
            *got = std::move(response);
        });
        return got;
    }
    template <class Response, class Request>
    Response ask(const Request& request, wire::Version version) {
        const auto got = send<Response>(request, version);
        log.commit();
        EXPECT_TRUE(got->has_value()) << "not answered when committed";
        return got->value_or(Response{});
    }

    // --- brokers ---
    [[nodiscard]] messages::BrokerRegistrationRequest registration(int broker, std::uint64_t life = 1) const {
        messages::BrokerRegistrationRequest request;
        request.broker_id = BrokerId(broker);
        request.cluster_id = cluster_id;
        request.incarnation_id = Uuid::from_halves(static_cast<std::uint64_t>(broker), life);
        request.listeners.push_back({"PLAINTEXT", "127.0.0.1", static_cast<std::uint16_t>(9091 + broker), 0});
        for (const SupportedFeature& feature : supported_features()) {
            request.features.push_back({std::string(feature.name), feature.lowest, feature.highest});
        }
        request.rack.reset();
        request.log_dirs = {directory_of(broker)};
        return request;
    }
    ErrorCode try_register(const messages::BrokerRegistrationRequest& request) {
        const auto response = ask<messages::BrokerRegistrationResponse>(request, 4);
        if (response.error_code == ErrorCode::NONE) epochs[request.broker_id] = response.broker_epoch;
        return response.error_code;
    }
    messages::BrokerHeartbeatRequest heartbeat(int broker) {
        messages::BrokerHeartbeatRequest request;
        request.broker_id = BrokerId(broker);
        request.broker_epoch = epochs[BrokerId(broker)];
        request.current_metadata_offset = controller->committed_image().offset;
        return request;
    }
    messages::BrokerHeartbeatResponse beat(int broker) { return ask<messages::BrokerHeartbeatResponse>(heartbeat(broker), 2); }
    // Registered and unfenced.
    void start_brokers(std::initializer_list<int> brokers) {
        for (const int broker : brokers) {
            ASSERT_EQ(try_register(registration(broker)), ErrorCode::NONE);
            ASSERT_FALSE(beat(broker).is_fenced);
        }
    }
    // The broker's process comes back: another life. `clean`: it shut down and stored its epoch.
    void restart_broker(int broker, bool clean) {
        auto request = registration(broker, ++lives);
        if (clean) request.previous_broker_epoch = epochs[BrokerId(broker)].value();
        ASSERT_EQ(try_register(request), ErrorCode::NONE);
        ASSERT_FALSE(beat(broker).is_fenced);
    }
    // Time passes; these brokers send heartbeats each second, the others are silent.
    void advance(Duration duration, std::initializer_list<int> living = {}) {
        const Instant end = world.now() + duration;
        while (world.now() < end) {
            world.run_for(std::min<Duration>(seconds(1), end - world.now()));
            log.commit();
            for (const int broker : living) beat(broker);
        }
    }
    // The sessions of all others expire.
    void only(std::initializer_list<int> living) { advance(config.broker_session_timeout + seconds(1), living); }
    [[nodiscard]] const BrokerRegistration& broker(int id) const {
        const BrokerRegistration* found = controller->committed_image().broker(BrokerId(id));
        EXPECT_NE(found, nullptr) << "broker " << id << " is not registered";
        return *found;
    }
    // A controlled shutdown asked for until it is granted.
    void shut_down(int id, std::initializer_list<int> living) {
        for (int i = 0; i < 10; ++i) {
            auto request = heartbeat(id);
            request.want_shut_down = true;
            if (ask<messages::BrokerHeartbeatResponse>(request, 2).should_shut_down) return;
            for (const int broker : living) beat(broker);
        }
        FAIL() << "the shutdown of broker " << id << " was not granted";
    }

    // --- topics ---
    using CreatableTopic = messages::CreateTopicsRequest::CreatableTopic;
    static CreatableTopic topic(std::string name, int partitions, int replication_factor, std::map<std::string, std::string> configs = {}) {
        CreatableTopic topic;
        topic.name = std::move(name);
        topic.num_partitions = partitions;
        topic.replication_factor = static_cast<std::int16_t>(replication_factor);
        for (auto& [key, value] : configs) topic.configs.push_back({key, value});
        return topic;
    }
    static CreatableTopic topic_on(std::string name, std::vector<std::vector<BrokerId>> assignment,
                                   std::map<std::string, std::string> configs = {}) {
        CreatableTopic result = topic(std::move(name), -1, -1, std::move(configs));
        std::int32_t index = 0;
        for (auto& replicas : assignment) result.assignments.push_back({index++, std::move(replicas)});
        return result;
    }
    messages::CreateTopicsResponse::CreatableTopicResult try_create(CreatableTopic topic, bool validate_only = false) {
        messages::CreateTopicsRequest request;
        request.topics.push_back(std::move(topic));
        request.validate_only = validate_only;
        const auto response = ask<messages::CreateTopicsResponse>(request, 7);
        EXPECT_EQ(response.topics.size(), 1u);
        return response.topics.at(0);
    }
    Uuid create(CreatableTopic topic) {
        const auto result = try_create(std::move(topic));
        EXPECT_EQ(result.error_code, ErrorCode::NONE) << result.error_message.value_or("");
        return result.topic_id;
    }
    [[nodiscard]] const PartitionRegistration& partition(const std::string& name, int index = 0) const {
        static const PartitionRegistration none;
        const PartitionRegistration* found = controller->committed_image().partition(std::string_view(name), index);
        EXPECT_NE(found, nullptr) << name << "-" << index << " does not exist";
        return found == nullptr ? none : *found;
    }
    [[nodiscard]] Uuid topic_id(const std::string& name) const { return controller->committed_image().topic(std::string_view(name))->id; }

    // The leader's request for `isr`, with the epochs as they are.
    [[nodiscard]] messages::AlterPartitionRequest alter_isr(const std::string& name, int index, std::vector<BrokerId> isr) {
        const PartitionRegistration& now = partition(name, index);
        messages::AlterPartitionRequest request;
        request.broker_id = now.leader;
        request.broker_epoch = epochs[now.leader];
        auto& requested_topic = request.topics.emplace_back();
        requested_topic.topic_id = topic_id(name);
        auto& requested = requested_topic.partitions.emplace_back();
        requested.partition_index = index;
        requested.leader_epoch = now.leader_epoch;
        requested.partition_epoch = now.partition_epoch;
        for (const BrokerId member : isr) requested.new_isr_with_epochs.push_back({member, epochs[member]});
        return request;
    }
    static messages::AlterPartitionRequest::TopicData::PartitionData& only_partition(messages::AlterPartitionRequest& request) {
        return request.topics.at(0).partitions.at(0);
    }
    messages::AlterPartitionResponse::TopicData::PartitionData alter(const messages::AlterPartitionRequest& request,
                                                                     wire::Version version = 3) {
        const auto response = ask<messages::AlterPartitionResponse>(request, version);
        EXPECT_EQ(response.error_code, ErrorCode::NONE);
        return response.topics.at(0).partitions.at(0);
    }
    void set_isr(const std::string& name, int index, std::vector<BrokerId> isr) {
        ASSERT_EQ(alter(alter_isr(name, index, std::move(isr))).error_code, ErrorCode::NONE);
    }

    // SET where there is a value, DELETE where there is none.
    ErrorCode configure(ResourceType type, std::string name, std::string key, std::optional<std::string> value) {
        messages::IncrementalAlterConfigsRequest request;
        auto& resource = request.resources.emplace_back();
        resource.resource_type = static_cast<std::int8_t>(type);
        resource.resource_name = std::move(name);
        const std::int8_t operation = value ? 0 : 1;
        resource.configs.push_back({std::move(key), operation, std::move(value)});
        return ask<messages::IncrementalAlterConfigsResponse>(request, 1).responses.at(0).error_code;
    }

    template <class Body>
    [[nodiscard]] std::vector<Body> events() {
        return node.observed().all<Body>();
    }

    env::sim::World world;
    env::sim::Node& node;
    ControllerConfig config;
    MemoryMetadataLog log;
    std::unique_ptr<Controller> controller;
    std::map<BrokerId, BrokerEpoch> epochs;  // as each broker was told
    std::uint64_t lives = 1;
};

// A partition's state in words: "leader 1 epoch 2.5 isr 1,2 elr 3 last 1 recovering".
inline std::string describe(const PartitionRegistration& partition) {
    const auto list = [](const std::vector<BrokerId>& brokers) {
        std::string text;
        for (const BrokerId broker : brokers) text += (text.empty() ? "" : ",") + std::to_string(broker.value());
        return text.empty() ? std::string("none") : text;
    };
    std::string text = "leader " + (partition.has_leader() ? std::to_string(partition.leader.value()) : "none");
    text += " epoch " + std::to_string(partition.leader_epoch.value()) + "." + std::to_string(partition.partition_epoch.value());
    text += " isr " + list(partition.isr);
    if (!partition.elr.empty()) text += " elr " + list(partition.elr);
    if (!partition.last_known_elr.empty()) text += " last " + list(partition.last_known_elr);
    if (partition.leader_recovery_state == LeaderRecoveryState::recovering) text += " recovering";
    return text;
}

}  // namespace vitrine::metadata::testing
