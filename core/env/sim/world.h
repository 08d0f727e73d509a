// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "env/environment.h"
#include "env/sim/in_flight.h"
#include "env/sim/memory_disk.h"
#include "env/sim/recording_observer.h"

// The simulated world: virtual time, a network and disks in memory, one event queue ordered by (time, order of scheduling)
// for any number of nodes, everything that is left to chance drawn from one seed. The same program with the same seed runs
// the same way, byte for byte: digest() tells.
//
//   sim::World world(42);
//   sim::Node& node = world.add_node(BrokerId(1));
//   Thing thing(node.environment());
//   ASSERT_TRUE(world.run_until([&] { return thing.done(); }, std::chrono::seconds(5)));
//
// Single-threaded: whoever calls step() or run_…() runs the nodes' callbacks. Between these calls a test may call into
// nodes directly. The world must outlive the objects that hold its environments, connections, files and timers.
namespace vitrine::env::sim {

struct WorldOptions {
    Duration link_delay = std::chrono::microseconds(100);   // of each frame, one way
    Duration link_jitter = std::chrono::microseconds(200);  // drawn from [0, this] and added; frames of one connection keep their order
    Duration sync_delay = std::chrono::microseconds(500);
    Duration sync_jitter = std::chrono::microseconds(1500);
    WallTime wall_start = wall_time(1'700'000'000'000);     // 2023-11-14T22:13:20Z
};

struct NodeOptions {
    std::string host = "127.0.0.1";       // of the local endpoint of its outgoing connections
    Milliseconds wall_offset{0};          // its wall clock is ahead by so much
    std::int32_t wall_skew_ppm = 0;       // and runs faster by so many millionths
    int disks = 1;                        // log directories, each on a disk of its own
    // Who is told; must outlive the world. nullptr: the node's own recorder, see Node::observed().
    observe::Observer* observer = nullptr;
};

class World;
class WorldState;
class NodeState;

// One machine: its disks and its clock outlive its lives. A life begins with World::add_node() or restart() and ends with
// kill() or crash(). References stay valid as long as the world.
class Node {
public:
    explicit Node(NodeState& state) : state_(&state) {}

    [[nodiscard]] BrokerId id() const;
    // The five ports of the present life. Those of a life that ended stay valid and do nothing: timers never run,
    // connections are closed, files answer KAFKA_STORAGE_ERROR.
    [[nodiscard]] Environment environment();
    [[nodiscard]] bool alive() const;
    [[nodiscard]] bool paused() const;
    [[nodiscard]] int life() const;  // 1 for the first
    // A disk as seen from outside the node, whether it lives or not; they count from 0.
    [[nodiscard]] MemoryDisk& disk(std::size_t index = 0);
    [[nodiscard]] std::size_t disk_count() const;
    // What was told, where no observer was given.
    [[nodiscard]] RecordingObserver& observed();
    void set_wall_offset(Milliseconds offset);  // the wall clock jumps
    [[nodiscard]] Milliseconds wall_offset() const;
    // From now on the wall clock runs faster by so many millionths, or slower; it does not jump by more than a millisecond.
    void set_wall_skew(std::int32_t ppm);
    [[nodiscard]] std::int32_t wall_skew_ppm() const;

private:
    NodeState* state_;
};

class World {
public:
    explicit World(std::uint64_t seed, WorldOptions options = {});
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    [[nodiscard]] std::uint64_t seed() const;
    // Starts the node's first life. Ids are free (clients may be nodes too), one node for each.
    Node& add_node(BrokerId id, NodeOptions options = {});
    [[nodiscard]] Node& node(BrokerId id);

    // --- time ---
    [[nodiscard]] Instant now() const;
    // Runs the next event; false when there is none (or all belong to paused nodes).
    bool step();
    // Runs all events of the next `duration`; then now() is later by exactly so much.
    void run_for(Duration duration);
    // Runs events until `done` answers true, at most for `limit`; answers what `done` says at the end. It is asked before
    // the first event and after each.
    bool run_until(const std::function<bool()>& done, Duration limit);
    // How many events ran, deeds included.
    [[nodiscard]] std::uint64_t steps() const;
    // Something is done to the world from outside, between two events: it counts as an event of its own, so that (now(), steps()) names one
    // place before it and another behind it, and is part of the digest.
    void count_deed(std::string_view what);

