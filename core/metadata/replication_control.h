// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "base/error.h"
#include "messages/alter_partition.h"
#include "messages/alter_partition_reassignments.h"
#include "messages/elect_leaders.h"
#include "messages/list_partition_reassignments.h"
#include "metadata/change.h"
#include "metadata/configuration_control.h"
#include "metadata/partition_change.h"
#include "observe/event.h"

namespace vitrine::metadata {

// Who leads which partition and who is in sync: AlterPartition, elections, and what follows when brokers come and go.
// Source: Kafka's ReplicationControlManager. It looks through all partitions where Kafka keeps indexes by broker: what asks is
// rare (a broker fenced, unfenced, shutting down), and state that is not kept cannot go wrong.
class ReplicationControl {
public:
    ReplicationControl(const ControllerConfig& config, const ConfigurationControl& configuration)
        : config_(config), configuration_(configuration) {}

    // STALE_BROKER_EPOCH for the whole request; everything else is an error of the partition, checked in Kafka's order.
    // NEW_LEADER_ELECTED: the records are written and the one who asked no longer leads.
    [[nodiscard]] Result<messages::AlterPartitionResponse> alter_partition(const messages::AlterPartitionRequest& request,
                                                                           wire::Version version, Change& change) const;
    [[nodiscard]] Result<messages::ElectLeadersResponse> elect_leaders(const messages::ElectLeadersRequest& request, Change& change) const;

    // Each partition is answered for itself: UNKNOWN_TOPIC_OR_PARTITION, INVALID_REPLICA_ASSIGNMENT, NO_REASSIGNMENT_IN_PROGRESS,
    // INVALID_REPLICATION_FACTOR (KIP-860), POLICY_VIOLATION. See reassignment.cpp for the course of a reassignment.
    [[nodiscard]] messages::AlterPartitionReassignmentsResponse alter_reassignments(
        const messages::AlterPartitionReassignmentsRequest& request, Change& change) const;
    [[nodiscard]] static messages::ListPartitionReassignmentsResponse list_reassignments(
        const messages::ListPartitionReassignmentsRequest& request, const MetadataImage& image);

    // The brokers leave every ISR and lead nothing any more. Called before the record that fences them is added.
    void remove_from_isrs(const std::set<BrokerId>& brokers, observe::LeaderChangeCause leader_cause, observe::IsrChangeCause isr_cause,
                          Change& change) const;
    // The broker lost what it had not synced: it leaves every ISR and ELR (KIP-966).
    void remove_after_unclean_shutdown(BrokerId broker, Change& change) const;
    // Partitions without a leader get one where they can. Called after the record that unfences a broker.
    void elect_for_leaderless(Change& change) const;
    // These replicas of the broker are on directories that failed.
    void remove_from_directories(BrokerId broker, const std::vector<Uuid>& directories, Change& change) const;
    // The broker's replica lies in that directory. Where it is offline, the replica leaves the ISR; where a partition without a leader gets
    // a candidate by it, that one leads. UNKNOWN_TOPIC_ID, UNKNOWN_TOPIC_OR_PARTITION, NOT_LEADER_OR_FOLLOWER.
    [[nodiscard]] ErrorCode assign_directory(const TopicIdPartition& partition, BrokerId broker, const Uuid& directory,
                                             Change& change) const;

    // One batch of preferred elections, or of unclean ones where those are enabled; true when there may be more to do.
    bool balance_leaders(Change& change) const;
    bool elect_unclean_leaders(Change& change) const;

    [[nodiscard]] static bool leads_any(const MetadataImage& image, BrokerId broker);

private:
    using Configure = std::function<void(PartitionChangeBuilder&)>;
    struct Cause {
        observe::LeaderChangeCause leader = observe::LeaderChangeCause::leader_fenced;
        // Nothing: the leader itself tells, with its reason, unless the change makes its epoch another.
        std::optional<observe::IsrChangeCause> isr;
        bool consequence = false;
    };
    // Adds the record, if any, and tells of it. `excluded` may not lead.
    std::optional<PartitionChangeBuilder::Outcome> change_partition(const TopicImage& topic, std::int32_t index,
                                                                    const std::set<BrokerId>& excluded, const Cause& cause,
                                                                    const Configure& configure, Change& change) const;
    void tell(const TopicImage& topic, std::int32_t index, const PartitionRegistration& before, const PartitionRegistration& after,
              bool unclean_election, const Cause& cause, Change& change) const;
    [[nodiscard]] ErrorCode check_alter_partition(const MetadataImage& image, BrokerId sender, const PartitionRegistration* partition,
                                                  const messages::AlterPartitionRequest::TopicData::PartitionData& request) const;
    Status reassign(const TopicImage& topic, std::int32_t index, const std::vector<BrokerId>& target, bool other_factor_allowed,
                    Change& change) const;
    Status cancel_reassignment(const TopicImage& topic, std::int32_t index, Change& change) const;
    [[nodiscard]] Status elect(std::string_view topic, std::int32_t index, Election election, Change& change) const;
    // Elections of `election` for the partitions that `wanted` names, at most elections_per_batch_max of them.
    bool elect_some(Election election, const std::function<bool(const TopicImage&, const PartitionRegistration&)>& wanted,
                    Change& change) const;
    [[nodiscard]] Election default_election(const MetadataImage& image, std::string_view topic) const;

    const ControllerConfig& config_;
    const ConfigurationControl& configuration_;
};

// Whether the broker may lead the partition: it lives, is not shutting down, and the replica's directory is online.
[[nodiscard]] bool acceptable_leader(const MetadataImage& image, const PartitionRegistration& partition, BrokerId broker);

}  // namespace vitrine::metadata
