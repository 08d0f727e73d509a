// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/controller.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/assert.h"
#include "base/planted.h"
#include "metadata/broker_heartbeats.h"
#include "metadata/client_quotas.h"
#include "metadata/cluster_control.h"
#include "metadata/configuration_control.h"
#include "metadata/controller_answers.h"
#include "metadata/feature_control.h"
#include "metadata/producer_id_control.h"
#include "metadata/replication_control.h"
#include "metadata/topic_control.h"

namespace vitrine::metadata {
namespace {

Error not_controller() {
    return {ErrorCode::NOT_CONTROLLER, "This node is not the active controller: ask the one that the metadata names."};
}

}  // namespace

Controller::Controller(const env::Environment& environment, ControllerConfig config, raft::MetadataLog& log)
    : environment_(environment),
      config_(std::move(config)),
      log_(log),
      logger_(fmt::format("controller-{}", config_.node_id)),
      heartbeats_(std::make_unique<BrokerHeartbeats>(config_.broker_session_timeout)),
      features_(std::make_unique<FeatureControl>(config_)),
      configuration_(std::make_unique<ConfigurationControl>(config_)),
      replication_(std::make_unique<ReplicationControl>(config_, *configuration_)),
      topics_(std::make_unique<TopicControl>(config_, *configuration_, environment_.random)),
      cluster_(std::make_unique<ClusterControl>(config_, *heartbeats_, *replication_)) {}

Controller::~Controller() = default;

// --- requests ---

Change Controller::begin_change() const { return Change(working_, log_.log_end()); }

template <class Request, class Response, class Work>
void Controller::run(const Request& request, wire::Version version, Answer<Response> answer, Work work) {
    if (!active()) return answer(error_response(request, version, not_controller()));
    if (waiting_requests() >= config_.waiting_requests_max) {
        const Error busy{ErrorCode::REQUEST_TIMED_OUT, "Too many requests wait for the metadata quorum: try again later."};
        return answer(error_response(request, version, busy));
    }
    Change change = begin_change();
    Result<Response> response = work(change);
    if (response) {
        if (Status appended = append(change); !appended) response = std::unexpected(std::move(appended.error()));
    }
    if (!response) return answer(error_response(request, version, response.error()));
    if (VITRINE_RULE(KAFKA_14154, false, (std::is_same_v<Request, messages::AlterPartitionRequest>))) return answer(std::move(*response));
    wait_for_commit([request, version, response = std::move(*response), answer = std::move(answer)](bool committed) mutable {
        answer(committed ? std::move(response) : error_response(request, version, not_controller()));
    });
    if (!session_check_.held()) schedule_session_check();
}

void Controller::handle(const messages::BrokerRegistrationRequest& request, wire::Version version,
                        Answer<messages::BrokerRegistrationResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) {
        auto response = cluster_->register_broker(request, environment_.clock.now(), change);
        if (!response) logger_.info("broker {} is not registered: {}", request.broker_id, response.error().message);
        return response;
    });
}

void Controller::handle(const messages::BrokerHeartbeatRequest& request, wire::Version version,
                        Answer<messages::BrokerHeartbeatResponse> answer) {
    run(request, version, std::move(answer),
        [&](Change& change) { return cluster_->heartbeat(request, environment_.clock.now(), change); });
}

void Controller::handle(const messages::AssignReplicasToDirsRequest& request, wire::Version version,
                        Answer<messages::AssignReplicasToDirsResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) { return cluster_->assign_replicas_to_dirs(request, change); });
}

void Controller::handle(const messages::UnregisterBrokerRequest& request, wire::Version version,
                        Answer<messages::UnregisterBrokerResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) { return cluster_->unregister_broker(request, change); });
}

void Controller::handle(const messages::ControllerRegistrationRequest& request, wire::Version version,
                        Answer<messages::ControllerRegistrationResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) { return ClusterControl::register_controller(request, change); });
}

void Controller::handle(const messages::AlterPartitionRequest& request, wire::Version version,
                        Answer<messages::AlterPartitionResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) { return replication_->alter_partition(request, version, change); });
}

