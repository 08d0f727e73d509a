// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/cluster_notes.h"

#include <utility>

#include "ui/plots/plots_page.h"
#include "ui/session/session.h"

namespace vitrine::ui {

ClusterNotes::ClusterNotes(Session &session, PlotsPage &plots, QObject *parent) : QObject(parent), m_session(session), m_plots(plots)
{
    m_settles.setSingleShot(true);
    m_settles.setInterval(settlesMs);
    connect(&m_settles, &QTimer::timeout, this, &ClusterNotes::settled);
    connect(&session.bookmarks(), &Bookmarks::changed, this, &ClusterNotes::changed);
    connect(&plots, &PlotsPage::choiceChanged, this, &ClusterNotes::changed);
    connect(&session, &Session::updated, this, [this] { placeBookmarks(); });
}

QJsonObject ClusterNotes::state() const
{
    QJsonArray bookmarks = m_waiting.value_or(QJsonArray());
    for (const Bookmark &bookmark : m_session.bookmarks().all())
        bookmarks.append(QJsonObject{{QStringLiteral("wall_ms"), static_cast<qint64>(to_milliseconds(m_session.toWall(bookmark.at)))},
                                     {QStringLiteral("name"), bookmark.name.left(nameMax)},
                                     {QStringLiteral("note"), bookmark.note.left(noteMax)}});
    return {{QStringLiteral("bookmarks"), bookmarks}, {QStringLiteral("plots"), m_plots.choice()}};
}

void ClusterNotes::restore(const QJsonObject &state)
{
    m_restoring = true;
    m_plots.setChoice(state.value(QLatin1String("plots")).toObject());
    m_restoring = false;
    m_waiting = state.value(QLatin1String("bookmarks")).toArray();
    placeBookmarks();
}

void ClusterNotes::placeBookmarks()
{
    const bool knowsTime = m_session.world().mode == WorldState::Mode::simulation || m_session.cluster().latestWall() != WallTime{};
    if (!m_waiting || !knowsTime) return;
    m_restoring = true;
    const QJsonArray bookmarks = *std::exchange(m_waiting, std::nullopt);
    for (const QJsonValue &value : bookmarks) {
        const QJsonObject bookmark = value.toObject();
        const QJsonValue wall = bookmark.value(QLatin1String("wall_ms"));
        if (!wall.isDouble()) continue;
        const Instant at = m_session.now() + (wall_time(wall.toInteger()) - m_session.wallNow());
        m_session.bookmarks().add(at, bookmark.value(QLatin1String("name")).toString().left(nameMax),
                                  bookmark.value(QLatin1String("note")).toString().left(noteMax));
    }
    m_restoring = false;
}

void ClusterNotes::changed()
{
    if (m_restoring) return;
    m_changed = true;
    m_settles.start();
}

}  // namespace vitrine::ui
