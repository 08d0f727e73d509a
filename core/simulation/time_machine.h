// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cluster/sim_cluster.h"
#include "observe/observer.h"
#include "simulation/difference.h"
#include "simulation/frame_description.h"
#include "simulation/recording.h"
#include "simulation/run.h"

// A run that can be watched: stopped between any two events, stepped, looked into, changed, and repeated up to any place.
//
//   WatchedRun run(Recording::interactive(7), {.gate = [&](WatchedRun& at) {
//       while (at.reached(goal)) {               // not once: a goal of time may be reached without an event
//           at.publish_views();                  // the window shows this very state
//           goal = ask_the_person();             // may block: the world stands still
//           if (closing) return false;
//       }
//       return true;                             // go on
//   }});
//   run.run();                                   // returns when the run is over
//
// There is no way back in a run. To rewind is to run the same recording again up to an earlier position, which shows the same
// state: same recording, same digest at each position. To fork is to run recording().cut_at(position) up to it, and to go on otherwise.
//
// Speed: see README.md. A rewind need not begin at the beginning: a WatchedRun whose gate blocks is a checkpoint. Whoever has threads keeps
// some of them parked at earlier positions, each on a thread of its own that waits in its gate. To jump, take the last one before the place
// whose past is that of the recording (Recording::has_past_of()), give it the recording (set_future()), let it run on to the place, and
// park another one in its stead. Checkpoints are made without checkers; observers of a run that only shall come to a place ask for nothing
// (observe::Interest), and for views when it is there, with publish_views().
//
// Everything is called on one thread, the one that calls run(); the object is made and destroyed there, too. What the functions give back
// is values.
namespace vitrine::simulation {

// Where a run shall stand next.
struct Goal {
    enum class Kind { events, frames, time, position };
    Kind kind = Kind::events;
    std::uint64_t count = 0;  // events: World::steps() is so high; frames: so many have been delivered
    Instant time{};
    Position position;
};

class WatchedRun {
public:
    struct Hooks {
        // Before each event, with the world standing between two of them; false ends the run. Called once more when the run has come to
        // its end by itself: finished().
        std::function<bool(WatchedRun&)> gate;
        // Who is told what each node (or the control loop: no_broker) tells, besides the checkers. Asked once for each, when the run is
        // made; nullptr: nobody. Must outlive the run.
        std::function<observe::Observer*(BrokerId)> observer_of;
        // An intervention, of now or recorded, was answered: while the world runs, so not before it goes on where brokers are asked.
        std::function<void(const Intervention&, const cluster::CommandAnswer&)> answered;
        // A rule did not hold. Called when it is noticed.
        std::function<void(const Violation&)> violated;
    };
    struct Options {
        // Checkers cost a part of the time, and a run without them is the same run: a branch that only shall come to a place may leave
        // them out. Then violations() and the verdict say nothing of rules.
        bool checkers = true;
    };

    // The recording's options are valid (Recording::parse() and interactive() see to that); else the run ends at once with a failure.
    WatchedRun(Recording recording, Hooks hooks);
    WatchedRun(Recording recording, Hooks hooks, Options options);
    ~WatchedRun();
    WatchedRun(const WatchedRun&) = delete;
    WatchedRun& operator=(const WatchedRun&) = delete;

    // Once. Runs to the end: of the scenario, or to the gate's false.
    Verdict run();

    // --- inside of the gate: where it stands ---
    [[nodiscard]] Position position() const;
    // Of all that happened up to here; equal at equal positions of runs with the same past. Reads all disks.
    [[nodiscard]] std::uint64_t digest() const;
    // When the next event is due. With it, somebody paces the run.
    [[nodiscard]] std::optional<Instant> next_event_at() const;
    // The run came to its end by itself; what is left is to look at it.
    [[nodiscard]] bool finished() const;
    // Clients are at work (or it is over): the cluster came up. Before, it can be watched, and commands may find no broker that answers.
    [[nodiscard]] bool came_up() const;

    // --- to move ---
    // Goals from here.
    [[nodiscard]] Goal after_events(std::uint64_t count) const;
    [[nodiscard]] Goal after_frames(std::uint64_t count) const;
    [[nodiscard]] Goal after(Duration duration) const;
    [[nodiscard]] static Goal at(Instant time) { return {.kind = Goal::Kind::time, .time = time, .position = {}}; }
    [[nodiscard]] static Goal at(const Position& position) { return {.kind = Goal::Kind::position, .position = position}; }
    // The run stands there, or is beyond it already. A goal that lies before the next event by time is reached here: time passes up to it.
    bool reached(const Goal& goal);

    // --- to look ---
    [[nodiscard]] cluster::SimCluster& cluster();
    [[nodiscard]] std::vector<cluster::NodeInfo> nodes() const;
    // So far, the first ones (CheckerSet::violations_max).
    [[nodiscard]] const std::vector<Violation>& violations() const;
    // Shows the watchers' observers the exact present state of each node that lives, as a full delta; nodes themselves publish at their
    // own pace. Changes nothing of what follows.
    void publish_views();
    // The same state as values, to be compared: see differences().
    [[nodiscard]] ClusterState state() const;

    struct Frame {
        env::sim::FrameInFlight frame;
        FrameDescription description;  // without fields
    };
    // In the order of sending.
    [[nodiscard]] std::vector<Frame> frames_in_flight() const;
    // With its fields; none where it is not under way, and was not the last one delivered.
    [[nodiscard]] std::optional<Frame> frame(std::uint64_t id) const;
    // The last one that a machine got, with its fields; what a step by message did.
    [[nodiscard]] std::optional<Frame> last_delivered() const;
    [[nodiscard]] std::uint64_t frames_delivered() const;

    // --- to change ---
    // Does a line of the command language or of the simulation's own words here, and writes it down. What the recording has at later
    // positions is dropped: that future does not come. The answer comes by Hooks::answered; INVALID_REQUEST, and nothing is written down,
    // where the run is over or the line is empty.
    Status intervene(const std::string& command);
    // What was done so far, and what is still to be done again.
    [[nodiscard]] const Recording& recording() const;
    // Recorded interventions lie ahead; they will be done at their positions.
    [[nodiscard]] bool has_future() const;
    // Gives it another future. INVALID_REQUEST where the two differ in what has happened up to here.
    Status set_future(const Recording& recording);

private:
    friend Verdict run_recording(const Recording& recording, const RunHooks& hooks);
    class Inside;
    std::unique_ptr<Inside> inside_;
};

// The whole recording in one go, as run_scenario() runs a scenario. `hooks` has no watcher. The verdict has a failure where the recording
// does not fit this program.
[[nodiscard]] Verdict run_recording(const Recording& recording, const RunHooks& hooks = {});

}  // namespace vitrine::simulation
