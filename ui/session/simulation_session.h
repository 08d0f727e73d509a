// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "ui/session/session.h"
#include "ui/session/simulation_values.h"
#include "ui/session/simulation_worker.h"

// A session on a simulated cluster: a recording (scenario, seed, and what a person did at which position) and its run, which can be
// paused, stepped, slowed down, brought back and forked.
//
// Each branch runs on a thread of its own, and only the one that is shown moves. Between two events that thread asks what is wanted;
// nothing on the GUI thread waits for it. Going back is running again, as fast as it goes, from the beginning or from the last parked run
// (ParkedRuns) before the place: state, events and histories are collected meanwhile and change places with those that are shown.
//
// What is done here to the cluster (commands, records, messages) is written into the recording at the position where it was done, so a
// saved recording runs the same way elsewhere. Where this branch has a future already, what is done begins a new branch; nothing is lost.
namespace vitrine::ui {

class SimulationSession : public Session {
    Q_OBJECT

public:
    enum class Step { event, message };
    enum class Deed { drop, delay, duplicate };
    using CompareCallback = std::function<void(const SimulationComparison &)>;

    // `text` is a recording, or a scenario as `vitrine simulate --write` leaves it. Null with a sentence where it cannot be read.
    [[nodiscard]] static std::unique_ptr<SimulationSession> fromText(const QString &text, QString *problem, QObject *parent = nullptr);
    // The recording of a quiet cluster at work: the demo workload on three brokers, no faults but a person's.
    [[nodiscard]] static QString quietRecording(std::uint64_t seed);
    // What `vitrine simulate --seeds N` runs.
    [[nodiscard]] static QString seedRecording(std::uint64_t seed);

    ~SimulationSession() override;

    [[nodiscard]] bool hasWire() const override { return true; }
    [[nodiscard]] const SimulationState &state() const { return m_state; }
    // What is on its way, by arrival; of the branch that is shown.
    [[nodiscard]] const std::vector<MessageInFlight> &messages() const { return m_messages; }
    // The simulated time to be shown: between two events it moves on with the speed, never beyond the next event.
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] WallTime wallNow() const override { return toWall(now()); }
    [[nodiscard]] WallTime toWall(Instant at) const override;
    [[nodiscard]] WallTime axisOrigin() const override;
    [[nodiscard]] WallTime plotTime(Instant at) const override;
    [[nodiscard]] Instant plotFrom(Instant at) const override { return std::max(at, Instant{}); }
    // "12:03.250": minutes, seconds, and thousandths since the simulation began.
    [[nodiscard]] QString timeText(Instant at, std::optional<WallTime> told = {}) const override;

    // --- time ---
    void play();
    void pause();
    void togglePlaying();
    // Stands still afterwards.
    void step(Step unit, int count = 1);
    void stepTime(Duration duration);
    // One event back.
    void stepBack();
    // Simulated seconds in a second; 0: as fast as it goes.
    void setSpeed(double speed);
    // Back or forth, to where the run stands at this time (or after this event); stands still afterwards.
    void jumpTo(Instant at);
    void jumpTo(const SimulationPosition &position);

    // Runs that wait on the way, so that a jump is short.
    [[nodiscard]] std::size_t parkedRuns() const;

    // --- branches ---
    // A second branch that begins where this one stands, and is shown from now on.
    void fork();
    void showBranch(int branch);
    // What differs between the branch that is shown and another, each where it stands.
    void compare(int branch, QObject *context, CompareCallback callback);
    // The branch that lags behind, of the shown one and this, goes on to the time of the other; compare() then waits for it.
    void alignBranches(int branch);
    // The scenario's rule right or wrong: the same recording, run again up to the same time.
    void setRuleWrong(bool wrong);

    // --- messages ---
    void doToMessage(std::uint64_t message, Deed deed, Duration delay, QObject *context, CommandCallback callback);

    using DetailsCallback = std::function<void(const MessageDetails &)>;
    void readMessage(std::uint64_t message, QObject *context, DetailsCallback callback);

    // --- the recording of the branch that is shown ---
    [[nodiscard]] QString recording() const;
    // Instead of everything that is here: this recording, run to that place, where it stands still. False, and nothing changes, where it
    // cannot be read.
    bool reopen(const QString &text, const SimulationPosition &place);
    // Of everything that happened up to here; the session must stand still. For tests and for people who compare machines.
    void digest(QObject *context, std::function<void(std::uint64_t)> callback);

Q_SIGNALS:
    // state(); at most once per frame while it runs.
    void stateChanged();
    void messagesChanged();

protected:
    void doExecute(const QString &commandLine, CommandCallback callback) override;
    void doProduce(TaskId task, const ProduceRequest &request, ProduceCallback callback) override;
    void doConsume(TaskId task, const ConsumeRequest &request, ConsumeCallback callback) override;
    void doReadLog(TaskId task, const LogReadRequest &request, LogCallback callback) override;
    void doStop(TaskId task) override;
    void segmentsWanted(bool wanted) override;
    void wireWanted(bool wanted) override;

private:
    struct Private;
    struct Branch;
    // Records of one partition on one disk, from an offset to another.
    struct DiskRange {
        BrokerId broker{no_broker};
        std::int32_t partition = 0;
        std::int64_t from = 0;
        std::int64_t to = 0;
    };

    explicit SimulationSession(QObject *parent);
    void begin(simulation::Recording recording);
    [[nodiscard]] static QString ruleOf(const simulation::Recording &recording);

    // `again`: deeds of another run, to be done at their times on the way.
    void run(Branch &branch, const simulation::Goal &start, std::vector<simulation::Intervention> again = {});
    [[nodiscard]] std::unique_ptr<SimulationWorker> worker(const simulation::Recording &recording, const simulation::Goal &start,
                                                           SimulationWorker::AtStart atStart,
                                                           std::vector<simulation::Intervention> again = {});
    void retire(Branch &branch);
    void tendParkedRuns();
    void joinThoseThatAreOver();
    // To the branch that is shown.
    void order(std::function<void(SimulationWorker::Driver &)> what);
    void newsFrom(Branch &branch);
    void takeNews();
    void takeReport(Branch &branch);
    void arrived(Branch &branch, ClusterState &cluster, EventLog &events);
    void answered(std::uint64_t ticket, bool written, const CommandAnswer &answer);
    // state(), messages() and world() from what is known.
    void publish();
    [[nodiscard]] QString nameOf(BrokerId machine) const;
    void goTo(const simulation::Goal &goal, const SimulationPosition &target, bool ahead);
    [[nodiscard]] bool hasFuture() const;
    // `finally` is told once, when it was carried out; `callback` also that it waits for time to go on.
    void intervene(const QString &line, std::function<void(const CommandAnswer &)> finally, CommandCallback callback);
    void readOn();
    [[nodiscard]] static ConsumeProgress readDisks(SimulationWorker::Driver &driver, const ConsumeRequest &request,
                                                   const std::vector<DiskRange> &ranges, std::int64_t since);
    void hasRead(TaskId task, const std::vector<DiskRange> &ranges, ConsumeProgress progress);

    SimulationState m_state;
    std::vector<MessageInFlight> m_messages;
    std::unique_ptr<Private> d;
};

// The session as a simulation, or null.
[[nodiscard]] inline SimulationSession *simulationOf(Session &session) { return qobject_cast<SimulationSession *>(&session); }

}  // namespace vitrine::ui
