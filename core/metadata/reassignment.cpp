// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "metadata/replica_placer.h"
#include "metadata/replication_control.h"
#include "metadata/topic_control.h"

// Replicas move to other brokers (KIP-455). A partition's course:
//   settled     -> reassigning   AlterPartitionReassignments: the new replicas join the list, adding and removing are recorded
//   settled     -> settled       the same replicas in another order, or a target that is in sync already: done at once
//   reassigning -> settled       an AlterPartition, or whatever else changes the ISR, has every target replica in it
//   reassigning -> reassigning   another target
//   reassigning -> settled       cancelled: who was added goes
// Its last step is PartitionChangeBuilder's: it drops the replicas that go, and elects another leader where the leader is one of them.
namespace vitrine::metadata {
namespace {

using observe::IsrChangeCause;
using observe::LeaderChangeCause;

bool contains(const std::vector<BrokerId>& list, BrokerId broker) { return std::ranges::find(list, broker) != list.end(); }

std::vector<BrokerId> without(const std::vector<BrokerId>& list, const std::vector<BrokerId>& leaving) {
    std::vector<BrokerId> rest;
    std::ranges::copy_if(list, std::back_inserter(rest), [&](BrokerId broker) { return !contains(leaving, broker); });
    return rest;
}

Status unknown(std::string why) { return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, std::move(why)); }

}  // namespace

messages::AlterPartitionReassignmentsResponse ReplicationControl::alter_reassignments(
    const messages::AlterPartitionReassignmentsRequest& request, Change& change) const {
    messages::AlterPartitionReassignmentsResponse response;
    response.error_message.reset();
    response.allow_replication_factor_change = request.allow_replication_factor_change;
    for (const auto& requested_topic : request.topics) {
        auto& answered_topic = response.responses.emplace_back();
        answered_topic.name = requested_topic.name;
        for (const auto& requested : requested_topic.partitions) {
            const Status altered = [&]() -> Status {
                const MetadataImage image = change.image();
                const TopicImage* topic = image.topic(std::string_view(requested_topic.name));
                if (topic == nullptr) return unknown(fmt::format("Unable to find a topic named {}.", requested_topic.name));
                if (topic->partition(requested.partition_index) == nullptr) {
                    return unknown(fmt::format("Unable to find partition {}:{}.", requested_topic.name, requested.partition_index));
                }
                if (std::ssize(change.records()) >= TopicControl::records_per_request_max) {
                    return failure(ErrorCode::POLICY_VIOLATION, "Unable to perform excessively large batch operation.");
                }
                if (!requested.replicas) return cancel_reassignment(*topic, requested.partition_index, change);
                return reassign(*topic, requested.partition_index, *requested.replicas, request.allow_replication_factor_change, change);
            }();
            auto& answered = answered_topic.partitions.emplace_back();
            answered.partition_index = requested.partition_index;
            answered.error_message.reset();
            if (altered) continue;
            answered.error_code = altered.error().code;
            answered.error_message = altered.error().message;
        }
    }
    return response;
}

Status ReplicationControl::reassign(const TopicImage& topic, std::int32_t index, const std::vector<BrokerId>& target,
                                    bool other_factor_allowed, Change& change) const {
    const MetadataImage image = change.image();
    const PartitionRegistration& before = *topic.partition(index);
    if (Status valid = check_manual_assignment(image, target, std::nullopt); !valid) return valid;
    // What is under way counts as done.
    const std::size_t factor = without(before.replicas, before.removing_replicas).size();
    if (!other_factor_allowed && factor != target.size()) {
        return failure(ErrorCode::INVALID_REPLICATION_FACTOR,
                       fmt::format("The replication factor is changed from {} to {}", factor, target.size()));
    }

    std::vector<BrokerId> removing = without(before.replicas, target);
    std::ranges::sort(removing);
    // Also what a reassignment before this one added: cancelling this one leads back to the replicas before both.
    std::vector<BrokerId> adding = without(target, without(before.replicas, before.adding_replicas));
    for (const BrokerId added : before.adding_replicas) {
        if (!contains(adding, added)) adding.push_back(added);
    }
    std::ranges::sort(adding);
    // The target first: the preferred leader is the new one from now on.
    std::vector<BrokerId> replicas = target;
    replicas.insert(replicas.end(), removing.begin(), removing.end());

    change_partition(
        topic, index, {}, {LeaderChangeCause::reassignment, IsrChangeCause::reassignment, false},
        [&](PartitionChangeBuilder& builder) {
            builder.set_election(Election::online);
            builder.set_reassignment(std::move(replicas), std::move(removing), std::move(adding),
                                     [&](BrokerId replica) { return directory_for_new_replica(image, replica); });
        },
        change);
    return {};
}

