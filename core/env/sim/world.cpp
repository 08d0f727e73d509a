// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "env/sim/world.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "env/sim/digest.h"
#include "env/sim/event_queue.h"
#include "env/sim/fabric.h"

namespace vitrine::env::sim {
namespace {

// What the streams of chance of one world are for; each is independent of how much is drawn from the others.
enum class Stream : std::uint64_t { network = 1, disks = 2, nodes = 3 };

std::uint64_t stream_seed(std::uint64_t seed, Stream stream) { return derive_seed(seed, static_cast<std::uint64_t>(stream)); }
std::uint64_t node_seed(std::uint64_t seed, Stream stream, BrokerId node) {
    return derive_seed(stream_seed(seed, stream), static_cast<std::uint64_t>(node.value()));
}

}  // namespace

// --- what a world is made of -------------------------------------------------------------------------------------------------

class WorldState {
public:
    WorldState(std::uint64_t its_seed, WorldOptions its_options);
    ~WorldState();
    WorldState(const WorldState&) = delete;
    WorldState& operator=(const WorldState&) = delete;

    // Runs the next event, if one can run until `end`; false where none can, or the gate says that the run is over.
    bool run_next(Instant end);
    // Puts aside what comes first and whose node is not to be disturbed; true when an event that can run until `end` comes first.
    bool settle(Instant end);

    std::uint64_t seed;
    WorldOptions options;
    Instant now{};
    std::uint64_t steps = 0;
    std::function<bool()> gate;
    std::optional<Instant> passing_until;  // while the gate is open: time may pass so far
    bool stopped = false;
    Digest digest;
    std::shared_ptr<EventQueue> queue = std::make_shared<EventQueue>();
    std::unique_ptr<Fabric> fabric;
    std::map<BrokerId, std::unique_ptr<NodeState>> nodes;
};

namespace {

class TimerHandle final : public Timer::Handle {
public:
    TimerHandle(std::shared_ptr<EventQueue> queue, EventQueue::Handle event) : queue_(std::move(queue)), event_(std::move(event)) {}
    ~TimerHandle() override { EventQueue::cancel(queue_, event_); }
    TimerHandle(const TimerHandle&) = delete;
    TimerHandle& operator=(const TimerHandle&) = delete;

private:
    std::shared_ptr<EventQueue> queue_;
    EventQueue::Handle event_;
};

}  // namespace

// One machine.
class NodeState {
public:
    NodeState(WorldState& its_world, BrokerId its_id, NodeOptions its_options);

    [[nodiscard]] Duration gained() const { return world.now.time_since_epoch() / 1'000'000 * options.wall_skew_ppm; }
    [[nodiscard]] WallTime wall_now() const {
        const Duration passed = world.now.time_since_epoch();
        return world.options.wall_start + std::chrono::duration_cast<Milliseconds>(passed + gained()) + options.wall_offset;
    }

    [[nodiscard]] Instant now() const { return standing_since.value_or(world.now) - stood; }

    WorldState& world;
    BrokerId id;
    NodeOptions options;
    Duration each_callback{0};              // takes so long
    std::optional<Instant> standing_since;  // its time stands still
    Duration stood{0};                      // before that
    RecordingObserver recorder;
    observe::Observer& told;
    std::vector<std::shared_ptr<DiskImage>> disks;
    std::vector<std::unique_ptr<MemoryDisk>> outside_views;
    // The last one is the present one. The former ones stay, as environments outlive whatever holds them.
    std::vector<std::unique_ptr<Life>> lives;
    Node face{*this};
};

// The process on a machine, from its start to its end.
class Life final : private Clock, private Network, private observe::Observer {
public:
    Life(NodeState& its_node, int its_number)
        : node(its_node),
          number(its_number),
          user_(std::make_shared<LoopUser>(its_node.world, this)),
          disks_(views_of(its_node, user_)),
          random_(derive_seed(node_seed(its_node.world.seed, Stream::nodes, its_node.id), static_cast<std::uint64_t>(its_number))) {}

    Environment environment() {
        Environment ports{.clock = *this, .network = *this, .disk = *disks_.front(), .random = random_, .observer = *this};
        for (std::size_t i = 1; i < disks_.size(); ++i) ports.more_disks.push_back(disks_[i].get());
        return ports;
    }
    // Of every disk of the machine, as this user sees it.
    static std::vector<std::unique_ptr<MemoryDisk>> views_of(const NodeState& its_node, const std::shared_ptr<DiskUser>& user) {
        std::vector<std::unique_ptr<MemoryDisk>> views;
        for (const auto& image : its_node.disks) {
            const std::string name = views.empty() ? "memory" : fmt::format("memory-{}", views.size() + 1);
            views.push_back(std::make_unique<MemoryDisk>(image, user, name));
        }
        return views;
    }
    [[nodiscard]] bool alive() const { return user_->alive; }
    void end() {
        node.world.fabric->end_life(*this);
        user_->alive = false;
        paused = false;
        node.world.queue->drop(*this);
    }

