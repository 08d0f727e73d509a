// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "messages/allocate_producer_ids.h"
#include "messages/alter_client_quotas.h"
#include "messages/alter_configs.h"
#include "messages/alter_partition.h"
#include "messages/alter_partition_reassignments.h"
#include "messages/assign_replicas_to_dirs.h"
#include "messages/broker_heartbeat.h"
#include "messages/broker_registration.h"
#include "messages/controller_registration.h"
#include "messages/create_partitions.h"
#include "messages/create_topics.h"
#include "messages/delete_topics.h"
#include "messages/elect_leaders.h"
#include "messages/incremental_alter_configs.h"
#include "messages/list_partition_reassignments.h"
#include "messages/unregister_broker.h"
#include "messages/update_features.h"

namespace vitrine::metadata {

// The response that says `error` of the whole request: of each of its parts, where the response has no place of its own for it.
// Source: getErrorResponse() of Kafka's requests.
[[nodiscard]] messages::BrokerRegistrationResponse error_response(const messages::BrokerRegistrationRequest& request, wire::Version version,
                                                                  const Error& error);
[[nodiscard]] messages::BrokerHeartbeatResponse error_response(const messages::BrokerHeartbeatRequest& request, wire::Version version,
                                                               const Error& error);
[[nodiscard]] messages::ControllerRegistrationResponse error_response(const messages::ControllerRegistrationRequest& request,
                                                                      wire::Version version, const Error& error);
[[nodiscard]] messages::AssignReplicasToDirsResponse error_response(const messages::AssignReplicasToDirsRequest& request,
                                                                    wire::Version version, const Error& error);
[[nodiscard]] messages::UnregisterBrokerResponse error_response(const messages::UnregisterBrokerRequest& request, wire::Version version,
                                                                const Error& error);
[[nodiscard]] messages::AlterPartitionResponse error_response(const messages::AlterPartitionRequest& request, wire::Version version,
                                                              const Error& error);
[[nodiscard]] messages::CreateTopicsResponse error_response(const messages::CreateTopicsRequest& request, wire::Version version,
                                                            const Error& error);
[[nodiscard]] messages::DeleteTopicsResponse error_response(const messages::DeleteTopicsRequest& request, wire::Version version,
                                                            const Error& error);
[[nodiscard]] messages::CreatePartitionsResponse error_response(const messages::CreatePartitionsRequest& request, wire::Version version,
                                                                const Error& error);
[[nodiscard]] messages::ElectLeadersResponse error_response(const messages::ElectLeadersRequest& request, wire::Version version,
                                                            const Error& error);
[[nodiscard]] messages::AlterPartitionReassignmentsResponse error_response(const messages::AlterPartitionReassignmentsRequest& request,
                                                                           wire::Version version, const Error& error);
[[nodiscard]] messages::ListPartitionReassignmentsResponse error_response(const messages::ListPartitionReassignmentsRequest& request,
                                                                          wire::Version version, const Error& error);
[[nodiscard]] messages::IncrementalAlterConfigsResponse error_response(const messages::IncrementalAlterConfigsRequest& request,
                                                                       wire::Version version, const Error& error);
[[nodiscard]] messages::AlterConfigsResponse error_response(const messages::AlterConfigsRequest& request, wire::Version version,
                                                            const Error& error);
[[nodiscard]] messages::AlterClientQuotasResponse error_response(const messages::AlterClientQuotasRequest& request, wire::Version version,
                                                                 const Error& error);
[[nodiscard]] messages::UpdateFeaturesResponse error_response(const messages::UpdateFeaturesRequest& request, wire::Version version,
                                                              const Error& error);
[[nodiscard]] messages::AllocateProducerIdsResponse error_response(const messages::AllocateProducerIdsRequest& request,
                                                                   wire::Version version, const Error& error);

}  // namespace vitrine::metadata
