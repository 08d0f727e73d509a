// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>

#include <QTimer>

#include "ui/common/selection.h"
#include "ui/timeline/events_model.h"

namespace vitrine::ui {

// Of the events that the lanes show, those in a range of time whose sentences have a text in them. Sentences cost time to make: a
// search reads the events from the newest on, some of them in each pass of the event loop, and shows what it has found so far.
class EventListModel : public FlatModel {
    Q_OBJECT

public:
    // How many events are read in one pass: a few milliseconds.
    static constexpr int readInOnePass = 400;

    explicit EventListModel(const EventsModel &events, QObject *parent = nullptr);

    void setRange(const std::optional<TimeRange> &range);
    // Every word must be in what happened, why, or the time; case does not matter.
    void setText(const QString &text);
    [[nodiscard]] bool isSearching() const { return m_unread > 0; }
    [[nodiscard]] bool isFiltered() const { return m_range.has_value() || !m_words.isEmpty(); }
    [[nodiscard]] std::optional<int> rowOf(EventLog::Position position) const;
    [[nodiscard]] const EventsModel::Row &rowAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

Q_SIGNALS:
    void searched();

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columns() const override { return EventsModel::columnCountOfEvents; }
    [[nodiscard]] QString title(int column) const override { return m_events.title(column); }
    [[nodiscard]] ColumnKind kind(int column) const override { return m_events.kind(column); }
    [[nodiscard]] QVariant cell(int row, int column, int role) const override
    {
        return m_events.cellOf(m_rows[static_cast<std::size_t>(row)], column, role);
    }

private:
    void begin();
    void clear();
    void readOn();
    void append(std::size_t first, std::size_t last);
    [[nodiscard]] bool inRange(const EventsModel::Row &row) const { return !m_range || m_range->contains(row.at); }
    [[nodiscard]] bool fits(const EventsModel::Row &row) const;

    const EventsModel &m_events;
    std::optional<TimeRange> m_range;
    QStringList m_words;
    std::deque<EventsModel::Row> m_rows;
    // A search has still to read the events before this place of the lanes' rows.
    std::size_t m_unread = 0;
    QTimer m_pass;
};

}  // namespace vitrine::ui
