// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "messages/metadata_records.h"
#include "metadata/image.h"

namespace vitrine::metadata {

enum class Election {
    preferred,  // the first replica, where it is in sync
    online,     // any that is in sync or eligible; the present leader first
    unclean,    // as online, else any that lives: committed records may be lost
};

// Decides how one partition changes: who leads, which ISR, which eligible leader replicas (ELR). Rules:
//  - Leader: the present one where it may stay; else the first replica in the ISR, or in the ELR when the ISR is empty, that is
//    acceptable; else the last known leader when ISR and ELR are empty (unclean); else, with unclean election, any acceptable
//    replica; else none.
//  - ELR: while ISR < min ISR, (ELR + ISR before) - ISR - replicas that shut down uncleanly; empty once ISR >= min ISR, also
//    where the election itself made the ISR large enough (min ISR 1).
//  - An unclean election makes the new leader the whole ISR and its recovery state RECOVERING.
//  - A reassignment is complete when every target replica is in the ISR (KAFKA-15665): the others are dropped, from the ELR too.
// Source: Kafka's PartitionChangeBuilder; KIP-704, KIP-966.
class PartitionChangeBuilder {
public:
    // `acceptable_leader`: alive, not shutting down, its directory online. `min_isr`: already limited by the replica count.
    PartitionChangeBuilder(const PartitionRegistration& partition, TopicIdPartition id, std::function<bool(BrokerId)> acceptable_leader,
                           std::int32_t min_isr, bool elr_enabled);

    PartitionChangeBuilder& set_election(Election election);
    PartitionChangeBuilder& set_isr(std::vector<BrokerId> isr);
    PartitionChangeBuilder& set_unclean_shutdown_replicas(std::vector<BrokerId> replicas);
    PartitionChangeBuilder& set_leader_recovery_state(LeaderRecoveryState state);
    PartitionChangeBuilder& set_directory(BrokerId replica, const Uuid& directory);
    // Other replicas, of which those in `adding` are new and those in `removing` go when all the others are in sync. `directory_for`
    // a replica that is new in the list.
    PartitionChangeBuilder& set_reassignment(std::vector<BrokerId> replicas, std::vector<BrokerId> removing, std::vector<BrokerId> adding,
                                             const std::function<Uuid(BrokerId)>& directory_for);

    struct Outcome {
        messages::PartitionChangeRecord record;
        bool unclean_election = false;
        bool elected = false;  // the leader is another one, or none
    };
    // Nothing where nothing changes.
    [[nodiscard]] std::optional<Outcome> build();

private:
    struct Elected {
        BrokerId leader{no_broker};
        bool unclean = false;
    };
    void complete_reassignment();
    void populate_elr();
    [[nodiscard]] bool valid_leader(BrokerId replica) const;
    [[nodiscard]] Elected elect() const;

    const PartitionRegistration& partition_;
    TopicIdPartition id_;
    std::function<bool(BrokerId)> acceptable_leader_;
    std::int32_t min_isr_;
    bool elr_enabled_;
    Election election_ = Election::online;
    std::vector<BrokerId> isr_;
    std::vector<BrokerId> replicas_;
    std::vector<Uuid> directories_;
    std::vector<BrokerId> removing_;
    std::vector<BrokerId> adding_;
    std::vector<BrokerId> elr_;
    std::vector<BrokerId> unclean_shutdown_;
    LeaderRecoveryState recovery_state_;
};

}  // namespace vitrine::metadata
