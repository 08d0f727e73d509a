// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/describe_log_dirs.h"

#include <algorithm>
#include <set>

#include "broker/handlers/handlers.h"

// DescribeLogDirs (KIP-113, KIP-827): what lies in each log directory, and how large its volume is.
namespace vitrine::broker {

using messages::DescribeLogDirsRequest;
using messages::DescribeLogDirsResponse;

namespace {

using Directory = DescribeLogDirsResponse::DescribeLogDirsResult;

Directory describe(HandlerContext& context, storage::LogDirectory& directory, const std::optional<std::set<TopicPartition>>& wanted) {
    Directory answer{.log_dir = directory.path()};
    const auto offline = [&] { return Directory{.error_code = ErrorCode::KAFKA_STORAGE_ERROR, .log_dir = directory.path()}; };
    if (directory.failed()) return offline();
    const env::VolumeSize volume = directory.disk().volume();
    answer.total_bytes = volume.total_bytes;
    answer.usable_bytes = volume.usable_bytes;
    answer.is_cordoned = directory.cordoned();
    // Sorted by name. A log and a future log of one replica never lie in one directory.
    std::vector<std::pair<TopicPartition, bool>> logs;
    for (TopicPartition& name : directory.partitions()) logs.emplace_back(std::move(name), false);
    for (TopicPartition& name : directory.futures()) logs.emplace_back(std::move(name), true);
    std::ranges::sort(logs);
    for (const auto& [name, future] : logs) {
        const storage::Log& log = *(future ? directory.find_future(name) : directory.find(name));
        // Its directory will be offline in a moment.
        if (log.failed()) return offline();
        if (wanted && !wanted->contains(name)) continue;
        if (answer.topics.empty() || answer.topics.back().name != name.topic) answer.topics.push_back({.name = name.topic});
        const Partition* hosted = context.replicas.find(name);
        const std::int64_t lag = hosted == nullptr ? -1
                                 : future          ? hosted->log().log_end() - log.log_end()
                                                   : std::max<std::int64_t>(log.high_watermark() - log.log_end(), 0);
        answer.topics.back().partitions.push_back(
            {.partition_index = name.partition, .partition_size = log.size_bytes(), .offset_lag = lag, .is_future_key = future});
    }
    return answer;
}

}  // namespace

void handle_describe_log_dirs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<DescribeLogDirsRequest>(request, responder);
    if (!asked) return;
    std::optional<std::set<TopicPartition>> wanted;
    if (asked->topics) {
        wanted.emplace();
        for (const auto& topic : *asked->topics) {
            for (const std::int32_t partition : topic.partitions) wanted->insert({topic.topic, partition});
        }
    }
    DescribeLogDirsResponse response;
    bool failed = false;
    for (const auto& directory : context.logs.directories()) {
        response.results.push_back(describe(context, *directory, wanted));
        failed = failed || response.results.back().error_code != ErrorCode::NONE;
    }
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