void Controller::handle(const messages::CreateTopicsRequest& request, wire::Version version, Answer<messages::CreateTopicsResponse> answer,
                        const PartitionQuota& quota) {
    run(request, version, std::move(answer),
        [&](Change& change) -> Result<messages::CreateTopicsResponse> { return topics_->create_topics(request, quota, change); });
}

void Controller::handle(const messages::DeleteTopicsRequest& request, wire::Version version, Answer<messages::DeleteTopicsResponse> answer,
                        const PartitionQuota& quota) {
    run(request, version, std::move(answer),
        [&](Change& change) -> Result<messages::DeleteTopicsResponse> { return topics_->delete_topics(request, version, quota, change); });
}

void Controller::handle(const messages::CreatePartitionsRequest& request, wire::Version version,
                        Answer<messages::CreatePartitionsResponse> answer, const PartitionQuota& quota) {
    run(request, version, std::move(answer),
        [&](Change& change) -> Result<messages::CreatePartitionsResponse> { return topics_->create_partitions(request, quota, change); });
}

void Controller::handle(const messages::ElectLeadersRequest& request, wire::Version version,
                        Answer<messages::ElectLeadersResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) { return replication_->elect_leaders(request, change); });
}

void Controller::handle(const messages::AlterPartitionReassignmentsRequest& request, wire::Version version,
                        Answer<messages::AlterPartitionReassignmentsResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) -> Result<messages::AlterPartitionReassignmentsResponse> {
        return replication_->alter_reassignments(request, change);
    });
}

void Controller::handle(const messages::ListPartitionReassignmentsRequest& request, wire::Version version,
                        Answer<messages::ListPartitionReassignmentsResponse> answer) {
    run(request, version, std::move(answer), [&](const Change& change) -> Result<messages::ListPartitionReassignmentsResponse> {
        return ReplicationControl::list_reassignments(request, change.image());
    });
}

void Controller::handle(const messages::UpdateFeaturesRequest& request, wire::Version version,
                        Answer<messages::UpdateFeaturesResponse> answer) {
    run(request, version, std::move(answer),
        [&](Change& change) { return features_->update(request, version, log_, *active_epoch_, change); });
}

void Controller::handle(const messages::AlterClientQuotasRequest& request, wire::Version version,
                        Answer<messages::AlterClientQuotasResponse> answer) {
    run(request, version, std::move(answer),
        [&](Change& change) -> Result<messages::AlterClientQuotasResponse> { return alter_client_quotas(request, change); });
}

void Controller::handle(const messages::AlterConfigsRequest& request, wire::Version version,
                        Answer<messages::AlterConfigsResponse> answer) {
    run(request, version, std::move(answer),
        [&](Change& change) -> Result<messages::AlterConfigsResponse> { return configuration_->replace(request, change); });
    // What is not named is removed: any of it may have been about unclean elections.
    if (active() && !request.validate_only) schedule_unclean_election(Duration{0});
}

void Controller::handle(const messages::IncrementalAlterConfigsRequest& request, wire::Version version,
                        Answer<messages::IncrementalAlterConfigsResponse> answer) {
    run(request, version, std::move(answer),
        [&](Change& change) -> Result<messages::IncrementalAlterConfigsResponse> { return configuration_->alter(request, change); });
    // Who allows unclean elections waits for a leader now, not for the next check.
    const bool unclean_election = std::ranges::any_of(request.resources, [](const auto& resource) {
        return std::ranges::any_of(resource.configs, [](const auto& config) { return config.name == "unclean.leader.election.enable"; });
    });
    if (active() && unclean_election && !request.validate_only) schedule_unclean_election(Duration{0});
}

void Controller::handle(const messages::AllocateProducerIdsRequest& request, wire::Version version,
                        Answer<messages::AllocateProducerIdsResponse> answer) {
    run(request, version, std::move(answer), [&](Change& change) { return ProducerIdControl::allocate(request, change); });
}

std::size_t Controller::waiting_requests() const {
    std::size_t count = 0;
    for (const Appended& appended : appended_) count += appended.waiting.size();
    return count;
}

void Controller::run_alone(std::string_view what, const std::function<void(Change&)>& work) {
    if (!active()) return;
    Change change = begin_change();
    work(change);
    const Status appended = append(change);
    // What must happen by itself cannot be refused and forgotten.
    if (!appended && active()) resign(fmt::format("{}: {}", what, appended.error().message));
}