Status ReplicationControl::cancel_reassignment(const TopicImage& topic, std::int32_t index, Change& change) const {
    const MetadataImage image = change.image();
    const PartitionRegistration& before = *topic.partition(index);
    if (!before.reassigning()) {
        return failure(ErrorCode::NO_REASSIGNMENT_IN_PROGRESS, std::string(error_info(ErrorCode::NO_REASSIGNMENT_IN_PROGRESS).meaning));
    }
    std::vector<BrokerId> replicas = without(before.replicas, before.adding_replicas);
    std::vector<BrokerId> isr = without(before.isr, before.adding_replicas);
    const bool unclean = isr.empty();
    if (replicas.empty() || (unclean && !configuration_.unclean_election_enabled(image, topic.name))) {
        return failure(ErrorCode::INVALID_REPLICA_ASSIGNMENT,
                       fmt::format("Unable to revert partition assignment for {}:{} because it would require an unclean leader election.",
                                   topic.name, index));
    }
    // Only replicas that go have everything: the first that stays is trusted, as in any unclean election, or the election finds another.
    if (unclean) isr.push_back(replicas.front());
    change_partition(
        topic, index, {}, {LeaderChangeCause::reassignment, IsrChangeCause::reassignment, false},
        [&](PartitionChangeBuilder& builder) {
            builder.set_isr(std::move(isr));
            if (unclean) builder.set_leader_recovery_state(LeaderRecoveryState::recovering);
            builder.set_reassignment(std::move(replicas), {}, {}, [&](BrokerId) { return Uuid{}; });
        },
        change);
    return {};
}

messages::ListPartitionReassignmentsResponse ReplicationControl::list_reassignments(
    const messages::ListPartitionReassignmentsRequest& request, const MetadataImage& image) {
    messages::ListPartitionReassignmentsResponse response;
    response.error_message.reset();
    const auto list = [&](const TopicImage& topic, const std::set<std::int32_t>* wanted) {
        messages::ListPartitionReassignmentsResponse::OngoingTopicReassignment ongoing;
        ongoing.name = topic.name;
        for (const auto& [index, partition] : topic.partitions) {
            if (!partition->reassigning() || (wanted != nullptr && !wanted->contains(index))) continue;
            ongoing.partitions.push_back({.partition_index = index,
                                          .replicas = partition->replicas,
                                          .adding_replicas = partition->adding_replicas,
                                          .removing_replicas = partition->removing_replicas});
        }
        if (!ongoing.partitions.empty()) response.topics.push_back(std::move(ongoing));
    };
    if (!request.topics) {
        for (const auto& [name, topic] : image.topics_by_name) list(*topic, nullptr);
        return response;
    }
    for (const auto& asked : *request.topics) {
        const TopicImage* topic = image.topic(std::string_view(asked.name));
        const std::set<std::int32_t> wanted(asked.partition_indexes.begin(), asked.partition_indexes.end());
        if (topic != nullptr) list(*topic, &wanted);
    }
    return response;
}

}  // namespace vitrine::metadata
