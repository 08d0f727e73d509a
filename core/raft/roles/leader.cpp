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

Leader::Leader(Instant now, BrokerId self, const std::vector<BrokerId>& voters, std::vector<BrokerId> granting_voters, Offset epoch_start,
               Duration check_quorum_timeout)
    : granting_voters_(std::move(granting_voters)), epoch_start_(epoch_start), check_quorum_timeout_(check_quorum_timeout) {
    for (const BrokerId id : voters) {
        if (id == self) continue;
        voters_[id].begin_due = now;
        fetched_since_check_[id] = false;
    }
    if (!voters_.empty()) check_quorum_deadline_ = now + check_quorum_timeout;
}

ReplicaProgress* Leader::voter(BrokerId id) {
    const auto found = voters_.find(id);
    return found == voters_.end() ? nullptr : &found->second;
}

void Leader::on_fetch(Instant now, BrokerId replica, Offset offset, Offset log_end) {
    if (replica < BrokerId(0)) return;
    ReplicaProgress* progress = voter(replica);
    if (progress == nullptr) return note_observer(now, replica, offset, log_end);
    note_fetch(*progress, now, offset, log_end);
    note_alive(now, replica);
}

void Leader::on_snapshot_fetch(Instant now, BrokerId replica) {
    if (voter(replica) != nullptr) note_alive(now, replica);
}

void Leader::note_alive(Instant now, BrokerId voter) {
    // A majority together with this node has fetched since the last time: the check begins anew.
    fetched_since_check_[voter] = true;
    const auto fetched =
        static_cast<std::size_t>(std::ranges::count_if(fetched_since_check_, [](const auto& entry) { return entry.second; }));
    const std::size_t majority = (voters_.size() + 1) / 2 + 1;
    if (fetched + 1 < majority) return;
    for (auto& [id, has_fetched] : fetched_since_check_) has_fetched = false;
    check_quorum_deadline_ = now + check_quorum_timeout_;
}

void Leader::note_observer(Instant now, BrokerId replica, Offset offset, Offset log_end) {
    std::erase_if(observers_, [now](const auto& entry) { return now - *entry.second.last_fetch >= observer_session; });
    if (observers_.size() >= observers_max && !observers_.contains(replica)) return;  // served, but not shown
    note_fetch(observers_[replica], now, offset, log_end);
}

std::optional<Offset> Leader::committed_end(Offset own_synced) const {
    std::vector<Offset> ends{own_synced};
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
