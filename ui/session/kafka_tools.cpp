// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/kafka_tools.h"

#include <algorithm>

#include <QStringList>

#include "cluster/command_line.h"

namespace vitrine::ui::commands {

namespace {

// As a POSIX shell reads it back.
QString shellWord(const QString &word)
{
    const bool plain = !word.isEmpty() && std::ranges::all_of(word, [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringLiteral("_-./:=,@%+").contains(c);
    });
    if (plain) return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

}  // namespace

std::optional<QString> kafkaTool(const QString &line, const QString &bootstrapServers)
{
    const auto parsed = cluster::CommandLine::parse(line.toStdString());
    if (!parsed || parsed->words.empty() || bootstrapServers.isEmpty()) return {};
    QStringList words;
    for (const std::string &word : parsed->words) words << QString::fromStdString(word);
    const QString deed = words.mid(0, 2).join(QLatin1Char(' '));
    const auto word = [&](qsizetype index) { return shellWord(words.value(index)); };
    const auto option = [&](const char *name) { return QString::fromStdString(parsed->option(name).value_or(std::string())); };
    const auto tool = [&](const QString &name, const QString &arguments) {
        return QStringLiteral("%1 --bootstrap-server %2 %3").arg(name, bootstrapServers, arguments);
    };
    const QString topics = QStringLiteral("kafka-topics.sh");
    const QString configs = QStringLiteral("kafka-configs.sh");
    const QString groups = QStringLiteral("kafka-consumer-groups.sh");

    if (deed == QStringLiteral("topic create")) {
        QString arguments = QStringLiteral("--create --topic ") + word(2);
        for (const char *name : {"partitions", "replication-factor"})
            if (const QString value = option(name); !value.isEmpty())
                arguments += QStringLiteral(" --%1 %2").arg(QLatin1String(name), shellWord(value));
        for (const std::string &config : parsed->all("config"))
            arguments += QStringLiteral(" --config ") + shellWord(QString::fromStdString(config));
        return tool(topics, arguments);
    }
    if (deed == QStringLiteral("topic alter"))
        return tool(topics, QStringLiteral("--alter --topic %1 --partitions %2").arg(word(2), shellWord(option("partitions"))));
    if (deed == QStringLiteral("topic delete")) return tool(topics, QStringLiteral("--delete --topic ") + word(2));
    if (deed == QStringLiteral("topic describe")) return tool(topics, QStringLiteral("--describe --topic ") + word(2));
    if (deed == QStringLiteral("topic list")) return tool(topics, QStringLiteral("--list"));
    if (deed == QStringLiteral("config set")) {
        // Values with commas are lists in brackets there.
        const QString key = words.value(3).section(QLatin1Char('='), 0, 0);
        QString value = words.value(3).section(QLatin1Char('='), 1);
        if (value.contains(QLatin1Char(','))) value = QLatin1Char('[') + value + QLatin1Char(']');
        return tool(configs, QStringLiteral("--alter --entity-type topics --entity-name %1 --add-config %2")
                                 .arg(word(2), shellWord(key + QLatin1Char('=') + value)));
    }
    if (deed == QStringLiteral("config unset"))
        return tool(configs, QStringLiteral("--alter --entity-type topics --entity-name %1 --delete-config %2").arg(word(2), word(3)));
    if (deed == QStringLiteral("config describe"))
        return tool(configs, QStringLiteral("--describe --all --entity-type topics --entity-name ") + word(2));
    if (deed == QStringLiteral("group list")) return tool(groups, QStringLiteral("--list"));
    if (deed == QStringLiteral("group describe")) return tool(groups, QStringLiteral("--describe --group ") + word(2));
    if (deed == QStringLiteral("group coordinator")) return tool(groups, QStringLiteral("--describe --state --group ") + word(2));
    if (deed == QStringLiteral("elect preferred") && words.size() != 3) {
        const QString what = words.size() == 2 ? QStringLiteral("--all-topic-partitions")
                                               : QStringLiteral("--topic %1 --partition %2").arg(word(2), word(3));
        return tool(QStringLiteral("kafka-leader-election.sh"), QStringLiteral("--election-type preferred ") + what);
    }
    if (deed == QStringLiteral("partition move") && words.size() == 5) {
        const QString plan = QStringLiteral(R"({"version":1,"partitions":[{"topic":"%1","partition":%2,"replicas":[%3]}]})")
                                 .arg(words[2], words[3], words[4]);
        return tool(QStringLiteral("kafka-reassign-partitions.sh"),
                    QStringLiteral("--execute --reassignment-json-file <(echo %1)").arg(shellWord(plan)));
    }
    if (words == QStringList{QStringLiteral("quorum")})
        return tool(QStringLiteral("kafka-metadata-quorum.sh"), QStringLiteral("describe --status"));
    if (words.front() == QStringLiteral("produce") && words.size() == 3 && !parsed->option("count") && !parsed->option("partition")) {
        const QString key = option("key");
        QString arguments = QStringLiteral("--topic ") + word(1);
        if (const QString acks = option("acks"); !acks.isEmpty())
            arguments += QStringLiteral(" --command-property acks=") + shellWord(acks);
        if (key.isEmpty()) return QStringLiteral("echo %1 | %2").arg(word(2), tool(QStringLiteral("kafka-console-producer.sh"), arguments));
        arguments += QStringLiteral(" --reader-property parse.key=true --reader-property key.separator=:");
        return QStringLiteral("echo %1 | %2")
            .arg(shellWord(key + QLatin1Char(':') + words[2]), tool(QStringLiteral("kafka-console-producer.sh"), arguments));
    }
    return {};
}

}  // namespace vitrine::ui::commands
