// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_tables.h"

#include "ui/common/event_text.h"
#include "ui/common/format.h"
#include "ui/common/selection.h"
#include "ui/common/table_twin.h"
#include "ui/session/session.h"

namespace vitrine::ui {

namespace {
qlonglong count(Instant at) { return static_cast<qlonglong>(at.time_since_epoch().count()); }
}  // namespace

TimelineTables::TimelineTables(const Context &context, EventListModel &shown, TableTwin &twin, QObject *parent)
    : QObject(parent), m_context(context), m_shown(shown), m_twin(twin),
      m_faults(new TwinModel(
          [] {
              return std::vector<TwinModel::Column>{{tr("Fault"), ColumnKind::marked},
                                                    {tr("From"), ColumnKind::mono},
                                                    {tr("Until"), ColumnKind::mono},
                                                    {tr("Lasted"), ColumnKind::number}};
          },
          this)),
      m_bookmarks(
          new TwinModel([] { return std::vector<TwinModel::Column>{{tr("Time"), ColumnKind::mono}, {tr("Name")}, {tr("Note")}}; }, this))
{
    twin.addTable(QStringLiteral("events"), &shown).setColumnWidths({116, 0, 0});
    twin.addTable(QStringLiteral("faults"), m_faults).setColumnWidths({0, 116, 116, 100});
    twin.addTable(QStringLiteral("bookmarks"), m_bookmarks).setColumnWidths({116, 220, 0});
    connect(&twin, &TableTwin::rowChosen, this, [this](int table, int row) {
        if (table == events) Q_EMIT eventChosen(m_shown.rowAt(row).position);
        if (table == faults) Q_EMIT eventChosen(static_cast<EventLog::Position>(m_faults->row(row).id.back()));
        if (table == bookmarks) Q_EMIT bookmarkChosen(static_cast<quint64>(m_bookmarks->row(row).id.back()));
    });
    connect(&context.session.bookmarks(), &Bookmarks::changed, this, &TimelineTables::refresh);
}

void TimelineTables::retranslate()
{
    m_twin.setTitles({tr("Events"), tr("Faults"), tr("Bookmarks")});
    m_twin.table(events).setEmptyText(tr("Nothing has happened yet that this view shows."));
    m_twin.table(faults).setEmptyText(tr("No fault was in force yet."));
    m_twin.table(bookmarks).setEmptyText(tr("Nothing has been named yet."));
    m_faults->retranslate();
    m_bookmarks->retranslate();
}

void TimelineTables::refresh()
{
    const Session &session = m_context.session;
    std::vector<TwinRow> rows;
    if (m_twin.shows(faults)) {
        for (const FaultSpan &fault : session.events().faults()) {
            const Instant from = fault.event.at;
            if (m_context.selection.timeRange() &&
                (from > m_context.selection.timeRange()->to || fault.ended.value_or(session.now()) < m_context.selection.timeRange()->from))
                continue;
            const Duration took = fault.ended.value_or(session.now()) - from;
            rows.push_back(
                {.id = {count(from), static_cast<qlonglong>(fault.position)},
                 .cells = {EventSentences::of(fault.event).what, TwinCell(session.timeText(from, fault.event.wall_time), count(from)),
                           fault.ended ? TwinCell(session.timeText(*fault.ended), count(*fault.ended)) : TwinCell(tr("in force")),
                           TwinCell(Format::duration(took), static_cast<qlonglong>(took.count()))},
                 .mark = fault.ended ? Mark::ring : Mark::square,
                 .tone = fault.ended ? Tone::muted : Tone::bad,
                 .tip = {}});
        }
        m_twin.quietly([&] { m_faults->sync(std::move(rows)); });
    } else if (m_twin.shows(bookmarks)) {
        for (const Bookmark &bookmark : m_context.session.bookmarks().all()) {
            if (!m_context.selection.shows(bookmark.at)) continue;
            rows.push_back({.id = {count(bookmark.at), static_cast<qlonglong>(bookmark.id)},
                            .cells = {TwinCell(session.timeText(bookmark.at), count(bookmark.at)), bookmark.name,
                                      QString(bookmark.note).replace(QLatin1Char('\n'), QLatin1Char(' '))},
                            .tip = bookmark.note});
        }
        m_twin.quietly([&] { m_bookmarks->sync(std::move(rows)); });
    }
    showSelection();
}

void TimelineTables::showSelection()
{
    const auto position = m_context.selection.event();
    if (m_twin.shows(events)) m_twin.chooseRow(events, position ? m_shown.rowOf(*position).value_or(-1) : -1);
    if (!m_twin.shows(faults)) return;
    const auto &rows = m_faults->allRows();
    const auto at = std::ranges::find_if(
        rows, [&](const TwinRow &row) { return position && static_cast<EventLog::Position>(row.id.back()) == *position; });
    m_twin.chooseRow(faults, at == rows.end() ? -1 : static_cast<int>(at - rows.begin()));
}

}  // namespace vitrine::ui
