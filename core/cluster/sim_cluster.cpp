// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/sim_cluster.h"

#include <algorithm>

#include "cluster/bit_flip.h"
#include "cluster/simulation_commands.h"
#include "storage/meta_properties.h"

namespace vitrine::cluster {

namespace {

constexpr std::uint64_t flips_part = 0x666c697073;  // of the seed

}  // namespace

class SimCluster::SimProcess final : public Process {
public:
    SimProcess(SimCluster& cluster, BrokerId id) : cluster_(cluster), id_(id), environment_(cluster.world_.node(id).environment()) {}

    [[nodiscard]] env::Environment environment() override { return environment_; }
    void post(env::Callback callback) override { environment_.clock.post(std::move(callback)); }
    void pause() override { cluster_.world_.pause(id_); }
    void resume() override { cluster_.world_.resume(id_); }
    void end() override {
        const auto crash = cluster_.crashes_.extract(id_);
        if (crash.empty()) {
            cluster_.world_.kill(id_);
        } else {
            cluster_.world_.crash(id_, crash.mapped());
        }
    }

private:
    SimCluster& cluster_;
    BrokerId id_;
    env::Environment environment_;
};

std::unique_ptr<observe::Observer> SimCluster::observer_for(const ObserverOf& given, Recorders& recorders, BrokerId id) {
    if (given) {
        if (auto observer = given(id)) return observer;
    }
    auto recorder = std::make_unique<env::sim::RecordingObserver>(id);
    recorders.emplace(id, recorder.get());
    return recorder;
}

SimCluster::SimCluster(SimClusterOptions options) : SimCluster(std::move(options), std::make_shared<Recorders>()) {}

SimCluster::SimCluster(SimClusterOptions options, std::shared_ptr<Recorders> recorders)
    : HostedCluster(options, "memory",
                    [given = options.observer_of, recorders](BrokerId id) { return observer_for(given, *recorders, id); }),
      recorders_(std::move(recorders)),
      control_observer_(observer_for(options.observer_of, *recorders_, no_broker)),
      crash_options_(options.crash),
      flips_(env::derive_seed(options.seed, flips_part)),
      world_(options.seed, options.world) {
    env::sim::Node& control = world_.add_node(control_machine, {.host = shape().host, .observer = control_observer_.get()});
    control_environment_ = std::make_unique<env::Environment>(control.environment());
    for (const auto& entry : slots()) prepare_place(*entry);
    make_commands();
}

SimCluster::~SimCluster() { tear_down(); }

// A machine is there, switched off, before its first process is.
void SimCluster::prepare_place(const Slot& entry) {
    world_.add_node(entry.place.id,
                    {.host = shape().host, .disks = static_cast<int>(entry.place.directories.size()), .observer = entry.observer.get()});
    world_.kill(entry.place.id);
}

Status SimCluster::clear_directories(const Slot& entry) {
    for (std::size_t i = 0; i < world_.node(entry.place.id).disk_count(); ++i) disk(entry.place.id, i).wipe();
    return {};
}

void SimCluster::start(Done ready) {
    post_to_control([this, ready = std::move(ready)]() mutable { start_all(std::move(ready)); });
}

bool SimCluster::ready() const {
    return std::ranges::all_of(slots(), [](const auto& entry) { return entry->ready; });
}

void SimCluster::crash_node(BrokerId id, const env::sim::CrashOptions& options, Done done) {
    if (slot(id).process != nullptr) crashes_.insert_or_assign(id, options);
    kill_node(id, std::move(done));
}

void SimCluster::wipe_node(BrokerId id, Done done) {
    if (slot(id).process != nullptr) {
        kill_node(id, std::move(done));
    } else {
        post_to_control([done = std::move(done)]() mutable { done({}); });
    }
    for (std::size_t i = 0; i < world_.node(id).disk_count(); ++i) disk(id, i).wipe();
}

Status SimCluster::flip_bit_of(BrokerId id) {
    if (slot(id).process != nullptr) {
        return failure(ErrorCode::INVALID_REQUEST,
                       fmt::format("broker {} is running: a bit flips where its next start will look; kill it first", id));
    }
    // On the first disk where there is a bit to flip.
    Status flipped;
    for (std::size_t i = 0; i < world_.node(id).disk_count(); ++i) {
        const auto here = flip_bit(disk(id, i), flips_);
        if (here) return {};
        flipped = std::unexpected(here.error());
    }
    return flipped;
}

void SimCluster::fill_disk(BrokerId node, std::size_t directory, std::optional<std::int64_t> room_bytes) {
    env::sim::MemoryDisk& filled = disk(node, directory);
    filled.faults().capacity_bytes = room_bytes;
    if (room_bytes) *filled.faults().capacity_bytes += filled.used_bytes();
}

void SimCluster::fail_disk(BrokerId node, std::size_t directory, FailingCalls calls) {
    env::sim::DiskFaults& faults = disk(node, directory).faults();
    faults.reads_fail = calls == FailingCalls::reads;
    faults.writes_fail = calls == FailingCalls::writes;
    faults.syncs_fail = calls == FailingCalls::syncs;
}

void SimCluster::jump_clock(BrokerId id, std::optional<Milliseconds> by) {
    env::sim::Node& node = world_.node(id);
    node.set_wall_offset(by ? node.wall_offset() + *by : Milliseconds(0));
}

void SimCluster::simulate(const CommandLine& line, Done done) { carry_out(*this, line, std::move(done)); }

std::vector<observe::NodeDelta> SimCluster::snapshots(bool with_segments) const {
    std::vector<observe::NodeDelta> all;
    for (const auto& entry : slots()) {
        if (entry->node == nullptr) continue;
        observe::NodeDelta delta = entry->node->snapshot(with_segments);
        // A paused process does not know that it is.
        if (entry->run == observe::NodeRun::paused && delta.status) delta.status->run = entry->run;
        all.push_back(std::move(delta));
    }
    return all;
}

env::sim::Node& SimCluster::add_client(const std::string& name) {
    const BrokerId id = next_client_;
    next_client_ = BrokerId(id.value() + 1);
    return world_.add_node(id, {.host = name});
}

env::sim::MemoryDisk& SimCluster::disk_with(BrokerId node, std::string_view path) {
    for (std::size_t i = 0; i < world_.node(node).disk_count(); ++i) {
        if (disk(node, i).exists(path)) return disk(node, i);
    }
    return disk(node);
}

env::sim::RecordingObserver& SimCluster::recorded(BrokerId node) {
    const auto found = recorders_->find(node);
    VITRINE_ASSERT(found != recorders_->end(), "the node tells the observer that it was given, not a recorder");
    return *found->second;
}

std::unique_ptr<Process> SimCluster::launch(Slot& entry, std::function<void(std::string)>) {
    world_.restart(entry.place.id);
    return std::make_unique<SimProcess>(*this, entry.place.id);
}

std::optional<std::string> SimCluster::recorded_cluster_id(const Slot& entry) {
    const auto properties = storage::read_meta_properties(disk(entry.place.id));
    if (properties && *properties) return (*properties)->cluster_id;
    return std::nullopt;
}

void SimCluster::stop_time() {
    world_.stop_time(control_machine);
    for (const auto& entry : slots()) world_.stop_time(entry->place.id);
}

void SimCluster::let_time_go_on() {
    world_.let_time_go_on(control_machine);
    for (const auto& entry : slots()) world_.let_time_go_on(entry->place.id);
}

}  // namespace vitrine::cluster
