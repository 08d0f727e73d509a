// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "env/environment.h"
#include "observe/view.h"

// Several nodes as one thing that can be started, broken and healed: the one interface for both worlds. The command
// language, the inner clients and the window's session stand on it.
//
// Commands and inner clients live on one loop of their own, the control loop: inner_environment() is its ports (its disk is
// not used). Every call here is made on that loop, and every callback runs on it, later, exactly once.
namespace vitrine::cluster {

struct CommandLine;

// What passed through a node's sockets since its process began.
struct NetworkUse {
    std::uint64_t received_bytes = 0;
    std::uint64_t sent_bytes = 0;
    std::uint64_t sendfile_bytes = 0;  // of those sent: straight from a file, never copied by the process
};

struct NodeInfo {
    BrokerId id{no_broker};
    observe::NodeRun run = observe::NodeRun::stopped;
    bool started = false;             // at least once since this world began: before, that it is stopped is nobody's doing
    bool ready = false;               // registered and unfenced; a controller alone: it knows the quorum's leader
    bool broker = true;               // else a controller alone
    bool controller = true;
    bool voter = true;                // of the metadata quorum, when the cluster began; see ClusterShape::voters()
    env::Endpoint broker_endpoint;    // port 0: none
    env::Endpoint controller_endpoint;  // port 0: none
    std::string directory;            // the log directory that holds the metadata log
    std::vector<std::string> more_directories;
    std::string message;              // why it failed
    std::optional<NetworkUse> network;  // while it has a process; in the real world
};

// The calls of a disk that answer errors.
enum class FailingCalls { none, reads, writes, syncs };

class Host {
public:
    using Done = std::move_only_function<void(Status)>;
    template <class T>
    using DoneWith = std::move_only_function<void(Result<T>)>;
    virtual ~Host() = default;

    [[nodiscard]] virtual env::Environment& inner_environment() = 0;
    [[nodiscard]] virtual std::vector<NodeInfo> nodes() const = 0;

    // INVALID_REQUEST with a sentence where the node is not in a state for it. `done` of start_node() comes when the node
    // listens (or could not start), of stop_node() when the controlled shutdown is over.
    virtual void start_node(BrokerId node, Done done) = 0;
    virtual void stop_node(BrokerId node, Done done) = 0;
    // Never polite: memory gone this instant, connections broken, the directory as it was.
    virtual void kill_node(BrokerId node, Done done) = 0;
    virtual void pause_node(BrokerId node, Done done) = 0;
    virtual void resume_node(BrokerId node, Done done) = 0;

    // One more broker, which observes the metadata quorum, on an empty directory: `wanted`, or the lowest id that is free. `done` comes
    // with its id when it listens. INVALID_REQUEST where the id is not free or all are taken; where it cannot start, it is not there.
    virtual void add_node(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) = 0;
    // The same with a controller apart from brokers, which observes the metadata quorum until it is made a voter.
    virtual void add_controller(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) = 0;
    // Its place is free again, and its directory is gone. INVALID_REQUEST for a broker that is a voter too, and for one that is not
    // stopped, killed or failed. Whether a controller votes is the caller's to ask. What the cluster has on it and knows of it is the
    // caller's affair.
    virtual void remove_node(BrokerId node, Done done) = 0;

    // Every node that runs and every inner client stand still, and their time with them: nothing comes due, nobody is found
    // missing. Clients from outside keep their own clocks. INVALID_REQUEST where it is so already.
    virtual void pause_all(Done done) = 0;
    virtual void resume_all(Done done) = 0;
    [[nodiscard]] virtual bool all_paused() const = 0;

    virtual void cut_link(BrokerId a, BrokerId b) = 0;
    virtual void slow_link(BrokerId a, BrokerId b, Duration delay) = 0;
    // Packets get lost with that chance of a hundred, and TCP sends them again; see env/retransmission.h.
    virtual void lossy_link(BrokerId a, BrokerId b, int loss_percent) = 0;
    virtual void heal_link(BrokerId a, BrokerId b) = 0;

    // What is wrong with a node's machine stays from life to life. Log directories, with a disk each, count from 0.
    // Each sync takes so much longer.
    virtual void slow_disk(BrokerId node, std::size_t directory, Duration by) = 0;
    // Only so many bytes more fit; none: as many as there is room for.
    virtual void fill_disk(BrokerId node, std::size_t directory, std::optional<std::int64_t> room_bytes) = 0;
    virtual void fail_disk(BrokerId node, std::size_t directory, FailingCalls calls) = 0;
    // The wall clock goes forward, or back; none: to where it would be without such jumps.
    virtual void jump_clock(BrokerId node, std::optional<Milliseconds> by) = 0;
    // The wall clock runs faster by so many millionths, or slower.
    virtual void skew_clock(BrokerId node, std::int32_t ppm) = 0;

    // One of the simulation's own commands (simulation_commands.h), at once; `done` may come before this returns. INVALID_REQUEST in a
    // cluster of processes.
    virtual void simulate(const CommandLine& line, Done done);

    // Asks the coordinator's node to make every member join again.
    virtual void rebalance_group(const std::string& group, const std::string& reason, Done done) = 0;

    // Bootstrap servers: every broker, whether it runs or not.
    [[nodiscard]] std::vector<env::Endpoint> bootstrap_servers() const;
    [[nodiscard]] std::string bootstrap_servers_text() const;  // "127.0.0.1:9092,127.0.0.1:9093"
};

}  // namespace vitrine::cluster
