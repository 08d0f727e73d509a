// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plots_table.h"

#include <algorithm>

#include "ui/common/format.h"
#include "ui/session/session.h"

namespace vitrine::ui {

std::vector<TwinModel::Column> PlotsTable::columns()
{
    return {{tr("Time"), ColumnKind::mono}, {tr("Plot")}, {tr("Line")}, {tr("Value"), ColumnKind::number}};
}

std::vector<TwinRow> PlotsTable::rows(const Context &context, const std::vector<Shown> &plots, const TimeRange &range,
                                      const std::function<Instant(WallTime)> &instantOf)
{
    struct Value {
        Instant at{};
        qlonglong plot = 0;
        qlonglong line = 0;
        double value = 0;
    };
    std::vector<Value> values;
    std::vector<PlotData> all;
    for (std::size_t plot = 0; plot < plots.size(); ++plot) {
        SeriesPlaces places;
        const PlotData &data = all.emplace_back(PlotMetrics::data(plots[plot].metric, context.session, context.theme, range, places));
        for (std::size_t line = 0; line < data.points.size(); ++line) {
            if (plots[plot].plot.isHidden(data.series[static_cast<qsizetype>(line)].name)) continue;
            for (const Plot::Point &point : data.points[line])
                if (const Instant at = instantOf(point.at); range.contains(at))
                    values.push_back({at, static_cast<qlonglong>(plot), static_cast<qlonglong>(line), point.value});
        }
    }
    std::ranges::stable_sort(values, std::ranges::greater(), &Value::at);
    if (values.size() > rowsMax) values.resize(rowsMax);
    std::vector<TwinRow> rows;
    rows.reserve(values.size());
    for (const Value &value : values) {
        const auto plot = static_cast<std::size_t>(value.plot);
        rows.push_back({.id = {-static_cast<qlonglong>(value.at.time_since_epoch().count()), value.plot, value.line},
                        .cells = {TwinCell(context.session.timeText(value.at), static_cast<qlonglong>(value.at.time_since_epoch().count())),
                                  PlotMetrics::name(plots[plot].metric), all[plot].series[value.line].name,
                                  TwinCell(plots[plot].plot.valueText(value.value), value.value)},
                        .tip = {}});
    }
    return rows;
}

QString PlotsTable::caption(std::size_t rows)
{
    if (rows < rowsMax) return {};
    return tr("The newest %1 values; Export has all of them.").arg(Format::number(static_cast<std::int64_t>(rowsMax)));
}

}  // namespace vitrine::ui
