// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bitset>
#include <deque>
#include <optional>

#include <QTimer>

#include "ui/common/event_text.h"
#include "ui/common/flat_model.h"
#include "ui/session/event_log.h"

namespace vitrine::ui {

class Session;

// The events of the session as rows, oldest first: those of the lanes that are shown, routine ones only when asked for.
// A row holds its place and shape; sentences are made when they are read.
class EventsModel : public FlatModel {
    Q_OBJECT

public:
    enum Column { time, what, why, columnCountOfEvents };
    enum Role { PositionRole = FlatModel::FirstOwnRole, CausePositionRole, TimeTextRole };
    static constexpr std::size_t rowsMax = 20'000;

    struct Row {
        EventLog::Position position = 0;
        Instant at{};
        Lane lane = Lane::faults;
        Mark mark = Mark::none;
        Tone tone = Tone::muted;
    };

    explicit EventsModel(const Session &session, QObject *parent = nullptr);

    // Appends what is new and lets go of what the log no longer holds: at most one insertion and one removal. Of more new events than
    // readInOneTurn the later ones follow by themselves, turn by turn of the event loop.
    void refresh();
    static constexpr EventLog::Position readInOneTurn = 1'000;
    [[nodiscard]] bool isReading() const { return m_rest.isActive(); }
    void setRoutineShown(bool shown);
    [[nodiscard]] bool routineShown() const { return m_routine; }
    void setLaneShown(Lane lane, bool shown);
    [[nodiscard]] bool laneShown(Lane lane) const { return m_lanes.test(static_cast<std::size_t>(lane)); }

    [[nodiscard]] const std::deque<Row> &allRows() const { return m_rows; }
    [[nodiscard]] std::optional<int> rowOf(EventLog::Position position) const;
    [[nodiscard]] const Session &session() const { return m_session; }
    [[nodiscard]] QVariant cellOf(const Row &entry, int column, int role) const;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columns() const override { return columnCountOfEvents; }
    [[nodiscard]] QString title(int column) const override;
    [[nodiscard]] ColumnKind kind(int column) const override;
    [[nodiscard]] QVariant cell(int row, int column, int role) const override
    {
        return cellOf(m_rows[static_cast<std::size_t>(row)], column, role);
    }
    friend class EventListModel;

private:
    void rebuild();
    void collect(EventLog::Position begin, EventLog::Position end, std::vector<Row> &rows) const;

    const Session &m_session;
    std::deque<Row> m_rows;
    EventLog::Position m_seen = 0;
    QTimer m_rest;
    bool m_routine = false;
    std::bitset<laneCount> m_lanes;
};

}  // namespace vitrine::ui
