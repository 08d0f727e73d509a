// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_fetch.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& OffsetFetchRequest::OffsetFetchRequestTopic::structure() {
    static const Struct declared = declare_struct<OffsetFetchRequestTopic>("OffsetFetchRequestTopic", {
        field("Name", &OffsetFetchRequestTopic::name, between(0, 7)),
        field("PartitionIndexes", &OffsetFetchRequestTopic::partition_indexes, between(0, 7)),
    });
    return declared;
}

const Struct& OffsetFetchRequest::OffsetFetchRequestGroup::OffsetFetchRequestTopics::structure() {
    static const Struct declared = declare_struct<OffsetFetchRequestTopics>("OffsetFetchRequestTopics", {
        field("Name", &OffsetFetchRequestTopics::name, between(8, 9)).ignored_where_absent(),
        field("TopicId", &OffsetFetchRequestTopics::topic_id, since(10)).ignored_where_absent(),
        field("PartitionIndexes", &OffsetFetchRequestTopics::partition_indexes, since(8)),
    });
    return declared;
}

const Struct& OffsetFetchRequest::OffsetFetchRequestGroup::structure() {
    static const Struct declared = declare_struct<OffsetFetchRequestGroup>("OffsetFetchRequestGroup", {
        field("GroupId", &OffsetFetchRequestGroup::group_id, since(8)),
        field("MemberId", &OffsetFetchRequestGroup::member_id, since(9)).nullable_in(since(9)).ignored_where_absent(),
        field("MemberEpoch", &OffsetFetchRequestGroup::member_epoch, since(9)).ignored_where_absent(),
        field("Topics", &OffsetFetchRequestGroup::topics, since(8)).nullable_in(since(8)),
    });
    return declared;
}

const Message& OffsetFetchRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 9,
        .versions = between(1, 10),
        .flexible_from = 6,
        .listeners = ListenerType::broker,
        .body = declare_struct<OffsetFetchRequest>("OffsetFetchRequest", {
            field("GroupId", &OffsetFetchRequest::group_id, between(0, 7)),
            field("Topics", &OffsetFetchRequest::topics, between(0, 7)).nullable_in(between(2, 7)),
            field("Groups", &OffsetFetchRequest::groups, since(8)),
            field("RequireStable", &OffsetFetchRequest::require_stable, since(7)),
        }),
    };
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseTopic::OffsetFetchResponsePartition::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponsePartition>("OffsetFetchResponsePartition", {
        field("PartitionIndex", &OffsetFetchResponsePartition::partition_index, between(0, 7)),
        field("CommittedOffset", &OffsetFetchResponsePartition::committed_offset, between(0, 7)),
        field("CommittedLeaderEpoch", &OffsetFetchResponsePartition::committed_leader_epoch, between(5, 7)).ignored_where_absent(),
        field("Metadata", &OffsetFetchResponsePartition::metadata, between(0, 7)).nullable_in(between(0, 7)),
        field("ErrorCode", &OffsetFetchResponsePartition::error_code, between(0, 7)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseTopic::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponseTopic>("OffsetFetchResponseTopic", {
        field("Name", &OffsetFetchResponseTopic::name, between(0, 7)),
        field("Partitions", &OffsetFetchResponseTopic::partitions, between(0, 7)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponsePartitions>("OffsetFetchResponsePartitions", {
        field("PartitionIndex", &OffsetFetchResponsePartitions::partition_index, since(8)),
        field("CommittedOffset", &OffsetFetchResponsePartitions::committed_offset, since(8)),
        field("CommittedLeaderEpoch", &OffsetFetchResponsePartitions::committed_leader_epoch, since(8)).ignored_where_absent(),
        field("Metadata", &OffsetFetchResponsePartitions::metadata, since(8)).nullable_in(since(8)),
        field("ErrorCode", &OffsetFetchResponsePartitions::error_code, since(8)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponseTopics>("OffsetFetchResponseTopics", {
        field("Name", &OffsetFetchResponseTopics::name, between(8, 9)).ignored_where_absent(),
        field("TopicId", &OffsetFetchResponseTopics::topic_id, since(10)).ignored_where_absent(),
        field("Partitions", &OffsetFetchResponseTopics::partitions, since(8)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseGroup::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponseGroup>("OffsetFetchResponseGroup", {
        field("GroupId", &OffsetFetchResponseGroup::group_id, since(8)),
        field("Topics", &OffsetFetchResponseGroup::topics, since(8)),
        field("ErrorCode", &OffsetFetchResponseGroup::error_code, since(8)),
    });
    return declared;
}

const Message& OffsetFetchResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 9,
        .versions = between(1, 10),
        .flexible_from = 6,
        .body = declare_struct<OffsetFetchResponse>("OffsetFetchResponse", {
            field("ThrottleTimeMs", &OffsetFetchResponse::throttle_time_ms, since(3)).ignored_where_absent(),
            field("Topics", &OffsetFetchResponse::topics, between(0, 7)),
            field("ErrorCode", &OffsetFetchResponse::error_code, between(2, 7)).ignored_where_absent(),
            field("Groups", &OffsetFetchResponse::groups, since(8)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
