// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/alter_replica_log_dirs.h"

#include "broker/handlers/handlers.h"

// AlterReplicaLogDirs (KIP-113): in which log directory a replica is to lie. The answer comes when it is on its way there.
namespace vitrine::broker {

void handle_alter_replica_log_dirs(HandlerContext& context, rpc::Request request, rpc::Responder responder) {
    const auto asked = decode_or_close<messages::AlterReplicaLogDirsRequest>(request, responder);
    if (!asked) return;
    std::map<std::string, std::map<std::int32_t, ErrorCode>> outcomes;
    bool failed = false;
    for (const auto& directory : asked->dirs) {
        for (const auto& topic : directory.topics) {
            for (const std::int32_t partition : topic.partitions) {
                const ErrorCode error = context.replicas.alter_log_dir({topic.name, partition}, directory.path);
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
