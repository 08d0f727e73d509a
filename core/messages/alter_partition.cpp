// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_partition.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& AlterPartitionRequest::TopicData::PartitionData::BrokerState::structure() {
    static const Struct declared = declare_struct<BrokerState>("BrokerState", {
        field("BrokerId", &BrokerState::broker_id, since(3)),
        field("BrokerEpoch", &BrokerState::broker_epoch, since(3)),
    });
    return declared;
}

const Struct& AlterPartitionRequest::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
        field("NewIsr", &PartitionData::new_isr, between(0, 2)),
        field("NewIsrWithEpochs", &PartitionData::new_isr_with_epochs, since(3)),
        field("LeaderRecoveryState", &PartitionData::leader_recovery_state, since(1)),
        field("PartitionEpoch", &PartitionData::partition_epoch, since(0)),
    });
    return declared;
}

const Struct& AlterPartitionRequest::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicId", &TopicData::topic_id, since(2)).ignored_where_absent(),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Message& AlterPartitionRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 56,
        .versions = between(2, 3),
        .flexible_from = 0,
        .listeners = ListenerType::controller,
        .body = declare_struct<AlterPartitionRequest>("AlterPartitionRequest", {
            field("BrokerId", &AlterPartitionRequest::broker_id, since(0)),
            field("BrokerEpoch", &AlterPartitionRequest::broker_epoch, since(0)),
            field("Topics", &AlterPartitionRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& AlterPartitionResponse::TopicData::PartitionData::structure() {
    static const Struct declared = declare_struct<PartitionData>("PartitionData", {
        field("PartitionIndex", &PartitionData::partition_index, since(0)),
        field("ErrorCode", &PartitionData::error_code, since(0)),
        field("LeaderId", &PartitionData::leader_id, since(0)),
        field("LeaderEpoch", &PartitionData::leader_epoch, since(0)),
        field("Isr", &PartitionData::isr, since(0)),
        field("LeaderRecoveryState", &PartitionData::leader_recovery_state, since(1)).ignored_where_absent(),
        field("PartitionEpoch", &PartitionData::partition_epoch, since(0)),
    });
    return declared;
}

const Struct& AlterPartitionResponse::TopicData::structure() {
    static const Struct declared = declare_struct<TopicData>("TopicData", {
        field("TopicId", &TopicData::topic_id, since(2)).ignored_where_absent(),
        field("Partitions", &TopicData::partitions, since(0)),
    });
    return declared;
}

const Message& AlterPartitionResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 56,
        .versions = between(2, 3),
        .flexible_from = 0,
        .body = declare_struct<AlterPartitionResponse>("AlterPartitionResponse", {
            field("ThrottleTimeMs", &AlterPartitionResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &AlterPartitionResponse::error_code, since(0)),
            field("Topics", &AlterPartitionResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
