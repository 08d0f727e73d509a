// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "messages/assign_replicas_to_dirs.h"
#include "messages/broker_heartbeat.h"
#include "messages/broker_registration.h"
#include "messages/controller_registration.h"
#include "messages/unregister_broker.h"
#include "metadata/broker_heartbeats.h"
#include "metadata/change.h"
#include "metadata/controller_config.h"
#include "metadata/replication_control.h"

namespace vitrine::metadata {

// STALE_BROKER_EPOCH where the broker is not registered, or with another epoch.
[[nodiscard]] Status check_broker_epoch(const MetadataImage& image, BrokerId broker, BrokerEpoch epoch);

// Brokers: registration, sessions, controlled shutdown. A broker's way:
//   (unknown) -> fenced                 BrokerRegistration
//   fenced -> active                    heartbeat, when it has applied its own registration and does not want to be fenced
//   active -> shutting down             heartbeat with want_shut_down while it leads partitions; leadership moves away first
//   active, shutting down -> fenced     session expired; heartbeat with want_fence; shutdown granted (should_shut_down)
//   any -> (unknown)                    UnregisterBroker; a broker that runs all the same registers anew (KIP-500)
//   any -> fenced                       BrokerRegistration of another incarnation; refused while the session of the former lives,
//                                       unless that one is shutting down
// Source: Kafka's ClusterControlManager, BrokerHeartbeatManager; KIP-631, KIP-841, KIP-903, KIP-966.
class ClusterControl {
public:
    ClusterControl(const ControllerConfig& config, BrokerHeartbeats& heartbeats, const ReplicationControl& replication)
        : config_(config), heartbeats_(heartbeats), replication_(replication) {}

    // INCONSISTENT_CLUSTER_ID, DUPLICATE_BROKER_REGISTRATION, INVALID_REGISTRATION, UNSUPPORTED_VERSION, BROKER_ID_NOT_REGISTERED
    // (a broker that migrates from ZooKeeper).
    [[nodiscard]] Result<messages::BrokerRegistrationResponse> register_broker(const messages::BrokerRegistrationRequest& request,
                                                                               Instant now, Change& change) const;
    // STALE_BROKER_EPOCH.
    [[nodiscard]] Result<messages::BrokerHeartbeatResponse> heartbeat(const messages::BrokerHeartbeatRequest& request, Instant now,
                                                                      Change& change) const;
    // The broker leads nothing and is in no ISR afterwards; partitions go on to name it as their replica until somebody reassigns them.
    // BROKER_ID_NOT_REGISTERED.
    [[nodiscard]] Result<messages::UnregisterBrokerResponse> unregister_broker(const messages::UnregisterBrokerRequest& request,
                                                                               Change& change) const;
    // Where replicas of a broker lie (KIP-858). STALE_BROKER_EPOCH; UNKNOWN_TOPIC_ID, UNKNOWN_TOPIC_OR_PARTITION and NOT_LEADER_OR_FOLLOWER
    // (it is no replica) of single partitions.
    [[nodiscard]] Result<messages::AssignReplicasToDirsResponse> assign_replicas_to_dirs(
        const messages::AssignReplicasToDirsRequest& request, Change& change) const;
    // Replaces an earlier life of that controller (KIP-919). UNSUPPORTED_VERSION below metadata.version 3.7-IV0.
    [[nodiscard]] static Result<messages::ControllerRegistrationResponse> register_controller(
        const messages::ControllerRegistrationRequest& request, Change& change);
    // Fences the brokers whose sessions have expired, all in one batch: none of them takes over from another.
    void fence_expired(Instant now, Change& change) const;

private:
    enum class State { fenced, active, shutting_down, shut_down_now };
    [[nodiscard]] State next_state(const MetadataImage& image, const BrokerRegistration& broker,
                                   const messages::BrokerHeartbeatRequest& request) const;
    void fence(const std::set<BrokerId>& brokers, bool session_expired, observe::LeaderChangeCause leader_cause,
               observe::IsrChangeCause isr_cause, Change& change) const;
    void unfence(const BrokerRegistration& broker, Change& change) const;
    void begin_controlled_shutdown(const BrokerRegistration& broker, Change& change) const;
    void change_directories(const BrokerRegistration& broker, const messages::BrokerHeartbeatRequest& request, Change& change) const;
    [[nodiscard]] Status check_directories(const MetadataImage& image, const messages::BrokerRegistrationRequest& request) const;

    const ControllerConfig& config_;
    BrokerHeartbeats& heartbeats_;
    const ReplicationControl& replication_;
};

}  // namespace vitrine::metadata
