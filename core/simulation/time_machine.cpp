// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/time_machine.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/assert.h"
#include "cluster/command_line.h"
#include "simulation/run_watcher.h"

namespace vitrine::simulation {

namespace {

std::unexpected<Error> misuse(std::string sentence) { return failure(ErrorCode::INVALID_REQUEST, std::move(sentence)); }

// Takes note of the newest version that a watcher was shown: what is shown out of turn takes its place there.
class Shown final : public observe::Observer {
public:
    explicit Shown(observe::Observer& to) : to_(to) {}
    observe::EventId record(Instant at, WallTime wall_time, observe::EventBody body, std::optional<observe::EventId> cause) override {
        return to_.record(at, wall_time, std::move(body), cause);
    }
    void publish(observe::NodeDelta&& delta) override {
        version_ = delta.version;
        to_.publish(std::move(delta));
    }
    void tap(observe::WireFrame&& frame) override { to_.tap(std::move(frame)); }
    [[nodiscard]] observe::Interest interest() const override { return to_.interest(); }

    void show(observe::NodeDelta&& snapshot) {
        snapshot.version = version_;
        to_.publish(std::move(snapshot));
    }

private:
    observe::Observer& to_;
    std::uint64_t version_ = 0;
};

}  // namespace

//   made --run()--> running --the gate says false, or a recording that does not fit--> over
//                   running --the scenario ends--> finished (the gate once more) --> over
class WatchedRun::Inside final : public RunWatcher, private env::sim::FrameListener {
public:
    Inside(WatchedRun& face, Recording its_recording, Hooks hooks, Options options)
        : recording(std::move(its_recording)), face_(face), hooks_(std::move(hooks)), options_(options) {}

    Verdict run(RunHooks hooks = {}) {
        VITRINE_ASSERT(!std::exchange(begun_, true), "a watched run runs once");
        hooks.watcher = this;
        hooks.checkers = hooks.checkers && options_.checkers;
        Verdict verdict = run_scenario(recording.scenario, hooks);
        if (!failure_.empty()) verdict.failure = failure_;
        return verdict;
    }

    // --- what the run asks and tells ---

    observe::Observer* observer_of(BrokerId node) override {
        observe::Observer* observer = hooks_.observer_of ? hooks_.observer_of(node) : nullptr;
        if (observer == nullptr) return nullptr;
        auto& shown = shown_[node];
        shown = std::make_unique<Shown>(*observer);
        return shown.get();
    }

    void began(RunInside& run) override {
        run_ = &run;
        world().set_frame_listener(this);
    }

    bool gate() override {
        tell_violations();
        for (;;) {
            if (hooks_.gate && !hooks_.gate(face_)) return false;
            if (next_ == recording.interventions.size()) return true;
            const Position& at = recording.interventions[next_].at;
            if (world().steps() < at.events) return true;
            if (world().steps() == at.events) {
                world().let_time_pass(at.now);
                if (world().now() < at.now) return true;  // it comes after something that is no event
            }
            if (position() != at) {
                failure_ = fmt::format(
                    "the recording does not fit this run: \"{}\" was done at {}, and there is no such place; another version of "
                    "the program may have made it",
                    recording.interventions[next_].command, to_string(at));
                return false;
            }
            carry_out(recording.interventions[next_++]);
        }
    }

    void ended() override {
        tell_violations();
        if (!world().stopped()) {
            if (next_ < recording.interventions.size()) {
                failure_ = fmt::format("the recording does not fit this run: the run was over before \"{}\" was done at {}",
                                       recording.interventions[next_].command, to_string(recording.interventions[next_].at));
            }
            finished = true;
            if (hooks_.gate) static_cast<void>(hooks_.gate(face_));
        }
        world().set_frame_listener(nullptr);
        run_ = nullptr;
    }

    // --- at the gate ---

    [[nodiscard]] RunInside& run_inside() const {
        VITRINE_ASSERT(run_ != nullptr, "a watched run is looked at while it stands at its gate");
        return *run_;
    }
    [[nodiscard]] env::sim::World& world() const { return run_inside().cluster().world(); }
    [[nodiscard]] Position position() const { return {.events = world().steps(), .now = world().now()}; }

