// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/hosted_cluster.h"

#include <algorithm>
#include <utility>

#include "base/assert.h"
#include "cluster/command_line.h"

namespace vitrine::cluster {
namespace {

using observe::NodeRun;

constexpr Milliseconds watch_interval_starting{2};
constexpr Milliseconds watch_interval_running{100};
constexpr Milliseconds shutdown_patience{30'000};
constexpr Milliseconds shutdown_patience_without_quorum{100};

}  // namespace

HostedCluster::HostedCluster(ClusterShape its_shape, std::string data_dir, ObserverOf observer_of)
    : shape_(std::move(its_shape)), data_dir_(std::move(data_dir)), observer_of_(std::move(observer_of)) {
    const auto roles = shape_.roles();
    const auto brokers = std::ranges::count_if(roles, [](const auto& entry) { return entry.second.broker; });
    VITRINE_ASSERT(brokers >= 1 && brokers <= ClusterShape::brokers_max, "the number of brokers was checked");
    for (const auto& [id, role] : roles) slots_.push_back(make_slot(id));
}

std::unique_ptr<HostedCluster::Slot> HostedCluster::make_slot(BrokerId id) const {
    auto made = std::make_unique<Slot>();
    made->place = {.id = id,
                   .broker_endpoint = broker_endpoint(shape_, id),
                   .controller_endpoint = controller_endpoint(shape_, id),
                   .directories = shape_.directories_of(id, data_dir_)};
    made->observer = std::make_unique<LivesObserver>(observer_of_(id));
    return made;
}

HostedCluster::~HostedCluster() = default;

void HostedCluster::tear_down() {
    watch_timer_.cancel();
    commands_.reset();
    for (const auto& entry : slots_) {
        if (entry->process == nullptr) continue;
        entry->under_way = nullptr;
        end_life(*entry);
    }
}

HostedCluster::Slot& HostedCluster::slot(BrokerId node) const {
    const auto found = std::ranges::find(slots_, node, [](const auto& entry) { return entry->place.id; });
    VITRINE_ASSERT(found != slots_.end(), "who names a node has looked it up");
    return **found;
}

std::vector<NodeInfo> HostedCluster::nodes() const {
    std::vector<NodeInfo> infos;
    for (const auto& entry : slots_) {
        infos.push_back({.id = entry->place.id,
                         .run = entry->run,
                         .started = entry->life > 0,
                         .ready = entry->ready,
                         .broker = is_broker(*entry),
                         .controller = entry->place.controller_endpoint.port != 0,
                         .voter = shape_.is_voter(entry->place.id),
                         .broker_endpoint = entry->place.broker_endpoint,
                         .controller_endpoint = entry->place.controller_endpoint,
                         .directory = entry->place.directories.front(),
                         .more_directories = {entry->place.directories.begin() + 1, entry->place.directories.end()},
                         .message = entry->message,
                         .network = entry->process ? entry->process->network_use() : std::nullopt});
    }
    return infos;
}

void HostedCluster::execute(std::string line, Commands::Done done) {
    post_to_control([this, line = std::move(line), done = std::move(done)]() mutable { commands_->execute(line, std::move(done)); });
}

void HostedCluster::answer_later(Done done, Status status) {
    post_to_control([done = std::move(done), status = std::move(status)]() mutable { done(std::move(status)); });
}

// --- the whole ---

// The directories of an earlier run say which cluster this is.
void HostedCluster::choose_cluster_id() {
    for (const auto& entry : slots_) {
        if (auto recorded = recorded_cluster_id(*entry)) {
            cluster_id_ = std::move(*recorded);
            return;
        }
    }
    cluster_id_ = inner_environment().random.uuid().to_string();
}

void HostedCluster::start_all(Done ready) {
    choose_cluster_id();
    ready_ = std::move(ready);
    for (const auto& entry : slots_) {
        start_node(entry->place.id, [this](const Status& status) {
            if (!status && ready_ != nullptr) std::exchange(ready_, nullptr)(status);
        });
    }
    watch_nodes();
}

void HostedCluster::shut_down_all(std::move_only_function<void()> done) {
    if (all_paused()) resume_all([](const Status&) {});
    std::vector<BrokerId> nodes;
    BrokerId leader = no_broker;
    for (const auto& entry : slots_) {
        if (entry->run == NodeRun::paused) resume_node(entry->place.id, [](const Status&) {});
        if (entry->run == NodeRun::running) nodes.push_back(entry->place.id);
        if (entry->leads_quorum) leader = entry->place.id;
    }
    // The quorum's leader last: the others' controlled shutdowns need a controller.
    std::ranges::stable_partition(nodes, [leader](BrokerId node) { return node != leader; });
    // Without a majority of controllers nobody can let a broker go: then there is nothing to wait for.
    // Who of them votes may have changed (KIP-853).
    const auto roles = shape_.roles();
    const auto controllers = std::ranges::count_if(roles, [](const auto& entry) { return entry.second.controller; });
    const auto running = std::ranges::count_if(nodes, [&](BrokerId node) { return roles.at(node).controller; });
    const bool quorum = running > controllers / 2;
    const Duration patience = quorum ? shutdown_patience : shutdown_patience_without_quorum;
    // Every broker leaves before the first node closes, so that the next start finds no session of this life.
    one_after_another(
        nodes, [this, patience](BrokerId node, Done left) { leave(node, patience, std::move(left)); },
        [this, nodes, done = std::move(done)]() mutable {
            one_after_another(nodes, [this](BrokerId node, Done closed) { close(node, std::move(closed)); }, std::move(done));
        });
}

void HostedCluster::one_after_another(std::vector<BrokerId> nodes, std::function<void(BrokerId, Done)> step,
                                      std::move_only_function<void()> done) {
    if (nodes.empty()) return done();
    const BrokerId first = nodes.front();
    nodes.erase(nodes.begin());
    step(first, [nodes = std::move(nodes), step, done = std::move(done)](const Status&) mutable {
        one_after_another(std::move(nodes), std::move(step), std::move(done));
    });
}

void HostedCluster::watch_nodes() {
    bool starting = false;
    for (const auto& entry : slots_) {
        if (entry->run != NodeRun::running) continue;
        starting = starting || !entry->ready;
        if (entry->probing) continue;
        entry->probing = true;
        Slot* probed = entry.get();
        entry->process->post([this, probed, life = entry->life] {
            const broker::NodeState state = probed->node->state();
            const bool failed = state.stopping && probed->node->status().run == NodeRun::failed;
            const bool leads = state.controller == probed->place.id;
            post_to_control([this, probed, life, leads, ready = state.ready(),
                             why = failed ? std::optional(probed->node->status().message) : std::nullopt] {
                if (probed->life != life) return;
                probed->probing = false;
                if (why) return life_failed(*probed, *why);
                probed->leads_quorum = leads;
                probed->ready = ready && probed->run == NodeRun::running;
                check_ready();
            });
        });
    }
    watch_timer_ =
        inner_environment().clock.schedule_after(starting ? watch_interval_starting : watch_interval_running, [this] { watch_nodes(); });
}

void HostedCluster::check_ready() {
    if (ready_ == nullptr || !std::ranges::all_of(slots_, [](const auto& entry) { return entry->ready; })) return;
    std::exchange(ready_, nullptr)({});
}

// --- one node ---

Status HostedCluster::expect_run(const Slot& entry, std::initializer_list<NodeRun> expected, std::string_view verb) {
    if (std::ranges::find(expected, entry.run) != expected.end()) return {};
    return misuse(fmt::format("{} {} is {}, so it cannot be {}", is_broker(entry) ? "broker" : "controller", entry.place.id,
                              observe::name_of(entry.run), verb));
}

// Called where the node's loop stands still, has ended or has not begun.
void HostedCluster::set_run(Slot& entry, NodeRun run, const std::string& message) {
    entry.run = run;
    entry.message = message;
    if (run != NodeRun::running) entry.ready = false;
    auto& clock = inner_environment().clock;
    entry.observer->tell_run(entry.place, clock.now(), clock.wall_now(), run, message);
}

void HostedCluster::start_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::stopped, NodeRun::killed, NodeRun::failed, NodeRun::removed}, "started"); !status)
        return answer_later(std::move(done), std::move(status));
    ++entry.life;
    entry.under_way = std::move(done);
    entry.observer->begin_life();
    set_run(entry, NodeRun::starting, "");
    entry.process = launch(entry, [this, &entry, life = entry.life](std::string sentence) {
        post_to_control([this, &entry, life, sentence = std::move(sentence)] {
            if (entry.life == life) life_failed(entry, sentence);
        });
    });
    entry.process->post([this, &entry, life = entry.life, config = node_config(shape_, cluster_id_, id)]() mutable {
        entry.node = std::make_unique<broker::Node>(entry.process->environment(), std::move(config));
        post_to_control([this, &entry, life, status = entry.node->start()] {
            if (entry.life != life) return;
            if (!status) return life_failed(entry, status.error().message, status.error().code);
            entry.run = NodeRun::running;
            // The node says so itself with its next delta; the event is the cluster's.
            entry.process->post([&entry] {
                const env::Environment environment = entry.process->environment();
                environment.observer.record(environment.clock.now(), environment.clock.wall_now(),
                                            observe::NodeRunChanged{NodeRun::running, "", is_broker(entry)});
            });
            std::exchange(entry.under_way, nullptr)({});
        });
    });
}