Status Controller::append(Change& change) {
    if (change.empty()) return {};
    VITRINE_ASSERT(active(), "only the active controller appends");
    const LeaderEpoch epoch = *active_epoch_;
    last_append_ = environment_.clock.now();
    const std::vector<MetadataRecord>& records = change.records();
    std::size_t at = 0;
    while (at < records.size()) {
        // What is too much for one batch goes in several: fencing a broker of very many partitions. Each is a state to stop at.
        const std::size_t end = std::min(at + config_.records_per_batch_max, records.size());
        const bool last = end == records.size();
        const MetadataImage before = working_;
        if (last) {
            working_ = change.image();
        } else {
            Change part(before, log_.log_end());
            for (std::size_t i = at; i < end; ++i) part.add(records[i]);
            working_ = part.image();
        }
        std::vector<Bytes> values;
        values.reserve(end - at);
        for (std::size_t i = at; i < end; ++i) values.push_back(encode_record(records[i]));
        working_.offset = log_.log_end() + static_cast<std::int64_t>(values.size()) - 1;
        working_.epoch = epoch;
        const Offset expected = working_.offset;
        // Known before the log is: it may be committed as soon as it is appended, where this node is the whole quorum.
        appended_.push_back({expected, working_, last ? change.take_told() : std::vector<Told>{}, {}});
        const Result<Offset> appended = log_.append(epoch, std::move(values));
        if (!appended) {
            if (active_epoch_ != epoch) return std::unexpected(not_controller());
            appended_.pop_back();
            working_ = before;
            if (at == 0 && appended.error().code == ErrorCode::RECORD_LIST_TOO_LARGE) return std::unexpected(appended.error());
            // The log leads no more, or cannot write: in both cases somebody else must decide.
            resign(appended.error().message);
            return std::unexpected(not_controller());
        }
        VITRINE_ASSERT_CMP(*appended, ==, expected, "a batch begins at the log's end: broker epochs are offsets");
        at = end;
    }
    return {};
}

void Controller::resign(std::string_view why) {
    const LeaderEpoch epoch = *active_epoch_;
    logger_.warning("the active controller of epoch {} resigns: {}", epoch, why);
    deactivate();
    log_.resign(epoch);
}

void Controller::wait_for_commit(Waiting waiting) {
    if (appended_.empty()) waiting(active());
    else appended_.back().waiting.push_back(std::move(waiting));
}

// --- the log ---

void Controller::on_committed(const raft::CommittedBatch& batch) {
    if (fault_) return;
    // Records of another leader: this one was deposed, and is told so in a moment.
    if (active() && batch.epoch != *active_epoch_) deactivate();
    if (!active()) {
        if (Status applied = committed_.apply(batch); !applied) return fail(std::move(applied.error()));
        working_ = committed_.image();
        return;
    }
    VITRINE_ASSERT(!appended_.empty(), "an active controller's log holds nothing uncommitted but its own batches");
    VITRINE_ASSERT_CMP(batch.last_offset(), ==, appended_.front().last_offset, "batches are committed in the order of appending");
    Appended appended = std::move(appended_.front());
    appended_.pop_front();
    committed_ = ImageBuilder(std::move(appended.image));
    tell(std::move(appended.told));
    for (Waiting& waiting : appended.waiting) waiting(true);
}

void Controller::on_snapshot(const raft::SnapshotPiece& piece) {
    if (fault_) return;
    deactivate();  // who leads has what is committed: this one was deposed, and is told so in a moment
    if (Status added = snapshot_.add(piece); !added) return fail(std::move(added.error()));
    if (!piece.last) return;
    committed_ = ImageBuilder(snapshot_.take());
    working_ = committed_.image();
}

void Controller::on_leader_changed(const raft::LeaderAndEpoch& leader) {
    const bool leads = leader.leader == config_.node_id;
    if (active() && leads && leader.epoch == *active_epoch_) return;
    deactivate();
    if (!leads || stopped_) return;
    if (fault_) {
        log_.resign(leader.epoch);
        return;
    }
    activate(leader.epoch);
}

