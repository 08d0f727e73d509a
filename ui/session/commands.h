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
// is what he could have typed. What the language has is said by cluster::command_help() alone: help and completion read it.
namespace vitrine::ui::commands {

QString killBroker(std::int32_t broker);
QString stopBroker(std::int32_t broker);    // controlled shutdown
QString startBroker(std::int32_t broker);
QString pauseBroker(std::int32_t broker);
QString resumeBroker(std::int32_t broker);
QString pauseCluster();                     // every node, and every client of the window's own
QString resumeCluster();
QString cutLink(std::int32_t a, std::int32_t b);
QString slowLink(std::int32_t a, std::int32_t b, int milliseconds);
QString lossyLink(std::int32_t a, std::int32_t b, int percent);
QString healLink(std::int32_t a, std::int32_t b);
QString slowDisk(std::int32_t broker, int milliseconds);                         // 0: as it was
QString fillDisk(std::int32_t broker, std::optional<std::int64_t> roomBytes);    // none: as it was
QString failDisk(std::int32_t broker, const QString &calls);                     // "reads", "writes", "syncs"; "off": as it was
QString jumpClock(std::int32_t broker, std::optional<std::int64_t> milliseconds);  // none: to the right time
QString skewClock(std::int32_t broker, int millionths);                          // 0: as it was
QString addBroker();
QString drainBroker(std::int32_t broker);
QString removeBroker(std::int32_t broker);
QString healAll();                          // links, disks, clocks, paused, killed and stopped brokers
// These of a simulation only.
QString crashBroker(std::int32_t broker);                // its machine loses power
QString wipeBroker(std::int32_t broker);
QString slowBroker(std::int32_t broker, int milliseconds);
QString flipBit(std::int32_t broker);
QString cutOneWay(std::int32_t from, std::int32_t to);
QString clogLink(std::int32_t a, std::int32_t b, int bytesPerSecond);
QString breakLink(std::int32_t a, std::int32_t b);
QString dropMessage(std::uint64_t message);
QString delayMessage(std::uint64_t message, int milliseconds);
QString duplicateMessage(std::uint64_t message);
// Makes the broker the preferred replica of the partition, and its leader.
QString electLeader(const QString &topic, std::int32_t partition, std::int32_t broker);
QString electPreferred(const QString &topic, std::int32_t partition = -1);  // -1: of every partition of the topic
QString createTopic(const QString &topic, int partitions, int replicationFactor, const QStringList &configs = {});
QString alterTopic(const QString &topic, int partitions);
QString rebalanceGroup(const QString &group);
// What is empty or 0 is left to the command: the topics of the group's own members, the default of each timeout.
struct NewMember {
    QString group;
    QStringList topics;
    QString assignor;
    QString instanceId;                     // group.instance.id: a static member
    int sessionTimeoutMs = 0;               // session.timeout.ms
    int heartbeatIntervalMs = 0;            // heartbeat.interval.ms
    int maxPollIntervalMs = 0;              // max.poll.interval.ms
};
QString addMember(const NewMember &member);
QString addMember(const QString &group);
// "range", "roundrobin", …: those that the command knows.
QStringList assignors();
QString setConfig(const QString &topic, const QString &key, const QString &value);
QString removeMember(const QString &group, const QString &member);
QString crashMember(const QString &group, const QString &member);
QString pauseMember(const QString &group, const QString &member);
QString resumeMember(const QString &group, const QString &member);
struct OffsetReset {
    enum class To { earliest, latest, current, offset, shift, datetime, duration };
    QString group;
    QStringList topics;                     // "orders", "orders:0,2"; none: all that the group has committed
    To to = To::earliest;
    QString value;                          // offset, shift, datetime ("2026-01-31T23:59:59.000", UTC), duration ("PT1H30M")
    bool dryRun = true;
};
QString resetOffsets(const OffsetReset &reset);
// The same for a shell: Kafka's own tool.
QString kafkaResetOffsets(const OffsetReset &reset, const QString &bootstrapServers);
QString startWorkload(const QString &name);
QString stopWorkload();

// The faults in force on the link between two brokers, as the commands that made them; empty: the link is as it should be.
QStringList linkFaults(const QStringList &faults, std::int32_t a, std::int32_t b);
// Those on the broker's machine: disks, clock, and of a simulation how busy it is.
QStringList machineFaults(const QStringList &faults, std::int32_t broker);
// The words of a line, without quotes and options; empty where it is no line.
QStringList wordsOf(const QString &line);

// What could stand at the end of `line`: words of the language, and names of the cluster where the language wants one.
struct Completion {
    QString line;   // the whole line after completion; what is typed where the next word is for the user to find
    QString shown;  // the same for eyes; the form of the command where there is nothing to complete
    QString hint;   // what the command does
};
// `simulation`: also what only a simulated cluster understands.
QList<Completion> complete(const QString &line, const ClusterState &cluster, bool simulation = false, int completionsMax = 12);

// The forms of the language in the order of cluster::command_help() and, of a simulation, of simulation_command_help(), with a sentence
// that says what each does (translated).
struct Form {
    QString text;   // "broker kill N"
    QString meaning;
};
QList<Form> forms(bool simulation = false);

// The form that a line has, if it is a line of the language.
std::optional<Form> formOf(const QString &line);

}  // namespace vitrine::ui::commands
