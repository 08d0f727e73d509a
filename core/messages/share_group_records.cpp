// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/share_group_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& ShareGroupMemberMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 10,
        .versions = between(0, 0),
        .body = declare_struct<ShareGroupMemberMetadataKey>("ShareGroupMemberMetadataKey", {
            field("GroupId", &ShareGroupMemberMetadataKey::group_id, between(0, 0)),
            field("MemberId", &ShareGroupMemberMetadataKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Message& ShareGroupMemberMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 10,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareGroupMemberMetadataValue>("ShareGroupMemberMetadataValue", {
            field("RackId", &ShareGroupMemberMetadataValue::rack_id, since(0)).nullable_in(since(0)),
            field("ClientId", &ShareGroupMemberMetadataValue::client_id, since(0)),
            field("ClientHost", &ShareGroupMemberMetadataValue::client_host, since(0)),
            field("SubscribedTopicNames", &ShareGroupMemberMetadataValue::subscribed_topic_names, since(0)),
        }),
    };
    return declared;
}

const Message& ShareGroupMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 11,
        .versions = between(0, 0),
        .body = declare_struct<ShareGroupMetadataKey>("ShareGroupMetadataKey", {
            field("GroupId", &ShareGroupMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Message& ShareGroupMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 11,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareGroupMetadataValue>("ShareGroupMetadataValue", {
            field("Epoch", &ShareGroupMetadataValue::epoch, since(0)),
            field("MetadataHash", &ShareGroupMetadataValue::metadata_hash, since(0)),
        }),
    };
    return declared;
}

const Message& ShareGroupTargetAssignmentMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 12,
        .versions = between(0, 0),
        .body = declare_struct<ShareGroupTargetAssignmentMetadataKey>("ShareGroupTargetAssignmentMetadataKey", {
            field("GroupId", &ShareGroupTargetAssignmentMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Message& ShareGroupTargetAssignmentMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 12,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareGroupTargetAssignmentMetadataValue>("ShareGroupTargetAssignmentMetadataValue", {
            field("AssignmentEpoch", &ShareGroupTargetAssignmentMetadataValue::assignment_epoch, since(0)),
            field("AssignmentTimestamp", &ShareGroupTargetAssignmentMetadataValue::assignment_timestamp, since(0))
                .tagged_as(0, since(0)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Message& ShareGroupTargetAssignmentMemberKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 13,
        .versions = between(0, 0),
        .body = declare_struct<ShareGroupTargetAssignmentMemberKey>("ShareGroupTargetAssignmentMemberKey", {
            field("GroupId", &ShareGroupTargetAssignmentMemberKey::group_id, between(0, 0)),
            field("MemberId", &ShareGroupTargetAssignmentMemberKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ShareGroupTargetAssignmentMemberValue::TopicPartition::structure() {
    static const Struct declared = declare_struct<TopicPartition>("TopicPartition", {
        field("TopicId", &TopicPartition::topic_id, since(0)),
        field("Partitions", &TopicPartition::partitions, since(0)),
    });
    return declared;
}

const Message& ShareGroupTargetAssignmentMemberValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 13,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareGroupTargetAssignmentMemberValue>("ShareGroupTargetAssignmentMemberValue", {
            field("TopicPartitions", &ShareGroupTargetAssignmentMemberValue::topic_partitions, since(0)),
        }),
    };
    return declared;
}

const Message& ShareGroupCurrentMemberAssignmentKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 14,
        .versions = between(0, 0),
        .body = declare_struct<ShareGroupCurrentMemberAssignmentKey>("ShareGroupCurrentMemberAssignmentKey", {
            field("GroupId", &ShareGroupCurrentMemberAssignmentKey::group_id, between(0, 0)),
            field("MemberId", &ShareGroupCurrentMemberAssignmentKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ShareGroupCurrentMemberAssignmentValue::TopicPartitions::structure() {
    static const Struct declared = declare_struct<TopicPartitions>("TopicPartitions", {
        field("TopicId", &TopicPartitions::topic_id, since(0)),
        field("Partitions", &TopicPartitions::partitions, since(0)),
    });
    return declared;
}

const Message& ShareGroupCurrentMemberAssignmentValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 14,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareGroupCurrentMemberAssignmentValue>("ShareGroupCurrentMemberAssignmentValue", {
            field("MemberEpoch", &ShareGroupCurrentMemberAssignmentValue::member_epoch, since(0)),
            field("PreviousMemberEpoch", &ShareGroupCurrentMemberAssignmentValue::previous_member_epoch, since(0)),
            field("State", &ShareGroupCurrentMemberAssignmentValue::state, since(0)),
            field("AssignedPartitions", &ShareGroupCurrentMemberAssignmentValue::assigned_partitions, since(0)),
        }),
    };
    return declared;
}

const Message& ShareGroupStatePartitionMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 15,
        .versions = between(0, 0),
        .body = declare_struct<ShareGroupStatePartitionMetadataKey>("ShareGroupStatePartitionMetadataKey", {
            field("GroupId", &ShareGroupStatePartitionMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ShareGroupStatePartitionMetadataValue::TopicPartitionsInfo::structure() {
    static const Struct declared = declare_struct<TopicPartitionsInfo>("TopicPartitionsInfo", {
        field("TopicId", &TopicPartitionsInfo::topic_id, since(0)),
        field("TopicName", &TopicPartitionsInfo::topic_name, since(0)),
        field("Partitions", &TopicPartitionsInfo::partitions, since(0)),
    });
    return declared;
}

const Struct& ShareGroupStatePartitionMetadataValue::TopicInfo::structure() {
    static const Struct declared = declare_struct<TopicInfo>("TopicInfo", {
        field("TopicId", &TopicInfo::topic_id, since(0)),
        field("TopicName", &TopicInfo::topic_name, since(0)),
    });
    return declared;
}

const Message& ShareGroupStatePartitionMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 15,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ShareGroupStatePartitionMetadataValue>("ShareGroupStatePartitionMetadataValue", {
            field("InitializingTopics", &ShareGroupStatePartitionMetadataValue::initializing_topics, since(0)),
            field("InitializedTopics", &ShareGroupStatePartitionMetadataValue::initialized_topics, since(0)),
            field("DeletingTopics", &ShareGroupStatePartitionMetadataValue::deleting_topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
