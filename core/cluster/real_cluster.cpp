// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/real_cluster.h"

#include <algorithm>
#include <future>

#include "base/assert.h"
#include "storage/meta_properties.h"

namespace vitrine::cluster {
namespace {

using observe::NodeRun;

constexpr Milliseconds watch_interval_starting{2};
constexpr Milliseconds watch_interval_running{100};
constexpr Milliseconds shutdown_patience{30'000};
constexpr Milliseconds shutdown_patience_without_quorum{100};

env::Endpoint broker_endpoint(const ClusterOptions& options, int index) {
    return {options.host, static_cast<std::uint16_t>(options.base_port + index)};
}
env::Endpoint controller_endpoint(const ClusterOptions& options, int index) {
    return {options.host, static_cast<std::uint16_t>(options.base_port + ClusterOptions::controller_port_distance + index)};
}

class NobodyWatches final : public observe::Observer {
public:
    observe::EventId record(Instant, WallTime, observe::EventBody, std::optional<observe::EventId>) override { return {}; }
    void publish(observe::NodeDelta&&) override {}
    void tap(observe::WireFrame&&) override {}
    [[nodiscard]] observe::Interest interest() const override { return {}; }
};

}  // namespace

std::string bootstrap_servers_text(const ClusterOptions& options) {
    std::string text;
    for (int i = 0; i < options.brokers; ++i) text += fmt::format("{}{}", i == 0 ? "" : ",", broker_endpoint(options, i).to_string());
    return text;
}

Status check_ports(const ClusterOptions& options) {
    NobodyWatches observer;
    env::real::NodeLoop probe({}, observer);
    env::Environment environment = probe.environment();
    for (int i = 0; i < options.brokers; ++i) {
        for (const env::Endpoint& endpoint : {broker_endpoint(options, i), controller_endpoint(options, i)}) {
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

// What a node shows goes on from life to life with growing versions, so that what is said of it while it does not run
// (killed, paused) takes its place among its own words. Used by one thread at a time: the node's, or the control loop's
// while the node stands still or is gone.
class RealCluster::NodeObserver final : public observe::Observer {
public:
    NodeObserver(BrokerId node, observe::DeltaMailbox& mailbox, std::function<void()> wake_up)
        : inner_(node, mailbox, std::move(wake_up)) {}

    void begin_life() { first_of_life_ = true; }
    observe::EventId record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause) override {
        return inner_.record(at, wall_time, std::move(body), cause);
    }
    void publish(observe::NodeDelta&& delta) override {
        delta.version = ++version_;
        delta.full = std::exchange(first_of_life_, false) || delta.full;
        if (delta.status) status_ = *delta.status;
        inner_.publish(std::move(delta));
    }
    void publish_status(BrokerId node, Instant at, WallTime wall_time, NodeRun run, const std::string& message, const Slot& slot);
    void tap(observe::WireFrame&& frame) override { inner_.tap(std::move(frame)); }
    [[nodiscard]] observe::Interest interest() const override { return inner_.interest(); }
    void set_interest(observe::Interest interest) { inner_.set_interest(interest); }

private:
    observe::MailboxObserver inner_;
    std::uint64_t version_ = 0;
    bool first_of_life_ = false;
    observe::NodeStatus status_;
};

struct RealCluster::Slot {
    BrokerId id{no_broker};
    env::Endpoint broker_endpoint;
    env::Endpoint controller_endpoint;
    std::string directory;
    NodeRun run = NodeRun::stopped;
    bool ready = false;
    std::string message;
    std::uint64_t life = 0;
    std::unique_ptr<NodeObserver> observer;
    std::unique_ptr<env::real::NodeLoop> loop;
    std::unique_ptr<broker::Node> node;  // touched on the loop, or where the loop has ended
    bool probing = false;                // a question about its state is under way
};

void RealCluster::NodeObserver::publish_status(BrokerId node, Instant at, WallTime wall_time, NodeRun run, const std::string& message,
                                               const Slot& slot) {
    observe::NodeDelta delta;
    delta.node = node;
    delta.version = ++version_;
    delta.at = at;
    delta.wall_time = wall_time;
    status_.run = run;
    status_.message = message;
    status_.directory = slot.directory;
    status_.broker_port = slot.broker_endpoint.port;
    status_.controller_port = slot.controller_endpoint.port;
    if (run != NodeRun::running && run != NodeRun::paused) status_.registered = false;
    delta.status = status_;
    inner_.publish(std::move(delta));
}

RealCluster::RealCluster(ClusterOptions options, observe::DeltaMailbox& mailbox, std::function<void()> wake_up)
    : options_(std::move(options)), links_(std::make_shared<env::real::LinkTable>()) {
    VITRINE_ASSERT(options_.brokers >= 1 && options_.brokers <= ClusterOptions::brokers_max, "the number of brokers was checked");
    control_observer_ = std::make_unique<observe::MailboxObserver>(no_broker, mailbox, wake_up);
    control_ = std::make_unique<env::real::NodeLoop>(env::real::NodeLoopOptions{}, *control_observer_);
    control_environment_ = std::make_unique<env::Environment>(control_->environment());
    for (int i = 0; i < options_.brokers; ++i) {
        auto made = std::make_unique<Slot>();
        made->id = BrokerId(i + 1);
        made->broker_endpoint = broker_endpoint(options_, i);
        made->controller_endpoint = controller_endpoint(options_, i);
        made->directory = fmt::format("{}/broker-{}", options_.data_dir, made->id);
        made->observer = std::make_unique<NodeObserver>(made->id, mailbox, wake_up);
        links_->set_owner(made->broker_endpoint, made->id);
        links_->set_owner(made->controller_endpoint, made->id);
        slots_.push_back(std::move(made));
    }
    commands_ = std::make_unique<Commands>(*this);
}

RealCluster::~RealCluster() {
    control_->stop();
    watch_timer_.cancel();
    commands_.reset();
    for (const auto& entry : slots_) {
        if (entry->loop != nullptr) end_life(*entry);
    }
}

RealCluster::Slot& RealCluster::slot(BrokerId node) const {
    const auto found = std::ranges::find(slots_, node, [](const auto& entry) { return entry->id; });
    VITRINE_ASSERT(found != slots_.end(), "who names a node has looked it up");
    return **found;
}

std::vector<NodeInfo> RealCluster::nodes() const {
    std::vector<NodeInfo> infos;
    for (const auto& entry : slots_) {
        infos.push_back({.id = entry->id,
                         .run = entry->run,
                         .ready = entry->ready,
                         .broker_endpoint = entry->broker_endpoint,
                         .controller_endpoint = entry->controller_endpoint,
                         .directory = entry->directory,
                         .message = entry->message});
    }
    return infos;
}

void RealCluster::execute(std::string line, Commands::Done done) {
    control_->post([this, line = std::move(line), done = std::move(done)]() mutable { commands_->execute(line, std::move(done)); });
}

void RealCluster::set_interest(observe::Interest interest) {
    for (const auto& entry : slots_) entry->observer->set_interest(interest);
}

// --- the whole ---

void RealCluster::start(Done ready) {
    control_->start();
    control_->post([this, ready = std::move(ready)]() mutable { start_all(std::move(ready)); });
}

// The directories of an earlier run say which cluster this is.
std::string RealCluster::choose_cluster_id() {
    NobodyWatches observer;
    for (const auto& entry : slots_) {
        env::real::NodeLoop reader({.directory = entry->directory}, observer);
        const auto properties = storage::read_meta_properties(reader.environment().disk);
        if (properties && *properties) return (*properties)->cluster_id;
    }
    return control_environment_->random.uuid().to_string();
}

void RealCluster::start_all(Done ready) {
    cluster_id_ = choose_cluster_id();
    ready_ = std::move(ready);
    for (const auto& entry : slots_) {
        start_node(entry->id, [this](const Status& status) {
            if (!status && ready_ != nullptr) std::exchange(ready_, nullptr)(status);
        });
    }
    watch_nodes();
}

void RealCluster::shutdown(Duration patience) {
    std::promise<void> ended;
    auto future = ended.get_future();
    control_->post([this, ended = std::move(ended)]() mutable {
        // The quorum's leader last: the others' controlled shutdowns need a controller.
        std::vector<BrokerId> order;
        for (const auto& entry : slots_) {
            if (entry->run == NodeRun::paused) resume_node(entry->id, [](const Status&) {});
            if (entry->run == NodeRun::running) order.push_back(entry->id);
        }
        struct Sequence {
            std::vector<BrokerId> rest;
            std::promise<void> ended;
        };
        auto sequence = std::make_shared<Sequence>(Sequence{std::move(order), std::move(ended)});
        auto next = std::make_shared<std::move_only_function<void()>>();
        *next = [this, sequence, weak = std::weak_ptr(next)] {
            if (sequence->rest.empty()) return sequence->ended.set_value();
            const BrokerId node = sequence->rest.front();
            // Once the quorum has lost its majority nobody is left to move leadership: then there is nothing to wait for.
            const bool quorum = sequence->rest.size() > slots_.size() / 2;
            sequence->rest.erase(sequence->rest.begin());
            shut_down(node, quorum ? shutdown_patience : shutdown_patience_without_quorum,
                      [self = weak.lock()](const Status&) { (*self)(); });
        };
        (*next)();
    });
    if (future.wait_for(patience) != std::future_status::ready)
        logger_.warning("not every broker had shut down after the time given; the rest is killed");
    control_->stop();
}

void RealCluster::watch_nodes() {
    bool starting = false;
    for (const auto& entry : slots_) {
        if (entry->run != NodeRun::running) continue;
        starting = starting || !entry->ready;
        if (entry->probing) continue;
        entry->probing = true;
        Slot* probed = entry.get();
        entry->loop->post([this, probed, life = entry->life] {
            const bool ready = probed->node != nullptr && probed->node->state().ready();
            control_->post([this, probed, life, ready] {
                if (probed->life != life) return;
                probed->probing = false;
                probed->ready = ready && (probed->run == NodeRun::running || probed->run == NodeRun::paused);
                check_ready();
            });
        });
    }
    watch_timer_ =
        control_environment_->clock.schedule_after(starting ? watch_interval_starting : watch_interval_running, [this] { watch_nodes(); });
}

void RealCluster::check_ready() {
    if (ready_ == nullptr || !std::ranges::all_of(slots_, [](const auto& entry) { return entry->ready; })) return;
    std::exchange(ready_, nullptr)({});
}

// --- one node ---

Status RealCluster::expect_run(const Slot& entry, std::initializer_list<NodeRun> expected, std::string_view verb) const {
    if (std::ranges::find(expected, entry.run) != expected.end()) return {};
    return failure(ErrorCode::INVALID_REQUEST,
                   fmt::format("broker {} is {}, so it cannot be {}", entry.id, observe::name_of(entry.run), verb));
}

// Called where the node's loop stands still, has ended or has not begun.
void RealCluster::set_run(Slot& entry, NodeRun run, const std::string& message) {
    entry.run = run;
    entry.message = message;
    if (run != NodeRun::running) entry.ready = false;
    auto& clock = control_environment_->clock;
    entry.observer->record(clock.now(), clock.wall_now(), observe::NodeRunChanged{run, message}, {});
    entry.observer->publish_status(entry.id, clock.now(), clock.wall_now(), run, message, entry);
}

broker::NodeConfig RealCluster::config_of(const Slot& entry) const {
    broker::NodeConfig config;
    config.node_id = entry.id;
    config.cluster_id = cluster_id_;
    config.host = options_.host;
    config.broker_port = entry.broker_endpoint.port;
    config.controller_port = entry.controller_endpoint.port;
    for (const auto& other : slots_) config.voters[other->id] = other->controller_endpoint;
    // As Kafka's own server.properties for a first cluster: internal topics with what replication there can be, and groups
    // that do not wait for more members.
    const std::string replicas = std::to_string(std::min(3, options_.brokers));
    config.settings = {{"offsets.topic.replication.factor", replicas}, {"group.initial.rebalance.delay.ms", "0"}};
    for (const auto& [key, value] : options_.settings) config.settings[key] = value;
    return config;
}

void RealCluster::start_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::stopped, NodeRun::killed, NodeRun::failed}, "started"); !status)
        return done(std::move(status));
    ++entry.life;
    entry.probing = false;
    entry.observer->begin_life();
    set_run(entry, NodeRun::starting, "");
    entry.loop = std::make_unique<env::real::NodeLoop>(
        env::real::NodeLoopOptions{.node = id,
                                   .directory = entry.directory,
                                   .links = links_,
                                   .on_failure =
                                       [this, &entry, life = entry.life](std::string sentence) {
                                           control_->post([this, &entry, life, sentence = std::move(sentence)] {
                                               if (entry.life != life) return;
                                               end_life(entry);
                                               set_run(entry, NodeRun::failed, sentence);
                                           });
                                       }},
        *entry.observer);
    entry.loop->start();
    entry.loop->post([this, &entry, life = entry.life, config = config_of(entry), done = std::move(done)]() mutable {
        entry.node = std::make_unique<broker::Node>(entry.loop->environment(), std::move(config));
        Status status = entry.node->start();
        control_->post([this, &entry, life, status = std::move(status), done = std::move(done)]() mutable {
            if (entry.life != life)
                return done(failure(ErrorCode::INVALID_REQUEST, fmt::format("broker {} was killed while it started", entry.id)));
            if (!status) {
                end_life(entry);
                set_run(entry, NodeRun::failed, status.error().message);
                return done(std::move(status));
            }
            entry.run = NodeRun::running;
            // The node says so itself with its next delta; the event is the cluster's.
            entry.loop->post([this, &entry] {
                auto& clock = entry.loop->environment().clock;
                entry.observer->record(clock.now(), clock.wall_now(), observe::NodeRunChanged{NodeRun::running, ""}, {});
            });
            done({});
        });
    });
}

