// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/logging.h"
#include "broker/node.h"
#include "cluster/commands.h"
#include "cluster/host.h"
#include "env/real/node_loop.h"
#include "observe/mailbox.h"

// Up to nine nodes in this process, in the real world: one thread for each, TCP on loopback, files below one directory. And
// the control loop: one more thread for commands and inner clients.
namespace vitrine::cluster {

struct ClusterOptions {
    static constexpr int brokers_max = 9;
    // Controllers listen this far above brokers: 9092 and 9192.
    static constexpr std::uint16_t controller_port_distance = 100;

    int brokers = 3;                              // 1 to 9; node ids 1, 2, …
    std::string host = "127.0.0.1";
    std::uint16_t base_port = 9092;               // of broker 1; the next one of broker 2, …
    std::string data_dir;                         // each node's log directory is <data_dir>/broker-<id>
    std::map<std::string, std::string> settings;  // Kafka's broker configuration keys, for every node
};

// "127.0.0.1:9092,127.0.0.1:9093": every broker of the options.
[[nodiscard]] std::string bootstrap_servers_text(const ClusterOptions& options);
// Whether every port of the options is free; else an error that names the first that is not.
[[nodiscard]] Status check_ports(const ClusterOptions& options);
// The next base port, from options.base_port on in steps of 1000, whose ports are all free; none within the range of ports: an error.
[[nodiscard]] Result<std::uint16_t> next_free_base_port(const ClusterOptions& options);

// Made, started, used, destroyed by one owner's thread (the window's, or main); what runs on the control loop says so.
//
//   node:  stopped --start--> starting --> running <-> paused;  running --stop--> stopping --> stopped;
//          starting, running, paused, stopping --kill--> killed;  starting --> failed;  stopped, killed, failed --start--> starting
class RealCluster final : public Host {
public:
    // `mailbox` takes what nodes show; it outlives the cluster. `wake_up` is called on nodes' threads when it has something.
    RealCluster(ClusterOptions options, observe::DeltaMailbox& mailbox, std::function<void()> wake_up);
    // Kills what still runs.
    ~RealCluster() override;
    RealCluster(const RealCluster&) = delete;
    RealCluster& operator=(const RealCluster&) = delete;

    // --- the owner's thread ---
    // Starts all nodes. `ready` runs on the control loop when each is registered and unfenced, or with the first failure.
    void start(Done ready);
    // Controlled shutdown of every node that runs, one after another, the quorum's leader last; returns when all have ended, at
    // the latest after `patience` (then the rest is killed). Nothing may be called afterwards but the destructor.
    void shutdown(Duration patience = std::chrono::seconds(20));

    // --- any thread ---
    // Runs one line of the command language; `done` on the control loop.
    void execute(std::string line, Commands::Done done);
    void post(env::Callback callback) { control_->post(std::move(callback)); }
    void set_interest(observe::Interest interest);
    [[nodiscard]] const ClusterOptions& options() const { return options_; }

    // --- the control loop ---
    [[nodiscard]] Commands& commands() { return *commands_; }

    [[nodiscard]] env::Environment& inner_environment() override { return *control_environment_; }
    [[nodiscard]] std::vector<NodeInfo> nodes() const override;
    void start_node(BrokerId node, Done done) override;
    void stop_node(BrokerId node, Done done) override;
    void kill_node(BrokerId node, Done done) override;
    void pause_node(BrokerId node, Done done) override;
    void resume_node(BrokerId node, Done done) override;
    void cut_link(BrokerId a, BrokerId b) override { links_->cut(a, b); }
    void slow_link(BrokerId a, BrokerId b, Duration delay) override { links_->slow(a, b, delay); }
    void heal_link(BrokerId a, BrokerId b) override { links_->heal(a, b); }
    void rebalance_group(const std::string& group, const std::string& reason, Done done) override;

private:
    class NodeObserver;
    struct Slot;

    void start_all(Done ready);
    void shut_down(BrokerId node, Duration patience, Done done);
    void watch_nodes();
    void check_ready();
    void set_run(Slot& slot, observe::NodeRun run, const std::string& message);
    void end_life(Slot& slot);
    [[nodiscard]] Slot& slot(BrokerId node) const;
    [[nodiscard]] Status expect_run(const Slot& slot, std::initializer_list<observe::NodeRun> expected, std::string_view verb) const;
    [[nodiscard]] broker::NodeConfig config_of(const Slot& slot) const;
    [[nodiscard]] std::string choose_cluster_id();

    ClusterOptions options_;
    Logger logger_{"cluster"};
    std::shared_ptr<env::real::LinkTable> links_;
    std::unique_ptr<observe::MailboxObserver> control_observer_;
    std::unique_ptr<env::real::NodeLoop> control_;
    std::unique_ptr<env::Environment> control_environment_;
    std::vector<std::unique_ptr<Slot>> slots_;
    std::string cluster_id_;
    std::unique_ptr<Commands> commands_;
    Done ready_;
    env::Timer watch_timer_;
};

}  // namespace vitrine::cluster
