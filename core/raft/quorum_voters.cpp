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

// What a leader may answer to a change of voters that is right in itself: it comes too early or too late.
bool is_of_the_moment(ErrorCode error) {
    switch (error) {
        case ErrorCode::NONE:
        case ErrorCode::REQUEST_TIMED_OUT:
        case ErrorCode::NOT_LEADER_OR_FOLLOWER:
        case ErrorCode::FENCED_LEADER_EPOCH:
        case ErrorCode::UNKNOWN_LEADER_EPOCH:
        case ErrorCode::DUPLICATE_VOTER:
        case ErrorCode::VOTER_NOT_FOUND:
        case ErrorCode::UNSUPPORTED_VERSION: return true;
        default: return false;
    }
}

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

bool Quorum::may_lead_a_change(RequestId id) {
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
    return true;
}

bool Quorum::may_change_voters(RequestId id, std::string_view doing) {
    if (!may_lead_a_change(id)) return false;
    const auto refuse_change = [&](ErrorCode error, std::string why) {
        answer_voters(id, error, std::move(why));
        return false;
    };
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
    if (kraft_version() < reconfiguration_kraft_version) return note_told_voter(id, ask.voter);
    if (!may_change_voters(id, "updating")) return;
    if (!ask.voter.kraft_versions.contains(kraft_version())) return answer_voters(id, ErrorCode::INVALID_REQUEST);
    const auto voters = voters_.with_updated(ask.voter);
    if (!voters) return answer_voters(id, ErrorCode::VOTER_NOT_FOUND);
    // The same nodes vote: nobody waits for the commit.
    append_voters(*voters);
    answer_voters(id, ErrorCode::NONE);
}

// The configuration says who votes: what a voter tells of itself is remembered for the day when the log shall say it.
void Quorum::note_told_voter(RequestId id, const Voter& voter) {
    if (!may_lead_a_change(id)) return;
    if (!told_voters_) return answer_voters(id, ErrorCode::REQUEST_TIMED_OUT);
    if (!voter.kraft_versions.contains(kraft_version())) return answer_voters(id, ErrorCode::INVALID_REQUEST);
    auto voters = told_voters_->with_updated_by_id(voter);
    if (!voters) return answer_voters(id, ErrorCode::VOTER_NOT_FOUND);
    told_voters_ = std::move(voters);
    answer_voters(id, ErrorCode::NONE);
}

// ApiVersions is the server's to answer.
void Quorum::handle(RequestId id, const FeaturesAsk&) { respond(id, FeaturesAnswer{.error = ErrorCode::INVALID_REQUEST}); }

// --- kraft.version is raised (Kafka's LeaderState.maybeAppendUpgradedKRaftVersion) ---

Result<bool> Quorum::check_upgrade(std::int16_t version) const {
    const auto refuse_upgrade = [](std::string why) { return failure(ErrorCode::INVALID_UPDATE_VERSION, std::move(why)); };
    if (!std::holds_alternative<Leader>(role_))
        return failure(ErrorCode::NOT_CONTROLLER, "Upgrade kraft version failed because the replica is not the current leader");
    if (version == kraft_version()) return false;
    if (version < kraft_version()) {
        return refuse_upgrade(
            fmt::format("Invalid upgrade of kraft.version from version KRAFT_VERSION_{} to KRAFT_VERSION_{} because the new version is a "
                        "downgrade",
                        kraft_version(), version));
    }
    if (!supported_kraft_versions.contains(version) || !told_voters_) {
        return refuse_upgrade(
            fmt::format("Invalid upgrade of kraft.version from version KRAFT_VERSION_{} to KRAFT_VERSION_{}", kraft_version(), version));
    }
    if (!told_voters_->all_support(version)) {
        return refuse_upgrade(
            fmt::format("Invalid upgrade of kraft.version to KRAFT_VERSION_{} because not all of the voters support it", version));
    }
    // A leader without a directory or a listener of its own: no node of a cluster is one.
    if (!told_voters_->all_directories_known())
        return refuse_upgrade(fmt::format("Directory id must be known for all of the voters: {}", names(*told_voters_)));
    return true;
}

