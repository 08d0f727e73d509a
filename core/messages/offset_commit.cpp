// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_commit.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& OffsetCommitRequest::OffsetCommitRequestTopic::OffsetCommitRequestPartition::structure() {
    static const Struct declared = declare_struct<OffsetCommitRequestPartition>("OffsetCommitRequestPartition", {
        field("PartitionIndex", &OffsetCommitRequestPartition::partition_index, since(0)),
        field("CommittedOffset", &OffsetCommitRequestPartition::committed_offset, since(0)),
        field("CommittedLeaderEpoch", &OffsetCommitRequestPartition::committed_leader_epoch, since(6)).ignored_where_absent(),
        field("CommittedMetadata", &OffsetCommitRequestPartition::committed_metadata, since(0)).nullable_in(since(0)),
    });
    return declared;
}

const Struct& OffsetCommitRequest::OffsetCommitRequestTopic::structure() {
    static const Struct declared = declare_struct<OffsetCommitRequestTopic>("OffsetCommitRequestTopic", {
        field("Name", &OffsetCommitRequestTopic::name, between(0, 9)).ignored_where_absent(),
        field("TopicId", &OffsetCommitRequestTopic::topic_id, since(10)).ignored_where_absent(),
        field("Partitions", &OffsetCommitRequestTopic::partitions, since(0)),
    });
    return declared;
}

const Message& OffsetCommitRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 8,
        .versions = between(2, 10),
        .flexible_from = 8,
        .listeners = ListenerType::broker,
        .body = declare_struct<OffsetCommitRequest>("OffsetCommitRequest", {
            field("GroupId", &OffsetCommitRequest::group_id, since(0)),
            field("GenerationIdOrMemberEpoch", &OffsetCommitRequest::generation_id_or_member_epoch, since(1)).ignored_where_absent(),
            field("MemberId", &OffsetCommitRequest::member_id, since(1)).ignored_where_absent(),
            field("GroupInstanceId", &OffsetCommitRequest::group_instance_id, since(7)).nullable_in(since(7)),
            field("RetentionTimeMs", &OffsetCommitRequest::retention_time_ms, between(2, 4)).ignored_where_absent(),
            field("Topics", &OffsetCommitRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& OffsetCommitResponse::OffsetCommitResponseTopic::OffsetCommitResponsePartition::structure() {
    static const Struct declared = declare_struct<OffsetCommitResponsePartition>("OffsetCommitResponsePartition", {
        field("PartitionIndex", &OffsetCommitResponsePartition::partition_index, since(0)),
        field("ErrorCode", &OffsetCommitResponsePartition::error_code, since(0)),
    });
    return declared;
}

const Struct& OffsetCommitResponse::OffsetCommitResponseTopic::structure() {
    static const Struct declared = declare_struct<OffsetCommitResponseTopic>("OffsetCommitResponseTopic", {
        field("Name", &OffsetCommitResponseTopic::name, between(0, 9)).ignored_where_absent(),
        field("TopicId", &OffsetCommitResponseTopic::topic_id, since(10)).ignored_where_absent(),
        field("Partitions", &OffsetCommitResponseTopic::partitions, since(0)),
    });
    return declared;
}

const Message& OffsetCommitResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 8,
        .versions = between(2, 10),
        .flexible_from = 8,
        .body = declare_struct<OffsetCommitResponse>("OffsetCommitResponse", {
            field("ThrottleTimeMs", &OffsetCommitResponse::throttle_time_ms, since(3)).ignored_where_absent(),
            field("Topics", &OffsetCommitResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
