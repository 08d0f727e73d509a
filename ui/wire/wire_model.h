// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QTimer>

#include "ui/common/flat_model.h"
#include "ui/common/selection.h"
#include "ui/session/wire_log.h"
#include "ui/wire/wire_facts.h"
#include "ui/wire/wire_filter.h"

namespace vitrine::ui {

class Session;
struct SessionUpdate;

// The exchanges of the wire log that pass the filter, oldest first. What a filter has to read out of many messages is read a few
// milliseconds at a time, so the window goes on meanwhile.
class WireModel : public FlatModel {
    Q_OBJECT

public:
    enum Column { time, from, to, api, correlation, requestBytes, responseBytes, latency, error, columnCountOfWire };
    enum OwnRole { PositionRole = FirstOwnRole };

    explicit WireModel(const Session &session, QObject *parent = nullptr);

    // Takes over what is new; null: everything may have changed.
    void refresh(const SessionUpdate *update);
    void setFilter(const WireFilter &filter);
    // Exchanges that were under way in it; none: all of them.
    void setTimeRange(const std::optional<TimeRange> &range);
    [[nodiscard]] const std::optional<TimeRange> &timeRange() const { return m_range; }
    // Nothing is left to be looked at.
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] WireLog::Position positionAt(int row) const { return m_rows[static_cast<std::size_t>(row)].position; }
    [[nodiscard]] std::optional<int> rowOf(WireLog::Position position) const;
    // Null where it made room meanwhile.
    [[nodiscard]] const WireExchange *exchangeAt(int row) const;
    // Decoded once.
    [[nodiscard]] const WireContents &contentsAt(int row) const;
    // `field == value` for what stands in the cell; empty where the language has no word for it.
    [[nodiscard]] QString comparisonFor(int row, int column) const;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columns() const override { return columnCountOfWire; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override;

private:
    struct Row {
        WireLog::Position position = 0;
        mutable std::optional<WireContents> contents;
    };

    [[nodiscard]] bool passes(WireLog::Position position) const;
    void dropOld();
    void takeChanged(const std::set<WireLog::Position> &changed);
    void takeNew();
    void rebuild();
    [[nodiscard]] QVariant textOf(const WireExchange &exchange, int row, int column) const;
    [[nodiscard]] QVariant tipOf(const WireExchange &exchange, int row, int column) const;

    const Session &m_session;
    WireFilter m_filter;
    std::optional<TimeRange> m_range;
    std::vector<Row> m_rows;
    WireLog::Position m_seen = 0;
    QTimer m_more;
};

}  // namespace vitrine::ui
