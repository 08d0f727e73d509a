// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/assert.h"
#include "raft/quorum.h"

// Voters that change (KIP-853), one at a time: any majority of the former voters and any of the next ones have a voter in common.
// Source: Kafka's AddVoterHandler, RemoveVoterHandler, UpdateVoterHandler.
namespace vitrine::raft {
namespace {

std::string names(const VoterSet& voters) {
    std::vector<std::string> keys;
    for (const Voter& voter : voters.voters()) keys.push_back(to_string(voter.key));
    return fmt::format("{}", fmt::join(keys, ", "));
}

}  // namespace

void Quorum::take_up_voters() {
    const QuorumFacts& facts = history_.latest();
    const VoterSet& voters = facts.kraft_version >= reconfiguration_kraft_version && facts.voters ? *facts.voters : configured_voters_;
    if (voters == voters_) return;
    voters_ = voters;
    const bool was_voter = std::exchange(is_voter_, voters_.contains(key()));
    know_peers();
    if (auto* leader = std::get_if<Leader>(&role_)) leader->change_voters(now_, voters_);
    if (auto* unattached = std::get_if<Unattached>(&role_); unattached != nullptr && is_voter_ && !was_voter && started_)
        unattached->election_deadline = std::max(unattached->election_deadline, now_ + election_timeout());
    effects_.push_back(VotersChanged{voters_, is_voter_});
}

bool Quorum::stands() const {
    if (is_voter_) return true;
    const Offset changed_at = history_.voters_offset();
    if (changed_at == QuorumHistory::before_log || changed_at < high_watermark_) return false;
    const auto& before = history_.at_end(changed_at).voters;
    return before && before->contains(key());
}

Voter Quorum::own_voter() const { return {.key = key(), .listeners = config_.listeners, .kraft_versions = supported_kraft_versions}; }

std::optional<QuorumFacts> Quorum::facts_at_epoch_start() const {
    if (kraft_version() < reconfiguration_kraft_version) return std::nullopt;
    const Voter* known = voters_.find(config_.node_id);
    if (known == nullptr) return std::nullopt;  // voted out by what it will commit now
    const Voter own = config_.listeners.empty() ? *known : own_voter();
    // What the format wrote is only on the disks that it was written to.
    if (history_.voters_offset() != QuorumHistory::before_log && own == *known) return std::nullopt;
    return QuorumFacts{kraft_version(), voters_.with_updated(own)};
}

Offset Quorum::append_voters(const VoterSet& voters) {
    const Offset offset = log_.end().offset;
    append(election_.epoch, offset.next(), VotersBatch{election_.epoch, voters});
    history_.append({.offset = offset, .kraft_version = std::nullopt, .voters = voters});
    take_up_voters();
    return offset;
}

// --- answers ---

void Quorum::answer_voters(RequestId id, ErrorCode error, std::string message) {
    const LeaderAndEpoch known = leader_and_epoch();
    respond(id, VotersAnswer{.error = error, .message = std::move(message), .epoch = known.epoch, .leader = known.leader});
}

void Quorum::end_voter_change(ErrorCode error, std::string message) {
    if (!change_) return;
    answer_voters(change_->request, error, std::move(message));
    change_.reset();
}

void Quorum::complete_voter_change() {
    const auto* leader = std::get_if<Leader>(&role_);
    if (leader == nullptr) return;
    if (change_) {
        if (change_->offset && high_watermark_ > *change_->offset) end_voter_change(ErrorCode::NONE);
        else if (now_ >= change_->deadline) end_voter_change(ErrorCode::REQUEST_TIMED_OUT);
    }
    // Until then it leads those that take its place (KAFKA-16530: without a vote of its own).
    if (!is_voter_ && high_watermark_ > history_.voters_offset() && high_watermark_ > leader->epoch_start()) become_resigned();
}

// --- requests ---

bool Quorum::may_change_voters(RequestId id, std::string_view doing) {
    const auto refuse_change = [&](ErrorCode error, std::string why) {
        answer_voters(id, error, std::move(why));
        return false;
    };
    const auto* leader = std::get_if<Leader>(&role_);
    if (leader == nullptr) return refuse_change(ErrorCode::NOT_LEADER_OR_FOLLOWER, {});
    if (change_ && now_ >= change_->deadline) end_voter_change(ErrorCode::REQUEST_TIMED_OUT);
    if (change_) return refuse_change(ErrorCode::REQUEST_TIMED_OUT, "Another change of the voters is under way.");
    // Else a leader of an earlier epoch may have changed them too, unknown here: two majorities without a common voter (KAFKA-16535).
    if (high_watermark_ == no_offset || high_watermark_ <= leader->epoch_start())
        return refuse_change(ErrorCode::REQUEST_TIMED_OUT, "The leader has not committed a record of its epoch yet.");
    if (kraft_version() < reconfiguration_kraft_version) {
        return refuse_change(
            ErrorCode::UNSUPPORTED_VERSION,
            fmt::format("Cluster doesn't support {} voter because the kraft.version feature is {}", doing, kraft_version()));
    }
    if (history_.voters_offset() >= high_watermark_) {
        return refuse_change(ErrorCode::REQUEST_TIMED_OUT,
                             fmt::format("The latest change of the voters, at offset {}, is not committed yet (the high watermark is {}).",
                                         history_.voters_offset(), high_watermark_));
    }
    return true;
}

void Quorum::handle(RequestId id, const AddVoterAsk& ask) {
    if (!may_change_voters(id, "adding")) return;
    if (voters_.contains(ask.voter.key.id)) {
        return answer_voters(id, ErrorCode::DUPLICATE_VOTER,
                             fmt::format("The id of {} is one of the voters' already: {}.", to_string(ask.voter.key), names(voters_)));
    }
    const BrokerId to = ask.voter.key.id;
    const Peer& peer = peers_[to];
    if (peer.in_flight || peer.ready_at > now_) {
        return answer_voters(id, ErrorCode::REQUEST_TIMED_OUT,
                             fmt::format("The new voter {} is not ready to be asked what it supports.", to_string(ask.voter.key)));
    }
    change_ = VoterChange{.request = id, .added = ask, .offset = {}, .deadline = now_ + config_.request_timeout};
    send(to, FeaturesAsk{ask.voter});
}

void Quorum::handle_response(BrokerId from, const FeaturesAsk& asked, const FeaturesAnswer& answer) {
    auto* leader = std::get_if<Leader>(&role_);
    if (leader == nullptr || !change_ || !change_->added || change_->added->voter.key.id != from) return;
    const std::string name = to_string(asked.voter.key);
    if (answer.error != ErrorCode::NONE) {
        return end_voter_change(ErrorCode::REQUEST_TIMED_OUT,
                                fmt::format("The new voter {} answered ApiVersions with {}.", name, name_of(answer.error)));
    }
    const KRaftVersionRange range = answer.kraft_versions.value_or(KRaftVersionRange{});
    if (!range.contains(kraft_version())) {
        return end_voter_change(ErrorCode::INVALID_REQUEST,
                                fmt::format("The new voter {} supports kraft.version {} to {}; the cluster's is {}.", name, range.lowest,
                                            range.highest, kraft_version()));
    }
    if (!leader->is_caught_up(now_, asked.voter.key)) {
        return end_voter_change(ErrorCode::REQUEST_TIMED_OUT,
                                fmt::format("The new voter {} lags behind: it has not fetched up to the end of the log.", name));
    }
    Voter added = asked.voter;
    added.kraft_versions = range;
    const auto voters = voters_.with(added);
    VITRINE_ASSERT(voters.has_value(), "voters do not change while another change is under way");
    const bool ack_when_committed = change_->added->ack_when_committed;
    change_->added.reset();
    change_->offset = append_voters(*voters);
    if (!ack_when_committed) end_voter_change(ErrorCode::NONE);
}

void Quorum::handle(RequestId id, const RemoveVoterAsk& ask) {
    if (!may_change_voters(id, "removing")) return;
    const auto voters = voters_.without(ask.voter);
    if (!voters) {
        return answer_voters(id, ErrorCode::VOTER_NOT_FOUND,
                             fmt::format("{} is none of the voters: {}.", to_string(ask.voter), names(voters_)));
    }
    if (voters->empty()) {
        return answer_voters(id, ErrorCode::INVALID_REQUEST,
                             fmt::format("{} is the only voter; a quorum has one at least.", to_string(ask.voter)));
    }
    change_ = VoterChange{.request = id, .added = {}, .offset = append_voters(*voters), .deadline = now_ + config_.request_timeout};
}

void Quorum::handle(RequestId id, const UpdateVoterAsk& ask) {
    if (ask.epoch < election_.epoch) return answer_voters(id, ErrorCode::FENCED_LEADER_EPOCH);
    if (ask.epoch > election_.epoch) return answer_voters(id, ErrorCode::UNKNOWN_LEADER_EPOCH);
    if (!may_change_voters(id, "updating")) return;
    if (!ask.voter.kraft_versions.contains(kraft_version())) return answer_voters(id, ErrorCode::INVALID_REQUEST);
    const auto voters = voters_.with_updated(ask.voter);
    if (!voters) return answer_voters(id, ErrorCode::VOTER_NOT_FOUND);
    // The same nodes vote: nobody waits for the commit.
    append_voters(*voters);
    answer_voters(id, ErrorCode::NONE);
}

// ApiVersions is the server's to answer.
void Quorum::handle(RequestId id, const FeaturesAsk&) { respond(id, FeaturesAnswer{.error = ErrorCode::INVALID_REQUEST}); }

// --- a voter that is somewhere else now ---

void Quorum::send_own_update(const Follower& follower) {
    if (!is_voter_ || !follower.has_fetched || config_.listeners.empty() || kraft_version() < reconfiguration_kraft_version) return;
    if (*voters_.find(config_.node_id) == own_voter()) return;
    if (now_ < own_update_due_) return wake_at(own_update_due_);
    if (peers_[election_.leader].in_flight) return;
    own_update_due_ = now_ + config_.fetch_timeout;
    send(election_.leader, UpdateVoterAsk{election_.epoch, own_voter()});
}

void Quorum::handle_response(BrokerId from, const UpdateVoterAsk& asked, const VotersAnswer& answer) {
    if (!take_over(from, asked.epoch, answer.error, answer.epoch, answer.leader)) return;
    // Asked again after a while, unless the log brings the change.
    if (answer.error != ErrorCode::NONE && answer.error != ErrorCode::REQUEST_TIMED_OUT)
        refuse(from, fmt::format("it answered UpdateRaftVoter with {}", name_of(answer.error)));
}

}  // namespace vitrine::raft
