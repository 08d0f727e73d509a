// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "broker/broker_config.h"
#include "broker/controller_channel.h"
#include "broker/node.h"
#include "broker/replica_manager.h"
#include "coordinator/group_coordinator.h"
#include "metadata/controller.h"
#include "metadata/loader.h"
#include "raft/raft_node.h"
#include "rpc/server.h"

// The answers to requests, one file for each API. A handler decodes its request, does its work or hands it on, and answers now
// or later; a body that cannot be decoded closes the connection.
namespace vitrine::broker {

class ClientQuotas;
class ConnectionLimits;
class FetchSessionCache;
class TopicCreation;
class ProducerIds;

// What handlers work with. Lives as long as the node's servers.
struct HandlerContext {
    env::Environment environment;
    const NodeConfig& node;
    const std::string& cluster_id;
    const BrokerConfig& config;
    ReplicaManager& replicas;
    storage::LogManager& logs;
    FetchSessionCache& fetch_sessions;
    ClientQuotas& client_quotas;
    ConnectionLimits& connection_limits;
    ControllerChannel& forwarding;     // to the active controller, for what only it may do
    TopicCreation& topic_creation;
    ProducerIds& producer_ids;
    coordinator::GroupCoordinator& groups;
    raft::RaftNode& raft;
    metadata::Controller& controller;  // of this node, active or not
    const metadata::MetadataLoader& loader;
    const Logger& logger;
    std::function<void(std::int16_t api_key)> count_error;

