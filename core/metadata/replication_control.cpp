// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/replication_control.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/planted.h"
#include "metadata/cluster_control.h"

namespace vitrine::metadata {
namespace {

using messages::AlterPartitionRequest;
using messages::AlterPartitionResponse;
using observe::IsrChangeCause;
using observe::LeaderChangeCause;

bool contains(const std::vector<BrokerId>& list, BrokerId broker) { return std::ranges::find(list, broker) != list.end(); }

std::vector<BrokerId> without(const std::vector<BrokerId>& list, const std::set<BrokerId>& leaving) {
    std::vector<BrokerId> rest;
    std::ranges::copy_if(list, std::back_inserter(rest), [&](BrokerId broker) { return !leaving.contains(broker); });
    return rest;
}

bool directory_online(const BrokerRegistration& broker, const Uuid& directory) {
    const bool not_known_yet = directory == unassigned_directory || directory.is_zero();
    return not_known_yet || broker.directories.empty() || std::ranges::binary_search(broker.directories, directory);
}

// Replicas, each once, none that is not one of the partition's.
bool valid_isr(const std::vector<BrokerId>& isr, const PartitionRegistration& partition) {
    if (isr.empty()) return false;
    std::set<BrokerId> seen;
    return std::ranges::all_of(isr, [&](BrokerId broker) { return contains(partition.replicas, broker) && seen.insert(broker).second; });
}

// The first that is in one list only: who left or joined.
BrokerId difference(const std::vector<BrokerId>& from, const std::vector<BrokerId>& to) {
    for (const BrokerId broker : from) {
        if (!contains(to, broker)) return broker;
    }
    for (const BrokerId broker : to) {
        if (!contains(from, broker)) return broker;
    }
    return no_broker;
}

// Version 2 has no broker epochs: -1 is not compared.
std::vector<AlterPartitionRequest::TopicData::PartitionData::BrokerState> isr_with_epochs(
    const AlterPartitionRequest::TopicData::PartitionData& partition, wire::Version version) {
    if (version >= 3) return partition.new_isr_with_epochs;
    std::vector<AlterPartitionRequest::TopicData::PartitionData::BrokerState> states;
    for (const BrokerId broker : partition.new_isr) states.push_back({broker, no_broker_epoch});
    return states;
}

}  // namespace

bool acceptable_leader(const MetadataImage& image, const PartitionRegistration& partition, BrokerId broker) {
    const BrokerRegistration* registration = image.broker(broker);
    return registration != nullptr && registration->active() && contains(partition.replicas, broker) &&
           directory_online(*registration, partition.directory_of(broker));
}

Election ReplicationControl::default_election(const MetadataImage& image, std::string_view topic) const {
    return VITRINE_RULE(KAFKA_0_8, configuration_.unclean_election_enabled(image, topic), true) ? Election::unclean : Election::online;
}

bool ReplicationControl::leads_any(const MetadataImage& image, BrokerId broker) {
    for (const auto& [id, topic] : image.topics_by_id) {
        for (const auto& [index, partition] : topic->partitions) {
            if (partition->leader == broker) return true;
        }
    }
    return false;
}

std::optional<PartitionChangeBuilder::Outcome> ReplicationControl::change_partition(const TopicImage& topic, std::int32_t index,
                                                                                    const std::set<BrokerId>& excluded, const Cause& cause,
                                                                                    const Configure& configure, Change& change) const {
    const MetadataImage image = change.image();
    const PartitionRegistration& before = *topic.partition(index);
    PartitionChangeBuilder builder(
        before, {topic.id, index}, [&](BrokerId broker) { return !excluded.contains(broker) && acceptable_leader(image, before, broker); },
        configuration_.effective_min_isr(image, topic.name, before), image.elr_enabled());
    builder.set_election(default_election(image, topic.name));
    configure(builder);
    auto outcome = builder.build();
    if (!outcome) return std::nullopt;
    change.add(outcome->record);
    tell(topic, index, before, *change.image().partition(TopicIdPartition{topic.id, index}), outcome->unclean_election, cause, change);
    return outcome;
}

void ReplicationControl::tell(const TopicImage& topic, std::int32_t index, const PartitionRegistration& before,
                              const PartitionRegistration& after, bool unclean_election, const Cause& cause, Change& change) const {
    const TopicPartition partition{topic.name, index};
    const auto say = [&](observe::EventBody body) {
        if (cause.consequence) change.tell_consequence(std::move(body));
        else change.tell(std::move(body));
    };
    // A leader that is told of another epoch takes all from the metadata and says nothing: it knows of no reason.
    const bool leader_tells = !cause.isr && after.leader_epoch == before.leader_epoch;
    if (after.isr != before.isr && !leader_tells) {
        observe::IsrChanged event;
        event.partition = partition;
        event.from = before.isr;
        event.to = after.isr;
        // What a leader asks for changes the replicas only where it completes a reassignment.
        const IsrChangeCause unsaid = after.replicas == before.replicas ? IsrChangeCause::election : IsrChangeCause::reassignment;
        event.cause = unclean_election ? IsrChangeCause::election : cause.isr.value_or(unsaid);
        event.replica = event.cause == IsrChangeCause::election ? after.leader : difference(before.isr, after.isr);
        event.min_insync_replicas = configuration_.effective_min_isr(change.image(), topic.name, after);
        say(std::move(event));
    }
    if (after.leader != before.leader) {
        observe::LeaderElected event;
        event.partition = partition;
        event.from = before.leader;
        event.to = after.leader;
        event.epoch = after.leader_epoch;
        event.isr = after.isr;
        event.cause = unclean_election ? LeaderChangeCause::unclean_election : cause.leader;
        say(std::move(event));
    }
}

Result<AlterPartitionResponse> ReplicationControl::alter_partition(const AlterPartitionRequest& request, wire::Version version,
                                                                   Change& change) const {
    if (Status current = check_broker_epoch(change.image(), request.broker_id, request.broker_epoch); !current) {
        return std::unexpected(std::move(current.error()));
    }
    AlterPartitionResponse response;
    for (const auto& requested_topic : request.topics) {
        auto& answered_topic = response.topics.emplace_back();
        answered_topic.topic_id = requested_topic.topic_id;
        for (const auto& wanted : requested_topic.partitions) {
            auto& answered = answered_topic.partitions.emplace_back();
            answered.partition_index = wanted.partition_index;
            const MetadataImage image = change.image();
            const TopicImage* topic = image.topic(requested_topic.topic_id);
            if (topic == nullptr) {
                answered.error_code = ErrorCode::UNKNOWN_TOPIC_ID;
                continue;
            }
            auto data = wanted;
            data.new_isr_with_epochs = isr_with_epochs(wanted, version);
            answered.error_code = check_alter_partition(image, request.broker_id, topic->partition(wanted.partition_index), data);
            if (answered.error_code != ErrorCode::NONE) continue;

            const auto outcome = change_partition(
                *topic, wanted.partition_index, {}, {LeaderChangeCause::reassignment, std::nullopt, false},
                [&](PartitionChangeBuilder& builder) {
                    std::vector<BrokerId> isr;
                    for (const auto& member : data.new_isr_with_epochs) isr.push_back(member.broker_id);
                    builder.set_isr(std::move(isr)).set_leader_recovery_state(static_cast<LeaderRecoveryState>(data.leader_recovery_state));
                },
                change);
            const PartitionRegistration& after = *change.image().partition(TopicIdPartition{topic->id, wanted.partition_index});
            if (outcome && after.leader != request.broker_id) {
                // Both a record and an error: who asked must wait for the metadata before it asks again.
                answered.error_code = ErrorCode::NEW_LEADER_ELECTED;
                continue;
            }
            answered.leader_id = after.leader;
            answered.leader_epoch = after.leader_epoch;
            answered.isr = after.isr;
            answered.leader_recovery_state = static_cast<std::int8_t>(after.leader_recovery_state);
            answered.partition_epoch = after.partition_epoch;
        }
    }
    return response;
}

ErrorCode ReplicationControl::check_alter_partition(const MetadataImage& image, BrokerId sender, const PartitionRegistration* partition,
                                                    const AlterPartitionRequest::TopicData::PartitionData& request) const {
    if (partition == nullptr) return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    // Who knows more than this controller was told by a newer one: this one is deposed and does not know it yet.
    if (request.leader_epoch > partition->leader_epoch) return ErrorCode::NOT_CONTROLLER;
    if (request.partition_epoch > partition->partition_epoch) return ErrorCode::NOT_CONTROLLER;
    if (request.leader_epoch < partition->leader_epoch) return ErrorCode::FENCED_LEADER_EPOCH;
    if (sender != partition->leader) return ErrorCode::INVALID_REQUEST;
    if (request.partition_epoch < partition->partition_epoch) return ErrorCode::INVALID_UPDATE_VERSION;

    std::vector<BrokerId> isr;
    for (const auto& member : request.new_isr_with_epochs) isr.push_back(member.broker_id);
    if (!valid_isr(isr, *partition)) return ErrorCode::INVALID_REQUEST;
    if (!contains(isr, partition->leader)) return ErrorCode::INVALID_REQUEST;

    if (request.leader_recovery_state != 0 && request.leader_recovery_state != 1) return ErrorCode::INVALID_REQUEST;
    const auto recovery = static_cast<LeaderRecoveryState>(request.leader_recovery_state);
    if (recovery == LeaderRecoveryState::recovering && isr.size() > 1) return ErrorCode::INVALID_REQUEST;
    if (recovery == LeaderRecoveryState::recovering && partition->leader_recovery_state == LeaderRecoveryState::recovered) {
        return ErrorCode::INVALID_REQUEST;
    }

    // KIP-841: nobody who is fenced or going away; KIP-903: the very life of the broker that the leader saw fetching.
    for (const auto& member : request.new_isr_with_epochs) {
        const BrokerRegistration* broker = image.broker(member.broker_id);
        if (broker == nullptr || VITRINE_RULE(KIP_841, !broker->active(), false)) return ErrorCode::INELIGIBLE_REPLICA;
        if (member.broker_epoch != no_broker_epoch && member.broker_epoch != broker->epoch) return ErrorCode::INELIGIBLE_REPLICA;
    }
    return ErrorCode::NONE;
}

Status ReplicationControl::elect(std::string_view topic_name, std::int32_t index, Election election, Change& change) const {
    const MetadataImage image = change.image();
    const TopicImage* topic = image.topic(topic_name);
    if (topic == nullptr) return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("No such topic as {}", topic_name));
    const PartitionRegistration* partition = topic->partition(index);
    if (partition == nullptr) {
        return failure(ErrorCode::UNKNOWN_TOPIC_OR_PARTITION, fmt::format("No such partition as {}-{}", topic_name, index));
    }
    const bool done = election == Election::preferred ? partition->has_preferred_leader() : partition->has_leader();
    if (done) return failure(ErrorCode::ELECTION_NOT_NEEDED, std::string(error_info(ErrorCode::ELECTION_NOT_NEEDED).meaning));

