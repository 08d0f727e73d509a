// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_fetch.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& OffsetFetchRequest::OffsetFetchRequestTopic::structure() {
    static const Struct declared = declare_struct<OffsetFetchRequest::OffsetFetchRequestTopic>("OffsetFetchRequestTopic", {
        field("Name", &OffsetFetchRequest::OffsetFetchRequestTopic::name, between(0, 7)),
        field("PartitionIndexes", &OffsetFetchRequest::OffsetFetchRequestTopic::partition_indexes, between(0, 7)),
    });
    return declared;
}

const Struct& OffsetFetchRequest::OffsetFetchRequestGroup::OffsetFetchRequestTopics::structure() {
    static const Struct declared = declare_struct<OffsetFetchRequest::OffsetFetchRequestGroup::OffsetFetchRequestTopics>("OffsetFetchRequestTopics", {
        field("Name", &OffsetFetchRequest::OffsetFetchRequestGroup::OffsetFetchRequestTopics::name, between(8, 9)).ignored_where_absent(),
        field("TopicId", &OffsetFetchRequest::OffsetFetchRequestGroup::OffsetFetchRequestTopics::topic_id, since(10)).ignored_where_absent(),
        field("PartitionIndexes", &OffsetFetchRequest::OffsetFetchRequestGroup::OffsetFetchRequestTopics::partition_indexes, since(8)),
    });
    return declared;
}

const Struct& OffsetFetchRequest::OffsetFetchRequestGroup::structure() {
    static const Struct declared = declare_struct<OffsetFetchRequest::OffsetFetchRequestGroup>("OffsetFetchRequestGroup", {
        field("GroupId", &OffsetFetchRequest::OffsetFetchRequestGroup::group_id, since(8)),
        field("MemberId", &OffsetFetchRequest::OffsetFetchRequestGroup::member_id, since(9)).nullable_in(since(9)).ignored_where_absent(),
        field("MemberEpoch", &OffsetFetchRequest::OffsetFetchRequestGroup::member_epoch, since(9)).ignored_where_absent(),
        field("Topics", &OffsetFetchRequest::OffsetFetchRequestGroup::topics, since(8)).nullable_in(since(8)),
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
    static const Struct declared = declare_struct<OffsetFetchResponse::OffsetFetchResponseTopic::OffsetFetchResponsePartition>("OffsetFetchResponsePartition", {
        field("PartitionIndex", &OffsetFetchResponse::OffsetFetchResponseTopic::OffsetFetchResponsePartition::partition_index, between(0, 7)),
        field("CommittedOffset", &OffsetFetchResponse::OffsetFetchResponseTopic::OffsetFetchResponsePartition::committed_offset, between(0, 7)),
        field("CommittedLeaderEpoch", &OffsetFetchResponse::OffsetFetchResponseTopic::OffsetFetchResponsePartition::committed_leader_epoch, between(5, 7)).ignored_where_absent(),
        field("Metadata", &OffsetFetchResponse::OffsetFetchResponseTopic::OffsetFetchResponsePartition::metadata, between(0, 7)).nullable_in(between(0, 7)),
        field("ErrorCode", &OffsetFetchResponse::OffsetFetchResponseTopic::OffsetFetchResponsePartition::error_code, between(0, 7)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseTopic::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponse::OffsetFetchResponseTopic>("OffsetFetchResponseTopic", {
        field("Name", &OffsetFetchResponse::OffsetFetchResponseTopic::name, between(0, 7)),
        field("Partitions", &OffsetFetchResponse::OffsetFetchResponseTopic::partitions, between(0, 7)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions>("OffsetFetchResponsePartitions", {
        field("PartitionIndex", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions::partition_index, since(8)),
        field("CommittedOffset", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions::committed_offset, since(8)),
        field("CommittedLeaderEpoch", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions::committed_leader_epoch, since(8)).ignored_where_absent(),
        field("Metadata", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions::metadata, since(8)).nullable_in(since(8)),
        field("ErrorCode", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::OffsetFetchResponsePartitions::error_code, since(8)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics>("OffsetFetchResponseTopics", {
        field("Name", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::name, between(8, 9)).ignored_where_absent(),
        field("TopicId", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::topic_id, since(10)).ignored_where_absent(),
        field("Partitions", &OffsetFetchResponse::OffsetFetchResponseGroup::OffsetFetchResponseTopics::partitions, since(8)),
    });
    return declared;
}

const Struct& OffsetFetchResponse::OffsetFetchResponseGroup::structure() {
    static const Struct declared = declare_struct<OffsetFetchResponse::OffsetFetchResponseGroup>("OffsetFetchResponseGroup", {
        field("GroupId", &OffsetFetchResponse::OffsetFetchResponseGroup::group_id, since(8)),
        field("Topics", &OffsetFetchResponse::OffsetFetchResponseGroup::topics, since(8)),
        field("ErrorCode", &OffsetFetchResponse::OffsetFetchResponseGroup::error_code, since(8)),
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
