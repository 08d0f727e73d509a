// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/shape.h"

#include <algorithm>

#include <fmt/format.h>

namespace vitrine::cluster {

std::vector<BrokerId> ClusterShape::nodes() const {
    std::vector<BrokerId> all;
    for (int id = 1; id <= brokers; ++id) all.emplace_back(id);
    all.insert(all.end(), joined.begin(), joined.end());
    return all;
}

std::string ClusterShape::directory_name(BrokerId node) const {
    const auto named = directories.find(node);
    return named == directories.end() ? fmt::format("broker-{}", node) : named->second;
}

env::Endpoint broker_endpoint(const ClusterShape& shape, BrokerId node) {
    return {shape.host, static_cast<std::uint16_t>(shape.base_port + node.value() - 1)};
}

env::Endpoint controller_endpoint(const ClusterShape& shape, BrokerId node) {
    if (!shape.is_voter(node)) return {shape.host, 0};
    return {shape.host, static_cast<std::uint16_t>(shape.base_port + ClusterShape::controller_port_distance + node.value() - 1)};
}

std::string bootstrap_servers_text(const ClusterShape& shape) {
    std::string text;
    for (const BrokerId node : shape.nodes())
        text += fmt::format("{}{}", text.empty() ? "" : ",", broker_endpoint(shape, node).to_string());
    return text;
}

broker::NodeConfig node_config(const ClusterShape& shape, const std::string& cluster_id, BrokerId node) {
    broker::NodeConfig config;
    config.node_id = node;
    config.cluster_id = cluster_id;
    config.host = shape.host;
    config.broker_port = broker_endpoint(shape, node).port;
    config.controller_port = controller_endpoint(shape, node).port;
    for (int id = 1; id <= shape.brokers; ++id) config.voters[BrokerId(id)] = controller_endpoint(shape, BrokerId(id));
    // As Kafka's own server.properties for a first cluster: internal topics with what replication there can be, and groups
    // that do not wait for more members.
    const std::string replicas = std::to_string(std::min(3, shape.brokers));
    config.settings = {{"offsets.topic.replication.factor", replicas}, {"group.initial.rebalance.delay.ms", "0"}};
    for (const auto& [key, value] : shape.settings) config.settings[key] = value;
    return config;
}

}  // namespace vitrine::cluster
