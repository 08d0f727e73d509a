// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "cluster/hosted_cluster.h"
#include "env/sim/world.h"

// The same cluster in the simulated world: virtual time, a network and disks in memory, all chance from one seed. One run is
// the function of its options and of what is done to it at which virtual time: digest() tells whether two runs are the same.
//
//   SimCluster cluster({.seed = 42});
//   cluster.start([](const Status&) {});
//   cluster.run_until([&] { return cluster.ready(); }, std::chrono::seconds(10));
//
// Single-threaded: whoever calls step(), run_for() or run_until() runs every machine's callbacks. Between these calls everything
// may be called, also what Host reserves for the control loop; answers still come later, while the world runs.
namespace vitrine::cluster {

struct SimClusterOptions : ClusterShape {
    std::uint64_t seed = 1;
    env::sim::WorldOptions world;
    env::sim::CrashOptions crash;  // what a loss of power costs: of the command `broker crash`
    // Who is told by each node, and by the control loop (no_broker); asked once for each. None, or an answer of nullptr: a
    // recorder, see recorded().
    std::function<std::unique_ptr<observe::Observer>(BrokerId)> observer_of;
};

class SimCluster final : public HostedCluster {
public:
    // Machines beside the brokers, as links and World name them.
    static constexpr BrokerId control_machine{1'000};
    static constexpr BrokerId first_client_machine{1'001};

    explicit SimCluster(SimClusterOptions options);
    // What lives on machines of add_client() is destroyed before.
    ~SimCluster() override;
    SimCluster(const SimCluster&) = delete;
    SimCluster& operator=(const SimCluster&) = delete;

    // Starts all nodes; `ready` when each is registered and unfenced, or with the first failure.
    void start(Done ready);
    // Controlled shutdown of every node that runs, one after another, the quorum's leader last.
    void shutdown(std::move_only_function<void()> done) { shut_down_all(std::move(done)); }
    // Each node is registered and unfenced.
    [[nodiscard]] bool ready() const;

    // --- time ---
    [[nodiscard]] Instant now() const { return world_.now(); }
    bool step() { return world_.step(); }
    void run_for(Duration duration) { world_.run_for(duration); }
    bool run_until(const std::function<bool()>& done, Duration limit) { return world_.run_until(done, limit); }
    // Of everything that happened, see World::digest().
    [[nodiscard]] std::uint64_t digest() const { return world_.digest(); }

    // --- as every cluster ---
    [[nodiscard]] env::Environment& inner_environment() override { return *control_environment_; }
    void cut_link(BrokerId a, BrokerId b) override { world_.cut(a, b); }
    void slow_link(BrokerId a, BrokerId b, Duration delay) override { world_.slow(a, b, delay); }
    void lossy_link(BrokerId a, BrokerId b, int loss_percent) override { world_.lossy(a, b, loss_percent); }
    void heal_link(BrokerId a, BrokerId b) override { world_.heal(a, b); }
    void slow_disk(BrokerId node, std::size_t directory, Duration by) override { disk(node, directory).faults().slow = by; }
    void fill_disk(BrokerId node, std::size_t directory, std::optional<std::int64_t> room_bytes) override;
    void fail_disk(BrokerId node, std::size_t directory, FailingCalls calls) override;
    void jump_clock(BrokerId node, std::optional<Milliseconds> by) override;
    void skew_clock(BrokerId node, std::int32_t ppm) override { world_.node(node).set_wall_skew(ppm); }

    void simulate(const CommandLine& line, Done done) override;

    // --- what only a simulation can do ---
    [[nodiscard]] const env::sim::CrashOptions& crash_options() const { return crash_options_; }
    // The node's machine loses power: as kill_node(), and what was not durable is lost as the options say.
    void crash_node(BrokerId node, const env::sim::CrashOptions& options, Done done);
    void cut_one_way(BrokerId from, BrokerId to) { world_.cut_one_way(from, to); }
    // All connections between two machines break; they may connect again at once.
    void break_connections(BrokerId a, BrokerId b) { world_.break_connections(a, b); }
    // The node's machine gets a new, empty disk: as kill_node() where it has a life. What only this node had is gone; started again it
    // comes back with the same id and nothing else.
    void wipe_node(BrokerId node, Done done);
    // See flip_bit(). INVALID_REQUEST where the node has a life.
    Status flip_bit_of(BrokerId node);
    // One more machine, for a client from outside. Its environment() lives as long as the cluster.
    env::sim::Node& add_client(const std::string& name);

    // --- to look at ---
    // Of one of its log directories, which count from 0.
    [[nodiscard]] env::sim::MemoryDisk& disk(BrokerId node, std::size_t directory = 0) { return world_.node(node).disk(directory); }
    // Of the log directory in which there is something of that path; of the first where there is none.
    [[nodiscard]] env::sim::MemoryDisk& disk_with(BrokerId node, std::string_view path);
    // What a node, or the control loop (no_broker), told, where no observer was given for it.
    [[nodiscard]] env::sim::RecordingObserver& recorded(BrokerId node);
    // The node itself; nullptr while it has no life.
    [[nodiscard]] broker::Node* node(BrokerId id) const { return slot(id).node.get(); }
    [[nodiscard]] env::sim::World& world() { return world_; }
    [[nodiscard]] const env::sim::World& world() const { return world_; }
    // The exact present state of each node that has a life, as a full delta of version 0; by id. Nodes publish at their own pace: this
    // changes nothing of that, nor of what follows.
    [[nodiscard]] std::vector<observe::NodeDelta> snapshots(bool with_segments) const;

private:
    class SimProcess;
    using Recorders = std::map<BrokerId, env::sim::RecordingObserver*>;

    SimCluster(SimClusterOptions options, std::shared_ptr<Recorders> recorders);
    [[nodiscard]] static std::unique_ptr<observe::Observer> observer_for(const ObserverOf& given, Recorders& recorders, BrokerId id);

    void post_to_control(env::Callback callback) override { control_environment_->clock.post(std::move(callback)); }
    [[nodiscard]] std::unique_ptr<Process> launch(Slot& slot, std::function<void(std::string)> failed) override;
    [[nodiscard]] std::optional<std::string> recorded_cluster_id(const Slot& slot) override;
    void prepare_place(const Slot& slot) override;
    [[nodiscard]] Status clear_directories(const Slot& slot) override;
    void stop_time() override;
    void let_time_go_on() override;

    std::shared_ptr<Recorders> recorders_;  // by what they are told of; they belong to the nodes
    std::unique_ptr<observe::Observer> control_observer_;
    env::sim::CrashOptions crash_options_;
    std::map<BrokerId, env::sim::CrashOptions> crashes_;  // what the end of this life shall be
    env::Xoshiro flips_;
    BrokerId next_client_ = first_client_machine;
    env::sim::World world_;
    std::unique_ptr<env::Environment> control_environment_;
};

}  // namespace vitrine::cluster
