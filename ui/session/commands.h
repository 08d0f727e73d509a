// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include <QList>
#include <QString>
#include <QStringList>

#include "ui/session/cluster_state.h"

// The command language as the window writes it. Every button and menu gives one of these lines, so what a person clicks
// is what he could have typed.
namespace vitrine::ui::commands {

QString killBroker(std::int32_t broker);
QString stopBroker(std::int32_t broker);    // controlled shutdown
QString startBroker(std::int32_t broker);
QString pauseBroker(std::int32_t broker);
QString resumeBroker(std::int32_t broker);
QString cutLink(std::int32_t a, std::int32_t b);
QString healLink(std::int32_t a, std::int32_t b);
QString healAll();                          // links, paused, killed and stopped brokers
QString electPreferred(const QString &topic, std::int32_t partition);
QString createTopic(const QString &topic, int partitions, int replicationFactor, const QStringList &configs = {});
QString rebalanceGroup(const QString &group);
QString addMember(const QString &group);
QString setConfig(const QString &topic, const QString &key, const QString &value);
QString removeMember(const QString &group, const QString &member);
QString startWorkload(const QString &name);
QString stopWorkload();

// What could stand at the end of `line`: words of the language, and names of the cluster where the language wants one.
// Each entry is the whole line after completion.
struct Completion {
    QString line;
    QString hint;  // what the line does or what is still missing: "broker kill <broker>"
};
QList<Completion> complete(const QString &line, const ClusterState &cluster, int completionsMax = 12);

// The forms of the language, one for each command, with a sentence that says what it does (translated).
struct Form {
    QString text;      // "broker kill <broker>"
    QString meaning;
};
QList<Form> forms();

}  // namespace vitrine::ui::commands
