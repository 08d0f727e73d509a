// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/partition_change.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/assert.h"
#include "base/planted.h"

namespace vitrine::metadata {
namespace {

constexpr BrokerId no_leader_change{-2};

bool contains(const std::vector<BrokerId>& list, BrokerId broker) { return std::ranges::find(list, broker) != list.end(); }

bool contains_all(const std::vector<BrokerId>& list, const std::vector<BrokerId>& members) {
    return std::ranges::all_of(members, [&](BrokerId member) { return contains(list, member); });
}

std::vector<BrokerId> without(const std::vector<BrokerId>& list, const std::vector<BrokerId>& leaving) {
    std::vector<BrokerId> rest;
    std::ranges::copy_if(list, std::back_inserter(rest), [&](BrokerId broker) { return !contains(leaving, broker); });
    return rest;
}

bool changes_nothing(const messages::PartitionChangeRecord& record) {
    return record.leader == no_leader_change && !record.isr && !record.replicas && !record.removing_replicas && !record.adding_replicas &&
           !record.eligible_leader_replicas && !record.last_known_elr && !record.directories && record.leader_recovery_state == -1;
}

}  // namespace

PartitionChangeBuilder::PartitionChangeBuilder(const PartitionRegistration& partition, TopicIdPartition id,
                                               std::function<bool(BrokerId)> acceptable_leader, std::int32_t min_isr, bool elr_enabled)
    : partition_(partition),
      id_(id),
      acceptable_leader_(std::move(acceptable_leader)),
      min_isr_(min_isr),
      elr_enabled_(elr_enabled),
      isr_(partition.isr),
      replicas_(partition.replicas),
      directories_(partition.directories),
      removing_(partition.removing_replicas),
      adding_(partition.adding_replicas),
      elr_(partition.elr),
      recovery_state_(partition.leader_recovery_state) {
    VITRINE_ASSERT_CMP(partition.replicas.size(), ==, partition.directories.size(), "each replica has a directory");
}

PartitionChangeBuilder& PartitionChangeBuilder::set_election(Election election) {
    election_ = election;
    return *this;
}
PartitionChangeBuilder& PartitionChangeBuilder::set_isr(std::vector<BrokerId> isr) {
    isr_ = std::move(isr);
    return *this;
}
PartitionChangeBuilder& PartitionChangeBuilder::set_unclean_shutdown_replicas(std::vector<BrokerId> replicas) {
    unclean_shutdown_ = std::move(replicas);
    return *this;
}
PartitionChangeBuilder& PartitionChangeBuilder::set_leader_recovery_state(LeaderRecoveryState state) {
    recovery_state_ = state;
    return *this;
}
PartitionChangeBuilder& PartitionChangeBuilder::set_directory(BrokerId replica, const Uuid& directory) {
    for (std::size_t i = 0; i < replicas_.size(); ++i) {
        if (replicas_[i] == replica) directories_[i] = directory;
    }
    return *this;
}

PartitionChangeBuilder& PartitionChangeBuilder::set_reassignment(std::vector<BrokerId> replicas, std::vector<BrokerId> removing,
                                                                 std::vector<BrokerId> adding,
                                                                 const std::function<Uuid(BrokerId)>& directory_for) {
    std::vector<Uuid> directories;
    for (const BrokerId replica : replicas) {
        directories.push_back(contains(partition_.replicas, replica) ? partition_.directory_of(replica) : directory_for(replica));
    }
    replicas_ = std::move(replicas);
    directories_ = std::move(directories);
    removing_ = std::move(removing);
    adding_ = std::move(adding);
    return *this;
}

void PartitionChangeBuilder::complete_reassignment() {
    if (removing_.empty() && adding_.empty()) return;
    const std::vector<BrokerId> target = without(replicas_, removing_);
    const auto in_isr = [&](BrokerId replica) { return contains(isr_, replica); };
    if (target.empty() || !VITRINE_RULE(KAFKA_15665, std::ranges::all_of(target, in_isr), std::ranges::any_of(target, in_isr))) return;
    std::vector<Uuid> target_directories;
    for (std::size_t i = 0; i < replicas_.size(); ++i) {
        if (!contains(removing_, replicas_[i])) target_directories.push_back(directories_[i]);
    }
    isr_ = without(isr_, removing_);
    replicas_ = target;
    directories_ = std::move(target_directories);
    removing_.clear();
    adding_.clear();
}

void PartitionChangeBuilder::populate_elr() {
    // A partition with fewer replicas than before needs no more of them in sync than it has.
    min_isr_ = std::min(min_isr_, static_cast<std::int32_t>(replicas_.size()));
    if (!elr_enabled_ || std::ssize(isr_) >= min_isr_) {
        elr_.clear();
        return;
    }
    std::set<BrokerId> candidates(elr_.begin(), elr_.end());
    candidates.insert(partition_.isr.begin(), partition_.isr.end());
    elr_.clear();
    for (const BrokerId candidate : candidates) {
        const bool eligible = contains(replicas_, candidate) && !contains(isr_, candidate) && !contains(unclean_shutdown_, candidate);
        if (eligible) elr_.push_back(candidate);
    }
}

bool PartitionChangeBuilder::valid_leader(BrokerId replica) const {
    return (contains(isr_, replica) || (isr_.empty() && contains(elr_, replica))) && acceptable_leader_(replica);
}

PartitionChangeBuilder::Elected PartitionChangeBuilder::elect() const {
    if (election_ == Election::preferred && !replicas_.empty() && valid_leader(replicas_.front())) return {replicas_.front()};
    if (valid_leader(partition_.leader)) return {partition_.leader};
    for (const BrokerId replica : replicas_) {
        if (valid_leader(replica)) return {replica};
    }
    if (elr_enabled_ && isr_.empty() && elr_.empty() && partition_.last_known_elr.size() == 1) {
        const BrokerId last_leader = partition_.last_known_elr.front();
        if (contains(replicas_, last_leader) && acceptable_leader_(last_leader)) return {last_leader, true};
    }
    if (election_ == Election::unclean) {
        for (const BrokerId replica : replicas_) {
            if (acceptable_leader_(replica)) return {replica, true};
        }
    }
    return {};
}

std::optional<PartitionChangeBuilder::Outcome> PartitionChangeBuilder::build() {
    Outcome outcome;
    messages::PartitionChangeRecord& record = outcome.record;
    record.topic_id = id_.topic_id;
    record.partition_id = id_.partition;

    complete_reassignment();
    populate_elr();

    const Elected elected = elect();
    if (elected.unclean) {
        isr_ = {elected.leader};
        elr_.clear();
        recovery_state_ = LeaderRecoveryState::recovering;
    } else if (contains(elr_, elected.leader)) {
        isr_ = {elected.leader};
        // From now on the leader alone may be enough to commit: then nobody else is eligible any more.
        elr_ = std::ssize(isr_) >= min_isr_ ? std::vector<BrokerId>{} : without(elr_, isr_);
    }
    outcome.elected = elected.leader != partition_.leader;
    outcome.unclean_election = elected.unclean;
    // A replica that is dropped must be fenced off: then the same leader gets a new epoch.
    const bool dropped = !contains_all(replicas_, partition_.replicas);
    if (outcome.elected || dropped) record.leader = elected.leader;

    if (elr_ != partition_.elr) record.eligible_leader_replicas = elr_;
    // Without ELR the last member stays in the ISR: an empty ISR would forget who has the records.
    if ((!isr_.empty() || elr_enabled_) && isr_ != partition_.isr) record.isr = isr_;

    if (elr_enabled_) {
        const bool leaderless = record.leader == no_broker || (record.leader == no_leader_change && partition_.leader == no_broker);
        const std::vector<BrokerId> last_leader{partition_.leader};
        if (record.isr && record.isr->empty() && partition_.leader != no_broker && partition_.last_known_elr != last_leader) {
            record.last_known_elr = last_leader;
        } else if (!leaderless && !partition_.last_known_elr.empty()) {
            record.last_known_elr.emplace();
        }
    }

    if (directories_ != partition_.directories) record.directories = directories_;
    if (replicas_ != partition_.replicas) record.replicas = replicas_;
    if (removing_ != partition_.removing_replicas) record.removing_replicas = removing_;
    if (adding_ != partition_.adding_replicas) record.adding_replicas = adding_;
    if (recovery_state_ != partition_.leader_recovery_state) record.leader_recovery_state = static_cast<std::int8_t>(recovery_state_);

    if (changes_nothing(record)) return std::nullopt;
    return outcome;
}

}  // namespace vitrine::metadata
