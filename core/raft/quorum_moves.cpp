// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "base/assert.h"
#include "base/planted.h"
#include "raft/quorum.h"

// How a node gets from one role to the next. The list of legal moves is in roles/role.h.
namespace vitrine::raft {
namespace {

// KafkaRaftClient's: doubled with each election that came to nothing.
constexpr Duration election_backoff_base = Milliseconds(100);
constexpr int election_backoff_doublings_max = 10;
// Of the start phase.
constexpr Duration start_election_timeout = Milliseconds(100);
constexpr Duration start_backoff_max = Milliseconds(50);

}  // namespace

// --- timeouts ---

Duration Quorum::random_up_to(Duration bound) {
    if (bound <= Duration::zero()) return Duration::zero();
    return Duration(static_cast<Duration::rep>(random_.below(static_cast<std::uint64_t>(bound.count()))));
}

Duration Quorum::staggered_start_timeout() {
    const auto place = std::ranges::lower_bound(voters_.ids(), config_.node_id) - voters_.ids().begin();
    return config_.start_timeout + place * config_.start_stagger + random_up_to(config_.start_timeout);
}

Duration Quorum::election_timeout() {
    if (in_start_phase()) return staggered_start_timeout();
    return config_.election_timeout + random_up_to(config_.election_timeout);
}

// --- what others say about epoch and leader ---

bool Quorum::learn(LeaderEpoch epoch, BrokerId leader) {
    if (epoch < election_.epoch) return true;
    if (leader != no_broker && !may_vote(leader)) return false;
    if (leader == config_.node_id) {
        if (epoch == election_.epoch) return true;  // it was once, and resigned or forgot
        // The disk forgot that this node led: it must not vote for somebody else in that epoch.
        become_unattached(epoch);
        election_.voted = config_.node_id;
        election_.voted_directory = config_.directory_id;
        return true;
    }
    if (epoch > election_.epoch) {
        if (leader == no_broker) become_unattached(epoch);
        else become_follower(epoch, leader);
        return true;
    }
    if (leader == no_broker) return true;
    if (election_.leader == no_broker) {
        become_follower(epoch, leader);
        return true;
    }
    return election_.leader == leader;
}

// --- moves ---

void Quorum::move_to(Role role) {
    const observe::QuorumRole from = this->role();
    const bool was_leader = std::holds_alternative<Leader>(role_);
    role_ = std::move(role);
    VITRINE_ASSERT(is_legal_move(from, this->role()) || VITRINE_RULE(KIP_996, false, true), "roles change as roles/role.h lists");
    VITRINE_ASSERT(stands() || (!std::holds_alternative<Prospective>(role_) && !std::holds_alternative<Candidate>(role_)),
                   "an observer does not stand for election");
    if (was_leader) end_voter_change(ErrorCode::NOT_LEADER_OR_FOLLOWER);
    told_voters_.reset();
    own_update_due_ = now_;
    reset_peers();
    if (was_leader) release_parked_fetches();
    const LeaderAndEpoch known = leader_and_epoch();
    effects_.push_back(RoleChanged{this->role(), known.epoch, known.leader});
}

void Quorum::become_unattached(LeaderEpoch epoch) {
    // A waiting node goes on waiting for the same moment: epochs that others raise again and again must not keep it from ever asking.
    std::optional<Instant> deadline;
    if (epoch > election_.epoch) {
        if (const auto* unattached = std::get_if<Unattached>(&role_)) deadline = unattached->election_deadline;
        else if (const auto* prospective = std::get_if<Prospective>(&role_)) deadline = prospective->election_deadline;
        else if (const auto* candidate = std::get_if<Candidate>(&role_)) deadline = candidate->election_deadline;
        else if (const auto* resigned = std::get_if<Resigned>(&role_)) deadline = resigned->election_deadline;
        election_ = {.epoch = epoch};
    } else if (!stands()) {
        election_.leader = no_broker;  // looks for it again
    }
    if (!deadline || *deadline <= now_) deadline = now_ + election_timeout();
    move_to(Unattached{.election_deadline = *deadline});
}

void Quorum::become_prospective() {
    if (VITRINE_RULE(KIP_996, false, true)) return become_candidate();
    const auto* follower = std::get_if<Follower>(&role_);
    const bool leader_ended = follower != nullptr && follower->leader_ended;
    const Duration timeout = in_start_phase() ? start_election_timeout + random_up_to(start_election_timeout) : election_timeout();
    move_to(
        Prospective{.ballot = Ballot(voters_.ids(), config_.node_id), .election_deadline = now_ + timeout, .leader_ended = leader_ended});
}

void Quorum::become_candidate() {
    election_ = {.epoch = election_.epoch.next(), .voted = config_.node_id, .voted_directory = config_.directory_id};
    const Duration timeout = in_start_phase() ? 2 * start_election_timeout + random_up_to(start_election_timeout) : election_timeout();
    move_to(Candidate{.ballot = Ballot(voters_.ids(), config_.node_id), .election_deadline = now_ + timeout, .backoff_until = {}});
}

void Quorum::become_leader() {
    const auto& candidate = std::get<Candidate>(role_);
    VITRINE_ASSERT(candidate.ballot.won() && own_vote_is_durable(), "a leader has the durable votes of a majority");
    std::vector<BrokerId> granting = candidate.ballot.granting();
    const Offset epoch_start = log_.end().offset;
    election_.leader = config_.node_id;
    move_to(Leader(now_, key(), voters_, granting, epoch_start, config_.fetch_timeout * 3 / 2));
    if (kraft_version() < reconfiguration_kraft_version) told_voters_ = voters_.with_updated_by_id(own_voter());
    LeaderChangeBatch batch{election_.epoch, voters_.ids(), std::move(granting), facts_at_epoch_start()};
    if (!batch.facts) return append(election_.epoch, epoch_start.next(), std::move(batch));
    history_.append({.offset = epoch_start + 1, .kraft_version = batch.facts->kraft_version, .voters = std::nullopt});
    history_.append({.offset = epoch_start + 2, .kraft_version = std::nullopt, .voters = batch.facts->voters});
    append(election_.epoch, epoch_start + 3, std::move(batch));
    take_up_voters();
}

void Quorum::become_follower(LeaderEpoch epoch, BrokerId leader) {
    VITRINE_ASSERT_CMP(epoch, >=, election_.epoch, "epochs do not go back");
    VITRINE_ASSERT_CMP(leader, !=, config_.node_id, "nobody follows itself");
    if (epoch > election_.epoch) election_ = {.epoch = epoch};
    VITRINE_ASSERT(election_.leader == no_broker || election_.leader == leader, "an epoch has one leader");
    election_.leader = leader;
    move_to(Follower{.fetch_deadline = now_ + config_.fetch_timeout, .since = now_});
}

void Quorum::become_resigned() {
    const Leader& leader = std::get<Leader>(role_);
    Resigned resigned;
    resigned.preferred_successors = leader.successors();
    for (const BrokerId voter : other_voters()) resigned.voters.emplace(voter, Resigned::Told{});
    resigned.election_deadline = now_ + election_timeout();
    move_to(std::move(resigned));
}

void Quorum::lose_pre_vote() {
    if (election_.leader != no_broker && !std::get<Prospective>(role_).leader_ended) become_follower(election_.epoch, election_.leader);
    else become_unattached(election_.epoch);
}

void Quorum::lose_election(Candidate& candidate) {
    failed_elections_ = std::min(failed_elections_ + 1, election_backoff_doublings_max);
    const Duration bound = std::min(election_backoff_base * (1 << failed_elections_), config_.election_backoff_max);
    candidate.backoff_until = now_ + random_up_to(in_start_phase() ? start_backoff_max : bound);
}

void Quorum::end_epoch_of_leader(Follower& follower, Duration until_election) {
    if (!stands()) return become_unattached(election_.epoch);
    follower.fetch_deadline = now_ + until_election;
    if (follower.leader_ended) return;
    follower.leader_ended = true;
    effects_.push_back(RoleChanged{role(), election_.epoch, no_broker});
}

// --- what time brings ---

bool Quorum::move_if_due() {
    return std::visit([this](auto& state) { return move_if_due(state); }, role_);
}

bool Quorum::move_if_due(Unattached& unattached) {
    if (!stands() || shutting_down_ || now_ < unattached.election_deadline) return false;
    become_prospective();
    return true;
}

bool Quorum::move_if_due(Prospective& prospective) {
    if (shutting_down_) return false;
    if (prospective.ballot.won()) become_candidate();
    else if (prospective.ballot.lost() || now_ >= prospective.election_deadline) lose_pre_vote();
    else return false;
    return true;
}

bool Quorum::move_if_due(Candidate& candidate) {
    if (shutting_down_) return false;
    if (candidate.backoff_until) {
        if (now_ < *candidate.backoff_until) return false;
        become_prospective();
    } else if (candidate.ballot.won()) {
        if (!own_vote_is_durable()) return false;
        become_leader();
    } else if (candidate.ballot.lost() || now_ >= candidate.election_deadline) {
        lose_election(candidate);
    } else {
        return false;
    }
    return true;
}

bool Quorum::move_if_due(Leader& leader) {
    if (!leader.check_quorum_deadline() || now_ < *leader.check_quorum_deadline()) return false;
    become_resigned();
    return true;
}

bool Quorum::move_if_due(Follower& follower) {
    if (shutting_down_ || now_ < follower.fetch_deadline) return false;
    if (stands()) become_prospective();
    else become_unattached(election_.epoch);
    return true;
}

bool Quorum::move_if_due(Resigned& resigned) {
    if (shutting_down_ || now_ < resigned.election_deadline) return false;
    // The epoch that this node led is over; in the next one it may vote and stand like everybody. Who votes no more raises none.
    become_unattached(stands() ? election_.epoch.next() : election_.epoch);
    return true;
}

}  // namespace vitrine::raft
