// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/metadata_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& RegisterBrokerRecord::BrokerEndpoint::structure() {
    static const Struct declared = declare_struct<BrokerEndpoint>("BrokerEndpoint", {
        field("Name", &BrokerEndpoint::name, since(0)),
        field("Host", &BrokerEndpoint::host, since(0)),
        field("Port", &BrokerEndpoint::port, since(0)),
        field("SecurityProtocol", &BrokerEndpoint::security_protocol, since(0)),
    });
    return declared;
}

const Struct& RegisterBrokerRecord::BrokerFeature::structure() {
    static const Struct declared = declare_struct<BrokerFeature>("BrokerFeature", {
        field("Name", &BrokerFeature::name, since(0)),
        field("MinSupportedVersion", &BrokerFeature::min_supported_version, since(0)),
        field("MaxSupportedVersion", &BrokerFeature::max_supported_version, since(0)),
    });
    return declared;
}

const Message& RegisterBrokerRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 0,
        .versions = between(0, 4),
        .flexible_from = 0,
        .body = declare_struct<RegisterBrokerRecord>("RegisterBrokerRecord", {
            field("BrokerId", &RegisterBrokerRecord::broker_id, since(0)),
            field("IsMigratingZkBroker", &RegisterBrokerRecord::is_migrating_zk_broker, since(2)),
            field("IncarnationId", &RegisterBrokerRecord::incarnation_id, since(0)),
            field("BrokerEpoch", &RegisterBrokerRecord::broker_epoch, since(0)),
            field("EndPoints", &RegisterBrokerRecord::end_points, since(0)),
            field("Features", &RegisterBrokerRecord::features, since(0)),
            field("Rack", &RegisterBrokerRecord::rack, since(0)).nullable_in(since(0)),
            field("Fenced", &RegisterBrokerRecord::fenced, since(0)),
            field("InControlledShutdown", &RegisterBrokerRecord::in_controlled_shutdown, since(1)),
            field("LogDirs", &RegisterBrokerRecord::log_dirs, since(3)).tagged_as(0, since(3)),
            field("CordonedLogDirs", &RegisterBrokerRecord::cordoned_log_dirs, since(4)).nullable_in(since(4)).tagged_as(1, since(4)),
        }),
    };
    return declared;
}

const Message& UnregisterBrokerRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 1,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<UnregisterBrokerRecord>("UnregisterBrokerRecord", {
            field("BrokerId", &UnregisterBrokerRecord::broker_id, since(0)),
            field("BrokerEpoch", &UnregisterBrokerRecord::broker_epoch, since(0)),
        }),
    };
    return declared;
}

const Message& TopicRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 2,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<TopicRecord>("TopicRecord", {
            field("Name", &TopicRecord::name, since(0)),
            field("TopicId", &TopicRecord::topic_id, since(0)),
        }),
    };
    return declared;
}

const Message& PartitionRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 3,
        .versions = between(0, 2),
        .flexible_from = 0,
        .body = declare_struct<PartitionRecord>("PartitionRecord", {
            field("PartitionId", &PartitionRecord::partition_id, since(0)),
            field("TopicId", &PartitionRecord::topic_id, since(0)),
            field("Replicas", &PartitionRecord::replicas, since(0)),
            field("Isr", &PartitionRecord::isr, since(0)),
            field("RemovingReplicas", &PartitionRecord::removing_replicas, since(0)),
            field("AddingReplicas", &PartitionRecord::adding_replicas, since(0)),
            field("Leader", &PartitionRecord::leader, since(0)),
            field("LeaderRecoveryState", &PartitionRecord::leader_recovery_state, since(0)).tagged_as(0, since(0)),
            field("LeaderEpoch", &PartitionRecord::leader_epoch, since(0)),
            field("PartitionEpoch", &PartitionRecord::partition_epoch, since(0)),
            field("Directories", &PartitionRecord::directories, since(1)),
            field("EligibleLeaderReplicas", &PartitionRecord::eligible_leader_replicas, since(2))
                .nullable_in(since(2)).tagged_as(1, since(2)),
            field("LastKnownElr", &PartitionRecord::last_known_elr, since(2)).nullable_in(since(2)).tagged_as(2, since(2)),
        }),
    };
    return declared;
}

