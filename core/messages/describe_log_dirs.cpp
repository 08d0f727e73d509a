// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_log_dirs.h"

namespace vitrine::messages {

using namespace vitrine::wire;  // NOLINT(google-build-using-namespace): the words of a declaration

const Struct& DescribeLogDirsRequest::DescribableLogDirTopic::structure() {
    static const Struct declared = declare_struct<DescribableLogDirTopic>("DescribableLogDirTopic", {
        field("Topic", &DescribableLogDirTopic::topic, since(0)),
        field("Partitions", &DescribableLogDirTopic::partitions, since(0)),
    });
    return declared;
}

const Message& DescribeLogDirsRequest::message() {
    static const Message declared{
        .type = MessageType::request,
        .api_key = 35,
        .versions = between(1, 5),
        .flexible_from = 2,
        .listeners = ListenerType::broker,
        .body = declare_struct<DescribeLogDirsRequest>("DescribeLogDirsRequest", {
            field("Topics", &DescribeLogDirsRequest::topics, since(0)).nullable_in(since(0)),
        }),
    };
    return declared;
}

const Struct& DescribeLogDirsResponse::DescribeLogDirsResult::DescribeLogDirsTopic::DescribeLogDirsPartition::structure() {
    static const Struct declared = declare_struct<DescribeLogDirsPartition>("DescribeLogDirsPartition", {
        field("PartitionIndex", &DescribeLogDirsPartition::partition_index, since(0)),
        field("PartitionSize", &DescribeLogDirsPartition::partition_size, since(0)),
        field("OffsetLag", &DescribeLogDirsPartition::offset_lag, since(0)),
        field("IsFutureKey", &DescribeLogDirsPartition::is_future_key, since(0)),
    });
    return declared;
}

const Struct& DescribeLogDirsResponse::DescribeLogDirsResult::DescribeLogDirsTopic::structure() {
    static const Struct declared = declare_struct<DescribeLogDirsTopic>("DescribeLogDirsTopic", {
        field("Name", &DescribeLogDirsTopic::name, since(0)),
        field("Partitions", &DescribeLogDirsTopic::partitions, since(0)),
    });
    return declared;
}

const Struct& DescribeLogDirsResponse::DescribeLogDirsResult::structure() {
    static const Struct declared = declare_struct<DescribeLogDirsResult>("DescribeLogDirsResult", {
        field("ErrorCode", &DescribeLogDirsResult::error_code, since(0)),
        field("LogDir", &DescribeLogDirsResult::log_dir, since(0)),
        field("Topics", &DescribeLogDirsResult::topics, since(0)),
        field("TotalBytes", &DescribeLogDirsResult::total_bytes, since(4)).ignored_where_absent(),
        field("UsableBytes", &DescribeLogDirsResult::usable_bytes, since(4)).ignored_where_absent(),
        field("IsCordoned", &DescribeLogDirsResult::is_cordoned, since(5)).ignored_where_absent(),
    });
    return declared;
}

const Message& DescribeLogDirsResponse::message() {
    static const Message declared{
        .type = MessageType::response,
        .api_key = 35,
        .versions = between(1, 5),
        .flexible_from = 2,
        .body = declare_struct<DescribeLogDirsResponse>("DescribeLogDirsResponse", {
            field("ThrottleTimeMs", &DescribeLogDirsResponse::throttle_time_ms, since(0)),
            field("ErrorCode", &DescribeLogDirsResponse::error_code, since(3)).ignored_where_absent(),
            field("Results", &DescribeLogDirsResponse::results, since(0)),
        }),
    };
    return declared;
}

}  // namespace vitrine::messages
