// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/consumer_group_records.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Message& ConsumerGroupMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 3,
        .versions = between(0, 0),
        .body = declare_struct<ConsumerGroupMetadataKey>("ConsumerGroupMetadataKey", {
            field("GroupId", &ConsumerGroupMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 3,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConsumerGroupMetadataValue>("ConsumerGroupMetadataValue", {
            field("Epoch", &ConsumerGroupMetadataValue::epoch, since(0)),
            field("MetadataHash", &ConsumerGroupMetadataValue::metadata_hash, since(0)).tagged_as(0, since(0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupPartitionMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 4,
        .versions = between(0, 0),
        .body = declare_struct<ConsumerGroupPartitionMetadataKey>("ConsumerGroupPartitionMetadataKey", {
            field("GroupId", &ConsumerGroupPartitionMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ConsumerGroupPartitionMetadataValue::PartitionMetadata::structure() {
    static const Struct declared = declare_struct<PartitionMetadata>("PartitionMetadata", {
        field("Partition", &PartitionMetadata::partition, since(0)),
        field("Racks", &PartitionMetadata::racks, since(0)),
    });
    return declared;
}

const Struct& ConsumerGroupPartitionMetadataValue::TopicMetadata::structure() {
    static const Struct declared = declare_struct<TopicMetadata>("TopicMetadata", {
        field("TopicId", &TopicMetadata::topic_id, since(0)),
        field("TopicName", &TopicMetadata::topic_name, since(0)),
        field("NumPartitions", &TopicMetadata::num_partitions, since(0)),
        field("PartitionMetadata", &TopicMetadata::partition_metadata, since(0)),
    });
    return declared;
}

const Message& ConsumerGroupPartitionMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 4,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConsumerGroupPartitionMetadataValue>("ConsumerGroupPartitionMetadataValue", {
            field("Topics", &ConsumerGroupPartitionMetadataValue::topics, since(0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupMemberMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 5,
        .versions = between(0, 0),
        .body = declare_struct<ConsumerGroupMemberMetadataKey>("ConsumerGroupMemberMetadataKey", {
            field("GroupId", &ConsumerGroupMemberMetadataKey::group_id, between(0, 0)),
            field("MemberId", &ConsumerGroupMemberMetadataKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ConsumerGroupMemberMetadataValue::ClassicProtocol::structure() {
    static const Struct declared = declare_struct<ClassicProtocol>("ClassicProtocol", {
        field("Name", &ClassicProtocol::name, since(0)),
        field("Metadata", &ClassicProtocol::metadata, since(0)),
    });
    return declared;
}

const Struct& ConsumerGroupMemberMetadataValue::ClassicMemberMetadata::structure() {
    static const Struct declared = declare_struct<ClassicMemberMetadata>("ClassicMemberMetadata", {
        field("SessionTimeoutMs", &ClassicMemberMetadata::session_timeout_ms, since(0)),
        field("SupportedProtocols", &ClassicMemberMetadata::supported_protocols, since(0)),
    });
    return declared;
}

const Message& ConsumerGroupMemberMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 5,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConsumerGroupMemberMetadataValue>("ConsumerGroupMemberMetadataValue", {
            field("InstanceId", &ConsumerGroupMemberMetadataValue::instance_id, since(0)).nullable_in(since(0)),
            field("RackId", &ConsumerGroupMemberMetadataValue::rack_id, since(0)).nullable_in(since(0)),
            field("ClientId", &ConsumerGroupMemberMetadataValue::client_id, since(0)),
            field("ClientHost", &ConsumerGroupMemberMetadataValue::client_host, since(0)),
            field("SubscribedTopicNames", &ConsumerGroupMemberMetadataValue::subscribed_topic_names, since(0)),
            field("SubscribedTopicRegex", &ConsumerGroupMemberMetadataValue::subscribed_topic_regex, since(0)).nullable_in(since(0)),
            field("RebalanceTimeoutMs", &ConsumerGroupMemberMetadataValue::rebalance_timeout_ms, since(0)),
            field("ServerAssignor", &ConsumerGroupMemberMetadataValue::server_assignor, since(0)).nullable_in(since(0)),
            field("ClassicMemberMetadata", &ConsumerGroupMemberMetadataValue::classic_member_metadata, since(0))
                .nullable_in(since(0)).tagged_as(0, since(0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupTargetAssignmentMetadataKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 6,
        .versions = between(0, 0),
        .body = declare_struct<ConsumerGroupTargetAssignmentMetadataKey>("ConsumerGroupTargetAssignmentMetadataKey", {
            field("GroupId", &ConsumerGroupTargetAssignmentMetadataKey::group_id, between(0, 0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupTargetAssignmentMetadataValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 6,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConsumerGroupTargetAssignmentMetadataValue>("ConsumerGroupTargetAssignmentMetadataValue", {
            field("AssignmentEpoch", &ConsumerGroupTargetAssignmentMetadataValue::assignment_epoch, since(0)),
            field("AssignmentTimestamp", &ConsumerGroupTargetAssignmentMetadataValue::assignment_timestamp, since(0))
                .tagged_as(0, since(0)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Message& ConsumerGroupTargetAssignmentMemberKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 7,
        .versions = between(0, 0),
        .body = declare_struct<ConsumerGroupTargetAssignmentMemberKey>("ConsumerGroupTargetAssignmentMemberKey", {
            field("GroupId", &ConsumerGroupTargetAssignmentMemberKey::group_id, between(0, 0)),
            field("MemberId", &ConsumerGroupTargetAssignmentMemberKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ConsumerGroupTargetAssignmentMemberValue::TopicPartition::structure() {
    static const Struct declared = declare_struct<TopicPartition>("TopicPartition", {
        field("TopicId", &TopicPartition::topic_id, since(0)),
        field("Partitions", &TopicPartition::partitions, since(0)),
    });
    return declared;
}

const Message& ConsumerGroupTargetAssignmentMemberValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 7,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConsumerGroupTargetAssignmentMemberValue>("ConsumerGroupTargetAssignmentMemberValue", {
            field("TopicPartitions", &ConsumerGroupTargetAssignmentMemberValue::topic_partitions, since(0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupCurrentMemberAssignmentKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 8,
        .versions = between(0, 0),
        .body = declare_struct<ConsumerGroupCurrentMemberAssignmentKey>("ConsumerGroupCurrentMemberAssignmentKey", {
            field("GroupId", &ConsumerGroupCurrentMemberAssignmentKey::group_id, between(0, 0)),
            field("MemberId", &ConsumerGroupCurrentMemberAssignmentKey::member_id, between(0, 0)),
        }),
    };
    return declared;
}

const Struct& ConsumerGroupCurrentMemberAssignmentValue::TopicPartitions::structure() {
    static const Struct declared = declare_struct<TopicPartitions>("TopicPartitions", {
        field("TopicId", &TopicPartitions::topic_id, since(0)),
        field("Partitions", &TopicPartitions::partitions, since(0)),
        field("AssignmentEpochs", &TopicPartitions::assignment_epochs, since(0)).nullable_in(since(0)).tagged_as(0, since(0)),
    });
    return declared;
}

const Message& ConsumerGroupCurrentMemberAssignmentValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 8,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConsumerGroupCurrentMemberAssignmentValue>("ConsumerGroupCurrentMemberAssignmentValue", {
            field("MemberEpoch", &ConsumerGroupCurrentMemberAssignmentValue::member_epoch, since(0)),
            field("PreviousMemberEpoch", &ConsumerGroupCurrentMemberAssignmentValue::previous_member_epoch, since(0)),
            field("State", &ConsumerGroupCurrentMemberAssignmentValue::state, since(0)),
            field("AssignedPartitions", &ConsumerGroupCurrentMemberAssignmentValue::assigned_partitions, since(0)),
            field("PartitionsPendingRevocation", &ConsumerGroupCurrentMemberAssignmentValue::partitions_pending_revocation, since(0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupRegularExpressionKey::message() {
    static const Message declared{
        .type = MessageType::coordinator_key,
        .api_key = 16,
        .versions = between(0, 0),
        .body = declare_struct<ConsumerGroupRegularExpressionKey>("ConsumerGroupRegularExpressionKey", {
            field("GroupId", &ConsumerGroupRegularExpressionKey::group_id, between(0, 0)),
            field("RegularExpression", &ConsumerGroupRegularExpressionKey::regular_expression, between(0, 0)),
        }),
    };
    return declared;
}

const Message& ConsumerGroupRegularExpressionValue::message() {
    static const Message declared{
        .type = MessageType::coordinator_value,
        .api_key = 16,
        .versions = between(0, 0),
        .flexible_from = 0,
        .body = declare_struct<ConsumerGroupRegularExpressionValue>("ConsumerGroupRegularExpressionValue", {
            field("Topics", &ConsumerGroupRegularExpressionValue::topics, since(0)),
            field("Version", &ConsumerGroupRegularExpressionValue::version, since(0)),
            field("Timestamp", &ConsumerGroupRegularExpressionValue::timestamp, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
