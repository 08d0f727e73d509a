// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cluster/hosted_cluster.h"
#include "env/real/cluster_time.h"
#include "env/real/node_loop.h"
#include "observe/mailbox.h"

// Up to nine nodes in this process, in the real world: one thread for each, TCP on loopback, files below one directory. And
// the control loop: one more thread for commands and inner clients.
namespace vitrine::cluster {

struct ClusterOptions : ClusterShape {
    std::string data_dir;  // where nodes' log directories are, unless log_dirs says it
    std::string misfit;    // why what is in it cannot be served; start() answers it
};

// The data directory knows its cluster: each directory in it with a meta.properties is a log directory of a node, whatever its name is
// (Vitrine's own, or those of a stopped Apache Kafka cluster); so is each below log_dirs. The metadata log says who the voters are, and who
// is a broker. A number of brokers below theirs is raised to it; with a number above, the rest joins. Up to 9 brokers, and up to 9
// controllers apart from them, of any ids.
[[nodiscard]] ClusterOptions with_known_nodes(ClusterOptions options);
// Whether every port of the options, and of what their data directory knows, is free; else an error that names the first that is not.
[[nodiscard]] Status check_ports(const ClusterOptions& options);
// The next base port, from options.base_port on in steps of 1000, whose ports are all free; none within the range of ports: an error.
[[nodiscard]] Result<std::uint16_t> next_free_base_port(const ClusterOptions& options);

// Made, started, used, destroyed by one owner's thread (the window's, or main); what runs on the control loop says so.
class RealCluster final : public HostedCluster {
public:
    // `mailbox` takes what nodes show; it outlives the cluster. `wake_up` is called on nodes' threads when it has something.
    RealCluster(ClusterOptions options, observe::DeltaMailbox& mailbox, std::function<void()> wake_up);
    // Kills what still runs.
    ~RealCluster() override;
    RealCluster(const RealCluster&) = delete;
    RealCluster& operator=(const RealCluster&) = delete;

    // --- the owner's thread ---
    // Starts all nodes, those that the data directory knows included. `ready` runs on the control loop when each is registered and
    // unfenced, or with the first failure.
    void start(Done ready);
    // Ends the faults of links and disks, then controlled shutdown of every node that runs, one after another, the quorum's leader last;
    // returns when all have ended, at the latest after `patience` (then the rest is killed). Nothing may be called afterwards but the
    // destructor.
    void shutdown(Duration patience = std::chrono::seconds(20));

    // --- any thread ---
    void post(env::Callback callback) { control_->post(std::move(callback)); }
    void set_interest(observe::Interest interest);
    // As it began: with_known_nodes() of what was given.
    [[nodiscard]] const ClusterOptions& options() const { return options_; }

    // --- the control loop ---
    [[nodiscard]] env::Environment& inner_environment() override { return *control_environment_; }
    void cut_link(BrokerId a, BrokerId b) override { links_->cut(a, b); }
    void slow_link(BrokerId a, BrokerId b, Duration delay) override { links_->slow(a, b, delay); }
    void lossy_link(BrokerId a, BrokerId b, int loss_percent) override { links_->lossy(a, b, loss_percent); }
    void heal_link(BrokerId a, BrokerId b) override { links_->heal(a, b); }
    void slow_disk(BrokerId node, std::size_t directory, Duration by) override;
    void fill_disk(BrokerId node, std::size_t directory, std::optional<std::int64_t> room_bytes) override;
    void fail_disk(BrokerId node, std::size_t directory, FailingCalls calls) override;
    void jump_clock(BrokerId node, std::optional<Milliseconds> by) override;
    void skew_clock(BrokerId node, std::int32_t ppm) override;

private:
    class LoopProcess;
    // What the nodes' observers are, to tell them of interest; they belong to the nodes. The control loop's, once it runs.
    struct MailboxObservers {
        std::vector<observe::MailboxObserver*> all;
        observe::Interest interest;
    };

    RealCluster(ClusterOptions options, observe::DeltaMailbox& mailbox, std::function<void()> wake_up,
                std::shared_ptr<MailboxObservers> observers);

    void post_to_control(env::Callback callback) override { control_->post(std::move(callback)); }
    [[nodiscard]] std::unique_ptr<Process> launch(Slot& slot, std::function<void(std::string)> failed) override;
    [[nodiscard]] std::optional<std::string> recorded_cluster_id(const Slot& slot) override;
    // Links and disks are as they should be. A fault is of this life of the cluster: it would be gone at the next start anyway, and
    // meanwhile each vote and each commit of the shutdown would wait for it.
    void end_faults();
    void prepare(const Slot& slot);
    void prepare_place(const Slot& slot) override { prepare(slot); }
    [[nodiscard]] Status clear_directories(const Slot& slot) override;
    void stop_time() override { time_->stand_still(); }
    void let_time_go_on() override { time_->go_on(); }

    ClusterOptions options_;
    std::shared_ptr<MailboxObservers> observers_;
    std::shared_ptr<env::real::LinkTable> links_;
    std::shared_ptr<env::real::ClusterTime> time_;
    std::map<BrokerId, std::shared_ptr<env::real::MachineFaults>> machines_;
    std::unique_ptr<observe::MailboxObserver> control_observer_;
    std::unique_ptr<env::real::NodeLoop> control_;
    std::unique_ptr<env::Environment> control_environment_;
};

}  // namespace vitrine::cluster