const Message& ConfigRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 4,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConfigRecord>("ConfigRecord", {
            field("ResourceType", &ConfigRecord::resource_type, since(0)),
            field("ResourceName", &ConfigRecord::resource_name, since(0)),
            field("Name", &ConfigRecord::name, since(0)),
            field("Value", &ConfigRecord::value, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

const Message& PartitionChangeRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 5,
        .versions = between(0, 2),
        .flexible_from = 0,
        .body = declare_struct<PartitionChangeRecord>("PartitionChangeRecord", {
            field("PartitionId", &PartitionChangeRecord::partition_id, since(0)),
            field("TopicId", &PartitionChangeRecord::topic_id, since(0)),
            field("Isr", &PartitionChangeRecord::isr, since(0)).nullable_in(since(0)).tagged_as(0, since(0)),
            field("Leader", &PartitionChangeRecord::leader, since(0)).tagged_as(1, since(0)),
            field("Replicas", &PartitionChangeRecord::replicas, since(0)).nullable_in(since(0)).tagged_as(2, since(0)),
            field("RemovingReplicas", &PartitionChangeRecord::removing_replicas, since(0)).nullable_in(since(0)).tagged_as(3, since(0)),
            field("AddingReplicas", &PartitionChangeRecord::adding_replicas, since(0)).nullable_in(since(0)).tagged_as(4, since(0)),
            field("LeaderRecoveryState", &PartitionChangeRecord::leader_recovery_state, since(0)).tagged_as(5, since(0)),
            field("Directories", &PartitionChangeRecord::directories, since(1)).nullable_in(since(1)).tagged_as(8, since(1)),
            field("EligibleLeaderReplicas", &PartitionChangeRecord::eligible_leader_replicas, since(2))
                .nullable_in(since(2)).tagged_as(6, since(2)),
            field("LastKnownElr", &PartitionChangeRecord::last_known_elr, since(2)).nullable_in(since(2)).tagged_as(7, since(2)),
        }),
    };
    return declared;
}

const Message& FenceBrokerRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 7,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<FenceBrokerRecord>("FenceBrokerRecord", {
            field("Id", &FenceBrokerRecord::id, since(0)),
            field("Epoch", &FenceBrokerRecord::epoch, since(0)),
        }),
    };
    return declared;
}

const Message& UnfenceBrokerRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 8,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<UnfenceBrokerRecord>("UnfenceBrokerRecord", {
            field("Id", &UnfenceBrokerRecord::id, since(0)),
            field("Epoch", &UnfenceBrokerRecord::epoch, since(0)),
        }),
    };
    return declared;
}

const Message& RemoveTopicRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 9,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<RemoveTopicRecord>("RemoveTopicRecord", {
            field("TopicId", &RemoveTopicRecord::topic_id, since(0)),
        }),
    };
    return declared;
}

const Message& FeatureLevelRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 12,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<FeatureLevelRecord>("FeatureLevelRecord", {
            field("Name", &FeatureLevelRecord::name, since(0)),
            field("FeatureLevel", &FeatureLevelRecord::feature_level, since(0)),
        }),
    };
    return declared;
}

const Struct& ClientQuotaRecord::EntityData::structure() {
    static const Struct declared = declare_struct<EntityData>("EntityData", {
        field("EntityType", &EntityData::entity_type, since(0)),
        field("EntityName", &EntityData::entity_name, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Message& ClientQuotaRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 14,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ClientQuotaRecord>("ClientQuotaRecord", {
            field("Entity", &ClientQuotaRecord::entity, since(0)),
            field("Key", &ClientQuotaRecord::key, since(0)),
            field("Value", &ClientQuotaRecord::value, since(0)),
            field("Remove", &ClientQuotaRecord::remove, since(0)),
        }),
    };
    return declared;
}

const Message& ProducerIdsRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 15,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ProducerIdsRecord>("ProducerIdsRecord", {
            field("BrokerId", &ProducerIdsRecord::broker_id, since(0)),
            field("BrokerEpoch", &ProducerIdsRecord::broker_epoch, since(0)),
            field("NextProducerId", &ProducerIdsRecord::next_producer_id, since(0)),
        }),
    };
    return declared;
}

const Message& BrokerRegistrationChangeRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 17,
        .versions = between(0, 3),
        .flexible_from = 0,
        .body = declare_struct<BrokerRegistrationChangeRecord>("BrokerRegistrationChangeRecord", {
            field("BrokerId", &BrokerRegistrationChangeRecord::broker_id, since(0)),
            field("BrokerEpoch", &BrokerRegistrationChangeRecord::broker_epoch, since(0)),
            field("Fenced", &BrokerRegistrationChangeRecord::fenced, since(0)).tagged_as(0, since(0)),
            field("InControlledShutdown", &BrokerRegistrationChangeRecord::in_controlled_shutdown, since(1)).tagged_as(1, since(1)),
            field("LogDirs", &BrokerRegistrationChangeRecord::log_dirs, since(2)).tagged_as(2, since(2)),
            field("CordonedLogDirs", &BrokerRegistrationChangeRecord::cordoned_log_dirs, since(3))
                .nullable_in(since(3)).tagged_as(3, since(3)),
        }),
    };
    return declared;
}

const Message& NoOpRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 20,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<NoOpRecord>("NoOpRecord", {}),
    };
    return declared;
}

const Struct& RegisterControllerRecord::ControllerEndpoint::structure() {
    static const Struct declared = declare_struct<ControllerEndpoint>("ControllerEndpoint", {
        field("Name", &ControllerEndpoint::name, since(0)),
        field("Host", &ControllerEndpoint::host, since(0)),
        field("Port", &ControllerEndpoint::port, since(0)),
        field("SecurityProtocol", &ControllerEndpoint::security_protocol, since(0)),
    });
    return declared;
}

const Struct& RegisterControllerRecord::ControllerFeature::structure() {
    static const Struct declared = declare_struct<ControllerFeature>("ControllerFeature", {
        field("Name", &ControllerFeature::name, since(0)),
        field("MinSupportedVersion", &ControllerFeature::min_supported_version, since(0)),
        field("MaxSupportedVersion", &ControllerFeature::max_supported_version, since(0)),
    });
    return declared;
}

const Message& RegisterControllerRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 27,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<RegisterControllerRecord>("RegisterControllerRecord", {
            field("ControllerId", &RegisterControllerRecord::controller_id, since(0)),
            field("IncarnationId", &RegisterControllerRecord::incarnation_id, since(0)),
            field("ZkMigrationReady", &RegisterControllerRecord::zk_migration_ready, since(0)),
            field("EndPoints", &RegisterControllerRecord::end_points, since(0)),
            field("Features", &RegisterControllerRecord::features, since(0)),
        }),
    };
    return declared;
}

const Message& BeginTransactionRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 23,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<BeginTransactionRecord>("BeginTransactionRecord", {
            field("Name", &BeginTransactionRecord::name, since(0)).nullable_in(since(0)).tagged_as(0, since(0)),
        }),
    };
    return declared;
}

const Message& EndTransactionRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 24,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<EndTransactionRecord>("EndTransactionRecord", {}),
    };
    return declared;
}

const Message& AbortTransactionRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 25,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<AbortTransactionRecord>("AbortTransactionRecord", {
            field("Reason", &AbortTransactionRecord::reason, since(0)).nullable_in(since(0)).tagged_as(0, since(0)),
        }),
    };
    return declared;
}

const Message& ClearElrRecord::message() {
    static const Message declared{
        .type = MessageType::metadata,
        .api_key = 28,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ClearElrRecord>("ClearElrRecord", {
            field("TopicName", &ClearElrRecord::topic_name, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
