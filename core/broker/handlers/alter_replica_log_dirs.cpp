// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_replica_log_dirs.h"

#include "broker/handlers/handlers.h"

// AlterReplicaLogDirs (KIP-113): in which log directory a replica is to lie. One that is not here yet will be made there; one that is
// here stays where it is.
namespace vitrine::broker {

namespace {

ErrorCode move(HandlerContext& context, const TopicPartition& partition, const std::string& path) {
    storage::LogDirectory* directory = context.logs.directory_at(path);
    if (directory == nullptr) return ErrorCode::LOG_DIR_NOT_FOUND;
    if (directory->failed()) return ErrorCode::KAFKA_STORAGE_ERROR;
    const auto found = context.replicas.get(partition);
    if (!found) {
        if (found.error() == ErrorCode::KAFKA_STORAGE_ERROR) return ErrorCode::KAFKA_STORAGE_ERROR;
        context.logs.prefer(partition, *directory);
        // Kafka's clients of old know this word for "not here".
        return found.error() == ErrorCode::NOT_LEADER_OR_FOLLOWER ? ErrorCode::REPLICA_NOT_AVAILABLE : found.error();
    }
    return context.logs.directory_of(partition) == directory ? ErrorCode::NONE : ErrorCode::INVALID_REQUEST;
}

}  // namespace

void handle_alter_replica_log_dirs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::AlterReplicaLogDirsRequest>(request, responder);
    if (!asked) return;
    std::map<std::string, std::map<std::int32_t, ErrorCode>> outcomes;
    bool failed = false;
    for (const auto& directory : asked->dirs) {
        for (const auto& topic : directory.topics) {
            for (const std::int32_t partition : topic.partitions) {
                const ErrorCode error = move(context, {topic.name, partition}, directory.path);
                outcomes[topic.name][partition] = error;
                failed = failed || error != ErrorCode::NONE;
            }
        }
    }
    messages::AlterReplicaLogDirsResponse response;
    for (const auto& [topic, partitions] : outcomes) {
        auto& row = response.results.emplace_back();
        row.topic_name = topic;
        for (const auto& [partition, error] : partitions) row.partitions.push_back({partition, error});
    }
    if (failed) context.count_error(request.header.request_api_key);
    responder.respond(response);
}

}  // namespace vitrine::broker