// The end of a life: no callback of the node runs afterwards, nothing is written.
void RealCluster::end_life(Slot& entry) {
    ++entry.life;
    entry.loop->stop();
    entry.node.reset();
    entry.loop.reset();
    entry.probing = false;
}

void RealCluster::kill_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::starting, NodeRun::running, NodeRun::paused, NodeRun::stopping}, "killed"); !status) {
        return done(std::move(status));
    }
    end_life(entry);
    set_run(entry, NodeRun::killed, "");
    done({});
}

void RealCluster::stop_node(BrokerId id, Done done) { shut_down(id, shutdown_patience, std::move(done)); }

void RealCluster::shut_down(BrokerId id, Duration patience, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::running}, "stopped"); !status) return done(std::move(status));
    entry.run = NodeRun::stopping;
    entry.ready = false;
    entry.loop->post([this, &entry, life = entry.life, patience, done = std::move(done)]() mutable {
        auto& clock = entry.loop->environment().clock;
        entry.observer->record(clock.now(), clock.wall_now(), observe::NodeRunChanged{NodeRun::stopping, ""}, {});
        entry.node->shutdown(
            [this, &entry, life, done = std::move(done)]() mutable {
                control_->post([this, &entry, life, done = std::move(done)]() mutable {
                    if (entry.life != life)
                        return done(failure(ErrorCode::INVALID_REQUEST, fmt::format("broker {} was killed while it stopped", entry.id)));
                    end_life(entry);
                    set_run(entry, NodeRun::stopped, "");
                    done({});
                });
            },
            patience);
    });
}

