// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/list_offsets.h"

#include <set>

#include "broker/handlers/handlers.h"

// ListOffsets: where a partition begins, ends, and what was written at a time. Without tiered storage the local log is the whole
// log, and nothing is ever tiered or pending.
namespace vitrine::broker {

namespace {

constexpr std::int64_t latest = -1;
constexpr std::int64_t earliest = -2;
constexpr std::int64_t max_timestamp = -3;
constexpr std::int64_t earliest_local = -4;
constexpr std::int64_t latest_tiered = -5;
constexpr std::int64_t earliest_pending_upload = -6;

constexpr BrokerId consumer{-1};
constexpr BrokerId debugging{-2};

using Response = messages::ListOffsetsResponse;
using PartitionRow = Response::ListOffsetsTopicResponse::ListOffsetsPartitionResponse;
using PartitionAsk = messages::ListOffsetsRequest::ListOffsetsTopic::ListOffsetsPartition;

bool is_supported(std::int64_t timestamp, wire::Version version) {
    switch (timestamp) {
        case latest:
        case earliest: return true;
        case max_timestamp: return version >= 7;
        case earliest_local: return version >= 8;
        case latest_tiered: return version >= 9;
        case earliest_pending_upload: return version >= 11;
        default: return timestamp >= 0;
    }
}

// What a client may see ends at the high watermark, or at the last stable offset; a replica sees all.
Offset visible_end(const Partition& partition, BrokerId replica, bool read_committed) {
    if (replica != consumer) return partition.log().log_end();
    return read_committed ? partition.log().last_stable_offset() : partition.log().high_watermark();
}

void look_up(Partition& partition, const PartitionAsk& asked, const messages::ListOffsetsRequest& request, wire::Version version,
             PartitionRow& row) {
    const Offset end = visible_end(partition, request.replica_id, request.isolation_level == 1);
    // A leader whose high watermark is still behind what it began with cannot say what the end is (KIP-207).
    const bool end_unknown = request.replica_id == consumer && partition.epoch_start() > partition.log().high_watermark();
    const ErrorCode not_yet = version >= 5 ? ErrorCode::OFFSET_NOT_AVAILABLE : ErrorCode::LEADER_NOT_AVAILABLE;
    storage::Log& log = partition.log();
    switch (asked.timestamp) {
        case latest:
            if (end_unknown) {
                row.error_code = not_yet;
                return;
            }
            row.offset = end;
            row.leader_epoch = partition.leader_epoch();
            return;
        case earliest:
        case earliest_local:
            row.offset = log.log_start();
            if (const auto first = log.leader_epochs().earliest(); first && first->start_offset <= log.log_start())
                row.leader_epoch = first->epoch;
            return;
        case latest_tiered:
        case earliest_pending_upload: return;  // nothing is, ever
        default: break;
    }
    const auto found = asked.timestamp == max_timestamp ? log.max_timestamp() : log.offset_for_timestamp(asked.timestamp);
    if (!found) {
        row.error_code = found.error().code;
        return;
    }
    if (*found && (*found)->offset < end) {
        row.timestamp = (*found)->timestamp_ms;
        row.offset = (*found)->offset;
        row.leader_epoch = (*found)->leader_epoch;
    } else if (end_unknown) {
        row.error_code = not_yet;
    }
}

}  // namespace

void handle_list_offsets(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::ListOffsetsRequest>(request, responder);
    if (!asked) return;
    Response response;
    bool failed = false;
    std::set<TopicPartition> seen;
    std::set<TopicPartition> twice;
    for (const auto& topic : asked->topics) {
        for (const auto& partition : topic.partitions) {
            if (!seen.insert({topic.name, partition.partition_index}).second) twice.insert({topic.name, partition.partition_index});
        }
    }
    for (const auto& topic : asked->topics) {
        auto& rows = response.topics.emplace_back();
        rows.name = topic.name;
        const metadata::TopicImage* image = context.image().topic(topic.name);
        for (const PartitionAsk& wanted : topic.partitions) {
            PartitionRow& row = rows.partitions.emplace_back();
            row.partition_index = wanted.partition_index;
            if (twice.contains({topic.name, wanted.partition_index})) {
                row.error_code = ErrorCode::INVALID_REQUEST;
            } else if (!is_supported(wanted.timestamp, request.version())) {
                row.error_code = ErrorCode::UNSUPPORTED_VERSION;
            } else if (image == nullptr) {
                row.error_code = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            } else if (const auto partition = context.replicas.get({image->id, wanted.partition_index}); !partition) {
                row.error_code = partition.error();
            } else if (const ErrorCode error = (*partition)->check(wanted.current_leader_epoch, asked->replica_id != debugging);
                       error != ErrorCode::NONE) {
                row.error_code = error;
            } else {
                look_up(**partition, wanted, *asked, request.version(), row);
            }
            failed = failed || row.error_code != ErrorCode::NONE;
        }
    }
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
