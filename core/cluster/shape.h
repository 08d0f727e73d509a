// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "broker/node.h"

// What a cluster of our own looks like, in whichever world: how many nodes, where they listen, how each is configured. The nodes that it
// begins with are brokers and controllers, and stay the voters of its metadata quorum; who joins later is a broker only.
namespace vitrine::cluster {

struct ClusterShape {
    static constexpr int brokers_max = 9;         // those that joined included
    // Controllers listen this far above brokers: 9092 and 9192.
    static constexpr std::uint16_t controller_port_distance = 100;

    int brokers = 3;                              // that the cluster begins with, 1 to 9; node ids 1, 2, …
    std::set<BrokerId> joined;                    // that joined it later, above those
    std::string host = "127.0.0.1";
    std::uint16_t base_port = 9092;               // of broker 1; the next one of broker 2, …
    std::map<std::string, std::string> settings;  // Kafka's broker configuration keys, for every node
    std::map<BrokerId, std::string> directories;  // of nodes below the data directory, where they are not called broker-<id>

    [[nodiscard]] bool is_voter(BrokerId node) const { return node.value() >= 1 && node.value() <= brokers; }
    // By id.
    [[nodiscard]] std::vector<BrokerId> nodes() const;
    [[nodiscard]] std::string directory_name(BrokerId node) const;
};

[[nodiscard]] env::Endpoint broker_endpoint(const ClusterShape& shape, BrokerId node);
// Port 0 where the node is no controller.
[[nodiscard]] env::Endpoint controller_endpoint(const ClusterShape& shape, BrokerId node);
// "127.0.0.1:9092,127.0.0.1:9093": every broker of the shape.
[[nodiscard]] std::string bootstrap_servers_text(const ClusterShape& shape);
[[nodiscard]] broker::NodeConfig node_config(const ClusterShape& shape, const std::string& cluster_id, BrokerId node);

}  // namespace vitrine::cluster
