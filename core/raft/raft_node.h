// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/logging.h"
#include "env/environment.h"
#include "messages/add_raft_voter.h"
#include "messages/begin_quorum_epoch.h"
#include "messages/describe_quorum.h"
#include "messages/end_quorum_epoch.h"
#include "messages/fetch.h"
#include "messages/fetch_snapshot.h"
#include "messages/remove_raft_voter.h"
#include "messages/update_raft_voter.h"
#include "messages/vote.h"
#include "observe/view.h"
#include "raft/metadata_log.h"
#include "raft/quorum_config.h"

namespace vitrine::raft {

struct RaftConfig {
    // node_id and timings; the rest is filled from what follows.
    QuorumConfig quorum;
    // controller.quorum.voters, this node included unless it only observes. Where the log says who votes (kraft.version 1) they only say
    // where these nodes listen.
    std::map<BrokerId, env::Endpoint> voters;
    std::vector<env::Endpoint> bootstrap_servers;  // controller.quorum.bootstrap.servers
    std::optional<env::Endpoint> own_endpoint;  // where this node's controller listens, if it is not in `voters`
    Duration request_timeout = Milliseconds(2000);  // controller.quorum.request.timeout.ms
    std::string cluster_id;  // requests of another cluster are refused
    Uuid directory_id;  // of meta.properties
    std::string controller_listener_name = "CONTROLLER";  // controller.listener.names
    std::int32_t segment_bytes = 1024 * 1024 * 1024;  // metadata.log.segment.bytes
    Milliseconds segment_ms{7 * 24 * 3600 * 1000LL};  // metadata.log.segment.ms
    std::int64_t retention_bytes = 100 * 1024 * 1024;  // metadata.max.retention.bytes, of log and snapshots; -1: no limit
    Milliseconds retention_ms{7 * 24 * 3600 * 1000LL};  // metadata.max.retention.ms; -1: no limit
    Duration clean_interval = std::chrono::minutes(1);  // a constant in Kafka: how often the log is cut at its start
};

// A voter or observer of the KRaft quorum with its log (__cluster_metadata-0), its snapshots and its quorum-state file: drives raft::Quorum
// over the ports of one node. Owned by the node, on whose loop everything happens. Destroying it is a kill: nothing more is
// written or sent; answers not given yet are dropped. Listeners and answers are not called inside append() and resign(); they may
// call everything here, but not destroy this object.
class RaftNode final : public MetadataLog, public MetadataSnapshots {
public:
    RaftNode(env::Environment environment, RaftConfig config, const Logger& logger);
    ~RaftNode() override;
    RaftNode(const RaftNode&) = delete;
    RaftNode& operator=(const RaftNode&) = delete;

    // Opens (or creates) the log and the quorum-state file and takes part from now on; once. Listeners may be added before.
    // KAFKA_STORAGE_ERROR: unreadable; the sentence names the file. INVALID_CONFIG: the voters or the node id are wrong.
    [[nodiscard]] Status start();
    // Called at most once, on the loop: the disk failed and this node takes no more part; it answers requests with
    // BROKER_NOT_AVAILABLE. Kafka's process halts then. The callback may destroy this object.
    void on_failure(std::move_only_function<void(const Error&)> failed);

    // --- MetadataLog ---
    void add_listener(MetadataLogListener& listener) override;  // the listener outlives this object
    [[nodiscard]] Result<Offset> append(LeaderEpoch epoch, std::vector<Bytes> values) override;
    void resign(LeaderEpoch epoch) override;
    [[nodiscard]] LeaderAndEpoch leader() const override;
    [[nodiscard]] Offset high_watermark() const override;
    [[nodiscard]] Offset log_end() const override;
    [[nodiscard]] std::int16_t kraft_version() const override;
    [[nodiscard]] Status upgrade_kraft_version(LeaderEpoch epoch, std::int16_t version, bool validate_only) override;

    // --- MetadataSnapshots ---
    [[nodiscard]] Status write_snapshot(SnapshotOrder order, std::move_only_function<void(Status)> done) override;
    [[nodiscard]] std::optional<OffsetAndEpoch> latest_snapshot() const;

    // --- requests that arrived at the controller's listener ---
    // `answer` is called exactly once, in this call or later (the metadata log's Fetch waits for news; a vote waits for the disk),
    // or never if the node is destroyed first.
    template <class Response>
    using AnswerTo = std::move_only_function<void(Response)>;
    void handle(const messages::VoteRequest& request, AnswerTo<messages::VoteResponse> answer);
    void handle(const messages::BeginQuorumEpochRequest& request, AnswerTo<messages::BeginQuorumEpochResponse> answer);
    void handle(const messages::EndQuorumEpochRequest& request, AnswerTo<messages::EndQuorumEpochResponse> answer);
    // Only of the metadata log. Records lie in the log's files (ForeignBytes). `version` decides between topic name and id.
    void handle(const messages::FetchRequest& request, wire::Version version, AnswerTo<messages::FetchResponse> answer);
    void handle(const messages::FetchSnapshotRequest& request, AnswerTo<messages::FetchSnapshotResponse> answer);
    // Changes of the voters (KIP-853): the leader's to do, others answer NOT_LEADER_OR_FOLLOWER.
    void handle(const messages::AddRaftVoterRequest& request, AnswerTo<messages::AddRaftVoterResponse> answer);
    void handle(const messages::RemoveRaftVoterRequest& request, AnswerTo<messages::RemoveRaftVoterResponse> answer);
    void handle(const messages::UpdateRaftVoterRequest& request, AnswerTo<messages::UpdateRaftVoterResponse> answer);
    // NOT_LEADER_OR_FOLLOWER where this node does not lead.
    [[nodiscard]] messages::DescribeQuorumResponse describe(const messages::DescribeQuorumRequest& request) const;

    // --- what it shows ---
    [[nodiscard]] observe::QuorumView view() const;
    // The endpoint of a voter's controller listener, e.g. of the leader; none where it is not known.
    [[nodiscard]] std::optional<env::Endpoint> endpoint_of(BrokerId voter) const;

    // Leaves the quorum politely: a leader asks the others to elect and waits for that (bounded); others just stop. `done` runs on
    // the loop, never in this call, when the log is closed and durable; it may destroy this object. The node then takes no more part
    // and answers requests with BROKER_NOT_AVAILABLE.
    void shutdown(std::move_only_function<void()> done);

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitrine::raft