    const Cause cause{election == Election::preferred ? LeaderChangeCause::preferred_election : LeaderChangeCause::leader_returned,
                      IsrChangeCause::election, false};
    change_partition(*topic, index, {}, cause, [&](PartitionChangeBuilder& builder) { builder.set_election(election); }, change);
    const PartitionRegistration& after = *change.image().partition(TopicIdPartition{topic->id, index});
    if (election == Election::preferred ? after.has_preferred_leader() : after.has_leader()) return {};
    const ErrorCode code =
        election == Election::preferred ? ErrorCode::PREFERRED_LEADER_NOT_AVAILABLE : ErrorCode::ELIGIBLE_LEADERS_NOT_AVAILABLE;
    return failure(code, std::string(error_info(code).meaning));
}

Result<messages::ElectLeadersResponse> ReplicationControl::elect_leaders(const messages::ElectLeadersRequest& request,
                                                                         Change& change) const {
    if (request.election_type != 0 && request.election_type != 1) {
        return failure(ErrorCode::INVALID_REQUEST, fmt::format("Unknown election type {}", request.election_type));
    }
    const Election election = request.election_type == 0 ? Election::preferred : Election::unclean;
    messages::ElectLeadersResponse response;
    using TopicResult = messages::ElectLeadersResponse::ReplicaElectionResult;
    const auto elect_one = [&](TopicResult& result, std::int32_t index, bool tell_not_needed) {
        Status elected = elect(result.topic, index, election, change);
        if (!elected && elected.error().code == ErrorCode::ELECTION_NOT_NEEDED && !tell_not_needed) return;
        auto& answered = result.partition_result.emplace_back();
        answered.partition_id = index;
        answered.error_message.reset();
        if (elected) return;
        answered.error_code = elected.error().code;
        answered.error_message = std::move(elected.error().message);
    };

    if (request.topic_partitions) {
        for (const auto& topic : *request.topic_partitions) {
            TopicResult& result = response.replica_election_results.emplace_back();
            result.topic = topic.topic;
            for (const std::int32_t index : topic.partitions) elect_one(result, index, true);
        }
        return response;
    }
    // Every partition: those that need no election are not named.
    const auto topics = change.image().topics_by_name;
    for (const auto& [name, topic] : topics) {
        TopicResult& result = response.replica_election_results.emplace_back();
        result.topic = name;
        for (const auto& [index, partition] : topic->partitions) elect_one(result, index, false);
    }
    return response;
}

