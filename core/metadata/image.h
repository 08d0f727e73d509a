// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "metadata/persistent_map.h"

// What the metadata log says, up to one record: brokers, topics, partitions, configurations, features. The same log gives
// the same image on every node. An image is immutable (shared_ptr<const MetadataImage>, safe on any thread); a newer one
// shares with it all that did not change. Made by ImageBuilder (image_builder.h), handed out by MetadataLoader (loader.h).
namespace vitrine::metadata {

struct BrokerEndpoint {
    std::string listener;              // "PLAINTEXT"
    std::string host;
    std::uint16_t port = 0;
    std::int16_t security_protocol = 0;
    friend bool operator==(const BrokerEndpoint&, const BrokerEndpoint&) = default;
};

struct VersionRange {
    std::int16_t lowest = 0;
    std::int16_t highest = 0;
    friend bool operator==(const VersionRange&, const VersionRange&) = default;
};

struct BrokerRegistration {
    BrokerId id{no_broker};
    BrokerEpoch epoch{no_broker_epoch};  // offset of its RegisterBrokerRecord
    Uuid incarnation_id;                 // drawn by each life of the broker's process
    std::vector<BrokerEndpoint> endpoints;
    PersistentMap<std::string, VersionRange> features;  // that it supports
    std::optional<std::string> rack;
    bool fenced = true;
    bool in_controlled_shutdown = false;
    std::vector<Uuid> directories;           // online log directories, sorted
    std::vector<Uuid> cordoned_directories;  // KIP-1066
    friend bool operator==(const BrokerRegistration&, const BrokerRegistration&) = default;

    // May be elected leader and may be in an ISR.
    [[nodiscard]] bool active() const { return !fenced && !in_controlled_shutdown; }
    // nullptr where it has no such listener.
    [[nodiscard]] const BrokerEndpoint* endpoint(std::string_view listener) const;
};

struct ControllerRegistration {
    BrokerId id{no_broker};
    Uuid incarnation_id;
    std::vector<BrokerEndpoint> endpoints;
    PersistentMap<std::string, VersionRange> features;
    bool zk_migration_ready = false;  // of a cluster that once was to come from ZooKeeper
    friend bool operator==(const ControllerRegistration&, const ControllerRegistration&) = default;
};

// RECOVERING: an unclean election's leader has not yet told (by AlterPartition) that it repaired its state (KIP-704).
enum class LeaderRecoveryState : std::int8_t { recovered = 0, recovering = 1 };

struct PartitionRegistration {
    std::vector<BrokerId> replicas;    // the first is the preferred leader
    std::vector<Uuid> directories;     // of each replica, in the same order
    std::vector<BrokerId> isr;         // may be empty: KIP-966
    std::vector<BrokerId> removing_replicas;
    std::vector<BrokerId> adding_replicas;
    std::vector<BrokerId> elr;         // eligible leader replicas (KIP-966)
    std::vector<BrokerId> last_known_elr;  // the last leader of a partition that lost its ISR and ELR
    BrokerId leader{no_broker};
    LeaderRecoveryState leader_recovery_state = LeaderRecoveryState::recovered;
    LeaderEpoch leader_epoch;          // +1 with each election, also with that of the same leader
    PartitionEpoch partition_epoch;    // +1 with each change
    friend bool operator==(const PartitionRegistration&, const PartitionRegistration&) = default;

    [[nodiscard]] bool has_leader() const { return leader != no_broker; }
    [[nodiscard]] bool has_preferred_leader() const { return !replicas.empty() && leader == replicas.front(); }
    [[nodiscard]] bool reassigning() const { return !removing_replicas.empty() || !adding_replicas.empty(); }
    // The zero id (DirectoryId.MIGRATING) where the broker is no replica.
    [[nodiscard]] Uuid directory_of(BrokerId broker) const;
};

struct TopicImage {
    std::string name;
    Uuid id;
    PersistentMap<std::int32_t, std::shared_ptr<const PartitionRegistration>> partitions;
    friend bool operator==(const TopicImage& a, const TopicImage& b);

