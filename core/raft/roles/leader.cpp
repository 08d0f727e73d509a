// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft/roles/leader.h"

#include <algorithm>

#include "base/planted.h"

namespace vitrine::raft {
namespace {

void note_fetch(ReplicaProgress& replica, Instant now, Offset offset, Offset log_end) {
    if (offset >= log_end) {
        replica.last_caught_up = now;
    } else if (replica.leader_end_at_last_fetch != no_offset && offset >= replica.leader_end_at_last_fetch) {
        replica.last_caught_up = std::max(replica.last_caught_up.value_or(*replica.last_fetch), *replica.last_fetch);
    }
    replica.leader_end_at_last_fetch = log_end;
    replica.last_fetch = now;
    replica.log_end = offset;
}

}  // namespace

Leader::Leader(Instant now, const ReplicaKey& self, const VoterSet& voters, std::vector<BrokerId> granting_voters, Offset epoch_start,
               Duration check_quorum_timeout)
    : self_(self), granting_voters_(std::move(granting_voters)), epoch_start_(epoch_start), check_quorum_timeout_(check_quorum_timeout) {
    change_voters(now, voters);
}

void Leader::change_voters(Instant now, const VoterSet& voters) {
    // Voters of the configuration are known by their ids alone; with kraft.version 1 their directories become known.
    const auto still_votes = [&voters](const ReplicaKey& before) {
        const Voter* after = voters.find(before.id);
        return after != nullptr && (before.directory.is_zero() || after->key == before);
    };
    // Whoever votes no more is an observer like others.
    for (const auto& [id, progress] : voters_) {
        const ReplicaKey& key = voter_set_.find(id)->key;
        if (still_votes(key) || !progress.last_fetch) continue;
        observers_[key] = progress;
        observers_[key].begin_due = {};
    }
    std::map<BrokerId, ReplicaProgress> next;
    std::map<BrokerId, bool> fetched;
    for (const Voter& voter : voters.voters()) {
        if (voters.contains(self_) && voter.key.id == self_.id) continue;
        ReplicaProgress& progress = next[voter.key.id];
        const Voter* before = voter_set_.find(voter.key.id);
        if (before != nullptr && still_votes(before->key) && voters_.contains(voter.key.id)) {
            progress = voters_.at(voter.key.id);
            fetched[voter.key.id] = fetched_since_check_.at(voter.key.id);
            continue;
        }
        if (const auto observed = observers_.find(voter.key); observed != observers_.end()) {
            progress = observed->second;
            observers_.erase(observed);
        }
        progress.begin_due = now;
        fetched[voter.key.id] = false;
    }
    voters_ = std::move(next);
    fetched_since_check_ = std::move(fetched);
    voter_set_ = voters;
    votes_ = voters.contains(self_);
    if (voters_.empty()) check_quorum_deadline_.reset();
    else if (!check_quorum_deadline_) check_quorum_deadline_ = now + check_quorum_timeout_;
}

ReplicaProgress* Leader::voter(BrokerId id) {
    const auto found = voters_.find(id);
    return found == voters_.end() ? nullptr : &found->second;
}

ReplicaProgress* Leader::voter(const ReplicaKey& key) { return voter_set_.contains(key) ? voter(key.id) : nullptr; }

void Leader::on_fetch(Instant now, const ReplicaKey& replica, Offset offset, Offset log_end) {
    if (replica.id < BrokerId(0)) return;
    ReplicaProgress* progress = voter(replica);
    if (progress == nullptr) return note_observer(now, replica, offset, log_end);
    note_fetch(*progress, now, offset, log_end);
    note_alive(now, replica.id);
}

void Leader::on_snapshot_fetch(Instant now, const ReplicaKey& replica) {
    if (voter(replica) != nullptr) note_alive(now, replica.id);
}

void Leader::note_alive(Instant now, BrokerId voter) {
    // A majority together with this node has fetched since the last time: the check begins anew.
    fetched_since_check_[voter] = true;
    const auto fetched =
        static_cast<std::size_t>(std::ranges::count_if(fetched_since_check_, [](const auto& entry) { return entry.second; }));
    if (fetched + (votes_ ? 1 : 0) < majority()) return;
    for (auto& [id, has_fetched] : fetched_since_check_) has_fetched = false;
    check_quorum_deadline_ = now + check_quorum_timeout_;
}

void Leader::note_observer(Instant now, const ReplicaKey& replica, Offset offset, Offset log_end) {
    std::erase_if(observers_, [now](const auto& entry) { return now - *entry.second.last_fetch >= observer_session; });
    if (observers_.size() >= observers_max && !observers_.contains(replica)) return;  // served, but not shown
    note_fetch(observers_[replica], now, offset, log_end);
}

bool Leader::is_caught_up(Instant now, const ReplicaKey& observer) const {
    constexpr Duration since = std::chrono::hours(1);
    const auto found = observers_.find(observer);
    return found != observers_.end() && found->second.last_caught_up && now - *found->second.last_fetch < since;
}

std::optional<Offset> Leader::committed_end(Offset own_synced) const {
    std::vector<Offset> ends;
    if (votes_) ends.push_back(own_synced);
    for (const auto& [id, progress] : voters_) ends.push_back(progress.log_end);
    std::ranges::sort(ends, std::greater{});
    const Offset held_by_majority = ends[ends.size() / 2];
    if (VITRINE_RULE(KAFKA_12619, held_by_majority <= epoch_start_, held_by_majority < epoch_start_)) return std::nullopt;
    return held_by_majority;
}

std::vector<BrokerId> Leader::successors() const {
    std::vector<BrokerId> ids;
    for (const auto& [id, progress] : voters_) ids.push_back(id);
    std::ranges::stable_sort(ids, std::greater{}, [this](BrokerId id) { return voters_.at(id).log_end; });
    return ids;
}

}  // namespace vitrine::raft