// The end of a life: no callback of the node runs afterwards, nothing is written.
void HostedCluster::end_life(Slot& entry) {
    ++entry.life;
    entry.process->end();
    entry.node.reset();
    entry.process.reset();
    entry.probing = false;
    entry.leads_quorum = false;
}

void HostedCluster::life_failed(Slot& entry, const std::string& why, ErrorCode code) {
    end_life(entry);
    set_run(entry, NodeRun::failed, why);
    if (entry.under_way != nullptr) std::exchange(entry.under_way, nullptr)(failure(code, why));
}

void HostedCluster::kill_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::starting, NodeRun::running, NodeRun::paused, NodeRun::stopping}, "killed"); !status)
        return answer_later(std::move(done), std::move(status));
    const std::string_view what = entry.run == NodeRun::starting ? "started" : "stopped";
    end_life(entry);
    set_run(entry, NodeRun::killed, "");
    if (entry.under_way != nullptr)
        answer_later(std::exchange(entry.under_way, nullptr),
                     misuse(fmt::format("{} {} was killed while it {}", is_broker(entry) ? "broker" : "controller", id, what)));
    answer_later(std::move(done), {});
}

void HostedCluster::stop_node(BrokerId id, Done done) {
    leave(id, shutdown_patience, [this, id, done = std::move(done)](Status left) mutable {
        if (!left) return done(std::move(left));
        close(id, std::move(done));
    });
}

