// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include <QTimer>

#include "ui/session/bridge.h"
#include "ui/session/parked_runs.h"
#include "ui/session/simulation_session.h"

// What the files of SimulationSession share, and nobody else sees.
namespace vitrine::ui {

// What the session keeps of a branch. The thread of one that is not shown stands still.
struct SimulationSession::Branch {
    SimulationBranch shown;
    simulation::Recording recording;
    QList<SimulationViolation> violations;
    std::uint64_t violationCount = 0;
    std::unique_ptr<SimulationWorker> worker;
    SimulationWorker::Report report;
    bool playWhenThere = false;
    QString failure;  // why its run cannot go on
    // While it is not shown.
    ClusterState cluster;
    EventLog events;
};

struct SimulationSession::Private {
    struct Ticket {
        QString line;
        CommandCallback callback;
        std::function<void(const CommandAnswer &)> finally;  // instead of `callback`: told once, when it is carried out
        bool told = false;
    };
    struct Reader {
        ConsumeRequest request;
        ConsumeCallback callback;
        std::map<std::int32_t, std::int64_t> next;  // by partition; absent: not looked for yet
        bool asked = false;
        std::int64_t delivered = 0;
        bool stopped = false;
    };

    std::shared_ptr<Bridge<SimulationSession>> bridge;
    std::vector<std::unique_ptr<Branch>> branches;
    int current = 0;
    std::vector<std::unique_ptr<SimulationWorker>> leaving;  // told to quit; joined when their threads are over
    std::unique_ptr<ParkedRuns> parked;
    std::uint64_t lastTicket = 0;
    std::map<std::uint64_t, Ticket> tickets;
    std::map<TaskId, Reader> readers;
    std::map<BrokerId, QString> clients;                     // machines by the client ids of their requests
    Instant sampled{};
    double speed = 1.0;
    bool segments = false;
    bool wire = false;
    simulation::WrongRules wrongRules;  // of the recording as it was opened
    QString wrongRule;
    QTimer news;

    // "A", "B", …, "Z", "A1", …: of the branch that is made next.
    [[nodiscard]] QString nextBranchName() const;
    Branch &now() { return *branches[static_cast<std::size_t>(current)]; }
};

// --- between the core's words and the window's ---

[[nodiscard]] inline QString shownText(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
}
[[nodiscard]] inline simulation::Position corePosition(const SimulationPosition &position)
{
    return {.events = position.events, .now = position.now};
}
[[nodiscard]] inline SimulationPosition shownPosition(const simulation::Position &position) { return {position.now, position.events}; }

}  // namespace vitrine::ui
