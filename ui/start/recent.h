// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include "ui/start/cluster_plan.h"

class QSettings;

namespace vitrine::ui {

// What was open lately: clusters with a directory of their own, and archives. Kept in the user's settings, newest first.
struct RecentEntry {
    enum class Kind { cluster, archive };

    Kind kind = Kind::cluster;
    QString path;             // the data directory, or the archive
    QDateTime when;
    ClusterPlan plan;         // of a cluster
    [[nodiscard]] bool isThere() const;
};

class RecentList {
public:
    static constexpr int entriesMax = 12;

    [[nodiscard]] static QList<RecentEntry> read(const QSettings &settings);
    // To the front, once.
    static void add(QSettings &settings, const RecentEntry &entry);
    static void remove(QSettings &settings, const QString &path);
};

}  // namespace vitrine::ui
