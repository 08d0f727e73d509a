// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_delete.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& OffsetDeleteRequest::OffsetDeleteRequestTopic::OffsetDeleteRequestPartition::structure() {
    static const Struct declared = declare_struct<OffsetDeleteRequestPartition>("OffsetDeleteRequestPartition", {
        field("PartitionIndex", &OffsetDeleteRequestPartition::partition_index, since(0)),
    });
    return declared;
}

const Struct& OffsetDeleteRequest::OffsetDeleteRequestTopic::structure() {
    static const Struct declared = declare_struct<OffsetDeleteRequestTopic>("OffsetDeleteRequestTopic", {
        field("Name", &OffsetDeleteRequestTopic::name, since(0)),
        field("Partitions", &OffsetDeleteRequestTopic::partitions, since(0)),
    });
    return declared;
}

const Message& OffsetDeleteRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 47,
        .versions = between(0, 0),
        .listeners = ListenerType::broker,
        .body = declare_struct<OffsetDeleteRequest>("OffsetDeleteRequest", {
            field("GroupId", &OffsetDeleteRequest::group_id, since(0)),
            field("Topics", &OffsetDeleteRequest::topics, since(0)),
        }),
    };
    return declared;
}

const Struct& OffsetDeleteResponse::OffsetDeleteResponseTopic::OffsetDeleteResponsePartition::structure() {
    static const Struct declared = declare_struct<OffsetDeleteResponsePartition>("OffsetDeleteResponsePartition", {
        field("PartitionIndex", &OffsetDeleteResponsePartition::partition_index, since(0)),
        field("ErrorCode", &OffsetDeleteResponsePartition::error_code, since(0)),
    });
    return declared;
}

const Struct& OffsetDeleteResponse::OffsetDeleteResponseTopic::structure() {
    static const Struct declared = declare_struct<OffsetDeleteResponseTopic>("OffsetDeleteResponseTopic", {
        field("Name", &OffsetDeleteResponseTopic::name, since(0)),
        field("Partitions", &OffsetDeleteResponseTopic::partitions, since(0)),
    });
    return declared;
}

const Message& OffsetDeleteResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 47,
        .versions = between(0, 0),
        .body = declare_struct<OffsetDeleteResponse>("OffsetDeleteResponse", {
            field("ErrorCode", &OffsetDeleteResponse::error_code, since(0)),
            field("ThrottleTimeMs", &OffsetDeleteResponse::throttle_time_ms, since(0)).ignored_where_absent(),
            field("Topics", &OffsetDeleteResponse::topics, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
