// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QCoreApplication>
#include <QString>

#include "observe/event.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"

namespace vitrine::ui {

// Where the timeline shows an event.
enum class Lane { faults, leaders, isr, groups, segments, topics };
inline constexpr int laneCount = 6;

// An event in words and shape: what happened, and why or with which consequence.
struct EventText {
    QString what;
    QString why;
    Lane lane = Lane::faults;
    Mark mark = Mark::circle;
    Tone tone = Tone::muted;
    bool routine = false;  // happens all the time in a healthy cluster; hidden unless asked for
};

// What an event is about; empty parts are not part of it.
struct EventSubject {
    std::optional<TopicPartition> partition;
    BrokerId broker{no_broker};
    std::string group;
    std::string topic;
};

class EventSentences {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::EventSentences)

public:
    // In the language of the window.
    static EventText of(const observe::Event &event);
    // Without making sentences.
    static bool isRoutine(const observe::Event &event);
    static EventSubject subjectOf(const observe::Event &event);
    static QString laneName(Lane lane);
    // "link 1 – 2 cut" of the command "link cut 1 2"; a command that is no known fault is shown as it is.
    static QString faultSentence(const QString &command);
    // Why a group rebalances, which its coordinator tells in English; what a client gave as its reason stays as it is.
    static QString rebalanceReason(const std::string &reason);
    // The part of an ISR change after "ISR {1, 3} → {1}: ".
    static QString isrCause(const observe::IsrChanged &change);
    static QString isrConsequence(std::size_t isrSize, std::int32_t minInsyncReplicas);

private:
    static QString clientReason(const QString &reason);
    static QString diskText(const QString &word);
};

}  // namespace vitrine::ui