    NodeState& node;
    const int number;
    bool paused = false;
    bool busy = false;     // with a callback that takes time
    Instant busy_until{};  // the last time that it was

private:
    // Clock
    [[nodiscard]] Instant now() const override { return node.now(); }
    [[nodiscard]] WallTime wall_now() const override { return node.wall_now(); }
    [[nodiscard]] Timer schedule(Instant at, Callback callback) override {
        if (!alive()) return {};
        auto& queue = node.world.queue;
        return Timer(std::make_unique<TimerHandle>(queue, queue->add(std::max(at, now()) + node.stood, this, std::move(callback), true)));
    }
    void post(Callback callback) override {
        if (alive()) node.world.queue->add(node.world.now, this, std::move(callback));
    }

    // Network
    [[nodiscard]] Result<std::unique_ptr<Listener>> listen(const Endpoint& endpoint, const NetworkLimits& limits,
                                                           Acceptor accept) override {
        if (!alive()) return failure(ErrorCode::NETWORK_EXCEPTION, "the node was killed");
        return node.world.fabric->listen(*this, endpoint, limits, std::move(accept));
    }
    [[nodiscard]] std::unique_ptr<Connection> connect(const Endpoint& endpoint, ConnectionEvents& events) override {
        VITRINE_ASSERT(alive(), "a killed node runs no code that could connect");
        return node.world.fabric->connect(*this, endpoint, events);
    }

    // Observer: passes on, and adds events to the digest. Views and frames are told only where somebody looks, so they have no part in it.
    observe::EventId record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause) override {
        Digest& digest = node.world.digest;
        digest.add(static_cast<std::uint64_t>(node.id.value()));
        digest.add(static_cast<std::uint64_t>(at.time_since_epoch().count()));
        digest.add(static_cast<std::uint64_t>(to_milliseconds(wall_time)));
        digest.add(observe::kind_of(body));
        digest.add(observe::describe(body));
        return node.told.record(at, wall_time, std::move(body), cause);
    }
    void publish(observe::NodeDelta&& delta) override { node.told.publish(std::move(delta)); }
    void tap(observe::WireFrame&& frame) override { node.told.tap(std::move(frame)); }
    [[nodiscard]] observe::Interest interest() const override { return node.told.interest(); }

    // The disk's completions come on this life's loop.
    class LoopUser final : public DiskUser {
    public:
        LoopUser(WorldState& world, Life* life) : world_(world), life_(life) { outside = life == nullptr; }
        [[nodiscard]] Instant now() const override { return world_.now; }
        void run_at(Instant at, Callback callback) override {
            if (alive) world_.queue->add(at, life_, std::move(callback));
        }

    private:
        WorldState& world_;
        Life* life_;  // nullptr: somebody outside
    };
    friend class NodeState;

    std::shared_ptr<LoopUser> user_;
    std::vector<std::unique_ptr<MemoryDisk>> disks_;
    Xoshiro random_;
};

NodeState::NodeState(WorldState& its_world, BrokerId its_id, NodeOptions its_options)
    : world(its_world),
      id(its_id),
      options(std::move(its_options)),
      recorder(its_id),
      told(options.observer != nullptr ? *options.observer : recorder) {
    const std::uint64_t first_seed = node_seed(world.seed, Stream::disks, its_id);
    for (int i = 0; i < options.disks; ++i) {
        const std::uint64_t disk_seed = i == 0 ? first_seed : derive_seed(first_seed, static_cast<std::uint64_t>(i));
        disks.push_back(make_disk(disk_seed, world.options.sync_delay, world.options.sync_jitter));
    }
    VITRINE_ASSERT(!disks.empty(), "a machine has a disk");
    outside_views = Life::views_of(*this, std::make_shared<Life::LoopUser>(its_world, nullptr));
}

WorldState::WorldState(std::uint64_t its_seed, WorldOptions its_options) : seed(its_seed), options(its_options) {
    fabric = std::make_unique<Fabric>(
        *queue, digest, stream_seed(seed, Stream::network), FabricOptions{.delay = options.link_delay, .jitter = options.link_jitter},
        Fabric::Directory{.node_of = [](const Life& life) { return life.node.id; },
                          .host_of = [](const Life& life) -> const std::string& { return life.node.options.host; },
                          .paused = [](const Life& life) { return life.paused; },
                          .busy_until = [](const Life& life) { return life.busy_until; },
                          .now = [this] { return now; }});
}

