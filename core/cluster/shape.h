// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "broker/node.h"

// What a cluster of our own looks like, in whichever world: how many nodes, where they listen, how each is configured. The controllers that
// it begins with are the first voters of its metadata quorum: its brokers, or nodes apart from them. Who joins later is a broker only, or
// a controller only that observes the quorum until it is made a voter (KIP-853).
namespace vitrine::cluster {

// process.roles
struct NodeRoles {
    bool broker = true;
    bool controller = false;
    int place = 0;  // its ports are so far above the first of each role
    friend bool operator==(const NodeRoles&, const NodeRoles&) = default;
};

struct ClusterShape {
    static constexpr int brokers_max = 9;  // those that joined included
    static constexpr int controllers_max = 9;  // apart from brokers
    // Controllers listen this far above brokers: 9092 and 9192. The id of a first controller apart from brokers is as far above 1.
    static constexpr std::uint16_t controller_port_distance = 100;

    int brokers = 3;  // that the cluster begins with, 1 to 9; node ids 1, 2, …
    int controllers = 0;  // apart from those, up to 9; node ids 101, 102, …; 0: each of those brokers is one too
    std::set<BrokerId> joined;  // brokers that joined it later, ids 1 to 9
    std::set<BrokerId> joined_controllers;  // controllers that joined it later, ids 101 to 109
    std::string host = "127.0.0.1";
    std::uint16_t base_port = 9092;  // of broker 1; the next one of broker 2, …
    std::map<std::string, std::string> settings;  // Kafka's broker configuration keys, for every node
    // broker.rack: that of broker 1, 2, …, and from the first one on again where there are more brokers. Empty: no racks but what settings
    // say.
    std::vector<std::string> racks;
    int log_directories = 1;  // of each broker, each on a disk of its own in a simulation
    // log.dirs: below each of these every node has a log directory broker-<id>, instead of those in the data directory. The metadata log
    // lies below the first.
    std::vector<std::string> log_dirs;
    // Log directories of nodes that are called otherwise, the metadata log's first: whole paths.
    std::map<BrokerId, std::vector<std::string>> directories;
    std::map<BrokerId, NodeRoles> known;  // whom the cluster began with, in place of the two numbers, where a data directory knows

    // By id.
    [[nodiscard]] std::map<BrokerId, NodeRoles> roles() const;
    // controller.quorum.voters: the controllers that it began with. Where the log says who votes (kraft.version 1) others may vote instead.
    [[nodiscard]] std::set<BrokerId> voters() const;
    [[nodiscard]] bool is_voter(BrokerId node) const { return voters().contains(node); }
    // Whether an id may be of a controller apart from brokers, and the place that such a controller has, above controllers that are brokers
    // too.
    [[nodiscard]] static bool is_id_of_controller(BrokerId node) {
        return node.value() > controller_port_distance && node.value() <= controller_port_distance + controllers_max;
    }
    [[nodiscard]] static int place_of_controller(BrokerId node, bool above_brokers) {
        return node.value() - 1 - controller_port_distance + (above_brokers ? brokers_max : 0);
    }
    [[nodiscard]] bool is_broker(BrokerId node) const { return roles().at(node).broker; }
    // The log directories of a node, the metadata log's first: those that are known, then <data_dir>/broker-<id> (controller-<id>),
    // <data_dir>/broker-<id>.2, … until there are so many, or the one below each of log_dirs.
    [[nodiscard]] std::vector<std::string> directories_of(BrokerId node, const std::string& data_dir) const;
};

// Port 0 where the node is no broker.
[[nodiscard]] env::Endpoint broker_endpoint(const ClusterShape& shape, BrokerId node);
// Port 0 where the node is no controller.
[[nodiscard]] env::Endpoint controller_endpoint(const ClusterShape& shape, BrokerId node);
// "127.0.0.1:9092,127.0.0.1:9093": every broker of the shape.
[[nodiscard]] std::string bootstrap_servers_text(const ClusterShape& shape);
[[nodiscard]] broker::NodeConfig node_config(const ClusterShape& shape, const std::string& cluster_id, BrokerId node);

}  // namespace vitrine::cluster
