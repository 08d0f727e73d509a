// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/streams_group_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& StreamsGroupMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 17,
        .versions = between(0, 0),
        .body = declare_struct<StreamsGroupMetadataKey>("StreamsGroupMetadataKey", {
            field("GroupId", &StreamsGroupMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& StreamsGroupMetadataValue::LastAssignmentConfig::structure() {
    static const Struct declared = declare_struct<LastAssignmentConfig>("LastAssignmentConfig", {
        field("Key", &LastAssignmentConfig::key, since(0)),
        field("Value", &LastAssignmentConfig::value, since(0)),
    });
    return declared;
}

const Message& StreamsGroupMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 17,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<StreamsGroupMetadataValue>("StreamsGroupMetadataValue", {
            field("Epoch", &StreamsGroupMetadataValue::epoch, since(0)),
            field("MetadataHash", &StreamsGroupMetadataValue::metadata_hash, since(0)),
            field("ValidatedTopologyEpoch", &StreamsGroupMetadataValue::validated_topology_epoch, since(0)).tagged_as(0, since(0)),
            field("LastAssignmentConfigs", &StreamsGroupMetadataValue::last_assignment_configs, since(0))
                .nullable_in(since(0)).tagged_as(1, since(0)),
        }),
    };
    return declared;
}

const Message& StreamsGroupMemberMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 19,
        .versions = between(0, 0),
        .body = declare_struct<StreamsGroupMemberMetadataKey>("StreamsGroupMemberMetadataKey", {
            field("GroupId", &StreamsGroupMemberMetadataKey::group_id, between(0, 0)),
            field("MemberId", &StreamsGroupMemberMetadataKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& StreamsGroupMemberMetadataValue::Endpoint::structure() {
    static const Struct declared = declare_struct<Endpoint>("Endpoint", {
        field("Host", &Endpoint::host, since(0)),
        field("Port", &Endpoint::port, since(0)),
    });
    return declared;
}

const Struct& StreamsGroupMemberMetadataValue::KeyValue::structure() {
    static const Struct declared = declare_struct<KeyValue>("KeyValue", {
        field("Key", &KeyValue::key, since(0)),
        field("Value", &KeyValue::value, since(0)),
    });
    return declared;
}

const Message& StreamsGroupMemberMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 19,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<StreamsGroupMemberMetadataValue>("StreamsGroupMemberMetadataValue", {
            field("InstanceId", &StreamsGroupMemberMetadataValue::instance_id, since(0)).nullable_in(since(0)),
            field("RackId", &StreamsGroupMemberMetadataValue::rack_id, since(0)).nullable_in(since(0)),
            field("ClientId", &StreamsGroupMemberMetadataValue::client_id, since(0)),
            field("ClientHost", &StreamsGroupMemberMetadataValue::client_host, since(0)),
            field("RebalanceTimeoutMs", &StreamsGroupMemberMetadataValue::rebalance_timeout_ms, since(0)),
            field("TopologyEpoch", &StreamsGroupMemberMetadataValue::topology_epoch, since(0)),
            field("ProcessId", &StreamsGroupMemberMetadataValue::process_id, since(0)),
            field("UserEndpoint", &StreamsGroupMemberMetadataValue::user_endpoint, since(0)).nullable_in(since(0)),
            field("ClientTags", &StreamsGroupMemberMetadataValue::client_tags, since(0)),
        }),
    };
    return declared;
}

const Message& StreamsGroupTargetAssignmentMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 20,
        .versions = between(0, 0),
        .body = declare_struct<StreamsGroupTargetAssignmentMetadataKey>("StreamsGroupTargetAssignmentMetadataKey", {
            field("GroupId", &StreamsGroupTargetAssignmentMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Message& StreamsGroupTargetAssignmentMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 20,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<StreamsGroupTargetAssignmentMetadataValue>("StreamsGroupTargetAssignmentMetadataValue", {
            field("AssignmentEpoch", &StreamsGroupTargetAssignmentMetadataValue::assignment_epoch, since(0)),
            field("AssignmentTimestamp", &StreamsGroupTargetAssignmentMetadataValue::assignment_timestamp, since(0))
                .tagged_as(0, since(0)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Message& StreamsGroupTargetAssignmentMemberKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 21,
        .versions = between(0, 0),
        .body = declare_struct<StreamsGroupTargetAssignmentMemberKey>("StreamsGroupTargetAssignmentMemberKey", {
            field("GroupId", &StreamsGroupTargetAssignmentMemberKey::group_id, between(0, 0)),
            field("MemberId", &StreamsGroupTargetAssignmentMemberKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& StreamsGroupTargetAssignmentMemberValue::TaskIds::structure() {
    static const Struct declared = declare_struct<TaskIds>("TaskIds", {
        field("SubtopologyId", &TaskIds::subtopology_id, since(0)),
        field("Partitions", &TaskIds::partitions, since(0)),
    });
    return declared;
}

const Message& StreamsGroupTargetAssignmentMemberValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 21,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<StreamsGroupTargetAssignmentMemberValue>("StreamsGroupTargetAssignmentMemberValue", {
            field("ActiveTasks", &StreamsGroupTargetAssignmentMemberValue::active_tasks, since(0)),
            field("StandbyTasks", &StreamsGroupTargetAssignmentMemberValue::standby_tasks, since(0)),
            field("WarmupTasks", &StreamsGroupTargetAssignmentMemberValue::warmup_tasks, since(0)),
        }),
    };
    return declared;
}

const Message& StreamsGroupCurrentMemberAssignmentKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 22,
        .versions = between(0, 0),
        .body = declare_struct<StreamsGroupCurrentMemberAssignmentKey>("StreamsGroupCurrentMemberAssignmentKey", {
            field("GroupId", &StreamsGroupCurrentMemberAssignmentKey::group_id, between(0, 0)),
            field("MemberId", &StreamsGroupCurrentMemberAssignmentKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& StreamsGroupCurrentMemberAssignmentValue::TaskIds::structure() {
    static const Struct declared = declare_struct<TaskIds>("TaskIds", {
        field("SubtopologyId", &TaskIds::subtopology_id, since(0)),
        field("Partitions", &TaskIds::partitions, since(0)),
        field("AssignmentEpochs", &TaskIds::assignment_epochs, since(0)).nullable_in(since(0)).tagged_as(0, since(0)),
    });
    return declared;
}

const Message& StreamsGroupCurrentMemberAssignmentValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 22,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<StreamsGroupCurrentMemberAssignmentValue>("StreamsGroupCurrentMemberAssignmentValue", {
            field("MemberEpoch", &StreamsGroupCurrentMemberAssignmentValue::member_epoch, since(0)),
            field("PreviousMemberEpoch", &StreamsGroupCurrentMemberAssignmentValue::previous_member_epoch, since(0)),
            field("State", &StreamsGroupCurrentMemberAssignmentValue::state, since(0)),
            field("ActiveTasks", &StreamsGroupCurrentMemberAssignmentValue::active_tasks, since(0)),
            field("StandbyTasks", &StreamsGroupCurrentMemberAssignmentValue::standby_tasks, since(0)),
            field("WarmupTasks", &StreamsGroupCurrentMemberAssignmentValue::warmup_tasks, since(0)),
            field("ActiveTasksPendingRevocation", &StreamsGroupCurrentMemberAssignmentValue::active_tasks_pending_revocation, since(0)),
            field("StandbyTasksPendingRevocation", &StreamsGroupCurrentMemberAssignmentValue::standby_tasks_pending_revocation, since(0)),
            field("WarmupTasksPendingRevocation", &StreamsGroupCurrentMemberAssignmentValue::warmup_tasks_pending_revocation, since(0)),
        }),
    };
    return declared;
}

const Message& StreamsGroupTopologyKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 23,
        .versions = between(0, 0),
        .body = declare_struct<StreamsGroupTopologyKey>("StreamsGroupTopologyKey", {
            field("GroupId", &StreamsGroupTopologyKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& StreamsGroupTopologyValue::TopicConfig::structure() {
    static const Struct declared = declare_struct<TopicConfig>("TopicConfig", {
        field("key", &TopicConfig::key, since(0)),
        field("value", &TopicConfig::value, since(0)),
    });
    return declared;
}

const Struct& StreamsGroupTopologyValue::TopicInfo::structure() {
    static const Struct declared = declare_struct<TopicInfo>("TopicInfo", {
        field("Name", &TopicInfo::name, since(0)),
        field("Partitions", &TopicInfo::partitions, since(0)),
        field("ReplicationFactor", &TopicInfo::replication_factor, since(0)),
        field("TopicConfigs", &TopicInfo::topic_configs, since(0)),
    });
    return declared;
}

const Struct& StreamsGroupTopologyValue::CopartitionGroup::structure() {
    static const Struct declared = declare_struct<CopartitionGroup>("CopartitionGroup", {
        field("SourceTopics", &CopartitionGroup::source_topics, since(0)),
        field("SourceTopicRegex", &CopartitionGroup::source_topic_regex, since(0)),
        field("RepartitionSourceTopics", &CopartitionGroup::repartition_source_topics, since(0)),
    });
    return declared;
}

const Struct& StreamsGroupTopologyValue::Subtopology::structure() {
    static const Struct declared = declare_struct<Subtopology>("Subtopology", {
        field("SubtopologyId", &Subtopology::subtopology_id, since(0)),
        field("SourceTopics", &Subtopology::source_topics, since(0)),
        field("SourceTopicRegex", &Subtopology::source_topic_regex, since(0)),
        field("StateChangelogTopics", &Subtopology::state_changelog_topics, since(0)),
        field("RepartitionSinkTopics", &Subtopology::repartition_sink_topics, since(0)),
        field("RepartitionSourceTopics", &Subtopology::repartition_source_topics, since(0)),
        field("CopartitionGroups", &Subtopology::copartition_groups, since(0)),
    });
    return declared;
}

const Message& StreamsGroupTopologyValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 23,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<StreamsGroupTopologyValue>("StreamsGroupTopologyValue", {
            field("Epoch", &StreamsGroupTopologyValue::epoch, since(0)),
            field("Subtopologies", &StreamsGroupTopologyValue::subtopologies, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
