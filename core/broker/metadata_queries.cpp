// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "broker/metadata_queries.h"

#include <algorithm>

namespace vitrine::broker {

std::optional<env::Endpoint> client_endpoint(const metadata::BrokerRegistration& broker) {
    const metadata::BrokerEndpoint* endpoint = broker.endpoint(client_listener_name);
    if (endpoint == nullptr) return std::nullopt;
    return env::Endpoint{endpoint->host, endpoint->port};
}

bool is_alive(const metadata::MetadataImage& image, BrokerId broker) {
    const metadata::BrokerRegistration* registration = image.broker(broker);
    return registration != nullptr && !registration->fenced;
}

std::map<std::string, std::string> to_map(const metadata::ConfigMap& configs) {
    std::map<std::string, std::string> map;
    for (const auto& [key, value] : configs) map.emplace(key, value);
    return map;
}

std::map<std::string, std::string> topic_settings(const metadata::MetadataImage& image, const std::string& topic) {
    return to_map(image.config(metadata::ResourceType::topic, topic));
}

std::vector<BrokerId> offline_replicas(const metadata::MetadataImage& image, const metadata::PartitionRegistration& partition) {
    std::vector<BrokerId> offline;
    for (const BrokerId replica : partition.replicas) {
        if (!is_alive(image, replica)) offline.push_back(replica);
    }
    return offline;
}

bool is_valid_topic_name(std::string_view name) {
    if (name.empty() || name.size() > 249 || name == "." || name == "..") return false;
    return std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

}  // namespace vitrine::broker
