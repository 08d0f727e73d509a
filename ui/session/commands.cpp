// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/commands.h"

#include <QCoreApplication>

namespace vitrine::ui::commands {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::commands)
};

QString text(std::string_view value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

// A name with blanks or quotes is written in quotes.
QString quoted(const QString &name)
{
    const bool plain = !name.isEmpty() && !name.contains(QLatin1Char(' ')) && !name.contains(QLatin1Char('"'));
    if (plain) return name;
    QString escaped = name;
    escaped.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + escaped + QLatin1Char('"');
}

QStringList candidates(const QString &placeholder, const QStringList &words, const ClusterState &cluster)
{
    QStringList list;
    if (placeholder == QStringLiteral("<broker>")) {
        for (const BrokerId id : cluster.columns()) list << QString::number(id.value());
    } else if (placeholder == QStringLiteral("<topic>")) {
        for (const TopicState *topic : cluster.topics())
            if (!topic->internal) list << text(topic->name);
        for (const TopicState *topic : cluster.topics())
            if (topic->internal) list << text(topic->name);
    } else if (placeholder == QStringLiteral("<partition>")) {
        const TopicState *topic = words.size() > 2 ? cluster.topic(words.at(2).toStdString()) : nullptr;
        if (topic)
            for (std::size_t i = 0; i < topic->partitions.size(); ++i) list << QString::number(i);
    } else if (placeholder == QStringLiteral("<group>")) {
        for (const auto &[id, group] : cluster.groups()) list << text(id);
    } else if (placeholder == QStringLiteral("<member>")) {
        const GroupInfo *group = words.size() > 2 ? cluster.group(words.at(2).toStdString()) : nullptr;
        if (group)
            for (const observe::MemberView &member : group->view.members) list << text(member.member_id);
    }
    return list;
}

}  // namespace

QString killBroker(std::int32_t broker) { return QStringLiteral("broker kill %1").arg(broker); }
QString stopBroker(std::int32_t broker) { return QStringLiteral("broker stop %1").arg(broker); }
QString startBroker(std::int32_t broker) { return QStringLiteral("broker start %1").arg(broker); }
QString pauseBroker(std::int32_t broker) { return QStringLiteral("broker pause %1").arg(broker); }
QString resumeBroker(std::int32_t broker) { return QStringLiteral("broker resume %1").arg(broker); }
QString cutLink(std::int32_t a, std::int32_t b) { return QStringLiteral("link cut %1 %2").arg(a).arg(b); }
QString healLink(std::int32_t a, std::int32_t b) { return QStringLiteral("link heal %1 %2").arg(a).arg(b); }
QString healAll() { return QStringLiteral("heal all"); }
QString electPreferred(const QString &topic, std::int32_t partition)
{
    return QStringLiteral("elect preferred %1 %2").arg(quoted(topic)).arg(partition);
}
QString createTopic(const QString &topic, int partitions, int replicationFactor, const QStringList &configs)
{
    QString line =
        QStringLiteral("topic create %1 --partitions %2 --replication-factor %3").arg(quoted(topic)).arg(partitions).arg(replicationFactor);
    for (const QString &config : configs) line += QStringLiteral(" --config ") + quoted(config);
    return line;
}
QString rebalanceGroup(const QString &group) { return QStringLiteral("group rebalance %1").arg(quoted(group)); }
QString addMember(const QString &group) { return QStringLiteral("group add-member %1").arg(quoted(group)); }
QString removeMember(const QString &group, const QString &member)
{
    return QStringLiteral("group remove-member %1 %2").arg(quoted(group), quoted(member));
}
QString startWorkload(const QString &name) { return QStringLiteral("workload start %1").arg(quoted(name)); }
QString stopWorkload() { return QStringLiteral("workload stop"); }
QString setConfig(const QString &topic, const QString &key, const QString &value)
{
    return QStringLiteral("config set %1 %2").arg(quoted(topic), quoted(key + QLatin1Char('=') + value));
}

