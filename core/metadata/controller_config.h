// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "base/ids.h"
#include "base/time.h"
#include "storage/log_config.h"

namespace vitrine::metadata {

// What the controller is configured with; each field is the Kafka key named, with its default.
struct ControllerConfig {
    BrokerId node_id{no_broker};    // node.id
    std::string cluster_id;         // of meta.properties
    Milliseconds broker_session_timeout{9000};     // broker.session.timeout.ms
    Milliseconds metadata_max_idle_interval{500};  // metadata.max.idle.interval.ms; 0: no NoOpRecords
    bool auto_leader_rebalance_enable = true;      // auto.leader.rebalance.enable
    std::chrono::seconds leader_imbalance_check_interval{300};      // leader.imbalance.check.interval.seconds
    Milliseconds unclean_leader_election_interval{5 * 60 * 1000};   // unclean.leader.election.interval.ms
    std::int32_t num_partitions = 1;               // num.partitions
    std::int16_t default_replication_factor = 1;   // default.replication.factor
    bool delete_topic_enable = true;               // delete.topic.enable
    // The defaults of topics as this node's own configuration gives them (log.retention.hours, min.insync.replicas, …).
    storage::LogConfig topic_defaults;
    // Levels that a fresh cluster starts with: those that `kafka-storage format` of 4.3 finalises. metadata.version 30 is 4.3-IV0.
    std::map<std::string, std::int16_t> bootstrap_features{{"metadata.version", 30}, {"eligible.leader.replicas.version", 1},
                                                           {"group.version", 1},     {"share.version", 1},
                                                           {"streams.version", 1},   {"transaction.version", 2}};
    // Elections in one batch of the periodic checks; the rest follows at once in the next (as in Kafka).
    std::size_t elections_per_batch_max = 1000;
    // Records in one batch of the metadata log; what one operation has beyond that follows in the next batches.
    std::size_t records_per_batch_max = 10'000;
    // Requests that wait for their records to be committed; more are answered REQUEST_TIMED_OUT at once.
    std::size_t waiting_requests_max = 10'000;
};

}  // namespace vitrine::metadata
