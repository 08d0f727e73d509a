// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/start/cluster_plan.h"

#include <algorithm>

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

namespace vitrine::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::ClusterPlan)
};

QString quoted(const QString &word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=,@%+-]+$"));
    if (plain.match(word).hasMatch()) return word;
    QString inside = word;
    inside.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + inside + QLatin1Char('\'');
}

QString range(int first, int count)
{
    return count == 1 ? QString::number(first) : QStringLiteral("%1–%2").arg(first).arg(first + count - 1);
}

}  // namespace

QString ClusterPlan::commandLine() const
{
    QStringList words{QStringLiteral("vitrine"), QStringLiteral("serve"), QStringLiteral("--brokers"), QString::number(brokers)};
    if (controllers > 0) words << QStringLiteral("--controllers") << QString::number(controllers);
    if (!racks.isEmpty()) words << QStringLiteral("--racks") << racks.join(QLatin1Char(','));
    words << QStringLiteral("--base-port") << QString::number(basePort);
    if (!dataDirectory.isEmpty()) words << QStringLiteral("--data-dir") << dataDirectory;
    for (const QString &line : configuration) words << QStringLiteral("--config") << line;
    if (workload) words << QStringLiteral("--workload") << QStringLiteral("demo");
    QStringList shown;
    for (const QString &word : words) shown << quoted(word);
    return shown.join(QLatin1Char(' '));
}

QString ClusterPlan::portsText() const
{
    return range(basePort, brokers) + QStringLiteral(", ") +
           range(basePort + controllerPortDistance, controllers > 0 ? controllers : brokers);
}

QJsonObject ClusterPlan::toJson() const
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("brokers"), brokers},
            {QStringLiteral("controllers"), controllers},
            {QStringLiteral("racks"), QJsonArray::fromStringList(racks)},
            {QStringLiteral("basePort"), basePort},
            {QStringLiteral("dataDirectory"), dataDirectory},
            {QStringLiteral("configuration"), QJsonArray::fromStringList(configuration)},
            {QStringLiteral("workload"), workload}};
}

ClusterPlan ClusterPlan::fromJson(const QJsonObject &json)
{
    const auto strings = [&json](const char *key) {
        QStringList list;
        for (const QJsonValue &value : json.value(QLatin1String(key)).toArray()) list << value.toString();
        return list;
    };
    const ClusterPlan defaults;
    return {.name = json.value(QLatin1String("name")).toString(defaults.name),
            .brokers = std::clamp(json.value(QLatin1String("brokers")).toInt(defaults.brokers), 1, brokersMax),
            .controllers = std::clamp(json.value(QLatin1String("controllers")).toInt(), 0, controllersMax),
            .racks = strings("racks"),
            .basePort = std::clamp(json.value(QLatin1String("basePort")).toInt(defaults.basePort), 1024, 65'000),
            .dataDirectory = json.value(QLatin1String("dataDirectory")).toString(),
            .configuration = strings("configuration"),
            .workload = json.value(QLatin1String("workload")).toBool()};
}

QList<ClusterPreset> clusterPresets()
{
    const QStringList racks{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    ClusterPlan single;
    single.brokers = 1;
    ClusterPlan threeRacks;
    threeRacks.brokers = 6;
    threeRacks.racks = racks;
    ClusterPlan apart;
    apart.brokers = 5;
    apart.controllers = 3;
    return {{Texts::tr("Single broker"), Texts::tr("One node, no replication: what breaks is gone."), single},
            {Texts::tr("Three brokers"), Texts::tr("The smallest cluster that outlives a broker."), ClusterPlan{}},
            {Texts::tr("Three racks"), Texts::tr("Six brokers; replicas are spread over the racks."), threeRacks},
            {Texts::tr("Five + three"), Texts::tr("Five brokers, and three controllers apart."), apart}};
}

}  // namespace vitrine::ui