void ReplicationControl::remove_from_isrs(const std::set<BrokerId>& brokers, LeaderChangeCause leader_cause, IsrChangeCause isr_cause,
                                          Change& change) const {
    const auto topics = change.image().topics_by_id;
    for (const auto& [id, topic] : topics) {
        for (const auto& [index, partition] : topic->partitions) {
            const bool concerned = brokers.contains(partition->leader) ||
                                   std::ranges::any_of(partition->isr, [&](BrokerId broker) { return brokers.contains(broker); });
            if (!concerned) continue;
            change_partition(
                *topic, index, brokers, {leader_cause, isr_cause, true},
                [&](PartitionChangeBuilder& builder) { builder.set_isr(without(partition->isr, brokers)); }, change);
        }
    }
}

void ReplicationControl::remove_after_unclean_shutdown(BrokerId broker, Change& change) const {
    const std::set<BrokerId> brokers{broker};
    const auto topics = change.image().topics_by_id;
    for (const auto& [id, topic] : topics) {
        for (const auto& [index, partition] : topic->partitions) {
            if (!contains(partition->isr, broker) && !contains(partition->elr, broker)) continue;
            change_partition(
                *topic, index, brokers, {LeaderChangeCause::leader_fenced, IsrChangeCause::broker_shut_down, true},
                [&](PartitionChangeBuilder& builder) {
                    builder.set_isr(without(partition->isr, brokers)).set_unclean_shutdown_replicas({broker});
                },
                change);
        }
    }
}

