// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metadata/cluster_control.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/planted.h"
#include "metadata/feature_control.h"

namespace vitrine::metadata {
namespace {

using observe::IsrChangeCause;
using observe::LeaderChangeCause;

messages::BrokerRegistrationChangeRecord change_record(const BrokerRegistration& broker) {
    messages::BrokerRegistrationChangeRecord record;
    record.broker_id = broker.id;
    record.broker_epoch = broker.epoch;
    return record;
}

messages::RegisterBrokerRecord register_record(const messages::BrokerRegistrationRequest& request) {
    messages::RegisterBrokerRecord record;
    record.broker_id = request.broker_id;
    record.incarnation_id = request.incarnation_id;
    record.rack = request.rack;
    for (const auto& listener : request.listeners) {
        record.end_points.push_back({listener.name, listener.host, listener.port, listener.security_protocol});
    }
    for (const auto& feature : request.features) {
        record.features.push_back({feature.name, feature.min_supported_version, feature.max_supported_version});
    }
    record.log_dirs = request.log_dirs;
    return record;
}

}  // namespace

Status check_broker_epoch(const MetadataImage& image, BrokerId broker, BrokerEpoch epoch) {
    const BrokerRegistration* registration = image.broker(broker);
    if (registration == nullptr) {
        return failure(ErrorCode::STALE_BROKER_EPOCH, fmt::format("No broker registration found for broker id {}", broker));
    }
    if (registration->epoch != epoch) {
        return failure(ErrorCode::STALE_BROKER_EPOCH,
                       fmt::format("Expected broker epoch {}, but got broker epoch {}", registration->epoch, epoch));
    }
    return {};
}

Status ClusterControl::check_directories(const MetadataImage& image, const messages::BrokerRegistrationRequest& request) const {
    if (request.log_dirs.empty()) return failure(ErrorCode::INVALID_REGISTRATION, "No directories specified in request");
    std::set<Uuid> seen;
    for (const Uuid& directory : request.log_dirs) {
        if (is_reserved_directory(directory)) return failure(ErrorCode::INVALID_REGISTRATION, "Reserved directory ID in request");
        if (!seen.insert(directory).second) return failure(ErrorCode::INVALID_REGISTRATION, "Duplicate directory ID in request");
    }
    for (const auto& [id, broker] : image.brokers) {
        if (id == request.broker_id) continue;
        for (const Uuid& directory : broker->directories) {
            if (!seen.contains(directory)) continue;
            return failure(ErrorCode::INVALID_REGISTRATION,
                           fmt::format("Broker {} is already registered with directory {}", id, directory));
        }
    }
    return {};
}

Result<messages::BrokerRegistrationResponse> ClusterControl::register_broker(const messages::BrokerRegistrationRequest& request,
                                                                             Instant now, Change& change) const {
    if (request.cluster_id != config_.cluster_id) {
        return failure(ErrorCode::INCONSISTENT_CLUSTER_ID,
                       fmt::format("Expected cluster ID {}, but got cluster ID {}", config_.cluster_id, request.cluster_id));
    }
    const MetadataImage image = change.image();
    const BrokerRegistration* existing = image.broker(request.broker_id);
    const bool same_life = existing != nullptr && existing->incarnation_id == request.incarnation_id;
    if (existing != nullptr && !same_life && !existing->in_controlled_shutdown &&
        heartbeats_.has_valid_session(image, request.broker_id, now)) {
        return failure(
            ErrorCode::DUPLICATE_BROKER_REGISTRATION,
            fmt::format("Another broker is registered with broker id {}. If the broker was recently restarted this resolves itself "
                        "when the session of its former life expires.",
                        request.broker_id));
    }
    if (request.is_migrating_zk_broker) {
        return failure(ErrorCode::BROKER_ID_NOT_REGISTERED, "Controller does not support registering ZK brokers.");
    }
    if (Status directories = check_directories(image, request); !directories) return std::unexpected(std::move(directories.error()));
    if (Status features = FeatureControl::check_supported(image, request); !features) return std::unexpected(std::move(features.error()));

    messages::RegisterBrokerRecord record = register_record(request);
    std::size_t told = 0;
    if (same_life) {
        record.fenced = existing->fenced;
        record.in_controlled_shutdown = existing->in_controlled_shutdown;
        record.broker_epoch = existing->epoch;
    } else {
        record.fenced = true;
        told = change.tell(observe::BrokerRegistered{request.broker_id, no_broker_epoch});
        // What the former life led or was in sync with is another's now. A broker that shut down cleanly says so by the epoch of its
        // former life, which it stored when everything was synced (KIP-966); otherwise it may have lost records.
        const bool clean = existing != nullptr && VITRINE_RULE(KIP_966, existing->epoch.value() == request.previous_broker_epoch, true);
        if (clean && image.elr_enabled()) {
            replication_.remove_from_isrs({request.broker_id}, LeaderChangeCause::leader_shut_down, IsrChangeCause::broker_shut_down,
                                          change);
        } else {
            replication_.remove_after_unclean_shutdown(request.broker_id, change);
        }
        record.broker_epoch = BrokerEpoch(change.next_offset().value());
    }
    const BrokerEpoch epoch = record.broker_epoch;
    change.add(std::move(record));
    if (!same_life) {
        change.retell(told, observe::BrokerRegistered{request.broker_id, epoch});
        heartbeats_.restart(request.broker_id, now);
    }
    messages::BrokerRegistrationResponse response;
    response.broker_epoch = epoch;
    return response;
}

ClusterControl::State ClusterControl::next_state(const MetadataImage& image, const BrokerRegistration& broker,
                                                 const messages::BrokerHeartbeatRequest& request) const {
    if (broker.fenced) {
        if (request.want_shut_down) return State::shut_down_now;
        // A broker serves from the metadata that it has: it must at least know of its own registration.
        const bool caught_up = request.current_metadata_offset.value() >= broker.epoch.value();
        return !request.want_fence && caught_up ? State::active : State::fenced;
    }
    if (broker.in_controlled_shutdown) {
        if (ReplicationControl::leads_any(image, broker.id)) return State::shutting_down;
        // The others know of their new leaderships: clients find them.
        const auto lowest = heartbeats_.lowest_active_offset(image);
        const auto needed = heartbeats_.controlled_shutdown_offset(broker.id);
        return !lowest || !needed || *needed <= *lowest ? State::shut_down_now : State::shutting_down;
    }
    if (request.want_fence) return request.want_shut_down ? State::shut_down_now : State::fenced;
    if (!request.want_shut_down) return State::active;
    return ReplicationControl::leads_any(image, broker.id) ? State::shutting_down : State::shut_down_now;
}

Result<messages::BrokerHeartbeatResponse> ClusterControl::heartbeat(const messages::BrokerHeartbeatRequest& request, Instant now,
                                                                    Change& change) const {
    if (Status current = check_broker_epoch(change.image(), request.broker_id, request.broker_epoch); !current) {
        return std::unexpected(std::move(current.error()));
    }
    const MetadataImage image = change.image();
    const BrokerRegistration& broker = *image.broker(request.broker_id);
    heartbeats_.touch(broker.id, now, request.current_metadata_offset);

    messages::BrokerHeartbeatResponse response;
    response.is_caught_up = request.current_metadata_offset.value() >= broker.epoch.value();
    const State next = next_state(image, broker, request);
    switch (next) {
        case State::active:
            if (broker.fenced) unfence(broker, change);
            break;
        case State::shutting_down: begin_controlled_shutdown(broker, change); break;
        case State::fenced:
        case State::shut_down_now: {
            const bool going = next == State::shut_down_now;
            if (!broker.fenced) {
                fence({broker.id}, false, going ? LeaderChangeCause::leader_shut_down : LeaderChangeCause::leader_fenced,
                      going ? IsrChangeCause::broker_shut_down : IsrChangeCause::broker_fenced, change);
            }
            break;
        }
    }
    if (change.image().broker(broker.id) != nullptr) change_directories(*change.image().broker(broker.id), request, change);
    response.is_fenced = next == State::fenced || next == State::shut_down_now;
    response.should_shut_down = next == State::shut_down_now;
    return response;
}

Result<messages::ControllerRegistrationResponse> ClusterControl::register_controller(const messages::ControllerRegistrationRequest& request,
                                                                                     Change& change) {
    if (!controllers_register(change.image())) {
        return failure(ErrorCode::UNSUPPORTED_VERSION, "The current MetadataVersion is too old to support controller registrations.");
    }
    messages::RegisterControllerRecord record;
    record.controller_id = request.controller_id.value();
    record.incarnation_id = request.incarnation_id;
    for (const auto& listener : request.listeners)
        record.end_points.push_back({listener.name, listener.host, listener.port, listener.security_protocol});
    for (const auto& feature : request.features)
        record.features.push_back({feature.name, feature.min_supported_version, feature.max_supported_version});
    change.add(std::move(record));
    messages::ControllerRegistrationResponse response;
    response.error_message.reset();
    return response;
}

Result<messages::UnregisterBrokerResponse> ClusterControl::unregister_broker(const messages::UnregisterBrokerRequest& request,
                                                                             Change& change) const {
    const MetadataImage image = change.image();
    const BrokerRegistration* broker = image.broker(request.broker_id);
    if (broker == nullptr) {
        return failure(ErrorCode::BROKER_ID_NOT_REGISTERED, fmt::format("Broker ID {} is not currently registered", request.broker_id));
    }
    // It keeps its place among eligible leader replicas, as in Kafka: what it held it may still hold. Whoever registers with that id next
    // is somebody else, and loses it.
    replication_.remove_from_isrs({broker->id}, LeaderChangeCause::leader_shut_down, IsrChangeCause::broker_shut_down, change);
    messages::UnregisterBrokerRecord record;
    record.broker_id = broker->id;
    record.broker_epoch = broker->epoch;
    change.add(record);
    messages::UnregisterBrokerResponse response;
    response.error_message.reset();
    return response;
}

Result<messages::AssignReplicasToDirsResponse> ClusterControl::assign_replicas_to_dirs(const messages::AssignReplicasToDirsRequest& request,
                                                                                       Change& change) const {
    if (Status current = check_broker_epoch(change.image(), request.broker_id, request.broker_epoch); !current)
        return std::unexpected(std::move(current.error()));
    messages::AssignReplicasToDirsResponse response;
    for (const auto& directory : request.directories) {
        auto& told = response.directories.emplace_back();
        told.id = directory.id;
        for (const auto& topic : directory.topics) {
            auto& row = told.topics.emplace_back();
            row.topic_id = topic.topic_id;
            for (const auto& partition : topic.partitions) {
                const TopicIdPartition id{topic.topic_id, partition.partition_index};
                row.partitions.push_back({id.partition, replication_.assign_directory(id, request.broker_id, directory.id, change)});
            }
        }
    }
    return response;
}

void ClusterControl::fence_expired(Instant now, Change& change) const {
    const std::vector<BrokerId> expired = heartbeats_.expired(change.image(), now);
    if (expired.empty()) return;
    fence({expired.begin(), expired.end()}, true, LeaderChangeCause::leader_fenced, IsrChangeCause::broker_fenced, change);
}

void ClusterControl::fence(const std::set<BrokerId>& brokers, bool session_expired, LeaderChangeCause leader_cause,
                           IsrChangeCause isr_cause, Change& change) const {
    for (const BrokerId id : brokers) {
        change.tell(observe::BrokerFenced{id, std::chrono::duration_cast<Milliseconds>(config_.broker_session_timeout), session_expired});
    }
    replication_.remove_from_isrs(brokers, leader_cause, isr_cause, change);
    for (const BrokerId id : brokers) {
        auto record = change_record(*change.image().broker(id));
        record.fenced = 1;
        change.add(std::move(record));
    }
}

void ClusterControl::unfence(const BrokerRegistration& broker, Change& change) const {
    change.tell(observe::BrokerUnfenced{broker.id});
    auto record = change_record(broker);
    record.fenced = -1;
    change.add(std::move(record));
    replication_.elect_for_leaderless(change);
}

void ClusterControl::begin_controlled_shutdown(const BrokerRegistration& broker, Change& change) const {
    if (!broker.in_controlled_shutdown) {
        change.tell(observe::ControlledShutdownBegan{broker.id});
        auto record = change_record(broker);
        record.in_controlled_shutdown = 1;
        change.add(std::move(record));
    }
    replication_.remove_from_isrs({broker.id}, LeaderChangeCause::leader_shut_down, IsrChangeCause::broker_shut_down, change);
    heartbeats_.set_controlled_shutdown_offset(broker.id, change.next_offset() - 1);
}

void ClusterControl::change_directories(const BrokerRegistration& broker, const messages::BrokerHeartbeatRequest& request,
                                        Change& change) const {
    const std::set<Uuid> offline(request.offline_log_dirs.begin(), request.offline_log_dirs.end());
    std::vector<Uuid> failed;
    std::vector<Uuid> online;
    for (const Uuid& directory : broker.directories) (offline.contains(directory) ? failed : online).push_back(directory);

    auto record = change_record(broker);
    bool changed = false;
    if (!failed.empty()) {
        replication_.remove_from_directories(broker.id, failed, change);
        record.log_dirs = online;
        changed = !online.empty();
    }
    if (request.cordoned_log_dirs) {
        std::vector<Uuid> cordoned = *request.cordoned_log_dirs;
        std::ranges::sort(cordoned);
        if (cordoned != broker.cordoned_directories) {
            record.cordoned_log_dirs = std::move(cordoned);
            changed = true;
        }
    }
    if (changed) change.add(std::move(record));
}

}  // namespace vitrine::metadata
