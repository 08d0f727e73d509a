// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/logging.h"
#include "env/environment.h"
#include "messages/allocate_producer_ids.h"
#include "messages/alter_client_quotas.h"
#include "messages/alter_configs.h"
#include "messages/alter_partition.h"
#include "messages/alter_partition_reassignments.h"
#include "messages/assign_replicas_to_dirs.h"
#include "messages/broker_heartbeat.h"
#include "messages/broker_registration.h"
#include "messages/controller_registration.h"
#include "messages/create_partitions.h"
#include "messages/create_topics.h"
#include "messages/delete_topics.h"
#include "messages/elect_leaders.h"
#include "messages/incremental_alter_configs.h"
#include "messages/list_partition_reassignments.h"
#include "messages/unregister_broker.h"
#include "messages/update_features.h"
#include "metadata/change.h"
#include "metadata/controller_config.h"
#include "metadata/image.h"
#include "metadata/image_builder.h"
#include "metadata/partition_quota.h"
#include "metadata/record_serde.h"
#include "metadata/snapshot_loader.h"
#include "raft/metadata_log.h"

// The controller of one node. While the node leads the quorum it is the active controller: it decides who leads which
// partition, who is in sync, which broker is fenced. On every node it follows the metadata log, so that it can take over.
//
// Records and a response: a request is answered by reading state and proposing records; state changes only by replaying
// records, here and on every other node by the same code (apply_record()). The active controller replays its own records as
// soon as they are appended (working image), decides on by them, and answers when they are committed. An answer without
// records waits for the records that it may have seen. States:
//   standby -> active     on_leader_changed() to this node; the working image begins as the committed one
//   active  -> standby    leadership lost, or stop(): the working image is thrown away, everything that waits is answered
//                         NOT_CONTROLLER (the records may yet be committed by the next leader: a client asks again)
//   any     -> faulted    a committed record cannot be applied: the node must not act on metadata any more
// A standby answers NOT_CONTROLLER. Everything happens on the node's loop; an answer may be called inside handle().
// Source: Kafka's QuorumController and its control managers, KIP-500, KIP-631, KIP-966.
namespace vitrine::metadata {

template <class Response>
using Answer = std::move_only_function<void(Response)>;

class BrokerHeartbeats;
class ClusterControl;
class ReplicationControl;
class TopicControl;
class ConfigurationControl;
class FeatureControl;

class Controller final : public raft::MetadataLogListener {
public:
    // Does not register itself with the log: whoever owns both calls log.add_listener(controller) before the log starts.
    Controller(const env::Environment& environment, ControllerConfig config, raft::MetadataLog& log);
    ~Controller() override;
    Controller(const Controller&) = delete;
    Controller& operator=(const Controller&) = delete;

    // Each request is answered exactly once. `version` is that of the request.
    void handle(const messages::BrokerRegistrationRequest& request, wire::Version version,
                Answer<messages::BrokerRegistrationResponse> answer);
    void handle(const messages::BrokerHeartbeatRequest& request, wire::Version version, Answer<messages::BrokerHeartbeatResponse> answer);
    void handle(const messages::AssignReplicasToDirsRequest& request, wire::Version version,
                Answer<messages::AssignReplicasToDirsResponse> answer);
    void handle(const messages::UnregisterBrokerRequest& request, wire::Version version, Answer<messages::UnregisterBrokerResponse> answer);
    void handle(const messages::ControllerRegistrationRequest& request, wire::Version version,
                Answer<messages::ControllerRegistrationResponse> answer);
    void handle(const messages::AlterPartitionRequest& request, wire::Version version, Answer<messages::AlterPartitionResponse> answer);
    void handle(const messages::CreateTopicsRequest& request, wire::Version version, Answer<messages::CreateTopicsResponse> answer,
                const PartitionQuota& quota = {});
    void handle(const messages::DeleteTopicsRequest& request, wire::Version version, Answer<messages::DeleteTopicsResponse> answer,
                const PartitionQuota& quota = {});
    void handle(const messages::CreatePartitionsRequest& request, wire::Version version, Answer<messages::CreatePartitionsResponse> answer,
                const PartitionQuota& quota = {});
    void handle(const messages::ElectLeadersRequest& request, wire::Version version, Answer<messages::ElectLeadersResponse> answer);
    void handle(const messages::AlterPartitionReassignmentsRequest& request, wire::Version version,
                Answer<messages::AlterPartitionReassignmentsResponse> answer);
    // What is under way as far as it is committed when it is answered.
    void handle(const messages::ListPartitionReassignmentsRequest& request, wire::Version version,
                Answer<messages::ListPartitionReassignmentsResponse> answer);
    void handle(const messages::IncrementalAlterConfigsRequest& request, wire::Version version,
                Answer<messages::IncrementalAlterConfigsResponse> answer);
    void handle(const messages::AlterConfigsRequest& request, wire::Version version, Answer<messages::AlterConfigsResponse> answer);
    void handle(const messages::UpdateFeaturesRequest& request, wire::Version version, Answer<messages::UpdateFeaturesResponse> answer);
    void handle(const messages::AlterClientQuotasRequest& request, wire::Version version,
                Answer<messages::AlterClientQuotasResponse> answer);
    void handle(const messages::AllocateProducerIdsRequest& request, wire::Version version,
                Answer<messages::AllocateProducerIdsResponse> answer);

