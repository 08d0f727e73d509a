// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QList>
#include <QString>

#include "ui/start/cluster_plan.h"

namespace vitrine::ui {

// What the start page offers to look at: a cluster that really runs, or a simulation.
struct Example {
    QString name;
    QString meaning;
    std::optional<ClusterPlan> plan;
    QString recording;        // of a simulation, as SimulationSession::fromText() takes it
};
// In the language of the application. The violation is there in builds that have planted defects.
[[nodiscard]] QList<Example> examples();

}  // namespace vitrine::ui
