// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_for_leader_epoch.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& OffsetForLeaderEpochRequest::OffsetForLeaderTopic::OffsetForLeaderPartition::structure() {
    static const Struct declared = declare_struct<OffsetForLeaderPartition>("OffsetForLeaderPartition", {
        field("Partition", &OffsetForLeaderPartition::partition, since(0)),
        field("CurrentLeaderEpoch", &OffsetForLeaderPartition::current_leader_epoch, since(2)).ignored_where_absent(),
        field("LeaderEpoch", &OffsetForLeaderPartition::leader_epoch, since(0)),
    });
    return declared;
}

const Struct& OffsetForLeaderEpochRequest::OffsetForLeaderTopic::structure() {
    static const Struct declared = declare_struct<OffsetForLeaderTopic>("OffsetForLeaderTopic", {
        field("Topic", &OffsetForLeaderTopic::topic, since(0)),
        field("Partitions", &OffsetForLeaderTopic::partitions, since(0)),
    });
    return declared;
}

const Message& OffsetForLeaderEpochRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 23,
        .versions = between(2, 4),
        .flexible_from = 4,
        .listeners = ListenerType::broker,
        .body = declare_struct<OffsetForLeaderEpochRequest>("OffsetForLeaderEpochRequest", {
            field("ReplicaId", &OffsetForLeaderEpochRequest::replica_id, since(3)).ignored_where_absent(),
            field("Topics", &OffsetForLeaderEpochRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& OffsetForLeaderEpochResponse::OffsetForLeaderTopicResult::EpochEndOffset::structure() {
    static const Struct declared = declare_struct<EpochEndOffset>("EpochEndOffset", {
        field("ErrorCode", &EpochEndOffset::error_code, since(0)),
        field("Partition", &EpochEndOffset::partition, since(0)),
        field("LeaderEpoch", &EpochEndOffset::leader_epoch, since(1)).ignored_where_absent(),
        field("EndOffset", &EpochEndOffset::end_offset, since(0)),
    });
    return declared;
}

const Struct& OffsetForLeaderEpochResponse::OffsetForLeaderTopicResult::structure() {
    static const Struct declared = declare_struct<OffsetForLeaderTopicResult>("OffsetForLeaderTopicResult", {
        field("Topic", &OffsetForLeaderTopicResult::topic, since(0)),
        field("Partitions", &OffsetForLeaderTopicResult::partitions, since(0)),
    });
    return declared;
}

const Message& OffsetForLeaderEpochResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 23,
        .versions = between(2, 4),
        .flexible_from = 4,
        .body = declare_struct<OffsetForLeaderEpochResponse>("OffsetForLeaderEpochResponse", {
            field("ThrottleTimeMs", &OffsetForLeaderEpochResponse::throttle_time_ms, since(2)).ignored_where_absent(),
            field("Topics", &OffsetForLeaderEpochResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
