// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/cluster_client.h"

#include "base/assert.h"
#include "messages/find_coordinator.h"

namespace vitrine::client {
namespace {

constexpr wire::Version metadata_version = 13;
constexpr wire::Version find_coordinator_version = 6;

}  // namespace

ClusterClient::ClusterClient(env::Environment environment, ClientConfig config) : environment_(environment), config_(std::move(config)) {
    VITRINE_ASSERT(!config_.bootstrap_servers.empty(), "a client knows where to begin");
}

ClusterClient::~ClusterClient() = default;

void ClusterClient::watch_topic(const std::string& topic) {
    if (topics_.insert(topic).second && refresh_deadline_) topics_added_while_asking_ = true;
}

rpc::Channel* ClusterClient::channel(BrokerId broker) {
    const auto known = info_.brokers.find(broker);
    if (known == info_.brokers.end()) return nullptr;
    auto& channel = channels_[known->second];
    if (channel == nullptr) {
        channel = std::make_unique<rpc::Channel>(environment_, known->second, rpc::ChannelOptions{.client_id = config_.client_id});
    }
    return channel.get();
}

rpc::Channel& ClusterClient::any_channel() {
    std::vector<env::Endpoint> candidates;
    for (const auto& [id, endpoint] : info_.brokers) candidates.push_back(endpoint);
    for (const env::Endpoint& endpoint : config_.bootstrap_servers) candidates.push_back(endpoint);
    const env::Endpoint& chosen = candidates[next_any_++ % candidates.size()];
    auto& channel = channels_[chosen];
    if (channel == nullptr)
        channel = std::make_unique<rpc::Channel>(environment_, chosen, rpc::ChannelOptions{.client_id = config_.client_id});
    return *channel;
}

void ClusterClient::refresh(std::move_only_function<void(Status)> done) {
    waiting_.push_back(std::move(done));
    if (refresh_deadline_) return;
    refresh_deadline_ = environment_.clock.now() + config_.request_timeout;
    ask_for_metadata();
}

void ClusterClient::ask_for_metadata() {
    messages::MetadataRequest request;
    request.allow_auto_topic_creation = auto_create_;
    if (all_topics_) {
        request.topics.reset();
    } else {
        for (const std::string& topic : topics_) request.topics->push_back({.topic_id = {}, .name = topic});
    }
    topics_added_while_asking_ = false;
    // One broker that hangs must not use up the patience of the whole: another one is asked soon.
    const Duration patience = std::min<Duration>(config_.request_timeout, std::chrono::seconds(3));
    any_channel().call<messages::MetadataResponse>(
        request, metadata_version, patience, [this](Result<messages::MetadataResponse> response) {
            if (response) {
                apply(*response);
                if (topics_added_while_asking_) return ask_for_metadata();
                return finish_refresh({});
            }
            if (environment_.clock.now() >= *refresh_deadline_) {
                return finish_refresh(
                    failure(ErrorCode::NETWORK_EXCEPTION, "no broker answered a Metadata request: " + response.error().message));
            }
            retry_timer_ = environment_.clock.schedule_after(config_.retry_backoff, [this] { ask_for_metadata(); });
        });
}

void ClusterClient::apply(const messages::MetadataResponse& response) {
    // A node that is just starting answers without brokers; what was known stays of more use.
    if (!response.brokers.empty()) {
        info_.brokers.clear();
        for (const auto& broker : response.brokers) info_.brokers[broker.node_id] = {broker.host, static_cast<std::uint16_t>(broker.port)};
    }
    info_.controller = response.controller_id;
    info_.cluster_id = response.cluster_id.value_or("");
    info_.topic_errors.clear();
    if (all_topics_) info_.topics.clear();
    for (const auto& topic : response.topics) {
        const std::string name = topic.name.value_or("");
        if (topic.error_code != ErrorCode::NONE) {
            info_.topic_errors[name] = {topic.error_code, fmt::format("topic {}: {}", name, error_info(topic.error_code).meaning)};
            info_.topics.erase(name);
            continue;
        }
        TopicInfo known;
        known.id = topic.topic_id;
        known.internal = topic.is_internal;
        known.partitions.resize(topic.partitions.size());
        const auto before = info_.topics.find(name);
        for (const auto& partition : topic.partitions) {
            if (partition.partition_index < 0 || partition.partition_index >= static_cast<std::int32_t>(known.partitions.size())) continue;
            const auto index = static_cast<std::size_t>(partition.partition_index);
            PartitionInfo& entry = known.partitions[index];
            entry = {partition.leader_id, partition.leader_epoch, partition.replica_nodes, partition.isr_nodes, partition.offline_replicas};
            // A broker that lags behind may tell an older epoch (KIP-320): what is newer stays.
            if (before != info_.topics.end() && before->second.id == known.id && index < before->second.partitions.size() &&
                before->second.partitions[index].leader_epoch > entry.leader_epoch) {
                entry = before->second.partitions[index];
            }
        }
        info_.topics[name] = std::move(known);
    }
}

void ClusterClient::finish_refresh(const Status& status) {
    refresh_deadline_.reset();
    schedule_periodic_refresh();
    auto waiting = std::exchange(waiting_, {});
    if (status && refreshed_) refreshed_();
    for (auto& done : waiting) environment_.clock.post([done = std::move(done), status]() mutable { done(status); });
}

void ClusterClient::schedule_periodic_refresh() {
    periodic_timer_ = environment_.clock.schedule_after(config_.metadata_max_age, [this] { refresh([](const Status&) {}); });
}

void ClusterClient::find_coordinator(const std::string& group, std::move_only_function<void(Result<BrokerId>)> done) {
    if (const auto known = coordinators_.find(group); known != coordinators_.end()) {
        if (info_.brokers.contains(known->second)) {
            return environment_.clock.post([done = std::move(done), broker = known->second]() mutable { done(broker); });
        }
        coordinators_.erase(known);
    }
    messages::FindCoordinatorRequest request;
    request.coordinator_keys.push_back(group);
    any_channel().call<messages::FindCoordinatorResponse>(
        request, find_coordinator_version, config_.request_timeout,
        [this, group, done = std::move(done)](Result<messages::FindCoordinatorResponse> response) mutable {
            if (!response) return done(std::unexpected(response.error()));
            if (response->coordinators.size() != 1)
                return done(failure(ErrorCode::UNKNOWN_SERVER_ERROR, "FindCoordinator answered for no group"));
            const auto& found = response->coordinators.front();
            if (found.error_code != ErrorCode::NONE) {
                return done(
                    failure(found.error_code, fmt::format("the coordinator of group {}: {}", group, error_info(found.error_code).meaning)));
            }
            info_.brokers[found.node_id] = {found.host, static_cast<std::uint16_t>(found.port)};
            coordinators_[group] = found.node_id;
            done(found.node_id);
        });
}

}  // namespace vitrine::client
