// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/real_cluster.h"

#include "env/real/ending.h"
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

}  // namespace

Status check_ports(const ClusterOptions& options) {
    NobodyWatches observer;
    env::real::NodeLoop probe({}, observer);
    env::Environment environment = probe.environment();
    for (int id = 1; id <= options.brokers; ++id) {
        for (const env::Endpoint& endpoint : {broker_endpoint(options, BrokerId(id)), controller_endpoint(options, BrokerId(id))}) {
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
    : RealCluster(std::move(options), mailbox, std::move(wake_up), std::make_shared<MailboxObservers>()) {}

RealCluster::RealCluster(ClusterOptions options, observe::DeltaMailbox& mailbox, std::function<void()> wake_up,
                         std::shared_ptr<MailboxObservers> observers)
    : HostedCluster(options, options.data_dir,
                    [&](BrokerId id) {
                        auto observer = std::make_unique<observe::MailboxObserver>(id, mailbox, wake_up);
                        observers->push_back(observer.get());
                        return observer;
                    }),
      options_(std::move(options)),
      observers_(std::move(observers)),
      links_(std::make_shared<env::real::LinkTable>()),
      time_(std::make_shared<env::real::ClusterTime>()) {
    control_observer_ = std::make_unique<observe::MailboxObserver>(no_broker, mailbox, std::move(wake_up));
    control_ = std::make_unique<env::real::NodeLoop>(env::real::NodeLoopOptions{.time = time_}, *control_observer_);
    control_environment_ = std::make_unique<env::Environment>(control_->environment());
    for (const auto& entry : slots()) {
        links_->set_owner(entry->place.broker_endpoint, entry->place.id);
        links_->set_owner(entry->place.controller_endpoint, entry->place.id);
    }
    make_commands();
}

RealCluster::~RealCluster() {
    control_->stop();
    tear_down();
}

void RealCluster::set_interest(observe::Interest interest) {
    for (observe::MailboxObserver* observer : *observers_) observer->set_interest(interest);
}

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