void RealCluster::pause_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::running}, "paused"); !status) return done(std::move(status));
    entry.loop->pause();
    set_run(entry, NodeRun::paused, "");
    done({});
}

void RealCluster::resume_node(BrokerId id, Done done) {
    Slot& entry = slot(id);
    if (auto status = expect_run(entry, {NodeRun::paused}, "resumed"); !status) return done(std::move(status));
    set_run(entry, NodeRun::running, "");
    entry.loop->resume();
    done({});
}

void RealCluster::rebalance_group(const std::string& group, const std::string& reason, Done done) {
    // The coordinator knows itself; whoever is not says so at once.
    struct Asking {
        std::size_t missing = 0;
        Error last{ErrorCode::COORDINATOR_NOT_AVAILABLE, "no broker runs"};
        Done done;
    };
    auto asking = std::make_shared<Asking>();
    asking->done = std::move(done);
    for (const auto& entry : slots_) asking->missing += entry->run == NodeRun::running ? 1 : 0;
    if (asking->missing == 0) return asking->done(std::unexpected(asking->last));
    for (const auto& entry : slots_) {
        if (entry->run != NodeRun::running) continue;
        Slot* asked = entry.get();
        entry->loop->post([this, asked, group, reason, asking] {
            Status status = asked->node->rebalance_group(group, reason);
            control_->post([asking, status = std::move(status)]() mutable {
                if (asking->done == nullptr) return;
                --asking->missing;
                if (status) return std::exchange(asking->done, nullptr)({});
                if (status.error().code != ErrorCode::NOT_COORDINATOR) asking->last = status.error();
                if (asking->missing == 0) std::exchange(asking->done, nullptr)(std::unexpected(asking->last));
            });
        });
    }
}

}  // namespace vitrine::cluster
