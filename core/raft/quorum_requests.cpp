// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "base/assert.h"
#include "base/planted.h"
#include "raft/quorum.h"

// What a node answers to the others.
namespace vitrine::raft {
namespace {

// KafkaRaftClient's strict exponential backoff: the first successor asks at once, the second after a share of the backoff, …
Duration wait_of_successor(const std::vector<BrokerId>& successors, BrokerId self, Duration backoff_max) {
    const auto found = std::ranges::find(successors, self);
    if (found == successors.end()) return backoff_max;
    const auto place = found - successors.begin();
    if (place == 0) return Duration::zero();
    const auto halvings = std::min<std::ptrdiff_t>(std::ssize(successors) - place, 30);
    return backoff_max / (1LL << halvings);
}

}  // namespace

void Quorum::on(RequestReceived&& request) {
    std::visit([&](const auto& ask) { handle(request.id, ask); }, request.ask);
}

// --- Vote ---

void Quorum::handle(RequestId id, const VoteAsk& ask) {
    const auto refuse_vote = [&](ErrorCode error) {
        const LeaderAndEpoch known = leader_and_epoch();
        respond(id, VoteAnswer{error, known.epoch, known.leader, false});
    };
    // A candidate has raised the epoch above its log; who only asks has not.
    const bool epochs_fit = ask.pre_vote ? ask.log_end.epoch <= ask.epoch : ask.log_end.epoch < ask.epoch;
    if (ask.log_end.offset < Offset(0) || ask.log_end.epoch < LeaderEpoch(0) || !epochs_fit) return refuse_vote(ErrorCode::INVALID_REQUEST);
    if (ask.epoch < election_.epoch) return refuse_vote(ErrorCode::FENCED_LEADER_EPOCH);
    // A candidate may know better than this node who votes, and whose vote counts: the log of this one may end before kraft.version 1.
    if (!may_vote(ask.candidate) || ask.candidate == config_.node_id) return refuse_vote(ErrorCode::INCONSISTENT_VOTER_SET);
    const ReplicaKey candidate{ask.candidate, ask.directory};

    if (ask.epoch > election_.epoch) become_unattached(ask.epoch);
    if (!grants(ask) || pending_votes_.size() >= pending_votes_max) return refuse_vote(ErrorCode::NONE);

    if (ask.pre_vote) {
        // In the start phase the others are given the time to win.
        if (auto* unattached = std::get_if<Unattached>(&role_); unattached != nullptr && in_start_phase()) {
            unattached->election_deadline = std::max(unattached->election_deadline, now_ + 10 * config_.start_timeout);
        }
        effects_.push_back(VoteGranted{ask.candidate, ask.epoch, true});
        const LeaderAndEpoch known = leader_and_epoch();
        return respond(id, VoteAnswer{ErrorCode::NONE, known.epoch, known.leader, true});
    }
    if (election_.voted == no_broker) {
        election_.voted = ask.candidate;
        election_.voted_directory = ask.directory;
        // Whoever voted waits for the outcome, and does not stand itself meanwhile.
        if (std::holds_alternative<Prospective>(role_)) become_unattached(election_.epoch);
        std::get<Unattached>(role_).election_deadline = now_ + config_.election_timeout + random_up_to(config_.election_timeout);
        effects_.push_back(VoteGranted{ask.candidate, ask.epoch, false});
    }
    pending_votes_.push_back({id, candidate, ask.epoch});
}

bool Quorum::grants(const VoteAsk& ask) const {
    struct Decision {
        const VoteAsk& ask;
        const ElectionState& election;
        bool up_to_date;
        bool operator()(const Unattached& state) const {
            return state.grants({ask.candidate, ask.directory}, up_to_date, ask.pre_vote, election);
        }
        bool operator()(const Prospective& state) const {
            return state.grants({ask.candidate, ask.directory}, up_to_date, ask.pre_vote, election);
        }
        bool operator()(const Candidate& state) const { return state.grants(up_to_date, ask.pre_vote); }
        bool operator()(const Leader&) const { return false; }
        bool operator()(const Follower& state) const { return state.grants(up_to_date, ask.pre_vote); }
        bool operator()(const Resigned& state) const { return state.grants(up_to_date, ask.pre_vote); }
    };
    return std::visit(Decision{ask, election_, ask.log_end >= log_.end()}, role_);
}

void Quorum::answer_pending_votes() {
    std::erase_if(pending_votes_, [this](const PendingVote& vote) {
        const bool current = vote.epoch == election_.epoch;
        const bool durable = VITRINE_RULE(KIP_595, durable_ && durable_->epoch == vote.epoch && durable_->voted_for(vote.candidate), true);
        if (current && !durable) return false;
        const LeaderAndEpoch known = leader_and_epoch();
        respond(vote.request, VoteAnswer{ErrorCode::NONE, known.epoch, known.leader, current});
        return true;
    });
}

// --- BeginQuorumEpoch, EndQuorumEpoch ---

void Quorum::handle(RequestId id, const BeginQuorumEpochAsk& ask) {
    const auto answer = [&](ErrorCode error) {
        const LeaderAndEpoch known = leader_and_epoch();
        respond(id, EpochAnswer{error, known.epoch, known.leader});
    };
    if (ask.epoch < election_.epoch) return answer(ErrorCode::FENCED_LEADER_EPOCH);
    if (!may_vote(ask.leader) || ask.leader == config_.node_id) return answer(ErrorCode::INVALID_REQUEST);
    if (!learn(ask.epoch, ask.leader)) {
        refuse(ask.leader, "it says that it leads an epoch of which another leader is known");
        return answer(ErrorCode::INVALID_REQUEST);
    }
    if (const auto* prospective = std::get_if<Prospective>(&role_); prospective != nullptr && !prospective->leader_ended) {
        become_follower(election_.epoch, ask.leader);  // the leader lives after all
    }
    if (std::holds_alternative<Follower>(role_)) peers_[ask.leader].ready_at = now_;
    answer(ErrorCode::NONE);
}

void Quorum::handle(RequestId id, const EndQuorumEpochAsk& ask) {
    const auto answer = [&](ErrorCode error) {
        const LeaderAndEpoch known = leader_and_epoch();
        respond(id, EpochAnswer{error, known.epoch, known.leader});
    };
    if (ask.epoch < election_.epoch) return answer(ErrorCode::FENCED_LEADER_EPOCH);
    if (!may_vote(ask.leader) || ask.leader == config_.node_id) return answer(ErrorCode::INVALID_REQUEST);
    if (!learn(ask.epoch, ask.leader)) {
        refuse(ask.leader, "it says that it led an epoch of which another leader is known");
        return answer(ErrorCode::INVALID_REQUEST);
    }
    if (auto* follower = std::get_if<Follower>(&role_)) {
        // Without an order (the leader was restarted) everybody would ask at the same moment: a small stagger instead.
        end_epoch_of_leader(*follower, ask.preferred_successors.empty()
                                           ? staggered_start_timeout()
                                           : wait_of_successor(ask.preferred_successors, config_.node_id, config_.election_backoff_max));
    } else if (auto* prospective = std::get_if<Prospective>(&role_)) {
        prospective->leader_ended = true;
    }
    answer(ErrorCode::NONE);
}

// --- Fetch ---

void Quorum::handle(RequestId id, const FetchAsk& ask) {
    if (ask.offset < Offset(0) || ask.last_epoch < LeaderEpoch(0) || ask.last_epoch > ask.epoch || ask.wait_max < Duration::zero() ||
        ask.replica == config_.node_id) {
        const LeaderAndEpoch known = leader_and_epoch();
        return respond(id, FetchAnswer{.error = ErrorCode::INVALID_REQUEST, .epoch = known.epoch, .leader = known.leader});
    }
    FetchDecision decision = decide_fetch(ask.epoch, ask.offset, ask.last_epoch);
    if (decision.valid) {
        auto& leader = std::get<Leader>(role_);
        const ReplicaKey replica{ask.replica, ask.directory};
        leader.on_fetch(now_, replica, ask.offset, log_.end().offset);
        if (ReplicaProgress* progress = leader.voter(replica)) progress->begin_due = now_ + config_.fetch_timeout / 2;
        advance_leader_high_watermark();
        decision.answer.high_watermark = high_watermark_;
    }
    const bool news = !decision.valid || decision.answer.read_from != no_offset || high_watermark_ > ask.high_watermark;
    if (news || ask.wait_max == Duration::zero() || parked_fetches_.size() >= parked_fetches_max)
        return respond(id, std::move(decision.answer));
    parked_fetches_.push_back({id, ask.offset, ask.high_watermark, now_ + std::min(ask.wait_max, config_.fetch_wait_max)});
}

Quorum::FetchDecision Quorum::decide_fetch(LeaderEpoch epoch, Offset offset, LeaderEpoch last_epoch) const {
    const LeaderAndEpoch known = leader_and_epoch();
    FetchAnswer answer{.epoch = known.epoch, .leader = known.leader};
    if (epoch < election_.epoch) answer.error = ErrorCode::FENCED_LEADER_EPOCH;
    else if (epoch > election_.epoch) answer.error = ErrorCode::UNKNOWN_LEADER_EPOCH;
    else if (!std::holds_alternative<Leader>(role_)) answer.error = ErrorCode::NOT_LEADER_OR_FOLLOWER;
    if (answer.error != ErrorCode::NONE) return {std::move(answer), false};

    answer.high_watermark = high_watermark_;
    answer.log_start = log_.start();
    if (log_.needs_snapshot(offset, last_epoch)) {
        answer.snapshot = log_.snapshot();
        return {std::move(answer), false};
    }
    answer.diverging = log_.divergence(offset, last_epoch);
    if (answer.diverging) return {std::move(answer), false};
    if (offset < log_.end().offset) answer.read_from = offset;
    return {std::move(answer), true};
}

// The driver knows the snapshots that there are, and adds the bytes.
void Quorum::handle(RequestId id, const FetchSnapshotAsk& ask) {
    const LeaderAndEpoch known = leader_and_epoch();
    FetchSnapshotAnswer answer{.epoch = known.epoch, .leader = known.leader, .snapshot = ask.snapshot, .position = ask.position};
    if (ask.replica == config_.node_id) answer.error = ErrorCode::INVALID_REQUEST;
    else if (ask.epoch < election_.epoch) answer.error = ErrorCode::FENCED_LEADER_EPOCH;
    else if (ask.epoch > election_.epoch) answer.error = ErrorCode::UNKNOWN_LEADER_EPOCH;
    else if (!std::holds_alternative<Leader>(role_)) answer.error = ErrorCode::NOT_LEADER_OR_FOLLOWER;
    if (answer.error == ErrorCode::NONE) {
        auto& leader = std::get<Leader>(role_);
        const ReplicaKey replica{ask.replica, ask.directory};
        leader.on_snapshot_fetch(now_, replica);
        if (ReplicaProgress* progress = leader.voter(replica)) progress->begin_due = now_ + config_.fetch_timeout / 2;
    }
    respond(id, std::move(answer));
}

// A leader only appends: what agreed when it was parked agrees now. Completing is no sign of life of the fetcher.
void Quorum::complete_parked_fetches() {
    std::erase_if(parked_fetches_, [this](const ParkedFetch& fetch) {
        const bool records = log_.end().offset > fetch.offset;
        if (!records && high_watermark_ <= fetch.known_high_watermark && now_ < fetch.deadline) return false;
        respond(fetch.request, FetchAnswer{.epoch = election_.epoch,
                                           .leader = config_.node_id,
                                           .high_watermark = high_watermark_,
                                           .log_start = log_.start(),
                                           .read_from = records ? fetch.offset : no_offset});
        return true;
    });
}

void Quorum::release_parked_fetches() {
    const LeaderAndEpoch known = leader_and_epoch();
    for (const ParkedFetch& fetch : std::exchange(parked_fetches_, {})) {
        respond(fetch.request, FetchAnswer{.error = ErrorCode::NOT_LEADER_OR_FOLLOWER, .epoch = known.epoch, .leader = known.leader});
    }
}

}  // namespace vitrine::raft
