// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "env/environment.h"
#include "observe/view.h"

// A broker, a controller where the voters of the metadata quorum name it or it may become one, or both: a single-threaded state machine
// over the five ports. Two listeners speak Kafka's protocol: the broker's (clients, followers) and the controller's (the quorum,
// registration, AlterPartition). A node that is a broker only (process.roles=broker) observes the quorum, and has the first alone; one that
// is a controller only (process.roles=controller) has the second alone, registers as no broker and holds nothing but the metadata log.
// Several nodes live in one process; nothing is shared between them but bytes on the network.
namespace vitrine::broker {

struct NodeConfig {
    BrokerId node_id{1};
    std::string cluster_id;  // Kafka's form: a UUID as 22 characters of URL-safe base64
    std::string host = "127.0.0.1";  // that both listeners bind to and that is advertised
    std::uint16_t broker_port = 9092;  // 0: any free one
    std::uint16_t controller_port = 9192;  // of a voter: must be the one named in `voters`
    bool is_broker = true;  // process.roles; false of a controller only
    std::map<BrokerId, env::Endpoint> voters;  // controller.quorum.voters; with this node: it is a controller
    bool observes_as_controller = false;  // a controller that `voters` does not name, until it is made a voter (KIP-853)
    std::vector<env::Endpoint> bootstrap_servers;  // controller.quorum.bootstrap.servers: further controllers to ask for the leader
    std::map<std::string, std::string> settings;  // Kafka's broker configuration keys, as in server.properties
    [[nodiscard]] bool is_controller() const { return observes_as_controller || voters.contains(node_id); }
    // How often an observer that is interested is shown what changed; zero: never. The same with and without an observer, so
    // that looking changes no run.
    Duration publish_interval = Milliseconds(33);
};

// What a node is at this instant, for who runs it (start-up, scenarios, tests).
struct NodeState {
    bool started = false;
    bool registered = false;  // the controller accepted this incarnation
    bool fenced = true;
    bool stopping = false;  // shutdown() was called
    BrokerEpoch broker_epoch{no_broker_epoch};
    BrokerId controller{no_broker};  // the quorum's leader as this node knows it
    LeaderEpoch controller_epoch{0};
    Offset metadata_offset{no_offset};  // last record of the metadata log that this node applied
    bool is_broker = true;
    // A broker that is unfenced; a controller alone that knows the quorum's leader.
    [[nodiscard]] bool ready() const { return started && !stopping && (is_broker ? registered && !fenced : controller != no_broker); }
};

class NodeImplementation;

// Owned by who runs the node's loop, and used on that loop alone. Destroying it without shutdown() is a kill: nothing is
// written, peers see their connections break, the directory stays as it is.
class Node {
public:
    Node(env::Environment environment, NodeConfig config);
    ~Node();
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    // Once. Formats an empty directory (meta.properties) or loads what is there, recovers logs after an unclean stop, listens on
    // both ports, then joins the quorum and registers; the rest happens on the loop (state()). Errors: INVALID_CONFIG (a setting
    // that is unknown to no one but wrong, one sentence for the first), INCONSISTENT_CLUSTER_ID (the directory is another
    // cluster's or node's), KAFKA_STORAGE_ERROR, BROKER_NOT_AVAILABLE where a port is occupied (the sentence names it).
    // After an error the node is only good to be destroyed.
    [[nodiscard]] Status start();

    // The first half of shutdown(). Controlled shutdown: asks the controller to move leadership away and waits until this broker is
    // let go, at most `patience`; the controller of this node goes on, and who is nothing else is let go at once. Once; `left` runs on the
    // loop. Whoever stops a whole cluster lets every broker leave before the first node closes: without a quorum nobody could be let go.
    void leave(std::move_only_function<void()> left, Duration patience = std::chrono::seconds(30));
    // The second half, after `left`: leaves the quorum politely, closes the logs cleanly (.kafka_cleanshutdown). `done` runs once, on
    // the loop; the node may then be destroyed.
    void close(std::move_only_function<void()> done);
    // leave(), then close().
    void shutdown(std::move_only_function<void()> done, Duration patience = std::chrono::seconds(30));

    [[nodiscard]] NodeState state() const;
    // As published in NodeDelta::status.
    [[nodiscard]] observe::NodeStatus status() const;
    [[nodiscard]] const NodeConfig& config() const;
    // Where the listeners are; only after start() succeeded. Port 0 where the node has not the role.
    [[nodiscard]] env::Endpoint broker_endpoint() const;
    [[nodiscard]] env::Endpoint controller_endpoint() const;

    // --- what the window's commands need of the node itself; everything else goes through Kafka's requests ---
    // Shows the whole state with the next delta (a new reader came). Also done by itself when interest begins.
    void publish_all();
    // The whole present state, of version 0. What and when the node publishes stays as it is.
    [[nodiscard]] observe::NodeDelta snapshot(bool with_segments) const;
    // Makes every member of a group that this node coordinates join again. NOT_COORDINATOR where it does not.
    [[nodiscard]] Status rebalance_group(const std::string& group, const std::string& reason);

private:
    std::unique_ptr<NodeImplementation> implementation_;
};

// One row for each API and listener that a node serves, for `vitrine apis` and the README.
struct ApiRow {
    std::int16_t key = 0;
    std::string name;  // "Produce"
    std::int16_t lowest = 0;  // served
    std::int16_t highest = 0;
    std::int16_t advertised_lowest = 0;
    bool broker_listener = false;
    bool controller_listener = false;
    bool advertised = true;  // in ApiVersions
};
[[nodiscard]] std::vector<ApiRow> api_table();
// Every API key of Kafka 4.3 as a table in Markdown: with the versions that are served, or the reason why none is.
[[nodiscard]] std::string api_table_markdown();

}  // namespace vitrine::broker
