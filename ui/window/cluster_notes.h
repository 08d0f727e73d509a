// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

namespace vitrine::ui {

class PlotsPage;
class Session;

// What somebody noted about a cluster, and which of its plots he looks at: it belongs to the cluster rather than to the user's window, and
// goes with its data. As JSON, with bookmarks by their wall times, since the instants of one life mean nothing to the next.
class ClusterNotes : public QObject {
    Q_OBJECT

public:
    static constexpr int settlesMs = 1'000;
    // In characters; what is longer is cut.
    static constexpr qsizetype nameMax = 100;
    static constexpr qsizetype noteMax = 600;

    // Both outlive it.
    ClusterNotes(Session &session, PlotsPage &plots, QObject *parent = nullptr);
    [[nodiscard]] QJsonObject state() const;
    // Bookmarks are added to those that there are, as soon as the session knows its time; until then state() has them as they came.
    void restore(const QJsonObject &state);
    // Somebody changed something since the last restore().
    [[nodiscard]] bool isChanged() const { return m_changed; }

Q_SIGNALS:
    // They were changed, and have not been for settlesMs.
    void settled();

private:
    void changed();
    void placeBookmarks();

    Session &m_session;
    PlotsPage &m_plots;
    QTimer m_settles;
    std::optional<QJsonArray> m_waiting;  // bookmarks to be placed
    bool m_changed = false;
    bool m_restoring = false;
};

}  // namespace vitrine::ui
