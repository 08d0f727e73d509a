// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/consumer_protocol.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& ConsumerProtocolSubscription::TopicPartition::structure() {
    static const Struct declared = declare_struct<TopicPartition>("TopicPartition", {
        field("Topic", &TopicPartition::topic, since(1)),
        field("Partitions", &TopicPartition::partitions, since(1)),
    });
    return declared;
}

const Message& ConsumerProtocolSubscription::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 3),
        .body = declare_struct<ConsumerProtocolSubscription>("ConsumerProtocolSubscription", {
            field("Topics", &ConsumerProtocolSubscription::topics, since(0)),
            field("UserData", &ConsumerProtocolSubscription::user_data, since(0)).nullable_in(since(0)),
            field("OwnedPartitions", &ConsumerProtocolSubscription::owned_partitions, since(1)).ignored_where_absent(),
            field("GenerationId", &ConsumerProtocolSubscription::generation_id, since(2)).ignored_where_absent(),
            field("RackId", &ConsumerProtocolSubscription::rack_id, since(3)).nullable_in(since(3)).ignored_where_absent(),
        }),
    };
    return declared;
}

const Struct& ConsumerProtocolAssignment::TopicPartition::structure() {
    static const Struct declared = declare_struct<TopicPartition>("TopicPartition", {
        field("Topic", &TopicPartition::topic, since(0)),
        field("Partitions", &TopicPartition::partitions, since(0)),
    });
    return declared;
}

const Message& ConsumerProtocolAssignment::message() {
    static const Message declared{
        .type = MessageType::data,
        .versions = between(0, 3),
        .body = declare_struct<ConsumerProtocolAssignment>("ConsumerProtocolAssignment", {
            field("AssignedPartitions", &ConsumerProtocolAssignment::assigned_partitions, since(0)),
            field("UserData", &ConsumerProtocolAssignment::user_data, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
