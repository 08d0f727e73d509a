// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/real_cluster.h"

#include <algorithm>

#include "env/real/directories.h"
#include "env/real/ending.h"
#include "raft/quorum_state_file.h"
#include "storage/meta_properties.h"

namespace vitrine::cluster {
namespace {

class NobodyWatches final : public observe::Observer {
public:
    observe::EventId record(Instant, WallTime, observe::EventBody, std::optional<observe::EventId>) override { return {}; }
    void publish(observe::NodeDelta&&) override {}
    void tap(observe::WireFrame&&) override {}
    [[nodiscard]] observe::Interest interest() const override { return {}; }
};

std::string directory_of(const ClusterOptions& options, int id) { return fmt::format("{}/broker-{}", options.data_dir, id); }

}  // namespace

ClusterOptions with_known_nodes(ClusterOptions options) {
    std::vector<int> known;
    int voters = 0;
    for (int id = 1; id <= ClusterOptions::brokers_max; ++id) {
        if (!env::real::directory_exists(directory_of(options, id))) continue;
        NobodyWatches observer;
        env::real::NodeLoop reader({.directory = directory_of(options, id)}, observer);
        env::Disk& disk = reader.environment().disk;
        const auto properties = storage::read_meta_properties(disk);
        if (!properties || !*properties) continue;
        known.push_back(id);
        if (voters > 0) continue;
        const auto named = raft::read_quorum_voters(disk, raft::quorum_state_path);
        // Of a cluster as this one makes them: 1, 2, …
        if (named && !named->empty() && named->back().value() == static_cast<std::int32_t>(named->size()))
            voters = static_cast<int>(named->size());
    }
    if (voters == 0) return options;
    const int wanted = options.brokers;
    options.brokers = std::min(voters, ClusterOptions::brokers_max);
    for (const int id : known) {
        if (id > voters) options.joined.insert(BrokerId(id));
    }
    for (int id = voters + 1; id <= wanted; ++id) options.joined.insert(BrokerId(id));
    return options;
}

Status check_ports(const ClusterOptions& asked) {
    const ClusterOptions options = with_known_nodes(asked);
    NobodyWatches observer;
    env::real::NodeLoop probe({}, observer);
    env::Environment environment = probe.environment();
    for (const BrokerId id : options.nodes()) {
        for (const env::Endpoint& endpoint : {broker_endpoint(options, id), controller_endpoint(options, id)}) {
            if (endpoint.port == 0) continue;
            const auto listener = environment.network.listen(endpoint, {}, [](std::unique_ptr<env::Connection>) { return nullptr; });
            if (!listener) return std::unexpected(listener.error());
        }
    }
    return {};
}

Result<std::uint16_t> next_free_base_port(const ClusterOptions& options) {
    constexpr int step = 1000;
    constexpr int port_max = 65'535 - ClusterOptions::controller_port_distance - ClusterOptions::brokers_max;
    for (int port = options.base_port; port <= port_max; port += step) {
        ClusterOptions candidate = options;
        candidate.base_port = static_cast<std::uint16_t>(port);
        if (check_ports(candidate)) return candidate.base_port;
    }
    return failure(ErrorCode::BROKER_NOT_AVAILABLE,
                   fmt::format("from port {} on there is no free block of ports; choose one with --base-port", options.base_port));
}

class RealCluster::LoopProcess final : public Process {
public:
    LoopProcess(env::real::NodeLoopOptions options, observe::Observer& observer) : loop_(std::move(options), observer) { loop_.start(); }

    [[nodiscard]] env::Environment environment() override { return loop_.environment(); }
    void post(env::Callback callback) override { loop_.post(std::move(callback)); }
    void pause() override { loop_.pause(); }
    void resume() override { loop_.resume(); }
    void end() override { loop_.stop(); }

private:
    env::real::NodeLoop loop_;
};

RealCluster::RealCluster(ClusterOptions options, observe::DeltaMailbox& mailbox, std::function<void()> wake_up)
    : RealCluster(with_known_nodes(std::move(options)), mailbox, std::move(wake_up), std::make_shared<MailboxObservers>()) {}

RealCluster::RealCluster(ClusterOptions options, observe::DeltaMailbox& mailbox, std::function<void()> wake_up,
                         std::shared_ptr<MailboxObservers> observers)
    : HostedCluster(options, options.data_dir,
                    [observers, &mailbox, wake_up](BrokerId id) {
                        auto observer = std::make_unique<observe::MailboxObserver>(id, mailbox, wake_up);
                        observer->set_interest(observers->interest);
                        observers->all.push_back(observer.get());
                        return observer;
                    }),
      options_(std::move(options)),
      observers_(std::move(observers)),
      links_(std::make_shared<env::real::LinkTable>()),
      time_(std::make_shared<env::real::ClusterTime>()) {
    control_observer_ = std::make_unique<observe::MailboxObserver>(no_broker, mailbox, std::move(wake_up));
    control_ = std::make_unique<env::real::NodeLoop>(env::real::NodeLoopOptions{.time = time_}, *control_observer_);
    control_environment_ = std::make_unique<env::Environment>(control_->environment());
    for (const auto& entry : slots()) name_endpoints(*entry);
    make_commands();
}

RealCluster::~RealCluster() {
    control_->stop();
    tear_down();
}

void RealCluster::set_interest(observe::Interest interest) {
    // There: nodes may come.
    control_->post([observers = observers_, interest] {
        observers->interest = interest;
        for (observe::MailboxObserver* observer : observers->all) observer->set_interest(interest);
    });
}

void RealCluster::name_endpoints(const Slot& entry) {
    links_->set_owner(entry.place.broker_endpoint, entry.place.id);
    if (entry.place.controller_endpoint.port != 0) links_->set_owner(entry.place.controller_endpoint, entry.place.id);
}

Status RealCluster::clear_directory(const Slot& entry) { return env::real::remove_directory(entry.place.directory); }

void RealCluster::start(Done ready) {
    control_->start();
    control_->post([this, ready = std::move(ready)]() mutable { start_all(std::move(ready)); });
}

void RealCluster::shutdown(Duration patience) {
    env::real::Ending ending;
    control_->post([this, token = ending.token()]() mutable { shut_down_all([token = std::move(token)]() mutable { token.reset(); }); });
    if (!ending.wait_for(patience)) logger().warning("not every broker had shut down after the time given; the rest is killed");
    control_->stop();
}

std::unique_ptr<Process> RealCluster::launch(Slot& entry, std::function<void(std::string)> failed) {
    return std::make_unique<LoopProcess>(
        env::real::NodeLoopOptions{
            .node = entry.place.id, .directory = entry.place.directory, .links = links_, .time = time_, .on_failure = std::move(failed)},
        *entry.observer);
}

std::optional<std::string> RealCluster::recorded_cluster_id(const Slot& entry) {
    NobodyWatches observer;
    env::real::NodeLoop reader({.directory = entry.place.directory}, observer);
    const auto properties = storage::read_meta_properties(reader.environment().disk);
    if (properties && *properties) return (*properties)->cluster_id;
    return std::nullopt;
}

}  // namespace vitrine::cluster
