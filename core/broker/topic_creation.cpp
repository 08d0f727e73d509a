// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/topic_creation.h"

#include <algorithm>

#include "broker/metadata_queries.h"

namespace vitrine::broker {

namespace {
constexpr wire::Version create_topics_version = 7;
constexpr std::size_t under_way_max = 1000;  // topics that may be created at once; others are asked for again by their clients
}  // namespace

ErrorCode TopicCreation::create(const std::string& topic, std::optional<std::string> client_id) {
    if (!is_valid_topic_name(topic)) return ErrorCode::INVALID_TOPIC_EXCEPTION;
    if (under_way_.contains(topic) || under_way_.size() >= under_way_max) return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
    under_way_.insert(topic);
    const BrokerValues& values = config_.values();
    messages::CreateTopicsRequest request;
    auto& wanted = request.topics.emplace_back();
    wanted.name = topic;
    if (topic == offsets_topic_name) {
        wanted.num_partitions = values.offsets_topic_num_partitions;
        wanted.replication_factor = values.offsets_topic_replication_factor;
        wanted.configs = {{.name = "cleanup.policy", .value = "compact"},
                          {.name = "compression.type", .value = "producer"},
                          {.name = "segment.bytes", .value = std::to_string(values.offsets_topic_segment_bytes)}};
    } else {
        wanted.num_partitions = values.num_partitions;
        wanted.replication_factor = static_cast<std::int16_t>(values.default_replication_factor);
    }
    request.timeout_ms = static_cast<std::int32_t>(values.request_timeout_ms.count());
    channel_.call<messages::CreateTopicsResponse>(
        std::move(request), create_topics_version, values.request_timeout_ms,
        [](const auto& response) {
            return std::ranges::any_of(response.topics, [](const auto& result) { return result.error_code == ErrorCode::NOT_CONTROLLER; });
        },
        [this, topic](Result<messages::CreateTopicsResponse> response) {
            under_way_.erase(topic);
            const ErrorCode error = !response                  ? response.error().code
                                    : response->topics.empty() ? ErrorCode::NONE
                                                               : response->topics.front().error_code;
            if (error == ErrorCode::NONE || error == ErrorCode::TOPIC_ALREADY_EXISTS) return;
            const std::string why = !response ? response.error().message : response->topics.front().error_message.value_or("");
            logger_.info("topic {} could not be created: {} {}", topic, name_of(error), why);
        },
        std::move(client_id));
    return ErrorCode::UNKNOWN_TOPIC_OR_PARTITION;
}

}  // namespace vitrine::broker
