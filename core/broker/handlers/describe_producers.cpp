// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_producers.h"

#include "broker/handlers/handlers.h"
#include "broker/metadata_queries.h"

// DescribeProducers (KIP-664): the idempotent and transactional producers that the leader of a partition remembers.
namespace vitrine::broker {

void handle_describe_producers(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::DescribeProducersRequest>(request, responder);
    if (!asked) return;
    messages::DescribeProducersResponse response;
    bool failed = false;
    for (const auto& topic : asked->topics) {
        auto& rows = response.topics.emplace_back();
        rows.name = topic.name;
        for (const std::int32_t index : topic.partition_indexes) {
            auto& row = rows.partitions.emplace_back();
            row.partition_index = index;
            if (!is_valid_topic_name(topic.name)) {
                row.error_code = ErrorCode::INVALID_TOPIC_EXCEPTION;
            } else if (context.image().topic(topic.name) == nullptr) {
                row.error_code = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            } else if (const auto partition = context.replicas.get(TopicPartition{topic.name, index}); !partition) {
                row.error_code = partition.error();
            } else if (row.error_code = (*partition)->check(no_leader_epoch, true); row.error_code == ErrorCode::NONE) {
                for (const auto& [id, producer] : (*partition)->log().producers().producers()) {
                    row.active_producers.push_back(
                        {.producer_id = id,
                         .producer_epoch = producer.epoch.value(),
                         .last_sequence = producer.last_sequence(),
                         .last_timestamp = producer.last_timestamp_ms,
                         .coordinator_epoch = producer.coordinator_epoch,
                         .current_txn_start_offset = producer.current_transaction_first_offset.value_or(no_offset)});
                }
            }
            if (row.error_code == ErrorCode::NONE) continue;
            row.error_message = std::string(error_info(row.error_code).meaning);
            failed = true;
        }
    }
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
