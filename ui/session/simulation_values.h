// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include "base/ids.h"
#include "base/time.h"

// What a simulation shows beyond a cluster: where it stands, what is on its way, its branches. Plain values.
namespace vitrine::ui {

// A place between two events of a run: the simulated time, and how many events ran before. Ordered by both.
struct SimulationPosition {
    Instant now{};
    std::uint64_t events = 0;
    friend auto operator<=>(const SimulationPosition &, const SimulationPosition &) = default;
};

// One frame on its way between two machines.
struct MessageInFlight {
    // Why it does not simply arrive at its time; as env::sim::FrameHeld.
    enum class Held { no, connecting, cut, paused, notReading, busy };

    std::uint64_t id = 0;                 // stays the same while the message is on its way
    BrokerId from{no_broker};             // machines: brokers, the control loop, clients
    BrokerId to{no_broker};
    QString fromName;                     // "broker 1", "producer-0"
    QString toName;
    Instant sent{};
    Instant arrives{};
    Held held = Held::no;
    bool response = false;
    std::int16_t apiKey = -1;             // -1: it could not be read
    std::int16_t apiVersion = -1;
    std::int32_t correlationId = 0;
    QString api;                          // "Fetch", "Vote"
    QString clientId;
    std::int64_t sizeBytes = 0;
    friend bool operator==(const MessageInFlight &, const MessageInFlight &) = default;

    // 0 where it was sent, 1 where it arrives.
    [[nodiscard]] double progress(Instant now) const;
    [[nodiscard]] bool isHeld() const { return held != Held::no; }
    // Elections and the metadata log.
    [[nodiscard]] bool isQuorum() const;
    // Produce and Fetch: what carries records.
    [[nodiscard]] bool isRecords() const;
};

// One message with all that is in it.
struct MessageDetails {
    MessageInFlight message;
    bool known = false;                   // false: it is not on its way any more, and nothing more is told
    bool delivered = false;               // it was the last one that a machine got
    QByteArray json;                      // its fields, indented; empty: see `problem`
    QString problem;                      // what could not be decoded, one sentence
};

struct SimulationViolation {
    Instant at{};
    QString checker;
    QString sentence;
    std::vector<BrokerId> nodes;
    QString topic;
    std::int32_t partition = -1;
    friend bool operator==(const SimulationViolation &, const SimulationViolation &) = default;
};

// What a person did, and when.
struct SimulationMark {
    SimulationPosition at;
    QString text;
    friend bool operator==(const SimulationMark &, const SimulationMark &) = default;
};

struct SimulationBranch {
    QString name;                         // "A", "B", …
    QString origin;                       // "A"; empty: the first one
    SimulationPosition forkedAt;
    SimulationPosition position;          // where it stands
    SimulationPosition horizon;           // how far it has gone
    bool ready = false;                   // false: it is on its way to its place
    friend bool operator==(const SimulationBranch &, const SimulationBranch &) = default;
};

// One line of a comparison.
struct SimulationDifference {
    QString what;                         // "orders-0 high watermark on broker 3"
    QString here;                         // in the branch that is shown
    QString there;                        // in the other
    friend bool operator==(const SimulationDifference &, const SimulationDifference &) = default;
};

struct SimulationComparison {
    QString hereName;
    QString thereName;
    SimulationPosition hereAt;
    SimulationPosition thereAt;
    QList<SimulationDifference> differences;
    QString error;                        // a sentence; empty: compared
};

struct SimulationState {
    SimulationPosition position;
    SimulationPosition horizon;           // how far this branch has gone; what lies behind `position` is its future
    bool playing = false;
    bool busy = false;                    // runs to a position that was asked for; nothing can be done meanwhile
    SimulationPosition target;            // while busy
    double speed = 1.0;                   // simulated seconds in a second; 0: as fast as it goes
    double measuredSpeed = 0;             // what it came to of late
    std::uint64_t seed = 0;
    QList<SimulationBranch> branches;
    int branch = 0;                       // the one that is shown
    QList<SimulationMark> marks;          // interventions of this branch, by position
    QList<SimulationViolation> violations;  // of this branch so far, the first ones
    std::uint64_t violationCount = 0;
    QString wrongRule;                    // of the scenario; empty: it names none
    bool ruleIsWrong = false;             // the run follows the wrong rule
    bool finished = false;                // the scenario is over: there is no time beyond
    QString failure;                      // why the run cannot go on, one sentence
    friend bool operator==(const SimulationState &, const SimulationState &) = default;
};

}  // namespace vitrine::ui
