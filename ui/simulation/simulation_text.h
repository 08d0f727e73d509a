// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QCoreApplication>
#include <QString>

#include "ui/session/simulation_values.h"

namespace vitrine::ui {

// What the tools of a simulation say, the same everywhere.
class SimulationText {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::SimulationText)

public:
    // The speeds that the slider offers, from a thousandth on; the last is 0: as fast as it goes.
    static const std::vector<double> &speeds();
    // "1/100 ×", "1 ×", "as fast as it goes"
    static QString speed(double speed);
    static QString shortSpeed(double speed);
    // "0:12.345 678": to the microsecond.
    static QString exactTime(Instant at);
    // "0:12.345"
    static QString time(Instant at);
    static QString position(const SimulationPosition &position);  // "0:12.345 678, after 48,213 events"
    static QString branch(const SimulationState &state, int index);  // "Branch B, from A at 0:12.345"
    static QString step(Duration duration);                       // "100 ms"
};

}  // namespace vitrine::ui
