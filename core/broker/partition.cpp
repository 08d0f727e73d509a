// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/partition.h"

#include <algorithm>

#include "base/assert.h"
#include "base/planted.h"

namespace vitrine::broker {

namespace {

bool contains(const std::vector<BrokerId>& brokers, BrokerId broker) { return std::ranges::find(brokers, broker) != brokers.end(); }

}  // namespace

Partition::Partition(TopicPartition name, Uuid topic_id, storage::Log& log, PartitionHost& host)
    : name_(std::move(name)), topic_id_(topic_id), log_(&log), host_(host) {}

// --- metadata ---

void Partition::take_metadata(const metadata::PartitionRegistration& registration) {
    leader_ = registration.leader;
    partition_epoch_ = registration.partition_epoch;
    replicas_ = registration.replicas;
    isr_ = registration.isr;
    recovery_state_ = registration.leader_recovery_state;
    // What is committed is known now; a proposal that is still under way will be answered with an old partition epoch.
    proposal_.reset();
}

bool Partition::make_leader(const metadata::PartitionRegistration& registration) {
    if (registration.partition_epoch <= partition_epoch_ && role_ == Role::leader) return false;
    const bool newer_epoch = registration.leader_epoch > leader_epoch_;
    const bool was_leader = role_ == Role::leader;
    // What we asked for may come back as metadata before it comes as an answer.
    const std::optional<IsrProposal> asked = was_leader && !newer_epoch ? proposal_ : std::nullopt;
    const std::vector<BrokerId> isr_before = isr_;
    take_metadata(registration);
    if (asked && std::ranges::is_permutation(asked->isr, isr_)) tell_isr_change(isr_before, *asked);
    std::erase_if(followers_, [&](const auto& entry) { return !contains(replicas_, entry.first); });
    if (newer_epoch || !was_leader) {
        role_ = Role::leader;
        leader_epoch_ = registration.leader_epoch;
        epoch_start_ = log_->log_end();
        // Noted at once, not with the first append: a follower that asks about an older epoch must learn where it ended (KAFKA-7415).
        if (VITRINE_RULE(KAFKA_7415, true, false)) log_->begin_epoch(leader_epoch_);
        const Instant now = host_.now();
        for (const BrokerId replica : replicas_) {
            if (replica == host_.broker_id()) continue;
            FollowerState next;
            if (was_leader) {
                next = followers_[replica].unsettled();
                next.leader_end_at_last_fetch = epoch_start_;
            }
            // A member of the ISR has the whole lag time to make its first fetch in this epoch.
            next.last_caught_up = contains(isr_, replica) ? std::optional(now) : std::nullopt;
            next.last_fetch = was_leader && contains(isr_, replica) ? std::optional(now) : std::nullopt;
            followers_[replica] = next;
        }
        waits_for_min_isr_ = false;
    } else {
        for (const BrokerId replica : replicas_) {
            if (replica != host_.broker_id()) followers_.try_emplace(replica);
        }
    }
    // The ISR may have shrunk to what has everything already.
    if (VITRINE_RULE(KAFKA_13091, true, newer_epoch || !was_leader)) advance_high_watermark();
    host_.touched(*this);
    maybe_tell_recovered();
    return newer_epoch;
}

bool Partition::make_follower(const metadata::PartitionRegistration& registration) {
    if (registration.partition_epoch <= partition_epoch_ && role_ == Role::follower) return false;
    const bool newer_epoch = registration.leader_epoch > leader_epoch_;
    take_metadata(registration);
    role_ = Role::follower;
    leader_epoch_ = registration.leader_epoch;
    epoch_start_ = no_offset;
    followers_.clear();
    waits_for_min_isr_ = false;
    if (newer_epoch && VITRINE_RULE(KIP_101, false, true)) static_cast<void>(log_->truncate_to(log_->high_watermark()));
    host_.touched(*this);
    return newer_epoch;
}

void Partition::replace_log(storage::Log& log) {
    log_ = &log;
    // The copy has the epochs of the batches; one that began without a batch yet is noted here as where it began (KAFKA-7415).
    if (is_leader()) log.begin_epoch(leader_epoch_);
    host_.touched(*this);
}

std::set<BrokerId> Partition::maximal_isr() const {
    std::set<BrokerId> isr(isr_.begin(), isr_.end());
    if (proposal_ && proposal_->joining) isr.insert(*proposal_->joining);
    return isr;
}

std::int32_t Partition::effective_min_isr() const {
    const std::int32_t configured = VITRINE_RULE(KAFKA_0_8, log_->config().min_insync_replicas, 1);
    return std::min(configured, static_cast<std::int32_t>(std::max<std::size_t>(replicas_.size(), 1)));
}

ErrorCode Partition::check(LeaderEpoch asked_in, bool leader_only) const {
    if (asked_in != no_leader_epoch) {
        // Who is behind must refresh its metadata; who is ahead must wait until we have learned (KIP-320).
        if (asked_in < leader_epoch_) return ErrorCode::FENCED_LEADER_EPOCH;
        if (asked_in > leader_epoch_) return ErrorCode::UNKNOWN_LEADER_EPOCH;
    }
    if (leader_only && role_ != Role::leader) return ErrorCode::NOT_LEADER_OR_FOLLOWER;
    return ErrorCode::NONE;
}

// --- leading ---

Result<storage::AppendInfo> Partition::append(ByteSpan batches, bool acks_all, const storage::AppendOptions& options) {
    VITRINE_ASSERT(is_leader(), "who appends has looked whether this broker leads");
    if (acks_all && under_min_isr()) {
        return failure(ErrorCode::NOT_ENOUGH_REPLICAS,
                       fmt::format("The size of the current ISR of {} is {}, insufficient to satisfy the min.isr requirement of {}", name_,
                                   isr_.size(), effective_min_isr()));
    }
    auto info = log_->append_as_leader(batches, leader_epoch_, options);
    if (info && !info->duplicate) {
        advance_high_watermark();
        host_.touched(*this);
    }
    return info;
}

std::optional<ErrorCode> Partition::replicated_up_to(Offset required, LeaderEpoch appended_in) const {
    // In a newer epoch of our own the records are still there: a leader never truncates.
    if (!is_leader() || appended_in > leader_epoch_) return ErrorCode::NOT_LEADER_OR_FOLLOWER;
    if (log_->high_watermark() < required) return std::nullopt;
    return under_min_isr() ? ErrorCode::NOT_ENOUGH_REPLICAS_AFTER_APPEND : ErrorCode::NONE;
}

FetchResult Partition::read(const FetchPartition& request, const FetchParams& params, std::int64_t bytes_max, bool min_one_batch) {
    FetchResult result;
    result.high_watermark = log_->high_watermark();
    result.last_stable_offset = log_->last_stable_offset();
    result.log_start = log_->log_start();
    // Before the read: an append that follows must not keep a follower from counting as caught up.
    result.leader_log_end = log_->log_end();

    if (request.last_fetched_epoch != no_leader_epoch) {
        const auto end = log_->end_offset_for_epoch(request.last_fetched_epoch);
        // Below the log start there is nothing to compare with; an epoch of the future is nobody's.
        if (!end || end->epoch == no_leader_epoch || end->end_offset == no_offset || request.fetch_offset < result.log_start) {
            result.error = ErrorCode::OFFSET_OUT_OF_RANGE;
            return result;
        }
        // Asked about an epoch that was never here, the answer is the end of the largest lower one (KIP-279).
        if (end->epoch < request.last_fetched_epoch || end->end_offset < request.fetch_offset) {
            result.diverging = *end;
            return result;
        }
    }

    // One value of each bound for the whole read (KAFKA-9807): the loop is single-threaded, and the bound is taken once.
    storage::ReadOptions options;
    options.bytes_max = std::min(bytes_max, request.bytes_max);
    options.min_one_batch = min_one_batch;
    if (!params.from_follower()) options.upper_bound = params.read_committed ? result.last_stable_offset : result.high_watermark;
    auto read = log_->read(request.fetch_offset, options);
    if (!read) {
        result.error = read.error().code;
        return result;
    }
    if (params.read_committed && !read->slices.empty()) {
        auto aborted = log_->aborted_transactions(request.fetch_offset, result.last_stable_offset);
        if (!aborted) {
            result.error = aborted.error().code;
            return result;
        }
        result.aborted = std::move(*aborted);
    }
    result.slices = std::move(read->slices);
    result.size_bytes = read->size_bytes;
    result.available_bytes = read->available_bytes;
    return result;
}

ErrorCode Partition::note_follower_fetch(const FetchPartition& request, const FetchParams& params, Offset leader_end) {
    const auto found = followers_.find(params.replica);
    // The follower may know of a reassignment that we have not heard of; it tries again.
    if (found == followers_.end()) return ErrorCode::UNKNOWN_LEADER_EPOCH;
    FollowerState& follower = found->second;
    follower = follower.unsettled();
    const metadata::BrokerRegistration* registration = host_.registration_of(params.replica);
    // A fetch of an earlier life of that broker says nothing about its present log.
    if (params.replica_epoch != no_broker_epoch && registration != nullptr && registration->epoch > params.replica_epoch) {
        return ErrorCode::NOT_LEADER_OR_FOLLOWER;
    }

    const Instant now = host_.now();
    FollowerState next = follower;
    next.log_start = request.log_start_offset;
    next.log_end = request.fetch_offset;
    if (request.fetch_offset >= leader_end) {
        next.last_caught_up = now;
    } else if (request.fetch_offset >= follower.leader_end_at_last_fetch && follower.leader_end_at_last_fetch != no_offset) {
        // It has what we had at its last fetch: then it was caught up at that time.
        if (follower.last_fetch && (!next.last_caught_up || *next.last_caught_up < *follower.last_fetch))
            next.last_caught_up = follower.last_fetch;
    }
    next.leader_end_at_last_fetch = std::max(leader_end, follower.leader_end_at_last_fetch);
    next.last_fetch = now;
    next.broker_epoch = params.replica_epoch;
    const bool moved = next.log_end != follower.log_end;
    const bool start_moved = next.log_start != follower.log_start;
    follower = next;

    maybe_expand_isr(params.replica);
    if ((moved && advance_high_watermark()) || start_moved) host_.touched(*this);
    return ErrorCode::NONE;
}

bool Partition::settle(BrokerId follower, const std::shared_ptr<const Instant>& fetched_at) {
    const auto found = followers_.find(follower);
    if (!is_leader() || found == followers_.end() || !contains(isr_, follower) || found->second.log_end != log_->log_end()) return false;
    found->second.settled_fetch = fetched_at;
    return true;
}

void Partition::unsettle(BrokerId follower) {
    if (const auto found = followers_.find(follower); found != followers_.end()) found->second = found->second.unsettled();
}

Result<Offset> Partition::delete_records(Offset offset) {
    VITRINE_ASSERT(is_leader(), "who deletes has looked whether this broker leads");
    if (!log_->config().cleanup_delete) {
        return failure(ErrorCode::POLICY_VIOLATION,
                       fmt::format("Records of partition {} can not be deleted due to the configured policy", name_));
    }
    const Offset start = offset == unknown_high_watermark ? log_->high_watermark() : offset;
    if (start < Offset(0))
        return failure(ErrorCode::OFFSET_OUT_OF_RANGE, fmt::format("The offset {} for partition {} is not valid", start, name_));
    const Offset before = log_->log_start();
    if (auto advanced = log_->advance_log_start(start); !advanced) return std::unexpected(std::move(advanced.error()));
    if (log_->log_start() != before) host_.touched(*this);
    return start;
}

Offset Partition::low_watermark() const {
    Offset lowest = log_->log_start();
    if (const auto copy = host_.copy_start(name_)) lowest = std::min(lowest, *copy);
    for (const auto& [broker, follower] : followers_) {
        const metadata::BrokerRegistration* registration = host_.registration_of(broker);
        if (registration != nullptr && !registration->fenced) lowest = std::min(lowest, follower.log_start);
    }
    return lowest;
}

bool Partition::is_eligible(BrokerId follower) const {
    const auto found = followers_.find(follower);
    if (found == followers_.end() || !found->second.broker_epoch) return false;
    const metadata::BrokerRegistration* registration = host_.registration_of(follower);
    // A fenced or stopping broker may not come back into the ISR (KIP-841): it might be the only one left soon.
    if (registration == nullptr || VITRINE_RULE(KIP_841, !registration->active(), false)) return false;
    // The life that fetched is the life that is registered (KIP-903).
    return *found->second.broker_epoch == no_broker_epoch || *found->second.broker_epoch == registration->epoch;
}

void Partition::maybe_expand_isr(BrokerId follower) {
    if (proposal_ || contains(isr_, follower) || !is_eligible(follower)) return;
    const Offset end = followers_.at(follower).log_end;
    // Not only the high watermark, which may be behind at the start of an epoch, but all that this leader began with (KAFKA-7128).
    if (end < log_->high_watermark() || VITRINE_RULE(KAFKA_7128, end < epoch_start_, false)) return;
    std::vector<BrokerId> isr = isr_;
    isr.push_back(follower);
    propose(std::move(isr), follower, follower, observe::IsrChangeCause::caught_up, Milliseconds(0));
}

void Partition::maybe_shrink_isr() {
    if (!is_leader() || proposal_) return;
    const Instant now = host_.now();
    std::vector<BrokerId> stay;
    std::vector<BrokerId> leave;
    for (const BrokerId member : isr_) {
        if (member == host_.broker_id()) {
            stay.push_back(member);
            continue;
        }
        const auto found = followers_.find(member);
        const bool in_sync = found != followers_.end() && found->second.is_caught_up(log_->log_end(), now, host_.lag_time_max());
        (in_sync ? stay : leave).push_back(member);
    }
    if (leave.empty()) return;
    const auto found = followers_.find(leave.front());
    const auto last = found == followers_.end() ? std::nullopt : found->second.caught_up_at();
    propose(std::move(stay), std::nullopt, leave.front(), observe::IsrChangeCause::lag_time,
            Milliseconds(last ? to_milliseconds(now - *last) : 0));
}

void Partition::maybe_tell_recovered() {
    if (!is_leader() || !recovering() || proposal_) return;
    propose(isr_, std::nullopt, host_.broker_id(), observe::IsrChangeCause::election, Milliseconds(0));
}

void Partition::propose(std::vector<BrokerId> isr, std::optional<BrokerId> joining, BrokerId replica, observe::IsrChangeCause cause,
                        Milliseconds behind) {
    IsrProposal proposal;
    for (const BrokerId member : isr) {
        if (member == host_.broker_id()) {
            proposal.broker_epochs.push_back(host_.broker_epoch());
            continue;
        }
        const auto found = followers_.find(member);
        // Unknown only of a member that has not fetched from this leader yet; the controller then checks nothing for it.
        const bool known = VITRINE_RULE(KIP_903, found != followers_.end() && found->second.broker_epoch, false);
        proposal.broker_epochs.push_back(known ? *found->second.broker_epoch : no_broker_epoch);
    }
    proposal.isr = std::move(isr);
    proposal.joining = joining;
    proposal.leader_epoch = leader_epoch_;
    proposal.partition_epoch = partition_epoch_;
    proposal.replica = replica;
    proposal.cause = cause;
    proposal.behind = behind;
    proposal_ = std::move(proposal);
    host_.propose_isr(*this);
}

bool Partition::on_isr_answer(const IsrProposal& asked, ErrorCode error, const std::optional<IsrGranted>& granted) {
    const bool still_asking = is_leader() && proposal_ && proposal_->leader_epoch == asked.leader_epoch &&
                              proposal_->partition_epoch == asked.partition_epoch && proposal_->isr == asked.isr;
    if (!still_asking) return false;
    switch (error) {
        case ErrorCode::NONE: break;
        case ErrorCode::OPERATION_NOT_ATTEMPTED:
        case ErrorCode::INELIGIBLE_REPLICA:
            // Certainly not done: back to what is committed. The follower's next fetch may ask again.
            proposal_.reset();
            if (advance_high_watermark()) host_.touched(*this);
            return false;
        case ErrorCode::UNKNOWN_TOPIC_OR_PARTITION:
        case ErrorCode::UNKNOWN_TOPIC_ID:
        case ErrorCode::FENCED_LEADER_EPOCH:
        case ErrorCode::INVALID_UPDATE_VERSION:
        case ErrorCode::INVALID_REQUEST:
        case ErrorCode::NEW_LEADER_ELECTED:
            // The controller knows more than we do. The proposal stays in force until metadata tell: the maximal ISR must hold
            // whoever may have been let in.
            return false;
        default: return true;
    }
    VITRINE_ASSERT(granted.has_value(), "an answer without an error carries the partition's state");
    // Of an earlier state, or of a leadership that is not ours: metadata bring the truth.
    if (granted->leader_epoch != leader_epoch_ || granted->leader != host_.broker_id() || granted->partition_epoch < partition_epoch_)
        return false;
    const std::vector<BrokerId> before = std::exchange(isr_, granted->isr);
    partition_epoch_ = granted->partition_epoch;
    // Every proposal says that this leader has recovered.
    recovery_state_ = metadata::LeaderRecoveryState::recovered;
    proposal_.reset();
    tell_isr_change(before, asked);
    // A shrink may be all that acks=all waited for (KAFKA-13091); an expansion may have ended a wait for min.insync.replicas.
    if (VITRINE_RULE(KAFKA_13091, true, asked.joining.has_value())) advance_high_watermark();
    host_.touched(*this);
    return false;
}

void Partition::tell_isr_change(const std::vector<BrokerId>& before, const IsrProposal& asked) {
    if (before == isr_) return;
    host_.tell(observe::IsrChanged{.partition = name_,
                                   .from = before,
                                   .to = isr_,
                                   .cause = asked.cause,
                                   .replica = asked.replica,
                                   .behind = asked.behind,
                                   .min_insync_replicas = effective_min_isr()});
}

void Partition::maybe_advance_high_watermark() {
    if (is_leader() && advance_high_watermark()) host_.touched(*this);
}

bool Partition::advance_high_watermark() {
    if (!is_leader()) return false;
    // Below min.insync.replicas nothing more becomes visible, whatever the acks (KAFKA-15583, KIP-966).
    if (VITRINE_RULE(KAFKA_15583, under_min_isr(), false)) {
        if (log_->high_watermark() < log_->log_end() && !waits_for_min_isr_) {
            waits_for_min_isr_ = true;
            host_.tell(observe::HighWatermarkWaits{
                .partition = name_, .isr_size = static_cast<std::int32_t>(isr_.size()), .min_insync_replicas = effective_min_isr()});
        }
        return false;
    }
    waits_for_min_isr_ = false;
    const std::set<BrokerId> isr = maximal_isr();
    const Instant now = host_.now();
    Offset lowest = log_->log_end();
    for (const auto& [broker, follower] : followers_) {
        // A follower that is in step and about to be let in counts already: else it could be let in above its own log end.
        const auto caught_up = follower.caught_up_at();
        const bool counts = isr.contains(broker) || (caught_up && now - *caught_up <= host_.lag_time_max() && is_eligible(broker));
        if (counts) lowest = std::min(lowest, follower.log_end);
    }
    if (lowest < Offset(0)) return false;
    return log_->advance_high_watermark(lowest);
}

// --- views ---

observe::ReplicaView Partition::view(bool with_segments, BrokerId fetching_from) const {
    observe::ReplicaView view;
    view.partition = name_;
    view.topic_id = topic_id_;
    view.role = log_->failed() ? observe::ReplicaRole::offline
                : is_leader()  ? observe::ReplicaRole::leader
                               : observe::ReplicaRole::follower;
    view.leader_epoch = leader_epoch_;
    view.log_start = log_->log_start();
    view.log_end = log_->log_end();
    view.high_watermark = log_->high_watermark();
    view.last_stable_offset = log_->last_stable_offset();
    view.size_bytes = log_->size_bytes();
    if (is_leader()) {
        view.isr = isr_;
        for (const auto& [broker, state] : followers_) {
            const FollowerState follower = state.unsettled();
            view.followers.push_back({.broker = broker,
                                      .log_end = follower.log_end,
                                      .last_caught_up = follower.last_caught_up,
                                      .last_fetch = follower.last_fetch,
                                      .in_isr = contains(isr_, broker),
                                      .settled = state.settled_fetch != nullptr && state.log_end == log_->log_end()});
        }
    } else {
        view.fetching_from = fetching_from;
    }
    if (with_segments) view.segments = log_->segments_view();
    return view;
}

}  // namespace vitrine::broker