WorldState::~WorldState() {
    // First what was to come: its captures may hold timers, connections and files.
    queue->close();
    fabric.reset();
}

bool WorldState::settle(Instant end) {
    while (!queue->empty() && queue->next_at() <= end) {
        const ScheduledEvent& next = queue->next();
        const Life* owner = next.owner;
        if (owner == nullptr || !(owner->paused || owner->busy || (next.timer && owner->node.standing_since))) return true;
        now = std::max(now, next.at);
        queue->hold(queue->pop());
    }
    return false;
}

bool WorldState::run_next(Instant end) {
    if (stopped || !settle(end)) return false;
    if (gate) {
        passing_until = end;
        stopped = !gate();
        passing_until.reset();
        // What was done there may have taken the event away.
        if (stopped || !settle(end)) return false;
    }
    const EventQueue::Handle event = queue->pop();
    now = std::max(now, event->at);
    ++steps;
    digest.add(static_cast<std::uint64_t>(now.time_since_epoch().count()));
    digest.add(static_cast<std::uint64_t>(event->owner == nullptr ? no_broker.value() : event->owner->node.id.value()));
    Callback callback = std::move(event->run);
    callback();
    Life* const owner = event->owner;
    if (owner != nullptr && owner->alive() && owner->node.each_callback > Duration(0)) {
        owner->busy = true;
        owner->busy_until = now + owner->node.each_callback;
        queue->add(owner->busy_until, nullptr, [this, owner] {
            owner->busy = false;
            queue->release(*owner, now);
        });
    }
    return true;
}

// --- Node --------------------------------------------------------------------------------------------------------------------

BrokerId Node::id() const { return state_->id; }
Environment Node::environment() { return state_->lives.back()->environment(); }
bool Node::alive() const { return state_->lives.back()->alive(); }
bool Node::paused() const { return state_->lives.back()->paused; }
int Node::life() const { return state_->lives.back()->number; }
MemoryDisk& Node::disk(std::size_t index) {
    VITRINE_ASSERT_CMP(index, <, state_->outside_views.size(), "the machine has that disk");
    return *state_->outside_views[index];
}
std::size_t Node::disk_count() const { return state_->disks.size(); }
RecordingObserver& Node::observed() {
    VITRINE_ASSERT(state_->options.observer == nullptr, "the node tells the observer that it was given, not its own recorder");
    return state_->recorder;
}
void Node::set_wall_offset(Milliseconds offset) { state_->options.wall_offset = offset; }
Milliseconds Node::wall_offset() const { return state_->options.wall_offset; }
void Node::set_wall_skew(std::int32_t ppm) {
    const Duration before = state_->gained();
    state_->options.wall_skew_ppm = ppm;
    state_->options.wall_offset += std::chrono::duration_cast<Milliseconds>(before - state_->gained());
}
std::int32_t Node::wall_skew_ppm() const { return state_->options.wall_skew_ppm; }

// --- World -------------------------------------------------------------------------------------------------------------------

World::World(std::uint64_t seed, WorldOptions options) : state_(std::make_unique<WorldState>(seed, options)) {}
World::~World() = default;

std::uint64_t World::seed() const { return state_->seed; }
Instant World::now() const { return state_->now; }
std::uint64_t World::steps() const { return state_->steps; }

Node& World::add_node(BrokerId id, NodeOptions options) {
    const auto [entry, added] = state_->nodes.try_emplace(id);
    VITRINE_ASSERT(added, "each node is added once");
    entry->second = std::make_unique<NodeState>(*state_, id, std::move(options));
    NodeState& node = *entry->second;
    node.lives.push_back(std::make_unique<Life>(node, 1));
    return node.face;
}

Node& World::node(BrokerId id) {
    const auto found = state_->nodes.find(id);
    VITRINE_ASSERT(found != state_->nodes.end(), "the node was added");
    return found->second->face;
}

bool World::step() { return state_->run_next(Instant::max()); }

void World::run_for(Duration duration) {
    run_until([] { return false; }, duration);
}

bool World::run_until(const std::function<bool()>& done, Duration limit) {
    const Instant end = state_->now + limit;
    if (done()) return true;
    while (state_->run_next(end)) {
        if (done()) return true;
    }
    if (!state_->stopped) state_->now = end;
    return done();
}

void World::count_deed(std::string_view what) {
    ++state_->steps;
    state_->digest.add("deed");
    state_->digest.add(static_cast<std::uint64_t>(state_->now.time_since_epoch().count()));
    state_->digest.add(what);
}

// --- somebody who watches ---

