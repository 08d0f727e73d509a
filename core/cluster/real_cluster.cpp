// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/real_cluster.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <algorithm>

#include <fmt/ranges.h>

#include "cluster/node_roles.h"
#include "env/real/directories.h"
#include "env/real/ending.h"
#include "storage/files.h"
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

ClusterOptions with_known_nodes(ClusterOptions options) {
    std::map<BrokerId, bool> known;  // is it a broker's?
    RecordedVoters recorded;
    std::string cluster_id;
    const auto misfit = [&](std::string why) {
        if (options.misfit.empty())
            options.misfit =
                fmt::format("The data directory {} cannot be served: {}.",
                            options.log_dirs.empty() ? options.data_dir : fmt::format("{}", fmt::join(options.log_dirs, ",")), why);
    };
    const std::vector<std::string> roots = options.log_dirs.empty() ? std::vector{options.data_dir} : options.log_dirs;
    for (const std::string& root : roots) {
        for (const std::string& name : env::real::subdirectories(root)) {
            const std::string path = fmt::format("{}/{}", root, name);
            // Others' directories are not even locked.
            if (!env::real::file_exists(fmt::format("{}/{}", path, storage::meta_properties_name))) continue;
            NobodyWatches observer;
            env::real::NodeLoop reader({.directory = path}, observer);
            env::Disk& disk = reader.environment().disk;
            const auto properties = storage::read_meta_properties(disk);
            if (!properties) misfit(fmt::format("{}: {}", name, properties.error().message));
            if (!properties || !*properties) continue;
            const BrokerId id = (*properties)->node_id;
            if (!cluster_id.empty() && (*properties)->cluster_id != cluster_id)
                misfit(fmt::format("{} belongs to another cluster than the directories before it", name));
            cluster_id = (*properties)->cluster_id;
            // A node may have several; the one with the metadata log is the first.
            auto& of_node = options.directories[id];
            of_node.insert(disk.exists(fmt::format("{}-0", metadata_topic_name)) ? of_node.begin() : of_node.end(), path);
            const auto broker = is_brokers_directory(disk, id);
            if (!broker) misfit(fmt::format("{}: {}", name, broker.error().message));
            known[id] = known[id] || broker.value_or(true);
            // The one that was there last knows best.
            if (auto named = read_voters(disk)) {
                if (!named->ids.empty() && (recorded.ids.empty() || named->since > recorded.since)) recorded = std::move(*named);
            } else misfit(fmt::format("{}: {}", name, named.error().message));
        }
        if (!options.log_dirs.empty() && env::real::file_exists(fmt::format("{}/{}", root, storage::meta_properties_name)))
            misfit(fmt::format("{} is a node's own log directory; log.dirs names directories below which every broker has one", root));
    }
    const std::set<BrokerId>& voters = recorded.ids;
    if (voters.empty()) return options;
    // A voter's directory that is gone is made anew; and what was formatted and never ran is of both roles.
    const bool apart = std::ranges::any_of(known, [](const auto& node) { return node.second; }) &&
                       std::ranges::any_of(voters, [&](BrokerId id) { return known.contains(id) && !known.at(id); });
    for (const BrokerId id : voters) known.try_emplace(id, !apart);
    const int wanted = options.brokers;
    std::set<int> places;
    const auto lowest_place = [&places] {
        int place = 0;
        while (places.contains(place)) ++place;
        places.insert(place);
        return place;
    };
    const auto numbered = [](BrokerId id) { return id.value() >= 1 && id.value() <= ClusterOptions::brokers_max; };
    for (const auto& [id, broker] : known) {
        if (numbered(id) && (broker || !apart)) places.insert(id.value() - 1);
    }
    int brokers = 0;
    int controllers = 0;
    for (const auto& [id, broker] : known) {
        const bool is_voter = voters.contains(id);
        if (!is_voter && !broker && ClusterOptions::is_id_of_controller(id)) {
            options.joined_controllers.insert(id);
            ++controllers;
            continue;
        }
        const bool is_broker = broker || !apart || !is_voter;
        brokers += is_broker ? 1 : 0;
        controllers += is_broker ? 0 : 1;
        if (is_broker && !is_voter && numbered(id)) options.joined.insert(id);
        else if (is_broker)
            options.known[id] = {.broker = true, .controller = is_voter, .place = numbered(id) ? id.value() - 1 : lowest_place()};
    }
    // Controllers apart listen above those that are brokers too.
    const bool above_brokers = std::ranges::any_of(options.known, [](const auto& node) { return node.second.controller; });
    std::set<int> controller_places;
    for (const BrokerId id : voters) {
        if (ClusterOptions::is_id_of_controller(id)) controller_places.insert(ClusterOptions::place_of_controller(id, above_brokers));
    }
    for (const BrokerId id : options.joined_controllers) controller_places.insert(ClusterOptions::place_of_controller(id, above_brokers));
    for (const BrokerId id : voters) {
        if (options.known.contains(id)) continue;
        int place = above_brokers ? ClusterOptions::brokers_max : 0;
        if (ClusterOptions::is_id_of_controller(id)) place = ClusterOptions::place_of_controller(id, above_brokers);
        else
            while (!controller_places.insert(place).second) ++place;
        options.known[id] = {.broker = false, .controller = true, .place = place};
    }
    if (brokers == 0 || brokers > ClusterOptions::brokers_max || controllers > ClusterOptions::controllers_max) {
        misfit(fmt::format("it has {} brokers and {} controllers apart from them; served are 1 to {} brokers and up to {} controllers",
                           brokers, controllers, ClusterOptions::brokers_max, ClusterOptions::controllers_max));
        return options;
    }
    for (int id = 1; id <= ClusterOptions::brokers_max && brokers < wanted; ++id) {
        if (known.contains(BrokerId(id)) || !places.insert(id - 1).second) continue;
        options.joined.insert(BrokerId(id));
        ++brokers;
    }
    return options;
}