    // --- somebody who watches ---
    // Called before each event that will run, on the caller's thread, between two events: then the world may be read, and changed. It may
    // block. false: the run is over: step() answers false, run_for() and run_until() return at once (with what `done` says; time stands
    // still), and stay so. An empty function takes the gate away.
    void set_gate(std::function<bool()> gate);
    [[nodiscard]] bool stopped() const;
    // When the next event is due; none when there is none. Events of paused nodes count.
    [[nodiscard]] std::optional<Instant> next_event_at() const;
    // Inside of the gate: time passes up to `at`, but not beyond the next event or the end of the run_…() that is under way. Changes
    // nothing of what follows.
    void let_time_pass(Instant at);

    // --- nodes ---
    // The process is gone this instant: timers and posted callbacks never run, listeners vanish, connections break (peers are
    // told after the link's delay; of the frames under way a drawn number still arrives). The disk stays as it is.
    // Afterwards the test destroys the objects that made up the node.
    void kill(BrokerId id);
    // The machine lost power: kill(), and what was not durable is lost as the options say.
    void crash(BrokerId id, const CrashOptions& options = {});
    // The next life of a killed node on the same disk, with a new environment().
    void restart(BrokerId id);
    // Its events wait, its connections stay open, its time goes on; resume() runs what waited, in order.
    void pause(BrokerId id);
    void resume(BrokerId id);
    // The machine's monotonic time stands still: its timers do not come due, what was due in three seconds is due three seconds
    // after it goes on. Frames, syncs and posted callbacks still come, unless it is paused too. Twice is as good as once.
    void stop_time(BrokerId id);
    void let_time_go_on(BrokerId id);
    // The machine is slow: after each callback its process is busy for so long, and what comes meanwhile waits, in order. 0: as it was.
    // It stays so from life to life.
    void slow_down(BrokerId id, Duration each_callback);

    // --- links; a fault is a property of the pair of nodes, for connections of now and later ---
    // Nothing passes, neither frames nor the news that a connection closed: it waits until the link is healed.
    void cut(BrokerId a, BrokerId b);
    void cut_one_way(BrokerId from, BrokerId to);
    // Takes back cuts, slowness, losses and limits of bandwidth in both directions; what waited for its turn goes at once.
    void heal(BrokerId a, BrokerId b);
    void heal_all();
    // Each frame between them takes so much longer, in each direction.
    void slow(BrokerId a, BrokerId b, Duration delay);
    // Packets between them get lost with that chance of a hundred, and TCP sends them again, see retransmission_delay().
    void lossy(BrokerId a, BrokerId b, int loss_percent);
    // The frames of all connections between them share so many bytes per second in each direction, one after another; at least 1.
    void clog(BrokerId a, BrokerId b, std::int64_t bytes_per_second);
    // The connections between them break; both sides are told after the link's delay; frames under way are lost.
    void break_connections(BrokerId a, BrokerId b);

    // --- frames under way ---
    // In the order of sending. Looking changes nothing.
    [[nodiscard]] std::vector<FrameInFlight> frames_in_flight() const;
    [[nodiscard]] std::optional<FrameInFlight> frame_in_flight(std::uint64_t id) const;
    // What no real network does within a connection: each gives one frame another fate, and the connection stays. INVALID_REQUEST where no
    // frame of that id is under way.
    //
    // Its receiver never sees it: a request is not answered, a response is missing, and Kafka's clients notice by their timeouts.
    Status drop_frame(std::uint64_t id);
    // It arrives so much later, and what follows on its connection not before it.
    Status delay_frame(std::uint64_t id, Duration by);
    // It is delivered twice, one right after the other; the second has the next free id.
    Status duplicate_frame(std::uint64_t id);
    // nullptr: nobody. It must outlive the world, or be taken away before.
    void set_frame_listener(FrameListener* listener);

    // Of all frames delivered, events observed, callbacks run and their times, and of the disks as they are now. What observers
    // are interested in has no part in it.
    [[nodiscard]] std::uint64_t digest() const;

private:
    std::unique_ptr<WorldState> state_;
};

}  // namespace vitrine::env::sim