void World::set_gate(std::function<bool()> gate) { state_->gate = std::move(gate); }
bool World::stopped() const { return state_->stopped; }

std::optional<Instant> World::next_event_at() const {
    if (state_->queue->empty()) return std::nullopt;
    return state_->queue->next_at();
}

void World::let_time_pass(Instant at) {
    VITRINE_ASSERT(state_->passing_until.has_value(), "time passes without events where the gate stands open");
    Instant until = std::min(at, *state_->passing_until);
    if (!state_->queue->empty()) until = std::min(until, state_->queue->next_at());
    state_->now = std::max(state_->now, until);
}

std::vector<FrameInFlight> World::frames_in_flight() const { return state_->fabric->frames_in_flight(); }
std::optional<FrameInFlight> World::frame_in_flight(std::uint64_t id) const { return state_->fabric->frame_in_flight(id); }
Status World::drop_frame(std::uint64_t id) { return state_->fabric->drop_frame(id); }
Status World::delay_frame(std::uint64_t id, Duration by) { return state_->fabric->delay_frame(id, by); }
Status World::duplicate_frame(std::uint64_t id) { return state_->fabric->duplicate_frame(id); }
void World::set_frame_listener(FrameListener* listener) { state_->fabric->set_frame_listener(listener); }

// --- what is done to nodes ---

void World::kill(BrokerId id) {
    Life& life = *state_->nodes.at(id)->lives.back();
    VITRINE_ASSERT(life.alive(), "only a living node can be killed");
    state_->digest.add("kill");
    life.end();
}

void World::crash(BrokerId id, const CrashOptions& options) {
    kill(id);
    for (const auto& disk : state_->nodes.at(id)->outside_views) disk->crash(options);
}

void World::restart(BrokerId id) {
    NodeState& node = *state_->nodes.at(id);
    VITRINE_ASSERT(!node.lives.back()->alive(), "a node lives once at a time");
    state_->digest.add("restart");
    node.lives.push_back(std::make_unique<Life>(node, node.lives.back()->number + 1));
}

void World::pause(BrokerId id) {
    Life& life = *state_->nodes.at(id)->lives.back();
    VITRINE_ASSERT(life.alive(), "only a living node can be paused");
    life.paused = true;
}

void World::resume(BrokerId id) {
    Life& life = *state_->nodes.at(id)->lives.back();
    if (!life.paused) return;
    life.paused = false;
    state_->queue->release(life, state_->now);
}

void World::stop_time(BrokerId id) {
    NodeState& node = *state_->nodes.at(id);
    if (!node.standing_since) node.standing_since = state_->now;
}

void World::let_time_go_on(BrokerId id) {
    NodeState& node = *state_->nodes.at(id);
    if (!node.standing_since) return;
    const Duration stood = state_->now - *node.standing_since;
    node.standing_since.reset();
    node.stood += stood;
    state_->queue->postpone_timers(*node.lives.back(), stood);
}

void World::slow_down(BrokerId id, Duration each_callback) { state_->nodes.at(id)->each_callback = each_callback; }

void World::cut(BrokerId a, BrokerId b) {
    cut_one_way(a, b);
    cut_one_way(b, a);
}

void World::cut_one_way(BrokerId from, BrokerId to) { state_->fabric->set_cut(from, to, true); }
void World::heal(BrokerId a, BrokerId b) { state_->fabric->heal(a, b); }
void World::heal_all() { state_->fabric->heal_all(); }

void World::slow(BrokerId a, BrokerId b, Duration delay) {
    state_->fabric->set_delay(a, b, delay);
    state_->fabric->set_delay(b, a, delay);
}

void World::lossy(BrokerId a, BrokerId b, int loss_percent) {
    state_->fabric->set_loss(a, b, loss_percent);
    state_->fabric->set_loss(b, a, loss_percent);
}

void World::clog(BrokerId a, BrokerId b, std::int64_t bytes_per_second) {
    VITRINE_ASSERT_CMP(bytes_per_second, >, 0, "a link without any bandwidth is a cut one");
    state_->fabric->set_bandwidth(a, b, bytes_per_second);
    state_->fabric->set_bandwidth(b, a, bytes_per_second);
}

void World::break_connections(BrokerId a, BrokerId b) { state_->fabric->break_connections(a, b); }

std::uint64_t World::digest() const {
    Digest all = state_->digest;
    all.add(state_->steps);
    for (const auto& [id, node] : state_->nodes) {
        all.add(static_cast<std::uint64_t>(id.value()));
        for (const auto& disk : node->outside_views) all.add(disk->digest());
    }
    return all.value();
}

}  // namespace vitrine::env::sim
