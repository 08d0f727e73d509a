// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/offset_delete.h"

#include "broker/handlers/handlers.h"

// OffsetDelete (KIP-496). Partitions of topics that do not exist are answered here, as Kafka's broker does; the coordinator has the rest.
namespace vitrine::broker {

using messages::OffsetDeleteRequest;
using messages::OffsetDeleteResponse;

void handle_offset_delete(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    auto asked = decode_or_close<OffsetDeleteRequest>(request, responder);
    if (!asked) return;
    std::vector<OffsetDeleteResponse::OffsetDeleteResponseTopic> unknown;
    std::erase_if(asked->topics, [&](const OffsetDeleteRequest::OffsetDeleteRequestTopic& topic) {
        if (context.image().topic(topic.name) != nullptr) return false;
        auto& answered = unknown.emplace_back();
        answered.name = topic.name;
        for (const auto& partition : topic.partitions)
            answered.partitions.push_back({partition.partition_index, ErrorCode::UNKNOWN_TOPIC_OR_PARTITION});
        return true;
    });
    if (asked->topics.empty() && !unknown.empty()) {
        OffsetDeleteResponse response;
        response.topics = std::move(unknown);
        context.count_error(request.header.request_api_key);
        return responder.respond(response);
    }
    context.groups.handle(*asked, [&context, key = request.header.request_api_key, unknown = std::move(unknown),
                                   responder = std::move(responder)](OffsetDeleteResponse response) mutable {
        bool failed = response.error_code != ErrorCode::NONE || !unknown.empty();
        // An error of the whole stands alone.
        if (response.error_code == ErrorCode::NONE) {
            for (auto& topic : unknown) response.topics.push_back(std::move(topic));
            for (const auto& topic : response.topics) {
                for (const auto& partition : topic.partitions) failed = failed || partition.error_code != ErrorCode::NONE;
            }
        }
        if (failed) context.count_error(key);
        responder.respond(response);
    });
}

}  // namespace vitrine::broker