    // Lets time pass, up to what comes next: an event, or what is to be done again.
    void let_time_pass(Instant at) {
        if (finished) return;
        if (next_ < recording.interventions.size() && recording.interventions[next_].at.events == world().steps())
            at = std::min(at, recording.interventions[next_].at.now);
        world().let_time_pass(at);
    }

    bool reached(const Goal& goal) {
        switch (goal.kind) {
            case Goal::Kind::events: return world().steps() >= goal.count;
            case Goal::Kind::frames: return frames_delivered >= goal.count;
            case Goal::Kind::time: let_time_pass(goal.time); return world().now() >= goal.time;
            case Goal::Kind::position:
                if (world().steps() != goal.position.events) return world().steps() > goal.position.events;
                let_time_pass(goal.position.now);
                return world().now() >= goal.position.now;
        }
        return true;
    }

    Status intervene(const std::string& command) {
        if (run_ == nullptr || finished) return misuse("the run is over: nothing can be done in it any more; go back, or begin another");
        const auto line = cluster::CommandLine::parse(command);
        if (!line) return std::unexpected(line.error());
        if (line->words.empty()) return misuse("there is no command in this line");
        // A recording is text, and has one line for each.
        const auto is_control = [](char character) { return static_cast<unsigned char>(character) < 0x20 && character != '\t'; };
        if (std::ranges::any_of(command, is_control)) return misuse("a command is one line of text; this has something else in it");
        const std::size_t first = command.find_first_not_of(" \t\r");
        const std::size_t last = command.find_last_not_of(" \t\r");
        recording.interventions.resize(next_);
        recording.interventions.push_back({.at = position(), .command = command.substr(first, last - first + 1)});
        carry_out(recording.interventions[next_++]);
        return {};
    }

    Status set_future(const Recording& other) {
        if (other.scenario != recording.scenario) return misuse("the recording is of another cluster, or of another plan");
        const auto past = std::span(recording.interventions).first(next_);
        if (other.interventions.size() < past.size() || !std::ranges::equal(past, std::span(other.interventions).first(past.size())))
            return misuse("the recording has another past");
        if (other.interventions.size() > next_ && run_ != nullptr && other.interventions[next_].at < position())
            return misuse("the recording has something in it that was not done here, at a position that is over");
        recording = other;
        return {};
    }

    void publish_views() {
        bool segments = false;
        for (const auto& [node, shown] : shown_) segments = segments || shown->interest().segments;
        for (observe::NodeDelta& snapshot : run_inside().cluster().snapshots(segments)) {
            const auto found = shown_.find(snapshot.node);
            if (found != shown_.end() && found->second->interest().views) found->second->show(std::move(snapshot));
        }
    }

    [[nodiscard]] ClusterState state() const {
        cluster::SimCluster& cluster = run_inside().cluster();
        return {.at = position(), .nodes = cluster.nodes(), .views = cluster.snapshots(false)};
    }

    [[nodiscard]] bool has_future() const { return next_ < recording.interventions.size(); }

    Recording recording;
    bool finished = false;
    std::uint64_t frames_delivered = 0;
    FrameNames names;
    struct Delivered {
        env::sim::FrameInFlight frame;
        std::optional<ApiOfFrame> api;
    };
    std::optional<Delivered> last_delivered;

private:
    void carry_out(const Intervention& intervention) {
        run_->carry_out(intervention.command, [this, intervention](const cluster::CommandAnswer& answer) {
            if (hooks_.answered) hooks_.answered(intervention, answer);
        });
    }

    void tell_violations() {
        const std::vector<Violation>& all = run_->checkers().violations();
        for (; told_ < all.size(); ++told_) {
            if (hooks_.violated) hooks_.violated(all[told_]);
        }
    }

    void on_sent(std::uint64_t id, std::uint64_t connection, bool backward, ByteSpan first_piece) override {
        names.on_sent(id, connection, backward, first_piece);
    }
    void on_delivered(const env::sim::FrameInFlight& frame) override {
        ++frames_delivered;
        last_delivered = Delivered{frame, names.of(frame.id)};
        names.on_gone(frame.id);
    }
    void on_lost(std::uint64_t id) override { names.on_gone(id); }
    void on_connection_over(std::uint64_t connection) override { names.on_connection_over(connection); }