    void on_committed(const raft::CommittedBatch& batch) override;
    void on_snapshot(const raft::SnapshotPiece& piece) override;
    void on_leader_changed(const raft::LeaderAndEpoch& leader) override;

    // Before the node goes away: stops the timers and answers all that waits. Afterwards it stays standby.
    void stop();

    [[nodiscard]] bool active() const { return active_epoch_.has_value(); }
    [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }
    [[nodiscard]] const MetadataImage& committed_image() const { return committed_.image(); }
    // What the next request is decided by; the committed image on a standby.
    [[nodiscard]] const MetadataImage& working_image() const { return working_; }
    // How many requests wait for a commit.
    [[nodiscard]] std::size_t waiting_requests() const;

private:
    using Waiting = std::move_only_function<void(bool committed)>;
    // A batch on its way to being committed.
    struct Appended {
        Offset last_offset;
        MetadataImage image;  // that it leads to
        std::vector<Told> told;
        std::vector<Waiting> waiting;
    };

    // Runs one request: `work` takes a Change and answers a Result<Response>.
    template <class Request, class Response, class Work>
    void run(const Request& request, wire::Version version, Answer<Response> answer, Work work);
    // The same for what the controller does of itself.
    void run_alone(std::string_view what, const std::function<void(Change&)>& work);
    // Appends the records of `change`, if there are any. NOT_CONTROLLER where the log takes them no more: then this is no longer the
    // active controller. RECORD_LIST_TOO_LARGE.
    [[nodiscard]] Status append(Change& change);
    void resign(std::string_view why);
    // Runs `waiting` when everything appended so far is committed, or lost.
    void wait_for_commit(Waiting waiting);
    [[nodiscard]] Change begin_change() const;

    void activate(LeaderEpoch epoch);
    void deactivate();
    void fail(Error error);
    void tell(std::vector<Told> told);
    void schedule_session_check();
    void schedule_idle_record();
    void schedule_leader_balance(Duration delay);
    void schedule_unclean_election(Duration delay);

    env::Environment environment_;
    const ControllerConfig config_;
    raft::MetadataLog& log_;
    Logger logger_;

    ImageBuilder committed_;
    SnapshotLoader snapshot_;
    MetadataImage working_;
    std::optional<LeaderEpoch> active_epoch_;
    std::optional<Error> fault_;
    bool stopped_ = false;
    std::deque<Appended> appended_;  // not yet committed, in order
    Instant last_append_{};

    std::unique_ptr<BrokerHeartbeats> heartbeats_;
    std::unique_ptr<FeatureControl> features_;
    std::unique_ptr<ConfigurationControl> configuration_;
    std::unique_ptr<ReplicationControl> replication_;
    std::unique_ptr<TopicControl> topics_;
    std::unique_ptr<ClusterControl> cluster_;

    env::Timer session_check_;
    env::Timer idle_record_;
    env::Timer leader_balance_;
    env::Timer unclean_election_;
};

}  // namespace vitrine::metadata
