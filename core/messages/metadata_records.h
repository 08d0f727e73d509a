// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/schema.h"

// The records of the metadata log (__cluster_metadata) that this cluster writes or replays.
namespace vitrine::messages {

struct RegisterBrokerRecord {
    struct BrokerEndpoint {
        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t security_protocol = 0;  // as in BrokerRegistration

        friend bool operator==(const BrokerEndpoint&, const BrokerEndpoint&) = default;
        static const wire::Struct& structure();
    };

    struct BrokerFeature {
        std::string name;
        std::int16_t min_supported_version = 0;
        std::int16_t max_supported_version = 0;

        friend bool operator==(const BrokerFeature&, const BrokerFeature&) = default;
        static const wire::Struct& structure();
    };

    BrokerId broker_id;
    bool is_migrating_zk_broker = false;
    Uuid incarnation_id;  // of this run of the process
    BrokerEpoch broker_epoch;
    std::vector<BrokerEndpoint> end_points;
    std::vector<BrokerFeature> features;
    std::optional<std::string> rack = std::string{};
    bool fenced = true;
    bool in_controlled_shutdown = false;
    std::vector<Uuid> log_dirs;
    std::optional<std::vector<Uuid>> cordoned_log_dirs;

    friend bool operator==(const RegisterBrokerRecord&, const RegisterBrokerRecord&) = default;
    static const wire::Message& message();
};

struct UnregisterBrokerRecord {
    BrokerId broker_id;
    BrokerEpoch broker_epoch;

    friend bool operator==(const UnregisterBrokerRecord&, const UnregisterBrokerRecord&) = default;
    static const wire::Message& message();
};

struct TopicRecord {
    std::string name;
    Uuid topic_id;

    friend bool operator==(const TopicRecord&, const TopicRecord&) = default;
    static const wire::Message& message();
};

struct PartitionRecord {
    std::int32_t partition_id = -1;
    Uuid topic_id;
    std::vector<BrokerId> replicas;
    std::vector<std::int32_t> isr;
    std::vector<BrokerId> removing_replicas;
    std::vector<BrokerId> adding_replicas;
    BrokerId leader{-1};
    std::int8_t leader_recovery_state = 0;  // 0 recovered, 1 recovering from an unclean election
    LeaderEpoch leader_epoch{-1};
    PartitionEpoch partition_epoch{-1};
    std::vector<Uuid> directories;  // of each replica, in the order of `replicas`
    std::optional<std::vector<BrokerId>> eligible_leader_replicas;  // KIP-966
    std::optional<std::vector<BrokerId>> last_known_elr;

    friend bool operator==(const PartitionRecord&, const PartitionRecord&) = default;
    static const wire::Message& message();
};

struct ConfigRecord {
    std::int8_t resource_type = 0;  // 2 topic, 4 broker
    std::string resource_name;
    std::string name;
    std::optional<std::string> value = std::string{};  // null: back to the default

    friend bool operator==(const ConfigRecord&, const ConfigRecord&) = default;
    static const wire::Message& message();
};

struct PartitionChangeRecord {
    std::int32_t partition_id = -1;
    Uuid topic_id;
    std::optional<std::vector<BrokerId>> isr;  // null here and below: unchanged
    BrokerId leader{-2};  // -2 unchanged; else the leader epoch rises, also with -1: none
    std::optional<std::vector<BrokerId>> replicas;
    std::optional<std::vector<BrokerId>> removing_replicas;
    std::optional<std::vector<BrokerId>> adding_replicas;
    std::int8_t leader_recovery_state = -1;  // -1 unchanged
    std::optional<std::vector<Uuid>> directories;
    std::optional<std::vector<BrokerId>> eligible_leader_replicas;
    std::optional<std::vector<BrokerId>> last_known_elr;

    friend bool operator==(const PartitionChangeRecord&, const PartitionChangeRecord&) = default;
    static const wire::Message& message();
};

struct FenceBrokerRecord {
    BrokerId id;
    std::int64_t epoch = 0;

