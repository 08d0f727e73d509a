// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "env/environment.h"
#include "messages/metadata.h"
#include "rpc/channel.h"

// What producer, consumer and admin share: who the brokers are, which broker leads which partition, which coordinates a
// group, and a channel to each. It speaks the newest versions that a broker of this project serves; for clusters of other
// people's brokers the window uses librdkafka.
namespace vitrine::client {

struct ClientConfig {
    std::string client_id = "vitrine";
    std::vector<env::Endpoint> bootstrap_servers;
    Duration request_timeout = std::chrono::seconds(30);   // request.timeout.ms
    Duration retry_backoff = Milliseconds(100);             // retry.backoff.ms
    Duration metadata_max_age = std::chrono::minutes(5);    // metadata.max.age.ms
};

struct PartitionInfo {
    BrokerId leader{no_broker};
    LeaderEpoch leader_epoch{no_leader_epoch};
    std::vector<BrokerId> replicas;
    std::vector<BrokerId> isr;
    std::vector<BrokerId> offline_replicas;
};
struct TopicInfo {
    Uuid id;
    bool internal = false;
    std::vector<PartitionInfo> partitions;  // by index
};
struct ClusterInfo {
    std::map<BrokerId, env::Endpoint> brokers;
    std::map<std::string, TopicInfo> topics;         // those that were asked for
    std::map<std::string, Error> topic_errors;       // of the last answer
    BrokerId controller{no_broker};
    std::string cluster_id;
};

// Callbacks run later on the loop, exactly once, unless the client is destroyed first.
class ClusterClient {
public:
    ClusterClient(env::Environment environment, ClientConfig config);
    ~ClusterClient();
    ClusterClient(const ClusterClient&) = delete;
    ClusterClient& operator=(const ClusterClient&) = delete;

    // As known now; may be outdated: a broker that is asked wrongly says so, then refresh().
    [[nodiscard]] const ClusterInfo& info() const { return info_; }
    // The topics that refresh() asks for. Empty: none, only brokers.
    void watch_topic(const std::string& topic);
    // Every topic of the cluster instead of the watched ones.
    void watch_all_topics() { all_topics_ = true; }
    void allow_auto_create(bool allow) { auto_create_ = allow; }

    // Asks a broker; several calls at once share one request. Retries until `deadline` while no broker answers.
    // NETWORK_EXCEPTION: none did in time.
    void refresh(std::move_only_function<void(Status)> done);
    // What refresh() and the periodic refresh found; for who watches for new partitions.
    void on_refreshed(std::function<void()> listener) { refreshed_ = std::move(listener); }

    // None where the broker is unknown.
    [[nodiscard]] rpc::Channel* channel(BrokerId broker);
    // Some broker, the next one at each call.
    [[nodiscard]] rpc::Channel& any_channel();

    // The coordinator of a group; remembered until forget_coordinator(). COORDINATOR_NOT_AVAILABLE and others as the broker says.
    void find_coordinator(const std::string& group, std::move_only_function<void(Result<BrokerId>)> done);
    void forget_coordinator(const std::string& group) { coordinators_.erase(group); }

    [[nodiscard]] env::Environment& environment() { return environment_; }
    [[nodiscard]] const ClientConfig& config() const { return config_; }

private:
    void ask_for_metadata();
    void apply(const messages::MetadataResponse& response);
    void finish_refresh(const Status& status);
    void schedule_periodic_refresh();

    env::Environment environment_;
    ClientConfig config_;
    ClusterInfo info_;
    std::set<std::string> topics_;
    bool all_topics_ = false;
    bool auto_create_ = false;
    bool topics_added_while_asking_ = false;
    std::map<env::Endpoint, std::unique_ptr<rpc::Channel>> channels_;
    std::map<std::string, BrokerId> coordinators_;
    std::vector<std::move_only_function<void(Status)>> waiting_;
    std::optional<Instant> refresh_deadline_;
    std::size_t next_any_ = 0;
    std::function<void()> refreshed_;
    env::Timer retry_timer_;
    env::Timer periodic_timer_;
};

}  // namespace vitrine::client