void HostedCluster::leave(BrokerId id, Duration patience, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::running}, "stopped"); !status) return answer_later(std::move(done), std::move(status));
    entry.run = NodeRun::stopping;
    entry.ready = false;
    entry.under_way = std::move(done);
    entry.process->post([this, &entry, life = entry.life, patience] {
        const env::Environment environment = entry.process->environment();
        environment.observer.record(environment.clock.now(), environment.clock.wall_now(),
                                    observe::NodeRunChanged{NodeRun::stopping, "", is_broker(entry)});
        entry.node->leave(
            [this, &entry, life] {
                post_to_control([this, &entry, life] {
                    if (entry.life == life) std::exchange(entry.under_way, nullptr)({});
                });
            },
            patience);
    });
}

void HostedCluster::close(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::stopping}, "closed"); !status) return answer_later(std::move(done), std::move(status));
    entry.under_way = std::move(done);
    entry.process->post([this, &entry, life = entry.life] {
        entry.node->close([this, &entry, life] {
            post_to_control([this, &entry, life, status = entry.node->status()] {
                if (entry.life != life) return;
                if (status.run == NodeRun::failed) return life_failed(entry, status.message);
                end_life(entry);
                set_run(entry, NodeRun::stopped, "");
                std::exchange(entry.under_way, nullptr)({});
            });
        });
    });
}

// --- nodes come and go ---

