// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/delete_records.h"

#include "broker/handlers/handlers.h"

// DeleteRecords (KIP-107): the leader's to do; the answer waits until the replicas have followed.
namespace vitrine::broker {

void handle_delete_records(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DeleteRecordsRequest>(request, responder);
    if (!asked) return;
    messages::DeleteRecordsResponse response;
    std::vector<std::pair<TopicPartition, Offset>> entries;
    std::vector<std::pair<std::size_t, std::size_t>> places;  // of each entry in the response
    for (const auto& topic : asked->topics) {
        auto& rows = response.topics.emplace_back();
        rows.name = topic.name;
        const bool known = context.image().topic(topic.name) != nullptr;
        for (const auto& partition : topic.partitions) {
            rows.partitions.push_back({.partition_index = partition.partition_index,
                                       .low_watermark = no_offset,
                                       .error_code = known ? ErrorCode::NONE : ErrorCode::UNKNOWN_TOPIC_OR_PARTITION});
            if (!known) continue;
            entries.push_back({{topic.name, partition.partition_index}, partition.offset});
            places.emplace_back(response.topics.size() - 1, rows.partitions.size() - 1);
        }
    }
    context.replicas.delete_records(
        Milliseconds(std::max(asked->timeout_ms, 0)), entries,
        [&context, key = request.header.request_api_key, places = std::move(places), response = std::move(response),
         responder = std::move(responder)](std::vector<DeleteRecordsResult> results) mutable {
            for (std::size_t i = 0; i < results.size(); ++i) {
                auto& row = response.topics[places[i].first].partitions[places[i].second];
                row.error_code = results[i].error;
                row.low_watermark = results[i].error == ErrorCode::NONE ? results[i].low_watermark : no_offset;
            }
            bool failed = false;
            for (const auto& topic : response.topics) {
                for (const auto& row : topic.partitions) failed = failed || row.error_code != ErrorCode::NONE;
            }
            if (failed) context.count_error(key);
            responder.respond(response);
        });
}

}  // namespace vitrine::broker
