// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "env/network.h"
#include "metadata/image.h"

// What request handlers ask of a metadata image.
namespace vitrine::broker {

inline constexpr std::string_view client_listener_name = "PLAINTEXT";
inline constexpr std::string_view controller_listener_name = "CONTROLLER";

// Where clients and followers reach a broker; none if it has no such listener.
[[nodiscard]] std::optional<env::Endpoint> client_endpoint(const metadata::BrokerRegistration& broker);
// Not fenced.
[[nodiscard]] bool is_alive(const metadata::MetadataImage& image, BrokerId broker);
// What is set on the topic itself.
[[nodiscard]] std::map<std::string, std::string> topic_settings(const metadata::MetadataImage& image, const std::string& topic);
[[nodiscard]] std::map<std::string, std::string> to_map(const metadata::ConfigMap& configs);
// Replicas that cannot be read: on brokers that are fenced or unknown.
[[nodiscard]] std::vector<BrokerId> offline_replicas(const metadata::MetadataImage& image,
                                                     const metadata::PartitionRegistration& partition);

// Kafka's rules for names (1 to 249 of letters, digits, '.', '_', '-'; not "." or "..").
[[nodiscard]] bool is_valid_topic_name(std::string_view name);

}  // namespace vitrine::broker
