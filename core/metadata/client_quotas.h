// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "messages/alter_client_quotas.h"
#include "messages/describe_client_quotas.h"
#include "metadata/change.h"
#include "metadata/image.h"

// Quotas of clients as the metadata has them (KIP-546): who may set which, who is asked for, and which one a client is held to.
// Source: Kafka's ClientQuotaControlManager, ClientQuotasImage and ClientQuotaManager. Pure functions.
namespace vitrine::metadata {

inline constexpr std::string_view producer_byte_rate = "producer_byte_rate";              // bytes a second; of each broker
inline constexpr std::string_view consumer_byte_rate = "consumer_byte_rate";
inline constexpr std::string_view request_percentage = "request_percentage";              // of one thread's time
inline constexpr std::string_view controller_mutation_rate = "controller_mutation_rate";  // partitions a second (KIP-599)
inline constexpr std::string_view connection_creation_rate = "connection_creation_rate";  // of an ip (KIP-612)

// Each entity for itself: what is refused leaves the others as they are asked for. INVALID_REQUEST in its row.
[[nodiscard]] messages::AlterClientQuotasResponse alter_client_quotas(const messages::AlterClientQuotasRequest& request, Change& change);

// In the order of entities. An error is of the whole response: INVALID_REQUEST, UNSUPPORTED_VERSION.
[[nodiscard]] messages::DescribeClientQuotasResponse describe_client_quotas(const messages::DescribeClientQuotasRequest& request,
                                                                            const MetadataImage& image);

// What a client is held to, and together with whom: all that have the same `share` use up one limit.
struct ClientQuota {
    double limit = 0;
    std::string share;
    friend bool operator==(const ClientQuota&, const ClientQuota&) = default;
};
// The first that is set of: user and client, user and default client, user, default user and client, default user and default
// client, default user, client, default client.
[[nodiscard]] std::optional<ClientQuota> client_quota(const MetadataImage& image, std::string_view key, const std::string& user,
                                                      const std::string& client_id);
// Of the address, else of every address.
[[nodiscard]] std::optional<double> connection_rate_limit(const MetadataImage& image, const std::string& address);

}  // namespace vitrine::metadata