void Controller::activate(LeaderEpoch epoch) {
    active_epoch_ = epoch;
    working_ = committed_.image_before_transaction();
    heartbeats_->activate(working_, environment_.clock.now());
    last_append_ = environment_.clock.now();
    const bool empty_log = working_.offset == no_offset && !committed_.in_transaction();
    logger_.info("active controller of epoch {}, at offset {}", epoch, committed_.image().offset);

    run_alone("activation", [&](Change& change) {
        if (committed_.in_transaction()) {
            messages::AbortTransactionRecord abort;
            abort.reason = "Controller failover";
            change.add(abort);
        }
        // A transaction that was aborted may have been the bootstrap itself.
        if (empty_log || working_.features.empty()) {
            for (MetadataRecord& record : features_->bootstrap_records()) change.add(std::move(record));
        }
    });
    if (!active()) return;
    schedule_session_check();
    schedule_idle_record();
    schedule_leader_balance(config_.leader_imbalance_check_interval);
    schedule_unclean_election(config_.unclean_leader_election_interval);
}

void Controller::deactivate() {
    if (!active()) return;
    logger_.info("no longer the active controller of epoch {}", *active_epoch_);
    active_epoch_.reset();
    working_ = committed_.image();
    heartbeats_->clear();
    session_check_.cancel();
    idle_record_.cancel();
    leader_balance_.cancel();
    unclean_election_.cancel();
    // Last, and from a copy: who is answered may ask again at once.
    std::deque<Appended> lost = std::exchange(appended_, {});
    for (Appended& appended : lost) {
        for (Waiting& waiting : appended.waiting) waiting(false);
    }
}

void Controller::fail(Error error) {
    logger_.error("the metadata log cannot be applied: {}", error.message);
    fault_ = std::move(error);
}

void Controller::stop() {
    stopped_ = true;
    deactivate();
}

void Controller::tell(std::vector<Told> told) {
    const Instant now = environment_.clock.now();
    const WallTime wall_now = environment_.clock.wall_now();
    std::vector<observe::EventId> ids;
    ids.reserve(told.size());
    for (Told& event : told) {
        const std::optional<observe::EventId> cause = event.cause ? std::optional(ids[*event.cause]) : std::nullopt;
        ids.push_back(environment_.observer.record(now, wall_now, std::move(event.body), cause));
    }
}

// --- what the controller does of itself ---

void Controller::schedule_session_check() {
    session_check_.cancel();
    if (!active()) return;
    const auto expiry = heartbeats_->next_expiry(working_);
    // Sessions only grow longer while the timer runs: it may come too early, never too late.
    if (!expiry) return;
    session_check_ = environment_.clock.schedule(*expiry, [this] {
        run_alone("session check", [this](Change& change) { cluster_->fence_expired(environment_.clock.now(), change); });
        schedule_session_check();
    });
}

void Controller::schedule_idle_record() {
    idle_record_.cancel();
    if (!active() || config_.metadata_max_idle_interval.count() == 0) return;
    idle_record_ = environment_.clock.schedule(last_append_ + config_.metadata_max_idle_interval, [this] {
        const bool idle = environment_.clock.now() >= last_append_ + config_.metadata_max_idle_interval;
        if (idle) run_alone("idle record", [](Change& change) { change.add(messages::NoOpRecord{}); });
        schedule_idle_record();
    });
}

void Controller::schedule_leader_balance(Duration delay) {
    leader_balance_.cancel();
    if (!active() || !config_.auto_leader_rebalance_enable) return;
    leader_balance_ = environment_.clock.schedule_after(delay, [this] {
        bool more = false;
        run_alone("leader balance", [&](Change& change) { more = replication_->balance_leaders(change); });
        schedule_leader_balance(more ? Duration{0} : Duration(config_.leader_imbalance_check_interval));
    });
}

void Controller::schedule_unclean_election(Duration delay) {
    unclean_election_.cancel();
    if (!active()) return;
    unclean_election_ = environment_.clock.schedule_after(delay, [this] {
        bool more = false;
        run_alone("unclean election", [&](Change& change) { more = replication_->elect_unclean_leaders(change); });
        schedule_unclean_election(more ? Duration{0} : Duration(config_.unclean_leader_election_interval));
    });
}

}  // namespace vitrine::metadata