    WatchedRun& face_;
    const Hooks hooks_;
    const Options options_;
    bool begun_ = false;
    RunInside* run_ = nullptr;
    std::size_t next_ = 0;  // of the interventions: how many were done
    std::size_t told_ = 0;  // of the violations
    std::string failure_;
    std::map<BrokerId, std::unique_ptr<Shown>> shown_;
};

WatchedRun::WatchedRun(Recording recording, Hooks hooks) : WatchedRun(std::move(recording), std::move(hooks), Options()) {}
WatchedRun::WatchedRun(Recording recording, Hooks hooks, Options options)
    : inside_(std::make_unique<Inside>(*this, std::move(recording), std::move(hooks), options)) {}
WatchedRun::~WatchedRun() = default;

Verdict WatchedRun::run() { return inside_->run(); }

Verdict run_recording(const Recording& recording, const RunHooks& hooks) {
    VITRINE_ASSERT(hooks.watcher == nullptr, "the recording itself is the watcher");
    const WatchedRun run(recording, {});
    return run.inside_->run(hooks);
}

Position WatchedRun::position() const { return inside_->position(); }
std::uint64_t WatchedRun::digest() const { return inside_->run_inside().cluster().digest(); }
std::optional<Instant> WatchedRun::next_event_at() const { return inside_->world().next_event_at(); }
bool WatchedRun::finished() const { return inside_->finished; }
bool WatchedRun::came_up() const { return inside_->run_inside().came_up(); }

Goal WatchedRun::after_events(std::uint64_t count) const {
    return {.kind = Goal::Kind::events, .count = inside_->world().steps() + count, .time = {}, .position = {}};
}
Goal WatchedRun::after_frames(std::uint64_t count) const {
    return {.kind = Goal::Kind::frames, .count = inside_->frames_delivered + count, .time = {}, .position = {}};
}
Goal WatchedRun::after(Duration duration) const { return at(inside_->world().now() + duration); }
bool WatchedRun::reached(const Goal& goal) { return inside_->reached(goal); }

cluster::SimCluster& WatchedRun::cluster() { return inside_->run_inside().cluster(); }
std::vector<cluster::NodeInfo> WatchedRun::nodes() const { return inside_->run_inside().cluster().nodes(); }
const std::vector<Violation>& WatchedRun::violations() const { return inside_->run_inside().checkers().violations(); }
void WatchedRun::publish_views() { inside_->publish_views(); }
ClusterState WatchedRun::state() const { return inside_->state(); }

std::vector<WatchedRun::Frame> WatchedRun::frames_in_flight() const {
    std::vector<Frame> frames;
    for (env::sim::FrameInFlight& frame : inside_->world().frames_in_flight()) {
        FrameDescription description = describe_briefly(frame, inside_->names.of(frame.id));
        frames.push_back({std::move(frame), std::move(description)});
    }
    return frames;
}

std::optional<WatchedRun::Frame> WatchedRun::frame(std::uint64_t id) const {
    if (auto frame = inside_->world().frame_in_flight(id)) {
        FrameDescription description = describe(*frame, inside_->names.of(id));
        return Frame{std::move(*frame), std::move(description)};
    }
    auto delivered = last_delivered();
    return delivered && delivered->frame.id == id ? std::move(delivered) : std::nullopt;
}

std::optional<WatchedRun::Frame> WatchedRun::last_delivered() const {
    const auto& last = inside_->last_delivered;
    if (!last) return std::nullopt;
    return Frame{last->frame, describe(last->frame, last->api)};
}

std::uint64_t WatchedRun::frames_delivered() const { return inside_->frames_delivered; }

Status WatchedRun::intervene(const std::string& command) { return inside_->intervene(command); }
const Recording& WatchedRun::recording() const { return inside_->recording; }
bool WatchedRun::has_future() const { return inside_->has_future(); }
Status WatchedRun::set_future(const Recording& recording) { return inside_->set_future(recording); }

}  // namespace vitrine::simulation