void ReplicationControl::elect_for_leaderless(Change& change) const {
    const auto topics = change.image().topics_by_id;
    for (const auto& [id, topic] : topics) {
        for (const auto& [index, partition] : topic->partitions) {
            if (partition->has_leader()) continue;
            change_partition(
                *topic, index, {}, {LeaderChangeCause::leader_returned, IsrChangeCause::election, true}, [](PartitionChangeBuilder&) {},
                change);
        }
    }
}

void ReplicationControl::remove_from_directories(BrokerId broker, const std::vector<Uuid>& directories, Change& change) const {
    const std::set<BrokerId> brokers{broker};
    const auto topics = change.image().topics_by_id;
    for (const auto& [id, topic] : topics) {
        for (const auto& [index, partition] : topic->partitions) {
            if (!contains(partition->isr, broker)) continue;
            if (std::ranges::find(directories, partition->directory_of(broker)) == directories.end()) continue;
            change_partition(
                *topic, index, brokers, {LeaderChangeCause::leader_fenced, IsrChangeCause::broker_fenced, false},
                [&](PartitionChangeBuilder& builder) { builder.set_isr(without(partition->isr, brokers)); }, change);
        }
    }
}

ErrorCode ReplicationControl::assign_directory(const TopicIdPartition& id, BrokerId broker, const Uuid& directory, Change& change) const {
    const MetadataImage image = change.image();
    const TopicImage* topic = image.topic(id.topic_id);
    if (topic == nullptr) return ErrorCode::UNKNOWN_TOPIC_ID;
    const PartitionRegistration* partition = topic->partition(id.partition);
    if (partition == nullptr) return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    if (!contains(partition->replicas, broker)) return ErrorCode::NOT_LEADER_OR_FOLLOWER;
    const Cause returned{LeaderChangeCause::leader_returned, IsrChangeCause::election, true};
    if (partition->directory_of(broker) != directory) {
        change_partition(
            *topic, id.partition, {}, returned, [&](PartitionChangeBuilder& builder) { builder.set_directory(broker, directory); }, change);
    }
    // By the directory that it has now.
    const MetadataImage assigned = change.image();
    const TopicImage& same_topic = *assigned.topic(id.topic_id);
    const PartitionRegistration& now = *same_topic.partition(id.partition);
    const std::set<BrokerId> brokers{broker};
    const BrokerRegistration* registration = assigned.broker(broker);
    if (registration != nullptr && !directory_online(*registration, directory) && contains(now.isr, broker)) {
        change_partition(
            same_topic, id.partition, brokers, {LeaderChangeCause::leader_fenced, IsrChangeCause::broker_fenced, false},
            [&](PartitionChangeBuilder& builder) { builder.set_isr(without(now.isr, brokers)); }, change);
    } else if (!now.has_leader()) {
        change_partition(same_topic, id.partition, {}, returned, [](PartitionChangeBuilder&) {}, change);
    }
    return ErrorCode::NONE;
}

bool ReplicationControl::elect_some(Election election, const std::function<bool(const TopicImage&, const PartitionRegistration&)>& wanted,
                                    Change& change) const {
    const auto topics = change.image().topics_by_id;
    for (const auto& [id, topic] : topics) {
        for (const auto& [index, partition] : topic->partitions) {
            if (!wanted(*topic, *partition)) continue;
            if (change.records().size() >= config_.elections_per_batch_max) return true;
            // Where nobody can be elected, nothing changes: the next check tries again.
            (void)elect(topic->name, index, election, change);
        }
    }
    return false;
}

bool ReplicationControl::balance_leaders(Change& change) const {
    return elect_some(
        Election::preferred, [](const TopicImage&, const PartitionRegistration& partition) { return !partition.has_preferred_leader(); },
        change);
}

bool ReplicationControl::elect_unclean_leaders(Change& change) const {
    const MetadataImage image = change.image();
    return elect_some(
        Election::unclean,
        [&](const TopicImage& topic, const PartitionRegistration& partition) {
            return !partition.has_leader() && configuration_.unclean_election_enabled(image, topic.name);
        },
        change);
}

}  // namespace vitrine::metadata
