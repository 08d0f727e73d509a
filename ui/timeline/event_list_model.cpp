// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/event_list_model.h"

#include <algorithm>
#include <vector>

#include "ui/session/session.h"

namespace vitrine::ui {

EventListModel::EventListModel(const EventsModel &events, QObject *parent) : FlatModel(parent), m_events(events)
{
    m_pass.setObjectName(QStringLiteral("search"));
    m_pass.setInterval(0);
    connect(&m_pass, &QTimer::timeout, this, &EventListModel::readOn);
    // The lanes' rows only grow at their end and go at their beginning.
    connect(&events, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        append(static_cast<std::size_t>(first), static_cast<std::size_t>(last) + 1);
    });
    connect(&events, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        const auto removed = static_cast<std::size_t>(last - first) + 1;
        m_unread -= std::min(m_unread, removed);
        if (m_unread == 0) m_pass.stop();
        const auto &left = m_events.allRows();
        if (left.empty()) return clear();
        const auto end = std::ranges::lower_bound(m_rows, left.front().position, {}, &EventsModel::Row::position);
        if (end == m_rows.begin()) return;
        beginRemoveRows({}, 0, static_cast<int>(end - m_rows.begin()) - 1);
        m_rows.erase(m_rows.begin(), end);
        endRemoveRows();
    });
    begin();
}

void EventListModel::setRange(const std::optional<TimeRange> &range)
{
    if (range == m_range) return;
    m_range = range;
    begin();
}

void EventListModel::setText(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words) return;
    m_words = words;
    begin();
}

std::optional<int> EventListModel::rowOf(EventLog::Position position) const
{
    const auto at = std::ranges::lower_bound(m_rows, position, {}, &EventsModel::Row::position);
    if (at == m_rows.end() || at->position != position) return std::nullopt;
    return static_cast<int>(at - m_rows.begin());
}

bool EventListModel::fits(const EventsModel::Row &row) const
{
    if (!inRange(row)) return false;
    if (m_words.isEmpty()) return true;
    const EventLog &log = m_events.session().events();
    if (!log.holds(row.position)) return false;
    const observe::Event &event = log.at(row.position);
    const EventText text = EventSentences::of(event);
    const QString time = m_events.session().timeText(event.at, event.wall_time);
    return std::ranges::all_of(m_words, [&](const QString &word) {
        return text.what.contains(word, Qt::CaseInsensitive) || text.why.contains(word, Qt::CaseInsensitive) || time.contains(word);
    });
}

void EventListModel::clear()
{
    m_pass.stop();
    m_unread = 0;
    if (m_rows.empty()) return;
    beginRemoveRows({}, 0, rows() - 1);
    m_rows.clear();
    endRemoveRows();
}

void EventListModel::begin()
{
    clear();
    const auto &all = m_events.allRows();
    if (m_words.isEmpty()) {
        append(0, all.size());
    } else {
        m_unread = all.size();
        if (m_unread > 0) m_pass.start();
    }
    Q_EMIT searched();
}

void EventListModel::append(std::size_t first, std::size_t last)
{
    const auto &all = m_events.allRows();
    std::vector<EventsModel::Row> fresh;
    for (std::size_t i = first; i < last; ++i)
        if (fits(all[i])) fresh.push_back(all[i]);
    if (fresh.empty()) return;
    beginInsertRows({}, rows(), rows() + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

void EventListModel::readOn()
{
    const auto &all = m_events.allRows();
    const std::size_t first = m_unread - std::min<std::size_t>(m_unread, readInOnePass);
    std::vector<EventsModel::Row> found;
    for (std::size_t i = first; i < m_unread; ++i)
        if (fits(all[i])) found.push_back(all[i]);
    m_unread = first;
    if (!found.empty()) {
        beginInsertRows({}, 0, static_cast<int>(found.size()) - 1);
        m_rows.insert(m_rows.begin(), found.begin(), found.end());
        endInsertRows();
    }
    if (m_unread == 0) {
        m_pass.stop();
        Q_EMIT searched();
    }
}

}  // namespace vitrine::ui
