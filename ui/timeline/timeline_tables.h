// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/common/context.h"
#include "ui/timeline/event_list_model.h"

namespace vitrine::ui {

class TableTwin;
class TwinModel;

// The tables that say what the lanes draw: events, how long each fault was in force, and what was named.
class TimelineTables : public QObject {
    Q_OBJECT

public:
    enum Table { events, faults, bookmarks };
    // `shown` are the events of the list, `twin` that of the lanes; both outlive this.
    TimelineTables(const Context &context, EventListModel &shown, TableTwin &twin, QObject *parent);
    void refresh();
    void showSelection();
    void retranslate();

Q_SIGNALS:
    void eventChosen(vitrine::ui::EventLog::Position position);
    void bookmarkChosen(quint64 id);

private:
    Context m_context;
    EventListModel &m_shown;
    TableTwin &m_twin;
    TwinModel *m_faults;
    TwinModel *m_bookmarks;
};

}  // namespace vitrine::ui
