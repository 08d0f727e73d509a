// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/shape.h"

#include <algorithm>

#include <fmt/format.h>

namespace vitrine::cluster {

std::map<BrokerId, NodeRoles> ClusterShape::roles() const {
    std::map<BrokerId, NodeRoles> all = known;
    if (known.empty()) {
        for (int i = 0; i < brokers; ++i) all[BrokerId(1 + i)] = {.broker = true, .controller = controllers == 0, .place = i};
        for (int i = 0; i < controllers; ++i)
            all[BrokerId(1 + controller_port_distance + i)] = {.broker = false, .controller = true, .place = i};
    }
    const bool above_brokers = std::ranges::any_of(all, [](const auto& node) { return node.second.broker && node.second.controller; });
    for (const BrokerId id : joined_controllers)
        all[id] = {.broker = false, .controller = true, .place = place_of_controller(id, above_brokers)};
    for (const BrokerId id : joined) all[id] = {.broker = true, .controller = false, .place = id.value() - 1};
    return all;
}

std::set<BrokerId> ClusterShape::voters() const {
    std::set<BrokerId> ids;
    for (const auto& [id, role] : roles()) {
        if (role.controller && !joined_controllers.contains(id)) ids.insert(id);
    }
    return ids;
}

std::vector<std::string> ClusterShape::directories_of(BrokerId node, const std::string& data_dir) const {
    const auto found = directories.find(node);
    std::vector<std::string> all = found == directories.end() ? std::vector<std::string>{} : found->second;
    const std::string name = fmt::format("{}-{}", is_broker(node) ? "broker" : "controller", node);
    if (!log_dirs.empty()) {
        for (const std::string& root : log_dirs) {
            if (!all.empty() && !is_broker(node)) break;
            const bool there = std::ranges::any_of(all, [&](const std::string& path) { return path.starts_with(root + "/"); });
            if (!there) all.push_back(fmt::format("{}/{}", root, name));
        }
        return all;
    }
    for (int i = 1; std::ssize(all) < (is_broker(node) ? log_directories : 1); ++i) {
        std::string path = i == 1 ? fmt::format("{}/{}", data_dir, name) : fmt::format("{}/{}.{}", data_dir, name, i);
        if (std::ranges::find(all, path) == all.end()) all.push_back(std::move(path));
    }
    return all;
}

env::Endpoint broker_endpoint(const ClusterShape& shape, BrokerId node) {
    const NodeRoles roles = shape.roles().at(node);
    return {shape.host, static_cast<std::uint16_t>(roles.broker ? shape.base_port + roles.place : 0)};
}

env::Endpoint controller_endpoint(const ClusterShape& shape, BrokerId node) {
    const NodeRoles roles = shape.roles().at(node);
    const int port = shape.base_port + ClusterShape::controller_port_distance + roles.place;
    return {shape.host, static_cast<std::uint16_t>(roles.controller ? port : 0)};
}

std::string bootstrap_servers_text(const ClusterShape& shape) {
    std::string text;
    for (const auto& [node, roles] : shape.roles()) {
        if (roles.broker) text += fmt::format("{}{}", text.empty() ? "" : ",", broker_endpoint(shape, node).to_string());
    }
    return text;
}

broker::NodeConfig node_config(const ClusterShape& shape, const std::string& cluster_id, BrokerId node) {
    broker::NodeConfig config;
    config.node_id = node;
    config.cluster_id = cluster_id;
    config.host = shape.host;
    config.is_broker = shape.is_broker(node);
    config.broker_port = broker_endpoint(shape, node).port;
    config.controller_port = controller_endpoint(shape, node).port;
    for (const BrokerId voter : shape.voters()) config.voters[voter] = controller_endpoint(shape, voter);
    config.observes_as_controller = shape.joined_controllers.contains(node);
    for (const BrokerId controller : shape.joined_controllers) {
        if (controller != node) config.bootstrap_servers.push_back(controller_endpoint(shape, controller));
    }
    const auto roles = shape.roles();
    auto brokers =
        std::ranges::count_if(roles, [&](const auto& entry) { return entry.second.broker && !shape.joined.contains(entry.first); });
    // Beside controllers apart no directory tells who joined later.
    if (brokers == 0) brokers = std::ranges::count_if(roles, [](const auto& entry) { return entry.second.broker; });
    // As Kafka's own server.properties for a first cluster: internal topics with what replication there can be, and groups
    // that do not wait for more members.
    const std::string replicas = std::to_string(std::min<std::ptrdiff_t>(3, brokers));
    config.settings = {{"offsets.topic.replication.factor", replicas}, {"group.initial.rebalance.delay.ms", "0"}};
    for (const auto& [key, value] : shape.settings) config.settings[key] = value;
    if (config.is_broker && !shape.racks.empty()) {
        const auto count = static_cast<std::int64_t>(shape.racks.size());
        const std::int64_t turn = (node.value() - 1) % count;
        config.settings["broker.rack"] = shape.racks[static_cast<std::size_t>(turn < 0 ? turn + count : turn)];
    }
    // The settings are everybody's; this one Kafka refuses to who is no controller.
    if (!config.is_controller()) config.settings.erase("controller.quorum.auto.join.enable");
    return config;
}

}  // namespace vitrine::cluster
