// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_log_dirs.h"

#include <algorithm>
#include <set>

#include "broker/handlers/handlers.h"

// DescribeLogDirs (KIP-113): a broker has one log directory. What the volume holds is not known here, and answered as unknown.
namespace vitrine::broker {

using messages::DescribeLogDirsRequest;
using messages::DescribeLogDirsResponse;

void handle_describe_log_dirs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<DescribeLogDirsRequest>(request, responder);
    if (!asked) return;
    std::set<TopicPartition> wanted;
    if (asked->topics) {
        for (const auto& topic : *asked->topics) {
            for (const std::int32_t partition : topic.partitions) wanted.insert({topic.topic, partition});
        }
    }
    DescribeLogDirsResponse response;
    auto& directory = response.results.emplace_back();
    directory.log_dir = context.environment.disk.description();
    std::map<TopicPartition, const Partition*> hosted;
    for (const auto& [id, partition] : context.replicas.partitions()) {
        if (partition->log().failed()) directory.error_code = ErrorCode::KAFKA_STORAGE_ERROR;
        if (!asked->topics || wanted.contains(partition->name())) hosted.emplace(partition->name(), partition.get());
    }
    if (directory.error_code != ErrorCode::NONE) {
        context.count_error(request.header.request_api_key);
        return responder.respond(response);
    }
    for (const auto& [name, partition] : hosted) {
        if (directory.topics.empty() || directory.topics.back().name != name.topic) directory.topics.push_back({.name = name.topic});
        const storage::Log& log = partition->log();
        directory.topics.back().partitions.push_back({.partition_index = name.partition,
                                                      .partition_size = log.size_bytes(),
                                                      .offset_lag = std::max<std::int64_t>(log.high_watermark() - log.log_end(), 0)});
    }
    responder.respond(response);
}

}  // namespace vitrine::broker