Status check_ports(const ClusterOptions& asked) {
    const ClusterOptions options = with_known_nodes(asked);
    NobodyWatches observer;
    env::real::NodeLoop probe({}, observer);
    env::Environment environment = probe.environment();
    for (const auto& [id, roles] : options.roles()) {
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
    constexpr int port_max =
        65'535 - ClusterOptions::controller_port_distance - ClusterOptions::brokers_max - ClusterOptions::controllers_max;
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
    // All that the node had is free by now, but glibc keeps it in the arena of the thread that is gone: after many lives most of the
    // resident memory was such.
    ~LoopProcess() override {
#if defined(__GLIBC__)
        malloc_trim(0);
#endif
    }

    [[nodiscard]] env::Environment environment() override { return loop_.environment(); }
    void post(env::Callback callback) override { loop_.post(std::move(callback)); }
    void pause() override { loop_.pause(); }
    void resume() override { loop_.resume(); }
    void end() override { loop_.stop(); }
    [[nodiscard]] std::optional<NetworkUse> network_use() const override {
        const env::real::NetworkCounters counters = loop_.network_counters();
        return NetworkUse{.received_bytes = counters.bytes_received,
                          .sent_bytes = counters.bytes_sent,
                          .sendfile_bytes = counters.bytes_sent_by_sendfile};
    }

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
    for (const auto& entry : slots()) prepare(*entry);
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

void RealCluster::prepare(const Slot& entry) {
    auto machine = std::make_shared<env::real::MachineFaults>();
    for (std::size_t i = 0; i < entry.place.directories.size(); ++i) machine->disks.emplace_back();
    machines_.insert_or_assign(entry.place.id, std::move(machine));
    links_->set_owner(entry.place.broker_endpoint, entry.place.id);
    if (entry.place.controller_endpoint.port != 0) links_->set_owner(entry.place.controller_endpoint, entry.place.id);
}

Status RealCluster::clear_directories(const Slot& entry) {
    for (const std::string& directory : entry.place.directories) {
        if (auto removed = env::real::remove_directory(directory); !removed) return removed;
    }
    return {};
}

void RealCluster::start(Done ready) {
    control_->start();
    control_->post([this, ready = std::move(ready)]() mutable {
        if (!options_.misfit.empty()) return ready(failure(ErrorCode::INVALID_CONFIG, options_.misfit));
        start_all(std::move(ready));
    });
}

void RealCluster::shutdown(Duration patience) {
    env::real::Ending ending;
    control_->post([this, token = ending.token()]() mutable {
        end_faults();
        shut_down_all([token = std::move(token)]() mutable { token.reset(); });
    });
    if (!ending.wait_for(patience)) logger().warning("not every broker had shut down after the time given; the rest is killed");
    control_->stop();
}

void RealCluster::end_faults() {
    links_->heal_all();
    for (const auto& [node, machine] : machines_) {
        for (std::size_t directory = 0; directory < machine->disks.size(); ++directory) {
            slow_disk(node, directory, Duration(0));
            fill_disk(node, directory, std::nullopt);
            fail_disk(node, directory, FailingCalls::none);
        }
    }
}

void RealCluster::slow_disk(BrokerId node, std::size_t directory, Duration by) { machines_.at(node)->disks[directory].slow = by; }

void RealCluster::fill_disk(BrokerId node, std::size_t directory, std::optional<std::int64_t> room_bytes) {
    machines_.at(node)->disks[directory].set_room(room_bytes.value_or(env::real::DiskFaults::no_limit));
}

void RealCluster::fail_disk(BrokerId node, std::size_t directory, FailingCalls calls) {
    env::real::DiskFaults& disk = machines_.at(node)->disks[directory];
    disk.reads_fail = calls == FailingCalls::reads;
    disk.writes_fail = calls == FailingCalls::writes;
    disk.syncs_fail = calls == FailingCalls::syncs;
}

void RealCluster::jump_clock(BrokerId node, std::optional<Milliseconds> by) {
    env::real::WallClockFaults& clock = machines_.at(node)->wall_clock;
    clock.set_offset(by ? clock.offset() + *by : Milliseconds(0));
}

void RealCluster::skew_clock(BrokerId node, std::int32_t ppm) {
    machines_.at(node)->wall_clock.set_skew(ppm, control_environment_->clock.wall_now());
}

std::unique_ptr<Process> RealCluster::launch(Slot& entry, std::function<void(std::string)> failed) {
    return std::make_unique<LoopProcess>(
        env::real::NodeLoopOptions{.node = entry.place.id,
                                   .directory = entry.place.directories.front(),
                                   .more_directories = {entry.place.directories.begin() + 1, entry.place.directories.end()},
                                   .links = links_,
                                   .time = time_,
                                   .machine = machines_.at(entry.place.id),
                                   .on_failure = std::move(failed)},
        *entry.observer);
}

std::optional<std::string> RealCluster::recorded_cluster_id(const Slot& entry) {
    NobodyWatches observer;
    env::real::NodeLoop reader({.directory = entry.place.directories.front()}, observer);
    const auto properties = storage::read_meta_properties(reader.environment().disk);
    if (properties && *properties) return (*properties)->cluster_id;
    return std::nullopt;
}

}  // namespace vitrine::cluster