QList<Form> forms()
{
    return {
        {QStringLiteral("broker kill <broker>"), Texts::tr("its memory is gone at once, its directory stays as it is")},
        {QStringLiteral("broker stop <broker>"), Texts::tr("controlled shutdown: leadership moves away first")},
        {QStringLiteral("broker start <broker>"), Texts::tr("start it again on its directory")},
        {QStringLiteral("broker pause <broker>"), Texts::tr("it keeps its memory but answers nobody")},
        {QStringLiteral("broker resume <broker>"), Texts::tr("let a paused broker go on")},
        {QStringLiteral("link cut <broker> <broker>"), Texts::tr("nothing passes between two brokers")},
        {QStringLiteral("link slow <broker> <broker> <ms>"), Texts::tr("every frame between two brokers takes that much longer")},
        {QStringLiteral("link heal <broker> <broker>"), Texts::tr("the link is as it was")},
        {QStringLiteral("heal all"), Texts::tr("heal every link, resume and start every broker")},
        {QStringLiteral("topic create <name> --partitions 6 --replication-factor 3"), Texts::tr("create a topic")},
        {QStringLiteral("topic alter <topic> --partitions <count>"), Texts::tr("give a topic more partitions")},
        {QStringLiteral("topic delete <topic>"), Texts::tr("delete a topic and its records")},
        {QStringLiteral("topic describe <topic>"), Texts::tr("leader, replicas and ISR of each partition")},
        {QStringLiteral("config set <topic> <key=value>"), Texts::tr("set a topic's configuration")},
        {QStringLiteral("config unset <topic> <key>"), Texts::tr("back to the broker's value")},
        {QStringLiteral("config describe <topic>"), Texts::tr("every key with its value")},
        {QStringLiteral("elect preferred <topic> <partition>"), Texts::tr("make the first of its replicas the leader")},
        {QStringLiteral("group rebalance <group>"), Texts::tr("make its members share out the partitions again")},
        {QStringLiteral("group add-member <group>"), Texts::tr("one more consumer in the group")},
        {QStringLiteral("group remove-member <group> <member>"), Texts::tr("a consumer leaves the group politely")},
        {QStringLiteral("group crash-member <group> <member>"), Texts::tr("a consumer is gone without a word")},
        {QStringLiteral("group pause-member <group> <member>"), Texts::tr("a consumer stops reading but sends heartbeats")},
        {QStringLiteral("group resume-member <group> <member>"), Texts::tr("it reads again")},
        {QStringLiteral("group describe <group>"), Texts::tr("state, members and committed offsets")},
        {QStringLiteral("produce <topic> <value>"), Texts::tr("send a record")},
        {QStringLiteral("workload start demo"), Texts::tr("producers and consumers begin to work")},
        {QStringLiteral("workload stop"), Texts::tr("producers and consumers stop")},
        {QStringLiteral("quorum"), Texts::tr("leader, epoch and positions of the quorum")},
        {QStringLiteral("status"), Texts::tr("nodes, faults, workload")},
    };
}

QList<Completion> complete(const QString &line, const ClusterState &cluster, int completionsMax)
{
    QList<Completion> found;
    const bool endsWord = line.isEmpty() || line.endsWith(QLatin1Char(' '));
    QStringList typed = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString part = endsWord || typed.isEmpty() ? QString() : typed.takeLast();
    const auto begins = [](const QString &word, const QString &prefix) { return word.startsWith(prefix, Qt::CaseInsensitive); };

    for (const Form &form : forms()) {
        const QStringList words = form.text.split(QLatin1Char(' '));
        if (typed.size() >= words.size()) continue;
        bool fits = true;
        for (qsizetype i = 0; i < typed.size() && fits; ++i)
            fits = words.at(i).startsWith(QLatin1Char('<')) || words.at(i).compare(typed.at(i), Qt::CaseInsensitive) == 0;
        if (!fits) continue;
        const QString &next = words.at(typed.size());
        const QString before = typed.isEmpty() ? QString() : typed.join(QLatin1Char(' ')) + QLatin1Char(' ');
        if (next.startsWith(QLatin1Char('<'))) {
            for (const QString &candidate : candidates(next, typed, cluster)) {
                if (found.size() >= completionsMax) return found;
                if (!begins(candidate, part)) continue;
                if (next == QStringLiteral("<broker>") && !typed.isEmpty() && typed.last() == candidate) continue;
                const QString shown = candidate.contains(QLatin1Char(' ')) ? quoted(candidate) : candidate;
                found.append({before + shown, form.meaning});
            }
        } else if (begins(next, part)) {
            // The fixed words that follow come along; the completion ends where something has to be chosen.
            QString whole = before + next;
            bool complete = true;
            for (qsizetype i = typed.size() + 1; i < words.size(); ++i) {
                if (words.at(i).startsWith(QLatin1Char('<'))) {
                    complete = false;
                    break;
                }
                whole += QLatin1Char(' ') + words.at(i);
            }
            if (!complete) whole += QLatin1Char(' ');
            if (found.size() >= completionsMax) return found;
            found.append({whole, form.meaning});
        }
    }
    return found;
}

}  // namespace vitrine::ui::commands
