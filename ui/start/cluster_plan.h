// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace vitrine::ui {

// A cluster that somebody wants: what the new cluster dialog asks for, the recent ones remember and app/ starts.
struct ClusterPlan {
    static constexpr int brokersMax = 9;
    static constexpr int controllersMax = 9;
    static constexpr int controllerPortDistance = 100;

    QString name = QStringLiteral("Vitrine");
    int brokers = 3;
    int controllers = 0;          // apart from the brokers; 0: each broker is one too
    QStringList racks;            // dealt to the brokers in turn; empty: none
    int basePort = 9092;
    QString dataDirectory;        // empty: a temporary one, gone with its window
    QStringList configuration;    // key=value, for every broker
    bool workload = false;        // the demo

    // The command that runs the same cluster without a window: "vitrine serve --brokers 3 …", quoted for a shell.
    [[nodiscard]] QString commandLine() const;
    // "9092–9094, 9192–9194": where it would listen.
    [[nodiscard]] QString portsText() const;
    [[nodiscard]] QJsonObject toJson() const;
    // Values out of their bounds become the nearest within.
    [[nodiscard]] static ClusterPlan fromJson(const QJsonObject &json);
    friend bool operator==(const ClusterPlan &, const ClusterPlan &) = default;
};

struct ClusterPreset {
    QString name;
    QString meaning;
    ClusterPlan plan;
};
// In the language of the application.
[[nodiscard]] QList<ClusterPreset> clusterPresets();

}  // namespace vitrine::ui