    friend bool operator==(const FenceBrokerRecord&, const FenceBrokerRecord&) = default;
    static const wire::Message& message();
};

struct UnfenceBrokerRecord {
    BrokerId id;
    std::int64_t epoch = 0;

    friend bool operator==(const UnfenceBrokerRecord&, const UnfenceBrokerRecord&) = default;
    static const wire::Message& message();
};

struct RemoveTopicRecord {
    Uuid topic_id;

    friend bool operator==(const RemoveTopicRecord&, const RemoveTopicRecord&) = default;
    static const wire::Message& message();
};

struct FeatureLevelRecord {
    std::string name;
    std::int16_t feature_level = 0;

    friend bool operator==(const FeatureLevelRecord&, const FeatureLevelRecord&) = default;
    static const wire::Message& message();
};

struct ClientQuotaRecord {
    struct EntityData {
        std::string entity_type;  // "user", "client-id", "ip"
        std::optional<std::string> entity_name = std::string{};  // null: the default entity

        friend bool operator==(const EntityData&, const EntityData&) = default;
        static const wire::Struct& structure();
    };

    std::vector<EntityData> entity;
    std::string key;
    double value = 0;
    bool remove = false;

    friend bool operator==(const ClientQuotaRecord&, const ClientQuotaRecord&) = default;
    static const wire::Message& message();
};

struct ProducerIdsRecord {
    BrokerId broker_id;
    BrokerEpoch broker_epoch{-1};
    std::int64_t next_producer_id = 0;  // all below are given to somebody

    friend bool operator==(const ProducerIdsRecord&, const ProducerIdsRecord&) = default;
    static const wire::Message& message();
};

struct BrokerRegistrationChangeRecord {
    BrokerId broker_id;
    BrokerEpoch broker_epoch;
    std::int8_t fenced = 0;  // -1 unfenced, 0 unchanged, 1 fenced
    std::int8_t in_controlled_shutdown = 0;  // 0 unchanged, 1 begun
    std::vector<Uuid> log_dirs;
    std::optional<std::vector<Uuid>> cordoned_log_dirs;

    friend bool operator==(const BrokerRegistrationChangeRecord&, const BrokerRegistrationChangeRecord&) = default;
    static const wire::Message& message();
};

struct NoOpRecord {
    friend bool operator==(const NoOpRecord&, const NoOpRecord&) = default;
    static const wire::Message& message();
};

struct RegisterControllerRecord {
    struct ControllerEndpoint {
        std::string name;
        std::string host;
        std::uint16_t port = 0;
        std::int16_t security_protocol = 0;

        friend bool operator==(const ControllerEndpoint&, const ControllerEndpoint&) = default;
        static const wire::Struct& structure();
    };

    struct ControllerFeature {
        std::string name;
        std::int16_t min_supported_version = 0;
        std::int16_t max_supported_version = 0;

        friend bool operator==(const ControllerFeature&, const ControllerFeature&) = default;
        static const wire::Struct& structure();
    };

    std::int32_t controller_id = 0;
    Uuid incarnation_id;
    bool zk_migration_ready = false;
    std::vector<ControllerEndpoint> end_points;
    std::vector<ControllerFeature> features;

    friend bool operator==(const RegisterControllerRecord&, const RegisterControllerRecord&) = default;
    static const wire::Message& message();
};

struct BeginTransactionRecord {
    std::optional<std::string> name;

    friend bool operator==(const BeginTransactionRecord&, const BeginTransactionRecord&) = default;
    static const wire::Message& message();
};

struct EndTransactionRecord {
    friend bool operator==(const EndTransactionRecord&, const EndTransactionRecord&) = default;
    static const wire::Message& message();
};

struct AbortTransactionRecord {
    std::optional<std::string> reason;

    friend bool operator==(const AbortTransactionRecord&, const AbortTransactionRecord&) = default;
    static const wire::Message& message();
};

struct ClearElrRecord {
    std::string topic_name;

    friend bool operator==(const ClearElrRecord&, const ClearElrRecord&) = default;
    static const wire::Message& message();
};

}  // namespace vitrine::messages