Result<BrokerId> HostedCluster::free_id(std::optional<BrokerId> wanted) const {
    const auto roles = shape_.roles();
    // A broker of another id may have the port.
    const auto port_taken = [&roles](BrokerId id) {
        return std::ranges::any_of(roles, [&](const auto& entry) { return entry.second.broker && entry.second.place == id.value() - 1; });
    };
    if (wanted) {
        if (wanted->value() < 1 || wanted->value() > ClusterShape::brokers_max)
            return misuse(fmt::format("a broker's id is 1 to {}, not {}", ClusterShape::brokers_max, *wanted));
        if (roles.contains(*wanted)) return misuse(fmt::format("there is a broker {} already", *wanted));
        if (port_taken(*wanted)) return misuse(fmt::format("the port of broker {} is taken by another broker", *wanted));
        return *wanted;
    }
    for (int id = 1; id <= ClusterShape::brokers_max; ++id) {
        if (!roles.contains(BrokerId(id)) && !port_taken(BrokerId(id))) return BrokerId(id);
    }
    return misuse(fmt::format("a cluster has {} brokers at most, and all are there", ClusterShape::brokers_max));
}

void HostedCluster::add_node(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) {
    const auto id = free_id(wanted);
    if (!id)
        return answer_later([done = std::move(done)](Status status) mutable { done(std::unexpected(status.error())); },
                            std::unexpected(id.error()));
    shape_.joined.insert(*id);
    join(*id, std::move(done));
}

Result<BrokerId> HostedCluster::free_controller_id(std::optional<BrokerId> wanted) const {
    constexpr int first = ClusterShape::controller_port_distance + 1;
    constexpr int last = ClusterShape::controller_port_distance + ClusterShape::controllers_max;
    const auto roles = shape_.roles();
    const bool above_brokers = std::ranges::any_of(roles, [](const auto& node) { return node.second.broker && node.second.controller; });
    // A controller of another id may have the port.
    const auto port_taken = [&](BrokerId id) {
        const int place = ClusterShape::place_of_controller(id, above_brokers);
        return std::ranges::any_of(roles, [place](const auto& node) { return node.second.controller && node.second.place == place; });
    };
    if (wanted) {
        if (!ClusterShape::is_id_of_controller(*wanted))
            return misuse(fmt::format("the id of a controller that is added is {} to {}, not {}", first, last, *wanted));
        if (roles.contains(*wanted)) return misuse(fmt::format("there is a controller {} already", *wanted));
        if (port_taken(*wanted)) return misuse(fmt::format("the port of controller {} is taken by another controller", *wanted));
        return *wanted;
    }
    for (int id = first; id <= last; ++id) {
        if (!roles.contains(BrokerId(id)) && !port_taken(BrokerId(id))) return BrokerId(id);
    }
    return misuse(fmt::format("a cluster has {} controllers apart from brokers at most, and all are there", ClusterShape::controllers_max));
}

void HostedCluster::add_controller(std::optional<BrokerId> wanted, DoneWith<BrokerId> done) {
    const auto id = free_controller_id(wanted);
    if (!id)
        return answer_later([done = std::move(done)](Status status) mutable { done(std::unexpected(status.error())); },
                            std::unexpected(id.error()));
    shape_.joined_controllers.insert(*id);
    join(*id, std::move(done));
}

void HostedCluster::join(BrokerId joining, DoneWith<BrokerId> done) {
    const auto before = std::ranges::find_if(slots_, [joining](const auto& entry) { return entry->place.id > joining; });
    const auto again = retired_.extract(joining);
    const auto made = slots_.insert(before, again.empty() ? make_slot(joining) : std::move(again.mapped()));
    if (again.empty()) prepare_place(**made);
    start_node(joining, [this, id = joining, done = std::move(done)](const Status& started) mutable {
        if (!started) {
            // Killed meanwhile, it is there: a person may start it again.
            const auto failed =
                std::ranges::find_if(slots_, [id](const auto& entry) { return entry->place.id == id && entry->run == NodeRun::failed; });
            if (failed != slots_.end()) retire(id);
            return done(std::unexpected(started.error()));
        }
        done(id);
    });
}

void HostedCluster::remove_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (shape_.is_voter(id) && is_broker(entry))
        return answer_later(std::move(done), misuse(fmt::format("broker {} is a voter of the metadata quorum and cannot be removed", id)));
    if (auto status = expect_run(entry, {NodeRun::stopped, NodeRun::killed, NodeRun::failed}, "removed"); !status)
        return answer_later(std::move(done), std::move(status));
    if (auto cleared = clear_directories(entry); !cleared) return answer_later(std::move(done), std::move(cleared));
    retire(id);
    answer_later(std::move(done), {});
}

