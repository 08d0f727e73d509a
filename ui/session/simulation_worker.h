// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <QStringList>

#include "observe/mailbox.h"
#include "simulation/time_machine.h"
#include "ui/session/cluster_state.h"
#include "ui/session/event_log.h"
#include "ui/session/simulation_values.h"
#include "ui/session/values.h"

// One run of a recording on a thread of its own, which asks between two events what is wanted. It first runs to its start as fast as it
// goes and collects what the window will show there; from then on it hands over what changes, through a mailbox, and moves as it is told.
//
//   coming --start reached--> standing <-> moving;  coming --its place reached--> parked --set out--> coming;  all --quit--> over
//
// A parked run waits at a place on the way with all that it has collected, for somebody who wants to come to a later one: it saves the way
// from the beginning.
namespace vitrine::ui {

class SimulationWorker {
public:
    // How the run stands, as values; the newest one counts.
    struct Report {
        SimulationPosition position;
        std::optional<Instant> nextEventAt;
        bool standing = true;
        bool finished = false;             // the scenario is over
        bool cameUp = false;
        bool hasFuture = false;            // recorded deeds lie ahead
        // While it moves at a speed: the simulated time of a real one. Between events, it is what the window shows.
        double speed = 0;                  // 0: as fast as it goes
        std::chrono::steady_clock::time_point realAt;
        Instant simulatedAt{};
        double measuredSpeed = 0;
        std::vector<MessageInFlight> messages;                              // without names and fields
        std::shared_ptr<const simulation::Recording> recording;
        std::shared_ptr<const std::vector<simulation::Violation>> violations;
        QStringList faults;
        bool workloadRunning = false;
        QList<OwnMember> ownMembers;
        bool anyRuns = false;
    };
    // Everything that the window shows at the start.
    struct Arrival {
        ClusterState cluster;
        EventLog events;
    };
    using Ticket = std::uint64_t;
    // All are called on the worker's thread.
    struct Callbacks {
        std::function<void()> news;        // a report or mail is there to be taken; once until it is taken
        std::function<void(std::shared_ptr<Arrival>)> arrived;
        // `written`: it is in the recording and will be carried out when time goes on; the answer itself comes later.
        std::function<void(Ticket, bool written, const cluster::CommandAnswer &)> answered;
        std::function<void(const QString &)> failed;
        std::function<void()> parked;
        std::function<void()> over;        // the thread can be joined
    };
    // What is wanted of it, between two events.
    class Driver {
    public:
        [[nodiscard]] simulation::WatchedRun &run() { return *m_worker.m_run; }
        void play() { m_worker.setMoving(std::nullopt); }
        void stand() { m_worker.stand(); }
        void go(const simulation::Goal &goal) { m_worker.setMoving(goal); }
        // Orders that come after this one wait until it is there.
        void goAndWait(const simulation::Goal &goal)
        {
            m_worker.setMoving(goal);
            m_worker.m_ordersWait = true;
        }
        void intervene(const std::string &command, Ticket ticket) { m_worker.intervene(command, ticket); }
        void setSpeed(double speed);
        // What the recording has at later positions will not be done again.
        void forgetFuture() { m_worker.forgetFuture(); }
        // Something else than time changed: it is shown at once.
        void touch() { m_worker.m_touched = true; }

    private:
        friend class SimulationWorker;
        explicit Driver(SimulationWorker &worker) : m_worker(worker) {}
        SimulationWorker &m_worker;
    };
    using Order = std::function<void(Driver &)>;

    enum class AtStart { arrive, park };
    // `again`: deeds of another run, done at their times on the way to the start.
    SimulationWorker(simulation::Recording recording, const simulation::Goal &start, AtStart atStart,
                     std::vector<simulation::Intervention> again, double speed, Callbacks callbacks);
    // Waits for the thread: ended() says whether that takes long.
    ~SimulationWorker();
    SimulationWorker(const SimulationWorker &) = delete;
    SimulationWorker &operator=(const SimulationWorker &) = delete;

