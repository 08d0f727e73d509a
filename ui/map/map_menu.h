// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include "ui/common/context.h"
#include "ui/common/paint.h"
#include "ui/common/table.h"
#include "ui/session/cluster_state.h"

class QMenu;

namespace vitrine::ui {

class Session;

// A broker in a word and a shape, the same on the map and in the navigation.
struct BrokerStatus {
    Mark mark = Mark::ring;
    Tone tone = Tone::muted;
    QString text;        // "running, quorum leader", "killed 00:07 ago"
    QString shortText;   // "running"
};
BrokerStatus brokerStatus(const Session &session, BrokerId broker);
QString brokerTip(const Session &session, BrokerId broker);

// What is wrong with the broker's machine, in a few letters each: "disk full", "clock +5 s". By the faults in force.
QStringList machineFaultTexts(const Session &session, BrokerId broker);

// What can be done to a broker, link, topic or replica; each entry says what it does and gives one command line. Where the session cannot
// be changed, each says why not.
void addBrokerActions(QMenu &menu, const Context &context, BrokerId broker, const std::function<void(const QString &)> &give);
void addLinkActions(QMenu &menu, const Context &context, BrokerId a, BrokerId b, const std::function<void(const QString &)> &give);
void addTopicActions(QMenu &menu, const Context &context, const QString &topic, const std::function<void(const QString &)> &give);
void addReplicaActions(QMenu &menu, const Context &context, const QString &topic, std::int32_t partition, BrokerId broker,
                       const std::function<void(const QString &)> &give);

struct MapTexts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::MapTexts)
};

}  // namespace vitrine::ui