void HostedCluster::retire(BrokerId id) {
    Slot& entry = slot(id);
    VITRINE_ASSERT(entry.process == nullptr && entry.under_way == nullptr, "who is removed has no life");
    set_run(entry, NodeRun::removed, "");
    const auto found = std::ranges::find(slots_, id, [](const auto& one) { return one->place.id; });
    retired_.emplace(id, std::move(*found));
    slots_.erase(found);
    if (!shape_.joined.contains(id) && !shape_.joined_controllers.contains(id) && shape_.known.empty()) {
        // From now on the two numbers do not say any more who is there.
        ClusterShape first = shape_;
        first.joined.clear();
        first.joined_controllers.clear();
        shape_.known = first.roles();
    }
    shape_.joined.erase(id);
    shape_.joined_controllers.erase(id);
    shape_.known.erase(id);
}

void HostedCluster::pause_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::running}, "paused"); !status) return answer_later(std::move(done), std::move(status));
    entry.process->pause();
    set_run(entry, NodeRun::paused, "");
    answer_later(std::move(done), {});
}

void HostedCluster::resume_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::paused}, "resumed"); !status) return answer_later(std::move(done), std::move(status));
    set_run(entry, NodeRun::running, "");
    entry.process->resume();
    answer_later(std::move(done), {});
}

void HostedCluster::pause_all(Done done) {
    if (all_paused_) return answer_later(std::move(done), misuse("the cluster is paused already"));
    all_paused_ = true;
    for (const auto& entry : slots_) {
        if (entry->run != NodeRun::running) continue;
        entry->process->pause();
        paused_with_all_.push_back(entry->place.id);
    }
    // Not before the last node stands: a clock that stops under a running node could go back by a moment.
    stop_time();
    for (const BrokerId id : paused_with_all_) set_run(slot(id), NodeRun::paused, "");
    answer_later(std::move(done), {});
}

void HostedCluster::resume_all(Done done) {
    if (!all_paused_) return answer_later(std::move(done), misuse("the cluster is not paused"));
    all_paused_ = false;
    let_time_go_on();
    for (const BrokerId id : std::exchange(paused_with_all_, {})) {
        Slot& entry = slot(id);
        if (entry.run != NodeRun::paused) continue;  // killed meanwhile
        set_run(entry, NodeRun::running, "");
        entry.process->resume();
    }
    answer_later(std::move(done), {});
}

void HostedCluster::rebalance_group(const std::string& group, const std::string& reason, Done done) {
    // The coordinator knows itself; whoever is not says so at once.
    struct Asking {
        std::size_t missing = 0;
        Error last{ErrorCode::COORDINATOR_NOT_AVAILABLE, "no broker runs"};
        Done done;
    };
    auto asking = std::make_shared<Asking>();
    asking->done = std::move(done);
    for (const auto& entry : slots_) asking->missing += entry->run == NodeRun::running ? 1 : 0;
    if (asking->missing == 0) return answer_later(std::move(asking->done), std::unexpected(asking->last));
    // Answers when it goes, so also when the node is killed before it was asked.
    struct Answer {
        HostedCluster& cluster;
        std::shared_ptr<Asking> asking;
        Status status = failure(ErrorCode::COORDINATOR_NOT_AVAILABLE, "the broker that coordinates the group went away");
        Answer(HostedCluster& its_cluster, std::shared_ptr<Asking> its_asking) : cluster(its_cluster), asking(std::move(its_asking)) {}
        ~Answer() {
            cluster.post_to_control([told = std::move(asking), answer = std::move(status)]() mutable {
                if (told->done == nullptr) return;
                --told->missing;
                if (answer) return std::exchange(told->done, nullptr)({});
                if (answer.error().code != ErrorCode::NOT_COORDINATOR) told->last = answer.error();
                if (told->missing == 0) std::exchange(told->done, nullptr)(std::unexpected(told->last));
            });
        }
        Answer(const Answer&) = delete;
        Answer& operator=(const Answer&) = delete;
    };
    for (const auto& entry : slots_) {
        if (entry->run != NodeRun::running) continue;
        Slot* asked = entry.get();
        entry->process->post([asked, group, reason, answer = std::make_unique<Answer>(*this, asking)] {
            answer->status = asked->node->rebalance_group(group, reason);
        });
    }
}

}  // namespace vitrine::cluster
