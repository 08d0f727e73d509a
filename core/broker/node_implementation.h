// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "broker/broker_lifecycle.h"
#include "broker/client_quotas.h"
#include "broker/connection_limits.h"
#include "broker/controller_registrar.h"
#include "broker/coordinator_bridge.h"
#include "broker/fetch_session.h"
#include "broker/node.h"
#include "broker/node_publisher.h"
#include "broker/producer_ids.h"
#include "broker/request_dispatch.h"
#include "broker/topic_creation.h"
#include "metadata/snapshot_generator.h"
#include "storage/meta_properties.h"

namespace vitrine::broker {

// The parts of a node and how they are joined. Order of the members: each uses only what stands above it.
class NodeImplementation final : public metadata::MetadataPublisher {
public:
    NodeImplementation(env::Environment environment, NodeConfig config);
    ~NodeImplementation() override;

    Status start();
    void leave(std::move_only_function<void()> left, Duration patience);
    void close(std::move_only_function<void()> done);
    void shutdown(std::move_only_function<void()> done, Duration patience);
    [[nodiscard]] NodeState state() const;
    [[nodiscard]] observe::NodeStatus status() const;
    [[nodiscard]] const NodeConfig& config() const { return node_config_; }
    [[nodiscard]] env::Endpoint broker_endpoint() const { return broker_endpoint_; }
    [[nodiscard]] env::Endpoint controller_endpoint() const { return controller_endpoint_; }
    void publish_all();
    [[nodiscard]] observe::NodeDelta snapshot(bool with_segments) const;
    [[nodiscard]] Status rebalance_group(const std::string& group, const std::string& reason) {
        return groups_->trigger_rebalance(group, reason);
    }

    // --- MetadataPublisher ---
    void on_metadata(const std::shared_ptr<const metadata::MetadataImage>& before,
                     const std::shared_ptr<const metadata::MetadataImage>& image, const metadata::ImageChanges& changes) override;
    void on_controller_changed(const raft::LeaderAndEpoch& leader) override;
    void on_metadata_fault(const Error& error) override;

private:
    Status check_config();
    Status read_config();
    // Finds out whose each log directory is, and gives those an id that have none.
    Status open_directories();
    Status check_directory(env::Disk& disk, const storage::MetaProperties& properties) const;
    Status open_logs();
    // The logs are loaded some in each turn of the loop: meanwhile the quorum elects its leader, and this broker registers, which the
    // controller refuses until the session of its former life has ended. Kafka's loads them as late as when it has caught up.
    void load_some_logs();
    // Quorum and registration wait until it is durable who this node is.
    void format_directories();
    void on_directory_failed(const storage::DirectoryFailure& failure);
    void tell_directory_failed(const std::string& path, const Error& error, std::size_t replicas);
    [[nodiscard]] std::vector<Uuid> online_directories() const;
    void make_quorum();
    void make_broker();
    void make_controller_registrar();
    Status listen();
    Status join();
    // KIP-1066
    void apply_cordoned(const metadata::MetadataImage& image);
    void apply_dynamic_config(const metadata::MetadataImage& image);
    void apply_quotas(const std::shared_ptr<const metadata::MetadataImage>& image);
    void on_caught_up();
    // Once, when the metadata are known up to the registration and all logs are loaded.
    void follow_metadata();
    // Makes the replicas follow the published image, some of what changed in each turn of the loop: a topic may bring thousands of logs,
    // and the quorum and its heartbeats are to go on meanwhile.
    void apply_to_replicas(const metadata::ImageChanges& changes);
    void apply_next_changes();
    void on_lifecycle_changed();
    void finish_leaving();
    void leave_quorum();
    void close_logs();
    void fail(const Error& error);
    [[nodiscard]] observe::CountersView counters() const;

    env::Environment environment_;
    NodeConfig node_config_;
    Logger logger_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    observe::NodeRun run_ = observe::NodeRun::starting;
    std::string failure_;
    bool started_ = false;
    bool stopping_ = false;
    std::move_only_function<void()> leaving_;
    bool left_ = false;  // the controlled shutdown is over
    bool leaving_quorum_ = false;
    bool logs_loaded_ = false;
    bool caught_up_ = false;
    bool metadata_applied_ = false;
    metadata::ImageChanges to_apply_;  // what of the published image the replicas do not follow yet
    bool applying_ = false;  // a posted task goes on with it
    bool ready_when_applied_ = false;
    std::move_only_function<void()> stopped_;
    env::Endpoint broker_endpoint_;
    env::Endpoint controller_endpoint_;
    std::vector<Uuid> directory_ids_;  // of each disk; the first is that of the metadata log
    std::map<std::size_t, Error> offline_directories_;  // by their place, when this life began
    std::set<std::size_t> unformatted_;  // whose meta.properties is to be written
    std::int64_t previous_broker_epoch_ = -1;
    std::map<std::int16_t, observe::ApiCounters> api_counters_;

    BrokerConfig config_;
    std::unique_ptr<storage::LogManager> logs_;
    std::unique_ptr<raft::RaftNode> raft_;
    std::unique_ptr<metadata::Controller> controller_;
    std::unique_ptr<metadata::MetadataLoader> loader_;
    std::unique_ptr<metadata::SnapshotGenerator> snapshot_generator_;
    std::unique_ptr<ControllerChannel> heartbeat_channel_;
    std::unique_ptr<ControllerChannel> alter_partition_channel_;
    std::unique_ptr<ControllerChannel> forwarding_channel_;
    std::unique_ptr<ControllerRegistrar> controller_registrar_;  // where this node is a controller
    std::unique_ptr<ReplicaManager> replicas_;
    std::unique_ptr<BrokerLifecycle> lifecycle_;
    std::unique_ptr<CoordinatorBridge> coordinator_bridge_;
    std::unique_ptr<coordinator::GroupCoordinator> groups_;
    std::unique_ptr<FetchSessionCache> fetch_sessions_;
    std::unique_ptr<ClientQuotas> client_quotas_;
    std::unique_ptr<ConnectionLimits> connection_limits_;
    std::unique_ptr<TopicCreation> topic_creation_;
    std::unique_ptr<ProducerIds> producer_ids_;
    std::unique_ptr<HandlerContext> handlers_;
    std::unique_ptr<NodePublisher> publisher_;
    std::unique_ptr<RequestDispatch> broker_dispatch_;
    std::unique_ptr<RequestDispatch> controller_dispatch_;
    std::unique_ptr<rpc::Server> broker_server_;
    std::unique_ptr<rpc::Server> controller_server_;
};

}  // namespace vitrine::broker
