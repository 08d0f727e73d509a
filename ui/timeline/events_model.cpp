// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/events_model.h"

#include <algorithm>
#include <vector>

#include "ui/common/format.h"
#include "ui/session/session.h"

namespace vitrine::ui {

EventsModel::EventsModel(const Session &session, QObject *parent) : FlatModel(parent), m_session(session)
{
    m_lanes.set();
    m_rest.setObjectName(QStringLiteral("events"));
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &EventsModel::refresh);
    connect(&session, &Session::updated, this, [this](const SessionUpdate &update) {
        if (update.reset) rebuild();
    });
}

QString EventsModel::title(int column) const
{
    switch (column) {
    case time: return tr("Time");
    case what: return tr("What");
    default: return tr("Why");
    }
}

ColumnKind EventsModel::kind(int column) const
{
    switch (column) {
    case time: return ColumnKind::time;
    case what: return ColumnKind::marked;
    default: return ColumnKind::text;
    }
}

QVariant EventsModel::cellOf(const Row &entry, int column, int role) const
{
    if (role == MarkRole) return column == what ? QVariant(static_cast<int>(entry.mark)) : QVariant();
    if (role == ToneRole) return column == what ? QVariant(static_cast<int>(entry.tone)) : QVariant();
    if (role == PositionRole) return QVariant::fromValue<qulonglong>(entry.position);
    const EventLog &log = m_session.events();
    if (!log.holds(entry.position)) return {};
    const observe::Event &event = log.at(entry.position);
    if (role == CausePositionRole) {
        const auto cause = log.causeOf(entry.position);
        return cause ? QVariant::fromValue<qulonglong>(*cause) : QVariant();
    }
    if (role == TimeTextRole) return m_session.timeText(event.at, event.wall_time);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case time: return QVariant::fromValue<qlonglong>(to_milliseconds(event.wall_time));
    case what: return EventSentences::of(event).what;
    default: return EventSentences::of(event).why;
    }
}

void EventsModel::collect(EventLog::Position begin, EventLog::Position end, std::vector<Row> &rows) const
{
    const EventLog &log = m_session.events();
    for (EventLog::Position position = begin; position < end; ++position) {
        const observe::Event &event = log.at(position);
        if (!m_routine && EventSentences::isRoutine(event)) continue;
        const EventText text = EventSentences::of(event);
        if (!laneShown(text.lane)) continue;
        rows.push_back({position, event.at, text.lane, text.mark, text.tone});
    }
}

void EventsModel::refresh()
{
    const EventLog &log = m_session.events();
    std::vector<Row> fresh;
    const EventLog::Position begin = std::max(m_seen, log.begin());
    m_seen = std::min(log.end(), begin + readInOneTurn);
    collect(begin, m_seen, fresh);
    if (m_seen < log.end()) m_rest.start(0);

    std::size_t gone = 0;
    while (gone < m_rows.size() && m_rows[gone].position < log.begin()) ++gone;
    if (m_rows.size() + fresh.size() > rowsMax) gone = std::max(gone, m_rows.size() + fresh.size() - rowsMax);
    gone = std::min(gone, m_rows.size());
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(gone));
        endRemoveRows();
    }
    if (fresh.empty()) return;
    beginInsertRows({}, rows(), rows() + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

void EventsModel::rebuild()
{
    if (!m_rows.empty()) {
        beginRemoveRows({}, 0, rows() - 1);
        m_rows.clear();
        endRemoveRows();
    }
    m_seen = 0;
    refresh();
}

void EventsModel::setRoutineShown(bool shown)
{
    if (shown == m_routine) return;
    m_routine = shown;
    rebuild();
}

void EventsModel::setLaneShown(Lane lane, bool shown)
{
    if (laneShown(lane) == shown) return;
    m_lanes.set(static_cast<std::size_t>(lane), shown);
    rebuild();
}

std::optional<int> EventsModel::rowOf(EventLog::Position position) const
{
    const auto at = std::ranges::lower_bound(m_rows, position, {}, &Row::position);
    if (at == m_rows.end() || at->position != position) return std::nullopt;
    return static_cast<int>(at - m_rows.begin());
}

}  // namespace vitrine::ui