    // What this node acts on. A controller alone acts on nothing but what it read.
    [[nodiscard]] const metadata::MetadataImage& image() const { return node.is_broker ? replicas.image() : *loader.image(); }
};

using Handler = void (*)(HandlerContext& context, rpc::Request request, rpc::Responder responder);

struct ServedApi {
    wire::ApiKey key;
    Handler broker = nullptr;       // on the broker's listener; nullptr: not served there
    Handler controller = nullptr;   // on the controller's
    wire::Version advertised_lowest = -1;  // where it differs from what is served (Produce)
    bool advertised = true;                // in ApiVersions; who asks without being told is answered all the same
};
// In order of key.
std::span<const ServedApi> served_apis();
const ServedApi* find_served_api(std::int16_t api_key);
// Without a latest version that Kafka has not released yet.
[[nodiscard]] wire::Versions served_versions(const ServedApi& api);

// Closes the connection where the body cannot be decoded.
template <class T>
std::optional<T> decode_or_close(const rpc::Request& request, rpc::Responder& responder) {
    auto decoded = request.decode<T>();
    if (decoded) return std::move(*decoded);
    responder.close(decoded.error());
    return std::nullopt;
}

// A responder that a copyable or movable callback may hold.
template <class Response>
std::move_only_function<void(Response)> answer_with(rpc::Responder responder) {
    return [responder = std::move(responder)](Response response) mutable { responder.respond(response); };
}

// The same for an answer of the controller that may say how long the client is to wait (KIP-599): its connection is muted for that time.
template <class Response>
std::move_only_function<void(Response)> answer_and_mute(rpc::Responder responder) {
    return [responder = std::move(responder)](Response response) mutable {
        responder.settle_throttle(Milliseconds(response.throttle_time_ms));
        responder.respond(response);
    };
}

// Sends a request on to the active controller and its answer back. `failed` makes the answer where there was none in time. `client_id`:
// where the controller must know whose request it is.
template <class Response, class Request>
void forward(HandlerContext& context, Request request, wire::Version version, Duration timeout,
             std::function<bool(const Response&)> not_controller, std::move_only_function<Response(const Error&)> failed,
             std::move_only_function<void(Response)> answer, std::optional<std::string> client_id = std::nullopt) {
    context.forwarding.call<Response>(
        std::move(request), version, timeout, std::move(not_controller),
        [failed = std::move(failed), answer = std::move(answer)](Result<Response> response) mutable {
            answer(response ? std::move(*response) : failed(response.error()));
        },
        std::move(client_id));
}
// What a client's timeout_ms allows, within what a broker waits for a controller.
[[nodiscard]] Duration forward_timeout(const HandlerContext& context, std::int32_t timeout_ms);

// Bits of org.apache.kafka.common.acl.AclOperation that exist for each kind of resource; without an authorizer all are allowed.
inline constexpr std::int32_t topic_operations = 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11;
inline constexpr std::int32_t cluster_operations = 1 << 5 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12;

// --- one for each API; the same on both listeners unless named otherwise ---
void handle_api_versions(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_api_versions(HandlerContext&, rpc::Request, rpc::Responder);
void handle_unsupported_api_versions(rpc::Responder responder, bool controller_listener);
void handle_metadata(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_cluster(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_describe_cluster(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_topic_partitions(HandlerContext&, rpc::Request, rpc::Responder);
void handle_produce(HandlerContext&, rpc::Request, rpc::Responder);
void handle_fetch(HandlerContext&, rpc::Request, rpc::Responder);
void handle_list_offsets(HandlerContext&, rpc::Request, rpc::Responder);
void handle_offset_for_leader_epoch(HandlerContext&, rpc::Request, rpc::Responder);
void handle_delete_records(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_log_dirs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_alter_replica_log_dirs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_producers(HandlerContext&, rpc::Request, rpc::Responder);
void handle_find_coordinator(HandlerContext&, rpc::Request, rpc::Responder);
void handle_join_group(HandlerContext&, rpc::Request, rpc::Responder);
void handle_sync_group(HandlerContext&, rpc::Request, rpc::Responder);
void handle_heartbeat(HandlerContext&, rpc::Request, rpc::Responder);
void handle_leave_group(HandlerContext&, rpc::Request, rpc::Responder);
void handle_offset_commit(HandlerContext&, rpc::Request, rpc::Responder);
void handle_offset_fetch(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_groups(HandlerContext&, rpc::Request, rpc::Responder);
void handle_list_groups(HandlerContext&, rpc::Request, rpc::Responder);
void handle_delete_groups(HandlerContext&, rpc::Request, rpc::Responder);
void handle_offset_delete(HandlerContext&, rpc::Request, rpc::Responder);
void handle_init_producer_id(HandlerContext&, rpc::Request, rpc::Responder);
void handle_get_telemetry_subscriptions(HandlerContext&, rpc::Request, rpc::Responder);
void handle_push_telemetry(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_configs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_list_config_resources(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_client_quotas(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_user_scram_credentials(HandlerContext&, rpc::Request, rpc::Responder);
// Forwarded by the broker, done by the controller.
void handle_create_topics(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_create_topics(HandlerContext&, rpc::Request, rpc::Responder);
void handle_delete_topics(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_delete_topics(HandlerContext&, rpc::Request, rpc::Responder);
void handle_create_partitions(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_create_partitions(HandlerContext&, rpc::Request, rpc::Responder);
void handle_elect_leaders(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_elect_leaders(HandlerContext&, rpc::Request, rpc::Responder);
void handle_alter_partition_reassignments(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_alter_partition_reassignments(HandlerContext&, rpc::Request, rpc::Responder);
void handle_list_partition_reassignments(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_list_partition_reassignments(HandlerContext&, rpc::Request, rpc::Responder);
void handle_unregister_broker(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_unregister_broker(HandlerContext&, rpc::Request, rpc::Responder);
void handle_alter_configs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_alter_configs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_incremental_alter_configs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_incremental_alter_configs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_alter_client_quotas(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_alter_client_quotas(HandlerContext&, rpc::Request, rpc::Responder);
void handle_update_features(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_update_features(HandlerContext&, rpc::Request, rpc::Responder);
void handle_describe_quorum(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_describe_quorum(HandlerContext&, rpc::Request, rpc::Responder);
void handle_add_raft_voter(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_add_raft_voter(HandlerContext&, rpc::Request, rpc::Responder);
void handle_remove_raft_voter(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_remove_raft_voter(HandlerContext&, rpc::Request, rpc::Responder);
// The controller's alone.
void handle_controller_fetch(HandlerContext&, rpc::Request, rpc::Responder);
void handle_fetch_snapshot(HandlerContext&, rpc::Request, rpc::Responder);
void handle_vote(HandlerContext&, rpc::Request, rpc::Responder);
void handle_begin_quorum_epoch(HandlerContext&, rpc::Request, rpc::Responder);
void handle_end_quorum_epoch(HandlerContext&, rpc::Request, rpc::Responder);
void handle_update_raft_voter(HandlerContext&, rpc::Request, rpc::Responder);
void handle_broker_registration(HandlerContext&, rpc::Request, rpc::Responder);
void handle_broker_heartbeat(HandlerContext&, rpc::Request, rpc::Responder);
void handle_controller_registration(HandlerContext&, rpc::Request, rpc::Responder);
void handle_alter_partition(HandlerContext&, rpc::Request, rpc::Responder);
void handle_assign_replicas_to_dirs(HandlerContext&, rpc::Request, rpc::Responder);
void handle_allocate_producer_ids(HandlerContext&, rpc::Request, rpc::Responder);

}  // namespace vitrine::broker