    // nullptr where there is none.
    [[nodiscard]] const PartitionRegistration* partition(std::int32_t index) const {
        const auto* found = partitions.find(index);
        return found == nullptr ? nullptr : found->get();
    }
};

// Kafka's ConfigResource.Type.
enum class ResourceType : std::int8_t { unknown = 0, topic = 2, broker = 4, broker_logger = 8, client_metrics = 16, group = 32 };

// {broker, ""} are the defaults of all brokers.
struct ConfigResource {
    ResourceType type = ResourceType::unknown;
    std::string name;
    friend auto operator<=>(const ConfigResource&, const ConfigResource&) = default;
    [[nodiscard]] std::string to_string() const;  // "topic payments", "broker 2", "every broker"
};

using ConfigMap = PersistentMap<std::string, std::string>;

// Whom a quota is for: each type of entity ("user", "client-id", "ip") with its name; no name: the default of that type.
using QuotaEntity = std::map<std::string, std::optional<std::string>>;
using QuotaValues = PersistentMap<std::string, double>;  // "producer_byte_rate", …

// Values that nothing in the image sets: from the node's own configuration (server.properties), else Kafka's defaults.
struct ConfigDefaults {
    std::int32_t min_insync_replicas = 1;
    bool unclean_leader_election_enable = false;
};

struct MetadataImage {
    // Of the last record applied; offsets of control records are passed over. no_offset: nothing yet.
    Offset offset{no_offset};
    LeaderEpoch epoch{no_leader_epoch};

    PersistentMap<BrokerId, std::shared_ptr<const BrokerRegistration>> brokers;
    PersistentMap<BrokerId, std::shared_ptr<const ControllerRegistration>> controllers;
    PersistentMap<Uuid, std::shared_ptr<const TopicImage>> topics_by_id;
    PersistentMap<std::string, std::shared_ptr<const TopicImage>> topics_by_name;
    PersistentMap<ConfigResource, ConfigMap> configs;
    PersistentMap<QuotaEntity, QuotaValues> client_quotas;  // KIP-546; no entity without a value
    PersistentMap<std::string, std::int16_t> features;  // finalized levels; level 0 is absent
    ProducerId next_producer_id{0};
    // Records without a meaning here, as they stand in the log, by what they are about (kept_records.h).
    PersistentMap<std::string, std::string> kept_records;

    // Deep comparison; quick where images share their parts.
    friend bool operator==(const MetadataImage& a, const MetadataImage& b);

    // nullptr where there is none.
    [[nodiscard]] const BrokerRegistration* broker(BrokerId id) const;
    [[nodiscard]] const TopicImage* topic(std::string_view name) const;
    [[nodiscard]] const TopicImage* topic(const Uuid& id) const;
    [[nodiscard]] const PartitionRegistration* partition(std::string_view topic, std::int32_t index) const;
    [[nodiscard]] const PartitionRegistration* partition(const TopicIdPartition& partition) const;

    // Empty where nothing is set.
    [[nodiscard]] ConfigMap config(ResourceType type, std::string_view name) const;
    // What is set on the topic, else on every broker; nothing where neither says.
    [[nodiscard]] std::optional<std::string> topic_config(std::string_view topic, std::string_view key) const;
    // min.insync.replicas of the topic: its own, else every broker's, else the default. Not yet limited by the replica count.
    [[nodiscard]] std::int32_t min_insync_replicas(std::string_view topic, const ConfigDefaults& defaults = {}) const;
    [[nodiscard]] bool unclean_leader_election_enable(std::string_view topic, const ConfigDefaults& defaults = {}) const;

    [[nodiscard]] std::int16_t feature(std::string_view name) const;  // 0 where not finalized
    // Whether eligible leader replicas are kept (eligible.leader.replicas.version 1).
    [[nodiscard]] bool elr_enabled() const;
};

// Topics of the cluster itself: __consumer_offsets, __transaction_state, __share_group_state.
[[nodiscard]] bool is_internal_topic(std::string_view name);

}  // namespace vitrine::metadata
