// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QCoreApplication>

#include "ui/common/table_twin.h"
#include "ui/session/simulation_values.h"

namespace vitrine::ui {

// What the scrubber draws, as rows: where the branch begins, what was done, what was violated, and how far it has gone.
class Moments {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::Moments)

public:
    enum Column { time, event, what, when };
    static std::vector<TwinModel::Column> columns();
    static std::vector<TwinRow> rows(const SimulationState &state);
    // Where a row stands in the run; the events that ran before are not known of a violation.
    struct Place {
        Instant at{};
        std::optional<std::uint64_t> events;
        friend bool operator==(const Place &, const Place &) = default;
    };
    static Place placeOf(const TwinRow &row);
    // "Time stands at 0:12.345 678, after 48,213 events."
    static QString caption(const SimulationState &state);
};

}  // namespace vitrine::ui