    // --- any thread ---
    // Carried out in the order of posting, once the start is reached; dropped when the end comes first.
    void post(Order order);
    void quit();
    // Where it waits; nothing while it is on its way there, and after it set out.
    [[nodiscard]] std::optional<simulation::Position> parkedAt() const;
    // Goes on to a start at or behind its place. The recording has the same past up to there (Recording::has_past_of()).
    void setOut(simulation::Recording recording, const simulation::Goal &start, double speed);
    [[nodiscard]] bool ended() const { return m_ended.load(std::memory_order_acquire); }
    [[nodiscard]] Report takeReport();
    [[nodiscard]] observe::ClusterDelta takeMail();
    void wantSegments(bool wanted) { m_segments.store(wanted, std::memory_order_relaxed); }
    void wantWire(bool wanted) { m_wire.store(wanted, std::memory_order_relaxed); }
    // While it comes to its start: how far it is.
    [[nodiscard]] Instant comingAt() const { return Instant(Duration(m_comingAt.load(std::memory_order_relaxed))); }

private:
    class Watcher;
    enum class Phase { coming, standing, moving };
    using RealTime = std::chrono::steady_clock::time_point;

    void main();
    bool gate();
    bool come();
    bool park();
    void arrive();
    void takeOrders();
    void stand();
    void setMoving(std::optional<simulation::Goal> goal);
    void intervene(const std::string &command, Ticket ticket);
    void forgetFuture();
    void answered(const simulation::Intervention &intervention, const cluster::CommandAnswer &answer);
    void rebase(RealTime now);
    [[nodiscard]] Instant simulatedAt(RealTime now) const;
    void report(RealTime now);
    void reportNowAndThen(RealTime now);
    void tellNews();
    void waitUntil(std::optional<RealTime> time);
    void onEvent(observe::Event &&event);
    void onDelta(observe::NodeDelta &&delta);
    void onFrame(observe::WireFrame &&frame);
    static void assertionFailed(std::string_view sentence);

    const Callbacks m_callbacks;
    simulation::Recording m_recording;  // given to the run
    std::vector<simulation::Intervention> m_again;

    // --- the worker's thread ---
    simulation::WatchedRun *m_run = nullptr;
    simulation::Goal m_start;
    AtStart m_atStart;
    Phase m_phase = Phase::coming;
    std::size_t m_againNext = 0;
    std::optional<simulation::Goal> m_goal;
    double m_speed;
    RealTime m_baseReal;
    Instant m_baseSimulated{};
    Instant m_free{};                   // events up to here are due
    unsigned m_turn = 0;
    bool m_touched = false;
    bool m_ordersWait = false;          // until it stands
    RealTime m_reportedAt;
    RealTime m_measuredAt;
    Instant m_measuredFrom{};
    double m_measured = 0;
    Instant m_sampled{};
    std::shared_ptr<Arrival> m_arrival;
    std::map<BrokerId, std::unique_ptr<Watcher>> m_watchers;
    struct Asked {
        Ticket ticket = 0;
        std::string command;
    };
    std::vector<Asked> m_asked;
    std::size_t m_violationsSeen = 0;
    std::shared_ptr<const std::vector<simulation::Violation>> m_violations;
    std::shared_ptr<const simulation::Recording> m_shownRecording;

    // --- shared ---
    std::atomic<bool> m_attention{false};
    std::atomic<bool> m_quit{false};
    std::atomic<bool> m_ended{false};
    std::atomic<bool> m_stuck{false};
    std::atomic<bool> m_segments{false};
    std::atomic<bool> m_wire{false};
    std::atomic<Duration::rep> m_comingAt{0};
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Order> m_orders;
    std::optional<simulation::Position> m_parkedAt;
    struct Departure {
        simulation::Recording recording;
        simulation::Goal start;
        double speed = 0;
    };
    std::optional<Departure> m_departure;
    Report m_report;
    bool m_told = false;
    observe::DeltaMailbox m_mailbox;
    std::thread m_thread;
};

}  // namespace vitrine::ui
