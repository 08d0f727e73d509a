// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "base/assert.h"
#include "broker/handlers/handlers.h"
#include "messages/registry.h"

namespace vitrine::broker {

using wire::ApiKey;

std::span<const ServedApi> served_apis() {
    // librdkafka needs Produce to begin at 0 (KAFKA-18659); versions below 3 are refused all the same.
    static constexpr std::array apis{
        ServedApi{ApiKey::produce, handle_produce, nullptr, 0},
        ServedApi{ApiKey::fetch, handle_fetch, handle_controller_fetch},
        ServedApi{ApiKey::list_offsets, handle_list_offsets},
        ServedApi{ApiKey::metadata, handle_metadata},
        ServedApi{ApiKey::offset_commit, handle_offset_commit},
        ServedApi{ApiKey::offset_fetch, handle_offset_fetch},
        ServedApi{ApiKey::find_coordinator, handle_find_coordinator},
        ServedApi{ApiKey::join_group, handle_join_group},
        ServedApi{ApiKey::heartbeat, handle_heartbeat},
        ServedApi{ApiKey::leave_group, handle_leave_group},
        ServedApi{ApiKey::sync_group, handle_sync_group},
        ServedApi{ApiKey::describe_groups, handle_describe_groups},
        ServedApi{ApiKey::list_groups, handle_list_groups},
        ServedApi{ApiKey::api_versions, handle_api_versions, handle_controller_api_versions},
        ServedApi{ApiKey::create_topics, handle_create_topics, handle_controller_create_topics},
        ServedApi{ApiKey::delete_topics, handle_delete_topics, handle_controller_delete_topics},
        ServedApi{ApiKey::delete_records, handle_delete_records},
        ServedApi{ApiKey::init_producer_id, handle_init_producer_id},
        ServedApi{ApiKey::offset_for_leader_epoch, handle_offset_for_leader_epoch},
        ServedApi{ApiKey::describe_configs, handle_describe_configs, handle_describe_configs},
        ServedApi{ApiKey::alter_configs, handle_alter_configs, handle_controller_alter_configs},
        ServedApi{ApiKey::alter_replica_log_dirs, handle_alter_replica_log_dirs},
        ServedApi{ApiKey::describe_log_dirs, handle_describe_log_dirs},
        ServedApi{ApiKey::create_partitions, handle_create_partitions, handle_controller_create_partitions},
        ServedApi{ApiKey::delete_groups, handle_delete_groups},
        ServedApi{ApiKey::elect_leaders, handle_elect_leaders, handle_controller_elect_leaders},
        ServedApi{ApiKey::incremental_alter_configs, handle_incremental_alter_configs, handle_controller_incremental_alter_configs},
        ServedApi{ApiKey::alter_partition_reassignments, handle_alter_partition_reassignments,
                  handle_controller_alter_partition_reassignments},
        ServedApi{ApiKey::list_partition_reassignments, handle_list_partition_reassignments,
                  handle_controller_list_partition_reassignments},
        ServedApi{ApiKey::offset_delete, handle_offset_delete},
        ServedApi{ApiKey::describe_client_quotas, handle_describe_client_quotas},
        ServedApi{ApiKey::alter_client_quotas, handle_alter_client_quotas, handle_controller_alter_client_quotas},
        ServedApi{ApiKey::describe_user_scram_credentials, handle_describe_user_scram_credentials},
        ServedApi{ApiKey::vote, nullptr, handle_vote},
        ServedApi{ApiKey::begin_quorum_epoch, nullptr, handle_begin_quorum_epoch},
        ServedApi{ApiKey::end_quorum_epoch, nullptr, handle_end_quorum_epoch},
        ServedApi{ApiKey::describe_quorum, handle_describe_quorum, handle_controller_describe_quorum},
        ServedApi{ApiKey::alter_partition, nullptr, handle_alter_partition},
        ServedApi{ApiKey::update_features, handle_update_features, handle_controller_update_features},
        ServedApi{ApiKey::fetch_snapshot, nullptr, handle_fetch_snapshot},
        ServedApi{ApiKey::describe_cluster, handle_describe_cluster, handle_controller_describe_cluster},
        ServedApi{ApiKey::describe_producers, handle_describe_producers},
        ServedApi{ApiKey::broker_registration, nullptr, handle_broker_registration},
        ServedApi{ApiKey::broker_heartbeat, nullptr, handle_broker_heartbeat},
        ServedApi{ApiKey::unregister_broker, handle_unregister_broker, handle_controller_unregister_broker},
        ServedApi{ApiKey::allocate_producer_ids, nullptr, handle_allocate_producer_ids},
        ServedApi{ApiKey::controller_registration, nullptr, handle_controller_registration},
        // Without a plug-in for the metrics of clients Kafka does not offer these two.
        ServedApi{ApiKey::get_telemetry_subscriptions, handle_get_telemetry_subscriptions, nullptr, -1, false},
        ServedApi{ApiKey::push_telemetry, handle_push_telemetry, nullptr, -1, false},
        ServedApi{ApiKey::assign_replicas_to_dirs, nullptr, handle_assign_replicas_to_dirs},
        ServedApi{ApiKey::list_config_resources, handle_list_config_resources},
        ServedApi{ApiKey::describe_topic_partitions, handle_describe_topic_partitions},
        ServedApi{ApiKey::add_raft_voter, handle_add_raft_voter, handle_controller_add_raft_voter},
        ServedApi{ApiKey::remove_raft_voter, handle_remove_raft_voter, handle_controller_remove_raft_voter},
        ServedApi{ApiKey::update_raft_voter, nullptr, handle_update_raft_voter},
    };
    static_assert(std::ranges::is_sorted(apis, {}, &ServedApi::key));
    return apis;
}

const ServedApi* find_served_api(std::int16_t api_key) {
    const auto apis = served_apis();
    const auto found = std::ranges::lower_bound(apis, static_cast<ApiKey>(api_key), {}, &ServedApi::key);
    return found != apis.end() && found->key == static_cast<ApiKey>(api_key) ? &*found : nullptr;
}

wire::Versions served_versions(const ServedApi& api) {
    const messages::ApiMessages* messages = messages::find_api(static_cast<std::int16_t>(api.key));
    VITRINE_ASSERT(messages != nullptr, "every API that is served is declared");
    wire::Versions versions = messages->request->versions;
    if (messages->request->latest_version_unstable) --versions.highest;
    return versions;
}

std::vector<ApiRow> api_table() {
    std::vector<ApiRow> rows;
    for (const ServedApi& api : served_apis()) {
        const wire::Versions versions = served_versions(api);
        rows.push_back({.key = static_cast<std::int16_t>(api.key),
                        .name = std::string(wire::name_of(api.key)),
                        .lowest = versions.lowest,
                        .highest = versions.highest,
                        .advertised_lowest = api.advertised_lowest >= 0 ? api.advertised_lowest : versions.lowest,
                        .broker_listener = api.broker != nullptr,
                        .controller_listener = api.controller != nullptr,
                        .advertised = api.advertised});
    }
    return rows;
}

namespace {

// Why an API that Kafka 4.3 knows is not served here.
std::string_view why_absent(ApiKey key) {
    constexpr std::string_view removed = "removed in Apache Kafka 4.0, where nodes replicate metadata instead";
    constexpr std::string_view security = "no authentication and no authorization yet: whoever reaches the listener may do all";
    constexpr std::string_view transactions = "transactions are not served yet";
    constexpr std::string_view consumer_groups = "groups of the protocol of KIP-848 are not served yet; clients use the classic one";
    constexpr std::string_view share_groups = "share groups (KIP-932) are not served yet";
    constexpr std::string_view streams_groups = "streams groups (KIP-1071) are not served yet";
    switch (key) {
        case ApiKey::leader_and_isr:
        case ApiKey::stop_replica:
        case ApiKey::update_metadata: return removed;
        case ApiKey::controlled_shutdown: return "removed in Apache Kafka 4.0: a broker asks by BrokerHeartbeat";
        case ApiKey::sasl_handshake:
        case ApiKey::sasl_authenticate:
        case ApiKey::describe_acls:
        case ApiKey::create_acls:
        case ApiKey::delete_acls:
        case ApiKey::create_delegation_token:
        case ApiKey::renew_delegation_token:
        case ApiKey::expire_delegation_token:
        case ApiKey::describe_delegation_token:
        case ApiKey::alter_user_scram_credentials: return security;
        case ApiKey::envelope: return "without principals a request is forwarded to the controller as it is";
        case ApiKey::add_partitions_to_txn:
        case ApiKey::add_offsets_to_txn:
        case ApiKey::end_txn:
        case ApiKey::write_txn_markers:
        case ApiKey::txn_offset_commit:
        case ApiKey::describe_transactions:
        case ApiKey::list_transactions: return transactions;
        case ApiKey::consumer_group_heartbeat:
        case ApiKey::consumer_group_describe: return consumer_groups;
        case ApiKey::share_group_heartbeat:
        case ApiKey::share_group_describe:
        case ApiKey::share_fetch:
        case ApiKey::share_acknowledge:
        case ApiKey::initialize_share_group_state:
        case ApiKey::read_share_group_state:
        case ApiKey::write_share_group_state:
        case ApiKey::delete_share_group_state:
        case ApiKey::read_share_group_state_summary:
        case ApiKey::describe_share_group_offsets:
        case ApiKey::alter_share_group_offsets:
        case ApiKey::delete_share_group_offsets: return share_groups;
        case ApiKey::streams_group_heartbeat:
        case ApiKey::streams_group_describe: return streams_groups;
        default: return {};  // served
    }
}

}  // namespace

std::string api_table_markdown() {
    std::string table = "| key | API | versions | listeners |\n| --- | --- | --- | --- |\n";
    std::int16_t next = 0;
    const auto tell_absent_below = [&](std::int16_t end) {
        for (; next < end; ++next) {
            const auto key = static_cast<ApiKey>(next);
            table += fmt::format("| {} | {} | - | {} |\n", next, wire::name_of(key), why_absent(key));
        }
        next = static_cast<std::int16_t>(end + 1);
    };
    for (const ApiRow& row : api_table()) {
        tell_absent_below(row.key);
        const std::string_view listeners = row.broker_listener && row.controller_listener ? "broker, controller"
                                           : row.broker_listener                          ? "broker"
                                                                                          : "controller";
        const std::string versions = row.lowest == row.highest ? std::to_string(row.lowest) : fmt::format("{}-{}", row.lowest, row.highest);
        const std::string note = !row.advertised                       ? " (not advertised)"
                                 : row.advertised_lowest != row.lowest ? fmt::format(" (advertised from {})", row.advertised_lowest)
                                                                       : "";
        table += fmt::format("| {} | {} | {}{} | {} |\n", row.key, row.name, versions, note, listeners);
    }
    tell_absent_below(static_cast<std::int16_t>(ApiKey::delete_share_group_offsets) + 1);
    return table;
}

Duration forward_timeout(const HandlerContext& context, std::int32_t timeout_ms) {
    return std::clamp<Duration>(Milliseconds(timeout_ms), Milliseconds(100), context.config.values().request_timeout_ms);
}

}  // namespace vitrine::broker
