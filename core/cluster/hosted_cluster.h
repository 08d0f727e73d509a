// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/logging.h"
#include "broker/node.h"
#include "cluster/commands.h"
#include "cluster/host.h"
#include "cluster/lives_observer.h"
#include "cluster/shape.h"

// What both worlds' clusters do in the same way: which node may be started, stopped, killed, paused; who is told what when;
// how the whole comes up and goes down. A world adds processes to run nodes in, links, and time.
namespace vitrine::cluster {

// One life of a node's process. It runs callbacks one at a time on the node's loop.
class Process {
public:
    virtual ~Process() = default;  // after end()
    // Used on the loop, and after end().
    [[nodiscard]] virtual env::Environment environment() = 0;
    // Any thread. Runs on the loop, in order of posting; destroyed without running when the process ends before.
    virtual void post(env::Callback callback) = 0;
    // The control loop. pause() returns when the process stands between two callbacks.
    virtual void pause() = 0;
    virtual void resume() = 0;
    // The control loop. No callback runs afterwards and nothing is written; what was built on environment() is destroyed next.
    virtual void end() = 0;
    // Any thread. None where bytes are not counted.
    [[nodiscard]] virtual std::optional<NetworkUse> network_use() const { return std::nullopt; }
};

//   node:  stopped --start--> starting --> running <-> paused;  running --stop--> stopping --> stopped;
//          starting, running, paused, stopping --kill--> killed;  starting, running, stopping --> failed;
//          stopped, killed, failed --start--> starting;
//          none --add--> starting;  stopped, killed, failed --remove--> none (brokers that are no voters, controllers apart)
class HostedCluster : public Host {
public:
    ~HostedCluster() override;
    HostedCluster(const HostedCluster&) = delete;
    HostedCluster& operator=(const HostedCluster&) = delete;

    // --- any thread ---
    // Runs one line of the command language; `done` on the control loop.
    void execute(std::string line, Commands::Done done);

    // --- the control loop ---
    [[nodiscard]] Commands& commands() { return *commands_; }
    [[nodiscard]] std::vector<NodeInfo> nodes() const override;
    void start_node(BrokerId node, Done done) override;
    void stop_node(BrokerId node, Done done) override;
    void kill_node(BrokerId node, Done done) override;
    void pause_node(BrokerId node, Done done) override;
    void resume_node(BrokerId node, Done done) override;
    void add_node(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) override;
    void add_controller(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) override;
    void remove_node(BrokerId node, Done done) override;
    void pause_all(Done done) override;
    void resume_all(Done done) override;
    [[nodiscard]] bool all_paused() const override { return all_paused_; }
    void rebalance_group(const std::string& group, const std::string& reason, Done done) override;

protected:
    struct Slot {
        NodePlace place;
        observe::NodeRun run = observe::NodeRun::stopped;
        bool ready = false;
        std::string message;
        std::uint64_t life = 0;              // counts beginnings and ends: what comes from a former life is dropped
        std::unique_ptr<LivesObserver> observer;
        std::unique_ptr<Process> process;    // while there is a life
        std::unique_ptr<broker::Node> node;  // touched on its loop, or where its loop has ended
        bool leads_quorum = false;           // as it said last
        bool probing = false;                // a question about its state is under way
        Done under_way;                      // of the start or the stop that has not ended
    };

    using ObserverOf = std::function<std::unique_ptr<observe::Observer>(BrokerId)>;
    // `data_dir`: where nodes' log directories are, see ClusterShape::directories_of(). `observer_of` is asked once for each id, on the
    // control loop where a node joins; a node that comes in the place of one that was removed goes on with its observer.
    HostedCluster(ClusterShape shape, std::string data_dir, ObserverOf observer_of);
    // As soon as the world has a control loop.
    void make_commands() { commands_ = std::make_unique<Commands>(*this); }
    // Kills what still runs; for destructors of worlds, when the control loop runs no more.
    void tear_down();

    // --- what a world provides ---
    virtual void post_to_control(env::Callback callback) = 0;  // any thread
    // `failed` is called, on any thread, when the loop itself ended with a failure.
    [[nodiscard]] virtual std::unique_ptr<Process> launch(Slot& slot, std::function<void(std::string)> failed) = 0;
    // The cluster id that an earlier run left in the node's directory.
    [[nodiscard]] virtual std::optional<std::string> recorded_cluster_id(const Slot& slot) = 0;
    // There is a place that was not there when the world was made: before its first start.
    virtual void prepare_place(const Slot& slot) = 0;
    // The log directories of a node that has no life.
    [[nodiscard]] virtual Status clear_directories(const Slot& slot) = 0;
    // The time of nodes and inner clients; every node's process is paused.
    virtual void stop_time() = 0;
    virtual void let_time_go_on() = 0;

    // --- for worlds, on the control loop ---
    // Starts all nodes; `ready` when each is registered and unfenced, or with the first failure.
    void start_all(Done ready);
    // Every broker that runs leaves, one after another, the quorum's leader last; then every node closes.
    void shut_down_all(std::move_only_function<void()> done);
    [[nodiscard]] Slot& slot(BrokerId node) const;
    [[nodiscard]] const std::vector<std::unique_ptr<Slot>>& slots() const { return slots_; }
    [[nodiscard]] const ClusterShape& shape() const { return shape_; }
    [[nodiscard]] Logger& logger() { return logger_; }

private:
    [[nodiscard]] std::unique_ptr<Slot> make_slot(BrokerId id) const;
    [[nodiscard]] Result<BrokerId> free_id(std::optional<BrokerId> wanted) const;
    [[nodiscard]] Result<BrokerId> free_controller_id(std::optional<BrokerId> wanted) const;
    // Of a node that the shape has from now on.
    void join(BrokerId node, DoneWith<BrokerId> done);
    // Out of the cluster. Who still names the slot finds another life in it.
    void retire(BrokerId node);
    [[nodiscard]] static bool is_broker(const Slot& slot) { return slot.place.broker_endpoint.port != 0; }
    [[nodiscard]] static Status expect_run(const Slot& slot, std::initializer_list<observe::NodeRun> expected, std::string_view verb);
    void answer_later(Done done, Status status);
    void set_run(Slot& slot, observe::NodeRun run, const std::string& message);
    void end_life(Slot& slot);
    void life_failed(Slot& slot, const std::string& why, ErrorCode code = ErrorCode::KAFKA_STORAGE_ERROR);
    // The two halves of a stop; see broker::Node.
    void leave(BrokerId node, Duration patience, Done done);
    void close(BrokerId node, Done done);
    static void one_after_another(std::vector<BrokerId> nodes, std::function<void(BrokerId, Done)> step,
                                  std::move_only_function<void()> done);
    void watch_nodes();
    void check_ready();
    void choose_cluster_id();

    ClusterShape shape_;
    const std::string data_dir_;
    const ObserverOf observer_of_;
    Logger logger_{"cluster"};
    std::vector<std::unique_ptr<Slot>> slots_;  // by id
    std::map<BrokerId, std::unique_ptr<Slot>> retired_;
    std::string cluster_id_;
    std::unique_ptr<Commands> commands_;
    Done ready_;
    bool all_paused_ = false;
    std::vector<BrokerId> paused_with_all_;
    env::Timer watch_timer_;
};

}  // namespace vitrine::cluster
