// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_for_leader_epoch.h"

#include "broker/handlers/handlers.h"

// OffsetForLeaderEpoch (KIP-101, KIP-279, KIP-320): where a leader epoch ended, for clients that find out whether their position
// was truncated away.
namespace vitrine::broker {

void handle_offset_for_leader_epoch(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::OffsetForLeaderEpochRequest>(request, responder);
    if (!asked) return;
    messages::OffsetForLeaderEpochResponse response;
    bool failed = false;
    for (const auto& topic : asked->topics) {
        auto& rows = response.topics.emplace_back();
        rows.topic = topic.topic;
        const metadata::TopicImage* image = context.image().topic(topic.topic);
        for (const auto& wanted : topic.partitions) {
            auto& row = rows.partitions.emplace_back();
            row.partition = wanted.partition;
            if (image == nullptr) {
                row.error_code = ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
            } else if (const auto partition = context.replicas.get({image->id, wanted.partition}); !partition) {
                row.error_code = partition.error();
            } else if (const ErrorCode error = (*partition)->check(wanted.current_leader_epoch, true); error != ErrorCode::NONE) {
                row.error_code = error;
            } else if (const auto end = (*partition)->log().end_offset_for_epoch(wanted.leader_epoch)) {
                row.leader_epoch = end->epoch;
                row.end_offset = end->end_offset;
            }
            failed = failed || row.error_code != ErrorCode::NONE;
        }
    }
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
