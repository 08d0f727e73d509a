// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QCoreApplication>

#include "ui/common/context.h"
#include "ui/common/selection.h"
#include "ui/common/table_twin.h"
#include "ui/plots/plot_data.h"

namespace vitrine::ui {

// The values of the plots as rows of a table, the newest first.
class PlotsTable {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::PlotsTable)

public:
    // More of them nobody reads; the export has all.
    static constexpr std::size_t rowsMax = 5'000;

    struct Shown {
        Metric metric;
        const Plot &plot;  // which lines of it are switched off, and how its values read
    };
    static std::vector<TwinModel::Column> columns();
    // `instantOf`: of a place on the plots' axis.
    static std::vector<TwinRow> rows(const Context &context, const std::vector<Shown> &plots, const TimeRange &range,
                                     const std::function<Instant(WallTime)> &instantOf);
    // What is not in the table.
    static QString caption(std::size_t rows);
};

}  // namespace vitrine::ui