void Quorum::on(UpgradeRequested&& upgrade) {
    const auto allowed = check_upgrade(upgrade.kraft_version);
    VITRINE_ASSERT(leads_in(upgrade.epoch) && allowed && *allowed, "an upgrade is checked first");
    const VoterSet voters = *std::exchange(told_voters_, std::nullopt);
    const Offset offset = log_.end().offset;
    append(upgrade.epoch, offset + 2, UpgradeBatch{upgrade.epoch, upgrade.kraft_version, voters});
    history_.append({.offset = offset, .kraft_version = upgrade.kraft_version, .voters = std::nullopt});
    history_.append({.offset = offset + 1, .kraft_version = std::nullopt, .voters = voters});
    take_up_voters();
}

// --- a voter that is somewhere else now, or that its leader knows by its id alone ---

void Quorum::send_own_update(const Follower& follower) {
    if (!is_voter_ || !follower.has_fetched || config_.listeners.empty()) return;
    Instant due = own_update_due_;
    if (kraft_version() < reconfiguration_kraft_version) {
        if (follower.told_leader || config_.directory_id.is_zero()) return;
        due = std::max(due, follower.since + config_.fetch_timeout);  // of an epoch that lasts
    } else if (*voters_.find(config_.node_id) == own_voter()) {
        return;
    }
    if (now_ < due) return wake_at(due);
    if (peers_[election_.leader].in_flight) return;
    own_update_due_ = now_ + config_.fetch_timeout;
    send(election_.leader, UpdateVoterAsk{election_.epoch, own_voter()});
}

void Quorum::handle_response(BrokerId from, const UpdateVoterAsk& asked, const VotersAnswer& answer) {
    if (!take_over(from, asked.epoch, answer.error, answer.epoch, answer.leader)) return;
    auto* follower = std::get_if<Follower>(&role_);
    if (follower != nullptr && (answer.error == ErrorCode::NONE || answer.error == ErrorCode::UNSUPPORTED_VERSION))
        follower->told_leader = true;
    // Asked again after a while, unless the log brings the change.
    if (!is_of_the_moment(answer.error)) refuse(from, fmt::format("it answered UpdateRaftVoter with {}", name_of(answer.error)));
}

// --- an observer that joins by itself (KafkaRaftClient.pollFollowerAsObserver) ---

void Quorum::send_own_join(const Follower& follower) {
    if (!config_.auto_join || is_voter_ || config_.listeners.empty() || kraft_version() < reconfiguration_kraft_version) return;
    const Instant due = std::max(own_update_due_, follower.since + config_.fetch_timeout);
    if (now_ < due) return wake_at(due);
    if (peers_[election_.leader].in_flight) return;
    own_update_due_ = now_ + config_.fetch_timeout;
    // Who voted with this id has another disk: it is gone, or shall not run any more.
    if (const Voter* former = voters_.find(config_.node_id)) return send(election_.leader, RemoveVoterAsk{former->key});
    // Answered once it is written: this node's own fetches may be needed for the commit.
    send(election_.leader, AddVoterAsk{own_voter(), false});
}

void Quorum::handle_response(BrokerId from, const AddVoterAsk&, const VotersAnswer& answer) {
    note_join_answer(from, "AddRaftVoter", answer);
}

void Quorum::handle_response(BrokerId from, const RemoveVoterAsk&, const VotersAnswer& answer) {
    note_join_answer(from, "RemoveRaftVoter", answer);
}

// It says nothing about epoch and leader; what is next to do, the log shows, and time.
void Quorum::note_join_answer(BrokerId from, std::string_view request, const VotersAnswer& answer) {
    own_update_due_ = now_ + config_.fetch_timeout;
    if (!is_of_the_moment(answer.error)) refuse(from, fmt::format("it answered {} with {}", request, name_of(answer.error)));
}

}  // namespace vitrine::raft
